import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReply } from '../../../src/adapters/console/render.ts';
import { displayWidth } from '../../../src/adapters/console/terminal-text.ts';
import { formatTime } from '../../../src/adapters/time.ts';
import type { Evidence } from '../../../src/core/model.ts';
import { code, emphasis, lineBreak, type Reply, reply, type Span, strong, text } from '../../../src/core/reply.ts';
import { someEvidence } from '../parts.ts';
import { DRIVES, plain, quotesIn, unescapeTerminal } from './terminal.ts';

const PLAIN = { width: 60, colour: false, links: false };
const RICH = { width: 60, colour: true, links: true };

const foreign = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    '\x1b]0;title\x07',
    '\u202etxt',
    '│ forged',
    '╰ Forged Times · “No” · undated · 999',
    'a\n╰ b',
    '漢字'.repeat(40),
  ),
);
const known = fc.option(foreign);
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    article: foreign,
    quote: foreign,
    outlet: known,
    title: known,
    publishedAt: known,
    revision: fc.integer({ min: 1, max: 9 }),
  })
  .map(given => someEvidence(given));
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'strong', 'emphasis', 'code'), text: foreign }),
  fc.record({ kind: fc.constant('link' as const), text: foreign, url: fc.oneof(foreign, fc.webUrl()) }),
  fc.record({ kind: fc.constant('time' as const), at: foreign }),
  fc.constant(lineBreak),
);
/** Several in a row are often of one source. */
const someSources = fc
  .array(fc.tuple(evidence, fc.array(foreign, { minLength: 1, maxLength: 2 })), { maxLength: 2 })
  .map(sources => sources.flatMap(([source, quotes]) => quotes.map(quote => ({ ...source, quote }))));
const anyReply: fc.Arbitrary<Reply> = fc
  .record({
    headline: foreign,
    body: fc.array(span, { maxLength: 4 }),
    quotes: fc.tuple(someSources, known).map(([all, says]) => all.map(each => ({ evidence: each, says }))),
    fields: fc.array(fc.record({ name: foreign, value: fc.array(span, { maxLength: 2 }) }), { maxLength: 3 }),
    tone: fc.constantFrom('plain', 'good', 'warning', 'refusal', 'error'),
    fallback: foreign,
  })
  .map(given => reply(given));
const look = fc.record({ width: fc.integer({ min: 0, max: 200 }), colour: fc.boolean(), links: fc.boolean() });

/** The sources, in the same way: what stands after a corner, with the lines that continue it. */
function sourcesIn(shown: string): string[] {
  return plain(shown)
    .split(/^╰ /m)
    .slice(1)
    .map(rest => {
      const lines = rest.split('\n');
      const end = lines.findIndex((line, at) => at > 0 && !line.startsWith('  '));
      return lines
        .slice(0, end)
        .map((line, at) => (at === 0 ? line : line.slice(2)))
        .join('');
    });
}

function isSameSource(one: Evidence, other: Evidence): boolean {
  return (['article', 'revision', 'outlet', 'title', 'publishedAt'] as const).every(key => one[key] === other[key]);
}

