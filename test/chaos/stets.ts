/** The processes of Stet in a run: each started as `npm start` does, killed at will, and started again by whoever watches over it. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startStet } from '../support/stet.ts';

/** Milliseconds after which whoever ended by itself is started again, as a service manager would. */
const AGAIN_MS = 500;

/** Milliseconds that a start is waited for; a bot's may take longer, while the lease of the one that was killed runs out. */
const START_MS = 8_000;

/** Milliseconds after which a process that was told to stop has not. */
const STOP_MS = 20_000;

export interface Stet {
  name: string;
  /** Does nothing while it runs. From now on it is started again whenever it ends by itself. */
  start: () => void;
  /** Resolves when it serves, or after a while: it may be dead again by then. */
  serves: () => Promise<void>;
  /** Ends it and leaves it so. Gives what was wrong with that: null where it went as it was told. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<string | null>;
  /** Why it ended, each time that it did unasked. */
  endedByItself: readonly string[];
}

/**
 * What is wrong with how a process went that was told to: null where nothing is. One that was only starting goes by the signal itself, before
 * it listens to any, or says that it stopped.
 */
export function wrongWith({ code, signal, said }: Gone): string | null {
  if (code === 0 || signal === 'SIGTERM' || said.trim().endsWith('stopped.')) return null;
  return signal === null ? `ended with ${reasonOf(code ?? '?', said)}` : `did not stop within ${STOP_MS} ms`;
}

interface Gone {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** On standard error. */
  said: string;
}

/** The last line that a process said before it ended; ids of faults are left out, so that ends of one reason are counted together. */
export function reasonOf(code: number | string, said: string): string {
  const last = said.trim().split('\n').at(-1)!.trim();
  return `${code}, ${last === '' ? 'without a word' : last.replace(/ \(([\w-]+) [\w-]+\)$/, ' ($1)')}`;
}

interface Given {
  name: string;
  data: string;
  env: Record<string, string>;
  /** A file for what it writes to its streams. */
  output: string;
  /** What it says once it serves. */
  words: readonly string[];
}

export function aStet({ name, data, env, output, words }: Given): Stet {
  const endedByItself: string[] = [];
  const log = createWriteStream(output, { flags: 'a' });
  let child: ChildProcess | null = null;
  let serving = Promise.withResolvers<void>();
  let said = '';
  let isWanted = false;

  function start(): void {
    isWanted = true;
    if (child !== null) return;
    const made = startStet(['start'], { data, env });
    child = made;
    serving = Promise.withResolvers<void>();
    said = '';
    made.stderr.on('data', chunk => {
      said += String(chunk);
      if (words.every(each => said.includes(each))) serving.resolve();
    });
    made.stdout.pipe(log, { end: false });
    made.stderr.pipe(log, { end: false });
    // Whoever breaks the run off leaves nobody behind.
    const end = () => made.kill('SIGKILL');
    process.once('exit', end);
    made.once('exit', (code, signal) => {
      process.off('exit', end);
      child = null;
      if (!isWanted) return;
      endedByItself.push(reasonOf(code ?? signal ?? '?', said));
      setTimeout(() => isWanted && start(), AGAIN_MS);
    });
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<string | null> {
    isWanted = false;
    const dying = child;
    if (dying === null) return null;
    const gone = once(dying, 'exit');
    dying.kill(signal);
    const late = setTimeout(() => dying.kill('SIGKILL'), STOP_MS);
    const [code, by] = (await gone) as [number | null, NodeJS.Signals | null];
    clearTimeout(late);
    return signal === 'SIGKILL' ? null : wrongWith({ code, signal: by, said });
  }

  return {
    ...{ name, start, end, endedByItself },
    serves: () => Promise.race([serving.promise, pause(START_MS, undefined, { ref: false })]),
  };
}
