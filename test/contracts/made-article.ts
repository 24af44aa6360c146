/** Articles as the index takes them in, without the trouble of reading them. */
import type { Article, Passage } from '../../src/core/model.ts';
import type { ReadArticle } from '../../src/core/ports.ts';
import { shinglesOf } from '../../src/newsroom/shingles.ts';
import { passageTerms } from '../../src/newsroom/terms.ts';

/** A stored article with these sentences as its passages; the words of `around` help to find each. */
export function aReadArticle(
  id: string,
  sentences: string[],
  parts: Partial<{ seq: number; storedAt: string; around: string[]; part: Passage['part'] }> = {},
): ReadArticle {
  const text = sentences.join('\n');
  const article: Article = {
    id,
    origin: 'file',
    url: null,
    outlet: null,
    byline: null,
    title: null,
    publishedAt: null,
    language: null,
    revision: 1,
    seq: parts.seq ?? 1,
    storedAt: parts.storedAt ?? '2026-01-06T00:00:00.000Z',
    verdict: null,
  };
  const passages = sentences.map((sentence, n): Passage => {
    const start = text.indexOf(sentence);
    return {
      n,
      start,
      end: start + sentence.length,
      text: sentence,
      kind: 'sentence',
      part: parts.part ?? 'body',
      section: null,
      block: n,
      speaker: null,
      speech: [],
      dates: [],
      numbers: [],
      entities: [],
      firmness: 'stated',
    };
  });
  const own = passages.map(passageTerms);
  const terms = { lists: [...own, parts.around ?? []], around: own.map(() => [own.length]) };
  return { article, passages, terms, shingles: shinglesOf(passages, own) };
}
