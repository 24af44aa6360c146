import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../../src/core/model.ts';
import { MOST_PASSAGES } from '../../../src/newsroom/read/drafts.ts';
import { READ_LIMIT } from '../../../src/newsroom/read/read.ts';
import { passageWith, read, readSeed, SEED_IDS, seed } from './seed.ts';

/** What holds for the passages of any text. */
function expectSound(text: string, passages: Passage[]): void {
  let last = 0;
  for (const [n, passage] of passages.entries()) {
    expect(passage.n).toBe(n);
    expect(passage.start).toBeGreaterThanOrEqual(last);
    expect(text.slice(passage.start, passage.end)).toBe(passage.text);
    expect(passage.text).toBe(passage.text.trim());
    expect(passage.text).not.toBe('');
    expect(text.slice(last, passage.start)).toMatch(/^(?:\s|[•‣▪●◦∙·■□–*+.-]|\(?\d{1,3}[.)]|\(?[a-z]\))*$/u);
    if (passage.section !== null) expect(passages[passage.section]!.kind).toBe('heading');
    for (const span of [...passage.dates, ...passage.numbers, ...passage.entities, ...passage.speech]) {
      expect(span.start).toBeGreaterThanOrEqual(passage.start);
      expect(span.end).toBeLessThanOrEqual(passage.end);
      expect(span.end).toBeGreaterThan(span.start);
    }
    last = passage.end;
  }
  expect(text.slice(last, READ_LIMIT)).toMatch(/^(?:\s|[•–*+.-])*$/u);
}

const FRAGMENTS = [
  ...[
    'said ',
    ' he said. ',
    '“',
    '”',
    '"',
    '‘',
    '’',
    '.',
    '. ',
    '…',
    '? ',
    '\n',
    '\n\n',
    '\r\n',
    '- ',
    '1. ',
    '• ',
    '| ',
    '\t',
    ' ',
    ',',
  ],
  ...[
    'The ',
    'Trump ',
    'US',
    'Mr. ',
    'U.S. ',
    'May ',
    '6 January ',
    '2026',
    '$5bn ',
    'one ',
    'million ',
    '%',
    'According to ',
  ],
  ...[
    '— A (@b) January 6, 2026',
    'pic.twitter.com/x',
    'Read more',
    'Q: A?',
    '\ud800',
    '\udc00',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u0000',
    'é',
    '漢。',
    '😀',
  ],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map(parts => parts.join('')),
);

describe('reading an article', () => {
  it('gives sound passages for any text', () => {
    fc.assert(
      fc.property(anyText, text => expectSound(text, read(text))),
      { numRuns: 500 },
    );
  });

  it('gives the same passages every time', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each(SEED_IDS)('covers seed %s but for white space and list markers', id => {
    expectSound(seed(id).text, readSeed(id));
  });

  it('leaves out what stands beyond its limit, without cutting a character', () => {
    const text = `${'a'.repeat(READ_LIMIT - 1)}😀 end.`;
    expect(read(text).at(-1)!.end).toBe(READ_LIMIT - 1);
    expect(read('')).toEqual([]);
  });

  it.each(['a', '“', '"', '. ', '<', '\n', 'a\n', '“a” said ', '\ud800', 'wordword', '\u202e', '1-', '漢。', 'US '])(
    'ends in time on 200,000 characters of %j',
    fragment => {
      const text = fragment.repeat(Math.ceil(READ_LIMIT / fragment.length));
      // CPU time of this thread, in microseconds: other suites share the machine.
      const began = process.threadCpuUsage();
      const passages = read(text);
      const { user, system } = process.threadCpuUsage(began);
      expect((user + system) / 1000).toBeLessThan(2000);
      expect(passages.length).toBeLessThanOrEqual(MOST_PASSAGES);
    },
  );
});

describe('reading the seeds', () => {
  it('finds who leads monitoring in an item with its label and section', () => {
    const passages = readSeed('003');
    const item = passageWith(passages, 'Ceasefire monitoring: The US will lead');
    expect(item).toMatchObject({ kind: 'item', part: 'body', firmness: 'will' });
    expect(passages[item.section!]!.text).toBe('Key elements of the declaration');
    expect(item.entities.map(({ name }) => name)).toContain('United States');
  });

  it('reads the table of 000 as rows', () => {
    const rows = readSeed('000').filter(({ kind }) => kind === 'row');
    expect(rows.map(({ text }) => text)).toContain('Location Élysée Palace, Paris');
    expect(rows).toHaveLength(7);
  });

  it('separates the sentences that were glued together', () => {
    const passages = readSeed('000');
    expect(passageWith(passages, 'A coalition of 35').text).toMatch(/^Paris — .*with Russia\.$/);
    expect(passageWith(passages, 'The pledge centers').text).toMatch(/^The pledge/);
  });

  it('resolves dates against the publication, a post, or nothing', () => {
    const valueIn = (id: string, words: string) => passageWith(readSeed(id), words).dates.map(({ value }) => value);
    expect(valueIn('000', 'Élysée Palace on Tuesday')).toEqual(['2026-01-06']);
    expect(valueIn('002', 'Today, the US delegation')).toEqual(['2026-01-06']);
    expect(valueIn('001', 'Tuesday (January 6)')).toEqual([null]);
    expect(valueIn('004', 'invaded its neighbour')).toEqual(['2014', '2022']);
  });

  it('reads counts and money with their units', () => {
    const numbersIn = (id: string, words: string) =>
      passageWith(readSeed(id), words).numbers.map(({ value, unit }) => [value, unit]);
    expect(numbersIn('004', '27 European countries')).toEqual([[27, 'countries']]);
    expect(numbersIn('004', 'up to 50 years')).toEqual([
      [50, 'years'],
      [15, 'years'],
    ]);
    expect(numbersIn('000', 'Patriot batteries')).toEqual([[250e6, 'eur']]);
    expect(numbersIn('002', 'several thousand')).toEqual([[1000, 'troops']]);
  });
});
