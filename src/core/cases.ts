/**
 * Flags and cases as types. A flag is one account's doubt about one article; a case gathers all flags on one report, wherever they come
 * from. What happened is a log that only grows; everything else is told from it.
 */
import type { PersonId, Place } from './chat.ts';
import type { ArticleId } from './model.ts';

/** `c-` and 10 base32 characters. */
export type CaseId = string;

export interface FlagDraft {
  article: ArticleId;
  /** The articles of its report, itself among them: a flag on any copy is on all. */
  report: readonly ArticleId[];
  person: PersonId;
  place: Place;
  /** What it was made with: a command, or the message that bears a reaction. It stands for as long as one of a person's does. */
  source: string;
  /** So that what comes twice is done once. */
  event: string;
  /** In the person's own words; null where none were given. */
  reason: string | null;
}
