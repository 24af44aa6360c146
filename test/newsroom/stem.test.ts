import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import peer from 'wink-porter2-stemmer';
import { stem } from '../../src/newsroom/stem.ts';
import { wordOf } from '../bench/words.ts';

/** What the steps of the algorithm look for, and some letters. */
const PARTS =
  `gener commun arsen sses ied ies us ss s eedly eed edly ed ingly ing at bl iz ization ational fulness ousness iveness tional biliti
  lessli entli ation alism aliti ousli iviti fulli enci anci abli izer ator alli bli ogi li alize icate iciti ative ical ness ful ement ance ence able
  ible ment ant ent ism ate iti ous ive ize sion tion ion al er ic e ll l y a o u b d t w x r n p h`.split(/\s+/);

describe('stems', () => {
  it('are those of the peer for the words of the seeds', () => {
    const text = ['000', '001', '002', '003', '004'].map(id => readFileSync(`seeds/${id}.md`, 'utf8')).join('\n');
    const words = new Set(text.toLowerCase().match(/\p{L}+/gu));
    expect([...words].filter(word => stem(word) !== peer(word))).toEqual([]);
  });

  it('are those of the peer for made words with every ending', () => {
    const words = Array.from({ length: 2_000 }, (_, at) => wordOf(at + 1));
    const all = words.flatMap(word => PARTS.map(part => word + part));
    expect(all.filter(word => stem(word) !== peer(word))).toEqual([]);
  });

  it('are those of the peer for whatever parts are put together', () => {
    const word = fc
      .array(fc.constantFrom(...PARTS, 'é', 'ж'), { minLength: 1, maxLength: 7 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(word, each => {
        expect(stem(each)).toBe(peer(each));
      }),
      { numRuns: 5_000 },
    );
  });
});
