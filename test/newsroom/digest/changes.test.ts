import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeSince } from '../../../src/newsroom/digest/arrivals.ts';
import { aCorpus } from '../../support/corpus.ts';

const BEFORE = `Ferry line to reopen in spring

The harbour board said on Tuesday that 14 ferries will sail across the sound again from April.

Tickets will cost 12 crowns each way, two more than before. The pier at Harrow Isle has been mended.`;

/** What has changed from one text to another, as pairs of what it says now and what it said before. */
function changed(now: string, before = BEFORE) {
  const { index, names } = aCorpus([{ id: 'a', text: now, title: now.split('\n')[0]! }]);
  const revision = { article: 'a', number: 7, text: before, hash: '', storedAt: '' };
  const change = changeSince('a', revision, { index, names });
  index.close();
  return change;
}
const pairs = (now: string, before = BEFORE) =>
  changed(now, before)?.pairs.map(pair => [pair.now?.quote ?? null, pair.before?.quote ?? null]) ?? null;

describe('a change', () => {
  test('is a sentence beside the one it was, a number before words', () => {
    const now = BEFORE.replace('has been mended', 'has at last been mended').replace('14 ferries', '11 ferries');
    expect(pairs(now)).toEqual([
      [
        'The harbour board said on Tuesday that 11 ferries will sail across the sound again from April.',
        'The harbour board said on Tuesday that 14 ferries will sail across the sound again from April.',
      ],
      ['The pier at Harrow Isle has at last been mended.', 'The pier at Harrow Isle has been mended.'],
    ]);
  });

  test('is what was added or taken out, where nothing stands for it', () => {
    const added = 'A spokeswoman for the union called the new timetable an insult to every crew.';
    expect(pairs(`${BEFORE}\n\n${added}`)).toEqual([[added, null]]);
    expect(pairs(BEFORE, `${BEFORE}\n\n${added}`)).toEqual([[null, added]]);
  });

  test('is of a title, too', () => {
    expect(pairs(BEFORE.replace('in spring', 'in autumn'))?.[0]?.[1]).toBe('Ferry line to reopen in spring');
  });

  test('quotes both word for word, each with its own revision', () => {
    const now = BEFORE.replace('14', '11');
    const change = changed(now)!;
    const [pair] = change.pairs;
    expect(change.article).toBe('a');
    expect(pair).toMatchObject({ now: { article: 'a', revision: 1 }, before: { article: 'a', revision: 7 } });
    expect(now.slice(pair!.now!.start, pair!.now!.end)).toBe(pair!.now!.quote);
    expect(BEFORE.slice(pair!.before!.start, pair!.before!.end)).toBe(pair!.before!.quote);
  });

  test('is none where only spacing, case and punctuation differ, nor where the text moved', () => {
    expect(pairs(BEFORE.replaceAll('\n\n', '\n\n\n').replace('Tuesday that', 'Tuesday, that'))).toBeNull();
    expect(pairs(BEFORE)).toBeNull();
  });

  test('is none of an article the record does not hold', () => {
    const { index, names } = aCorpus([]);
    const revision = { article: 'a', number: 1, text: BEFORE, hash: '', storedAt: '' };
    expect(changeSince('a', revision, { index, names })).toBeNull();
    index.close();
  });

  test('shows two at most, and only words that stand there, whatever was changed', () => {
    const sentence = fc.constantFrom(
      ...BEFORE.split(/(?<=\.)\s|\n\n/),
      'Nobody was hurt, said the harbour master.',
      '…',
    );
    const text = fc.array(sentence, { maxLength: 8 }).map(lines => lines.join('\n\n'));
    fc.assert(
      fc.property(text, text, (now, before) => {
        const change = changed(now, before);
        const said = change?.pairs ?? [];
        expect(said.length).toBeLessThanOrEqual(2);
        if (change) expect(said.length).toBeGreaterThan(0);
        for (const pair of said) {
          expect(pair.now === null && pair.before === null).toBe(false);
          if (pair.now) expect(now.slice(pair.now.start, pair.now.end)).toBe(pair.now.quote);
          if (pair.before) expect(before.slice(pair.before.start, pair.before.end)).toBe(pair.before.quote);
        }
      }),
      { numRuns: 60 },
    );
  });
});
