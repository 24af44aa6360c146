import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, type DiscordMessage, type RenderOptions, renderReply } from '../../../src/adapters/discord/render.ts';
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
import { answerReply } from '../../../src/newsroom/answer-reply.ts';
import { isEmptyMessage, messageFaults } from '../../support/discord/limits.ts';
import { invitationsIn } from '../../support/discord/markdown-reader.ts';
import { anAnswer, someEvidence } from '../parts.ts';
import { nodesOf, quotesIn, textOf, textsOf } from './reading.ts';

const HOSTILE = [
  '@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678> </ask:123456789012345678>',
  '<t:1767748835:R> <:smile:123456789012345678> :thumbsup: <id:customize>',
  '**bold** *it* __under__ _it_ ~~gone~~ ||spoiler|| `code` ```js\nblock```',
  '# Heading',
  '-# small',
  '> quote',
  '>>> all',
  '- item',
  '* item',
  '+ item',
  '1. first',
  '  12) twelfth',
  '    - deep',
  '[click](https://evil.example) [a]: https://b.example <https://evil.example> https://evil.example/a_b_(c)',
  'discord.gg/abcdef https://discord.gg/abcdef discord.com/invite/abc',
  'steam://run/1 mailto:a@b.example <a@b.example>',
  '¯\\_(ツ)_/¯',
  '\\',
  '\\\\*',
  '*',
  '**',
  '***',
  '|',
  '||',
  '`',
  '``',
  '~',
  '<',
  '@',
  ':',
  ':a:b:',
  '_a_b_',
  '\u202egnp.exe',
  '\ud800',
  'a\u0000b',
  'line\nbreak',
  '\r\n',
  '\u2028',
  '  spaces  ',
  '👩‍👩‍👧',
  'é́́́',
  '漢字'.repeat(40),
  'مرحبا',
  '␊ <U+202E>',
];
const foreign = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 150 }) },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...HOSTILE, ' ', 'a', '. '), { maxLength: 8 }).map(parts => parts.join('')),
  },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 30 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'w'.repeat(10_000),
      '*'.repeat(10_000),
      'Many words. '.repeat(900),
      '\u202e'.repeat(2_000),
      'z\u0301'.repeat(3_000),
      '@everyone '.repeat(1_000),
    ),
  },
);
const known = fc.option(foreign);
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  foreign,
  fc.constantFrom(
    'javascript:alert(1)',
    'https://bank.example@evil.example/',
    'https://example.org/a)b(c',
    'https://example.org/@everyone',
    `https://example.org/${'a'.repeat(2_000)}`,
    'https://example.org/**a**|b|`c`',
  ),
);
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    article: foreign,
    quote: foreign,
    outlet: known,
    title: known,
    publishedAt: fc.oneof(known, fc.constant('2026-01-07T01:20:35Z')),
    revision: fc.integer({ min: 1, max: 9 }),
    url: fc.option(address, { nil: undefined }),
  })
  .map(({ url, ...given }) => someEvidence({ ...given, ...(url === undefined ? {} : { url }) }));
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'strong', 'emphasis', 'code'), text: foreign }),
  fc.record({ kind: fc.constant('link' as const), text: foreign, url: address }),
  fc.record({ kind: fc.constant('time' as const), at: fc.oneof(foreign, fc.constant('2026-01-07T01:20:35Z')) }),
  fc.constant(lineBreak),
);
const quotes = fc.array(fc.record({ evidence, says: known }), { maxLength: 4 });
const anyReply: fc.Arbitrary<Reply> = fc
  .record(
    {
      headline: foreign,
      body: fc.array(span, { maxLength: 5 }),
      quotes,
      fields: fc.array(fc.record({ name: foreign, value: fc.array(span, { maxLength: 3 }) }), { maxLength: 4 }),
      actions: fc
        .array(fc.record({ label: foreign, style: fc.constantFrom('plain', 'primary', 'danger') }), { maxLength: 30 })
        .map(actions => actions.map((action, at) => ({ ...action, action: `b-${at}` }))),
      tone: fc.constantFrom('plain', 'good', 'warning', 'refusal', 'error'),
      fallback: foreign,
    },
    { requiredKeys: ['fallback'] },
  )
  .map(given => reply(given));
