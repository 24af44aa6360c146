/** From a feed that gains an item to the brief in the channels that follow it, through every real part, on every platform. */
import { expect, test } from 'vitest';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { channels, team } from '../support/slack/cast.ts';
import { STORIES } from '../support/stories.ts';
import { aHouse, type House, pollOf } from './house.ts';
import { aNewsSite, pageOf } from './site.ts';

const { ferries, dam, strike } = STORIES;
const PLATFORMS = ['slack', 'discord', 'console'] as const;

/** A house where all three follow everything, and that reads a feed of the site. */
async function aHouseThatFollows() {
  const site = await aNewsSite();
  site.publish('/feed.xml', strike);
  const house = await aHouse([site.place]);
  expect(await house.onSlack('follow all')).toContain('Followed here');
  expect(await house.onDiscord('follow', { what: 'all' })).toContain('Followed here');
  await house.followInConsole();
  return { site, house, feed: await added(house, `${site.origin}/feed.xml`, 'The Harbour Post') };
}

async function added(house: House, url: string, outlet: string) {
  expect(await house.onSlack(`feed add ${url} ${outlet}`)).toContain('is read from now on');
  await house.queue.idle();
  return feedIdOf(url);
}

test('what a feed holds when it is first read is stored, and told to nobody', async () => {
  const { house, feed } = await aHouseThatFollows();
  const [item] = await house.store.feedItems(feed, 10);
  expect(item).toMatchObject({ state: 'stored', quiet: true });
  expect(await house.store.article(item!.article!)).toMatchObject({ title: strike.title, outlet: 'The Harbour Post' });
  for (const platform of PLATFORMS) expect(house.standing(strike.title)[platform].times, platform).toBe(0);
});

test('an item that a feed gains stands in each channel once, in the article’s own words', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/feed.xml', ferries);
  await pollOf(feed, house);
  await pollOf(feed, house);
  const { text } = (await house.store.revision((await house.store.feedItems(feed, 1))[0]!.article!))!;
  for (const platform of PLATFORMS) {
    const stands = house.standing(ferries.title)[platform];
    expect(stands.times, platform).toBe(1);
    expect(stands.quotes.length, platform).toBeGreaterThan(1);
    for (const quote of stands.quotes) expect(text, platform).toContain(quote);
  }
  expect(house.standing(strike.title).slack.times).toBe(0);
  expect(await house.store.unsentPosts()).toEqual([]);
  expect(await house.store.unbriefed(10)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test('a text that has changed becomes a revision of its article, and is not told anew as another', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/feed.xml', dam, { path: '/dam' });
  await pollOf(feed, house);
  const changed = { ...dam, lines: dam.lines.map(line => line.replace('3,200', '3,400')) };
  site.publish('/feed.xml', changed, { path: '/dam', guid: 'dam-updated' });
  await pollOf(feed, house);
  const [one, other] = (await house.store.feedItems(feed, 10)).filter(({ item }) => item.includes('dam'));
  expect(one!.article).toBe(other!.article);
  const article = one!.article!;
  expect(await house.store.article(article)).toMatchObject({ revision: 2 });
  expect((await house.store.revision(article))!.text).toContain('3,400');
  expect((await house.store.revision(article, 1))!.text).toContain('3,200');
  for (const platform of PLATFORMS) expect(house.standing(dam.title)[platform].times, platform).toBe(1);
});

test('the same wire copy in two feeds is one report, and the second is one line', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/other.xml', strike, { path: '/other/strike' });
  const other = await added(house, `${site.origin}/other.xml`, 'Valley Courier');
  site.publish('/feed.xml', dam);
  await pollOf(feed, house);
  site.publish('/other.xml', dam, { path: '/other/dam' });
  await pollOf(other, house);
  const ids = (await house.store.articles({ limit: 10, seeds: false })).filter(({ title }) => title === dam.title);
  expect(ids.map(({ outlet }) => outlet).toSorted()).toEqual(['The Harbour Post', 'Valley Courier']);
  for (const platform of PLATFORMS) {
    const { times, text } = house.standing(dam.title)[platform];
    expect(times, platform).toBe(2);
    expect(text, platform).toContain('already told; also in The Harbour Post');
  }
});

test('an article that two feeds share stands once where both are followed, and once where only the second is', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/other.xml', strike);
  const other = await added(house, `${site.origin}/other.xml`, 'Valley Courier');
  const desk = { platform: 'slack', space: team.id, channel: channels.desk, thread: null };
  await house.store.subscribe({
    ...{ place: desk, direct: false, words: [], setBy: 'console:local' },
    followed: { kind: 'feed', feed: other },
  });
  site.publish('/feed.xml', dam, { path: '/dam' });
  await pollOf(feed, house);
  const inDesk = () => house.slack.calls('chat.postMessage').filter(({ args }) => args.channel === channels.desk);
  expect(inDesk()).toEqual([]);
  site.publish('/other.xml', dam, { path: '/dam?utm_source=other' });
  site.pages['/dam'] = pageOf(dam);
  await pollOf(other, house);
  expect(inDesk()).toHaveLength(1);
  for (const platform of PLATFORMS) expect(house.standing(dam.title)[platform].times, platform).toBe(1);
});
