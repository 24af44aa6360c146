/**
 * Five hundred messages that show an article, half of them on Slack and half on Discord, both of which limit the rate of edits, and processes
 * that die in the middle: for each change every message is edited once and has one note, and none shows what no longer stands.
 */
import { expect, test } from 'vitest';
import type { Ruling } from '../../src/core/verdicts.ts';
import { answerReply } from '../../src/newsroom/answer-reply.ts';
import { aWorldOfLives } from '../feeds/lives.ts';
import { HOW_MANY, PACT } from '../jobs/recall-desk.ts';
import { anArticle } from '../support/articles.ts';
import { aPost } from '../support/chat.ts';
import { aLife } from '../support/killing.ts';

const MESSAGES = 250;
const FOREVER = Number.POSITIVE_INFINITY;

/** Steps of the first two processes: in the midst of what is corrected, and in the midst of what is shown. */
const LIVES = [2_000, 7_000];

/** Edits that a platform refuses in a row: several times as many as a run bears. Each run waits longer than the one before. */
const REFUSED = 8;

const pact = (number: number) =>
  anArticle({ id: 'pact', title: null, text: PACT.replace('27 ports', `${number} ports`) });

type World = Awaited<ReturnType<typeof aWorldOfLives>>;
const wallsOf = ({ slack, discord }: World) => [slack, discord];

/** A world where each platform shows the same answer so many times. */
async function aWorldOfMessages(): Promise<World> {
  const world = await aWorldOfLives([]);
  await world.store().saveArticle(pact(27));
  await world.live(aLife(FOREVER));
  const reply = answerReply(await world.newsroom.ask(HOW_MANY));
  expect(reply.fallback).toContain('27');
  for (const { place } of wallsOf(world))
    for (let n = 0; n < MESSAGES; n++) await world.store().queuePost(aPost({ target: place, reply }));
  await world.live(aLife(FOREVER));
  for (const { standing } of wallsOf(world)) expect(standing('27 ports')).toHaveLength(MESSAGES);
  return world;
}

/**
 * Lives until all is mended, in processes that die after so many steps and one that does not: every message is edited once, then says this,
 * and has this one note.
 */
async function mends(world: World, deaths: readonly number[], said: RegExp, note: string): Promise<void> {
  const walls = wallsOf(world);
  const before = walls.map(({ edits }) => edits().length);
  const sinceThen = () => walls.map(({ edits }, n) => edits().slice(before[n]));
  for (const { limitEdits } of walls) limitEdits(REFUSED);
  for (const steps of deaths) {
    const life = aLife(steps);
    await world.live(life);
    expect(life.over()).toBe(true);
  }
  if (deaths.length > 0) {
    const midway = sinceThen().map(({ length }) => length);
    expect(Math.min(...midway)).toBeGreaterThan(0);
    expect(Math.max(...midway)).toBeLessThan(MESSAGES);
  }
  await world.live(aLife(FOREVER));

  for (const [n, edits] of sinceThen().entries()) {
    expect(walls[n]!.standing('').filter(text => said.test(text))).toHaveLength(MESSAGES);
    expect(walls[n]!.standing(note)).toHaveLength(MESSAGES);
    expect(new Set(edits).size).toBe(MESSAGES);
    // What was handed over as a process died is edited once more, to the same words.
    expect(edits.length).toBeLessThanOrEqual(MESSAGES + deaths.length);
  }
  const corrections = await world.store().corrections({ limit: 10_000 });
  expect(corrections.filter(({ state }) => state !== 'shown')).toEqual([]);
  expect(await world.store().unrecalled(9)).toEqual([]);
  expect(await world.store().unsentPosts()).toEqual([]);
}

test('each of 500 messages is edited once when a text changes, when it is retracted and when that is undone', async () => {
  const world = await aWorldOfMessages();
  await world.store().saveArticle(pact(31));
  const changed = 'Corrected: “27” is now “31” (The Harbour Post).';
  await mends(world, LIVES, /31 ports.*Corrected.*“27” is now “31” · pact/s, changed);
  for (const { standing } of wallsOf(world)) expect(standing('signed by 27 ports')).toEqual([]);
  const told = wallsOf(world).map(({ standing }) => standing('signed by 31 ports')[0]!);

  const rule = (ruling: Ruling) => {
    world.clock.advance(60_000);
    const by = { by: 'slack:T1:U1', platform: 'slack', needed: 1 };
    return world.store().rule({ article: 'pact', ruling, reason: 'It was invented.', ...by });
  };
  await rule('retracted');
  const gone = 'editors retracted the article; without it the record does not say';
  await mends(world, LIVES, new RegExp(`Decided.*${gone} · pact`, 's'), `Decided: ${gone} (The Harbour Post).`);
  for (const { standing } of wallsOf(world)) expect(standing('signed by 31 ports')).toEqual([]);

  await rule('stands');
  const stands = 'editors say that the article stands';
  await mends(world, [], new RegExp(`Decided.*${stands} · pact`, 's'), `Decided: ${stands} (The Harbour Post).`);
  for (const [n, { standing }] of wallsOf(world).entries()) {
    const restored = standing('signed by 31 ports');
    expect(restored).toHaveLength(MESSAGES);
    // But for the second in which each was corrected.
    for (const line of told[n]!.split('\n').filter(each => !each.startsWith('Corrected')))
      expect(restored.at(-1)).toContain(line);
  }
}, 300_000);
