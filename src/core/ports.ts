/**
 * The doors between Stet and the world. Each port has an in-process version and one contract suite (`test/contracts`) that
 * runs on every version; the largest, the Store, is in store.ts. Nothing here knows a platform, a database or a broker.
 */
import type { MessageRef, Post, Target } from './chat.ts';
import type { Typed } from './command.ts';
import type { DigestNews, DigestQuery } from './digests.ts';
import type { FeedCandidate, FeedContents, PageContents, PageSource } from './feeds.ts';
import type { AnyJob, Job, JobContext, Schedule } from './job.ts';
import type { ModelFault } from './language-model.ts';
import type {
  Answer,
  Article,
  ArticleId,
  Brief,
  Dossier,
  Explanation,
  Passage,
  ReportId,
  SearchResult,
  WeighedSentence,
} from './model.ts';
import type { PassageChange } from './recall.ts';
import type { AnswerChange, WatchedWord } from './watches.ts';

export type * from './language-model.ts';
export type * from './store.ts';

/** The only source of time. */
export interface Clock {
  now: () => Date;
}

/** Reads pages and feeds in threads that can be killed, so that nothing hostile holds anything up. */
export interface Reader {
  /** Rejects with `unreadable-page`. */
  page: (bytes: Uint8Array, source: PageSource) => Promise<PageContents>;
  /** Rejects with `unreadable-feed`. */
  feed: (bytes: Uint8Array, source: PageSource) => Promise<FeedContents>;
  /** The feeds a page speaks of, and where else a site usually has one, the likeliest first. */
  site: (bytes: Uint8Array, source: PageSource) => Promise<FeedCandidate[]>;
  /** Safe to call twice. */
  close: () => Promise<void>;
}

/** Sends and edits messages on one platform, by REST alone. What it throws is a StetError that says whether to try again. */
export interface Publisher {
  platform: string;
  /**
   * Sends a post as one message or several. `sent` are those of its messages that already stand there, in their order; what is
   * missing is sent. `onSent` is told of each as it comes to be, before the next is sent.
   * Rejects with `not-delivered` (try again), `channel-gone` or `not-accepted` (do not).
   */
  post: (post: Post, sent: MessageRef[], onSent: (refs: MessageRef[]) => Promise<void>) => Promise<MessageRef[]>;
  /**
   * Makes the messages of a post show its reply as it is now. Resolves to the messages it now has: none where they were deleted.
   * @param doubtSince since when an earlier try may have added messages that nobody was told of; they are looked for first
   */
  edit: (post: Post, doubtSince?: string) => Promise<MessageRef[]>;
  /** Whether a message can still be edited; what one person saw for a moment cannot. */
  canEdit: (message: MessageRef) => boolean;
  /** Where something is said about a message, for those who see it: in its thread, or in reply to it. */
  under: (message: MessageRef) => Target;
  /** How people type a command there. */
  typed: Typed;
  /**
   * Looks for the messages of a post in doubt among our own since an instant, in their order.
   * @param isAnothers whether a message is known to be another post's, where one that says the same cannot be told from it otherwise
   */
  find: (post: Post, since: string, isAnothers?: (ref: MessageRef) => Promise<boolean>) => Promise<MessageRef[]>;
}

/** A passage the index holds, with the article it stands in. */
export interface IndexedPassage {
  article: Article;
  passage: Passage;
}

/** A passage's own words and the words around it that help to find it, both as `newsroom/terms.ts` makes them. */
export interface PassageTerms {
  own: string[];
  around: string[];
  /** The own words of the passage before it in its section: what "he" or "the plan" may mean. */
  before: string[];
}

/** The terms of an article's passages, each list told once: what is one passage's own stands around others. */
export interface ArticleTerms {
  /** First the own terms of each passage, then what only stands around: a title, a speaker's name. None holds white space. */
  lists: readonly string[][];
  /** For each passage, which lists stand around it, in order. */
  around: readonly number[][];
}

/** A passage with how well the index thinks it matches. */
export interface Candidate extends IndexedPassage {
  terms: PassageTerms;
  /** BM25 as a positive number, higher is better; comparable within one query only. */
  score: number;
}

export interface IndexState {
  seq: number;
  seeds: boolean;
  /** Id of the store it was filled from; null before. */
  store: string | null;
}

/** Word triples of an article's body as distinct unsigned numbers of 32 bits: what tells copies of one text. */
export interface Shingles {
  /** Those by which copies find each other: about one in eight, in two copies the same ones. */
  sample: number[];
  rest: number[];
  /** A short text is found by all of them, and its copies must be nearer. */
  short: boolean;
}

/** An article as it was read: what the index takes in. */
export interface ReadArticle {
  article: Article;
  passages: Passage[];
  terms: ArticleTerms;
  shingles: Shingles;
}

