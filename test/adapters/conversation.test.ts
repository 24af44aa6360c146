import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ask } from '../../commands/ask.ts';
import { deliver } from '../../jobs/deliver.ts';
import { type ChatPlatform, type Conversation, openConversation } from '../../src/adapters/conversation.ts';
import type { Fault } from '../../src/adapters/dispatch.ts';
import { LIMITS } from '../../src/adapters/limits.ts';
import type { Request, RequestDraft, Target } from '../../src/core/chat.ts';
import { type AnyCommand, type CommandContext, defineCommand } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Newsroom, Queue, Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { temporaryFile } from '../storage/stores.ts';
import { aRef, aRequest, asking, aTarget } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';
import { aLife, mortal } from '../support/killing.ts';
import { offerOne } from '../support/offers.ts';
import { aWall, publisherOn, type Wall, type WallFault } from '../support/publisher.ts';
import { DEFAULT_SERVICES } from '../support/services.ts';
import { aNewsroom, anAnswer } from './parts.ts';

const ADA = 'wire:w1:ada';
const BEN = 'wire:w1:ben';
const MINUTE_MS = 60_000;
const ANSWER = '14 ferries';

const clock = fixedClock();
let file: string;
let store: Store;
let wall: Wall;
let faults: Fault[];
let queue: Queue;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  clock.set('2026-01-07T12:00:00Z');
  file = temporaryFile();
  store = await openStore();
  wall = aWall();
  faults = [];
  queue = openLocalQueue({ clock, warn: () => {} });
});
afterEach(async () => {
  vi.useRealTimers();
  await queue.close();
  await store.close();
});

const openStore = () => openSqliteStore({ file, mode: 'owner', clock });

/** Says "14 ferries" to everything, and remembers what it was asked. */
function answering(given: Partial<Newsroom> = {}) {
  const ask = vi.fn<Newsroom['ask']>(async question =>
    anAnswer({ question, answer: ANSWER, evidence: [], agreement: { articles: 1, reports: 1, outlets: 1 } }),
  );
  return aNewsroom({ ask, ...given });
}

interface Given {
  newsroom?: Newsroom;
  commands?: AnyCommand[];
  platform?: Partial<ChatPlatform>;
  /** What goes wrong with the messages, one each. */
  wallFaults?: WallFault[];
  services?: Partial<CommandContext>;
}

function aConversation({ newsroom = answering(), commands = [ask], platform = {}, wallFaults, services }: Given = {}) {
  return openConversation({
    services: {
      ...DEFAULT_SERVICES,
      commands,
      store,
      newsroom,
      queue,
      clock,
      ...services,
    },
    platform: {
      publisher: publisherOn({ wall, clock, ...(wallFaults && { faults: wallFaults }) }),
      actor: async ({ person, personName }) => ({ id: person, name: personName, editor: false }),
      editors: 'the desk',
      working: async () => async () => {},
      messageAt: async () => null,
      clearSigns: async () => {},
      showsAsked: () => true,
      ...platform,
    },
    keepDays: 90,
    onFault: fault => faults.push(fault),
  });
}

type Draft = Parameters<typeof aRequest>[0];

const draftOf = (given: Draft = {}): Omit<RequestDraft, 'before'> => {
  const { before, ...draft } = aRequest(given);
  return draft;
};

/** As an adapter does it: store, acknowledge, and answer what is fresh. */
async function askIn(conversation: Conversation, given: Draft | Omit<RequestDraft, 'before'> = {}): Promise<Request> {
  const { request, fresh } = await conversation.take('event' in given ? (given as RequestDraft) : draftOf(given));
  if (fresh) await conversation.answer(request);
  return request;
}

const outcomeOf = async ({ id }: Request) => (await store.request(id))?.outcome;

/** A command that does this. */
const aCommand = (run: AnyCommand['run'], given: Partial<AnyCommand> = {}): AnyCommand =>
  defineCommand({
    name: 'speak',
    summary: 'speaks',
    surfaces: ['chat'],
    permission: 'everyone',
    input: z.object({}),
    run,
    ...given,
  });
const speaking: Draft = { call: { command: 'speak', input: { kind: 'text', text: '' } } };

/** Something that takes until it is told to go on. */
function aPause() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { over: promise, end: resolve };
}

