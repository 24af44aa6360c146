import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { add } from '../../commands/add.ts';
import { feedAdd, MOST_FEEDS } from '../../commands/feed-add.ts';
import { feedCheck } from '../../commands/feed-check.ts';
import { feedExport } from '../../commands/feed-export.ts';
import { feedImport } from '../../commands/feed-import.ts';
import { feedList } from '../../commands/feed-list.ts';
import { feedPause } from '../../commands/feed-pause.ts';
import { feedRemove } from '../../commands/feed-remove.ts';
import { feedResume } from '../../commands/feed-resume.ts';
import { renderReply } from '../../src/adapters/console/render.ts';
import type { CommandContext, OfferedButton } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Queue } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { aContext } from '../adapters/parts.ts';
import { aFeedDesk, type FeedDesk } from '../jobs/feed-desk.ts';
import { aFeed, anItem, aPoll } from '../support/feeds.ts';
import { anRss, aPage } from '../support/scripted-net.ts';

const root = mkdtempSync(join(tmpdir(), 'stet-feeds-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FEED = 'https://harbour.example/feed';
const SECRET = 'https://ada:passw0rd@harbour.example/feed?token=t0ken';

let desk: FeedDesk;
let context: CommandContext;
let offered: OfferedButton[];
beforeEach(async () => {
  desk = await aFeedDesk();
  offered = [];
  const offer = async (buttons: readonly OfferedButton[]) => {
    offered.push(...buttons);
    return buttons.map(({ label }, n) => ({ label, style: 'plain' as const, action: `b-${n}` }));
  };
  const { fetcher, reader } = desk.net;
  const queue = desk.context.queue as Queue;
  context = aContext(desk.store, { fetcher, reader, queue, clock: desk.clock, offer, request: 'r-1' });
});
afterEach(() => desk.store.close());

/** All that a person, or whoever reads `--json`, sees. */
const seen = (made: Reply) => renderReply(made, { colour: false, links: true, width: 100 }) + JSON.stringify(made);
const queuedPolls = () => desk.queued.filter(({ job }) => job.name === 'poll-feed').map(({ payload }) => payload);

describe('feed add', () => {
  test('keeps a feed and queues its first poll, once', async () => {
    desk.net.answers.set(FEED, anRss([{ id: 'a' }]));
    const made = await feedAdd.run({ url: FEED, outlet: 'The Harbour Post' }, context);
    const [feed] = await desk.store.feeds();
    expect(feed).toMatchObject({
      url: FEED,
      title: 'Harbour news',
      outlet: 'The Harbour Post',
      addedBy: 'console:local',
    });
    expect(made).toMatchObject({
      data: { id: feed!.id, fresh: true },
      fallback: expect.stringContaining('1 item that'),
    });
    expect(queuedPolls()).toEqual([{ feed: feed!.id, at: feed!.nextPollAt }]);
    const again = await feedAdd.run({ url: FEED }, context);
    expect(again).toMatchObject({ data: { fresh: false }, fallback: 'Harbour news is read already.' });
    expect(await desk.store.feeds()).toEqual([feed]);
    expect(queuedPolls()).toHaveLength(1);
  });

  test('names the outlet by where the feed is, whatever site it says it belongs to', async () => {
    const claims = anRss([]).replace('<title>', '<link>https://bigger.example/</link><title>');
    desk.net.answers.set(FEED, claims);
    await feedAdd.run({ url: FEED }, context);
    expect((await desk.store.feeds())[0]?.outlet).toBe('harbour.example');
  });

  test('knows a feed by the address it has moved to', async () => {
    const moved = 'https://quay.example/feed';
    desk.net.answers.set(FEED, { movedTo: moved, body: new TextEncoder().encode(anRss([])) });
    desk.net.answers.set(moved, anRss([]));
    await feedAdd.run({ url: FEED }, context);
    expect((await feedAdd.run({ url: moved }, context)).data).toMatchObject({ fresh: false });
    const feed = await desk.feed('');
    await desk.store.keepPoll(feed.id, {
      ...aPoll(),
      url: 'https://pier.example/feed',
      shown: 'https://pier.example/feed',
    });
    desk.net.answers.set('https://pier.example/feed', anRss([]));
    const again = await feedAdd.run({ url: 'https://pier.example/feed' }, context);
    expect(again.data).toMatchObject({ id: feed.id, fresh: false });
    expect(await desk.store.feeds()).toHaveLength(2);
  });

  const site = (...links: string[]) =>
    `<html><head>${links.map(each => `<link rel="alternate" type="application/rss+xml" title="${each}" href="/${each}">`).join('')}</head><body></body></html>`;

  test('of a site with one feed adds it', async () => {
    desk.net.answers.set('https://harbour.example/', site('feed', 'broken'));
    desk.net.answers.set(FEED, anRss([]));
    await feedAdd.run({ url: 'harbour.example' }, context);
    expect(await desk.store.feeds()).toMatchObject([{ url: FEED }]);
  });

  test('of a site with several offers them, and adds none', async () => {
    desk.net.answers.set('https://harbour.example/', site('feed', 'sport?token=t0ken'));
    desk.net.answers.set(FEED, anRss([]));
    desk.net.answers.set('https://harbour.example/sport?token=t0ken', anRss([], { title: 'Harbour sport' }));
    const made = await feedAdd.run({ url: 'harbour.example', outlet: 'The Post' }, context);
    expect(offered.map(({ label, call }) => [label, call.command])).toEqual([
      ['Harbour news', 'feed add'],
      ['Harbour sport', 'feed add'],
    ]);
    expect(offered[1]!.call.input).toMatchObject({
      options: { url: 'https://harbour.example/sport?token=t0ken', outlet: 'The Post' },
    });
    expect(made.actions).toHaveLength(2);
    expect(seen(made)).not.toContain('t0ken');
    expect(await desk.store.feeds()).toEqual([]);
  });

  test('of a site without one says so', async () => {
    desk.net.answers.set('https://harbour.example/', site());
    const asked = feedAdd.run({ url: 'https://harbour.example/' }, context);
    await expect(asked).rejects.toMatchObject({ code: 'bad-usage', userMessage: expect.stringContaining('no feed') });
  });

  test.each([
    'ftp://harbour.example/feed',
    'harbour',
    'not an address',
    'file:///etc/passwd',
    'javascript://harbour.example/',
  ])('refuses %s as no address, and asks nothing', async url => {
    await expect(feedAdd.run({ url }, context)).rejects.toMatchObject({ code: 'bad-usage' });
    expect(desk.net.asked).toEqual([]);
  });

  test('refuses a private address as the fetcher does, and keeps nothing', async () => {
    desk.net.answers.set('http://127.0.0.1/feed', new StetError('fetch-refused', 'private'));
    const asked = feedAdd.run({ url: 'http://127.0.0.1/feed' }, context);
    await expect(asked).rejects.toMatchObject({ code: 'fetch-refused' });
    expect(await desk.store.feeds()).toEqual([]);
  });

  test('past the limit refuses a new feed, and still knows the old ones', async () => {
    desk.net.answers.set(FEED, anRss([]));
    desk.net.answers.set('https://quay.example/feed', anRss([]));
    await feedAdd.run({ url: FEED }, context);
    for (let n = 1; n < MOST_FEEDS; n++) await desk.store.addFeed(aFeed());
    const asked = feedAdd.run({ url: 'https://quay.example/feed' }, context);
    await expect(asked).rejects.toMatchObject({ code: 'too-many', userMessage: expect.stringContaining('1,000') });
    expect((await feedAdd.run({ url: FEED }, context)).data).toMatchObject({ fresh: false });
  });

  test('shows nothing of what may be secret in an address, then or later', async () => {
    desk.net.answers.set(SECRET, anRss([]));
    const replies = [await feedAdd.run({ url: SECRET }, context)];
    const [feed] = await desk.store.feeds();
    expect(feed!.url).toBe(SECRET);
    desk.net.answers.set(SECRET, new StetError('fetch-failed', 'no answer'));
    await desk.pollAndWork(feed!);
    for (const command of [feedCheck, feedPause, feedResume])
      replies.push(await command.run({ feed: feed!.id }, context));
    replies.push(await feedList.run({}, context), await feedRemove.run({ feed: feed!.id }, context));
    for (const made of replies) expect(seen(made)).not.toMatch(/t0ken|passw0rd/);
    expect(JSON.stringify(desk.queued.map(({ payload }) => payload))).not.toMatch(/t0ken|passw0rd/);
    expect(seen(replies[0]!)).toContain('harbour.example/feed');
  });
});

describe('a feed', () => {
  test('is listed with how it stands', async () => {
    expect((await feedList.run({}, context)).fallback).toContain('No feed is read yet');
    const [well, ill] = [await desk.feed(anRss([])), await desk.feed('no feed')];
    await desk.poll(well);
    await desk.poll(ill);
    const { fields, data } = await feedList.run({}, context);
    expect(fields.map(({ name }) => name)).toEqual([well.id, ill.id]);
    expect(JSON.stringify(fields[0])).toContain('read');
    expect(JSON.stringify(fields[1])).toContain('in trouble (1 poll failed)');
    expect(data).toMatchObject([{ id: well.id }, { id: ill.id, failures: 1 }]);
  });

  test('that is paused is asked no more, and resumed is asked at once', async () => {
    const feed = await desk.feed(anRss([]));
    await feedPause.run({ feed: feed.id }, context);
    expect(await desk.store.feed(feed.id)).toMatchObject({ state: 'paused' });
    await desk.poll(feed);
    expect([desk.net.asked, desk.queued]).toEqual([[], []]);
    desk.clock.advance(60_000);
    await feedResume.run({ feed: feed.id }, context);
    expect(queuedPolls()).toEqual([{ feed: feed.id, at: '2026-01-07T12:01:00.000Z' }]);
    await desk.work();
    expect(desk.net.asked).toHaveLength(1);
  });

  test('that is removed leaves its articles', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    desk.net.answers.set('https://harbour.example/a', aPage('the old quay'));
    await desk.pollAndWork(feed);
    expect((await feedRemove.run({ feed: feed.id }, context)).data).toEqual({ removed: feed.id });
    expect(await desk.store.feeds()).toEqual([]);
    expect(await desk.store.countArticles()).toMatchObject({ feed: 1 });
  });

  test('that is checked says what happened last, and why items were not taken', async () => {
    const feed = await desk.feed('');
    await desk.store.keepItems(['taken', 'refused', 'open'].map(item => anItem(feed.id, { item, title: item })));
    await desk.store.settleItem(feed.id, 'taken', { article: 't-7' });
    await desk.store.settleItem(feed.id, 'refused', { reason: 'The page is no article.' });
    const made = seen(await feedCheck.run({ feed: feed.id }, context));
    for (const words of ['article t-7', 'not taken: The page is no article.', 'to be fetched', 'never'])
      expect(made).toContain(words);
  });

  test.each([feedCheck, feedPause, feedResume, feedRemove])('that is unknown is refused: $name', async command => {
    await expect(command.run({ feed: 'f-nowhere' }, context)).rejects.toMatchObject({ code: 'unknown-feed' });
  });
});

describe('lists of feeds', () => {
  let n = 0;
  const aFile = () => join(root, `${n++}.opml`);

  test('come back as they were written, addresses whole, each queued once', async () => {
    await desk.feed('', { url: SECRET, title: 'Quay & "Pier" <news>' });
    await desk.feed('', { url: FEED, title: null });
    const file = aFile();
    expect((await feedExport.run({ path: file }, context)).data).toEqual({ feeds: 2 });
    const there = await aFeedDesk();
    const elsewhere = { ...context, store: there.store, queue: there.context.queue as Queue };
    for (const added of [2, 0])
      expect((await feedImport.run({ path: file }, elsewhere)).data).toEqual({ added, faults: [] });
    const feeds = await there.store.feeds();
    expect(feeds.map(({ url }) => url)).toEqual([SECRET, FEED]);
    expect(feeds[0]).toMatchObject({ title: 'Quay & "Pier" <news>', shown: FEED, outlet: 'harbour.example' });
    expect(there.queued).toHaveLength(2);
    await there.store.close();
  });

  test.skipIf(process.platform === 'win32')('are their owner’s alone, and never written over anything', async () => {
    const file = aFile();
    await feedExport.run({ path: file }, context);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'mine');
    const asked = feedExport.run({ path: file }, context);
    await expect(asked).rejects.toMatchObject({ code: 'bad-usage', userMessage: expect.stringContaining('exists') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('say what cannot be taken, and how many are past the limit', async () => {
    for (let i = 2; i < MOST_FEEDS; i++) await desk.store.addFeed(aFeed());
    const outlines = ['https://a.example/1', 'ftp://a.example/2', 'https://a.example/3', 'https://a.example/4'];
    const file = aFile();
    writeFileSync(
      file,
      `<opml version="2.0"><body>${outlines.map(each => `<outline text="x" xmlUrl="${each}"/>`).join('')}</body></opml>`,
    );
    const { data } = await feedImport.run({ path: file }, context);
    expect(data).toEqual({
      added: 2,
      faults: ['"x" has no address of the web', '1 feed left out: 1000 are read at most'],
    });
  });

  test.each([
    ['nowhere.opml', null, 'unreadable-file'],
    ['none.opml', 'not a list', 'unreadable-feed'],
  ] as const)('that are none are refused: %s', async (name, content, code) => {
    if (content !== null) writeFileSync(join(root, name), content);
    await expect(feedImport.run({ path: join(root, name) }, context)).rejects.toMatchObject({ code });
  });
});

describe('add', () => {
  const URL = 'https://harbour.example/quay';

  test('takes an article into the record, tells what came of it, and has it told once', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    const made = await add.run({ url: 'harbour.example/quay' }, context);
    const { article } = made.data as { article: string };
    expect(made).toMatchObject({ data: { outcome: 'new' }, fallback: 'the old quay is in the record now.' });
    expect(await desk.store.article(article)).toMatchObject({ url: URL, outlet: 'harbour.example' });
    expect((await add.run({ url: URL }, context)).fallback).toBe('the old quay is in the record already.');
    desk.net.answers.set(URL, aPage('the old quay').replaceAll('Fourteen', 'Fifteen'));
    expect((await add.run({ url: URL }, context)).fallback).toBe('the old quay was in the record and has changed.');
    expect(desk.queued.map(({ job, payload }) => [job.name, payload])).toEqual([
      ['brief-article', { article }],
      ['retry-watches', { seq: 1 }],
      ['join-cases', { seq: 1 }],
      ['assess-article', { article }],
      ['recall', { article, reason: 'revision', version: 2, at: null }],
      ['retry-watches', { seq: 2 }],
      ['join-cases', { seq: 2 }],
    ]);
  });

  test('tells plainly when the page is none, and keeps nothing', async () => {
    desk.net.answers.set(URL, aPage('x', { body: '<p>Subscribe to continue reading this article.</p>' }));
    const asked = add.run({ url: URL }, context);
    await expect(asked).rejects.toMatchObject({
      code: 'unreadable-page',
      userMessage: expect.stringMatching(/^The page/),
    });
    expect(await desk.store.lastSeq()).toBe(0);
  });

  test('passes on why an address cannot be read', async () => {
    desk.net.answers.set(URL, new StetError('robots-refused', 'no'));
    await expect(add.run({ url: URL }, context)).rejects.toMatchObject({ code: 'robots-refused' });
  });
});
