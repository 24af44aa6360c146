/**
 * What editors decide about an article, as types. A verdict belongs to the article, whatever its revision, and is kept for ever; it
 * is overruled by a later one, never taken back.
 */
import type { PersonId, RequestId } from './chat.ts';
import type { ArticleId } from './model.ts';

/**
 * `stands`: nothing is to be doubted, whatever a machine found. `disputed`: it is told with its source and a caveat, never as settled.
 * `retracted`: it is out of the record.
 */
export const RULINGS = ['stands', 'disputed', 'retracted'] as const;

export type Ruling = (typeof RULINGS)[number];

export interface VerdictDraft {
  article: ArticleId;
  /** Copies of it: the same word is said on those that were not decided otherwise. */
  copies?: readonly ArticleId[];
  ruling: Ruling;
  /** In the editor's own words. */
  reason: string;
  by: PersonId;
  /** Where that editor is known: accounts of two platforms may be one person, and count as one unless `people` says otherwise. */
  platform: string;
  /** Editors who must say the same before it takes effect; 1 or more. */
  needed: number;
  /** Which accounts are one person; nothing is known of any other. */
  people?: EditorMap;
  /** By which it was said: what is said by one is kept once, however often it is answered. Null where requests are not kept. */
  request?: RequestId | null;
}

/** The accounts of each person who has several. */
export type EditorMap = readonly (readonly PersonId[])[];

/** The people that settings name, each by their accounts with `=` between. */
export function editorMapFrom(people: readonly string[]): EditorMap {
  return people.map(accounts => accounts.split('=').map(account => account.trim()));
}

/** Every account of whoever has this one. */
export function accountsOf(account: PersonId, people: EditorMap): readonly PersonId[] {
  return people.find(accounts => accounts.includes(account)) ?? [account];
}

/**
 * How many people these accounts are, at the least: those whom the map tells apart; or those on one platform, where two accounts that it does
 * not join are two people. Somebody whom it knows elsewhere alone may be any account there.
 */
export function countEditors(accounts: readonly Pick<Verdict, 'by' | 'platform'>[], people: EditorMap): number {
  const isKnown = (account: PersonId) => people.some(own => own.includes(account));
  const countOf = (some: readonly PersonId[]) => new Set(some.map(account => accountsOf(account, people)[0])).size;
  const known = accounts.map(({ by }) => by).filter(isKnown);
  const platforms = new Set(accounts.map(({ platform }) => platform));
  const there = [...platforms].map(platform => {
    const isThere = (account: PersonId) => account.startsWith(`${platform}:`);
    const own = accounts.filter(({ by }) => isThere(by) || (isKnown(by) && accountsOf(by, people).some(isThere)));
    return countOf(own.map(({ by }) => by));
  });
  return Math.max(countOf(known), ...there);
}

/** One editor's word on an article. */
export interface Verdict extends Omit<VerdictDraft, 'needed' | 'copies' | 'people' | 'request'> {
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