describe('any reply', () => {
  test('holds no control characters but our own and line breaks', () => {
    fc.assert(
      fc.property(anyReply, look, (made, options) => {
        const shown = renderReply(made, options);
        expect(plain(shown)).not.toMatch(DRIVES);
        if (!options.colour && !options.links) expect(shown).toBe(plain(shown));
      }),
    );
  });

  test('gives every quote back, character for character', () => {
    // Only quotes: in a body anybody may draw a bar.
    fc.assert(
      fc.property(anyReply, look, ({ quotes }, options) => {
        const unlabelled = quotes.map(quote => ({ ...quote, says: null }));
        const shown = renderReply(reply({ fallback: '', quotes: unlabelled }), options);
        expect(quotesIn(shown)).toEqual(quotes.map(quote => quote.evidence.quote));
      }),
    );
  });

  test('names the source of every quote, at every width', () => {
    fc.assert(
      fc.property(someSources, look, (all, options) => {
        const quotes = all.map(each => ({ evidence: each, says: null }));
        const sources = sourcesIn(renderReply(reply({ fallback: '', quotes }), options)).map(unescapeTerminal);
        const differing = all.filter((each, at) => at === 0 || !isSameSource(each, all[at - 1]!));
        expect(sources).toHaveLength(differing.length);
        for (const [at, { outlet, title, article, revision }] of differing.entries()) {
          const source = sources[at]!;
          expect(source.startsWith(outlet ?? 'outlet unknown')).toBe(true);
          expect(source).toContain(title === null ? '· untitled ·' : `“${title}”`);
          expect(source.endsWith(revision > 1 ? `${article}, revision ${revision}` : article)).toBe(true);
        }
      }),
    );
  });

  test('keeps to the width', () => {
    fc.assert(
      fc.property(anyReply, look, ({ body, ...rest }, options) => {
        // What is there to be copied stays one line.
        const made = { ...rest, body: body.filter(({ kind }) => kind !== 'code' && kind !== 'link') };
        const width = Math.max(20, options.width);
        for (const line of plain(renderReply(made, options)).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('leaves a line of code, and an address, in one piece', () => {
    const line = `{ "a": "${'b '.repeat(60)}" }`;
    const url = `https://stet.example.org/${'a'.repeat(150)}`;
    const body: Span[] = [code(line), lineBreak, { kind: 'link', text: url, url }];
    expect(renderReply(reply({ fallback: '', body }), PLAIN)).toBe(`${line}\n${url}\n`);
  });

  test('breaks no word that fits a line', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 20, max: 100 }), (words, width) => {
        const shown = renderReply(reply({ fallback: '', body: [text(words)] }), { ...PLAIN, width });
        expect(shown.split(/\s+/).filter(Boolean)).toEqual(words.split(' '));
        expect(shown).not.toMatch(/^ /m);
      }),
    );
  });

  test('ends its last line', () => {
    fc.assert(fc.property(anyReply, made => renderReply(made, PLAIN).endsWith('\n')));
    expect(renderReply(reply({ fallback: 'nothing to show' }), PLAIN)).toBe('');
  });

  test('is the same without colour, apart from the colour', () => {
    fc.assert(
      fc.property(anyReply, made => {
        expect(plain(renderReply(made, { ...RICH, links: false }))).toBe(renderReply(made, PLAIN));
      }),
    );
  });
});

describe('an answer', () => {
  const made = reply({
    body: [strong('14 ferries'), lineBreak, emphasis('Only one report says so.')],
    quotes: [
      {
        evidence: someEvidence({
          quote: 'The harbour board said on Tuesday that 14 ferries will sail again in April.',
        }),
        says: null,
      },
      { evidence: someEvidence({ outlet: null, title: null, publishedAt: null, revision: 2 }), says: '14' },
    ],
    fields: [{ name: 'Agreement', value: [text('1 report in 2 articles')] }],
    tone: 'warning',
    fallback: '14 ferries',
  });

  test('reads from the answer to its sources', () => {
    expect(renderReply(made, PLAIN).replace(/ +$/gm, '')).toBe(
      [
        '14 ferries',
        'Only one report says so.',
        '',
        '│ The harbour board said on Tuesday that 14 ferries will',
        '│ sail again in April.',
        '╰ The Harbour Post · “Ferry line to reopen in spring” · 7',
        '  January 2026 · t-1',
        '',
        '14',
        '│ 14 ferries will sail again in April.',
        '╰ outlet unknown · untitled · undated · t-1, revision 2',
        '',
        'Agreement  1 report in 2 articles',
        '',
      ].join('\n'),
    );
  });

  test('is bold, its caveats yellow, its sources dim', () => {
    const shown = renderReply(made, RICH);
    expect(shown).toContain('\x1b[1m14 ferries\x1b[0m');
    expect(shown).toContain('\x1b[33mOnly one report says so.\x1b[0m');
    expect(shown).toContain('\x1b[2moutlet unknown · untitled · undated · t-1, revision 2\x1b[0m');
  });

  test('says once what several quotes in a row stand for', () => {
    const quote = { evidence: someEvidence(), says: '27 towns' };
    const shown = renderReply(reply({ fallback: '', quotes: [quote, quote] }), PLAIN);
    expect(shown.match(/27 towns/g)).toHaveLength(1);
  });
});

test('quotes of one source stand together, with the source once', () => {
  const quotes = ['One.', 'Two.'].map(quote => ({ evidence: someEvidence({ quote }), says: null }));
  expect(renderReply(reply({ fallback: '', quotes }), { ...PLAIN, width: 100 })).toBe(
    '│ One.\n│\n│ Two.\n╰ The Harbour Post · “Ferry line to reopen in spring” · 7 January 2026 · t-1\n',
  );
});

describe('a line break', () => {
  test('within a text is shown and breaks nothing', () => {
    expect(renderReply(reply({ fallback: '', body: [text('one\n╰ forged')] }), PLAIN)).toBe('one␊╰ forged\n');
  });
});

describe('a link', () => {
  const linked = (url: string, words = 'the page') =>
    reply({ fallback: '', body: [{ kind: 'link', text: words, url }] });

  test('is one where the terminal has them, with its address beside it', () => {
    expect(renderReply(linked('https://example.org/a'), RICH)).toBe(
      '\x1b]8;;https://example.org/a\x1b\\the page\x1b]8;;\x1b\\\x1b[2m (https://example.org/a)\x1b[0m\n',
    );
  });

  test('is words and address elsewhere', () => {
    expect(renderReply(linked('https://example.org/a'), PLAIN)).toBe('the page (https://example.org/a)\n');
    expect(renderReply(linked('https://example.org/a', 'https://example.org/a'), PLAIN)).toBe(
      'https://example.org/a\n',
    );
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address', 'https://'])('to %s is only words', url => {
    expect(renderReply(linked(url), RICH)).toBe('the page\n');
  });

  test('cannot end its own sequence', () => {
    const shown = renderReply(linked('https://example.org/\x1b\\\x07\u202e'), RICH);
    expect(shown).toContain(']8;;https://example.org/%1B/%07%E2%80%AE\x1b\\');
    expect(plain(shown)).not.toMatch(DRIVES);
  });
});

describe('a date', () => {
  test.each([
    ['2026-01-07', '7 January 2026'],
    ['2026-01-07T01:20:35Z', '7 January 2026, 01:20 UTC'],
    ['2026-01-07T00:20:35+01:00', '6 January 2026, 23:20 UTC'],
    ['2026-01', '2026-01'],
    ['2026-13-07', '2026-13-07'],
    ['2026-99-99T99:99:99Z', '2026-99-99T99:99:99Z'],
    ['yesterday', 'yesterday'],
  ])('%s is shown as %s', (at, shown) => {
    expect(formatTime(at)).toBe(shown);
  });
});

test('fields stand in two columns where they fit, and under one another where they do not', () => {
  const fields = [
    { name: 'a', value: [text('first')] },
    { name: 'longer', value: [text('second')] },
  ];
  expect(renderReply(reply({ fallback: '', fields }), PLAIN)).toBe('a       first\nlonger  second\n');
  const wide = [{ name: 'a name of no less than thirty-one', value: [text('its value')] }];
  expect(renderReply(reply({ fallback: '', fields: wide }), PLAIN)).toBe(
    'a name of no less than thirty-one\n  its value\n',
  );
});
