/** `feed list`: every feed with how it stands. A feed's address is shown without what may be secret in it. */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import type { Feed } from '../src/core/feeds.ts';
import { lineBreak, type ReplyField, reply, text, time } from '../src/core/reply.ts';

export const feedList = defineCommand({
  name: 'feed list',
  summary: 'lists the feeds that are read',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({}),
  async run(_, { store }) {
    const feeds = await store.feeds();
    const told = feeds.length === 0 ? 'No feed is read yet; feed add adds one.' : `${count(feeds.length, 'feed')}.`;
    return reply({ body: [text(told)], fields: feeds.map(feedLine), fallback: told, data: feeds.map(withoutSecrets) });
  },
});

/** A feed as it may be printed: its address may carry a token. */
export function withoutSecrets({ url: _, ...feed }: Feed): Omit<Feed, 'url'> {
  return feed;
}

/** A feed by its id; throws `unknown-feed`. */
export async function knownFeed(id: string, { store }: Pick<CommandContext, 'store'>): Promise<Feed> {
  const feed = await store.feed(id);
  if (feed) return feed;
  throw new StetError('unknown-feed', 'no feed of that id', {
    userMessage: `There is no feed "${id}"; /feed list has them all.`,
  });
}

export function feedLine(feed: Feed): ReplyField {
  const { id, title, shown, outlet, state, lastOutcome, lastPolledAt, failures } = feed;
  const stands =
    state === 'active' ? (failures > 0 ? `in trouble (${count(failures, 'poll')} failed)` : 'read') : state;
  const last =
    lastPolledAt === null ? [text('not asked yet')] : [text(`${lastOutcome ?? 'asked'}, `), time(lastPolledAt)];
  return { name: id, value: [text(`${title ?? shown} (${outlet}): ${stands}`), lineBreak, ...last] };
}
