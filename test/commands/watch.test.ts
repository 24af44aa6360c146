/** Watching a question or an answer, what is watched, and the end of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { unwatch } from '../../commands/unwatch.ts';
import { watch } from '../../commands/watch.ts';
import { watches } from '../../commands/watches.ts';
import type { MessageRef, Target } from '../../src/core/chat.ts';
import type { CommandContext, OfferedButton } from '../../src/core/command.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { aContext, aNewsroom, anAnswer, clock, memoryStore } from '../adapters/parts.ts';
import { aPost, aRef, aRequest, aTarget } from '../support/chat.ts';
import { aWatch, FREELY } from '../support/watches.ts';

const ADA = { id: 'wire:w1:ada', name: 'Ada', editor: false };
const BEN = { id: 'wire:w1:ben', name: 'Ben', editor: false };
const QUESTION = 'How many ferries sail?';
const REFUSAL = anAnswer({ question: QUESTION, status: 'not-in-corpus', answer: '', evidence: [] });

let store: Store;
let queued: unknown[];
let offered: OfferedButton[];
beforeEach(async () => {
  store = await memoryStore();
  queued = [];
  offered = [];
});

/** In the harbour channel, by Ada, unless said. */
function here(given: Partial<CommandContext> = {}): CommandContext {
  const queue = {
    ...openLocalQueue({ clock, warn: () => {} }),
    add: async (_: unknown, payload: unknown) => queued.push(payload) > 0,
  };
  return aContext(store, {
    actor: ADA,
    surface: 'chat',
    place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: null },
    request: 'r-aaaaaaaaaa',
    queue,
    offer: async buttons => {
      offered.push(...buttons);
      return buttons.map(({ label }) => ({ label, style: 'plain', action: 'b-1' }));
    },
    ...given,
  });
}

/** An answer as it was given to Ada, and the message it became. */
async function given(answer: Answer, target: Partial<Target> = {}): Promise<{ id: string; message: MessageRef }> {
  const { request } = await store.openRequest(aRequest({ target }));
  const made = reply({ fallback: answer.answer, data: answer });
  const draft = aPost({ key: `answer:${request.id}`, target, request: request.id, reply: made });
  const { post } = await store.queuePost(draft);
  const message = aRef(post, 'm-1');
  await store.claimPost(post.key);
  await store.markSent(post.key, [message]);
  return { id: request.id, message };
}

const opened = async () => (await store.openWatches({ person: ADA.id }))[0]!;

describe('watch', () => {
  test('of a refusal waits for an answer where it was asked, and has it asked at once', async () => {
    const { id } = await given(REFUSAL, { thread: '17.5', grant: { token: 'secret', until: '2026-01-07T12:10:00Z' } });
    const made = await watch.run({ what: id }, here({ actor: BEN }));
    const kept = await opened();
    expect(kept).toMatchObject({
      ...{ about: id, kind: 'refusal', question: QUESTION, articles: [], known: REFUSAL },
      ...{ askedBy: ADA.id, setBy: BEN.id, expiresAt: '2026-02-06T12:00:00.000Z' },
      target: aTarget({ thread: '17.5' }),
    });
    expect(kept.words.length).toBeGreaterThan(0);
    expect(made.fallback).toBe('Watched until 2026-02-06: once the record answers, it is said here.');
    expect(queued).toEqual([{ watch: kept.id, seq: 0 }]);
    expect(offered).toEqual([
      { label: 'End the watch', call: { command: 'unwatch', input: { kind: 'options', options: { watch: kept.id } } } },
    ]);
  });

  test('of an answer waits for a change, and is asked again when its articles change', async () => {
    const { id } = await given(anAnswer({ question: 'and when?', readAs: QUESTION }));
    const made = await watch.run({ what: id }, here());
    expect(await opened()).toMatchObject({ kind: 'answer', question: QUESTION, articles: ['t-1'] });
    expect(made.fallback).toContain('when the answer changes');
  });

  test.each([
    ['asked privately is told in a direct message', { only: ADA.id, replyTo: 'm-9' }, { lasting: true, replyTo: null }],
    ['of a direct conversation is told in it', { direct: true }, { direct: true }],
  ])('%s, to its asker alone', async (_, target, told) => {
    const { id } = await given(REFUSAL, target);
    const made = await watch.run({ what: id }, here());
    expect((await opened()).target).toMatchObject({ ...told, only: ADA.id, grant: null });
    expect(made.fallback).toContain('you alone are told');
    await expect(watch.run({ what: id }, here({ actor: BEN }))).rejects.toMatchObject({ code: 'unknown-answer' });
  });

  test('of one answer is one, and says so to whoever is next', async () => {
    const { id } = await given(REFUSAL);
    await watch.run({ what: id }, here());
    const again = await watch.run({ what: id }, here({ actor: BEN }));
    expect(again.fallback).toMatch(/^Watched already, until 2026-02-06/);
    const { id: kept } = await opened();
    await store.tellOfWatch(kept, 1, 5, {
      post: aPost({
        key: `watch:${kept}:1`,
        reply: reply({ fallback: '14', data: anAnswer({ question: QUESTION }) }),
        asked: { question: QUESTION, by: ADA.id },
      }),
      known: anAnswer(),
      articles: [],
      ended: 'answered',
    });
    expect((await watch.run({ what: id }, here())).fallback).toBe('What it waited for was told already.');
    await watch.run({ what: `watch:${kept}:1` }, here());
    expect(await opened()).toMatchObject({ about: `watch:${kept}:1`, kind: 'answer' });
  });

  test('of a question asks it, shows the answer and watches it', async () => {
    const { request } = await store.openRequest(aRequest({ target: { thread: '17.5' } }));
    const newsroom = aNewsroom({ ask: async question => ({ ...REFUSAL, question }) });
    const made = await watch.run({ what: QUESTION }, here({ newsroom, request: request.id }));
    const kept = await opened();
    expect(kept).toMatchObject({ about: request.id, kind: 'refusal', target: { thread: '17.5' } });
    expect(made.fallback).toBe('The record does not say.');
    expect(made.data).toMatchObject({ status: 'not-in-corpus', watch: kept.id });
    expect(offered.map(({ label }) => label)).toEqual(['Why', 'Watch this', '👍', '👎', 'End the watch']);
  });

  test('in the console is one a question, and has no buttons', async () => {
    const place = { platform: 'console', space: 'local', channel: 'console', thread: null };
    const context = here({ surface: 'console', request: null, place });
    for (let i = 0; i < 2; i++) await watch.run({ what: QUESTION }, context);
    expect(await store.openWatches({ channel: place })).toMatchObject([{ question: QUESTION, target: place }]);
    expect(offered).toEqual([]);
  });

  test('lasts no longer than questions are kept', async () => {
    const { id } = await given(REFUSAL);
    await watch.run({ what: id }, here({ keepDays: 7 }));
    expect((await opened()).expiresAt).toBe('2026-01-14T12:00:00.000Z');
  });

  test('is refused where no word tells the topic, where nothing is kept, and of what was forgotten', async () => {
    const newsroom = aNewsroom({ watchedWords: async () => [] });
    await expect(watch.run({ what: 'what is it?' }, here({ newsroom }))).rejects.toMatchObject({
      code: 'bad-question',
    });
    await expect(watch.run({ what: 'r-bbbbbbbbbb' }, here())).rejects.toMatchObject({ code: 'unknown-answer' });
    const { id } = await given(anAnswer({ question: '' }));
    await expect(watch.run({ what: id }, here())).rejects.toMatchObject({ code: 'unknown-answer' });
    expect(queued).toEqual([]);
  });

  test.each([
    ['person', 25, (n: number) => ({ target: { channel: `c-${n}` } }), 'You have 25 questions watched'],
    ['channel', 100, (n: number) => ({ setBy: `wire:w1:p-${n}` }), 'This channel has 100 questions watched'],
  ])('is refused beyond the limit of a %s', async (_, most, other, told) => {
    for (let n = 0; n < most; n++) await store.openWatch(aWatch(other(n)), { person: 1e3, channel: 1e3 });
    const { id } = await given(REFUSAL);
    await expect(watch.run({ what: id }, here())).rejects.toMatchObject({
      code: 'too-many',
      userMessage: expect.stringContaining(told),
    });
  });
});

