/**
 * The console's edges: what it reads and writes. Results go to stdout, everything else to stderr. No `process` here: a test
 * hands in streams of its own.
 */
import type { Readable, Writable } from 'node:stream';
import { StetError } from '../../core/errors.ts';
import { showHidden } from '../visible-text.ts';
import type { RenderOptions } from './render.ts';

export interface ConsoleStreams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Columns of stdout as they are now; a terminal may be resized. */
  columns: () => number;
  /** Whether stdout may be sent colours: a terminal, and NO_COLOR not set. */
  colour: boolean;
  /** Whether stdout may be sent OSC 8 links. */
  links: boolean;
  /** Whether stderr is a terminal, so that progress may redraw its line. */
  stderrIsTerminal: boolean;
}

export function lookOf({ columns, colour, links }: ConsoleStreams): RenderOptions {
  return { width: columns(), colour, links };
}

/**
 * Writes and waits until it is written, so that a slow reader slows us down and nothing piles up.
 * Throws `closed-output` when nobody reads any more.
 */
export function write(stream: Writable, text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  expectFaults(stream);
  stream.write(text, fault => (fault ? reject(closed(fault)) : resolve()));
  return promise;
}

/** Keeps a stream's `error` event from ending the process: each write hears of its own fault. Safe to call again. */
export function expectFaults(stream: Writable): void {
  if (stream.listenerCount('error', ignored) === 0) stream.on('error', ignored);
}

function ignored(): void {}

function closed(cause: Error): StetError {
  const isClosed = ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(codeOf(cause) ?? '');
  if (isClosed) return new StetError('closed-output', 'the output was closed', { cause });
  return new StetError('internal', 'the output cannot be written', { cause });
}

function codeOf(error: Error): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** One line on stderr, after a name and a colon: `stet: there is no such file`. Text of others is escaped. */
export async function note(stderr: Writable, message: string): Promise<void> {
  // Where stderr is closed there is nobody left to tell.
  await write(stderr, `stet: ${showHidden(message)}\n`).catch(ignored);
}
