import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderSlack, type SlackMessage } from '../../../src/adapters/slack/render.ts';
import type { Evidence } from '../../../src/core/model.ts';
import {
  code,
  emphasis,
  lineBreak,
  type Reply,
  reply,
  type Span,
  strong,
  text,
  time,
} from '../../../src/core/reply.ts';
import { linksOf, mentionsOf, messageFaults } from '../../support/slack/block-kit.ts';
import { plainTextOf, quotesIn } from '../../support/slack/shown.ts';
import { unescapeTerminal } from '../console/terminal.ts';
import { someEvidence } from '../parts.ts';

const nasty = fc.constantFrom(
  '<!channel>',
  '<!here|here> @everyone <@U024BE7LH> <#C024BE7LR>',
  '*bold* _italic_ ~struck~ `code` ```block```',
  '> quoted\n>>> all of it',
  '&amp; &lt;!channel&gt; & < >',
  '\u202egnp.exe\u200b\ufeff',
  '\x00\x1b[2J\x07\r\n\t\u2028',
  '\ud800 lone \udfff',
  '👩‍👩‍👧‍👦🏳️‍🌈e\u0301',
  'שלום مرحبا',
  '<https://evil.example|https://good.example>',
  'javascript:alert(1)',
  ':smile: {date} <U+202E> ␛',
);
const long = fc
  .tuple(
    fc.constantFrom('x', '"', '\\', '漢', '👩‍👩‍👧‍👦', 'A word. ', 'e\u0301', '<U+202E>', '\u202e', '\n'),
    fc.integer({ min: 500, max: 10_000 }),
  )
  .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
const foreign = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 4, arbitrary: fc.lorem({ maxCount: 20 }) },
  { weight: 4, arbitrary: nasty },
  { weight: 1, arbitrary: fc.string({ unit: fc.nat(0xffff).map(unit => String.fromCharCode(unit)), maxLength: 60 }) },
  { weight: 1, arbitrary: long },
);
const known = fc.option(foreign);
const address = fc.oneof(
  foreign,
  fc.webUrl(),
  fc.constantFrom('https://a.example/x|y>z', 'ftp://a.example', 'https://u:p@a.example'),
);
const day = fc.oneof(fc.constantFrom('2026-01-07', '2026-01-07T01:20:35Z', '1969-01-01T00:00:00Z'), foreign);
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    article: foreign,
    quote: fc.tuple(foreign, foreign).map(parts => `${parts.join('')}.`),
    outlet: known,
    title: known,
    publishedAt: fc.option(day),
    revision: fc.integer({ min: 1, max: 9 }),
    url: address,
  })
  .map(given => someEvidence(given));
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'strong', 'emphasis', 'code'), text: foreign }),
  fc.record({ kind: fc.constant('link' as const), text: foreign, url: address }),
  fc.record({ kind: fc.constant('time' as const), at: day }),
  fc.constant(lineBreak),
);
/** Several in a row are often of one source and stand for the same. */
const someQuotes = fc
  .array(fc.tuple(evidence, fc.option(foreign), fc.array(foreign, { maxLength: 2 })), { maxLength: 4 })
  .map(sources =>
    sources.flatMap(([source, says, more]) =>
      [source.quote, ...more.map(each => `${each}.`)].map(quote => ({ evidence: { ...source, quote }, says })),
    ),
  );
const action = fc.record({
  label: foreign,
  style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
  action: fc.string({ unit: fc.constantFrom(...'abcdefghij0123456789'), minLength: 1, maxLength: 22 }),
});
const anyReply: fc.Arbitrary<Reply> = fc
  .record({
    headline: foreign,
    body: fc.array(span, { maxLength: 6 }),
    quotes: someQuotes,
    fields: fc.array(fc.record({ name: foreign, value: fc.array(span, { maxLength: 3 }) }), { maxLength: 4 }),
    actions: fc.oneof(fc.array(action, { maxLength: 6 }), fc.array(action, { maxLength: 60 })),
    tone: fc.constantFrom('plain', 'good', 'warning', 'refusal', 'error'),
    fallback: foreign,
  })
  .map(given => reply(given));
const asked = fc.option(fc.record({ question: foreign, by: fc.option(fc.oneof(fc.constant('U024BE7LH'), foreign)) }), {
  nil: undefined,
});

const everywhere = (holds: (messages: SlackMessage[], given: Reply) => void) =>
  fc.assert(
    fc.property(anyReply, asked, (given, by) => holds(renderSlack(given, by), given)),
    { numRuns: 300 },
  );

