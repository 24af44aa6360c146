/**
 * A place's digest, put together from the store and the newsroom: what came since a mark and is what the place follows. A place that
 * follows nothing, or everything, is told of everything that came.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Place } from '../../core/chat.ts';
import type { Arrival, Digest, DigestCase, DigestMark, DigestQuery, FeedTrouble } from '../../core/digests.ts';
import type { ArticleId } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';

/** Revisions looked through at a time, between which others have their turn: for the store some 10 ms. */
const A_STEP = 1_000;

/** Cases named: a list of more belongs to those who decide, who have it by `cases`. */
const MOST_CASES = 5;

interface DigestWanted {
  place: Place;
  since: DigestMark;
  /** The end of the record as it is now where it is not said. */
  until?: DigestMark;
  /** All feeds that are in trouble; those that the place does not follow are left out. */
  feeds: readonly FeedTrouble[];
}

interface DigestTools {
  store: Pick<Store, 'digestMark' | 'arrivals' | 'subscriptions' | 'cases' | 'article'>;
  newsroom: Pick<Newsroom, 'catchUp' | 'digest'>;
}

/** The digest of a place, not yet that of a date, and how far it comes. */
export async function makeDigest(
  { place, since, feeds, ...wanted }: DigestWanted,
  { store, newsroom }: DigestTools,
): Promise<{ digest: Digest; until: DigestMark }> {
  const until = wanted.until ?? (await store.digestMark());
  // What is stored up to the mark must be read, for the next digest begins there.
  await newsroom.catchUp();
  const follows = followsOf(await store.subscriptions(place));
  const arrivals = await arrivalsBetween(since, until, store);
  const news = await newsroom.digest({ arrivals, follows });
  const concerning = feeds.filter(trouble => concerns(trouble, follows));
  const cases = await openCases(store);
  const ofNoDate = { date: null, late: null, skipped: [] };
  return { digest: { ...news, since: since.at, until: until.at, feeds: concerning, cases, ...ofNoDate }, until };
}

/** All that came, the latest first; an article that came and changed is told of once, as it was before the first of both. */
async function arrivalsBetween(
  { mark: from }: DigestMark,
  { mark: until }: DigestMark,
  store: DigestTools['store'],
): Promise<Arrival[]> {
  const byArticle = new Map<ArticleId, Arrival>();
  for (let mark = from; mark < until; mark += A_STEP) {
    const step = await store.arrivals({ mark }, { mark: Math.min(mark + A_STEP, until) }, A_STEP);
    for (const arrival of step.toReversed()) {
      const before = byArticle.has(arrival.article) ? byArticle.get(arrival.article)!.before : arrival.before;
      byArticle.delete(arrival.article);
      byArticle.set(arrival.article, { ...arrival, before });
    }
    await nextTurn();
  }
  return [...byArticle.values()].reverse();
}

/** Whether there is nothing in it that came. A feed that is still in trouble, or a case that is still open, is no news. */
export function isEmpty({ stories, changes, left }: Digest): boolean {
  return stories.length + changes.length + left === 0;
}

/** What editors still have to decide; who flagged what is for them alone. */
async function openCases(store: DigestTools['store']): Promise<DigestCase[]> {
  const open: DigestCase[] = [];
  for (const { id, articles } of await store.cases({ states: ['open'], limit: MOST_CASES })) {
    const article = await store.article(articles[0] ?? '');
    if (article !== null) open.push({ id, article: { id: article.id, title: article.title, outlet: article.outlet } });
  }
  return open;
}

/** What narrows a place's digest; also what is paused, for it says what the place is about. */
function followsOf(subscriptions: readonly NonNullable<DigestQuery['follows']>[number][]): DigestQuery['follows'] {
  const isAll = subscriptions.some(({ followed, words }) => followed.kind === 'all' && words.length === 0);
  return subscriptions.length === 0 || isAll ? null : subscriptions.map(({ followed, words }) => ({ followed, words }));
}

function concerns({ feed }: FeedTrouble, follows: DigestQuery['follows']): boolean {
  if (follows === null) return true;
  return follows.some(({ followed }) => {
    if (followed.kind === 'feed') return followed.feed === feed.id;
    // Words may stand in any feed.
    return followed.kind !== 'outlet' || followed.outlet.toLowerCase() === feed.outlet.toLowerCase();
  });
}
