/**
 * From read articles to the entries of a segment: in which passages each term stands, and how heavily. Pure; what it makes is kept by
 * `segments.ts`.
 */
import type { PagePart, Passage } from '../core/model.ts';
import type { ArticleTerms } from '../core/ports.ts';
import type { Entry } from './blocks.ts';
import { PostingWriter } from './postings.ts';

/**
 * How much a word in the passage itself counts beside one in its surroundings (heading, title, neighbours). Between 2 and
 * 10 changes little; below 2 neighbours of the right sentence push it out.
 */
const OWN_WEIGHT = 4;
const AROUND_WEIGHT = 1;

/** Page furniture, bylines and the debris of embedded posts are kept with their article, but never found. */
const ANSWERABLE: ReadonlySet<PagePart> = new Set(['title', 'body']);

/** Collects the terms of articles that come in the order of their numbers. */
export interface Inverter {
  /** Gives the words of each passage, null for one that is not found. `number` is that of the article's first passage. */
  add: (number: number, passages: readonly Pick<Passage, 'part'>[], terms: ArticleTerms) => (number | null)[];
  /** Takes an article that was added before off the counts of its terms. */
  remove: (passages: readonly Pick<Passage, 'part'>[], terms: ArticleTerms) => void;
  /** In order of term; each entry's postings are valid until the next is asked for. */
  entries: () => Generator<Entry, void>;
}

/** @param first the number of the first passage that may come. */
export function newInverter(first: number): Inverter {
  // Terms by number, and the postings of all of them as they come: one object a posting, or a term, would cost more than all else.
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const weights: number[] = [];
  const postings = { term: new Numbers(), passage: new Numbers(), weight: new Numbers() };

  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, counts.length);
    weights.push(0);
    return counts.push(0) - 1;
  };

  /** Calls `visit` with each term of a passage once, and its weight there; gives the passage's words. */
  function weigh(
    lists: readonly number[][],
    n: number,
    around: readonly number[],
    visit: (term: number, weight: number) => void,
  ): number {
    const met: number[] = [];
    let words = 0;
    const put = (list: readonly number[], weight: number) => {
      words += list.length;
      for (const term of list) {
        if (weights[term] === 0) met.push(term);
        weights[term]! += weight;
      }
    };
    put(lists[n]!, OWN_WEIGHT);
    for (const at of around) put(lists[at]!, AROUND_WEIGHT);
    for (const term of met) {
      visit(term, weights[term]!);
      weights[term] = 0;
    }
    return words;
  }

  return {
    add(number, passages, { lists, around }) {
      const numbered = lists.map(list => list.map(numberOf));
      return passages.map(({ part }, n) => {
        if (!ANSWERABLE.has(part)) return null;
        return weigh(numbered, n, around[n]!, (term, weight) => {
          counts[term]!++;
          postings.term.push(term);
          postings.passage.push(number + n);
          postings.weight.push(weight);
        });
      });
    },
    remove(passages, { lists, around }) {
      const numbered = lists.map(list => list.map(numberOf));
      for (const [n, { part }] of passages.entries()) {
        if (ANSWERABLE.has(part)) weigh(numbered, n, around[n]!, term => counts[term]!--);
      }
    },
    *entries() {
      const terms = postings.term.values();
      const starts = startsOf(terms, counts.length);
      const passages = byTerm(postings.passage.values(), terms, starts);
      const weighed = byTerm(postings.weight.values(), terms, starts);
      const writer = new PostingWriter();
      for (const term of [...numbers.keys()].sort()) {
        const number = numbers.get(term)!;
        const past = starts[number + 1]!;
        writer.begin(first);
        for (let at = starts[number]!; at < past; at++) writer.add(passages[at]!, weighed[at]!);
        const bytes = writer.bytes();
        if (counts[number] !== 0 || bytes.length > 0) yield { term, count: counts[number]!, postings: bytes };
      }
    },
  };
}

/**
 * Where the postings of each term begin when all stand in the order of their terms, and behind the last where they end. Neither this nor the next goes
 * through its numbers by iterators, which would make an object of each.
 */
function startsOf(terms: Uint32Array, distinct: number): Uint32Array {
  const starts = new Uint32Array(distinct + 1);
  for (let at = 0; at < terms.length; at++) starts[terms[at]! + 1]!++;
  for (let term = 0; term < distinct; term++) starts[term + 1]! += starts[term]!;
  return starts;
}

/** `values`, one for each of `terms`, in the order of terms; those of one term keep theirs. */
function byTerm(values: Uint32Array, terms: Uint32Array, starts: Uint32Array): Uint32Array {
  const next = starts.slice();
  const ordered = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) ordered[next[terms[at]!]!++] = values[at]!;
  return ordered;
}

/** Whole numbers in a row that grows. */
class Numbers {
  #held = new Uint32Array(4_096);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#held.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[this.#length++] = value;
  }

  values(): Uint32Array {
    return this.#held.subarray(0, this.#length);
  }
}
