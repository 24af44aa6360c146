/**
 * What every chat platform shows of watches and of `why`, from a person's press to what stands there in the end: the real store, queue, newsroom
 * and adapter, on the platform's own protocol. An article arrives as `ingest` brings it. Nothing waits for a time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { commands } from '../../commands/index.ts';
import { ingest } from '../../commands/ingest.ts';
import { verdict } from '../../commands/verdict.ts';
import { jobs } from '../../jobs/index.ts';
import type { Fault } from '../../src/adapters/dispatch.ts';
import type { Post } from '../../src/core/chat.ts';
import type { Queue, Store } from '../../src/core/ports.ts';
import { passagesShown } from '../../src/core/quotations.ts';
import type { Ruling } from '../../src/core/verdicts.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aContext } from '../adapters/parts.ts';
import { shiftableClock } from '../support/clock.ts';
import { NO_NET } from '../support/net.ts';
import type { ChatWorld, Seen, WorldOptions } from './chat.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

const QUESTION = 'How many ferries will sail in April?';
const QUAY = 'Harbour master Ada Brill closed the north quay on Monday after a crane fell into the water.';
const FOURTEEN = 'The harbour board said on Tuesday that 14 ferries will sail across the sound in April.';
const NINE = 'The union of the crews said on Wednesday that only 9 ferries will sail across the sound in April.';

/** Longer than any platform's leave to answer what was asked. */
const EXPIRED_MS = 31 * 60_000;

/** What a test does in a world where Stet lives. */
interface Living {
  world: ChatWorld & { kept: (message: Seen) => Promise<Post | null> };
  store: Store;
  queue: Queue;
  faults: Fault[];
  /** An article of one sentence comes, and all that follows from it is done. */
  arrives: (sentence: string) => Promise<void>;
  /** Editors decide on an article, and all that follows from it is done. */
  decide: (article: string, ruling: Ruling) => Promise<void>;
  /** Resolves with the newest message that somebody sees, when they see so many. */
  seen: (who: 'asker' | 'other', count: number) => Promise<Seen>;
}

