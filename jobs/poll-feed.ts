/**
 * `poll-feed`: asks one feed for what is new, keeps its items and queues each to be fetched. Queued by `feed add`, by its own last run
 * for the next time, and at start for every active feed. Safe to run twice: items are known by their feed and id, and a poll that is
 * no longer due is left.
 */
import { z } from 'zod';
import { asStetError } from '../src/core/errors.ts';
import type { Feed, FeedContents, FeedItem, FeedPoll } from '../src/core/feeds.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Fetched } from '../src/core/ports.ts';
import { afterPoll, type PollOutcome, troubleOf } from '../src/ingest/feed/polling.ts';
import { shownUrl } from '../src/ingest/shown-url.ts';
import { ingestArticle } from './ingest-article.ts';
import { tellFollowers } from './tell-followers.ts';

export const pollFeed = defineJob({
  name: 'poll-feed',
  /** `at`: when the feed was due, so that one poll is queued once, and the next while this one runs. */
  payload: z.object({ feed: z.string().min(1), at: z.string().min(1) }),
  key: ({ feed, at }) => `${feed} ${at}`,
  // A feed that does not answer is asked again in its own time; these are faults of ours.
  retry: { attempts: 5, backoffMs: 5_000, maxBackoffMs: 300_000 },
  concurrency: 4,
  async run({ feed: id, at }, context) {
    const feed = await context.store.feed(id);
    if (feed?.state !== 'active' || feed.nextPollAt !== at) return;
    const { outcome, moved } = await poll(feed, context);
    const next = { ...afterPoll(feed, outcome, context.clock.now(), Math.random()), ...moved };
    await context.store.keepPoll(id, next);
    await queueTrouble({ ...feed, ...next }, context);
    await queuePoll({ ...feed, ...next }, context);
  },
});

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
    if (fetched.status === 'unchanged') return { outcome: fine(fetched, 'has nothing new', 0, null), moved };
    const contents = await context.reader.feed(fetched.body, fetched);
    const fresh = await keepNew(feed, contents, context);
    const says =
      contents.broken === null ? newsIn(fresh) : `${newsIn(fresh)}; was read only so far: ${contents.broken}`;
    const title = contents.title ?? feed.title;
    return { outcome: fine(fetched, says, fresh.length, contents.ttlMinutes), moved: { ...moved, title } };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { outcome: failed(thrown), moved: {} };
  }
}

function fine(fetched: Fetched, says: string, news: number, ttlMinutes: number | null): PollOutcome {
  const { etag, lastModified } = fetched;
  return { kind: 'fine', says, news, ttlMinutes, retryAfterS: null, etag, lastModified };
}

function newsIn(fresh: FeedItem[]): string {
  return fresh.length === 0 ? 'has nothing new' : `has ${fresh.length} new`;
}

function failed(thrown: unknown): PollOutcome {
  const fault = asStetError(thrown);
  // A store that fails is no fault of the feed.
  if (fault.code.startsWith('store-') || fault.code === 'internal') throw fault;
  const kind = fault.code === 'gone' ? 'gone' : 'failed';
  const retryAfterS = fault.retryAfterMs === null ? null : Math.ceil(fault.retryAfterMs / 1_000);
  return { kind, says: fault.userMessage, news: 0, ttlMinutes: null, retryAfterS, etag: null, lastModified: null };
}

/** What was there when a feed was first read is stored and told to nobody. */
async function keepNew(feed: Feed, { items }: FeedContents, { store, queue }: JobContext): Promise<FeedItem[]> {
  const quiet = feed.lastGoodAt === null;
  const drafts = items.map(({ id, url, title, publishedAt }) => ({
    feed: feed.id,
    item: id,
    url,
    title,
    publishedAt,
    quiet,
  }));
  const fresh = await store.keepItems(drafts);
  for (const { item } of fresh) await queue.add(ingestArticle, { feed: feed.id, item });
  return fresh;
}

/**
 * Queues what followers are to hear of a feed as its last poll left it: once that it is in trouble, and once that it is back. Nothing where
 * they know. The key is made of what does not change while the trouble lasts: it is queued again until followers are told.
 */
export async function queueTrouble(feed: Feed, { queue }: Pick<JobContext, 'queue'>): Promise<void> {
  const { id, title, shown, lastPolledAt, troubleToldAt } = feed;
  if (lastPolledAt === null) return;
  const trouble = troubleOf(feed, new Date(lastPolledAt));
  if ((trouble === null) === (troubleToldAt === null)) return;
  const name = title ?? shown;
  const from = (feed.failures > 0 ? feed.lastGoodAt : feed.lastNewAt) ?? feed.addedAt;
  const told =
    trouble === null
      ? { key: `back:${id}:${troubleToldAt}`, words: `The feed ${name} is back.`, since: null }
      : { key: `trouble:${id}:${from}`, words: `The feed ${name} ${trouble}.`, since: lastPolledAt };
  await queue.add(tellFollowers, { feed: id, ...told });
}
