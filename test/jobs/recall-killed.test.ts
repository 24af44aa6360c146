/**
 * A process that dies between any two steps of a correction. The next one has the store alone: each post ends in one state, with one note
 * beside it, and editors are told once, whichever step was the last.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recall } from '../../jobs/recall.ts';
import type { Post } from '../../src/core/chat.ts';
import { type Reply, reply } from '../../src/core/reply.ts';
import { evidenceIn } from '../adapters/parts.ts';
import { aPost } from '../support/chat.ts';
import { aLife, mortal, mortalPublisher } from '../support/killing.ts';
import { partsOf, publisherOn } from '../support/publisher.ts';
import { aRecallDesk, EDITORS, PACT, type RecallDesk } from './recall-desk.ts';

const LEAD = 'The pact on fishing was signed by 27 ports on 6 January 2026.';

/** A desk with an answer that grows by a message when it is made anew, a post that stays as it was, one in a thread and a private one. */
async function aDeskToKill() {
  const desk = await aRecallDesk();
  const evidence = await evidenceIn(desk.store, (await desk.store.article('pact'))!, LEAD);
  const other = (channel: string, target = {}) =>
    desk.post(
      aPost({ target: { channel, ...target }, reply: reply({ fallback: 'Told', quotes: [{ evidence, says: null }] }) }),
    );
  const posts = [
    await desk.answer(),
    await other('quay'),
    await other('pier', { thread: '9' }),
    await other('mole', { only: 'wire:w1:ada' }),
  ];
  await desk.save({ id: 'other', text: 'The pact on fishing was signed by 12 ports on 6 January 2026.\n' });
  const revised = async () => {
    const { text } = (await desk.store.revision('pact'))!;
    await desk.save({ id: 'pact', text: text.replace('27 ports', '31 ports') });
  };
  return { desk, posts, revised };
}

/** Runs the job as a process of so many steps; says whether it came to its end. */
async function runFor(steps: number, { store, wall, clock, context }: RecallDesk): Promise<boolean> {
  const life = aLife(steps);
  const publisher = mortalPublisher(publisherOn({ wall, clock, step: life.step }), life);
  const parts = { ...context, store: mortal(store, life), queue: mortal(context.queue, life) };
  const publishers = new Map([['wire', publisher]]);
  const payload = { article: 'pact', reason: 'revision' as const, version: 2, at: null };
  await recall.run(payload, { ...parts, publishers }).catch((fault: unknown) => {
    if (!life.over()) throw fault;
  });
  return !life.over();
}

const textOf = (desk: RecallDesk, { key }: Post) =>
  desk.wall.messages.filter(message => message.key === key).map(message => message.text);

async function endsAsItShould({ desk, posts }: Awaited<ReturnType<typeof aDeskToKill>>, when: string): Promise<void> {
  const replies: Reply[] = [];
  for (const { key } of posts) {
    const post = (await desk.store.post(key))!;
    replies.push(post.reply);
    expect(
      post.refs.map(({ message }) => message),
      when,
    ).toEqual(desk.wall.messages.filter(message => message.key === key).map(({ id }) => id));
    const notes = desk.wall.messages.filter(message => message.key === `correction:${key}:revision:pact:2`);
    expect(
      notes.filter(({ part }) => part === 0),
      when,
    ).toHaveLength(1);
  }
  // What is private cannot be edited; all others show what their rows say.
  for (const [n, post] of posts.slice(0, 3).entries()) expect(textOf(desk, post), when).toEqual(partsOf(replies[n]!));
  expect(partsOf(replies[0]!).length, when).toBeGreaterThan(1);
  expect((await desk.store.corrections({ limit: 9 })).map(({ state }) => state).toSorted(), when).toEqual([
    ...['noted', 'shown', 'shown', 'shown'],
  ]);
  const told = desk.wall.messages.filter(({ place, part }) => place.channel === EDITORS.channel && part === 0);
  expect(told, when).toHaveLength(1);
  expect(await desk.store.unsentPosts(), when).toEqual([]);
  expect(await desk.store.unrecalled(9), when).toEqual([]);
}

it('whichever step died, each post is corrected and noted once', async () => {
  let steps = 0;
  for (let done = false; !done; steps++) {
    const world = await aDeskToKill();
    await world.revised();
    done = await runFor(steps, world.desk);
    await world.desk.takeUp();
    await endsAsItShould(world, `killed at step ${steps}`);
    await world.desk.store.close();
  }
  // Four posts, each judged, corrected, edited, closed and noted; each is several steps, and each step two moments.
  expect(steps).toBeGreaterThan(60);
}, 120_000);

it('whichever step died, what was handed over then is not sent again when the article has changed once more', async () => {
  let steps = 0;
  for (let done = false; !done; steps++) {
    const desk = await aRecallDesk();
    const { key } = await desk.answer();
    await desk.save({ id: 'other', text: 'The pact on fishing was signed by 12 ports on 6 January 2026.\n' });
    await desk.save({ id: 'pact', text: PACT.replace('27 ports', '31 ports') });
    done = await runFor(steps, desk);
    desk.clock.advance(7 * 3_600_000);
    await desk.save({ id: 'pact', text: PACT.replace('27 ports', '33 ports') });
    await desk.takeUp();
    const post = (await desk.store.post(key))!;
    expect(textOf(desk, post), `killed at step ${steps}`).toEqual(partsOf(post.reply));
    await desk.store.close();
  }
  expect(steps).toBeGreaterThan(20);
}, 60_000);

it('however often processes die, each post is corrected and noted once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(80), { maxLength: 5 }), async lives => {
      const world = await aDeskToKill();
      await world.revised();
      for (const steps of lives) await runFor(steps, world.desk);
      await world.desk.takeUp();
      await endsAsItShould(world, `killed after ${lives.join(', ')}`);
      await world.desk.store.close();
    }),
    { numRuns: 25 },
  );
}, 120_000);
