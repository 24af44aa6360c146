/**
 * What every chat platform's adapter must do, said without a word of any platform. A platform gives a `ChatWorld`: what people do
 * there, what they see, and what can go wrong. Nothing here waits for a time: tests wait for a request to be closed, and read the
 * platform's own record of how long an acknowledgement took.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { jobs } from '../../jobs/index.ts';
import { dispatch, type Fault } from '../../src/adapters/dispatch.ts';
import { LIMITS } from '../../src/adapters/limits.ts';
import type { ChatService } from '../../src/adapters/service.ts';
import type { MessageRef, PersonId, Request } from '../../src/core/chat.ts';
import { type AnyCommand, defineCommand } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Happening, Observe } from '../../src/core/observe.ts';
import type { Clock, Newsroom, Queue, Store } from '../../src/core/ports.ts';
import { type Reply, reply } from '../../src/core/reply.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { unescapeTerminal } from '../adapters/console/terminal.ts';
import { aContext, aNewsroom, anAnswer, evidenceIn } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { type ShiftableClock, shiftableClock } from '../support/clock.ts';
import { NO_NET } from '../support/net.ts';
import { watchResources } from '../support/resources.ts';

/** The people of every world: two who ask, one who decides, and another program's account. */
export type Who = 'asker' | 'other' | 'editor' | 'otherBot';

/** How the platform took an event. */
export interface Taken {
  acknowledged: boolean;
  /** How often it was sent. */
  attempts: number;
  /** Milliseconds from its last sending to its acknowledgement, by the platform's record; null without one. */
  tookMs: number | null;
}

/** Something a person did, as the platform keeps it. */
export interface Act {
  /** Resolves when the platform is done with it: acknowledged, or given up. Never rejects. */
  taken: Promise<Taken>;
  /** The platform sends the same events once more. */
  repeat: () => Promise<unknown>;
}

/** A message of Stet's as one person sees it. Signs that an answer is on its way are none. */
export interface Seen {
  /** All words of it, a line a block. */
  text: string;
  buttons: string[];
  /** Everything in it that would notify somebody, by the platform's rules: persons by their id here, groups by their mark. */
  calls: string[];
  /** Whether nobody else sees it. */
  alone: boolean;
  ref: Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>;
}

/** What can become of the next calls that send a message. */
export type SendFault =
  /** Refused for a second, as too many. */
  | 'limited'
  /** The platform is down for one call. */
  | 'down'
  /** It is done, but nobody is told so. */
  | 'answer lost';

/** What is given to a Stet that is opened in a world. */
export interface Parts {
  store: Store;
  newsroom: Newsroom;
  queue: Queue;
  clock: Clock;
  commands: readonly AnyCommand[];
  onFault: (fault: Fault) => void;
  onEnded: (fault: StetError) => void;
  observe?: Observe;
}

export interface ChatWorld {
  platform: string;
  /** Milliseconds the platform waits for an acknowledgement. */
  ackWithinMs: number;
  /** False where the platform brings nothing again that was not acknowledged: then Stet must hold on to what it heard. */
  bringsAgain?: false;
  clock: ShiftableClock;
  personId: (who: Who) => PersonId;
  /** A Stet in this world, not yet opened. */
  stet: (parts: Parts) => ChatService | Promise<ChatService>;
  /** A process of its own, on this store file, whose newsroom never answers. Resolves when events reach it. */
  process: (file: string) => Promise<{ kill: () => Promise<void> }>;

  /** By a command, in the channel where everybody is. */
  ask: (who: Who, question: string, options?: { alone?: boolean }) => Act;
  /** Any other command, there: `vote …`. */
  command: (who: Who, line: string) => Act;
  /** By Stet's name, there. */
  mention: (who: Who, question: string) => Act;
  /** In the direct conversation with Stet. */
  askDirectly: (who: Who, question: string) => Act;
  /** Without Stet's name, in the thread of an answer. */
  followUp: (who: Who, answer: Seen, question: string) => Act;
  press: (who: Who, message: Seen, button: string) => Act;
  /** Asks why a message of Stet's is as it is, in the platform's menu of messages. */
  why: (who: Who, message: Seen) => Act;
  /** The link that the platform gives for a message. */
  link: (message: Seen) => string;
  /** The id of the message that one replies to, or whose thread it stands in; null for none. */
  below: (message: Seen) => string | null;
  /** What the platform tells Stet of Stet's own message, and of its own edit of one. */
  hearItself: () => Act;
  hearOwnEdit: (message: Seen) => Act;

