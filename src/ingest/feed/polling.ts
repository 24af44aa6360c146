/**
 * When a feed is asked again: sooner where news comes often, later where nothing does, much later where it fails, and never sooner than
 * it asks us to wait. Pure; the numbers are the promise of the README.
 */
import type { FeedTrouble } from '../../core/digests.ts';
import type { Feed, FeedPoll, FeedState } from '../../core/feeds.ts';

/** Seconds between two polls, at least and at most. */
export const SHORTEST_S = 300;
export const LONGEST_S = 21_600;

/** How the interval moves: news halves it, a poll without any adds a fifth. */
const WITH_NEWS = 0.5;
const WITHOUT_NEWS = 1.2;

/** Share of the interval by which polls are spread, either way, so that feeds added together are not asked together. */
const JITTER = 0.1;

/** Failing for so long, or silent for so long, is worth telling whoever follows a feed, milliseconds: half a day and two weeks. */
const BROKEN_MS = 12 * 3_600_000;
const SILENT_MS = 14 * 86_400_000;

export interface PollOutcome {
  /** In plain words, for `feed check`; without secrets. */
  says: string;
  /** `fine`: read, or unchanged; `failed`: to be tried again; `gone`: its server says that it will never come back. */
  kind: 'fine' | 'failed' | 'gone';
  news: number;
  /** Minutes the feed itself asks for, if any. */
  ttlMinutes: number | null;
  /** Seconds its server asks us to wait, if any. */
  retryAfterS: number | null;
  etag: string | null;
  lastModified: string | null;
}

/**
 * What a poll makes of a feed.
 * @param random 0 to 1, for the jitter.
 */
export function afterPoll(feed: Feed, outcome: PollOutcome, now: Date, random: number): FeedPoll {
  const at = now.toISOString();
  const fine = outcome.kind === 'fine';
  const failures = fine ? 0 : feed.failures + 1;
  const intervalS = clamp(fine ? intervalAfter(feed, outcome) : feed.intervalS);
  const state: FeedState = outcome.kind === 'gone' ? 'gone' : 'active';
  return {
    state,
    intervalS,
    failures,
    nextPollAt: new Date(now.getTime() + 1_000 * waitS(intervalS, failures, outcome, random)).toISOString(),
    etag: fine ? outcome.etag : feed.etag,
    lastModified: fine ? outcome.lastModified : feed.lastModified,
    lastGoodAt: fine ? at : feed.lastGoodAt,
    lastNewAt: outcome.news > 0 || (fine && feed.lastNewAt === null) ? at : feed.lastNewAt,
    lastOutcome: outcome.says,
    lastPolledAt: at,
  };
}

function intervalAfter({ intervalS }: Feed, { news, ttlMinutes }: PollOutcome): number {
  const moved = intervalS * (news > 0 ? WITH_NEWS : WITHOUT_NEWS);
  return ttlMinutes === null ? moved : Math.max(moved, ttlMinutes * 60);
}

function waitS(intervalS: number, failures: number, { retryAfterS }: PollOutcome, random: number): number {
  const backedOff = Math.min(intervalS * 2 ** Math.min(failures, 10), LONGEST_S);
  const spread = backedOff * (1 + JITTER * (2 * random - 1));
  return Math.round(Math.max(spread, Math.min(retryAfterS ?? 0, 7 * LONGEST_S)));
}

function clamp(seconds: number): number {
  return Math.round(Math.min(Math.max(seconds, SHORTEST_S), LONGEST_S));
}

/** What is wrong with a feed, in words for whoever follows it; null while nothing is. */
export function troubleOf(feed: Feed, now: Date): string | null {
  const since = (instant: string | null) => now.getTime() - Date.parse(instant ?? feed.addedAt);
  if (feed.state === 'gone') return 'is gone: its server says that it will not come back';
  if (feed.state === 'paused') return null;
  if (feed.failures > 0 && since(feed.lastGoodAt) > BROKEN_MS) return 'has not answered for half a day';
  // Also while it fails for a moment: that is no news.
  if (feed.lastNewAt !== null && since(feed.lastNewAt) > SILENT_MS) return 'has had nothing new for two weeks';
  return null;
}

/** The feeds that are in trouble now, in their order. */
export function feedsInTrouble(feeds: readonly Feed[], now: Date): FeedTrouble[] {
  return feeds.flatMap(feed => {
    const says = troubleOf(feed, now);
    const { id, title, shown, outlet } = feed;
    return says === null ? [] : [{ feed: { id, title, shown, outlet }, says }];
  });
}