/** A watch of Ada's on a question of hers, unless said. */
async function watched(draft: Parameters<typeof aWatch>[0] = {}): Promise<string> {
  const result = await store.openWatch(aWatch(draft), FREELY);
  return 'watch' in result ? result.watch.id : '';
}

describe('watches', () => {
  test('are those of the channel and the reader’s own, and nobody’s private ones', async () => {
    const here1 = await watched({ setBy: BEN.id, askedBy: BEN.id });
    const own = await watched({ target: { channel: 'quay', only: ADA.id } });
    await watched({ setBy: BEN.id, askedBy: BEN.id, target: { only: BEN.id } });
    await watched({ setBy: BEN.id, askedBy: BEN.id, target: { channel: 'quay' } });
    const made = await watches.run({}, here());
    expect(made.fields.map(({ name }) => name)).toEqual([here1, own]);
    expect(made.fallback).toBe('2 questions watched:');
    expect(offered.map(({ label }) => label)).toEqual([`End ${own}`]);
    expect(watches.forAskerAlone).toBe(true);
  });

  test('are none where nothing is watched', async () => {
    expect((await watches.run({}, here())).fallback).toMatch(/^Nothing is watched/);
    expect(offered).toEqual([]);
  });
});

describe('unwatch', () => {
  test.each([
    ['who set it', { setBy: ADA.id, askedBy: BEN.id }, ADA],
    ['who asked it', { setBy: BEN.id, askedBy: ADA.id }, ADA],
    ['an editor', { setBy: BEN.id, askedBy: BEN.id }, { ...ADA, editor: true }],
  ])('ends it for %s', async (_, people, actor) => {
    const id = await watched(people);
    expect((await unwatch.run({ watch: id }, here({ actor }))).data).toEqual({ unwatched: id });
    expect((await store.watch(id))?.ended).toBe('ended');
    await expect(unwatch.run({ watch: id }, here({ actor }))).rejects.toMatchObject({ code: 'bad-usage' });
  });

  test('is not for others, who are told who may', async () => {
    const id = await watched();
    await expect(unwatch.run({ watch: id }, here({ actor: BEN }))).rejects.toMatchObject({
      code: 'not-allowed',
      userMessage: expect.stringContaining('whoever sits at the machine'),
    });
    expect((await store.watch(id))?.ended).toBeNull();
  });

  test('knows no private one of somebody else, not even for an editor', async () => {
    const id = await watched({ target: { only: ADA.id } });
    const actor = { ...BEN, editor: true };
    await expect(unwatch.run({ watch: id }, here({ actor }))).rejects.toMatchObject({ code: 'bad-usage' });
    expect((await store.watch(id))?.ended).toBeNull();
  });
});