  /** Everything of Stet's that somebody sees now, in every place, in order. */
  seenBy: (who: Who) => Seen[];
  /** The quotations in messages, whole, in order, without the platform's escapes. */
  quotesIn: (messages: readonly Seen[]) => string[];
  /** Signs that an answer is on its way which stand there now. */
  signs: () => number;
  /** Why the platform would refuse what Stet sent; it is always empty where the platform checks itself. */
  breaches: () => string[];

  fail: (fault: SendFault) => void;
  /** How long after a refusal as too many the next call came, milliseconds, and how long it had to wait at least. */
  waited: () => { ms: number; atLeast: number };
  /** Cuts the connection; resolves when Stet has a new one. Null where the platform knows none. */
  drop: (() => Promise<void>) | null;
  /** Takes away what makes the editor one. */
  demote: (who: 'editor') => void;
  close: () => Promise<void>;
}

export interface WorldOptions {
  /** Milliseconds for an acknowledgement, where a test must wait for one that does not come. */
  ackWithinMs?: number;
  clock: ShiftableClock;
}

/** A command of the tests' own, for editors alone. */
const decide = defineCommand({
  name: 'decide',
  summary: 'decides',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  input: z.object({}),
  run: async () => reply({ body: [{ kind: 'text', text: 'Decided.' }], fallback: 'Decided.' }),
});

const QUESTION = 'who closed the quay?';
const SENTENCE = 'The harbour master closed the north quay on Monday.';
const MENTIONS = '<!channel> <!here|here> @everyone @here <@U0OTHER0001> <@&123> <#C0NEWSROOM1> &lt;!channel&gt;';

/** Five years, in milliseconds. */
const FIVE_YEARS = 5 * 365.25 * 86_400_000;
/** Longer than any platform's leave to answer what was asked. */
const EXPIRED_MS = 31 * 60_000;

