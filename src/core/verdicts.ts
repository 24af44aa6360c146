/**
 * What editors decide about an article, as types. A verdict belongs to the article, whatever its revision, and is kept for ever; it
 * is overruled by a later one, never taken back.
 */
import type { PersonId } from './chat.ts';
import type { ArticleId } from './model.ts';

/**
 * `stands`: nothing is to be doubted, whatever a machine found. `disputed`: it is told with its source and a caveat, never as settled.
 * `retracted`: it is out of the record.
 */
export const RULINGS = ['stands', 'disputed', 'retracted'] as const;

export type Ruling = (typeof RULINGS)[number];

export interface VerdictDraft {
  article: ArticleId;
  /** Copies of it, on which the same word is said. */
  copies?: readonly ArticleId[];
  ruling: Ruling;
  /** In the editor's own words. */
  reason: string;
  by: PersonId;
  /** Where that editor is known: accounts of two platforms may be one person, and count as one. */
  platform: string;
  /** Editors who must say the same before it takes effect; 1 or more. */
  needed: number;
}

/** One editor's word on an article. */
export interface Verdict extends Omit<VerdictDraft, 'needed' | 'copies'> {
  /** Grows with each verdict on any article. */
  number: number;
  /** The revision that was current. */
  revision: number;
  at: string;
  /** The ruling in force from then on; null where this one still waits for other editors. */
  effect: Ruling | null;
}

/** What came of a verdict. */
export interface Ruled {
  verdict: Verdict;
  /** In force before. */
  before: Ruling | null;
  /** Editors who must still say the same. */
  missing: number;
  /** The article, and after it the copies that the word is on. */
  articles: ArticleId[];
  /** Articles that are ruled otherwise from now on, the copies among them, each with the number of its verdict. */
  changed: { article: ArticleId; number: number }[];
}

/** Why a word does not count: whoever flagged an article has no say in its retraction. */
export const FLAGGED_IT = 'flagged-it';
