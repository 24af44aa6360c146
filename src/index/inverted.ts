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
  /** In order of term. */
  entries: () => Entry[];
}

/** What is known of a term while its articles come. */
interface Growing {
  count: number;
  postings: PostingWriter;
  /** Its weight in the passage at hand. */
  weight: number;
}

/** @param first the number of the first passage that may come. */
export function newInverter(first: number): Inverter {
  const terms = new Map<string, Growing>();

  const growing = (term: string): Growing => {
    const known = terms.get(term);
    if (known) return known;
    const made = { count: 0, postings: new PostingWriter(first), weight: 0 };
    terms.set(term, made);
    return made;
  };

  /** Calls `visit` with each term of a passage once, its weight told; gives the passage's words. */
  function weigh(n: number, lists: readonly Growing[][], around: readonly number[], visit: (term: Growing) => void) {
    const met: Growing[] = [];
    let words = 0;
    const put = (list: readonly Growing[], weight: number) => {
      words += list.length;
      for (const term of list) {
        if (term.weight === 0) met.push(term);
        term.weight += weight;
      }
    };
    put(lists[n]!, OWN_WEIGHT);
    for (const at of around) put(lists[at]!, AROUND_WEIGHT);
    for (const term of met) {
      visit(term);
      term.weight = 0;
    }
    return words;
  }

  return {
    add(number, passages, { lists, around }) {
      const grown = lists.map(list => list.map(growing));
      return passages.map(({ part }, n) => {
        if (!ANSWERABLE.has(part)) return null;
        return weigh(n, grown, around[n]!, term => {
          term.count++;
          term.postings.add(number + n, term.weight);
        });
      });
    },
    remove(passages, { lists, around }) {
      const grown = lists.map(list => list.map(growing));
      for (const [n, { part }] of passages.entries()) {
        if (ANSWERABLE.has(part)) weigh(n, grown, around[n]!, term => term.count--);
      }
    },
    entries() {
      const found = [...terms.keys()].sort().map(term => {
        const { count, postings } = terms.get(term)!;
        return { term, count, postings: postings.bytes() };
      });
      return found.filter(({ count, postings }) => count !== 0 || postings.length > 0);
    },
  };
}