/** @param openWorld makes a new world each time, closed by the suite. */
export function chatContract(name: string, openWorld: (options: WorldOptions) => Promise<ChatWorld>): void {
  const aWorld = async (ackWithinMs?: number): Promise<ChatWorld> => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const world = await openWorld({ clock, ...(ackWithinMs === undefined ? {} : { ackWithinMs }) });
    onTestFinished(() => world.close());
    return world;
  };

  describe(`chat contract: ${name}`, () => {
    answersLikeTheConsole(name, async given => {
      const world = await aWorld();
      const stet = await living(world, given);
      return {
        async ask(question) {
          const before = world.seenBy('asker').length;
          world.askDirectly('asker', question);
          await stet.closed(before + 1);
          const messages = world.seenBy('asker').slice(before);
          return { text: messages.map(({ text }) => text).join('\n'), quotes: world.quotesIn(messages) };
        },
      };
    });

    describe('acknowledges', () => {
      const ways = { ask: 'a command', mention: 'a mention', askDirectly: 'a direct message' } as const;
      test.for(Object.entries(ways) as [keyof typeof ways, string][])(
        'in time, however long the newsroom takes: %s',
        async ([way]) => {
          const world = await aWorld();
          const release = Promise.withResolvers<void>();
          const stet = await living(world, { ask: slowly(release.promise) });
          const { acknowledged, attempts, tookMs } = await world[way]('asker', QUESTION).taken;
          expect({ acknowledged, attempts }).toEqual({ acknowledged: true, attempts: 1 });
          expect(tookMs).toBeLessThan(world.ackWithinMs);
          expect(world.seenBy('asker')).toEqual([]);
          release.resolve();
          await stet.closed(1);
          expect(world.seenBy('asker')).toHaveLength(1);
        },
      );

      test('in time, however long the newsroom takes: a press', async () => {
        const world = await aWorld();
        const release = Promise.withResolvers<void>();
        const why: Newsroom['why'] = () => release.promise.then(() => Promise.reject(new Error('no matter')));
        const stet = await living(world, { why });
        world.ask('asker', QUESTION);
        await stet.closed(1);
        const { acknowledged, tookMs } = await world.press('asker', world.seenBy('asker')[0]!, 'Why').taken;
        expect(acknowledged).toBe(true);
        expect(tookMs).toBeLessThan(world.ackWithinMs);
        release.resolve();
        await stet.closed(2);
      });

      test('and tells of it, of what is sent, and whether it is connected', async () => {
        const world = await aWorld();
        const stet = await living(world);
        expect([stet.connectedBefore, stet.connected()]).toEqual([false, true]);
        world.ask('asker', QUESTION);
        await stet.closed(1);
        const { platform, ackWithinMs } = world;
        const acknowledged = stet.happenings.filter(({ what }) => what === 'acknowledged') as { ms: number }[];
        expect(acknowledged).toMatchObject([{ platform }]);
        expect(acknowledged[0]!.ms).toBeGreaterThan(0);
        expect(acknowledged[0]!.ms).toBeLessThan(ackWithinMs);
        expect(stet.happenings).toContainEqual({ what: 'post', platform, kind: 'answer', outcome: 'sent' });
        await stet.close();
        expect(stet.connected()).toBe(false);
      });

      test('nothing before it is stored', async () => {
        const world = await aWorld();
        const asked = Promise.withResolvers<void>();
        const release = Promise.withResolvers<void>();
        const stet = await living(world, {
          store: store => ({
            ...store,
            openRequest: async draft => {
              asked.resolve();
              await release.promise;
              return store.openRequest(draft);
            },
          }),
        });
        const { taken } = world.ask('asker', QUESTION);
        const early = taken.then(() => 'acknowledged');
        await asked.promise;
        expect(await Promise.race([early, turns()])).toBe('nothing happened');
        release.resolve();
        expect((await taken).acknowledged).toBe(true);
        await stet.closed(1);
      });

      test('nothing that could not be stored; what is brought again, or held on to, is answered once', async () => {
        const world = await aWorld(200);
        let refusals = 1;
        const stet = await living(world, {
          store: store => ({
            ...store,
            openRequest: draft =>
              refusals-- > 0 ? Promise.reject(new StetError('store-full', 'no room')) : store.openRequest(draft),
          }),
        });
        const { acknowledged, attempts } = await world.askDirectly('asker', QUESTION).taken;
        expect(acknowledged).toBe(true);
        expect(attempts > 1).toBe(world.bringsAgain ?? true);
        await stet.closed(1);
        expect(world.seenBy('asker')).toHaveLength(1);
        expect(stet.faults.map(({ error }) => error.code)).toEqual(['store-full']);
      });
    });

    describe('ignores', () => {
      test('itself, its own edits, and other bots', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.mention('asker', QUESTION);
        await stet.closed(1);
        const acts = [
          world.hearItself(),
          world.hearOwnEdit(world.seenBy('asker')[0]!),
          world.mention('otherBot', QUESTION),
        ];
        for (const { taken } of acts) expect((await taken).acknowledged).toBe(true);
        await stet.close();
        expect(stet.opened).toHaveLength(1);
        expect(world.seenBy('asker')).toHaveLength(1);
      });
    });

    describe('shows exactly one outcome', () => {
      test('a fault of ours, with the id under which the log has it, to whoever asked alone', async () => {
        const world = await aWorld();
        const stet = await living(world, { ask: () => Promise.reject(new Error('a secret')) });
        await world.ask('asker', QUESTION).taken;
        await stet.close();
        const [seen, ...more] = world.seenBy('asker');
        expect(more).toEqual([]);
        expect(seen!.text).toContain('Something went wrong on our side.');
        expect(seen!.text).toContain(stet.faults[0]!.id);
        expect(seen!.text).not.toContain('a secret');
        expect(seen!.alone).toBe(true);
        expect(stet.outcomes).toEqual(['failed']);
      });

      test('a command that does not exist, told to whoever asked alone', async () => {
        const world = await aWorld();
        const stet = await living(world);
        await world.command('asker', 'serch').taken;
        await stet.close();
        expect(
          world.seenBy('asker').map(({ text, alone }) => ({ told: text.includes('/stet search'), alone })),
        ).toEqual([{ told: true, alone: true }]);
        expect(world.seenBy('other')).toEqual([]);
      });

      test('a limit that is reached, told kindly to whoever asked alone', async () => {
        const world = await aWorld();
        const stet = await living(world);
        for (let n = 0; n < LIMITS.person.count; n++) await world.ask('asker', QUESTION, { alone: true }).taken;
        await stet.closed(LIMITS.person.count);
        world.ask('asker', QUESTION);
        await stet.closed(LIMITS.person.count + 1);
        const last = world.seenBy('asker').at(-1)!;
        expect(last.text).toContain(`${LIMITS.person.count} questions in ${LIMITS.person.minutes} minutes`);
        expect(last.alone).toBe(true);
        expect(world.seenBy('other')).toEqual([]);
        world.ask('other', QUESTION);
        await stet.closed(LIMITS.person.count + 2);
        expect(world.seenBy('other').map(({ alone }) => alone)).toEqual([false]);
      });
    });

    test('is mention-proof: what articles and people write calls nobody', async () => {
      const world = await aWorld();
      const text = `${MENTIONS} said ${MENTIONS}`;
      const stet = await living(world, {
        answer: async store => {
          const { article } = await store.saveArticle(anArticle({ text, outlet: MENTIONS, title: MENTIONS }));
          return anAnswer({ answer: MENTIONS, evidence: [await evidenceIn(store, article, text)] });
        },
      });
      world.ask('asker', `who is ${MENTIONS}?`);
      world.mention('asker', `who are ${MENTIONS}?`);
      await stet.closed(2);
      const seen = world.seenBy('asker');
      expect(seen).toHaveLength(2);
      expect(seen.flatMap(({ calls }) => calls).filter(call => call !== world.personId('asker'))).toEqual([]);
      expect(world.quotesIn(seen)).toEqual([text, text]);
    });

    test('stays within the limits of the platform: a very long answer keeps its quotes whole and its sources', async () => {
      const world = await aWorld();
      const quotes = Array.from(
        { length: 5 },
        (_, n) => `Part ${n} says ${`that "<b>&" stands, `.repeat(400)}and ends.`,
      );
      const stet = await living(world, {
        answer: async store => {
          const evidence = [];
          for (const [n, quote] of quotes.entries()) {
            const { article } = await store.saveArticle(anArticle({ id: `long-${n}`, text: `${quote} More.` }));
            evidence.push(await evidenceIn(store, article, quote));
          }
          return anAnswer({ answer: 'All five.', evidence, supporting: 5 });
        },
      });
      world.ask('asker', QUESTION);
      await stet.closed(1);
      const seen = world.seenBy('asker');
      expect(seen.length).toBeGreaterThan(1);
      expect(world.quotesIn(seen)).toEqual(quotes);
      for (const n of quotes.keys()) expect(seen.some(({ text }) => text.includes(`long-${n}`))).toBe(true);
      expect(world.breaches()).toEqual([]);
    });

    test('goes on where it answered: a follow-up leans on the question before', async () => {
      const world = await aWorld();
      const asked: [string, string | null | undefined][] = [];
      const stet = await living(world, {
        ask: async (question, before) => {
          asked.push([question, before]);
          return anAnswer({ question, evidence: [] });
        },
      });
      world.mention('asker', QUESTION);
      await stet.closed(1);
      world.followUp('other', world.seenBy('asker')[0]!, 'and when?');
      await stet.closed(2);
      expect(asked).toEqual([
        [QUESTION, null],
        ['and when?', QUESTION],
      ]);
    });

    test('answers at once; what a language model finds beyond it takes its place, in the same messages', async () => {
      const world = await aWorld();
      const found = Promise.withResolvers<void>();
      const use = { used: true, calls: 1, tokens: 100, dropped: 0, notes: [] };
      const stet = await living(world, {
        hasModel: true,
        help: async answer => {
          await found.promise;
          return { ...answer, answer: 'north quay', model: use };
        },
      });
      for (const way of ['ask', 'mention', 'askDirectly'] as const) world[way]('asker', QUESTION);
      await stet.closed(3);
      const before = world.seenBy('asker');
      for (const { text } of before) expect(text).not.toContain('language model');
      found.resolve();
      await vi.waitFor(
        () => {
          for (const { text } of world.seenBy('asker')) expect(text).toContain('with the help of a language model');
        },
        { interval: 1 },
      );
      const after = world.seenBy('asker');
      expect(after.map(({ ref }) => ref)).toEqual(before.map(({ ref }) => ref));
      expect(after.map(({ buttons }) => buttons)).toEqual(before.map(({ buttons }) => buttons));
      expect(world.quotesIn(after)).toEqual([SENTENCE, SENTENCE, SENTENCE]);
      expect([stet.outcomes, stet.faults, world.breaches()]).toEqual([['answered', 'answered', 'answered'], [], []]);
    });

    describe('does once what comes twice', () => {
      test('in one life', async () => {
        const world = await aWorld();
        const stet = await living(world);
        const acts = [
          world.ask('asker', QUESTION),
          world.mention('asker', QUESTION),
          world.askDirectly('asker', QUESTION),
        ];
        await Promise.all(acts.map(({ taken }) => taken));
        await Promise.all(acts.map(({ repeat }) => repeat()));
        await stet.close();
        expect(stet.opened).toHaveLength(3);
        expect(world.seenBy('asker')).toHaveLength(3);
      });

      test('across a restart', async () => {
        const world = await aWorld();
        const file = aStoreFile();
        const first = await living(world, { file });
        const act = world.mention('asker', QUESTION);
        await act.taken;
        await first.close();
        const second = await living(world, { file });
        await act.repeat();
        await second.close();
        expect(second.opened).toEqual([]);
        expect(world.seenBy('asker')).toHaveLength(1);
      });
    });

    describe('outlasts', () => {
      test('a refusal as too many, for as long as it is told to', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.fail('limited');
        world.mention('asker', QUESTION);
        await stet.closed(1);
        expect(world.seenBy('asker')).toHaveLength(1);
        const { ms, atLeast } = world.waited();
        expect(ms).toBeGreaterThanOrEqual(atLeast);
        expect(stet.faults).toEqual([]);
      });

      test('a platform that is down', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.fail('down');
        world.mention('asker', QUESTION);
        await stet.closed(1);
        expect(world.seenBy('asker')).toHaveLength(1);
        expect(stet.outcomes).toEqual(['answered']);
      });

      test('an answer that is lost after the message was accepted, without sending it twice', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.fail('answer lost');
        world.mention('asker', QUESTION);
        await stet.closed(1);
        expect(world.seenBy('asker')).toHaveLength(1);
        const { ref } = world.seenBy('asker')[0]!;
        expect((await stet.store.postOfMessage(ref))?.request).toBe(stet.opened[0]!.id);
      });

      test('a connection that is cut', async context => {
        const world = await aWorld();
        if (world.drop === null) return context.skip('the platform keeps no connection');
        const stet = await living(world);
        const dropped = world.drop();
        await turnWhere(() => !stet.connected());
        await dropped;
        await turnWhere(stet.connected);
        world.mention('asker', QUESTION);
        await stet.closed(1);
        await world.drop();
        world.askDirectly('asker', QUESTION);
        await stet.closed(2);
        expect(world.seenBy('asker')).toHaveLength(2);
        expect(stet.ended).toEqual([]);
      });
    });

    test('finds the article of a message that is in no cache, five years on', async () => {
      const world = await aWorld();
      const file = aStoreFile();
      const stet = await living(world, { file });
      world.mention('asker', QUESTION);
      world.askDirectly('asker', QUESTION);
      await stet.closed(2);
      const refs = world.seenBy('asker').map(({ ref }) => ref);
      await stet.close();
      world.clock.advance(FIVE_YEARS);
      const { store } = await living(world, { file });
      for (const ref of refs) {
        const post = await store.postOfMessage(ref);
        expect(post?.reply.quotes.map(({ evidence }) => evidence.article)).toEqual(['quay']);
      }
      expect(await store.postsShowing('quay', { limit: 10 })).toHaveLength(2);
    });

    describe('checks what somebody may do', () => {
      test('refuses those who may not decide, says who may, and tells nobody else', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.command('asker', 'decide');
        await stet.closed(1);
        const [refusal, ...more] = world.seenBy('asker');
        expect(more).toEqual([]);
        expect(refusal!.text).toMatch(/decide needs an editor: .{5,}\./);
        expect(refusal!.alone).toBe(true);
        expect(world.seenBy('other')).toEqual([]);
        world.command('editor', 'decide');
        await stet.closed(2);
        expect(world.seenBy('editor').map(({ text }) => text)).toEqual([expect.stringContaining('Decided.')]);
      });

      test('at the moment of the act: whoever was an editor a second ago is none', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.command('editor', 'decide');
        await stet.closed(1);
        world.demote('editor');
        world.command('editor', 'decide');
        await stet.closed(2);
        expect(stet.outcomes).toEqual(['done', 'failed']);
      });
    });

    describe('keeps private what is private', () => {
      test('a question asked privately, its answer and what its buttons show', async () => {
        const world = await aWorld();
        const stet = await living(world);
        world.ask('asker', QUESTION, { alone: true });
        await stet.closed(1);
        const [answer] = world.seenBy('asker');
        expect(answer!.alone).toBe(true);
        expect(world.quotesIn([answer!])).toEqual([SENTENCE]);
        world.press('asker', answer!, 'Sources');
        await stet.closed(2);
        expect(world.seenBy('asker').map(({ alone }) => alone)).toEqual([true, true]);
        expect(world.seenBy('other')).toEqual([]);
      });

      test('also when the leave to answer has run out', async () => {
        const world = await aWorld();
        const release = Promise.withResolvers<void>();
        const stet = await living(world, { ask: slowly(release.promise) });
        await world.ask('asker', QUESTION, { alone: true }).taken;
        world.clock.advance(EXPIRED_MS);
        release.resolve();
        await stet.closed(1);
        expect(world.seenBy('asker').map(({ alone }) => alone)).toEqual([true]);
        expect(world.seenBy('other')).toEqual([]);
      });
    });

    describe('stops', () => {
      test('clean, also twice and at once: nothing is left open', async () => {
        const world = await aWorld();
        const watch = watchResources();
        const stet = await living(world);
        world.ask('asker', QUESTION);
        world.mention('asker', QUESTION);
        await stet.closed(2);
        await Promise.all([stet.close(), stet.close()]);
        await stet.close();
        expect(await watch.left()).toEqual([]);
      });

      test('when what it began is done', async () => {
        const world = await aWorld();
        const release = Promise.withResolvers<void>();
        const stet = await living(world, { ask: slowly(release.promise) });
        await world.mention('asker', QUESTION).taken;
        const closing = stet.close();
        release.resolve();
        await closing;
        expect(world.seenBy('asker')).toHaveLength(1);
        expect(world.signs()).toBe(0);
      });
    });

    describe('is killed between acknowledgement and answer', () => {
      test('and still answers, by an ordinary message once its leave to answer has run out', async () => {
        const world = await aWorld();
        const file = aStoreFile();
        const killed = await world.process(file);
        for (const act of [world.ask('asker', QUESTION), world.mention('asker', QUESTION)])
          expect(await act.taken).toMatchObject({ acknowledged: true, attempts: 1 });
        await killed.kill();
        expect(world.seenBy('asker')).toEqual([]);
        world.clock.advance(EXPIRED_MS);
        const stet = await living(world, { file });
        await stet.closed(2);
        expect(world.seenBy('asker')).toHaveLength(2);
        expect(world.quotesIn(world.seenBy('asker'))).toEqual([SENTENCE, SENTENCE]);
        expect(world.signs()).toBe(0);
      });

      test('after the message was accepted, and does not send it again', async () => {
        const world = await aWorld();
        const file = aStoreFile();
        const first = await living(world, {
          file,
          // As a kill would: the message stands there, and nothing of it was kept.
          store: store => ({
            ...store,
            partlySent: () => new Promise(() => {}),
            markSent: () => new Promise(() => {}),
          }),
        });
        world.mention('asker', QUESTION);
        await vi.waitFor(() => expect(world.seenBy('asker')).toHaveLength(1), { interval: 1 });
        await first.close(1);
        const second = await living(world, { file });
        await second.closed(1);
        expect(world.seenBy('asker')).toHaveLength(1);
        expect(second.outcomes).toEqual(['answered']);
      });
    });
  });
}

