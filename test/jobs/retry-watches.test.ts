import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { retryWatches } from '../../jobs/retry-watches.ts';
import type { MessageRef, Target } from '../../src/core/chat.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import type { Watch } from '../../src/core/watches.ts';
import { takeUp } from '../../src/house/take-up.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { termsOf } from '../../src/newsroom/terms.ts';
import { changeOf } from '../../src/newsroom/watch/change.ts';
import { articlesOf } from '../../src/newsroom/watch/reply.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aNewsroom, anAnswer, evidenceIn } from '../adapters/parts.ts';
import { temporaryFile } from '../storage/stores.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRef, aRequest } from '../support/chat.ts';
import { aLife, mortal } from '../support/killing.ts';
import { publisherOn } from '../support/publisher.ts';
import { aWatch, FREELY } from '../support/watches.ts';
import { aFeedDesk, type FeedDesk } from './feed-desk.ts';

const ADA = 'wire:w1:ada';
const QUESTION = 'How many ferries sail?';
const NAMES = makeNames([]);
const REFUSED = anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] });

/** Answers how many ferries sail by the article that came last and says so; disputed where another one says otherwise. */
function ferryNewsroom(store: Store): Newsroom {
  return aNewsroom({
    ask: question => answerFrom(question, store),
    termsOf: async id => termsOf((await store.revision(id))?.text ?? '').map(({ term }) => term),
    changeOf: async (before, now) => changeOf(before, now, NAMES),
  });
}

async function answerFrom(question: string, store: Store): Promise<Answer> {
  const said = [];
  for (const { article, text } of await store.changesSince(0, 1_000)) {
    const [quote, value] = /(\d+) ferries sail/.exec(text) ?? [];
    if (quote && value) said.push({ says: `${value} ferries`, evidence: [await evidenceIn(store, article, quote)] });
  }
  const last = said.at(-1);
  if (last === undefined) return anAnswer({ question, status: 'not-in-corpus', answer: '', evidence: [] });
  const others = said.filter(({ says }) => says !== last.says);
  const disagreement = others.length === 0 ? null : { kind: 'conflict' as const, sides: [last, ...others] };
  return anAnswer({ question, answer: last.says, evidence: last.evidence, disagreement });
}

let desk: FeedDesk;
beforeEach(async () => {
  desk = await aFeedDesk(ferryNewsroom);
});
afterEach(() => desk.store.close());

/** A question as it was asked and answered; resolves to its request and the message that answers it. */
async function asked(target: Partial<Target> = {}, own = desk): Promise<{ request: string; message: MessageRef }> {
  const { request } = await own.store.openRequest(aRequest({ target }));
  const draft = aPost({
    key: `answer:${request.id}`,
    target,
    request: request.id,
    reply: reply({ fallback: 'Asked.' }),
  });
  const { post } = await own.store.queuePost(draft);
  const message = aRef(post, `m-${request.id}`);
  await own.store.claimPost(post.key);
  await own.store.markSent(post.key, [message]);
  await own.store.closeRequest(request.id, 'not-in-corpus');
  return { request: request.id, message };
}

/** Watches what the record says now, and has it asked. */
async function watching(given: Parameters<typeof aWatch>[0] = {}, own = desk): Promise<Watch> {
  const known = await answerFrom(QUESTION, own.store);
  const kind = known.status === 'answered' ? 'answer' : 'refusal';
  const draft = aWatch({ known, kind, articles: articlesOf(known), ...given });
  const opened = await own.store.openWatch(draft, FREELY);
  if ('full' in opened) throw new Error('no limit was to be reached');
  await own.context.queue.add(retryWatches, { watch: opened.watch.id, seq: opened.watch.wokenAt });
  return opened.watch;
}

/** An article comes, and all that follows from it is done. */
async function arrives(text: string, id?: string, own = desk): Promise<string> {
  own.clock.advance(1_000);
  const { article } = await own.store.saveArticle(anArticle({ text, ...(id === undefined ? {} : { id }) }));
  await own.context.queue.add(retryWatches, { seq: article.seq });
  await own.work();
  return article.id;
}

/** What was posted beside the answers: each post once, whole. */
function told(own = desk): string[] {
  const posts = Map.groupBy(own.wall.messages, ({ key }) => key);
  return [...posts.values()].map(parts =>
    parts
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' '),
  );
}

