/**
 * A desk for tests of corrections: articles that change, posts that show them on a wall, and the jobs between, with the real store and the
 * real engine. What waits for its time is run when the clock is moved there.
 */
import { deliver } from '../../jobs/deliver.ts';
import { improveAnswer } from '../../jobs/improve-answer.ts';
import { queueArrivals } from '../../jobs/join-cases.ts';
import { queueRecall, recall } from '../../jobs/recall.ts';
import { queueCaseOf, showCase } from '../../jobs/show-case.ts';
import { queueTellings } from '../../jobs/tell-verdict.ts';
import type { Place, Post, PostDraft, Target } from '../../src/core/chat.ts';
import type { JobContext } from '../../src/core/job.ts';
import type { ArticleDraft } from '../../src/core/model.ts';
import { placeKey } from '../../src/core/places.ts';
import type { LanguageModel, Newsroom, Store } from '../../src/core/ports.ts';
import { answerReply } from '../../src/newsroom/answer-reply.ts';
import { briefReply } from '../../src/newsroom/brief/reply.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRequest } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { NO_NET } from '../support/net.ts';
import { newsroomHere } from '../support/newsroom.ts';
import { aWall, publisherOn, type Wall, type WallFault, type WallMessage } from '../support/publisher.ts';

export const HARBOUR: Place = { platform: 'wire', space: 'w1', channel: 'harbour', thread: null };
export const EDITORS: Place = { ...HARBOUR, channel: 'editors' };

/** A report in which every kind of fact stands once. */
export const PACT = `Ports sign a pact on fishing

The pact on fishing was signed by 27 ports on 6 January 2026.

The ports will meet again in Velmar in spring, said Hanna Orvik, who leads the board.

Nobody had expected so many of them to come to the old harbour.
`;
export const HOW_MANY = 'how many ports signed the pact on fishing?';

export interface RecallDesk {
  clock: SettableClock;
  store: Store;
  newsroom: Newsroom;
  wall: Wall;
  context: JobContext;
  /** What goes wrong with the next messages. */
  faults: WallFault[];
  /** The pact, as article `pact`, with these words in the place of others. */
  revise: (words?: string, others?: string) => Promise<void>;
  save: (draft: Partial<ArticleDraft>) => Promise<void>;
  /** Runs what is due, and what that queues; gives the faults. */
  work: () => Promise<unknown[]>;
  /** Moves the clock by so many milliseconds, and does what has become due. */
  later: (ms: number) => Promise<unknown[]>;
  /** When the next recall is due, ISO 8601. */
  nextLook: () => string | undefined;
  /** Posts an answer to a question of Ada's. */
  answer: (target?: Partial<Target>, question?: string) => Promise<Post>;
  brief: (target?: Partial<Target>) => Promise<Post>;
  post: (draft: PostDraft) => Promise<Post>;
  /** What stands in a place now, the first message of each post. */
  standing: (place?: Partial<Place>) => WallMessage[];
  /** What a new process has of the queue: nothing but what it takes up. */
  takeUp: (context?: JobContext) => Promise<void>;
}

/** @param model helps with answers, where one is given */
export async function aRecallDesk(model: LanguageModel | null = null): Promise<RecallDesk> {
  const clock = fixedClock();
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  const newsroom = newsroomHere(() => store, model);
  const wall = aWall();
  const faults: WallFault[] = [];
  let queued: { job: typeof recall | typeof deliver; payload: never; due: number }[] = [];

  const context: JobContext = {
    ...NO_NET,
    store,
    clock,
    newsroom,
    publishers: new Map([['wire', publisherOn({ wall, clock, faults })]]),
    reviewPlaces: [EDITORS],
    queue: {
      add: async (job, payload, { delayMs = 0 } = {}) => {
        const parsed = job.payload.parse(payload) as never;
        const own = job as unknown as typeof recall;
        const known = queued.some(each => each.job.name === own.name && each.job.key(each.payload) === own.key(parsed));
        if (!known) queued.push({ job: own, payload: parsed, due: clock.now().getTime() + delayMs });
        return !known;
      },
    },
    attempt: 1,
    signal: new AbortController().signal,
  };

  const work = async () => {
    const found: unknown[] = [];
    for (;;) {
      const next = queued.find(({ due }) => due <= clock.now().getTime());
      if (!next) return found;
      queued = queued.filter(each => each !== next);
      await next.job.run(next.payload, context).catch((fault: unknown) => void found.push(fault));
    }
  };
  const save: RecallDesk['save'] = async draft => {
    const { article } = await store.saveArticle(anArticle({ title: null, ...draft }));
    await queueRecall(article, context.queue);
    await queueCaseOf(article.id, { store, queue: context.queue });
    await queueArrivals(article.seq, context);
    await newsroom.catchUp();
  };
  const post = async (draft: PostDraft): Promise<Post> => {
    await store.queuePost(draft);
    await context.queue.add(deliver, { key: draft.key });
    await work();
    return (await store.post(draft.key))!;
  };

  await save({ id: 'pact', text: PACT });
  return {
    ...{ clock, store, newsroom, wall, context, faults, work, save, post },
    revise: async (words = '31 ports', others = '27 ports') => {
      await save({ id: 'pact', text: PACT.replace(others, words) });
      await work();
    },
    later: async ms => {
      clock.advance(ms);
      return work();
    },
    nextLook: () => {
      const recalls = queued.filter(({ job }) => job.name === recall.name).map(({ due }) => due);
      return recalls.length === 0 ? undefined : new Date(Math.min(...recalls)).toISOString();
    },
    answer: async (target = {}, question = HOW_MANY) => {
      const { request } = await store.openRequest(aRequest({ target }));
      const reply = answerReply(await newsroom.ask(question));
      return post(aPost({ key: `answer:${request.id}`, target, reply, request: request.id }));
    },
    brief: async (target = {}) => {
      const reply = briefReply(await newsroom.brief('pact', []));
      return post(aPost({ kind: 'brief', target, reply }));
    },
    standing: place =>
      wall.messages.filter(message => {
        const there = Object.entries({ ...HARBOUR, ...place }).every(
          ([key, value]) => message.place[key as keyof Place] === value,
        );
        return message.part === 0 && there;
      }),
    takeUp: async () => {
      queued = [];
      for (const key of await store.unsentPosts()) await context.queue.add(deliver, { key });
      for (const key of await store.unshownImprovements(100)) await context.queue.add(improveAnswer, { key });
      for (const each of await store.unrecalled(100)) await context.queue.add(recall, { ...each, at: null });
      for (const each of await store.unshownCases([placeKey(EDITORS)], 100)) await context.queue.add(showCase, each);
      await queueTellings({ store, queue: context.queue });
      await queueArrivals(await store.lastSeq(), context);
      await work();
    },
  };
}
