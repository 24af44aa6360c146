/**
 * The Newsroom port over a worker thread: the main loop only sends and waits. It feeds the desk from the store by sequence
 * number, and starts a new thread when one has died; what was under way then fails as retryable.
 */
import { StetError } from '../core/errors.ts';
import type { LanguageModel } from '../core/language-model.ts';
import type { Newsroom, Store } from '../core/ports.ts';
import type { Desk } from './desk.ts';
import { beginDeskThread, type DeskThread, type ThreadData } from './desk-thread.ts';
import { newsOf } from './digest/news.ts';
import type { HelpDesk } from './model/help.ts';
import { helpedParts } from './model/helped.ts';

interface NewsroomOptions extends ThreadData {
  store: Store;
  /** The thread's entry point. */
  thread: URL;
  /** A thread of that kind that was begun before, to be the first. */
  begun?: DeskThread | null;
  /** Whether the seed corpus belongs to the record; `auto`: until there is an article of one's own. */
  seeds: 'auto' | 'on' | 'off';
  /** Helps where it is wanted; its requests are made on this loop, which only waits for them. */
  model?: LanguageModel | null;
  /** Starts the thread before it is asked for: it takes a quarter of a second, in which a store can be filled. */
  atOnce?: boolean;
}

/** What the thread does at once besides answering, milliseconds: a question may have to wait for it. */
const STEP_MS = 20;

/**
 * Of these for reading; the index takes the rest. Articles that take longer to read than those before, as the first ones do in a new
 * thread, wait for the next step.
 */
const READING_MS = 12;

/** Articles sent to the thread first, and at most: how many it reads in a step is known when it has read some. */
const FIRST_BATCH = 4;
const LARGEST_BATCH = 64;

/**
 * Time for putting the index in order, at most, beside the time for adding: it needs about half where articles come a few at a time, more the more
 * are held, and may not fall behind.
 */
const TIDYING = 1;

