/**
 * `poll-feed`: asks one feed for what is new or changed, keeps its items, queues each to be fetched, and tells whoever follows it when it is in
 * trouble and when it is back. Queued by `feed add`, by its own last run for the next time, and at start for every active feed. Safe
 * to run twice: items are known by their feed and id, and a poll that is no longer due asks nothing.
 */
import { z } from 'zod';
import { asStetError } from '../src/core/errors.ts';
import type { Feed, FeedContents, FeedItem, FeedPoll, Subscription } from '../src/core/feeds.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import { placeKey, targetOf } from '../src/core/places.ts';
import type { Fetched } from '../src/core/ports.ts';
import { reply, text } from '../src/core/reply.ts';
import { afterPoll, type PollOutcome, troubleOf } from '../src/ingest/feed/polling.ts';
import { toRevisit } from '../src/ingest/feed/revisit.ts';
import { shownUrl } from '../src/ingest/shown-url.ts';
import { deliver } from './deliver.ts';
import { queueItems, queueRevisits } from './ingest-article.ts';

const ATTEMPTS = 20;

/** Items queued at once: more than any feed holds; the rest with the next poll. */
const QUEUED = 5_000;

export const pollFeed = defineJob({
  name: 'poll-feed',
  /** `at`: when the feed was due, so that one poll is queued once, and the next while this one runs. */
  payload: z.object({ feed: z.string().min(1), at: z.string().min(1) }),
  key: ({ feed, at }) => `${feed} ${at}`,
  // A feed that does not answer is asked again in its own time; these are faults of ours, and may last as long as a full disk.
  retry: { attempts: ATTEMPTS, backoffMs: 5_000, maxBackoffMs: 300_000 },
  // Feeds wait for the net, and stand on hosts of their own.
  concurrency: 8,
  async run({ feed: id, at }, context) {
    const feed = await context.store.feed(id);
    if (feed?.state !== 'active') return;
    if (feed.nextPollAt === at) await pollNow(feed, context);
    // Also after a run that was cut short: both are queued once.
    const kept = await context.store.feed(id);
    if (kept !== null) await queuePoll(kept, context);
    await queueItems(await context.store.openItems(QUEUED, id), context);
    await queueRevisits(await context.store.openRevisits(QUEUED, id), context);
  },
});

async function pollNow(feed: Feed, context: JobContext): Promise<void> {
  const { outcome, moved } = await poll(feed, context);
  const next = { ...afterPoll(feed, outcome, context.clock.now(), Math.random()), ...moved };
  // Before the poll is kept, which ends it: a run that was cut short is done again and says the same once.
  await tellTrouble({ ...feed, ...next }, feed.nextPollAt, context);
  await context.store.keepPoll(feed.id, next);
}

/** Queues the next poll of a feed for when it is due; nothing for one that is not asked. */
export async function queuePoll(
  { id, state, nextPollAt }: Pick<Feed, 'id' | 'state' | 'nextPollAt'>,
  { queue, clock }: Pick<JobContext, 'queue' | 'clock'>,
): Promise<void> {
  if (state !== 'active') return;
  const delayMs = Math.max(0, Date.parse(nextPollAt) - clock.now().getTime());
  await queue.add(pollFeed, { feed: id, at: nextPollAt }, { delayMs });
}

interface Polled {
  outcome: PollOutcome;
  /** What the feed says of itself that is kept. */
  moved: Partial<Pick<FeedPoll, 'url' | 'shown' | 'title'>>;
}

/** What the feed said. Its own faults are an outcome; only ours are thrown. */
async function poll(feed: Feed, context: JobContext): Promise<Polled> {
  try {
    const fetched = await context.fetcher.fetch(feed.url, {
      accept: ['feed'],
      etag: feed.etag,
      lastModified: feed.lastModified,
      signal: context.signal,
    });
    const moved = fetched.movedTo === null ? {} : { url: fetched.movedTo, shown: shownUrl(fetched.movedTo) };
    // Many servers name only once what they are asked with.
    const marks = { etag: fetched.etag ?? feed.etag, lastModified: fetched.lastModified ?? feed.lastModified };
    if (fetched.status === 'unchanged') return { outcome: fine(marks, 'has nothing new', 0, null), moved };
    const contents = await context.reader.feed(fetched.body, fetched);
    const fresh = await keepNew(feed, contents, context);
    const isAllTaken = await keepChanged(feed, contents, context);
    const says =
      contents.broken === null ? newsIn(fresh) : `${newsIn(fresh)}; was read only so far: ${contents.broken}`;
    const title = contents.title ?? feed.title;
    // Else its server would say that nothing is new, and what is to be read again later would never be.
    return {
      outcome: fine(isAllTaken ? fetched : feed, says, fresh.length, contents.ttlMinutes),
      moved: { ...moved, title },
    };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { outcome: failed(thrown, context.attempt), moved: {} };
  }
}