describe('a question the record could not answer', () => {
  it('is answered once the record does, where it was asked, in reply to the refusal', async () => {
    const { request, message } = await asked({ thread: '17.5' });
    const watch = await watching({ about: request, target: { thread: '17.5' } });
    await arrives('The ferries are painted.');
    expect(told()).toEqual([]);
    await arrives('14 ferries sail.');
    await arrives('15 ferries sail.');
    expect(told()).toEqual(['The record says it now: 14 ferries']);
    expect(desk.wall.messages[0]!.place).toMatchObject({ channel: 'harbour', thread: '17.5' });
    const post = await desk.store.post(`watch:${watch.id}:1`);
    expect(post).toMatchObject({
      target: { replyTo: message.message, grant: null, only: null },
      asked: { question: QUESTION, by: ADA },
      reply: { data: { status: 'answered', answer: '14 ferries' } },
    });
    expect((await desk.store.watch(watch.id))!.ended).toBe('answered');
  });

  it('is answered at once where the article came before the watch was set', async () => {
    const known = anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] });
    await arrives('14 ferries sail.');
    await watching({ known, kind: 'refusal', articles: [] });
    await desk.work();
    expect(told()).toEqual(['The record says it now: 14 ferries']);
  });

  it('is asked again by articles that carry its words, and by no others', async () => {
    await watching();
    await desk.work();
    const ask = vi.spyOn(desk.context.newsroom, 'ask');
    await arrives('The quay is closed.');
    expect(ask).not.toHaveBeenCalled();
    await arrives('A ferry burnt.');
    expect(ask).toHaveBeenCalledExactlyOnceWith(QUESTION, null, { model: false });
  });

  it('is asked once for all articles that came together', async () => {
    await watching();
    await desk.work();
    const ask = vi.spyOn(desk.context.newsroom, 'ask');
    for (const text of ['A ferry burnt.', 'Two ferries burnt.']) {
      const { article } = await desk.store.saveArticle(anArticle({ text }));
      await desk.context.queue.add(retryWatches, { seq: article.seq });
    }
    await desk.work();
    expect(ask).toHaveBeenCalledOnce();
  });

  it.each<[string, Partial<Target>]>([
    ['asked privately is answered to its asker alone, in a way that lasts', { only: ADA, lasting: true }],
    ['asked in a direct conversation is answered in it', { only: ADA, direct: true }],
  ])('%s', async (_, target) => {
    const { request, message } = await asked(target);
    const watch = await watching({ about: request, target });
    await arrives('14 ferries sail.');
    const post = (await desk.store.post(`watch:${watch.id}:1`))!;
    expect(post.target).toMatchObject({ ...target, grant: null });
    expect(post.target.replyTo).toBe(target.direct ? message.message : undefined);
    expect(desk.wall.messages.every(({ only }) => only === ADA)).toBe(true);
    for (const { action } of post.reply.actions) expect((await desk.store.action(action))!.audience).toBe(ADA);
    await desk.store.forget(ADA);
    expect([await desk.store.post(post.key), await desk.store.watch(watch.id)]).toEqual([null, null]);
  });

  it('is not asked once it was ended or has expired', async () => {
    const ended = await watching();
    await desk.work();
    await desk.store.endWatch(ended.id, 'ended');
    await watching();
    await desk.work();
    desk.clock.advance(31 * 86_400_000);
    const ask = vi.spyOn(desk.context.newsroom, 'ask');
    await arrives('14 ferries sail.');
    expect([ask.mock.calls, told()]).toEqual([[], []]);
  });

  it('is not answered when its asker was forgotten while it was asked', async () => {
    const watch = await watching();
    const { ask } = desk.context.newsroom;
    desk.context.newsroom.ask = async (...given) => {
      await desk.store.forget(ADA);
      return ask(...given);
    };
    await arrives('14 ferries sail.');
    expect([told(), await desk.store.post(`watch:${watch.id}:1`)]).toEqual([[], null]);
  });

  it('has its newsroom fail, and is asked again by the next article', async () => {
    await watching();
    await desk.work();
    vi.spyOn(desk.context.newsroom, 'ask').mockRejectedValueOnce(new Error('the thread died'));
    await arrives('14 ferries sail.');
    expect(told()).toEqual([]);
    await arrives('Nothing of it.');
    expect(told()).toEqual(['The record says it now: 14 ferries']);
  });
});

describe('an answer that a language model helped to find', () => {
  it('is asked again with it; where it has nothing to say, nothing is told that only seems to have changed', async () => {
    const use = { used: true, calls: 1, tokens: 10, dropped: 0, notes: [] };
    const known = {
      ...(await answerFrom(QUESTION, desk.store)),
      status: 'answered' as const,
      answer: '14 ferries',
      model: use,
    };
    const watch = await watching({ known, kind: 'answer' });
    await desk.work();
    const plain = desk.context.newsroom.ask;
    const ask = vi.spyOn(desk.context.newsroom, 'ask');
    ask.mockImplementation(async (...given) => ({ ...(await plain(...given)), model: { ...use, used: false } }));
    await arrives('15 ferries sail.');
    expect(ask).toHaveBeenLastCalledWith(QUESTION, null, { model: true });
    expect(told()).toEqual([]);
    expect(await desk.store.watch(watch.id)).toMatchObject({ ended: null, known: { answer: '14 ferries' } });
    ask.mockImplementation(async (...given) => ({ ...(await plain(...given)), model: use }));
    await arrives('16 ferries sail.');
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('16 ferries');
  });
});

