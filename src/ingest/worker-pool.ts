/**
 * A few worker threads for work on hostile input: each does one thing at a time, and one that takes too long or too much memory is killed and
 * replaced, so that nothing can keep the process from its other work. Knows nothing of what is worked on.
 */
import { Worker } from 'node:worker_threads';
import { type ErrorCode, StetError } from '../core/errors.ts';

export interface WorkerPoolOptions {
  /** The thread's entry point: says `ready` when it is, and answers each message with one `WorkResult`. */
  thread: URL;
  /** Threads at most; they are started when they are needed. */
  workers: number;
  /** Milliseconds one piece of work may take. */
  timeLimitMs: number;
}

export interface WorkOptions {
  /** The fault of work that was killed. */
  killed: ErrorCode;
  /** Whether it is done before what waits and is not. */
  first?: boolean;
}

/** What a thread answers. */
export type WorkResult<Result> = { value: Result } | { fault: { code: ErrorCode; message: string; stack: string } };

export interface WorkerPool<Work, Result> {
  /** Rejects with the fault of the work, or the one given for killed work. */
  run: (work: Work, options: WorkOptions) => Promise<Result>;
  /** Ends all threads; work under way is rejected. Safe to call twice. */
  close: () => Promise<void>;
}

/** Megabytes of heap: what the largest honest page needs is a tenth of it. */
const MEMORY_MB = 256;

/** Megabytes for what is dropped again soon: without a limit a thread holds many times what it uses. */
const YOUNG_MB = 6;

/** Milliseconds within which a new thread has loaded its modules; a busy machine takes seconds. */
const START_MS = 30_000;

interface Thread<Work, Result> {
  run: (work: Work, killed: ErrorCode) => Promise<Result>;
  isDead: () => boolean;
  end: () => Promise<void>;
}

export function openWorkerPool<Work, Result>(options: WorkerPoolOptions): WorkerPool<Work, Result> {
  const idle: Thread<Work, Result>[] = [];
  const all = new Set<Thread<Work, Result>>();
  const waiting: { first: (() => void)[]; later: (() => void)[] } = { first: [], later: [] };
  let busy = 0;
  let closed = false;

  const turn = async (first: boolean) => {
    const line = first ? waiting.first : waiting.later;
    while (busy >= options.workers) await new Promise<void>(resolve => line.push(resolve));
    busy += 1;
  };

  const thread = () => {
    for (let known = idle.pop(); known; known = idle.pop()) {
      if (!known.isDead()) return known;
      all.delete(known);
    }
    const started = startThread<Work, Result>(options);
    all.add(started);
    return started;
  };

  const inThread = async (work: Work, killed: ErrorCode) => {
    const worker = thread();
    try {
      return await worker.run(work, killed);
    } finally {
      if (worker.isDead()) all.delete(worker);
      else idle.push(worker);
    }
  };

  return {
    async run(work, { killed, first = false }) {
      await turn(first);
      try {
        if (closed) throw new StetError('internal', 'the worker pool is closed');
        return await inThread(work, killed);
      } finally {
        busy -= 1;
        const next = waiting.first.shift() ?? waiting.later.shift();
        next?.();
      }
    },
    async close() {
      closed = true;
      await Promise.all([...all].map(each => each.end()));
    },
  };
}

function startThread<Work, Result>({ thread, timeLimitMs }: WorkerPoolOptions): Thread<Work, Result> {
  const worker = new Worker(thread, {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  // An idle thread keeps no process alive.
  worker.unref();
  let isDead = false;
  let settle: ((result: WorkResult<Result>) => void) | null = null;
  /** Of the work under way. */
  let killed: ErrorCode = 'internal';
  let cause: unknown;

  const done = (result: WorkResult<Result>) => {
    settle?.(result);
    settle = null;
  };
  const kill = (why: string) => {
    isDead = true;
    done({ fault: { code: killed, message: why, stack: String(cause ?? '') } });
    return worker.terminate();
  };
  const ready = new Promise<void>(resolve => worker.once('message', () => resolve()));
  worker.on('message', (result: WorkResult<Result> | 'ready') => result !== 'ready' && done(result));
  worker.on('error', error => {
    cause = error;
    isDead = true;
  });
  worker.on('exit', () => void kill('the thread stopped'));

  /** The time is the work's own: loading the modules comes before it. */
  const answerInTime = () =>
    new Promise<WorkResult<Result>>(resolve => {
      let timer = setTimeout(() => void kill('the thread did not start'), START_MS);
      const mine = (result: WorkResult<Result>) => {
        clearTimeout(timer);
        resolve(result);
      };
      settle = mine;
      void ready.then(() => {
        if (settle !== mine) return;
        clearTimeout(timer);
        timer = setTimeout(() => void kill(`the work took longer than ${timeLimitMs} ms`), timeLimitMs);
      });
    });

  return {
    isDead: () => isDead,
    async end() {
      await kill('the worker pool is closed');
    },
    async run(work, fault) {
      killed = fault;
      worker.ref();
      worker.postMessage(work);
      const result = await answerInTime();
      worker.unref();
      if ('value' in result) return result.value;
      const { code, message, stack } = result.fault;
      throw new StetError(code, message, { cause: stack });
    },
  };
}
