/**
 * Watches, as types: a question that is asked again whenever articles arrive that carry its words, and is answered where it was
 * asked. A refusal is watched until the record answers; an answer, for what changes in it.
 */
import type { PersonId, PostDraft, Target } from './chat.ts';
import type { Answer, ArticleId } from './model.ts';

/** `w-` and 10 base32 characters. */
export type WatchId = string;

/** A word of a question, by which articles wake its watch. */
export interface WatchedWord {
  /** Its own term, its name's, and those of words that mean nearly the same: any of them will do. */
  terms: string[];
  /** How much it tells of the question, 0 or more; comparable within one question. */
  weight: number;
}

export interface WatchDraft {
  /** The answer it watches: the id of its request, or the key of its post. Watched once. */
  about: string;
  /** `refusal`: until it is answered. `answer`: for as long as it lasts. */
  kind: 'refusal' | 'answer';
  /** The whole question, which leans on no other. */
  question: string;
  words: WatchedWord[];
  /** Some of their terms: an article that carries none of these carries too little of the question to wake it. */
  keys: string[];
  /** Articles that it is asked again for whatever they carry: those that its answer shows. */
  articles: ArticleId[];
  /** Where it is answered, and to whom. */
  target: Target;
  /** Who asked the question, and who wants it watched: either may end it. */
  askedBy: PersonId;
  setBy: PersonId;
  /** The answer that was told last. */
  known: Answer;
  /** ISO 8601. */
  expiresAt: string;
}

/** `answered`: told what it waited for; `ended`: by a person; `gone`: its place takes nothing any more. */
export type WatchEnd = 'answered' | 'ended' | 'gone';

export interface Watch extends WatchDraft {
  id: WatchId;
  createdAt: string;
  /** How often it had something to tell. */
  told: number;
  /** It is to be asked again while the first is above the second: sequence numbers of articles. */
  wokenAt: number;
  askedAt: number;
  /** Null while it is open. One that is open may have expired. */
  ended: WatchEnd | null;
}

/** What may be open at once; beyond that none is opened. */
export interface WatchLimits {
  person: number;
  channel: number;
}

/** What a watch tells: the post, what is known from then on, and what it ends with, if it does. */
export interface WatchNews {
  post: PostDraft;
  known: Answer;
  articles: ArticleId[];
  ended: WatchEnd | null;
}

/**
 * How an answer differs from the one before it: the record answers now, or no longer does, or gives another value, or disagrees where it
 * did not.
 */
export type AnswerChange = 'answered' | 'silent' | 'value' | 'disagreement';