describe('any reply', () => {
  test('is at least one message, each of which Slack would take', () => {
    everywhere(messages => {
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) expect(messageFaults(message)).toEqual([]);
    });
  });

  test('calls nobody but the person who asked', () => {
    everywhere(messages => {
      const called = messages.flatMap(mentionsOf);
      expect(called.filter(each => !/^<@[UW][A-Z0-9]+>$/.test(each))).toEqual([]);
      expect(called.length).toBeLessThanOrEqual(1);
    });
  });

  test('opens nothing but http(s)', () => {
    everywhere(messages => {
      for (const link of messages.flatMap(linksOf)) expect(link).toMatch(/^https?:\/\/[^|<>\s]+$/);
    });
  });

  test('gives every quote back verbatim, with its source in the same message', () => {
    everywhere((messages, given) => {
      const shown = quotesIn(messages);
      expect(shown.map(each => unescapeTerminal(each.quote))).toEqual(given.quotes.map(each => each.evidence.quote));
      for (const { source } of shown) expect(source.split(' · ').length).toBeGreaterThanOrEqual(3);
    });
  });

  test('takes no more messages than it needs', () => {
    everywhere(messages => {
      for (const [at, { blocks }] of messages.entries()) {
        const next = messages[at + 1]?.blocks;
        if (next) expect(messageFaults({ text: 'a', blocks: [...blocks, ...next] })).not.toEqual([]);
      }
    });
  });

  test('keeps the text of its body, however it is split', () => {
    const texts = fc.array(fc.record({ kind: fc.constantFrom('text', 'strong', 'code'), text: foreign }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, body => {
        const messages = renderSlack(reply({ body, fallback: 'a' }));
        const read = messages.map(({ blocks }) => plainTextOf(blocks).replace(/\nMore follows\.$/, '')).join('');
        // A line break of ours is no text.
        const whole = body.map(({ kind, text: words }) => (kind === 'text' && words === '\n' ? '' : words)).join('');
        expect(unescapeTerminal(read.replaceAll('\n', ''))).toBe(whole === '' ? 'a' : whole);
      }),
    );
  });
});

const said = (messages: SlackMessage[]) => messages.map(({ blocks }) => plainTextOf(blocks)).join('\n---\n');
const typesOf = ({ blocks }: SlackMessage) => blocks.map(block => block.type);

describe('an answer', () => {
  const answer = reply({
    body: [strong('14 ferries'), lineBreak, emphasis('Only one report says so.')],
    quotes: [
      { evidence: someEvidence({ quote: '14 ferries will sail again.', url: 'https://example.org/a' }), says: null },
    ],
    fields: [{ name: 'Agreement', value: [text('1 report in 1 article, 1 outlet')] }],
    actions: [{ label: 'Why', style: 'plain', action: 'k3j' }],
    tone: 'warning',
    fallback: '14 ferries',
  });

  test('reads as a note: who asked, the answer, cautions, quote and source, agreement, buttons', () => {
    const [message, ...others] = renderSlack(answer, { question: 'How many ferries?', by: 'U024BE7LH' });
    expect(others).toEqual([]);
    expect(typesOf(message!)).toEqual(['context', 'rich_text', 'rich_text', 'context', 'actions']);
    expect(plainTextOf(message!.blocks)).toBe(
      [
        '<@U024BE7LH> asked:',
        'How many ferries?',
        '14 ferries',
        ':warning: Only one report says so.',
        '14 ferries will sail again.',
        '— The Harbour Post · “Ferry line to reopen in spring” · 7 January 2026 · t-1',
        'Agreement: 1 report in 1 article, 1 outlet',
        'Why',
      ].join('\n'),
    );
    expect(message!.text).toBe('14 ferries');
    expect(linksOf(message)).toEqual(['https://example.org/a']);
  });

  test('names nobody where no id is known', () => {
    expect(said(renderSlack(answer, { question: 'How many?', by: null }))).toContain('Asked:\nHow many?\n14 ferries');
    expect(said(renderSlack(answer, { question: 'How many?', by: 'U1> <!here' }))).toContain('Asked:\nHow many?\n');
  });

  test('bears its buttons with style, and the id of each as its value', () => {
    const actions = [
      { label: 'Stands', style: 'primary' as const, action: 'a1' },
      { label: 'Retract', style: 'danger' as const, action: 'a2' },
      { label: 'Why', style: 'plain' as const, action: 'a1' },
    ];
    const [message] = renderSlack(reply({ fallback: 'a', actions }));
    const [block] = message!.blocks.filter(each => each.type === 'actions');
    expect(block!.elements).toMatchObject([
      { action_id: 'act-0', value: 'a1', style: 'primary' },
      { action_id: 'act-1', value: 'a2', style: 'danger' },
      { action_id: 'act-2', value: 'a1' },
    ]);
    expect(block!.elements[2]).not.toHaveProperty('style');
  });

  test('leaves out a button that Slack would refuse', () => {
    const actions = ['x'.repeat(2_001), '', 'two words'].map(action => ({
      label: 'Why',
      style: 'plain' as const,
      action,
    }));
    expect(typesOf(renderSlack(reply({ fallback: 'a', actions }))[0]!)).toEqual(['rich_text']);
  });
});