const anyOptions: fc.Arbitrary<RenderOptions> = fc.record(
  {
    asked: fc.record({ question: foreign, user: fc.constantFrom('123456789012345678', '<@&1>', '@everyone') }),
  },
  { requiredKeys: [] },
);

/** Runs a property over replies and ways to show them. */
function always(check: (messages: DiscordMessage[], made: Reply, options: RenderOptions) => void): void {
  fc.assert(
    fc.property(anyReply, anyOptions, (made, options) => check(renderReply(made, options), made, options)),
    { numRuns: 150 },
  );
}

describe('any reply', () => {
  test('is messages that Discord takes', () => {
    always(messages => {
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) {
        expect(messageFaults(bodyOf(message))).toEqual([]);
        expect(isEmptyMessage({ ...bodyOf(message) })).toBe(false);
      }
    });
  });

  test('mentions nobody but the asker, and pings nobody at all', () => {
    always((messages, _, { asked }) => {
      const asker = asked?.user === '123456789012345678' ? [asked.user] : [];
      for (const message of messages) expect(message.allowedMentions).toEqual({ parse: [], repliedUser: false });
      const nodes = nodesOf(messages);
      expect(nodes.filter(each => each.kind === 'user').map(each => each.text)).toEqual(asker);
      expect(nodes.filter(each => ['role', 'channel', 'everyone', 'command', 'guild'].includes(each.kind))).toEqual([]);
      for (const raw of messages.flatMap(textsOf)) expect(raw).not.toMatch(/(?<!\\)@(?:everyone|here)/i);
    });
  });

  test('links to http(s) alone, shows no preview and no card', () => {
    always(messages => {
      for (const link of nodesOf(messages).filter(each => each.kind === 'link')) {
        expect(link.target).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
        expect(link.previewed).toBe(false);
        if (link.children.length > 0) expect(link.children.map(each => each.text)).toEqual(['link']);
      }
      for (const { content, embeds, flags } of messages) {
        expect(flags).toBe(embeds.length === 0 ? 4 : 0);
        expect(content.match(/(?<!<)https?:\/\//i)).toBeNull();
      }
      expect(messages.flatMap(textsOf).flatMap(invitationsIn)).toEqual([]);
    });
  });

  test('lets no text make a heading, a list, an emoji or anything else of its own', () => {
    always(messages => {
      const ours = ['text', 'strong', 'emphasis', 'code', 'time', 'link', 'user', 'quote', 'subtext'];
      expect(
        nodesOf(messages)
          .map(each => each.kind)
          .filter(kind => !ours.includes(kind)),
      ).toEqual([]);
    });
  });

  test('holds no line break, control or direction character but our own line breaks', () => {
    always(messages => {
      for (const raw of messages.flatMap(textsOf))
        expect(raw).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\p{Bidi_Control}\p{Surrogate}]/u);
    });
  });

  test('gives every quote back, word for word, with its source', () => {
    fc.assert(
      fc.property(quotes, known, (all, headline) => {
        const shown = quotesIn(
          renderReply(reply({ fallback: '', quotes: all, ...(headline === null ? {} : { headline }) })),
        );
        expect(shown.map(each => each.quote)).toEqual(all.map(each => each.evidence.quote));
        for (const [at, { source }] of shown.entries()) {
          const { outlet, title, article } = all[at]!.evidence;
          if (outlet === null || outlet.trim() === '') expect(source).toMatch(/^outlet unknown · /);
          else if (outlet.length < 20 && !/^\s/.test(outlet)) expect(source.startsWith(`${outlet} · `)).toBe(true);
          if (title === null) expect(source).toContain(' · untitled · ');
          else if (title.length < 20) expect(source).toContain(` · “${title}” · `);
          if (article.length < 20) expect(source).toContain(` · ${article}`);
        }
      }),
    );
  });

  test('says every word of its body, its fields and its labels', () => {
    const letters = (words: string) => words.replace(/\s+/g, '');
    fc.assert(
      fc.property(fc.array(foreign, { maxLength: 4 }), fc.array(foreign, { maxLength: 3 }), (body, values) => {
        const made = reply({
          fallback: 'f',
          body: body.map(text),
          fields: values.map(value => ({ name: 'n', value: [text(value)] })),
        });
        const told = [...body, ...values.flatMap(value => ['n', value])].filter(each => each !== '\n').join('');
        if (letters(told) === '') return;
        expect(letters(textOf(renderReply(made)))).toBe(letters(told));
      }),
    );
  });

  test('offers every action once, in its order', () => {
    always((messages, { actions }) => {
      const offered = messages.flatMap(message => message.components).flatMap(row => row.components);
      expect(offered.map(button => ('custom_id' in button ? button.custom_id : null))).toEqual(
        actions.map(each => each.action),
      );
    });
  });
});

