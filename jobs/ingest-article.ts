/**
 * `ingest-article`: reads one file, or fetches one item of a feed, and stores its articles. Queued by start-up for the seeds, by `ingest`
 * for what a person names, by `poll-feed` for every new item, and at start for items that were never closed. Safe to run twice: a
 * text that is stored already is left as it is, and an item that is closed is left alone.
 */
import { z } from 'zod';
import { asStetError, StetError } from '../src/core/errors.ts';
import type { Feed, FeedItem, PageContents } from '../src/core/feeds.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { ArticleDraft } from '../src/core/model.ts';
import { readArticleFile } from '../src/ingest/files.ts';
import { NO_ARTICLE } from '../src/ingest/page/kind.ts';
import { briefArticle } from './brief-article.ts';

const file = z.object({ path: z.string().min(1), origin: z.enum(['seed', 'file']) });
const item = z.object({ feed: z.string().min(1), item: z.string().min(1) });

const ATTEMPTS = 20;

export const ingestArticle = defineJob({
  name: 'ingest-article',
  payload: z.union([file, item]),
  key: payload => ('path' in payload ? `${payload.origin} ${payload.path}` : `${payload.feed} ${payload.item}`),
  // About an hour and a half in all: longer than most sites are down.
  retry: { attempts: ATTEMPTS, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // Pages wait for the net, of which each host sees two at once; files are quick.
  concurrency: 4,
  run: (payload, context) => ('path' in payload ? ingestFile(payload, context) : ingestItem(payload, context)),
});

async function ingestFile({ path, origin }: z.infer<typeof file>, { store, signal }: JobContext): Promise<void> {
  const { drafts, faults } = await readArticleFile(path, origin);
  for (const draft of drafts) {
    signal.throwIfAborted();
    await store.saveArticle(draft);
  }
  if (faults.length === 0) return;
  // What could be read is stored; the rest is told, and trying again would not help.
  throw new StetError('unreadable-file', faults.join('; '));
}

async function ingestItem({ feed: id, item: name }: z.infer<typeof item>, context: JobContext): Promise<void> {
  const { store, newsroom, queue } = context;
  const [feed, entry] = [await store.feed(id), await store.feedItem(id, name)];
  if (feed === null || entry?.state !== 'seen') return;
  const outcome = await articleOf(feed, entry, context);
  if ('reason' in outcome) return store.settleItem(id, name, outcome);
  const { article } = await store.saveArticle(outcome.draft);
  await store.settleItem(id, name, { article: article.id });
  await newsroom.catchUp();
  if (!entry.quiet) await queue.add(briefArticle, { article: article.id });
}

/** The article an item leads to, or why there is none. Faults that may pass are thrown, to be tried again; the last time, they are why. */
async function articleOf(
  feed: Feed,
  entry: FeedItem,
  { fetcher, reader, signal, attempt }: JobContext,
): Promise<{ draft: ArticleDraft } | { reason: string }> {
  if (entry.url === null) return { reason: 'The item has no address.' };
  try {
    const fetched = await fetcher.fetch(entry.url, { accept: ['page'], signal });
    const page = await reader.page(fetched.body, fetched);
    return page.kind === 'article' ? { draft: draftOf(feed, entry, page) } : { reason: NO_ARTICLE[page.kind] };
  } catch (thrown) {
    const fault = asStetError(thrown);
    // A defect of ours is no reason not to take an article: it is found again at the next start.
    const mayPass = fault.retryable && (attempt < ATTEMPTS || fault.code === 'internal');
    if (mayPass || signal.aborted) throw fault;
    return { reason: fault.userMessage };
  }
}

/** The feed's date first: pages are right about theirs in half of the cases. */
function draftOf(feed: Feed, entry: FeedItem, page: PageContents): ArticleDraft {
  return { ...page.draft, outlet: feed.outlet, publishedAt: entry.publishedAt ?? page.draft.publishedAt };
}
