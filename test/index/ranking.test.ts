import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostingWriter } from '../../src/index/postings.ts';
import { bestPassages, type RankedTerm } from '../../src/index/ranking.ts';

/** A term that stands once in each of these passages. */
function aTerm(passages: readonly number[]): RankedTerm {
  const writer = new PostingWriter();
  writer.begin(0);
  for (const passage of passages) writer.add(passage, 1);
  return { count: passages.length, parts: [{ first: 0, postings: Uint8Array.from(writer.bytes()) }] };
}

function anIndex(passages: number) {
  return { stored: new Uint16Array(passages + 1).fill(11), passages, words: 10 * passages };
}

const numbers = (found: readonly { passage: number }[]) => found.map(({ passage }) => passage);
const everyNth = (n: number, of: number) => Array.from({ length: Math.floor(of / n) }, (_, at) => n * (at + 1));

describe('the best passages', () => {
  const passages = fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { maxLength: 40 });
  const inOrder = (list: number[]) => list.toSorted((a, b) => a - b);

  it('of a round are those that a search by its terms and all before would find', () => {
    fc.assert(
      fc.property(fc.array(passages, { maxLength: 4 }), fc.array(passages, { maxLength: 4 }), (one, two) => {
        const terms = (lists: number[][]) => lists.filter(list => list.length > 0).map(list => aTerm(inOrder(list)));
        const index = anIndex(200_000);
        const [first, second] = bestPassages(
          [
            { terms: terms(one), limit: 7 },
            { terms: terms(two), limit: 5 },
          ],
          index,
        );
        expect(first).toEqual(bestPassages([{ terms: terms(one), limit: 7 }], index)[0]);
        expect(second).toEqual(bestPassages([{ terms: terms([...one, ...two]), limit: 5 }], index)[0]);
      }),
      { numRuns: 50 },
    );
  });

  it('are not looked for by a word of every second passage where rarer ones find enough; it adds to what they find', () => {
    const index = anIndex(200_000);
    const frequent = aTerm(everyNth(2, 200_000));
    const rare = aTerm(everyNth(101, 200_000));
    const [found = []] = bestPassages([{ terms: [frequent, rare], limit: 1_500 }], index);
    expect(numbers(found).every(passage => passage % 101 === 0)).toBe(true);
    expect(found).toHaveLength(1_500);
    expect(numbers(found.slice(0, 900)).every(passage => passage % 202 === 0)).toBe(true);
  });

  it('are looked for by a frequent word where no other finds enough', () => {
    const [found = []] = bestPassages(
      [{ terms: [aTerm(everyNth(2, 200_000)), aTerm([3])], limit: 10 }],
      anIndex(200_000),
    );
    expect(numbers(found)).toEqual([3, ...everyNth(2, 18)]);
  });
});
