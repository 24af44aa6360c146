/**
 * `feed add <url> [outlet]`: reads a feed from now on; of a site's page it finds the feeds and offers them. What is there at the first
 * reading is stored and told to nobody. An address may carry a token: it is kept, and never shown.
 */
import { z } from 'zod';
import { queuePoll } from '../jobs/poll-feed.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import type { FeedCandidate, FeedContents } from '../src/core/feeds.ts';
import { stringField } from '../src/core/fields.ts';
import { type Reply, reply, text } from '../src/core/reply.ts';
import { canonicalUrl, domainOf, feedIdOf } from '../src/ingest/identify.ts';
import { shownUrl } from '../src/ingest/shown-url.ts';
import { feedLine, withoutSecrets } from '../src/newsroom/known-feed.ts';

/** Feeds of one newsroom; 1,000 are read in one process. */
export const MOST_FEEDS = 1_000;

/** Candidates of a site that are tried, and that are offered. */
const TRIED = 8;
const OFFERED = 5;

export const feedAdd = defineCommand({
  name: 'feed add',
  summary: 'reads a feed from now on, or finds the feeds of a site',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({
    url: stringField({ about: 'the address of a feed or of a site', max: 2_000 }),
    outlet: stringField({ about: 'the outlet’s name; its domain when left out', max: 100, rest: true }).optional(),
  }),
  async run({ url: given, outlet }, context) {
    const url = webUrl(given);
    const fetched = await context.fetcher.fetch(url, { accept: ['feed', 'page'], signal: context.signal });
    const where = fetched.movedTo ?? url;
    if (fetched.media === 'feed') return add(where, await context.reader.feed(fetched.body, fetched), outlet, context);
    const found = await feedsOf(await context.reader.site(fetched.body, fetched), context);
    const [only, ...others] = found;
    if (!only) throw noFeed(url);
    return others.length === 0 ? add(only.url, only.contents, outlet, context) : offered(found, outlet, context);
  },
});

/** An address that may be fetched; `bad-usage` for anything else. A bare `news.example` is taken for https. */
export function webUrl(given: string): string {
  const url = URL.parse(given.includes('://') ? given : `https://${given}`);
  const named = url !== null && /^https?:$/.test(url.protocol) && (url.hostname.includes('.') || url.port !== '');
  if (named) return url.href;
  throw new StetError('bad-usage', 'an address that is none', {
    userMessage: 'That is not an address such as https://news.example/feed.',
  });
}

/** Keeps a feed and queues its first poll; a feed that is known is told so. */
async function add(
  url: string,
  contents: FeedContents,
  outlet: string | undefined,
  context: CommandContext,
): Promise<Reply> {
  const { store, actor } = context;
  const feeds = await store.feeds();
  // One that has moved is known by where it is now, too.
  const known = feeds.find(feed => feed.url === url);
  if (!known && feeds.length >= MOST_FEEDS) throw tooMany();
  const draft = {
    id: known?.id ?? feedIdOf(url),
    url,
    shown: shownUrl(url),
    title: contents.title,
    // Not the site it names: a feed speaks for nobody but where it is.
    outlet: outlet ?? domainOf(url),
    addedBy: actor.id,
  };
  const { feed, fresh } = await store.addFeed(draft);
  await queuePoll(feed, context);
  const told = fresh
    ? `${feed.title ?? feed.shown} is read from now on. ${count(contents.items.length, 'item')} that are there already are stored and not announced.`
    : `${feed.title ?? feed.shown} is read already.`;
  return reply({
    body: [text(told)],
    fields: [feedLine(feed)],
    fallback: told,
    data: { ...withoutSecrets(feed), fresh },
  });
}

interface FoundFeed {
  url: string;
  contents: FeedContents;
}

/** Those of a site's candidates that are feeds; usual places only where nothing is announced or linked. */
async function feedsOf(candidates: FeedCandidate[], { fetcher, reader, signal }: CommandContext): Promise<FoundFeed[]> {
  const named = candidates.filter(({ found }) => found !== 'usual');
  const feeds: FoundFeed[] = [];
  for (const { url } of (named.length > 0 ? named : candidates).slice(0, TRIED)) {
    try {
      const fetched = await fetcher.fetch(url, { accept: ['feed'], signal });
      feeds.push({ url: fetched.movedTo ?? url, contents: await reader.feed(fetched.body, fetched) });
    } catch (thrown) {
      // A candidate that is none is what candidates are for; but whoever asked may have gone.
      if (signal.aborted) throw thrown;
    }
  }
  return [...new Map(feeds.map(feed => [canonicalUrl(feed.url), feed])).values()];
}

async function offered(
  found: FoundFeed[],
  outlet: string | undefined,
  { request, offer }: CommandContext,
): Promise<Reply> {
  const told = 'That site has several feeds; add the one you want.';
  const choices = found.slice(0, OFFERED);
  const buttons = choices.map(({ url, contents }) => ({
    label: (contents.title ?? shownUrl(url)).slice(0, 70),
    call: { command: 'feed add', input: { kind: 'options' as const, options: { url, ...(outlet ? { outlet } : {}) } } },
  }));
  return reply({
    body: [text(told)],
    fields: choices.map(({ url, contents }) => ({ name: contents.title ?? 'untitled', value: [text(shownUrl(url))] })),
    actions: request === null ? [] : await offer(buttons),
    fallback: told,
    data: { candidates: choices.map(({ url, contents }) => ({ shown: shownUrl(url), title: contents.title })) },
  });
}

function noFeed(url: string): StetError {
  const userMessage = `${shownUrl(url)} has no feed that could be found; give the address of the feed itself.`;
  return new StetError('bad-usage', 'a site without a feed', { userMessage });
}

function tooMany(): StetError {
  const userMessage = `Stet reads at most ${MOST_FEEDS.toLocaleString('en-GB')} feeds; remove one first.`;
  return new StetError('too-many', 'a limit on feeds is reached', { userMessage });
}
