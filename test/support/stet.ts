/** Runs Stet as a person would: its own process, real streams, a data folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from './node-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** STET_DATA. */
  data: string;
  env?: Record<string, string>;
  /** Written to standard input, which is then closed; undefined leaves it open, null gives /dev/null. */
  input?: string | Uint8Array | null;
}

/** Starts Stet and leaves it running. */
export function startStet(args: string[], { data, env = {} }: RunOptions): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], { env: environment(data, env) });
}

/** Runs Stet to its end. */
export function stet(args: string[], options: RunOptions): Promise<Ended> {
  const stdin = options.input === null ? 'ignore' : 'pipe';
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], {
    env: environment(options.data, options.env ?? {}),
    stdio: [stdin, 'pipe', 'pipe'],
  });
  child.stdin?.end(options.input ?? '');
  return ended(child as ChildProcessWithoutNullStreams);
}

/** Resolves with all that a process wrote, when it has ended. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    new Promise<number | null>(resolve => child.on('close', resolve)),
  ]);
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Resolves when a stream has said these words; rejects when it ends before. */
export async function said(stream: Readable, words: string): Promise<void> {
  let heard = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (heard.includes(words)) return;
  }
  throw new Error(`ended without saying "${words}": ${heard}`);
}

/** Nothing of the tester's own settings reaches the process. */
function environment(data: string, env: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('STET_') && !name.startsWith('NODE_'));
  return { ...Object.fromEntries(own), STET_DATA: data, ...env };
}
