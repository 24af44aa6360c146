/**
 * A process that dies between any two steps from a feed's new item to the brief in its channels. The next one has the store alone, and takes
 * up what is left as `start` does: each article is stored once, and stands once in each channel, whichever step was the last.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Followed } from '../../src/core/feeds.ts';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { articleOf } from '../bench/corpus.ts';
import { aLife } from '../support/killing.ts';
import type { Story } from '../support/stories.ts';
import { answer } from '../support/web.ts';
import { aWorldOfLives } from './lives.ts';
import { aNewsSite } from './site.ts';

const [FIRST, SECOND] = ['/feed.xml', '/second.xml'];
const SEED = 6;
const FOREVER = Number.POSITIVE_INFINITY;

/** Longer than any feed waits between two polls, milliseconds. */
const NEXT_POLL_MS = 7 * 3_600_000;

/** And a bit, milliseconds: from then on a feed that does not answer is broken. */
const HALF_A_DAY_MS = 13 * 3_600_000;

/** No two are alike. */
function storyOf(number: number): Story {
  const { title, text } = articleOf(SEED, number);
  const lines = text.split('\n\n').slice(1);
  return { title: `${title} ${number}`, byline: 'Ada Quill', day: '2026-01-07', lines };
}

/** Two feeds that have been read once; Slack follows the first, Discord what it is given to. */
async function aWorld(discordFollows: 'first' | 'second') {
  const site = await aNewsSite();
  for (const feed of [FIRST, SECOND]) site.publish(feed, storyOf(0), { path: '/0' });
  const world = await aWorldOfLives([site.place]);
  const addedBy = 'console:local';
  const feeds = [FIRST, SECOND].map(path => ({ id: feedIdOf(site.origin + path), url: site.origin + path }));
  for (const { id, url } of feeds)
    await world.store().addFeed({ id, url, shown: url, title: null, outlet: url, addedBy });
  const follow = (place: (typeof world)['slack']['place'], feed: number) => {
    const followed: Followed = { kind: 'feed', feed: feeds[feed]!.id };
    return world.store().subscribe({ place, direct: false, followed, words: [], setBy: addedBy });
  };
  await follow(world.slack.place, 0);
  await follow(world.discord.place, discordFollows === 'first' ? 0 : 1);
  await world.live(aLife(FOREVER));
  /** A process of so many steps in which the feeds are due; says whether it came to its end. */
  const liveFor = async (steps: number) => {
    const life = aLife(steps);
    await world.live(life);
    return !life.over();
  };
  const due = () => world.clock.advance(NEXT_POLL_MS);
  return { ...world, site, feeds, liveFor, due };
}

type World = Awaited<ReturnType<typeof aWorld>>;

async function standsOnce({ store, slack, discord }: World, { title }: Story, when: string): Promise<void> {
  const stored = (await store().articles({ limit: 10_000, seeds: false })).filter(each => each.title === title);
  expect(stored, when).toHaveLength(1);
  expect(stored[0]!.revision, when).toBe(1);
  expect(slack.standing(title), when).toHaveLength(1);
  expect(discord.standing(title), when).toHaveLength(1);
  expect(await store().openItems(10), when).toEqual([]);
  expect(await store().unbriefed(10), when).toEqual([]);
  expect(await store().unsentPosts(), when).toEqual([]);
}

test('an item that a feed gains is stored once and posted once, whichever step died', async () => {
  const world = await aWorld('first');
  let steps = 0;
  for (let done = false; !done; steps++) {
    const story = storyOf(steps + 1);
    world.due();
    world.site.publish(FIRST, story);
    done = await world.liveFor(steps);
    await world.liveFor(FOREVER);
    await standsOnce(world, story, `killed at step ${steps}`);
  }
  // A poll, a fetch, a reading, an article, a brief and two posts; each is several steps, and each step two moments.
  expect(steps).toBeGreaterThan(60);
}, 300_000);

test('an article that was told of and comes by a second feed is told to those who follow that alone, whichever step died', async () => {
  const world = await aWorld('second');
  for (let [steps, done] = [0, false]; !done; steps++) {
    const story = storyOf(steps + 1);
    const path = `/${steps + 1}`;
    world.due();
    world.site.publish(FIRST, story, { path });
    await world.liveFor(FOREVER);
    world.due();
    world.site.publish(SECOND, story, { path });
    done = await world.liveFor(steps);
    await world.liveFor(FOREVER);
    await standsOnce(world, story, `killed at step ${steps}`);
  }
}, 300_000);

test('lives that end again and again leave the same', async () => {
  const world = await aWorld('first');
  let number = 1;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(80), { minLength: 2, maxLength: 5 }), async lives => {
      const story = storyOf(number++);
      world.due();
      world.site.publish(FIRST, story);
      for (const steps of lives) await world.liveFor(steps);
      await world.liveFor(FOREVER);
      await standsOnce(world, story, `lives of ${lives.join(', ')}`);
    }),
    { numRuns: 15, seed: SEED, endOnFailure: true },
  );
}, 300_000);

test('followers hear once that a feed is broken or gone, and once that it is back, whichever step died', async () => {
  const world = await aWorld('first');
  const feed = world.feeds[0]!.id;
  const good = world.site.pages[FIRST]!;
  const expected = { 'has not answered': 0, 'is back': 0, 'is gone': 0 };
  /** Polled by a process that dies; says whether that came to its end before. */
  const pollFor = async (steps: number, page: typeof good, words: keyof typeof expected) => {
    world.site.pages[FIRST] = page;
    await world.store().setFeedState(feed, 'active');
    world.clock.advance(HALF_A_DAY_MS);
    const done = await world.liveFor(steps);
    await world.liveFor(FOREVER);
    expected[words] += 1;
    for (const wall of [world.slack, world.discord])
      for (const [each, times] of Object.entries(expected))
        expect(wall.standing(`Feed ${FIRST} ${each}`), `${each}, killed at step ${steps}`).toHaveLength(times);
    return done;
  };
  for (let [steps, done] = [0, false]; !done; steps++) {
    done = await pollFor(steps, answer(500), 'has not answered');
    done = (await pollFor(steps, good, 'is back')) && done;
    done = (await pollFor(steps, answer(410), 'is gone')) && done;
    done = (await pollFor(steps, good, 'is back')) && done;
    // Else it would be silent for two weeks before long.
    world.site.publish(FIRST, storyOf(steps + 1));
    world.due();
    await world.liveFor(FOREVER);
  }
}, 300_000);
