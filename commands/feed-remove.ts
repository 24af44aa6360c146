/** `feed remove <feed>`: forgets a feed and what it was asked; its articles and the posts about them stay. */
import { defineCommand } from '../src/core/command.ts';
import { CHANGES_FEED, knownFeed, replyOnFeed } from '../src/newsroom/known-feed.ts';

export const feedRemove = defineCommand({
  ...CHANGES_FEED,
  name: 'feed remove',
  summary: 'forgets a feed; its articles stay',
  async run({ feed: id }, context) {
    const feed = await knownFeed(id, context);
    await context.store.removeFeed(id);
    return replyOnFeed(feed, 'is removed; its articles stay.', { removed: id });
  },
});
