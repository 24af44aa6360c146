/**
 * A process that dies between any two steps of a case: while it is shown, while those who flagged are told, while what was said is corrected or is
 * asked again. The next one has the store alone. Each review channel ends with one message as the case is, everyone hears once, each post is
 * corrected once.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recall } from '../../jobs/recall.ts';
import { retryWatches } from '../../jobs/retry-watches.ts';
import { showCase } from '../../jobs/show-case.ts';
import { tellVerdict } from '../../jobs/tell-verdict.ts';
import type { JobContext } from '../../src/core/job.ts';
import type { Answer } from '../../src/core/model.ts';
import { placeKey } from '../../src/core/places.ts';
import { watchKey } from '../../src/core/post-keys.ts';
import { RULINGS } from '../../src/core/verdicts.ts';
import { aLife, mortal } from '../support/killing.ts';
import { partsOf, publisherOn } from '../support/publisher.ts';
import { ADA, aCaseDesk, BO, type CaseDesk, EDA, FAY } from './case-desk.ts';
import { EDITORS, HARBOUR, HOW_MANY } from './recall-desk.ts';

/** What a process of so many steps has in its hands. */
function mortalContext(desk: CaseDesk, steps: number) {
  const life = aLife(steps);
  const publishers = ['wire', 'tube'].map(platform => {
    const own = publisherOn({ wall: desk.wall, clock: desk.clock, platform, step: life.step });
    return [platform, { ...mortal(own, life), canEdit: own.canEdit, under: own.under, platform }] as const;
  });
  const { store, queue } = desk.context;
  const parts = { store: mortal(store, life), queue: mortal(queue, life), publishers: new Map(publishers) };
  return { life, context: { ...desk.context, ...parts } as JobContext };
}

/** Does all that follows of a decision as a process of so many steps; says whether it came to its end. */
async function runFor(steps: number, desk: CaseDesk): Promise<boolean> {
  const { life, context } = mortalContext(desk, steps);
  const { store } = desk;
  const id = (await store.caseOf('pact'))!;
  const { version } = (await store.case(id))!;
  const work = async () => {
    await showCase.run({ case: id, version }, context);
    for (const each of await store.untoldDecisions()) await tellVerdict.run(each, context);
    for (const each of await store.unrecalled(9)) await recall.run({ ...each, at: null }, context);
    await retryWatches.run({ seq: await store.lastSeq() }, context);
    for (const each of await store.wokenWatches(9)) await retryWatches.run(each, context);
  };
  await work().catch((fault: unknown) => {
    if (!life.over()) throw fault;
  });
  if (life.over()) await leaveInDoubt(desk);
  return !life.over();
}

/** What a process that is gone was sending is in doubt for the next one: here it is the same store that knows of both. */
async function leaveInDoubt({ store }: CaseDesk): Promise<void> {
  for (const key of await store.unsentPosts())
    if ((await store.post(key))?.state === 'sending') await store.markUnsent(key, 'killed', 'queued');
}

async function aDeskToKill() {
  const desk = await aCaseDesk();
  const posts = [await desk.answer(), await desk.brief({ channel: 'quay' })];
  await desk.say(ADA, 'flag pact');
  await desk.say(BO, 'flag pact');
  for (const editor of [EDA, FAY]) await desk.sayOnly(editor, 'verdict pact retracted it was invented');
  return { desk, posts };
}

async function endsAsItShould({ desk, posts }: Awaited<ReturnType<typeof aDeskToKill>>, when: string): Promise<void> {
  const { store, wall } = desk;
  const firsts = wall.messages.filter(({ part }) => part === 0);
  const cases = firsts.filter(({ place }) => place.channel === EDITORS.channel);
  expect(
    cases.map(({ key }) => key.split(':')[0]),
    when,
  ).toEqual(['case']);
  const own = (await store.post(cases[0]!.key))!;
  expect(
    wall.messages.filter(({ key }) => key === own.key).map(({ text }) => text),
    when,
  ).toEqual(partsOf(own.reply));
  expect(JSON.stringify(own.reply.body), when).toContain('it is retracted');
  for (const who of [ADA, BO])
    expect(
      firsts.filter(({ only }) => only === who.id),
      when,
    ).toHaveLength(1);
  for (const { key } of posts) {
    const notes = firsts.filter(message => message.key.startsWith(`correction:${key}:`));
    expect(notes, when).toHaveLength(1);
    const now = (await store.post(key))!;
    expect(
      wall.messages.filter(message => message.key === key).map(({ text }) => text),
      when,
    ).toEqual(partsOf(now.reply));
  }
  expect(((await store.post(posts[0]!.key))!.reply.data as Answer).status, when).toBe('not-in-corpus');
  const left = [await store.unsentPosts(), await store.unrecalled(9), await store.untoldDecisions()];
  expect(left, when).toEqual([[], [], []]);
}

it('whichever step died, all ends as it should, once', async () => {
  let steps = 0;
  for (let done = false; !done; steps += 3) {
    const world = await aDeskToKill();
    done = await runFor(steps, world.desk);
    await world.desk.takeUp();
    await endsAsItShould(world, `killed at step ${steps}`);
    await world.desk.store.close();
  }
  expect(steps).toBeGreaterThan(60);
}, 300_000);

it('however often processes die, all ends as it should, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(120), { maxLength: 4 }), async lives => {
      const world = await aDeskToKill();
      for (const steps of lives) await runFor(steps, world.desk);
      await world.desk.takeUp();
      await endsAsItShould(world, `killed after ${lives.join(', ')}`);
      await world.desk.store.close();
    }),
    { numRuns: 15 },
  );
}, 300_000);