describe('quotes', () => {
  const quoted = (...given: [string | null, Partial<Evidence>][]) =>
    renderSlack(
      reply({ fallback: 'a', quotes: given.map(([says, each]) => ({ says, evidence: someEvidence(each) })) }),
    );

  test('are labelled by what each side says, and parted from what only supports', () => {
    const [message] = quoted(['14', { quote: 'Fourteen.' }], ['12', { quote: 'Twelve.' }], [null, { quote: 'Ships.' }]);
    expect(typesOf(message!)).toEqual(['rich_text', 'rich_text', 'divider', 'rich_text']);
    expect(plainTextOf(message!.blocks)).toMatch(/^14\nFourteen\.\n— The .*\n12\nTwelve\.\n— The .*\n\nShips\./);
  });

  test('of one source stand above it together', () => {
    const [message] = quoted([null, { quote: 'One.' }], [null, { quote: 'Two.' }]);
    expect(plainTextOf(message!.blocks)).toMatch(/^One\.\nTwo\.\n— The Harbour Post · [^\n]*$/);
  });

  test('say what is unknown of their source', () => {
    const [message] = quoted([null, { outlet: null, title: null, publishedAt: null, revision: 2 }]);
    expect(plainTextOf(message!.blocks)).toMatch(/\n— outlet unknown · untitled · undated · t-1, revision 2$/);
  });

  test.for(['javascript:alert(1)', 'ftp://example.org/a', 'https://user:secret@example.org/', 'not an address'])(
    'never lead to %s',
    url => expect(quoted([null, { url }]).flatMap(linksOf)).toEqual([]),
  );

  test('lead to an address whose marks are percent-encoded', () => {
    const messages = quoted([null, { url: 'https://example.org/a|b>c?d=<e>|' }]);
    expect(messages.flatMap(linksOf)).toEqual(['https://example.org/a%7Cb%3Ec?d=%3Ce%3E%7C']);
  });

  test('that are too long are cut at sentences, each part with its source', () => {
    const quote = 'Ferries sail again in April, said the board. '.repeat(400).trim();
    const messages = quoted([null, { quote }]);
    expect(messages.length).toBe(2);
    const bars = messages.flatMap(({ blocks }) =>
      blocks.flatMap(block => (block.type === 'rich_text' ? block.elements : [])),
    );
    const parts = bars.filter(each => each.type === 'rich_text_quote').map(each => plainTextOf([each]));
    expect(parts.join('')).toBe(quote);
    for (const part of parts) expect(part.trimEnd().endsWith('board.')).toBe(true);
    const told = said(messages).match(/The Harbour Post · .* · t-1 · part \d of \d/g);
    expect(told).toHaveLength(parts.length);
    expect(told!.at(-1)).toMatch(` · part ${parts.length} of ${parts.length}`);
    expect(said(messages)).toContain('More follows.\n---');
  });
});

describe('text', () => {
  const shown = (...body: Span[]) => renderSlack(reply({ body, fallback: 'a' }));

  test('of others stands as it was written', () => {
    expect(said(shown(text('<!channel> & *no* `mark` :smile:')))).toBe('<!channel> & *no* `mark` :smile:');
  });

  test('for notifications is escaped and one line', () => {
    const [message] = renderSlack(reply({ fallback: '<!channel> & \n> no' }));
    expect(message!.text).toBe('&lt;!channel&gt; &amp; ␊&gt; no');
  });

  test("shows a day as words and an instant in the reader's own time", () => {
    const [message] = shown(time('2026-01-07'), text(', '), time('2026-01-07T01:20:35Z'));
    expect(message!.blocks[0]).toMatchObject({
      elements: [
        {
          elements: [
            { type: 'text', text: '7 January 2026' },
            { type: 'text', text: ', ' },
            { type: 'date', timestamp: 1_767_748_835, fallback: '7 January 2026, 01:20 UTC' },
          ],
        },
      ],
    });
  });

  test('keeps a code span and a link whole where a block can hold them', () => {
    const span = 'word '.repeat(200);
    const url = 'https://example.org/';
    const messages = shown(text('filler '.repeat(300)), code(span), text('filler '.repeat(300)), {
      kind: 'link',
      text: span,
      url,
    });
    const pieces = JSON.stringify(messages).split(JSON.stringify(span).slice(1, -1));
    expect(pieces).toHaveLength(3);
  });

  test.for([
    ['good', ':white_check_mark: done'],
    ['refusal', ':mag: done'],
    ['error', ':x: done'],
    ['warning', ':warning: done'],
    ['plain', 'done'],
  ] as const)('of tone %s begins with its sign', ([tone, expected]) => {
    expect(said(renderSlack(reply({ body: [text('done')], tone, fallback: 'a' })))).toBe(expected);
  });

  test('is a header where the headline fits in one, else bold', () => {
    expect(typesOf(renderSlack(reply({ headline: 'x'.repeat(150), fallback: 'a' }))[0]!)).toEqual(['header']);
    expect(typesOf(renderSlack(reply({ headline: 'x'.repeat(151), fallback: 'a' }))[0]!)).toEqual(['rich_text']);
  });

  test('of many fields is a list', () => {
    const fields = ['003', '004'].map(name => ({ name, value: [text('Ferries')] }));
    expect(said(renderSlack(reply({ body: [text('2 articles.')], fields, fallback: 'a' })))).toBe(
      '2 articles.\n003  Ferries\n004  Ferries',
    );
  });
});