describe('a request', () => {
  test('is kept before it is answered, and answered where it was asked', async () => {
    const conversation = aConversation();
    const { request, fresh } = await conversation.take(draftOf());
    expect(fresh).toBe(true);
    expect(await store.openRequests('wire')).toEqual([request]);
    expect(wall.messages).toEqual([]);
    await conversation.answer(request);
    expect(wall.messages).toMatchObject([{ text: ANSWER, only: null, place: { channel: 'harbour' } }]);
    expect(await outcomeOf(request)).toBe('answered');
    expect(faults).toEqual([]);
  });

  test('that cannot be kept is not taken', async () => {
    const conversation = aConversation();
    await store.close();
    await expect(conversation.take(draftOf())).rejects.toMatchObject({ code: 'store-failed' });
  });

  test('is answered once, however often its event comes, at once or after a restart', async () => {
    const draft = draftOf();
    const conversation = aConversation();
    await Promise.all([askIn(conversation, draft), askIn(conversation, draft), askIn(conversation, draft)]);
    await store.close();
    store = await openStore();
    await askIn(aConversation(), draft);
    await aConversation().resume();
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('is answered once, however often one is told to', async () => {
    const newsroom = answering();
    const conversation = aConversation({ newsroom });
    const { request } = await conversation.take(draftOf());
    await Promise.all([conversation.answer(request), conversation.answer(request), conversation.resume()]);
    await conversation.answer(request);
    expect(wall.texts()).toEqual([ANSWER]);
    expect(newsroom.ask).toHaveBeenCalledOnce();
  });

  test('is kept with its answer: who asked what where the message must say so, and its buttons for as long as questions are kept', async () => {
    const request = await askIn(aConversation(), { call: asking('How many?') });
    const post = await store.postOfRequest(request.id);
    expect(post).toMatchObject({ key: `answer:${request.id}`, asked: { question: 'How many?', by: ADA } });
    const { action } = post!.reply.actions[0]!;
    clock.advance(90 * 86_400_000 - 1);
    expect(await store.action(action)).toMatchObject({ audience: null });
    clock.advance(1);
    expect(await store.action(action)).toBeNull();
    const silent = await askIn(aConversation({ platform: { showsAsked: () => false } }));
    expect((await store.postOfRequest(silent.id))?.asked).toBeNull();
  });

  test('of somebody who was forgotten before it was answered is not answered', async () => {
    const conversation = aConversation();
    const { request } = await conversation.take(draftOf());
    await store.forget(ADA);
    await conversation.answer(request);
    expect(wall.messages).toEqual([]);
  });
});

describe('to the asker alone goes', () => {
  const everything = async (given: Given, draft: Draft = speaking) => {
    const request = await askIn(aConversation(given), draft);
    return { request, seenBy: wall.messages.map(({ only }) => only), text: wall.texts().join(' ') };
  };

  test('that they are not served here', async () => {
    const userMessage = 'Stet does not serve this workspace.';
    const actor = () => Promise.reject(new StetError('not-allowed', 'not served', { userMessage }));
    const { request, seenBy, text } = await everything({ platform: { actor } }, {});
    expect([seenBy, text]).toEqual([[ADA], userMessage]);
    expect(await outcomeOf(request)).toBe('failed');
    expect(faults).toMatchObject([{ command: 'ask', error: { code: 'not-allowed' } }]);
  });

  test('that only an editor may', async () => {
    const { seenBy, text } = await everything({
      commands: [aCommand(async () => reply({ fallback: 'x' }), { permission: 'editor' })],
    });
    expect([seenBy, text]).toEqual([[ADA], 'speak needs an editor: the desk.']);
  });

  test('that it was too much, from the first that is, and no one else is held up', async () => {
    const conversation = aConversation();
    const drafts = Array.from({ length: LIMITS.person.count + 2 }, () => draftOf());
    for (const draft of drafts) {
      clock.advance(1);
      await askIn(conversation, draft);
    }
    const alone = wall.messages.filter(({ only }) => only !== null);
    expect(alone.filter(({ part }) => part === 0)).toHaveLength(2);
    await askIn(conversation, { person: BEN });
    expect(wall.messages.at(-1)).toMatchObject({ only: null, text: ANSWER });
  });

  test('that something went wrong, with the id that the log has', async () => {
    const { request, seenBy } = await everything({ commands: [aCommand(() => Promise.reject(new Error('oh')))] });
    expect(seenBy).toEqual([ADA, ADA].slice(0, seenBy.length));
    expect((await store.postOfRequest(request.id))?.reply.data).toMatchObject({ error: { id: faults[0]!.id } });
  });

  test('what is for them by its nature', async () => {
    const { seenBy } = await everything({
      commands: [aCommand(async () => reply({ fallback: 'x' }), { forAskerAlone: true })],
    });
    expect(seenBy).toEqual([ADA]);
  });

  test('what they asked for alone, with buttons that are theirs', async () => {
    const request = await askIn(aConversation(), { target: { only: ADA } });
    expect(wall.messages).toMatchObject([{ only: ADA }]);
    const { action } = (await store.postOfRequest(request.id))!.reply.actions[0]!;
    expect(await store.action(action)).toMatchObject({ audience: ADA });
  });

  test('nothing more in a direct conversation, which is theirs as it stands', async () => {
    const { request, seenBy } = await everything(
      { commands: [aCommand(() => Promise.reject(new Error('oh')))] },
      { ...speaking, target: { direct: true } },
    );
    expect(new Set(seenBy)).toEqual(new Set([null]));
    expect((await store.postOfRequest(request.id))?.target.direct).toBe(true);
  });
});

describe('a question leans', () => {
  const inThread = { thread: '7' };

  /** Asks these one after the other; gives what the last one leant on. */
  async function leantOn(...asked: Draft[]): Promise<string | null> {
    const conversation = aConversation();
    let last: Request | null = null;
    for (const each of asked) {
      last = await askIn(conversation, each);
      clock.advance(MINUTE_MS);
    }
    return last!.before;
  }
  const q = (question: string, target: Partial<Target> = {}, more: Draft = {}): Draft => ({
    call: asking(question),
    target,
    ...more,
  });

  test('in a thread on the last question there, whoever asked it and however long ago', async () => {
    const conversation = aConversation();
    await askIn(conversation, q('Who?', inThread));
    clock.advance(30 * 86_400_000);
    const { before } = await askIn(conversation, q('And when?', inThread, { person: BEN }));
    expect(before).toBe('Who?');
  });

  test('in a thread on nothing from elsewhere', async () => {
    expect(await leantOn(q('Who?'), q('Who?', { thread: '8' }), q('And when?', inThread))).toBeNull();
  });

  test('in a channel on nothing', async () => {
    expect(await leantOn(q('Who?'), q('And when?'))).toBeNull();
  });

  test('in a direct conversation on the last question of a quarter of an hour', async () => {
    const direct = { direct: true };
    expect(await leantOn(q('Who?', direct), q('And when?', direct))).toBe('Who?');
    clock.advance(15 * MINUTE_MS);
    expect(await leantOn(q('And where?', direct))).toBeNull();
    clock.advance(14 * MINUTE_MS);
    expect(await leantOn(q('And why?', direct))).toBe('And where?');
  });

  test('on what the last one was read as', async () => {
    const newsroom = answering({
      ask: async question => anAnswer({ question, evidence: [], readAs: 'When did it sink?' }),
    });
    const conversation = aConversation({ newsroom });
    await askIn(conversation, q('And when?', inThread));
    expect((await askIn(conversation, q('And why?', inThread))).before).toBe('When did it sink?');
  });

  test('on the question of the message that the thread hangs on', async () => {
    await askIn(aConversation(), q('Who?'));
    const root = wall.messages[0]!.id;
    expect(await leantOn(q('And when?', { thread: root }))).toBe('Who?');
    expect(await leantOn(q('And when?', { thread: 'elsewhere' }))).toBeNull();
  });

  test('never, where all read it, on what somebody asked for themselves alone; and that on their own alone', async () => {
    const alone = { ...inThread, only: ADA };
    expect(await leantOn(q('Secret?', alone), q('And when?', inThread))).toBeNull();
    expect(await leantOn(q('Secret?', alone), q('And when?', inThread, { person: BEN }))).toBe('And when?');
    expect(await leantOn(q('Secret?', alone), q('Open?', inThread, { person: BEN }), q('And when?', alone))).toBe(
      'Secret?',
    );
  });

  test('and no command does', async () => {
    expect(await leantOn(q('Who?', inThread), { ...speaking, target: inThread })).toBeNull();
  });

  test('and the newsroom is told', async () => {
    const newsroom = answering();
    const conversation = aConversation({ newsroom });
    await askIn(conversation, q('Who?', inThread));
    await askIn(conversation, q('And when?', inThread));
    expect(newsroom.ask).toHaveBeenLastCalledWith('And when?', 'Who?', { model: false });
  });
});

describe('a working sign', () => {
  function aSign() {
    const seen = { shown: 0, removed: 0 };
    const working = async () => {
      seen.shown += 1;
      return async () => {
        expect(wall.messages).toEqual([]);
        seen.removed += 1;
      };
    };
    return { seen, working };
  }

  /** A conversation whose answers take until they are told to go on, and a question in it. */
  async function slow(working: ChatPlatform['working']) {
    const pause = aPause();
    const newsroom = answering();
    const slowly: Newsroom['ask'] = async (...given) => {
      await pause.over;
      return newsroom.ask(...given);
    };
    const conversation = aConversation({ newsroom: { ...newsroom, ask: slowly }, platform: { working } });
    const { request } = await conversation.take(draftOf());
    return { conversation, request, pause };
  }

  test('is not shown for an answer that comes at once', async () => {
    const { seen, working } = aSign();
    await askIn(aConversation({ platform: { working } }));
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(seen).toEqual({ shown: 0, removed: 0 });
  });

  test('is shown after a moment, once, and gone before the answer stands there', async () => {
    const { seen, working } = aSign();
    const { conversation, request, pause } = await slow(working);
    const answered = conversation.answer(request);
    await vi.advanceTimersByTimeAsync(699);
    expect(seen.shown).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual({ shown: 1, removed: 0 });
    pause.end();
    await answered;
    expect(seen).toEqual({ shown: 1, removed: 1 });
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('is taken away when the answer is an error', async () => {
    const { seen, working } = aSign();
    const pause = aPause();
    const run = async () => {
      await pause.over;
      throw new Error('oh');
    };
    const conversation = aConversation({ commands: [aCommand(run)], platform: { working } });
    const { request } = await conversation.take(draftOf(speaking));
    const answered = conversation.answer(request);
    await vi.advanceTimersByTimeAsync(1_000);
    pause.end();
    await answered;
    expect(seen).toEqual({ shown: 1, removed: 1 });
  });

  test.each<[string, ChatPlatform['working']]>([
    ['cannot be shown', () => Promise.reject(new Error('no'))],
    [
      'fails at once',
      () => {
        throw new Error('no');
      },
    ],
    ['cannot be taken away', async () => () => Promise.reject(new Error('no'))],
    ['is never done being shown', () => new Promise(() => {})],
    ['is never done being taken away', async () => () => new Promise(() => {})],
  ])('that %s costs nobody the answer', async (_, working) => {
    const { conversation, request, pause } = await slow(working);
    const answered = conversation.answer(request);
    await vi.advanceTimersByTimeAsync(1_000);
    pause.end();
    await vi.advanceTimersByTimeAsync(2_000);
    await answered;
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('that a killed process left is taken away by the next one, before it answers', async () => {
    const { request } = await aConversation().take(draftOf());
    const clearSigns = vi.fn(async () => expect(wall.messages).toEqual([]));
    await aConversation({ platform: { clearSigns } }).resume();
    expect(clearSigns).toHaveBeenCalledExactlyOnceWith(request);
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('that a killed process left and nobody can take away costs nobody the answer', async () => {
    await aConversation().take(draftOf());
    await aConversation({ platform: { clearSigns: () => Promise.reject(new Error('no')) } }).resume();
    expect(wall.texts()).toEqual([ANSWER]);
  });
});

describe('an answer that cannot be sent', () => {
  test('now is left to the queue, once, and its request stays open', async () => {
    const request = await askIn(aConversation({ wallFaults: ['not-delivered'] }));
    expect(await outcomeOf(request)).toBeNull();
    expect(await queue.counts()).toMatchObject({ delayed: 1 });
    expect(await queue.add(deliver, { key: `answer:${request.id}` })).toBe(false);
    expect(faults).toMatchObject([{ command: 'deliver', error: { code: 'not-delivered' } }]);
  });

  test('at all is told to the asker, who reads why', async () => {
    const request = await askIn(aConversation({ wallFaults: ['not-accepted'] }));
    expect(wall.messages).toMatchObject([{ only: ADA, text: 'The platform did not take the message.' }]);
    expect(await outcomeOf(request)).toBe('failed');
    expect(await queue.counts()).toMatchObject({ delayed: 0, waiting: 0 });
  });

  test('because it could not be kept is tried again until it is', async () => {
    const queuePost = vi
      .fn<Store['queuePost']>(draft => store.queuePost(draft))
      .mockRejectedValueOnce(new StetError('store-full', 'full'))
      .mockRejectedValueOnce(new StetError('store-full', 'full'));
    const conversation = aConversation({ services: { store: { ...store, queuePost } } });
    const request = await askIn(conversation);
    expect(faults).toMatchObject([{ error: { code: 'store-full' } }]);
    expect(await outcomeOf(request)).toBeNull();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await outcomeOf(request)).toBeNull();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await outcomeOf(request)).toBe('answered');
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('is not tried again by a process that stops', async () => {
    const ask = vi.fn<Store['queuePost']>().mockRejectedValue(new StetError('store-full', 'full'));
    const conversation = aConversation({ services: { store: { ...store, queuePost: ask } } });
    await askIn(conversation);
    await conversation.close(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('stopping', () => {
  test('waits for what is being answered', async () => {
    const pause = aPause();
    const conversation = aConversation({
      commands: [aCommand(() => pause.over.then(() => reply({ fallback: 'x' })))],
    });
    const { request } = await conversation.take(draftOf(speaking));
    void conversation.answer(request);
    const closed = conversation.close(10_000);
    pause.end();
    await closed;
    expect(wall.texts()).toEqual(['x']);
    await conversation.close(10_000);
  });

  test.each<[string, Given]>([
    ['an answer', { commands: [aCommand(() => new Promise(() => {}))] }],
    [
      'a platform',
      { commands: [aCommand(async () => reply({ fallback: 'x' }))], platform: { actor: () => new Promise(() => {}) } },
    ],
  ])('gives up %s that does not come, and leaves it open for the next start', async (_, given) => {
    const conversation = aConversation(given);
    const { request } = await conversation.take(draftOf(speaking));
    void conversation.answer(request);
    const closed = conversation.close(10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    await closed;
    expect(await store.openRequests('wire')).toEqual([request]);
    expect([wall.messages, faults]).toEqual([[], []]);
    await aConversation({ commands: [aCommand(async () => reply({ fallback: 'x' }))] }).resume();
    expect(wall.texts()).toEqual(['x']);
  });

  test('leaves what is asked after it to the next start', async () => {
    const conversation = aConversation();
    await conversation.close(0);
    const request = await askIn(conversation);
    expect([wall.messages, await outcomeOf(request)]).toEqual([[], null]);
    await aConversation().resume();
    expect(wall.texts()).toEqual([ANSWER]);
  });
});

describe('a language model', () => {
  test('keeps nobody waiting, and what goes wrong with it costs nobody the answer', async () => {
    const asked = aPause();
    const help = vi.fn<Newsroom['help']>(async () => {
      await asked.over;
      throw new Error('the model is gone');
    });
    const conversation = aConversation({ newsroom: answering({ hasModel: true, help }) });
    const { request } = await conversation.take(draftOf());
    const answered = conversation.answer(request);
    await vi.waitFor(() => expect(help).toHaveBeenCalled(), { interval: 1 });
    expect([wall.texts(), await outcomeOf(request)]).toEqual([[ANSWER], 'answered']);
    asked.end();
    await answered;
    expect(faults).toMatchObject([{ command: 'improve-answer' }]);
    expect(wall.texts()).toEqual([ANSWER]);
  });

  test('is asked about answers alone', async () => {
    const help = vi.fn<Newsroom['help']>(async answer => answer);
    const speak = aCommand(async () => reply({ fallback: 'Hello.', data: anAnswer({ evidence: [] }) }));
    const conversation = aConversation({ newsroom: answering({ hasModel: true, help }), commands: [ask, speak] });
    await askIn(conversation, speaking);
    expect(help).not.toHaveBeenCalled();
  });
});

describe('after a crash', () => {
  test('between any two steps the next start gives one answer and closes the request', async () => {
    let steps = 0;
    for (let done = false; !done; steps++) {
      wall = aWall();
      const life = aLife(steps);
      const dying = publisherOn({ wall, clock, step: life.step });
      const first = aConversation({
        services: { store: mortal(store, life) },
        platform: { publisher: { ...mortal(dying, life), platform: 'wire' } },
      });
      const draft = draftOf({ person: crypto.randomUUID(), target: { channel: `c${steps}` } });
      const taken = await first.take(draft).catch(() => null);
      if (taken) await first.answer(taken.request);
      done = !life.over();
      await first.close(0);
      await store.close();
      store = await openStore();
      const next = aConversation();
      await next.resume();
      // What was not acknowledged is sent again by its platform.
      if (taken === null) await askIn(next, draft);
      await next.close(0);
      expect(wall.texts(`c${steps}`), `killed at step ${steps}`).toEqual([ANSWER]);
      expect(await store.openRequests('wire'), `killed at step ${steps}`).toEqual([]);
      expect(await store.unsentPosts()).toEqual([]);
    }
    expect(steps).toBeGreaterThan(25);
  });

  test('what was sent is closed, and not sent again', async () => {
    const conversation = aConversation();
    const { request } = await conversation.take(draftOf());
    const target = aTarget();
    const key = `answer:${request.id}`;
    await store.queuePost({
      key,
      kind: 'answer',
      target,
      reply: reply({ fallback: ANSWER, data: anAnswer({ evidence: [] }) }),
      asked: null,
      request: request.id,
    });
    await store.claimPost(key);
    await store.markSent(key, [aRef({ target }, '1')]);
    await conversation.resume();
    expect(wall.messages).toEqual([]);
    expect(await outcomeOf(request)).toBe('answered');
  });

  test('only what belongs to this platform is answered', async () => {
    const conversation = aConversation();
    const { request } = await conversation.take(draftOf({ target: { platform: 'other' } }));
    await conversation.resume();
    expect(await outcomeOf(request)).toBeNull();
  });
});

describe('a pressed button', () => {
  const EXPIRES = '2026-01-07T13:00:00Z';
  const offered = (audience: string | null = null) =>
    offerOne(store, { call: asking('And when?'), audience, expiresAt: EXPIRES });

  /** Presses it; gives the answer. */
  async function press(action: string, person: string) {
    const call = { command: 'press', input: { kind: 'options', options: { action } } } as const;
    const newsroom = answering();
    const request = await askIn(aConversation({ newsroom }), { call, person });
    return { request, newsroom, post: (await store.postOfRequest(request.id))! };
  }

  test('does what it was made for, for whoever it is for', async () => {
    for (const [audience, person] of [
      [null, BEN],
      [ADA, ADA],
    ] as const) {
      const { newsroom, request } = await press(await offered(audience), person);
      expect(newsroom.ask).toHaveBeenCalledExactlyOnceWith('And when?', null, { model: false });
      expect(await outcomeOf(request)).toBe('answered');
    }
  });

  test('that is for somebody else tells so, and does nothing', async () => {
    const { newsroom, post } = await press(await offered(ADA), BEN);
    expect(newsroom.ask).not.toHaveBeenCalled();
    expect(post).toMatchObject({
      target: { only: BEN },
      reply: { tone: 'error', fallback: 'That button is for the person who asked.' },
    });
  });

  test('that has run out, or was never ours, tells so', async () => {
    const id = await offered();
    clock.set(EXPIRES);
    for (const each of [id, 'b-nowhere']) {
      const { post } = await press(each, ADA);
      expect(post).toMatchObject({ target: { only: ADA }, reply: { data: { error: { code: 'expired-action' } } } });
    }
  });
});

describe('who asks', () => {
  test.each([
    ['everyone', {}, false],
    ['everyone, by what they are', { usesRights: true }, true],
    ['editors', { permission: 'editor' }, true],
  ] as const)('is looked up with their rights where they matter: for %s', async (_, given, matter) => {
    const actor = vi.fn(async () => ({ id: ADA, name: 'Ada', editor: true }));
    const command = aCommand(async () => reply({ fallback: 'x' }), given);
    const request = await askIn(aConversation({ commands: [command], platform: { actor } }), speaking);
    expect(actor).toHaveBeenCalledExactlyOnceWith(request, matter);
  });
});
