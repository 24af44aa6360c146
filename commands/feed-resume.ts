/** `feed resume <feed>`: asks a feed again that was paused or gone. Its articles and posts stay. */
import { queuePoll } from '../jobs/poll-feed.ts';
import { defineCommand } from '../src/core/command.ts';
import { CHANGES_FEED, knownFeed, replyOnFeed } from '../src/newsroom/known-feed.ts';

export const feedResume = defineCommand({
  ...CHANGES_FEED,
  name: 'feed resume',
  summary: 'asks a feed again that was paused or gone',
  async run({ feed: id }, context) {
    await knownFeed(id, context);
    await context.store.setFeedState(id, 'active');
    const feed = await knownFeed(id, context);
    await queuePoll(feed, context);
    return replyOnFeed(feed, 'is asked again.');
  },
});
