/** `feed remove <feed>`: forgets a feed and what it was asked; its articles and the posts about them stay. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { feedField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { knownFeed } from './feed-list.ts';

export const feedRemove = defineCommand({
  name: 'feed remove',
  summary: 'forgets a feed; its articles stay',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ feed: feedField({ about: 'its id, as feed list shows it' }) }),
  async run({ feed: id }, context) {
    const feed = await knownFeed(id, context);
    await context.store.removeFeed(id);
    const told = `${feed.title ?? feed.shown} is removed; its articles stay.`;
    return reply({ body: [text(told)], fallback: told, data: { removed: id } });
  },
});
