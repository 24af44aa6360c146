/** `feed check <feed>`: what happened last with a feed, and why items were not taken. Looks only. */
import { defineCommand } from '../src/core/command.ts';
import type { Feed, FeedItem } from '../src/core/feeds.ts';
import { emphasis, lineBreak, type ReplyField, reply, type Span, strong, text, time } from '../src/core/reply.ts';
import { shownUrl } from '../src/ingest/shown-url.ts';
import { knownFeed, ONE_FEED, withoutSecrets } from '../src/newsroom/known-feed.ts';

/** Items told: the last day of a busy feed fits. */
const ITEMS = 20;

export const feedCheck = defineCommand({
  name: 'feed check',
  summary: 'tells what happened last with a feed, and why items were not taken',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: ONE_FEED,
  async run({ feed: id }, context) {
    const feed = await knownFeed(id, context);
    const items = await context.store.feedItems(id, ITEMS);
    const name = feed.title ?? feed.shown;
    return reply({
      body: [strong(name)],
      fields: [...feedFields(feed), ...items.map(itemField)],
      fallback: `${name}: ${feed.lastOutcome ?? 'not asked yet'}`,
      data: { ...withoutSecrets(feed), items: items.map(item => ({ ...item, url: item.url && shownUrl(item.url) })) },
    });
  },
});

function feedFields(feed: Feed): ReplyField[] {
  const { shown, outlet, state, intervalS, lastOutcome, lastPolledAt, lastGoodAt, nextPollAt } = feed;
  const at = (instant: string | null): Span => (instant === null ? emphasis('never') : time(instant));
  return [
    { name: 'Address', value: [text(shown)] },
    { name: 'Outlet', value: [text(outlet)] },
    { name: 'State', value: [text(`${state}, asked every ${Math.round(intervalS / 60)} minutes`)] },
    { name: 'Last asked', value: [at(lastPolledAt), text(lastOutcome === null ? '' : `: ${lastOutcome}`)] },
    { name: 'Last good', value: [at(lastGoodAt)] },
    { name: 'Next', value: [state === 'active' ? at(nextPollAt) : emphasis('never')] },
  ];
}

function itemField({ title, url, state, article, reason, item }: FeedItem): ReplyField {
  const came =
    state === 'stored' ? `article ${article}` : state === 'refused' ? `not taken: ${reason}` : 'to be fetched';
  return {
    name: title ?? (url === null ? item : shownUrl(url)),
    value: [text(came), ...(url === null ? [] : [lineBreak, text(shownUrl(url))])],
  };
}
