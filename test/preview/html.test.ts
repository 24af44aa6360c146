import { expect, test } from 'vitest';
import { homeView } from '../../src/adapters/slack/home.ts';
import { renderSlack } from '../../src/adapters/slack/render.ts';
import { code, emphasis, lineBreak, reply, strong, text, time } from '../../src/core/reply.ts';
import { someEvidence } from '../adapters/parts.ts';
import { blocksHtml } from './html.ts';

const everyKind = reply({
  headline: 'Ferries',
  body: [strong('14'), lineBreak, emphasis('Only one report says so.'), time('2026-01-07T01:20:35Z')],
  quotes: [
    { evidence: someEvidence({ url: 'https://example.org/a' }), says: '14' },
    { evidence: someEvidence({ quote: '<b>12</b> & more' }), says: null },
  ],
  fields: [
    { name: 'Agreement', value: [text('1 report')] },
    { name: 'Article', value: [code('t-1')] },
  ],
  actions: [{ label: 'Why', style: 'primary', action: 'a1' }],
  tone: 'warning',
  fallback: '14',
});

test('the preview knows every kind of block that is sent, and shows text of others as text', () => {
  const messages = renderSlack(everyKind, { question: 'How many?', by: 'U024BE7LH' });
  const drawn = blocksHtml(messages.flatMap(({ blocks }) => blocks));
  expect(drawn).not.toContain('<pre>');
  expect(drawn).toContain('&lt;b&gt;12&lt;/b&gt; &amp; more');
  expect(drawn).toContain('<a href="https://example.org/a">');
  expect(blocksHtml(homeView({ status: [] }).blocks)).not.toContain('<pre>');
});

test('the preview shows a kind it does not know', () => {
  expect(blocksHtml([{ type: 'marquee' }])).toContain('<pre>');
});
