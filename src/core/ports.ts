/**
 * The doors between Stet and the world. Each port has an in-process version and one contract suite (`test/contracts`) that
 * runs on every version. Nothing here knows a platform, a database or a broker.
 */
import type { AnyJob, Job, JobContext, Schedule } from './job.ts';
import type {
  Answer,
  Article,
  ArticleDraft,
  ArticleId,
  ArticleText,
  Explanation,
  Passage,
  ReportId,
  Revision,
  SearchResult,
} from './model.ts';

/** The only source of time. */
export interface Clock {
  now: () => Date;
}

export type SaveOutcome = 'new' | 'revised' | 'unchanged';

/** The truth. Every method may reject with a StetError of a `store-*` code. */
export interface Store {
  /**
   * Random, made with the store and kept with it, so that what follows a store can tell it from another. A backup has an id
   * of its own: its sequence numbers part from those of the store it was taken of.
   */
  id: string;
  /** False for a process that may only read, because another one owns the store. */
  writable: boolean;
  /**
   * Stores a draft once: a new article, a new revision when its text differs from the current one, changed metadata, or
   * nothing. Both kinds of change give the article the next sequence number; `unchanged` does not. A seed draft never
   * changes an article of another origin: that one is given back as `unchanged`.
   */
  saveArticle: (draft: ArticleDraft) => Promise<{ article: Article; outcome: SaveOutcome }>;
  article: (id: ArticleId) => Promise<Article | null>;
  /** The current revision, or the one of that number. */
  revision: (id: ArticleId, number?: number) => Promise<Revision | null>;
  /** By id, from after `after` (exclusive), at most `limit`; seed articles only where they are wanted. */
  articles: (page: { after?: ArticleId; limit: number; seeds: boolean }) => Promise<Article[]>;
  countArticles: () => Promise<Record<Article['origin'], number>>;
  /** Articles whose sequence number is above `seq`, in that order, with their current text; at most `limit`. */
  changesSince: (seq: number, limit: number) => Promise<ArticleText[]>;
  /** Highest sequence number given so far; 0 for an empty store. */
  lastSeq: () => Promise<number>;
  /** Writes a consistent copy to a file that must not exist, while others read and write. */
  backup: (file: string) => Promise<void>;
  /** Safe to call twice. */
  close: () => Promise<void>;
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

/** Reading, finding and answering, run off the main loop. */
export interface Newsroom {
  ask: (question: string) => Promise<Answer>;
  /** How `ask` comes to its answer. */
  why: (question: string) => Promise<Explanation>;
  /** Best first, one result an article, at most `limit`. */
  search: (words: string, limit: number) => Promise<SearchResult[]>;
  /** What reading made of an article: its passages in order. */
  read: (id: ArticleId) => Promise<Passage[]>;
  /** Whether the seed corpus belongs to the record now: as set, or until there is an article of one's own. */
  seedsBelong: () => Promise<boolean>;
  /** Follows the store to its last sequence number. `progress` is called with articles done of all. */
  catchUp: (progress?: (done: number, total: number) => void) => Promise<void>;
  /** Throws the index away and fills it anew. */
  rebuild: (progress?: (done: number, total: number) => void) => Promise<void>;
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
  /** Resolves when nothing is waiting (delayed and scheduled runs not counted) and nothing runs. */
  idle: () => Promise<void>;
  counts: () => Promise<{ waiting: number; running: number; delayed: number; failed: number }>;
  /** Jobs that failed for good, newest first, at most `limit`. */
  failed: (limit: number) => Promise<FailedJob[]>;
  /** Lets running jobs finish, at most `graceMs`, then aborts them. Safe to call twice. */
  close: (graceMs?: number) => Promise<void>;
}