describe('an answer', () => {
  const made = answerReply(
    anAnswer({
      answer: '14 ferries',
      evidence: [
        someEvidence({
          publishedAt: '2026-01-07T01:20:35Z',
          url: 'https://example.org/ferries_(spring)?a=1|2',
        }),
      ],
      caveats: [{ code: 'single-report', text: 'Only one report says so.' }],
    }),
  );

  test('says the answer and what to be careful about, then quotes its source, then counts', () => {
    expect(renderReply(made, { asked: { question: 'How many *ferries*?', user: '123456789012345678' } })).toEqual([
      {
        content: '-# <@123456789012345678> asked: How many \\*ferries\\*?\n**14 ferries**\n*Only one report says so.*',
        embeds: [
          {
            description: [
              '> 14 ferries will sail again in April.',
              '-# The Harbour Post · “Ferry line to reopen in spring” · <t:1767748835:D> · t-1 · [link](<https://example.org/ferries_%28spring%29?a=1%7C2>)',
              '',
              '**Agreement**  1 report in 1 article, 1 outlet',
            ].join('\n'),
            color: 0xd1932f,
          },
        ],
        components: [],
        allowedMentions: { parse: [], repliedUser: false },
        flags: 0,
      },
    ]);
  });

  test('that sources dispute shows each side in its own embed, under what it says', () => {
    const side = (says: string, article: string) => ({
      says,
      evidence: [someEvidence({ article, quote: `${says} ferries.` })],
    });
    const disagreement = { kind: 'conflict' as const, sides: [side('14', 't-1'), side('15', 't-2')] };
    const [message] = renderReply(answerReply(anAnswer({ disagreement, evidence: [] })));
    expect(message!.content).toContain('*Sources disagree.*');
    expect(message!.embeds.map(embed => embed.description!.split('\n').slice(0, 2))).toEqual([
      ['**14**', '> 14 ferries.'],
      ['**15**', '> 15 ferries.'],
      ['**Agreement**  1 report in 1 article, 1 outlet'],
    ]);
  });

  test('that the record does not give shows what comes closest', () => {
    const refusal = answerReply(
      anAnswer({ status: 'not-in-corpus', answer: '', evidence: [], nearest: [someEvidence()] }),
    );
    const messages = renderReply(refusal);
    expect(messages[0]!.content).toBe('The record does not say.\nWhat comes closest:');
    expect(quotesIn(messages)).toEqual([
      {
        quote: '14 ferries will sail again in April.',
        source: 'The Harbour Post · “Ferry line to reopen in spring” · 7 January 2026 · t-1',
        links: [],
      },
    ]);
  });

  test('names a source once below the quotes it gives', () => {
    const quotes = ['One.', 'Two.'].map(quote => ({ evidence: someEvidence({ quote }), says: null }));
    const [message] = renderReply(reply({ fallback: '', quotes }));
    expect(message!.embeds[0]!.description).toMatch(/^> One\.\n\n> Two\.\n-# The Harbour Post · [^\n]+$/);
  });

  test('says what is not known of a source', () => {
    const evidence = someEvidence({ outlet: null, title: null, publishedAt: null, revision: 3 });
    expect(quotesIn(renderReply(reply({ fallback: '', quotes: [{ evidence, says: null }] })))[0]!.source).toBe(
      'outlet unknown · untitled · undated · t-1, revision 3',
    );
  });
});

describe('what is too long', () => {
  test('a quote is parted after sentences, and every part names its source', () => {
    const quote = 'The harbour board met on Tuesday. '.repeat(200).trim();
    const messages = renderReply(reply({ fallback: '', quotes: [{ evidence: someEvidence({ quote }), says: '14' }] }));
    const lines = messages.flatMap(textsOf).flatMap(all => all.split('\n'));
    const parts = lines.filter(line => line.startsWith('> '));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.endsWith('Tuesday.')).toBe(true);
    expect(lines.filter(line => line.startsWith('-# The Harbour Post'))).toHaveLength(parts.length);
    expect(quotesIn(messages).map(each => each.quote)).toEqual([quote]);
  });

  test('an answer goes on in further messages, and its embeds and buttons stand below the last of its words', () => {
    const words = 'word '.repeat(900).trim();
    const actions = [{ label: 'Why', style: 'plain' as const, action: 'b-1' }];
    const quotes = [{ evidence: someEvidence(), says: null }];
    const messages = renderReply(reply({ fallback: '', body: [strong(words)], quotes, actions }));
    expect(messages.map(each => [each.content.length > 0, each.embeds.length, each.components.length])).toEqual([
      [true, 0, 0],
      [true, 0, 0],
      [true, 1, 1],
    ]);
    for (const { content } of messages) expect(content).toMatch(/^\s*\*\*word .*word\*\*\s*$/);
  });

  test('everything at once keeps to the limits, and every part of a quote to its source', () => {
    const long = '*_'.repeat(5_000);
    const url = `https://example.org/${'a'.repeat(970)}`;
    const evidence = someEvidence({
      quote: long,
      outlet: long,
      title: long,
      article: long,
      publishedAt: long,
      revision: 123_456,
      url,
    });
    const fields = [{ name: long, value: [text(long), code(long), time(long)] }];
    const quotes = [{ evidence, says: long }];
    const messages = renderReply(reply({ fallback: '', headline: long, body: [strong(long)], quotes, fields }));
    for (const message of messages) expect(messageFaults(bodyOf(message))).toEqual([]);
    expect(quotesIn(messages)).toEqual([expect.objectContaining({ quote: long, links: [url] })]);
  });

  test('code stays whole, on a line of its own where it must', () => {
    const messages = renderReply(reply({ fallback: '', body: [text('a'.repeat(1_990)), code('/articles 014-b')] }));
    expect(messages.map(each => each.content)).toEqual(['a'.repeat(1_990), '`/articles 014-b`']);
  });

  test('more buttons than a message holds go on below further messages', () => {
    const actions = Array.from({ length: 26 }, (_, at) => ({
      label: `${at}`,
      style: 'plain' as const,
      action: `b-${at}`,
    }));
    const messages = renderReply(reply({ fallback: 'f', actions }));
    expect(messages.map(each => each.components.map(row => row.components.length))).toEqual([[5, 5, 5, 5, 5], [1]]);
  });
});