/** An answerer to be held against the console: what somebody reads, as words and quotations. */
export interface Answerer {
  ask: (question: string) => Promise<{ text: string; quotes: string[] }>;
}

const NASTY = 'It said: "<!channel> & *bold* _it_ `code` > quoted | \u202egnp.exe" and 日本語 👩‍👩‍👧‍👦.';

/**
 * The same answer everywhere: the words and the quotations of the Reply that the command makes, and nothing else decides them.
 * The console runs it too.
 */
export function answersLikeTheConsole(name: string, open: (given: Given) => Promise<Answerer>): void {
  const cases: Record<string, (store: Store) => Promise<Answer>> = {
    'an answer': quayAnswer,
    'a refusal, with the passages that come closest': async store => {
      const { evidence } = await quayAnswer(store);
      return anAnswer({ status: 'not-in-corpus', answer: '', evidence: [], nearest: evidence });
    },
    'a disagreement': async store => {
      const sides = [];
      for (const n of [27, 31]) {
        const text = `The board counted ${n} cranes.`;
        const { article } = await store.saveArticle(anArticle({ id: `cranes-${n}`, text, outlet: `Paper ${n}` }));
        sides.push({ says: `${n}`, evidence: [await evidenceIn(store, article, text)] });
      }
      const evidence = sides.flatMap(side => side.evidence);
      const caveats = [{ code: 'single-report' as const, text: 'Only one report says so.' }];
      return anAnswer({ answer: '27 cranes', evidence, disagreement: { kind: 'conflict', sides }, caveats });
    },
    'text that would be marks': async store => {
      const { article } = await store.saveArticle(anArticle({ id: 'nasty', text: NASTY, title: null, outlet: NASTY }));
      return anAnswer({ answer: NASTY, evidence: [await evidenceIn(store, article, NASTY)] });
    },
  };

  describe(`gives the same answer as the console: ${name}`, () => {
    test.for(Object.entries(cases))('%s', async ([, answer]) => {
      const { ask } = await open({ answer });
      const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: shiftableClock(0) });
      const newsroom = aNewsroom({ ask: await answering(store, { answer }) });
      const call = { command: 'ask', input: { kind: 'options', options: { question: QUESTION } } } as const;
      const expected = (await dispatch(call, aContext(store, { newsroom }))).reply;
      const { text, quotes } = await ask(QUESTION);
      for (const words of wordsOf(expected)) expect(unescapeTerminal(text)).toContain(words);
      expect(quotes.map(unescapeTerminal)).toEqual(expected.quotes.map(({ evidence }) => evidence.quote));
      await store.close();
    });
  });
}

