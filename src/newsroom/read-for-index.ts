/**
 * From an article to what the index takes in: its passages, the terms of each and of what stands around it,
 * and what tells its copies.
 * Pure: the same article gives the same result.
 */
import type { ArticleText, Passage } from '../core/model.ts';
import type { ArticleTerms, ReadArticle } from '../core/ports.ts';
import type { Names } from './names.ts';
import { readArticle } from './read/read.ts';
import { shinglesOf } from './shingles.ts';
import { passageTerms, wordTerms } from './terms.ts';

/** Passages before and after whose words help to find a passage: a fact and its topic often stand a sentence apart. */
const NEIGHBOURS = 1;

export function readForIndex({ article, text }: ArticleText, names: Names): ReadArticle {
  const read = readArticle({ ...article, text }, names);
  const all = read.map(passageTerms);
  // What is retracted says nothing; but its copies are known for what they are.
  const [passages, own] = article.verdict === 'retracted' ? [[], []] : [read, all];
  return {
    article,
    passages,
    terms: withSurroundings(article.title, passages, own),
    shingles: shinglesOf(read, all),
  };
}

/** Around a passage: the title, the heading it stands under, its speaker's name, and its neighbours in the same section. */
function withSurroundings(title: string | null, passages: Passage[], own: string[][]): ArticleTerms {
  const lists = [...own];
  const places = new Map<string, number>();
  const placeOf = (text: string | null): number[] => {
    if (text === null) return [];
    if (!places.has(text)) places.set(text, lists.push(wordTerms(text)) - 1);
    return [places.get(text)!];
  };
  const around = passages.map(passage => [
    ...placeOf(title),
    ...(passage.section === null ? [] : [passage.section]),
    ...placeOf(passage.speaker),
    ...neighboursOf(passage, passages),
  ]);
  return { lists, around };
}

function neighboursOf({ n, section }: Passage, passages: Passage[]): number[] {
  return passages
    .slice(Math.max(0, n - NEIGHBOURS), n + NEIGHBOURS + 1)
    .filter(other => other.n !== n && other.section === section && isProse(other))
    .map(other => other.n);
}

function isProse(passage: Passage): boolean {
  return passage.part === 'body' || passage.part === 'title';
}
