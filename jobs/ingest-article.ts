/**
 * `ingest-article`: reads one file, or fetches one item of a feed, and stores its articles. Queued by start-up for the seeds, by `ingest`
 * for what a person names, by `poll-feed` for every item that is new or changed, and at start for items that were never closed. Safe to run twice: a
 * text that is stored already is left as it is, and an item that is closed is left alone.
 */
import { z } from 'zod';
import { asStetError, StetError } from '../src/core/errors.ts';
import type { Feed, FeedItem, PageContents, Revisit } from '../src/core/feeds.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { ArticleDraft } from '../src/core/model.ts';
import { LONGEST_MS } from '../src/ingest/feed/revisit.ts';
import { readArticleFile } from '../src/ingest/files.ts';
import { domainOf } from '../src/ingest/identify.ts';
import { NO_ARTICLE } from '../src/ingest/page/kind.ts';
import { assessArticle } from './assess-article.ts';
import { briefArticle } from './brief-article.ts';
import { queueArrivals } from './join-cases.ts';
import { queueRecall } from './recall.ts';
import { queueCaseOf } from './show-case.ts';

/** A page that could not be had for so long, milliseconds, is given up: three days, longer than most outages. */
const GIVEN_UP_MS = 3 * 86_400_000;

/** One that is read again, from when it was first seen, milliseconds: as long after the last time that its feed is heeded. */
const AGAIN_GIVEN_UP_MS = LONGEST_MS + GIVEN_UP_MS;

const file = z.object({ path: z.string().min(1), origin: z.enum(['seed', 'file']) });
const item = z.object({ feed: z.string().min(1), item: z.string().min(1) });
/** An item whose feed says something else of it than before. */
const again = item.extend({ mark: z.string().min(1) });

const ATTEMPTS = 20;

/** Milliseconds between two items of a host: what it is given between two visits anyway. */
const ITEM_GAP_MS = 500;

