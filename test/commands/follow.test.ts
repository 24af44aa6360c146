import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { follow } from '../../commands/follow.ts';
import { following } from '../../commands/following.ts';
import { unfollow } from '../../commands/unfollow.ts';
import type { CommandContext } from '../../src/core/command.ts';
import type { Store } from '../../src/core/ports.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';
import { aFeed } from '../support/feeds.ts';

const FEED = 'f-aaaaaaaaa2';

let store: Store;
let context: CommandContext;
beforeEach(async () => {
  store = await memoryStore();
  context = aContext(store);
  await store.addFeed(aFeed({ id: FEED, title: 'Harbour news' }));
});
afterEach(() => store.close());

const here = () => store.subscriptions(context.place);
const say = async (what: string) => (await follow.run({ what }, context)).fallback;

describe('follow', () => {
  test.each([
    ['all', { kind: 'all' }, [], 'Followed here: everything that comes in.'],
    ['ALL', { kind: 'all' }, [], 'Followed here: everything that comes in.'],
    [FEED, { kind: 'feed', feed: FEED }, [], 'Followed here: the feed Harbour news.'],
    [
      'harbour strike',
      { kind: 'topic', words: 'harbour strike' },
      [],
      'Followed here: articles that carry "harbour strike".',
    ],
    [
      'f-stop cameras',
      { kind: 'topic', words: 'f-stop cameras' },
      [],
      'Followed here: articles that carry "f-stop cameras".',
    ],
    [
      'outlet The Harbour Post',
      { kind: 'outlet', outlet: 'The Harbour Post' },
      [],
      'Followed here: the outlet The Harbour Post.',
    ],
    ['all with strike', { kind: 'all' }, ['strike'], 'Followed here: everything that comes in, with strike.'],
    [
      `${FEED}  WITH strike,  Nils   Torp ,strike,`,
      { kind: 'feed', feed: FEED },
      ['strike', 'Nils Torp'],
      'Followed here: the feed Harbour news, with one of: strike, Nils Torp.',
    ],
  ])('%s', async (what, followed, words, told) => {
    expect(await say(what)).toBe(told);
    expect(await here()).toMatchObject([{ followed, words, setBy: 'console:local', paused: null, direct: false }]);
  });

  test.each(['with', 'the', '…'])('refuses %s, which would tell every article or none', async what => {
    await expect(say(what)).rejects.toMatchObject({ code: 'bad-usage' });
    expect(await here()).toEqual([]);
  });

  test('again is one subscription, with the words it has now', async () => {
    await say('all');
    expect(await say('all')).toBe('Already followed here: everything that comes in.');
    expect(await say('all with pay')).toBe('Followed here: everything that comes in, with pay.');
    expect(await here()).toMatchObject([{ words: ['pay'] }]);
  });

  test('again resumes what was paused', async () => {
    await say('all');
    await store.pauseSubscription((await here())[0]!.id, 'gone');
    expect(await say('all')).toBe('Followed here: everything that comes in.');
    expect(await here()).toMatchObject([{ paused: null }]);
  });

  test('is for the channel or thread where it is said', async () => {
    const thread = { ...context, place: { ...context.place, thread: '7' }, direct: true };
    await follow.run({ what: 'all' }, thread);
    expect(await here()).toEqual([]);
    expect(await store.subscriptions(thread.place)).toMatchObject([{ direct: true }]);
  });

  test('refuses a feed that is unknown', async () => {
    await expect(say('f-bbbbbbbbb2')).rejects.toMatchObject({ code: 'unknown-feed' });
    expect(await here()).toEqual([]);
  });

  test('takes 25 things a channel and 10 words a filter, and what is followed can still be changed', async () => {
    for (let n = 0; n < 25; n++) await say(`topic ${n}`);
    await expect(say('one more')).rejects.toMatchObject({
      code: 'too-many',
      userMessage: expect.stringContaining('25'),
    });
    await say('topic 7 with pay');
    expect(await here()).toHaveLength(25);
    const words = Array.from({ length: 11 }, (_, n) => `w${n}`);
    await say(`topic 8 with ${words.slice(1).join(', ')}`);
    await expect(say(`topic 9 with ${words.join(', ')}`)).rejects.toMatchObject({ code: 'too-many' });
  });
});

describe('unfollow', () => {
  test.each(['all', FEED, 'outlet The Harbour Post', 'Harbour Strike'])('%s, as it was followed', async what => {
    await say(what);
    await say('something else');
    const made = await unfollow.run({ what: ` ${what.toUpperCase()} ` }, context);
    expect(made.fallback).toContain('No longer followed here');
    expect(await here()).toMatchObject([{ followed: { words: 'something else' } }]);
  });

  test('takes the id that following shows, also of a feed that is removed', async () => {
    await say(FEED);
    await store.removeFeed(FEED);
    const [subscription] = await here();
    expect((await unfollow.run({ what: subscription!.id }, context)).fallback).toContain('which is removed');
    expect(await here()).toEqual([]);
  });

  test('refuses what is not followed here, though it is elsewhere', async () => {
    await follow.run({ what: 'all' }, { ...context, place: { ...context.place, channel: 'quay' } });
    await expect(unfollow.run({ what: 'all' }, context)).rejects.toMatchObject({ code: 'bad-usage' });
    expect(await store.subscriptions()).toHaveLength(1);
  });
});

test('following shows what is followed here, how, and what is paused', async () => {
  expect((await following.run({}, context)).fallback).toContain('Nothing is followed here');
  await say('all with pay, strike');
  await say('outlet The Harbour Post');
  const [first, second] = await here();
  await store.pauseSubscription(second!.id, 'That channel is gone.');
  const made = await following.run({}, context);
  expect(made.fields).toEqual([
    { name: first!.id, value: [{ kind: 'text', text: 'everything that comes in, with one of: pay, strike' }] },
    {
      name: second!.id,
      value: [{ kind: 'text', text: 'the outlet The Harbour Post (paused: That channel is gone.)' }],
    },
  ]);
  expect(made.data).toEqual(await here());
});
