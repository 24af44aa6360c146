/** Finding articles by words: the index's order, one passage an article. */
import type { SearchResult } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import { evidenceOf } from './evidence.ts';
import type { Names } from './names.ts';
import { understandWords } from './question.ts';

/** Best first, one result an article, at most `limit`. */
export function searchArticles(words: string, limit: number, index: Index, names: Names): SearchResult[] {
  const terms = understandWords(words, index, names).terms.map(({ term }) => term);
  return index.searchArticles(terms, limit).map(found => ({ ...evidenceOf(found), score: found.score }));
}