describe('an answer that is watched', () => {
  it('is told when another value is given, once a change, and goes on', async () => {
    await arrives('14 ferries sail.', 'a');
    const watch = await watching();
    await arrives('Still 14 ferries sail.');
    expect(told()).toEqual([]);
    await arrives('15 ferries sail.');
    await arrives('A ferry burnt.');
    expect(told()).toEqual(['The answer has changed. Before: 14 ferries. Now: 15 ferries Sources disagree.']);
    await arrives('16 ferries sail.');
    expect(told()).toHaveLength(2);
    expect((await desk.store.watch(watch.id))!).toMatchObject({
      told: 2,
      ended: null,
      known: { answer: '16 ferries' },
    });
  });

  it('is told when sources disagree that did not, once', async () => {
    await arrives('14 ferries sail.');
    await watching();
    // The better supported side leads, whichever came last.
    desk.context.newsroom.ask = async question => ({
      ...(await answerFrom(question, desk.store)),
      answer: '14 ferries',
    });
    await arrives('9 ferries sail.');
    await arrives('A ferry burnt.');
    expect(told()).toEqual(['Sources say otherwise now: 14 ferries Sources disagree.']);
  });

  it('is told when the record says so no more: a new text of its article, whatever that carries', async () => {
    const id = await arrives('14 ferries sail.');
    await watching();
    await desk.work();
    await arrives('The harbour is quiet.', id);
    expect(told()).toEqual(['The answer has changed. Before: 14 ferries. Now: The record does not say.']);
    await arrives('12 ferries sail.');
    expect(told()[1]).toBe('The record says it now: 12 ferries');
  });
});

describe('a channel that is gone', () => {
  it('ends the watches that were told there, and whoever set them hears of it once', async () => {
    const [here, thread, quay] = [
      await watching({ kind: 'answer' }),
      await watching({ target: { thread: '17.5' } }),
      await watching({ target: { channel: 'quay' } }),
    ];
    await watching({ setBy: 'wire:w1:ben' });
    desk.wall.gone.add('harbour');
    await arrives('14 ferries sail.');
    const ended = async (watch: Watch) => (await desk.store.watch(watch.id))!.ended;
    expect([await ended(here), await ended(thread), await ended(quay)]).toEqual(['gone', 'answered', 'answered']);
    expect(await desk.store.openWatches({ person: ADA })).toEqual([]);
    for (const [person, place] of [
      [ADA, 'wire:w1:harbour:'],
      ['wire:w1:ben', 'wire:w1:harbour:'],
      [ADA, 'wire:w1:harbour:17.5'],
    ])
      expect(await desk.store.post(`left:${place}:${person}:2026-01-07`)).toMatchObject({ target: { only: person } });
    expect(told().filter(text => text.startsWith('The record'))).toHaveLength(1);
  });

  it('and so does a person who cannot be reached any more, for their private ones alone', async () => {
    const target = { only: ADA, lasting: true };
    const own = await watching({ kind: 'answer', target });
    const open = await watching({ kind: 'answer' });
    const { post } = await desk.store.queuePost(aPost({ key: `watch:${own.id}:7`, target: { ...target } }));
    desk.wall.gone.add('harbour');
    await desk.context.queue.add(deliver, { key: post.key });
    desk.queued.splice(0, 2);
    await desk.work();
    expect([(await desk.store.watch(own.id))!.ended, (await desk.store.watch(open.id))!.ended]).toEqual(['gone', null]);
    expect(await desk.store.post(`left:wire:w1:harbour::${ADA}:2026-01-07`)).toBeNull();
  });
});

/** A desk whose processes may die. */
interface MortalDesk extends FeedDesk {
  /** Works in the hands of a process that dies after so many steps; what it queued is gone with it. */
  workFor: (steps: number) => Promise<void>;
  /** A new process takes up what is left, from the store alone, and works it off. */
  restart: () => Promise<void>;
}

async function aMortalDesk(): Promise<MortalDesk> {
  const file = temporaryFile();
  const own = await aFeedDesk(ferryNewsroom, file);
  const { clock, context, queued, wall } = own;
  const reopen = async () => {
    await context.store.close();
    context.store = await openSqliteStore({ file, mode: 'owner', clock });
    context.newsroom = ferryNewsroom(context.store);
    queued.length = 0;
  };
  return {
    ...own,
    // As it is now, not as it was when the desk was made.
    get store() {
      return context.store;
    },
    async workFor(steps) {
      const life = aLife(steps);
      const [store, newsroom] = [mortal(context.store, life), mortal(context.newsroom, life)];
      const publishers = new Map([['wire', publisherOn({ wall, clock, step: life.step })]]);
      const hands = { ...context, store, newsroom, publishers, queue: mortal(context.queue, life) };
      while (queued.length > 0 && !life.over()) {
        const { job, payload } = queued.shift()!;
        await job.run(payload, hands).catch(() => {});
      }
      await reopen();
    },
    async restart() {
      await reopen();
      const queue = { ...context.queue, schedule: async () => {} } as never;
      await takeUp({ store: context.store, clock, queue }, { reviewChannels: null, keepDays: 90 });
      await own.work();
    },
  };
}

