/** Finding articles by words: the index's order, one passage an article. */
import type { SearchResult } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import { evidenceOf } from './evidence.ts';
import type { Names } from './names.ts';
import { understand } from './question.ts';

/** Passages looked through for each article wanted: several good passages often stand in one article. */
const PASSAGES_PER_ARTICLE = 10;

/** Best first, one result an article, at most `limit`. */
export function searchArticles(words: string, limit: number, index: Index, names: Names): SearchResult[] {
  const { terms } = understand(words, index, names);
  const found = index.search(
    terms.map(term => term.term),
    limit * PASSAGES_PER_ARTICLE,
  );
  const firstOf = new Map<string, SearchResult>();
  for (const candidate of found) {
    if (!firstOf.has(candidate.article.id))
      firstOf.set(candidate.article.id, { ...evidenceOf(candidate), score: candidate.score });
  }
  return [...firstOf.values()].slice(0, limit);
}
