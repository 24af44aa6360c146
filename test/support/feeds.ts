/** Builders of feeds, their items and who follows them. Every feed here is invented. */
import type { Feed, FeedDraft, FeedItemDraft, FeedPoll, SubscriptionDraft } from '../../src/core/feeds.ts';

let made = 0;

/** A feed with an address of its own; give only what the test is about. */
export function aFeed(given: Partial<FeedDraft> = {}): FeedDraft {
  made += 1;
  return {
    id: `f-${made}`,
    url: `https://harbour.example/${made}.xml`,
    shown: `https://harbour.example/${made}.xml`,
    title: `Harbour news ${made}`,
    outlet: 'The Harbour Post',
    addedBy: 'wire:w1:ada',
    ...given,
  };
}

/** A feed as it is kept, read well at noon. */
export function aKeptFeed(given: Partial<Feed> = {}): Feed {
  const at = '2026-01-07T12:00:00.000Z';
  return {
    ...aFeed(),
    ...{ state: 'active', addedAt: at, nextPollAt: at, intervalS: 900, etag: null, lastModified: null },
    ...{ lastGoodAt: at, lastNewAt: at, lastOutcome: null, lastPolledAt: at, failures: 0, troubleToldAt: null },
    ...given,
  };
}

/** An item with an id and an address of its own, to be told. */
export function anItem(feed: string, given: Partial<FeedItemDraft> = {}): FeedItemDraft {
  made += 1;
  return {
    feed,
    item: `item-${made}`,
    url: `https://harbour.example/ferries-${made}`,
    title: 'Ferry line to reopen in spring',
    publishedAt: '2026-01-07T11:00:00Z',
    quiet: false,
    mark: '1',
    ...given,
  };
}

/** A poll at noon that went well; the next is due a quarter of an hour later. */
export function aPoll(given: Partial<FeedPoll> = {}): FeedPoll {
  const at = '2026-01-07T12:00:00.000Z';
  return {
    ...{ state: 'active', nextPollAt: '2026-01-07T12:15:00.000Z', intervalS: 900, etag: null, lastModified: null },
    ...{ lastGoodAt: at, lastNewAt: at, lastOutcome: 'has nothing new', lastPolledAt: at, failures: 0 },
    ...given,
  };
}

type SubscriptionGiven = Partial<Omit<SubscriptionDraft, 'place'>> & { place?: Partial<SubscriptionDraft['place']> };

/** The harbour channel follows everything, as Ada set it. */
export function aSubscription({ place, ...given }: SubscriptionGiven = {}): SubscriptionDraft {
  return {
    place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: null, ...place },
    direct: false,
    followed: { kind: 'all' },
    words: [],
    setBy: 'wire:w1:ada',
    ...given,
  };
}