/** @param openWorld makes a new world each time, closed by the suite. */
export function watchingContract(name: string, openWorld: (options: WorldOptions) => Promise<ChatWorld>): void {
  describe(`watching contract: ${name}`, () => {
    test('a refusal that is watched is answered where it was asked, once', async () => {
      const { world, arrives, seen, faults } = await living(openWorld);
      world.ask('asker', QUESTION);
      const refusal = await seen('other', 1);
      expect(refusal.text).toContain('The record does not say.');
      world.press('other', refusal, 'Watch this');
      const kept = await seen('other', 2);
      expect([kept.text, kept.alone]).toEqual([expect.stringContaining('once the record answers'), true]);
      await arrives(FOURTEEN);
      const answer = await seen('asker', 2);
      expect(answer.text).toContain('The record says it now:');
      expect(answer.text).toContain(QUESTION);
      expect(world.quotesIn([answer])).toEqual([FOURTEEN]);
      expect(world.below(answer)).toBe(refusal.ref.message);
      expect(answer.alone).toBe(false);
      expect(answer.calls.filter(call => call !== world.personId('asker'))).toEqual([]);
      await arrives(NINE);
      expect(world.seenBy('asker')).toHaveLength(2);
      expect(world.seenBy('other')).toHaveLength(3);
      expect([world.breaches(), faults]).toEqual([[], []]);
    });

    test('one that was asked privately is answered to its asker alone, long after', async () => {
      const { world, arrives, seen } = await living(openWorld);
      world.ask('asker', QUESTION, { alone: true });
      world.press('asker', await seen('asker', 1), 'Watch this');
      expect((await seen('asker', 2)).text).toContain('in a direct message');
      world.clock.advance(EXPIRED_MS);
      await arrives(FOURTEEN);
      const answer = await seen('asker', 3);
      expect(world.quotesIn([answer])).toEqual([FOURTEEN]);
      expect(answer.alone).toBe(true);
      // It stays, and can be mended.
      const post = await world.kept(answer);
      expect(post?.refs.map(({ direct }) => direct)).toEqual([true]);
      expect(world.seenBy('other')).toEqual([]);
    });

    test('one of a direct conversation is answered in it', async () => {
      const { world, arrives, seen } = await living(openWorld);
      world.askDirectly('asker', QUESTION);
      const refusal = await seen('asker', 1);
      world.press('asker', refusal, 'Watch this');
      await seen('asker', 2);
      await arrives(FOURTEEN);
      const answer = await seen('asker', 3);
      expect(world.below(answer)).toBe(refusal.ref.message);
      expect(world.quotesIn([answer])).toEqual([FOURTEEN]);
      expect(world.seenBy('other')).toEqual([]);
    });

    test('an answer that is watched is told when sources begin to differ, once; and the watch can be ended', async () => {
      const { world, arrives, seen } = await living(openWorld);
      await arrives(FOURTEEN);
      world.ask('asker', QUESTION);
      const answer = await seen('asker', 1);
      expect(world.quotesIn([answer])).toEqual([FOURTEEN]);
      world.press('asker', answer, 'Watch this');
      const kept = await seen('asker', 2);
      expect(kept.text).toContain('when the answer changes');
      await arrives(NINE);
      const change = await seen('asker', 3);
      expect(world.quotesIn([change]).toSorted()).toEqual([FOURTEEN, NINE].toSorted());
      expect(world.below(change)).toBe(answer.ref.message);
      await arrives('The harbour board repeated on Thursday that 14 ferries will sail across the sound in April.');
      expect(world.seenBy('asker')).toHaveLength(3);
      world.press('asker', kept, 'End the watch');
      expect((await seen('asker', 4)).text).toContain('No longer watched');
      world.press('asker', change, 'Sources');
      expect(world.quotesIn([await seen('asker', 5)])).toContain(NINE);
    });

    test('what was told is asked again when its article is retracted, and the question is watched on', async () => {
      const { world, arrives, decide, seen, faults } = await living(openWorld);
      world.ask('asker', QUESTION);
      world.press('asker', await seen('asker', 1), 'Watch this');
      await seen('asker', 2);
      await arrives(FOURTEEN);
      const told = await seen('asker', 3);
      const [shown] = passagesShown((await world.kept(told))!.reply);
      await decide(shown!.article, 'retracted');
      const note = await seen('asker', 4);
      expect(note.text).toContain('without it the record does not say');
      const mended = world.seenBy('asker').find(({ ref }) => ref.message === told.ref.message)!;
      expect(mended.text).toContain('The record does not say.');
      expect(mended.text).not.toContain('The record says it now:');
      expect(world.quotesIn([mended])).toEqual([]);
      await arrives(NINE);
      const again = await seen('asker', 5);
      expect(again.text).toContain('The record says it now:');
      expect(world.quotesIn([again])).toEqual([NINE]);
      expect([world.breaches(), faults]).toEqual([[], []]);
    });

    test('what is watched is listed, and ended by whoever set it', async () => {
      const { world, store, seen } = await living(openWorld);
      world.mention('asker', `/watch ${QUESTION}`);
      expect((await seen('asker', 1)).text).toContain('Watched until');
      world.command('asker', 'watches');
      const list = await seen('asker', 2);
      expect([list.text, list.alone]).toEqual([expect.stringContaining(QUESTION), true]);
      const [open] = await store.openWatches({ person: world.personId('asker') });
      world.press('asker', list, `End ${open!.id}`);
      await seen('asker', 3);
      expect((await store.watch(open!.id))!.ended).toBe('ended');
    });

    test('a message says why it is as it is: by its button, in the menu of messages, and by its link', async () => {
      const { world, arrives, seen } = await living(openWorld);
      await arrives(FOURTEEN);
      world.ask('asker', QUESTION);
      const answer = await seen('other', 1);
      world.press('other', answer, 'Why');
      const told = [await seen('other', 2)];
      world.why('other', answer);
      told.push(await seen('other', 3));
      world.mention('other', `/why ${world.link(answer)}`);
      told.push(await seen('other', 4));
      for (const { text, alone } of told) {
        expect(text).toMatch(/Answered with confidence [\d.]+; [\d.]+ is needed/);
        expect(text).toContain('Asked again now, the record says the same.');
        expect(alone).toBe(true);
      }
      expect(world.seenBy('asker')).toHaveLength(1);
    });

    test('somebody’s private answer is explained to nobody else', async () => {
      const { world, arrives, seen } = await living(openWorld);
      await arrives(FOURTEEN);
      world.askDirectly('asker', QUESTION);
      const answer = await seen('asker', 1);
      world.mention('other', `/why ${world.link(answer)}`);
      const refused = await seen('other', 1);
      expect(refused.text).toContain('That is no message of Stet’s that it could explain to you here');
      expect(refused.text).not.toContain('14 ferries');
      world.askDirectly('asker', `/why ${world.link(answer)}`);
      expect((await seen('asker', 2)).text).toContain('Answered with confidence');
    });
  });
}

async function living(openWorld: (options: WorldOptions) => Promise<ChatWorld>): Promise<Living> {
  const clock = shiftableClock('2026-01-07T12:00:00Z');
  const world = await openWorld({ clock });
  const folder = mkdtempSync(join(tmpdir(), 'stet-watching-'));
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  const newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
  const queue = openLocalQueue({ clock, warn: () => {} });
  const faults: Fault[] = [];
  const onFault = (fault: Fault) => void faults.push(fault);
  const service = await world.stet({ store, queue, clock, newsroom, commands, onFault, onEnded: () => {} });
  const publishers = new Map([[service.name, service.publisher]]);
  await queue.work(jobs, { store, newsroom, publishers, queue, ...NO_NET, clock });
  onTestFinished(async () => {
    await service.close(1_000);
    await queue.close(0);
    await newsroom.close();
    await store.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await service.open();
  let articles = 0;
  const arrives = async (sentence: string) => {
    clock.advance(60_000);
    articles += 1;
    const path = join(folder, `${articles}.txt`);
    writeFileSync(path, `${sentence}\n`);
    await ingest.run({ path }, aContext(store, { queue, newsroom, clock }));
    await queue.idle();
  };
  const decide = async (article: string, ruling: Ruling) => {
    clock.advance(60_000);
    await verdict.run(
      { article, ruling, reason: 'Denied.' },
      aContext(store, { queue, newsroom, clock, retractEditors: 1 }),
    );
    await queue.idle();
  };
  await arrives(QUAY);
  const kept = (message: Seen) => store.postOfMessage(message.ref);
  return {
    world: { ...world, kept },
    ...{ store, queue, faults, arrives, decide },
    seen: (who, count) =>
      vi.waitFor(
        () => {
          const all = world.seenBy(who);
          expect(all).toHaveLength(count);
          return all.at(-1)!;
        },
        { interval: 5, timeout: 10_000 },
      ),
  };
}
