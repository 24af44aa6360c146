/**
 * From an article to what the index takes in: its passages, the terms of each and of what stands around it,
 * and what tells its copies.
 * Pure: the same article gives the same result.
 */
import type { ArticleText, Passage } from '../core/model.ts';
import type { PassageTerms, ReadArticle } from '../core/ports.ts';
import type { Names } from './names.ts';
import { readArticle } from './read/read.ts';
import { shinglesOf } from './shingles.ts';
import { passageTerms, termsOf } from './terms.ts';

/** Passages before and after whose words help to find a passage: a fact and its topic often stand a sentence apart. */
const NEIGHBOURS = 1;

export function readForIndex({ article, text }: ArticleText, names: Names): ReadArticle {
  const passages = readArticle({ ...article, text }, names);
  const own = passages.map(passageTerms);
  const title = termsOf(article.title ?? '').map(term => term.term);
  const terms = passages.map(
    (passage, at): PassageTerms => ({ own: own[at]!, around: [...title, ...around(passages, own, passage, at)] }),
  );
  return { article, passages, terms, shingles: shinglesOf(passages, own) };
}

/** Terms of the heading a passage stands under, of its neighbours in the same section and of its speaker's name. */
function around(passages: Passage[], own: string[][], passage: Passage, at: number): string[] {
  const near = passages.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  const neighbours = near.filter(other => other !== passage && other.section === passage.section && isProse(other));
  const heading = passage.section === null ? [] : own[passage.section]!;
  const speaker = passage.speaker === null ? [] : termsOf(passage.speaker).map(term => term.term);
  return [...heading, ...speaker, ...neighbours.flatMap(other => own[other.n]!)];
}

function isProse(passage: Passage): boolean {
  return passage.part === 'body' || passage.part === 'title';
}