/** Everything a reader must be told, but for the quotations. */
function wordsOf({ body, fields, quotes }: Reply): string[] {
  const spans = [...body, ...fields.flatMap(field => field.value)];
  const said = spans.flatMap(span => ('text' in span && span.text.trim() !== '' ? [span.text] : []));
  return [...said, ...quotes.flatMap(({ evidence, says }) => [evidence.article, ...(says === null ? [] : [says])])];
}

/** What a Stet is opened with, where a test is about it. */
export interface Given extends Partial<Newsroom> {
  /** Made once, of articles it stores itself. */
  answer?: (store: Store) => Promise<Answer>;
  /** A store's file; in memory where none is given. */
  file?: string;
  /** Puts something between Stet and its store. */
  store?: (store: Store) => Store;
}

/** A Stet that lives in a world, and what is known of it from outside. */
interface Living {
  store: Store;
  /** Requests that were stored, in order. */
  opened: Request[];
  /** Their outcomes, in the order they came. */
  outcomes: string[];
  faults: Fault[];
  ended: StetError[];
  happenings: Happening[];
  connectedBefore: boolean;
  connected: () => boolean;
  /** Resolves when so many requests are closed. */
  closed: (count: number) => Promise<void>;
  close: (graceMs?: number) => Promise<void>;
}

