/** `feed resume <feed>`: asks a feed again that was paused or gone. Its articles and posts stay. */
import { z } from 'zod';
import { queuePoll } from '../jobs/poll-feed.ts';
import { defineCommand } from '../src/core/command.ts';
import { feedField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { knownFeed, withoutSecrets } from './feed-list.ts';

export const feedResume = defineCommand({
  name: 'feed resume',
  summary: 'asks a feed again that was paused or gone',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ feed: feedField({ about: 'its id, as feed list shows it' }) }),
  async run({ feed: id }, context) {
    await knownFeed(id, context);
    await context.store.setFeedState(id, 'active');
    const feed = await knownFeed(id, context);
    await queuePoll(feed, context);
    const told = `${feed.title ?? feed.shown} is asked again.`;
    return reply({ body: [text(told)], fallback: told, data: withoutSecrets(feed) });
  },
});
