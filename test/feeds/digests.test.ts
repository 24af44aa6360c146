/** Digests through every real part: set by command, told on every platform, and once a date whichever step a process dies at. */
import { describe, expect, test } from 'vitest';
import { digestsDue } from '../../jobs/digests-due.ts';
import { CONSOLE } from '../../src/adapters/console/session.ts';
import type { ArticleDraft } from '../../src/core/model.ts';
import { articleOf } from '../bench/corpus.ts';
import { anArticle } from '../support/articles.ts';
import { aDigestPlan } from '../support/digests.ts';
import { THREAD } from '../support/discord/world.ts';
import { aLife } from '../support/killing.ts';
import { STORIES, type Story } from '../support/stories.ts';
import { aHouse, type House } from './house.ts';
import { aWorldOfLives } from './lives.ts';

const { ferries, dam } = STORIES;
const PLATFORMS = ['slack', 'discord', 'console'] as const;
const DAY_MS = 86_400_000;
const FOREVER = Number.POSITIVE_INFINITY;

const draftOf = ({ title, lines, day }: Story): ArticleDraft =>
  anArticle({ title, publishedAt: day, text: [title, ...lines].join('\n\n') });

/** A house with a digest on every platform, at half past one in the afternoon in London; it is noon there. */
async function aHouseWithDigests(): Promise<House> {
  const house = await aHouse([]);
  expect(await house.onSlack('digest at 13:30 Europe/London')).toContain('at 13:30 (Europe/London), every day');
  expect(await house.onDiscord('digest at', { time: '13:30', zone: 'europe/london' })).toContain(
    'at 13:30 (Europe/London)',
  );
  await house.store.planDigest({ ...aDigestPlan(), place: CONSOLE, at: '13:30', zone: 'Europe/London' });
  return house;
}

/** What happens every minute, so much later, and all that comes of it. */
async function look({ clock, queue }: House, laterMs: number): Promise<void> {
  clock.advance(laterMs);
  await queue.add(digestsDue, {});
  await queue.idle();
}

describe('a digest', () => {
  test('stands once on every platform, at its time, in the articles’ own words', async () => {
    const house = await aHouseWithDigests();
    const articles = [ferries, dam].map(draftOf);
    for (const draft of articles) await house.store.saveArticle(draft);
    await look(house, 60 * 60_000);
    for (const platform of PLATFORMS) expect(house.standing('Digest,')[platform].times, platform).toBe(0);
    for (let n = 0; n < 3; n++) await look(house, 31 * 60_000);
    const texts = articles.map(({ text }) => text).join('\n');
    for (const platform of PLATFORMS) {
      const { times, text, quotes } = house.standing('Digest, Thursday 8 January 2026')[platform];
      expect(times, platform).toBe(1);
      expect(text, platform).toContain('2 stories in 2 articles');
      expect(text, platform).toContain(ferries.title);
      expect(quotes, platform).toHaveLength(2);
      for (const quote of quotes) expect(texts, platform).toContain(quote);
    }
    await look(house, DAY_MS);
    for (const platform of PLATFORMS) {
      const { times, text } = house.standing('Digest, Friday 9 January 2026')[platform];
      expect(times, platform).toBe(1);
      expect(text, platform).toContain('Nothing new since');
    }
    expect(house.faults).toEqual([]);
    expect(await house.store.unsentPosts()).toEqual([]);
  });

  test('of many stories is one message, and what it has no room for is in its thread', async () => {
    const house = await aHouseWithDigests();
    for (let n = 0; n < 15; n++) {
      const { title, text } = articleOf(6, n);
      await house.store.saveArticle(anArticle({ title, text }));
    }
    await look(house, 2 * 60 * 60_000);
    const onSlack = house.slack.calls('chat.postMessage').map(({ args }) => args.thread_ts);
    const ofDigest = onSlack.slice(onSlack.lastIndexOf(undefined));
    expect(ofDigest.filter(thread => thread === undefined)).toHaveLength(1);
    expect(ofDigest.length).toBeGreaterThan(1);
    const [thread, ...others] = [...house.discord.world.channels.values()].filter(({ type }) => type === THREAD);
    expect(others).toEqual([]);
    expect(thread!.name).toBe('Digest, Thursday 8 January 2026');
    const below = [...house.discord.world.messages.values()].filter(({ channel }) => channel === thread);
    expect(below.length).toBeGreaterThan(0);
    expect(house.standing('Digest,').discord.times).toBe(1);
    expect(house.standing('More of this digest').console.times).toBe(1);
  });

  test('is shown at once where it is asked for, changed and ended by command', async () => {
    const house = await aHouseWithDigests();
    await house.store.saveArticle(draftOf(ferries));
    expect(await house.onSlack('digest now')).toContain('1 story in 1 article since');
    expect(await house.onDiscord('digest now', {})).toContain(ferries.title);
    expect(await house.onSlack('digest show')).toContain('everything that comes in');
    expect(await house.onSlack('digest off')).toContain('No digest comes here any more');
    await look(house, 2 * 60 * 60_000);
    const { slack, discord } = house.standing('Digest,');
    expect([slack.times, discord.times]).toEqual([0, 1]);
  });
});

/** The digests of Slack and Discord are due every noon, in a world whose processes die. */
async function aWorld() {
  const world = await aWorldOfLives([]);
  const plan = { ...aDigestPlan(), at: '12:00', zone: 'UTC', startsOn: '2026-01-09' };
  for (const { place } of [world.slack, world.discord]) await world.store().planDigest({ ...plan, place });
  let day = Date.parse('2026-01-08T12:00:00Z');
  /** The next noon, with one article that came since. */
  const nextDay = async (number: number): Promise<string> => {
    const { title, text } = articleOf(6, number);
    await world.store().saveArticle(
      anArticle({
        id: `n-${number}`,
        title: `${title} ${number}`,
        text: `${title} ${number}${text.slice(title.length)}`,
      }),
    );
    day += DAY_MS;
    world.clock.advance(day + 1_000 - world.clock.now().getTime());
    const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
    return `${date}`;
  };
  const standsOnce = async (date: string, number: number, when: string) => {
    for (const wall of [world.slack, world.discord]) {
      const [only, ...others] = wall.standing(date).filter(shown => shown.includes('Digest,'));
      expect(others, when).toEqual([]);
      expect(only, when).toContain('1 story in 1 article');
      expect(only, when).toContain(`${articleOf(6, number).title} ${number}`);
    }
    expect(await world.store().unsentPosts(), when).toEqual([]);
  };
  const liveFor = async (steps: number) => {
    const life = aLife(steps);
    await world.live(life);
    return !life.over();
  };
  return { ...world, nextDay, standsOnce, liveFor };
}

describe('processes that die', () => {
  test('between any two steps leave one digest in each place, and every article is in one', async () => {
    const world = await aWorld();
    let steps = 0;
    for (let done = false; !done; steps++) {
      const date = await world.nextDay(steps);
      done = await world.liveFor(steps);
      await world.liveFor(FOREVER);
      await world.standsOnce(date, steps, `killed at step ${steps}`);
    }
    expect(steps).toBeGreaterThan(40);
  }, 300_000);

  test('again and again leave the same', async () => {
    const world = await aWorld();
    for (const [n, lives] of [
      [3, 9, 27],
      [30, 1, 30],
      [12, 12, 40, 5],
      [50, 45, 40, 35],
    ].entries()) {
      const date = await world.nextDay(n);
      for (const steps of lives) await world.liveFor(steps);
      await world.liveFor(FOREVER);
      await world.standsOnce(date, n, `lives of ${lives.join(', ')}`);
    }
  }, 120_000);
});