/** Each of them opens hundreds of stores, milliseconds; a busy machine takes ten times as long. */
const LONG_MS = 120_000;

describe('whenever the process is killed', () => {
  it(
    'a refusal is answered once: between any two steps',
    async () => {
      let steps = 0;
      for (let done = false; !done; steps++) {
        const own = await aMortalDesk();
        await watching({}, own);
        await own.store.saveArticle(anArticle({ text: '14 ferries sail.' }));
        await own.context.queue.add(retryWatches, { seq: 1 });
        await own.workFor(steps);
        done = told(own).length > 0 && (await own.store.unsentPosts()).length === 0;
        // A post that was handed over is looked for, not said again.
        await own.restart();
        expect(told(own), `killed at step ${steps}`).toEqual(['The record says it now: 14 ferries']);
        await own.store.close();
      }
      expect(steps).toBeGreaterThan(25);
    },
    LONG_MS,
  );

  it(
    'and whatever comes, in any order, a refusal is answered once at most, and never lost while it is watched',
    async () => {
      const step = fc.oneof(
        { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('arrive', 'work', 'end', 'watch', 'restart') }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('die'), steps: fc.nat(40) }) },
      );
      const texts = fc.array(fc.constantFrom('A ferry burnt.', '14 ferries sail.', 'The quay is closed.'), {
        minLength: 8,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), texts, async (steps, coming) => {
          const own = await aMortalDesk();
          const { id } = await watching({ about: 'r-1' }, own);
          const left = [...coming];
          for (const each of steps) {
            if (each.do === 'end') await own.store.endWatch(id, 'ended');
            else if (each.do === 'watch')
              await watching({ about: 'r-1', kind: 'refusal', known: REFUSED, articles: [] }, own);
            else if (each.do === 'work') await own.work();
            else if (each.do === 'restart') await own.restart();
            else if (each.do === 'die') await own.workFor('steps' in each ? each.steps : 0);
            else {
              const { article } = await own.store.saveArticle(anArticle({ text: left.pop() ?? 'Nothing.' }));
              await own.context.queue.add(retryWatches, { seq: article.seq });
            }
          }
          await own.restart();
          const { ended } = (await own.store.watch(id))!;
          const isSaid = (await answerFrom(QUESTION, own.store)).status === 'answered';
          expect(told(own).length).toBeLessThanOrEqual(1);
          expect(told(own).length).toBe(ended === 'answered' ? 1 : 0);
          if (isSaid) expect(ended).not.toBeNull();
          await own.store.close();
        }),
        { numRuns: 25 },
      );
    },
    LONG_MS,
  );

  it(
    'an answer is told of each change once, and last of what the record says',
    async () => {
      const step = fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({ do: fc.constant('arrive' as const), ferries: fc.integer({ min: 1, max: 3 }) }),
        },
        { weight: 3, arbitrary: fc.record({ do: fc.constant('die' as const), steps: fc.nat(40) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 10 }), async steps => {
          const own = await aMortalDesk();
          await own.store.saveArticle(anArticle({ text: '1 ferries sail.' }));
          const { id, known: first } = await watching({}, own);
          for (const each of steps) {
            if (each.do === 'work') await own.work();
            else if (each.do === 'die') await own.workFor(each.steps);
            else {
              await own.store.saveArticle(anArticle({ text: `${each.ferries} ferries sail.` }));
              await own.context.queue.add(retryWatches, { seq: await own.store.lastSeq() });
            }
          }
          await own.restart();
          const watch = (await own.store.watch(id))!;
          const said = await Promise.all(
            Array.from({ length: watch.told }, (_, at) => own.store.post(`watch:${id}:${at + 1}`)),
          );
          expect(said.every(post => post?.state === 'sent')).toBe(true);
          expect(told(own)).toHaveLength(watch.told);
          const answers = [first, ...said.map(post => post!.reply.data as Answer)];
          const changes = answers.slice(1).map((answer, at) => changeOf(answers[at]!, answer, NAMES));
          expect(changes).not.toContain(null);
          expect(changeOf(watch.known, await answerFrom(QUESTION, own.store), NAMES)).toBeNull();
          await own.store.close();
        }),
        { numRuns: 25 },
      );
    },
    LONG_MS,
  );
});