type Marks = Pick<Fetched, 'etag' | 'lastModified'>;

function fine({ etag, lastModified }: Marks, says: string, news: number, ttlMinutes: number | null): PollOutcome {
  return { kind: 'fine', says, news, ttlMinutes, retryAfterS: null, etag, lastModified };
}

function newsIn(fresh: FeedItem[]): string {
  return fresh.length === 0 ? 'has nothing new' : `has ${fresh.length} new`;
}

function failed(thrown: unknown, attempt: number): PollOutcome {
  const fault = asStetError(thrown);
  // A store that fails is no fault of the feed. What goes on to fail must not end its polls.
  const ours = fault.code.startsWith('store-') || fault.code === 'internal';
  if (ours && attempt < ATTEMPTS) throw fault;
  const kind = fault.code === 'gone' ? 'gone' : 'failed';
  const retryAfterS = fault.retryAfterMs === null ? null : Math.ceil(fault.retryAfterMs / 1_000);
  return { kind, says: fault.userMessage, news: 0, ttlMinutes: null, retryAfterS, etag: null, lastModified: null };
}

/** What was there when a feed was first read is stored and told to nobody. */
async function keepNew(feed: Feed, { items }: FeedContents, { store }: JobContext): Promise<FeedItem[]> {
  const quiet = feed.lastGoodAt === null;
  const drafts = items.map(({ id, url, title, publishedAt, mark }) => ({
    feed: feed.id,
    item: id,
    url,
    title,
    publishedAt,
    quiet,
    mark,
  }));
  return store.keepItems(drafts);
}

/** What the feed says otherwise than before is read again, each page no more often than is polite. False where some of it has to wait. */
async function keepChanged({ id }: Feed, { items }: FeedContents, { store, clock }: JobContext): Promise<boolean> {
  const said = new Map(items.map(({ id: item, mark }) => [item, mark]));
  const { due, later } = toRevisit(await store.itemMarks(id, [...said.keys()]), said, clock.now());
  await store.wantRevisits(due.map(({ feed, item }) => ({ feed, item, mark: said.get(item)! })));
  return !later;
}

/**
 * Followers hear once that a feed is in trouble, and once that it is back.
 * @param at when the poll was due: part of the key, so that one poll says a thing once.
 */
async function tellTrouble(feed: Feed, at: string, context: JobContext): Promise<void> {
  const now = context.clock.now();
  const trouble = troubleOf(feed, now);
  if ((trouble === null) === (feed.troubleToldAt === null)) return;
  const key = `${trouble === null ? 'back' : 'trouble'}:${feed.id}:${at}`;
  await tellFollowers(feed, key, `The feed ${feed.title ?? feed.shown} ${trouble ?? 'is back'}.`, context);
  await context.store.markTrouble(feed.id, trouble === null ? null : now.toISOString());
}

/** Says one thing, once a place, wherever the feed is followed. */
async function tellFollowers({ id }: Feed, key: string, words: string, { store, queue }: JobContext): Promise<void> {
  const follows = ({ followed, paused }: Subscription) =>
    paused === null && (followed.kind === 'all' || (followed.kind === 'feed' && followed.feed === id));
  const made = reply({ body: [text(words)], tone: 'warning', fallback: words });
  for (const each of (await store.subscriptions()).filter(follows)) {
    const { post } = await store.queuePost({
      key: `${key}:${placeKey(each.place)}`,
      kind: 'notice',
      target: targetOf(each),
      reply: made,
      asked: null,
      request: null,
    });
    await queue.add(deliver, { key: post.key });
  }
}
