/** The process a person starts, killed as no process can prevent: what it was doing is done once by the next one. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { afterPoll } from '../../src/ingest/feed/polling.ts';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { temporaryFolder } from '../storage/stores.ts';
import { anArticle } from '../support/articles.ts';
import { aDigestPlan } from '../support/digests.ts';
import { bot, channels, people, team } from '../support/slack/cast.ts';
import { startSlack } from '../support/slack/server.ts';
import { plainTextOf } from '../support/slack/shown.ts';
import { ended, startStet } from '../support/stet.ts';
import { STORIES } from '../support/stories.ts';
import { aNewsSite, silent } from './site.ts';

const { ferries, strike } = STORIES;
const PATH = '/ferries';

/** A process starts, reads and posts within this, on a busy machine too; milliseconds. */
const PATIENCE_MS = 30_000;

async function aNewsroom() {
  const site = await aNewsSite();
  const slack = await startSlack();
  onTestFinished(() => slack.close());
  const data = join(temporaryFolder(), 'data');
  mkdirSync(data);
  const url = `${site.origin}/feed.xml`;
  const feed = feedIdOf(url);
  const open = () => openSqliteStore({ file: join(data, 'stet.sqlite'), mode: 'owner', clock: systemClock });
  const store = await open();
  const addedBy = 'console:local';
  const added = await store.addFeed({ id: feed, url, shown: url, title: null, outlet: 'x', addedBy });
  // As if it had been read before: what it gains now is told.
  const nothing = { kind: 'fine' as const, says: 'has nothing new', news: 0, ttlMinutes: null, retryAfterS: null };
  await store.keepPoll(feed, afterPoll(added.feed, { ...nothing, etag: null, lastModified: null }, new Date(), 0.5));
  await store.setFeedState(feed, 'active');
  const place = { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null };
  await store.subscribe({ place, direct: false, followed: { kind: 'all' }, words: [], setBy: addedBy });
  await store.close();
  const env = {
    STET_SEEDS: 'off',
    STET_FETCH_ALLOW: site.place,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
  };
  const start = () => {
    const child = startStet(['start'], { data, env });
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, end: ended(child) };
  };
  const shows = (words: string) => (message: { user: string; blocks?: readonly object[] }) =>
    message.user === bot.user && plainTextOf(message.blocks ?? []).includes(words);
  return {
    site,
    open,
    start,
    feed,
    posted: (words: string) => slack.next('message', ({ message }) => shows(words)(message), PATIENCE_MS),
    standing: (words: string) => slack.as(people.asker).sees(channels.newsroom).filter(shows(words)),
  };
}

type Room = Awaited<ReturnType<typeof aNewsroom>>;

/** Holds up what is asked for at a path until the process is gone. */
async function whileAsked({ site }: Room, path: string, kill: () => Promise<void>): Promise<void> {
  const answers = site.pages[path]!;
  const { listener, came } = silent();
  site.pages[path] = listener;
  await came;
  await kill();
  site.pages[path] = answers;
}

type Until = (room: Room, kill: () => Promise<void>) => Promise<void>;

const MOMENTS: [string, Until][] = [
  ['the feed is asked', (room, kill) => whileAsked(room, '/feed.xml', kill)],
  ['the page is asked for', (room, kill) => whileAsked(room, PATH, kill)],
  ['the brief has just been taken by the platform', (room, kill) => room.posted(ferries.title).then(kill)],
];

test.each(MOMENTS)(
  'kill -9 while %s leaves one article and one brief',
  async (_, until) => {
    const room = await aNewsroom();
    room.site.publish('/feed.xml', ferries, { path: PATH });
    const first = room.start();
    await until(room, async () => {
      first.child.kill('SIGKILL');
      await once(first.child, 'close');
    });
    room.site.publish('/feed.xml', strike);
    let store = await room.open();
    await store.setFeedState(room.feed, 'active');
    await store.close();
    const second = room.start();
    await room.posted(strike.title);
    // Where both are new to it, either may come first.
    if (room.standing(ferries.title).length === 0) await room.posted(ferries.title);
    second.child.kill('SIGTERM');
    expect(await second.end).toMatchObject({ code: 0 });
    expect(room.standing(ferries.title)).toHaveLength(1);
    expect(room.standing(strike.title)).toHaveLength(1);
    store = await room.open();
    expect((await store.articles({ limit: 10, seeds: true })).map(({ revision }) => revision)).toEqual([1, 1]);
    expect(await store.unsentPosts()).toEqual([]);
    await store.close();
  },
  90_000,
);

/** A digest that has been due for a minute, as the clock of this machine has it. */
const planOf = () => {
  const [date, time] = new Date(Date.now() - 60_000).toISOString().split('T') as [string, string];
  const place = { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null };
  return aDigestPlan({ place, at: time.slice(0, 5), zone: 'UTC', startsOn: date, setBy: 'console:local' });
};

test('kill -9 when the platform has just taken a digest leaves one', async () => {
  const room = await aNewsroom();
  const store = await room.open();
  await store.saveArticle(anArticle({ text: [ferries.title, ...ferries.lines].join('\n\n'), title: ferries.title }));
  const plan = await store.planDigest(planOf());
  // Nothing of the record is covered yet.
  await store.keepDigest({
    plan: plan.id,
    date: '2000-01-01',
    post: null,
    until: { mark: 0, at: '2000-01-01T00:00:00.000Z' },
  });
  await store.close();
  const first = room.start();
  await room.posted('Digest,');
  first.child.kill('SIGKILL');
  await once(first.child, 'close');
  room.site.publish('/feed.xml', strike);
  const again = await room.open();
  await again.setFeedState(room.feed, 'active');
  await again.close();
  const second = room.start();
  await room.posted(strike.title);
  second.child.kill('SIGTERM');
  expect(await second.end).toMatchObject({ code: 0 });
  expect(room.standing('Digest,')).toHaveLength(1);
  const after = await room.open();
  expect(await after.unsentPosts()).toEqual([]);
  await after.close();
}, 90_000);
