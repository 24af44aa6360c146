/**
 * Five hundred messages that show an article, half of them on Slack and half on Discord, both of which limit the rate of edits, and a process
 * that dies in the middle, twice: each message is edited once, each has one note, and none shows the old number.
 */
import { expect, test } from 'vitest';
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

const pact = (number: number) =>
  anArticle({ id: 'pact', title: null, text: PACT.replace('27 ports', `${number} ports`) });

test('each of 500 messages is edited once, though rates are limited and processes die', async () => {
  const world = await aWorldOfLives([]);
  const walls = [world.slack, world.discord];
  await world.store().saveArticle(pact(27));
  await world.live(aLife(FOREVER));
  const reply = answerReply(await world.newsroom.ask(HOW_MANY));
  expect(reply.fallback).toContain('27');
  for (const { place } of walls)
    for (let n = 0; n < MESSAGES; n++) await world.store().queuePost(aPost({ target: place, reply }));
  await world.live(aLife(FOREVER));
  for (const { standing } of walls) expect(standing('27 ports')).toHaveLength(MESSAGES);

  await world.store().saveArticle(pact(31));
  for (const { limitEdits } of walls) limitEdits(40);
  for (const steps of LIVES) {
    const life = aLife(steps);
    await world.live(life);
    expect(life.over()).toBe(true);
  }
  const before = walls.map(({ edits }) => edits().length);
  expect(Math.min(...before)).toBeGreaterThan(0);
  expect(Math.max(...before)).toBeLessThan(MESSAGES);
  await world.live(aLife(FOREVER));

  for (const { standing, edits } of walls) {
    const shown = standing('31 ports');
    expect(shown).toHaveLength(MESSAGES);
    for (const text of shown) expect(text).toMatch(/Corrected.*“27” is now “31”/s);
    expect(standing('Corrected: “27” is now “31” (The Harbour Post).')).toHaveLength(MESSAGES);
    expect(standing('signed by 27 ports')).toEqual([]);
    const all = edits();
    expect(new Set(all).size).toBe(MESSAGES);
    // What was handed over as a process died is edited once more, to the same words.
    expect(all.length).toBeLessThanOrEqual(MESSAGES + LIVES.length);
  }
  const corrections = await world.store().corrections({ limit: 1_000 });
  expect(corrections.map(({ state }) => state)).toEqual(Array(2 * MESSAGES).fill('shown'));
  expect(await world.store().unrecalled(9)).toEqual([]);
  expect(await world.store().unsentPosts()).toEqual([]);
}, 300_000);