/** Resolves at the first turn of the loop at which something is so. */
async function turnWhere(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setImmediate(resolve));
}

async function living(world: ChatWorld, { answer, file, store: between, ...newsroom }: Given = {}): Promise<Living> {
  const { clock } = world;
  const kept = await openSqliteStore({ file: file ?? ':memory:', mode: 'owner', clock });
  const [opened, outcomes, faults, ended]: [Request[], string[], Fault[], StetError[]] = [[], [], [], []];
  const happenings: Happening[] = [];
  const closedIds = new Set<string>();
  const waiting = new Set<() => void>();
  const told = () => {
    for (const look of waiting) look();
  };
  const watched: Store = {
    ...kept,
    openRequest: async draft => {
      const result = await kept.openRequest(draft);
      if (result.fresh) opened.push(result.request);
      return result;
    },
    closeRequest: async (id, outcome) => {
      await kept.closeRequest(id, outcome);
      if (!closedIds.has(id)) outcomes.push(outcome);
      closedIds.add(id);
      told();
    },
  };
  const store = between ? between(watched) : watched;
  const queue = openLocalQueue({ clock, warn: () => {} });
  const ask = await answering(kept, answer ? { answer } : {});
  const parts = { store, queue, clock, newsroom: aNewsroom({ ask, ...newsroom }), commands: [...commands, decide] };
  const service = await world.stet({
    ...parts,
    onFault: fault => faults.push(fault),
    onEnded: fault => ended.push(fault),
    observe: happening => happenings.push(happening),
  });
  const { connected } = service;
  const connectedBefore = connected();
  const publishers = new Map([[service.name, service.publisher]]);
  await queue.work(jobs, { store, newsroom: parts.newsroom, publishers, queue, ...NO_NET, clock });
  const close = async (graceMs = 5_000) => {
    await service.close(graceMs);
    await queue.close(0);
    await kept.close();
  };
  onTestFinished(() => close(1));
  const closed = (count: number) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (closedIds.size < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  await service.open();
  return { store: kept, opened, outcomes, faults, ended, happenings, connectedBefore, connected, closed, close };
}

export async function answering(
  store: Store,
  { answer = quayAnswer }: Pick<Given, 'answer'>,
): Promise<Newsroom['ask']> {
  const made = await answer(store);
  return async question => ({ ...made, question });
}

async function quayAnswer(store: Store): Promise<Answer> {
  const { article } = await store.saveArticle(anArticle({ id: 'quay', text: `${SENTENCE} Nobody was hurt.` }));
  const evidence = [await evidenceIn(store, article, SENTENCE)];
  return anAnswer({ answer: 'The harbour master', evidence });
}

function slowly(until: Promise<void>): Newsroom['ask'] {
  return async question => {
    await until;
    return anAnswer({ question, evidence: [], answer: 'At last' });
  };
}

/** Resolves after some turns of the loop, in which anything that does not wait would have happened. */
async function turns(): Promise<string> {
  for (let n = 0; n < 50; n++) await new Promise(resolve => setImmediate(resolve));
  return 'nothing happened';
}

function aStoreFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stet-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'stet.sqlite');
}