/** Terms to search by, besides those of earlier rounds, and how many passages are then wanted. */
export interface SearchRound {
  terms: readonly string[];
  limit: number;
}

/**
 * The derived full-text index: filled from any store, rebuilt at will, never the only place where anything is kept.
 * Synchronous, because it lives in a worker thread beside the engine that asks it.
 */
export interface Index {
  /** Sequence number of the last article taken in, from which store, and whether seed articles are. */
  state: () => IndexState;
  /** Takes in articles, replacing earlier versions; all or nothing. Afterwards `state().seq` is `seq`, unless it was higher. */
  add: (articles: ReadArticle[], seq: number) => void;
  /** Puts what was added in better order for about so many milliseconds; false when there is nothing left to do. */
  tidy: (ms: number) => boolean;
  /** Empties it, to be filled anew with or without the seed articles. */
  clear: (seeds: boolean, store: string) => void;
  /** Best first, at most `limit`, furniture left out; OR semantics. */
  search: (terms: string[], limit: number) => Candidate[];
  /** For each round the best passages by its terms and those of the rounds before it; the time of one search. */
  searchInRounds: (rounds: readonly SearchRound[]) => Candidate[][];
  /** The best passage of each article, best first, at most `limit`: of the ten times as many passages that match best. */
  searchArticles: (terms: string[], limit: number) => Candidate[];
  /** The articles of the `limit` passages that match best, with the sum of their scores. */
  scores: (terms: string[], limit: number) => Map<ArticleId, number>;
  /** Every passage of an article in order; empty when unknown. */
  passages: (id: ArticleId) => IndexedPassage[];
  /** The terms that stand in an article, its names' and its furniture's too; empty when unknown. */
  termsOf: (id: ArticleId) => ReadonlySet<string>;
  /** In how many passages each term stands. */
  frequencies: (terms: string[]) => Map<string, number>;
  /**
   * The corpus's terms that begin with these characters and have from `least` to `most` of them; some more than once, and also some
   * that its articles have lost since.
   */
  vocabulary: (prefix: string, least: number, most: number) => Iterable<string>;
  counts: () => { articles: number; passages: number };
  /** What was kept under this name, unless the index has changed since; null where nothing is. */
  kept: (key: string) => string | null;
  /** Keeps what was worked out of the index while it stood at `seq`; where that cannot be done now, it is not. */
  keep: (key: string, seq: number, value: string) => void;
  /** Whether a fault thrown here means that the index is damaged. */
  isDamage: (fault: unknown) => boolean;
  /** Closes it and throws its file away: the next one to open it fills it anew. */
  discard: () => void;
  /** The report each article belongs to, copies having the same one; articles it does not hold are left out. */
  reportsOf: (ids: readonly ArticleId[]) => Map<ArticleId, ReportId>;
  /** The articles of a report, the earliest stored first; empty when there is no such report. */
  report: (id: ReportId) => ArticleId[];
  close: () => void;
}

/** Whether to wait for a language model's help, where there is one; not unless said. */
export interface Helped {
  model?: boolean;
}

/** Reading, finding and answering, run off the main loop. */
export interface Newsroom {
  /** Whether there is a language model that may be asked for help. */
  hasModel: boolean;
  /** Asks it something small: why it gives nothing back; null where it does, or where there is none. */
  tryModel: () => Promise<ModelFault | null>;
  /** `before` is the question asked before it in its conversation, which it may lean on. */
  ask: (question: string, before?: string | null, options?: Helped) => Promise<Answer>;
  /** The answer, with what a language model finds beyond it; as it was where it finds nothing that holds. Takes seconds, and never rejects. */
  help: (answer: Answer) => Promise<Answer>;
  /** How `ask` comes to its answer. */
  why: (question: string, options?: Helped) => Promise<Explanation>;
  /** Best first, one result an article, at most `limit`. */
  search: (words: string, limit: number) => Promise<SearchResult[]>;
  /** What reading made of an article: its passages in order. */
  read: (id: ArticleId) => Promise<Passage[]>;
  /** The brief of an article for a channel that was told of the articles `seen`, the latest last; empty for an unknown article. */
  brief: (id: ArticleId, seen: ArticleId[], options?: Helped) => Promise<Brief>;
  /** What is new, what has changed and what is disputed among what came; articles that the record does not hold are left out. */
  digest: (query: DigestQuery) => Promise<DigestNews>;
  /** What became of each passage of one revision in another; empty where there is none of such a number. */
  changes: (id: ArticleId, from: number, to: number) => Promise<PassageChange[]>;
  /** The sentences of an article that a brief may choose, the worthiest first, as they stand in its current revision. */
  weighSentences: (id: ArticleId) => Promise<WeighedSentence[]>;
  /** The words of a question by which arriving articles wake its watch; none where no word of it tells a topic. */
  watchedWords: (question: string) => Promise<WatchedWord[]>;
  /** The terms that stand in an article, as `WatchedWord` has them; none for an unknown one. */
  termsOf: (id: ArticleId) => Promise<string[]>;
  /** How an answer differs from an earlier one to the same question; null where it says the same. */
  changeOf: (before: Answer, now: Answer) => Promise<AnswerChange | null>;
  /** What speaks against an article and for it, by the record as it is now; null for an unknown one. */
  assess: (id: ArticleId) => Promise<Dossier | null>;
  /** The articles of the report it belongs to, itself first; itself alone where it is in no report. */
  copies: (id: ArticleId) => Promise<ArticleId[]>;
  /** Whether the seed corpus belongs to the record now: as set, or until there is an article of one's own. */
  seedsBelong: () => Promise<boolean>;
  /** The sequence number up to which the index has read the store; 0 before it has read any. */
  indexed: () => Promise<number>;
  /** Follows the store to its last sequence number. `progress` is called with articles done of all. */
  catchUp: (progress?: (done: number, total: number) => void) => Promise<void>;
  /** Throws the index away and fills it anew. */
  rebuild: (progress?: (done: number, total: number) => void) => Promise<void>;
  close: () => Promise<void>;
}