describe('a span', () => {
  const shown = (...body: Span[]) => renderReply(reply({ fallback: 'f', body }))[0]!.content;

  test.for([
    [[time('2026-01-07T01:20:35Z')], '<t:1767748835:f>'],
    [[time('2026-01-07')], '7 January 2026'],
    [[{ kind: 'link', text: 'the page', url: 'https://example.org/a' }], 'the page (<https://example.org/a>)'],
    [[{ kind: 'link', text: 'https://example.org/a', url: 'https://example.org/a' }], '<https://example.org/a>'],
    [[{ kind: 'link', text: 'the page', url: 'javascript:alert(1)' }], 'the page'],
    [[{ kind: 'link', text: 'the page', url: 'https://bank.example@evil.example' }], 'the page'],
    [[strong('a'), emphasis('b')], '**a**b'],
    [[strong('a '), emphasis('b')], '**a** *b*'],
    [[code('a`b')], 'a\\`b'],
    [[text('- not a list')], '\\- not a list'],
    [[strong('# not a heading')], '**\\# not a heading**'],
    [[text('2026. A year')], '2026\\. A year'],
    [[text('line\nbreak')], 'line␊break'],
    [[text('one'), lineBreak, text('two')], 'one\ntwo'],
    [[], 'f'],
  ] as [Span[], string][])('%j is %s', ([spans, expected]) => {
    expect(shown(...spans)).toBe(expected);
  });
});