export function openNewsroom(options: NewsroomOptions): Newsroom {
  const { store } = options;
  let { begun = null } = options;
  const startThread = () => {
    const started = begun ?? beginDeskThread(options.thread);
    begun = null;
    started.open(options);
    return started;
  };
  let thread = options.atOnce ? startThread() : null;
  /** The thread that follows the store, or has followed it. */
  let following: DeskThread | null = null;
  let closed = false;

  const call = <Method extends keyof Desk>(
    method: Method,
    ...args: Parameters<Desk[Method]>
  ): Promise<ReturnType<Desk[Method]>> => {
    if (closed) return Promise.reject(new StetError('internal', 'the newsroom is closed'));
    if (thread === null || thread.dead()) thread = startThread();
    return thread.call(method, args) as Promise<ReturnType<Desk[Method]>>;
  };

  async function follow(progress: (done: number, total: number) => void) {
    const seeds = await seedsBelong(store, options.seeds);
    const asked = call('state');
    following = thread;
    const state = await asked;
    const last = await store.lastSeq();
    // Another store, or one put back to an earlier day, is followed from its beginning.
    const follows = state.store === store.id && state.seeds === seeds && state.seq <= last;
    if (!follows) await call('clear', seeds, store.id);
    const from = follows ? state.seq : 0;
    const total = last - from;
    let seq = from;
    let batch = FIRST_BATCH;
    for (;;) {
      const changes = await store.changesSince(seq, batch);
      if (changes.length === 0) break;
      const wanted = seeds ? changes : changes.filter(({ article }) => article.origin !== 'seed');
      const added = await call('add', wanted, changes.at(-1)!.article.seq, READING_MS);
      seq = added.seq;
      batch = nextBatch(Math.max(1, added.articles), added.ms);
      // A call of its own: a question that waits goes first.
      await call('tidy', Math.min(STEP_MS, added.ms * TIDYING));
      progress(Math.min(seq - from, total), total);
    }
    while (await call('tidy', STEP_MS));
  }

  /** Follows once more where the thread died of it: a damaged index has then been thrown away. */
  async function followAnew(progress: (done: number, total: number) => void) {
    try {
      await follow(progress);
    } catch (fault) {
      if (!thread?.dead()) throw fault;
      await follow(progress);
    }
  }

  // One follower at a time. One that has not begun will see whatever is stored now, so all who ask before it does wait for that one.
  let latest: Promise<void> = Promise.resolve();
  let coming: Promise<void> | null = null;
  const catchUp = (progress?: (done: number, total: number) => void) => {
    if (coming !== null && progress === undefined) return coming;
    // Whoever asked for the earlier one hears of its fault; this one tries for itself.
    const next = latest
      .catch(() => {})
      .then(() => {
        if (coming === next) coming = null;
        return followAnew(progress ?? (() => {}));
      });
    coming = next;
    latest = next;
    return next;
  };

  /** A thread that is new, or new again after a fault, may have an empty index: it follows the store before it answers. */
  const present = async () => {
    if (following === null || following.dead()) await catchUp();
  };

  /** Asks the desk; once more where the thread died of it, for a thread that ends with its index may just have been replaced. */
  const asked = async <Method extends keyof Desk>(method: Method, ...args: Parameters<Desk[Method]>) => {
    await present();
    try {
      return await call(method, ...args);
    } catch (fault) {
      if (!thread?.dead()) throw fault;
      await present();
      return call(method, ...args);
    }
  };

  const helpDesk: HelpDesk = {
    offerPassages: (question, questions) => asked('offerPassages', question, questions),
    answerByReading: (question, questions, sides) => asked('answerByReading', question, questions, sides),
    offerSentences: (id, seen) => asked('offerSentences', id, seen),
    briefInOrder: (id, seen, order, revision) => asked('briefInOrder', id, seen, order, revision),
  };

  return {
    ...helpedParts(options.model ?? null, helpDesk, {
      ask: (question, before) => asked('ask', question, before),
      why: question => asked('why', question),
      brief: (id, seen) => asked('brief', id, seen),
    }),
    search: (words, limit) => asked('search', words, limit),
    read: id => asked('read', id),
    digest: query =>
      newsOf(query, {
        store,
        brief: id => asked('brief', id, []),
        fitting: (arrivals, follows) => asked('fitting', arrivals, follows),
        outlines: ids => asked('outlines', ids),
        stories: outlines => asked('stories', outlines),
        change: (id, before) => asked('change', id, before),
      }),
    async changes(id, from, to) {
      const [article, before, after] = [
        await store.article(id),
        await store.revision(id, from),
        await store.revision(id, to),
      ];
      if (article === null || before === null || after === null) return [];
      return asked('changes', { article, text: before.text }, after.text);
    },
    weighSentences: id => asked('weighSentences', id),
    watchedWords: question => asked('watchedWords', question),
    termsOf: id => asked('termsOf', id),
    changeOf: (before, now) => asked('changeOf', before, now),
    assess: id => asked('assess', id),
    copies: id => asked('copies', id),
    seedsBelong: () => seedsBelong(store, options.seeds),
    async indexed() {
      const state = await call('state');
      return state.store === store.id ? state.seq : 0;
    },
    catchUp,
    async rebuild(progress) {
      await call('clear', await seedsBelong(store, options.seeds), store.id);
      await catchUp(progress);
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

/** So many articles as are read in a step, if they are like the last ones; twice as many at most, for those may have been short. */
function nextBatch(articles: number, ms: number): number {
  const fitting = Math.floor((articles * STEP_MS) / Math.max(ms, 1));
  return Math.max(1, Math.min(fitting, 2 * articles, LARGEST_BATCH));
}

async function seedsBelong(store: Store, setting: 'auto' | 'on' | 'off'): Promise<boolean> {
  if (setting !== 'auto') return setting === 'on';
  const counts = await store.countArticles();
  return counts.file + counts.feed === 0;
}
