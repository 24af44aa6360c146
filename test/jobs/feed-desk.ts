/**
 * What the tests of feeds run on: the real store in memory, a net that is scripted, a wall for posts, and a queue whose jobs run when a
 * test says so. The newsroom tells an article by its first line, and that it was told where the channel has seen a copy of its text.
 */
import { deliver } from '../../jobs/deliver.ts';
import { jobs } from '../../jobs/index.ts';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { pollFeed } from '../../jobs/poll-feed.ts';
import type { Feed } from '../../src/core/feeds.ts';
import type { AnyJob, JobContext } from '../../src/core/job.ts';
import type { ArticleId, Brief } from '../../src/core/model.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aNewsroom, evidenceIn } from '../adapters/parts.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aFeed, aSubscription } from '../support/feeds.ts';
import { aWall, publisherOn, type Wall } from '../support/publisher.ts';
import { type ScriptedNet, scriptedNet } from '../support/scripted-net.ts';

interface Queued {
  job: AnyJob;
  payload: unknown;
  delayMs: number;
}

export interface FeedDesk {
  clock: SettableClock;
  store: Store;
  net: ScriptedNet;
  wall: Wall;
  context: JobContext;
  /** What waits, in its order; each key once. */
  queued: Queued[];
  /** Of each brief that was made: the article, and what the channel had seen. */
  briefs: { article: ArticleId; seen: ArticleId[] }[];
  /** Runs what waits without a delay, and what that queues, until nothing does; faults are given back. */
  work: () => Promise<unknown[]>;
  /** A feed that is due, with this body. */
  feed: (body: string, given?: Parameters<typeof aFeed>[0]) => Promise<Feed>;
  /** Sets the clock to when a feed is due, and polls it. */
  poll: (feed: Pick<Feed, 'id'>) => Promise<Feed>;
  /** As `poll`, with all that follows from it. */
  pollAndWork: (feed: Pick<Feed, 'id'>) => Promise<Feed>;
  /** The harbour channel follows everything, or what is given. */
  subscribe: (given?: Parameters<typeof aSubscription>[0]) => Promise<void>;
  /** The titles of what stands in a channel, each post once. */
  posted: (channel?: string) => string[];
}

/** What waits for its turn at a host is done without waiting; what is due later waits. */
const SOON_MS = 10_000;

/** @param newsroom another one than the scripted. @param file of the store; in memory where none is given. */
export async function aFeedDesk(newsroom?: (store: Store) => Newsroom, file = ':memory:'): Promise<FeedDesk> {
  const clock = fixedClock();
  const store = await openSqliteStore({ file, mode: 'owner', clock });
  const net = scriptedNet(clock);
  const wall = aWall();
  const queued: Queued[] = [];
  const briefs: FeedDesk['briefs'] = [];

  const scripted: Newsroom['brief'] = (article, seen) => {
    briefs.push({ article, seen });
    return briefOf(article, seen, store);
  };

  const context: JobContext = {
    store,
    clock,
    fetcher: net.fetcher,
    reader: net.reader,
    newsroom: newsroom?.(store) ?? aNewsroom({ brief: scripted }),
    publishers: new Map([['wire', publisherOn({ wall, clock })]]),
    queue: {
      add: async (job, payload, { delayMs = 0 } = {}) => {
        const parsed = job.payload.parse(payload);
        const known = queued.some(each => each.job.name === job.name && each.job.key(each.payload) === job.key(parsed));
        if (!known) queued.push({ job: jobNamed(job.name), payload: parsed, delayMs });
        return !known;
      },
    },
    attempt: 1,
    signal: new AbortController().signal,
  };

  const work = async () => {
    const faults: unknown[] = [];
    for (;;) {
      const next = queued.findIndex(({ delayMs }) => delayMs < SOON_MS);
      if (next < 0) return faults;
      const [{ job, payload }] = queued.splice(next, 1) as [Queued];
      await job.run(payload, context).catch((fault: unknown) => void faults.push(fault));
    }
  };
  const poll = async ({ id }: Pick<Feed, 'id'>) => {
    const { nextPollAt: at } = (await store.feed(id))!;
    clock.set(at);
    queued.splice(0, queued.length, ...queued.filter(({ job, delayMs }) => job.name !== 'poll-feed' || delayMs === 0));
    await pollFeed.run({ feed: id, at }, context);
    return (await store.feed(id))!;
  };

  return {
    ...{ clock, store, net, wall, context, queued, briefs, work, poll },
    feed: async (body, given = {}) => {
      const draft = aFeed(given);
      net.answers.set(draft.url, body);
      return (await store.addFeed(draft)).feed;
    },
    pollAndWork: async feed => {
      await poll(feed);
      await work();
      return (await store.feed(feed.id))!;
    },
    subscribe: async given => {
      await store.subscribe(aSubscription(given));
    },
    posted: (channel = 'harbour') => {
      const there = wall.messages.filter(({ place }) => place.channel === channel);
      return there.filter(({ part }) => part === 0).map(({ text }) => text);
    },
  };
}

function jobNamed(name: string): AnyJob {
  const known = [pollFeed, ingestArticle, deliver, ...jobs].find(job => job.name === name);
  if (!known) throw new Error(`no job is called ${name}`);
  return known;
}

async function briefOf(article: ArticleId, seen: ArticleId[], store: Store): Promise<Brief> {
  const known = (await store.article(article))!;
  const { text } = (await store.revision(article))!;
  const texts = await Promise.all(seen.map(async id => (await store.revision(id))?.text));
  const headline = await evidenceIn(store, known, text.split('\n')[0]!);
  const told = texts.includes(text) ? 'copy' : null;
  const sentences = told === null ? [{ evidence: headline, fresh: true, speaker: null }] : [];
  return { article, url: known.url, headline, told, sentences, differences: [], doubtful: false, alsoIn: [] };
}
