/**
 * Digests as types: when a place gets its digest, what came since the last one, and what a digest holds. A place has at most one
 * plan, and at most one digest a local date.
 */
import type { CaseId } from './cases.ts';
import type { PersonId, Place, PostDraft } from './chat.ts';
import type { Feed, FeedId, Subscription } from './feeds.ts';
import type { Article, ArticleId, ArticleReference, BriefDifference, Evidence } from './model.ts';

/** `d-` and 10 base32 characters. */
export type DigestPlanId = string;

/** A local date, ISO 8601: `2026-01-08`. */
export type LocalDate = string;

/** ISO 8601: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When a digest comes: at a time of day, where the clocks of a zone show it. */
export interface DigestTime {
  /** `07:30`. */
  at: string;
  /** Name in the IANA database; never an offset, which summer time would make wrong. */
  zone: string;
  /** At least one, in their order. */
  days: Weekday[];
}

export interface DigestPlanDraft extends DigestTime {
  place: Place;
  direct: boolean;
  /** Whether nothing is posted when nothing is new. */
  silent: boolean;
  /** The first date that may have one: setting a time that has passed today is no reason for one at once. */
  startsOn: LocalDate;
  /** Empty once that person was forgotten. */
  setBy: PersonId;
}

/** How far the record had come: digests follow each other by `mark`, which no clock can move. */
export interface DigestMark {
  /** Revisions stored so far; 0 for an empty store. */
  mark: number;
  /** When that was, ISO 8601; for people alone. */
  at: string;
}

export interface DigestPlan extends DigestPlanDraft {
  id: DigestPlanId;
  createdAt: string;
  /** How far its last digest came; before the first, where the record stood when it was planned. */
  covered: DigestMark;
  /** The latest date that had one, or on which silence was kept; null before the first. */
  lastDate: LocalDate | null;
  /** Why nothing is posted there now; null while it is. */
  paused: string | null;
}

/** A digest as it is kept: its date, its post and how far it comes, all of it or nothing. */
export interface DigestDraft {
  plan: DigestPlanId;
  date: LocalDate;
  /** Null where nothing was new and silence is kept. */
  post: PostDraft | null;
  until: DigestMark;
}

/** An article of which a revision was stored between two marks. */
export interface Arrival {
  article: ArticleId;
  /** Number of the revision that was current before; null for an article that is new. */
  before: number | null;
  /** The feeds that it came by. */
  feeds: FeedId[];
}

/** What some articles tell that belong together: one event, told by one report or more. */
export interface DigestStory {
  /** Of the article that tells it; null where that has no words. */
  headline: Evidence | null;
  /** Its best sentence; null where none can stand alone. */
  sentence: Evidence | null;
  /** Who says that sentence, in words of the article; null where it is the article's own. */
  speaker: string | null;
  /** Whether there is reason to doubt every report of it that was looked at. */
  doubtful: boolean;
  articles: number;
  /** Distinct texts among them. */
  reports: number;
  /** Where else it stands, at most 4. */
  alsoIn: ArticleReference[];
}

/** What a new revision says otherwise: sentences as they are now and as they were. */
export interface DigestChange {
  article: ArticleId;
  /** At most 2 pairs; what has no counterpart stands alone. */
  pairs: { now: Evidence | null; before: Evidence | null }[];
}

/** What of the record is new to a place, as the newsroom tells it; the biggest stories first. */
export interface DigestNews {
  stories: DigestStory[];
  changes: DigestChange[];
  /** Where reports say otherwise; two that show the same from either side are one. */
  differences: BriefDifference[];
  /** New articles, and how many of them no story here tells: what is more than anyone reads. */
  articles: number;
  left: number;
}

/** What came, for whom: everything, or what fits one of these. */
export interface DigestQuery {
  arrivals: Arrival[];
  /** Null for everything. */
  follows: Pick<Subscription, 'followed' | 'words'>[] | null;
}

/** A feed that is in trouble, with what is wrong in plain words. */
export interface FeedTrouble {
  feed: Pick<Feed, 'id' | 'title' | 'shown' | 'outlet'>;
  says: string;
}

/** A case that waits for editors, by the article that was flagged. */
export interface DigestCase {
  id: CaseId;
  article: Pick<Article, 'id' | 'title' | 'outlet'>;
}

/** One place's digest. What `digest now` prints as JSON. */
export interface Digest extends DigestNews {
  /** ISO 8601. */
  since: string;
  until: string;
  feeds: FeedTrouble[];
  /** Those that changed last, at most 5. */
  cases: DigestCase[];
  /** The local date it is the digest of; null for one that was asked for. */
  date: LocalDate | null;
  /** Where it comes late, when it should have come, as people say it: `07:30`, where its zone shows that. Null where it does not. */
  late: { at: string; zone: string } | null;
  /** Dates before it that had none though they should have. */
  skipped: LocalDate[];
}
