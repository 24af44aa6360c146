import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestAt } from '../../commands/digest-at.ts';
import { digestNow } from '../../commands/digest-now.ts';
import { digestOff } from '../../commands/digest-off.ts';
import { digestShow } from '../../commands/digest-show.ts';
import { dispatch } from '../../src/adapters/dispatch.ts';
import { parseInput } from '../../src/adapters/parse.ts';
import type { CommandContext } from '../../src/core/command.ts';
import type { DigestQuery } from '../../src/core/digests.ts';
import type { Store } from '../../src/core/ports.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { fixedClock } from '../support/clock.ts';
import { aDigestDraft, someNews } from '../support/digests.ts';

let store: Store;
let context: CommandContext;
let asked: DigestQuery[];
/** One in the afternoon in Berlin; the store goes by the same noon. */
const clock = fixedClock();
beforeEach(async () => {
  clock.set('2026-01-07T12:00:00Z');
  store = await memoryStore();
  asked = [];
  const digest = async (query: DigestQuery) => {
    asked.push(query);
    return someNews({ stories: [], articles: query.arrivals.length, left: query.arrivals.length });
  };
  context = aContext(store, { clock, newsroom: aNewsroom({ digest }) });
});
afterEach(() => store.close());

const here = () => store.digestPlan(context.place);
const say = async (words: string) =>
  digestAt.run(
    parseInput(digestAt, { kind: 'text', text: words }, context.typed) as Parameters<typeof digestAt.run>[0],
    context,
  );
const nextOf = async () => (await digestShow.run({}, context)).data as { next: { date: string; at: string } };

describe('digest at', () => {
  test.each([
    ['07:30 Europe/Berlin', 'at 07:30 (Europe/Berlin), every day.', '2026-01-08T06:30:00.000Z'],
    ['7:30 europe/berlin weekdays', 'at 07:30 (Europe/Berlin), Monday to Friday.', '2026-01-08T06:30:00.000Z'],
    ['18:00 Europe/Berlin', 'at 18:00 (Europe/Berlin), every day.', '2026-01-07T17:00:00.000Z'],
    ['00:00 Pacific/Auckland sat', 'at 00:00 (Pacific/Auckland), on Saturday.', '2026-01-09T11:00:00.000Z'],
    ['12:30 UTC daily --silent', 'at 12:30 (UTC), every day, where anything is new.', '2026-01-07T12:30:00.000Z'],
  ])('%s', async (words, told, next) => {
    expect((await say(words)).fallback).toBe(`A digest comes here ${told}`);
    expect(await here()).toMatchObject({ silent: words.includes('silent'), setBy: 'console:local', direct: false });
    expect((await nextOf()).next.at).toBe(next);
  });

  test.each([
    ['24:00 Europe/Berlin', '"time" must be a time of day such as 07:30.'],
    ['7.30 Europe/Berlin', '"time" must be'],
    ['07:30 +02:00', '"zone" must be a time zone by its name'],
    ['07:30 Mars/Olympus', '"zone" must be'],
    ['07:30', '"zone" is missing'],
    ['07:30 UTC never', '"never" names no days'],
  ])('refuses %s', async (words, why) => {
    const call = { command: 'digest at', input: { kind: 'text' as const, text: words } };
    const { reply, fault } = await dispatch(call, context);
    expect(fault?.error.code).toBe('bad-usage');
    expect(reply.fallback).toContain(why);
    expect(await here()).toBeNull();
  });

  test('again changes when; a date that had its digest has no other', async () => {
    await say('07:30 Europe/Berlin');
    const plan = (await here())!;
    await store.keepDigest(aDigestDraft({ plan: plan.id, date: '2026-01-07' }));
    await say('18:00 Europe/Berlin');
    expect(await here()).toMatchObject({ id: plan.id, at: '18:00', startsOn: '2026-01-08' });
    expect((await nextOf()).next.date).toBe('2026-01-08');
  });

  test('is for the channel or thread where it is said', async () => {
    const thread = { ...context, place: { ...context.place, thread: '7' }, direct: true };
    await digestAt.run({ time: '07:30', zone: 'UTC', days: 'daily', silent: false }, thread);
    expect(await here()).toBeNull();
    expect(await store.digestPlan(thread.place)).toMatchObject({ direct: true });
  });
});

describe('digest show', () => {
  test('says that none comes, and what sets one', async () => {
    expect((await digestShow.run({}, context)).fallback).toContain('No digest comes here');
  });

  test('says what it covers, and that it is paused', async () => {
    await say('07:30 UTC');
    const tells = async () => (await digestShow.run({}, context)).fields[0]!.value[0];
    expect(await tells()).toMatchObject({ text: 'everything that comes in' });
    const follow = { place: context.place, direct: false, setBy: '', words: ['pay'] };
    await store.subscribe({ ...follow, followed: { kind: 'topic', words: 'ferries' } });
    await store.subscribe({ ...follow, followed: { kind: 'outlet', outlet: 'The Gazette' }, words: [] });
    expect(await tells()).toMatchObject({ text: 'articles that carry "ferries", with pay; the outlet The Gazette' });
    await store.subscribe({ ...follow, followed: { kind: 'all' }, words: [] });
    expect(await tells()).toMatchObject({ text: 'everything that comes in' });
    await store.pauseDigest((await here())!.id, 'That channel is gone.');
    const made = await digestShow.run({}, context);
    expect(made.fallback).toContain('(paused: That channel is gone.)');
    expect(made.fields.map(({ name }) => name)).toEqual(['Tells']);
  });
});

test('digest off ends it', async () => {
  await say('07:30 UTC');
  expect((await digestOff.run({}, context)).fallback).toBe('No digest comes here any more.');
  expect(await here()).toBeNull();
  expect((await digestOff.run({}, context)).fallback).toBe('No digest came here.');
});

describe('digest now', () => {
  const at = async (instant: string) => {
    clock.set(instant);
    return (await digestNow.run({}, context)).fallback;
  };

  test('tells the last day where there was no digest yet, and what came since the last one where there was', async () => {
    await store.saveArticle(anArticle());
    expect(await at('2026-01-08T11:00:00Z')).toBe('1 article more.');
    expect(await at('2026-01-08T12:00:00Z')).toBe('Nothing new.');
    clock.set('2026-01-07T12:00:00Z');
    await say('07:30 UTC');
    expect(await at('2026-01-08T11:00:00Z')).toBe('1 article more.');
    await store.keepDigest(aDigestDraft({ plan: (await here())!.id, until: await store.digestMark() }));
    expect(await at('2026-01-08T11:00:00Z')).toBe('Nothing new.');
    await store.saveArticle(anArticle());
    expect(await at('2026-03-08T11:00:00Z')).toBe('1 article more.');
  });

  test('changes nothing: the next digest tells the same', async () => {
    await say('07:30 UTC');
    const before = await here();
    await store.saveArticle(anArticle());
    await at('2026-01-08T11:00:00Z');
    expect(await here()).toEqual(before);
    expect(await store.hadDigest(before!.id, '2026-01-08')).toBe(false);
  });

  test('is of what the place follows', async () => {
    await store.subscribe({
      ...{ place: context.place, direct: false, setBy: '', words: [] },
      followed: { kind: 'topic', words: 'ferries' },
    });
    await at('2026-01-07T12:00:00Z');
    expect(asked).toMatchObject([{ follows: [{ followed: { words: 'ferries' } }] }]);
  });
});
