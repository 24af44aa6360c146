/** `feed pause <feed>`: stops asking a feed, until it is resumed. Its articles and posts stay. */
import { z } from 'zod';

import { defineCommand } from '../src/core/command.ts';
import { feedField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { knownFeed, withoutSecrets } from './feed-list.ts';

export const feedPause = defineCommand({
  name: 'feed pause',
  summary: 'stops asking a feed, until it is resumed',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ feed: feedField({ about: 'its id, as feed list shows it' }) }),
  async run({ feed: id }, context) {
    await knownFeed(id, context);
    await context.store.setFeedState(id, 'paused');
    const feed = await knownFeed(id, context);

    const told = `${feed.title ?? feed.shown} is asked no more.`;
    return reply({ body: [text(told)], fallback: told, data: withoutSecrets(feed) });
  },
});
