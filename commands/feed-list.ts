/** `feed list`: every feed with how it stands. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { reply, text } from '../src/core/reply.ts';
import { feedLine, withoutSecrets } from '../src/newsroom/known-feed.ts';

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