/** Everything people can do to one article and its copy, in any order, by processes that end at any moment. */
const anything = fc.oneof(
  fc.record({ does: fc.constant('flag'), by: fc.constantFrom(ADA, BO), article: fc.constantFrom('pact', 'copy') }),
  fc.record({ does: fc.constant('unflag'), by: fc.constantFrom(ADA, BO), article: fc.constantFrom('pact', 'copy') }),
  fc.record({
    does: fc.constantFrom(...RULINGS),
    by: fc.constantFrom(EDA, FAY),
    article: fc.constantFrom('pact', 'copy'),
  }),
  fc.record({ does: fc.constant('revise'), words: fc.constantFrom('27 ports', '31 ports', '12 ports') }),
  fc.record({ does: fc.constant('arrive'), copy: fc.constant('late') }),
  fc.record({ does: fc.constant('die'), steps: fc.nat(150) }),
  fc.record({ does: fc.constant('retract'), article: fc.constantFrom('pact', 'copy') }),
  fc.record({ does: fc.constant('ask') }),
  fc.record({ does: fc.constant('watch') }),
);

type Deed = typeof anything extends fc.Arbitrary<infer Each> ? Each : never;

/** A record that does not say yet what is watched. */
const SILENT: Deed[] = [{ does: 'retract', article: 'pact' }, { does: 'watch' }];

/** By which its watch is known where requests are not kept. */
const WATCHED = `${placeKey(HARBOUR)} ${HOW_MANY}`;

/** What was watched has told all there is, each once: the record says nothing else now than it was told of last. */
async function toldAllOnce({ store, newsroom, wall }: CaseDesk): Promise<void> {
  const now = await newsroom.ask(HOW_MANY);
  const firsts = wall.messages.filter(({ part }) => part === 0).map(({ key }) => key);
  const watch = await store.watchAbout(WATCHED);
  if (watch === null) return;
  const isOver = watch.ended === 'answered' && now.status === 'answered';
  expect(isOver ? null : await newsroom.changeOf(watch.known, now)).toBeNull();
  expect([watch.ended, now.status]).not.toEqual(['answered', 'not-in-corpus']);
  const posts = Array.from({ length: watch.told }, (_, n) => watchKey(watch.id, n + 1));
  for (const key of posts) {
    const { state, fault } = (await store.post(key))!;
    expect([key, firsts.filter(each => each === key).length, state]).toEqual(
      fault?.startsWith('retracted') ? [key, 0, 'failed'] : [key, 1, 'sent'],
    );
  }
}

it('in whatever order, no flag is lost or counted twice, nothing that was said shows what is retracted, all that is watched is told once, and no copy goes unnoticed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 14 }), fc.boolean(), async (given, isSilent) => {
      const deeds = isSilent ? [...SILENT, ...given] : given;
      const desk = await aCaseDesk();
      const { store } = desk;
      await desk.save({ id: 'copy', text: (await store.revision('pact'))!.text });
      const posts = [await desk.answer()];
      const flags = new Set<string>();
      for (const deed of deeds) {
        desk.clock.advance(1_000);
        if ('steps' in deed) {
          if ((await store.caseOf('pact')) !== null) await runFor(deed.steps, desk);
          await desk.takeUp();
        } else if ('words' in deed) await desk.revise(deed.words);
        else if ('copy' in deed) await desk.save({ id: deed.copy, text: (await store.revision('copy'))!.text });
        else if ('by' in deed) {
          const { does, by, article } = deed;
          const isFlag = does === 'flag' || does === 'unflag';
          await desk.sayOnly(by, isFlag ? `${does} ${article}` : `verdict ${article} ${does} because`);
          if (does === 'flag') flags.add(`${by.id} ${article}`);
          if (does === 'unflag') flags.delete(`${by.id} ${article}`);
        } else if ('article' in deed) {
          for (const editor of [EDA, FAY]) await desk.sayOnly(editor, `verdict ${deed.article} retracted because`);
        } else if (deed.does === 'watch') await desk.sayOnly(ADA, `watch ${HOW_MANY}`);
        else posts.push(await desk.answer());
      }
      await desk.takeUp();
      // What was on its way is looked at again, and a text that changed too soon is told when its time has come.
      for (let n = 0; n < 4; n++) await desk.later(7 * 3_600_000);
      await desk.takeUp();
      await toldAllOnce(desk);
      const cases = await store.cases({ states: ['open', 'decided', 'withdrawn'], limit: 9 });
      const kept = cases.flatMap(each => each.flags.map(({ person, article }) => `${person} ${article}`));
      expect(kept.toSorted()).toEqual([...flags].toSorted());
      const verdictOn = async (id: string) => (await store.article(id))?.verdict;
      const isLate = (await desk.newsroom.copies('copy')).includes('late') && (await verdictOn('late')) === null;
      if (isLate && (await verdictOn('copy')) === 'retracted')
        expect(cases.filter(({ state }) => state === 'open').flatMap(({ articles }) => articles)).toContain('late');
      for (const id of ['pact', 'copy', 'late']) {
        if ((await store.article(id))?.verdict !== 'retracted') continue;
        const shown = desk.wall.messages.filter(
          ({ reply, place }) =>
            place.channel === HARBOUR.channel && JSON.stringify(reply.quotes).includes(`"article":"${id}"`),
        );
        expect(shown.map(({ key }) => key)).toEqual([]);
        expect(posts.length).toBeGreaterThan(0);
      }
      await store.close();
    }),
    { numRuns: 25 },
  );
}, 300_000);
