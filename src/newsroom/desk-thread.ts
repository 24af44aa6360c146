/**
 * One worker thread with a desk in it (`src/thread.ts`): begun before it is known what it shall open, so that its modules load beside
 * everybody else's, and then called. What comes of a thread that dies is for `threaded.ts`.
 */
import { Worker } from 'node:worker_threads';
import { StetError } from '../core/errors.ts';
import type { Boldness, NameEntry } from '../core/model.ts';
import type { Desk, DeskCall, DeskResult } from './desk.ts';

/** The first that a thread is sent. */
export interface ThreadData {
  /** The index's file, or `:memory:`. */
  indexFile: string;
  names: NameEntry[];
  /** `balanced` unless said. */
  boldness?: Boldness;
}

export interface DeskThread {
  /** Says what it works on; once, and before anything is asked of it. Until then it keeps no process alive. */
  open: (data: ThreadData) => void;
  call: (method: keyof Desk, args: unknown[]) => Promise<unknown>;
  dead: () => boolean;
  close: () => Promise<void>;
}

/**
 * Memory for what is dropped again soon, MB. V8 gives a thread more the more it is given to do: without a limit 150 MB are held that
 * nobody uses; 12 to 48 answer about as fast.
 */
const YOUNG_MB = 12;

/** Memory for all else, MB: many times what is used. The less there may be, the sooner V8 clears what is dropped. */
const OLD_MB = 1_024;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: StetError) => void;
}

/** @param thread the thread's entry point. */
export function beginDeskThread(thread: URL): DeskThread {
  const worker = new Worker(thread, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let dead = false;
  let cause: unknown;

  worker.on('message', (result: DeskResult) => {
    const caller = waiting.get(result.id);
    waiting.delete(result.id);
    if ('fault' in result && result.ending) dead = true;
    if ('value' in result) caller?.resolve(result.value);
    else caller?.reject(new StetError(result.fault.code, result.fault.message, { cause: result.fault.stack }));
  });
  worker.on('error', error => {
    cause = error;
  });
  const exited = new Promise<void>(resolve => {
    worker.on('exit', () => {
      dead = true;
      for (const caller of waiting.values())
        caller.reject(new StetError('internal', 'the worker thread stopped', { cause }));
      waiting.clear();
      resolve();
    });
  });

  // Behind the listeners, of which the first to hear messages would undo it.
  worker.unref();

  return {
    open({ indexFile, names, boldness = 'balanced' }) {
      worker.ref();
      worker.postMessage({ indexFile, names, boldness } satisfies ThreadData);
    },
    dead: () => dead,
    call(method, args) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, method, args } satisfies DeskCall);
      });
    },
    close() {
      if (!dead) worker.postMessage('close');
      return exited;
    },
  };
}