export const ingestArticle = defineJob({
  name: 'ingest-article',
  payload: z.union([file, again, item]),
  key: payload => {
    if ('path' in payload) return `${payload.origin} ${payload.path}`;
    const { feed, item: name } = payload;
    return 'mark' in payload ? `${feed} ${name} ${payload.mark}` : `${feed} ${name}`;
  },
  // About an hour and a half in all: longer than most sites are down.
  retry: { attempts: ATTEMPTS, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // Pages wait for the net most of the time, half a second before each visit: 24 at once make some 30 a second. Files are quick.
  concurrency: 24,
  run: (payload, context) => {
    if ('path' in payload) return ingestFile(payload, context);
    return 'mark' in payload ? readAgain(payload, context) : ingestItem(payload, context);
  },
});

/** Queues items to be fetched, those of one host one after another: one that waits for its turn would keep others waiting. */
export async function queueItems(
  items: readonly Pick<FeedItem, 'feed' | 'item' | 'url'>[],
  { queue }: Pick<JobContext, 'queue'>,
): Promise<void> {
  const before = new Map<string, number>();
  for (const { feed, item: name, url } of items) {
    const host = (url && URL.parse(url)?.hostname) ?? '';
    const at = before.get(host) ?? 0;
    before.set(host, at + 1);
    await queue.add(ingestArticle, { feed, item: name }, { delayMs: at * ITEM_GAP_MS });
  }
}

/** Queues pages to be read again, those of one feed one after another: they mostly stand on one host. */
export async function queueRevisits(revisits: readonly Revisit[], { queue }: Pick<JobContext, 'queue'>): Promise<void> {
  const before = new Map<string, number>();
  for (const revisit of revisits) {
    const at = before.get(revisit.feed) ?? 0;
    before.set(revisit.feed, at + 1);
    await queue.add(ingestArticle, revisit, { delayMs: at * ITEM_GAP_MS });
  }
}

async function ingestFile({ path, origin }: z.infer<typeof file>, context: JobContext): Promise<void> {
  const { store, queue } = context;
  const { drafts, faults } = await readArticleFile(path, origin);
  for (const draft of drafts) {
    context.signal.throwIfAborted();
    await save(draft, context);
  }
  if (drafts.length > 0) await queueArrivals(await store.lastSeq(), { queue });
  if (faults.length === 0) return;
  // What could be read is stored; the rest is told, and trying again would not help.
  throw new StetError('unreadable-file', faults.join('; '));
}

async function ingestItem({ feed: id, item: name }: z.infer<typeof item>, context: JobContext): Promise<void> {
  const { store, newsroom, queue } = context;
  const [feed, entry] = [await store.feed(id), await store.feedItem(id, name)];
  if (feed === null || entry === null || entry.state === 'refused') return;
  let { article } = entry;
  if (article === null) {
    const outcome = await articleOf(feed, entry, context);
    if ('reason' in outcome) return store.settleItem(id, name, outcome);
    article = (await save(outcome.draft, context)).article.id;
    // At once: what came and by which feed is told together.
    await store.settleItem(id, name, { article });
  }
  await newsroom.catchUp();
  // Again where a run was cut short before it: whoever was told is not told twice.
  if (!entry.quiet) await queue.add(briefArticle, { article });
  await queue.add(assessArticle, { article });
  await queueArrivals(await store.lastSeq(), { queue });
}

/** Reads the page of an item once more; only what is still the same article takes its place. */
async function readAgain(revisit: z.infer<typeof again>, context: JobContext): Promise<void> {
  const { store, queue } = context;
  const [feed, entry] = [await store.feed(revisit.feed), await store.feedItem(revisit.feed, revisit.item)];
  if (feed === null || entry === null) return;
  const found = await articleOf(feed, entry, context, AGAIN_GIVEN_UP_MS);
  const isSame = 'draft' in found && found.draft.id === entry.article;
  const outcome = isSame ? (await save(found.draft, context)).outcome : 'unchanged';
  await store.closeRevisit(revisit, outcome === 'revised');
  if (outcome !== 'revised') return;
  await queue.add(assessArticle, { article: entry.article! });
  await queueArrivals(await store.lastSeq(), { queue });
}

/** Stores an article; posts that show it as it was are then looked at. */
async function save(draft: ArticleDraft, { store, queue }: JobContext): ReturnType<JobContext['store']['saveArticle']> {
  const saved = await store.saveArticle(draft);
  if (saved.outcome === 'revised') {
    await queueRecall(saved.article, queue);
    await queueCaseOf(saved.article.id, { store, queue });
  }
  return saved;
}

/**
 * The article an item leads to, or why there is none. Faults that may pass are thrown, to be tried again: by this job, then at
 * every poll of the feed, until the item is too old for it.
 */
async function articleOf(
  feed: Feed,
  entry: FeedItem,
  { fetcher, reader, clock, signal }: JobContext,
  givenUpMs = GIVEN_UP_MS,
): Promise<{ draft: ArticleDraft } | { reason: string }> {
  if (entry.url === null) return { reason: 'The item has no address.' };
  try {
    const fetched = await fetcher.fetch(entry.url, { accept: ['page'], signal });
    const page = await reader.page(fetched.body, fetched);
    return page.kind === 'article' ? { draft: draftOf(feed, entry, page) } : { reason: NO_ARTICLE[page.kind] };
  } catch (thrown) {
    const fault = asStetError(thrown);
    const age = clock.now().getTime() - Date.parse(entry.seenAt);
    // A defect of ours is no reason not to take an article.
    const mayPass = fault.retryable && (age < givenUpMs || fault.code === 'internal');
    if (signal.aborted || mayPass) throw fault;
    return { reason: fault.userMessage };
  }
}

/**
 * The feed's date first: pages are right about theirs in half of the cases. The outlet is the name that an editor gave the feed, else
 * the domain of the page: a feed may lead anywhere, and speaks for nobody.
 */
function draftOf(feed: Feed, entry: FeedItem, page: PageContents): ArticleDraft {
  const outlet = feed.outlet === domainOf(feed.url) ? page.draft.outlet : feed.outlet;
  return { ...page.draft, outlet, publishedAt: entry.publishedAt ?? page.draft.publishedAt };
}
