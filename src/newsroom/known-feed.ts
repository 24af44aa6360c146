/** A feed that somebody named, found and told of. It must never print a feed's address as it is: there may be a token in it. */
import { z } from 'zod';
import type { Typed } from '../core/command.ts';
import { count } from '../core/count.ts';
import { StetError } from '../core/errors.ts';
import type { Feed, FeedId } from '../core/feeds.ts';
import { feedField } from '../core/fields.ts';
import type { FeedStore } from '../core/ports.ts';
import { lineBreak, type Reply, type ReplyField, reply, text, time } from '../core/reply.ts';

/** What commands on one feed are asked with. */
export const ONE_FEED = z.object({ feed: feedField({ about: 'its id, as feed list shows it' }) });

/** How commands that change one feed are defined, but for their words and what they do. */
export const CHANGES_FEED = {
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: ONE_FEED,
} as const;

/** A feed by its id; throws `unknown-feed`. */
export async function knownFeed(
  id: FeedId,
  { store, typed }: { store: Pick<FeedStore, 'feed'>; typed: Typed },
): Promise<Feed> {
  const feed = await store.feed(id);
  if (feed) return feed;
  const userMessage = `There is no feed "${id}"; ${typed('feed list')} has them all.`;
  throw new StetError('unknown-feed', 'no feed of that id', { userMessage });
}

/** A feed as it may be printed. */
export function withoutSecrets({ url: _, ...feed }: Feed): Omit<Feed, 'url'> {
  return feed;
}

export function feedLine(feed: Feed): ReplyField {
  const { id, title, shown, outlet, state, lastOutcome, lastPolledAt, failures } = feed;
  const stands =
    state === 'active' ? (failures > 0 ? `in trouble (${count(failures, 'poll')} failed)` : 'read') : state;
  const last =
    lastPolledAt === null ? [text('not asked yet')] : [text(`${lastOutcome ?? 'asked'}, `), time(lastPolledAt)];
  return { name: id, value: [text(`${title ?? shown} (${outlet}): ${stands}`), lineBreak, ...last] };
}

/** `said` follows the feed's name. */
export function replyOnFeed(feed: Feed, said: string, data: object = withoutSecrets(feed)): Reply {
  const told = `${feed.title ?? feed.shown} ${said}`;
  return reply({ body: [text(told)], fallback: told, data });
}
