/** `feed pause <feed>`: stops asking a feed, until it is resumed. Its articles and posts stay. */
import { defineCommand } from '../src/core/command.ts';
import { CHANGES_FEED, knownFeed, replyOnFeed } from '../src/newsroom/known-feed.ts';

export const feedPause = defineCommand({
  ...CHANGES_FEED,
  name: 'feed pause',
  summary: 'stops asking a feed, until it is resumed',
  async run({ feed: id }, context) {
    await knownFeed(id, context);
    await context.store.setFeedState(id, 'paused');
    return replyOnFeed(await knownFeed(id, context), 'is asked no more.');
  },
});
