/** From a feed that gains an item to the brief in the channels that follow it, through every real part, on every platform. */
import { expect, test } from 'vitest';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { pageOf } from '../support/news-pages.ts';
import { channels, people, team } from '../support/slack/cast.ts';
import { plainTextOf } from '../support/slack/shown.ts';
import { STORIES } from '../support/stories.ts';
import { aHouse, type House, pollOf } from './house.ts';
import { aNewsSite } from './site.ts';

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

const mended = (line: string) => line.replace('3,200', '3,400').replace('by one metre', 'by two metres');

/** What the page of a story says after its newsroom mended two numbers, and what its feed says of it then. */
async function mendedDam(site: Awaited<ReturnType<typeof aNewsSite>>, house: House, feed: string) {
  site.pages['/dam'] = pageOf({ ...dam, lines: dam.lines.map(mended) });
  site.feeds.get('/feed.xml')!.find(({ path }) => path === '/dam')!.title = `${dam.title} (corrected)`;
  house.clock.advance(31 * 60_000);
  await pollOf(feed, house);
}

const LEAVE = 'how many people had to leave their homes below the dam?';

/** Asks on both platforms, and waits for the answers. */
async function ask(house: House): Promise<void> {
  house.slack.as(people.admin).slash('/ask', LEAVE, channels.newsroom);
  await house.slack.next('message', ({ message }) => plainTextOf(message.blocks ?? []).includes('Agreement'));
  expect(house.standing('Agreement').slack.text).toContain('3,200');
  expect(await house.onDiscord('ask', { question: LEAVE })).toContain('3,200');
}

test('a number that its newsroom mends is mended in what was posted and answered, with one note beside it', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/feed.xml', dam, { path: '/dam' });
  await pollOf(feed, house);
  await ask(house);
  await mendedDam(site, house, feed);
  const [item] = (await house.store.feedItems(feed, 10)).filter(({ item: id }) => id.includes('dam'));
  expect(await house.store.article(item!.article!)).toMatchObject({ revision: 2 });
  for (const platform of ['slack', 'discord'] as const) {
    const posts = house.standing('3,400')[platform];
    expect(posts.text, platform).toMatch(/Corrected\s.*“3,200” is now “3,400”/);
    expect(posts.quotes.join('\n'), platform).toContain('Some 3,400 people');
    expect(posts.quotes.join('\n'), platform).not.toContain('3,200');
    expect(house.standing('Some 3,200')[platform].times, platform).toBe(0);
    const noted = (await house.store.corrections({ limit: 9 })).filter(({ message }) => message?.platform === platform);
    expect(house.standing('Corrected: ')[platform].times, platform).toBe(noted.length);
    expect(new Set(noted.map(({ kind }) => kind)), platform).toContain('answer');
  }
  const OF_BRIEF = ': “one” is now “two” (The Harbour Post).';
  for (const platform of PLATFORMS) expect(house.standing(OF_BRIEF)[platform].times, platform).toBe(1);
  for (const platform of ['slack', 'discord'] as const)
    expect(house.standing('lowered the level by two metres')[platform].times, platform).toBe(1);
  await mendedDam(site, house, feed);
  expect(house.standing('Corrected: ').slack.times).toBe(house.slack.calls('chat.update').length);
  expect(await house.store.unrecalled(9)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test('a note stands in the thread of its message on Slack, and in reply to it on Discord', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/feed.xml', dam, { path: '/dam' });
  await pollOf(feed, house);
  await ask(house);
  await mendedDam(site, house, feed);
  const corrected = (await house.store.corrections({ limit: 9, states: ['shown'] })).map(({ message }) => message!);
  const onSlack = house.slack.calls('chat.postMessage').filter(({ args }) => String(args.text).startsWith('Corrected'));
  expect(onSlack.map(({ args }) => args.thread_ts).toSorted()).toEqual(
    corrected
      .filter(({ platform }) => platform === 'slack')
      .map(({ message }) => message)
      .toSorted(),
  );
  const onDiscord = [...house.discord.world.messages.values()].filter(({ content }) => content.startsWith('Corrected'));
  expect(onDiscord.map(({ replies }) => replies?.id).toSorted()).toEqual(
    corrected
      .filter(({ platform }) => platform === 'discord')
      .map(({ message }) => message)
      .toSorted(),
  );
});

test('what was asked in private is told to nobody else when it is mended', async () => {
  const { site, house, feed } = await aHouseThatFollows();
  site.publish('/feed.xml', { ...dam, title: 'Engineers warned of seepage' }, { path: '/dam' });
  for (const { id } of await house.store.subscriptions()) await house.store.unsubscribe(id);
  await pollOf(feed, house);
  await house.onSlack(`ask ${LEAVE} --private`);
  await mendedDam(site, house, feed);
  expect(await house.store.corrections({ limit: 9 })).toMatchObject([{ state: 'noted', message: null }]);
  const saying = (method: string) =>
    house.slack.calls(method).filter(({ args }) => JSON.stringify(args).includes('3,400'));
  expect(saying('chat.postEphemeral')).toEqual([]);
  expect(saying('chat.postMessage').map(({ args }) => args.channel)).toEqual([house.slack.as(people.admin).dmChannel]);
});