/** What a caller can use: decides what is asked for, what is taken, and whether robots.txt is heard (for pages it is). */
export type FetchKind = 'page' | 'feed';

export interface FetchOptions {
  accept: readonly FetchKind[];
  /** What was given with it the last time, so that the other side may say that nothing has changed. */
  etag?: string | null;
  lastModified?: string | null;
  /** After decompression; 10 MB unless said, and never more. */
  maxBytes?: number;
  signal?: AbortSignal;
}

/** What was at an address. */
export interface Fetched {
  /** Where it was in the end, after redirects. */
  url: string;
  /** Where the address has moved to for good, by the redirects that say so; null where it has not. */
  movedTo: string | null;
  /** `unchanged` has no body: what was there the last time still is. */
  status: 'ok' | 'unchanged';
  /** What it is by its bytes, whatever it calls itself: HTML; XML or JSON that may be a feed. */
  media: 'html' | 'feed' | null;
  /** The header as it came; it may name the encoding. */
  contentType: string | null;
  etag: string | null;
  lastModified: string | null;
  /** For how long the other side calls it fresh, milliseconds; null where it does not say. */
  freshForMs: number | null;
  /** Decompressed, otherwise as it came. */
  body: Uint8Array;
}

/** Gets what is at an address of the open web, and at no other. */
export interface Fetcher {
  /**
   * Rejects with `fetch-refused`, `robots-refused`, `not-found`, `gone`, `no-access`, `too-large` or `wrong-content` (do not try again), with
   * `fetch-failed`, or with `fetch-later` (not before its `retryAfterMs`, where it has one). No fault shows the query of an address.
   */
  fetch: (url: string, options: FetchOptions) => Promise<Fetched>;
  /** Breaks off what is under way. Safe to call twice. */
  close: () => Promise<void>;
}

export interface FailedJob {
  job: string;
  key: string;
  /** The last fault's message, without secrets. */
  reason: string;
  attempts: number;
}

/** Says when jobs run. What must not be lost is in the store. */
export interface Queue {
  /** Queues a job, now or after `delayMs`. False when one of the same key is already waiting or running. */
  add: <Payload>(job: Job<Payload>, payload: NoInfer<Payload>, options?: { delayMs?: number }) => Promise<boolean>;
  /** Runs a job by the clock until `unschedule`; setting the same id again replaces it. */
  schedule: <Payload>(id: string, job: Job<Payload>, payload: NoInfer<Payload>, when: Schedule) => Promise<void>;
  unschedule: (id: string) => Promise<void>;
  /** Starts working on these jobs. Refuses two of one name. */
  work: (jobs: readonly AnyJob[], context: Omit<JobContext, 'attempt' | 'signal'>) => Promise<void>;
  /**
   * Calls `refill` whenever what waited was lost while this process runs, until it is closed; resolves once that would be noticed. One that
   * fails is called again. Null where jobs wait in this process alone.
   */
  onLost: ((refill: () => Promise<void>) => Promise<void>) | null;
  /** Resolves when nothing is waiting (delayed and scheduled runs not counted) and nothing runs. */
  idle: () => Promise<void>;
  /** Of every job, or of the one of this name. */
  counts: (name?: string) => Promise<{ waiting: number; running: number; delayed: number; failed: number }>;
  /** Jobs that failed for good, newest first, at most `limit`. */
  failed: (limit: number) => Promise<FailedJob[]>;
  /** Lets running jobs finish, at most `graceMs`, then aborts them. Safe to call twice. */
  close: (graceMs?: number) => Promise<void>;
}
