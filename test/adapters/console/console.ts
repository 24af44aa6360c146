/** A console with streams that a test holds both ends of. */
import { PassThrough } from 'node:stream';
import type { ConsoleDeps } from '../../../src/adapters/console/session.ts';
import type { Fault } from '../../../src/adapters/dispatch.ts';
import type { Newsroom } from '../../../src/core/ports.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { aNewsroom, anAnswer, clock, memoryStore, Sink } from '../parts.ts';

interface Given {
  /** What comes from standard input, which then ends; nothing given leaves it open. */
  input?: string | Buffer;
  stdout?: Sink;
  newsroom?: Partial<Newsroom>;
}

export async function aConsole({ input, stdout = new Sink(), newsroom }: Given = {}) {
  const stdin = new PassThrough();
  const stderr = new Sink();
  const faults: Fault[] = [];
  if (input !== undefined) stdin.end(input);
  const deps: ConsoleDeps = {
    services: {
      ...DEFAULT_SERVICES,
      store: await memoryStore(),
      newsroom: aNewsroom(newsroom),
      queue: openLocalQueue({ clock, warn: () => {} }),
      clock,
    },
    streams: { stdin, stdout, stderr, columns: () => 80, colour: false, links: false, stderrIsTerminal: false },
    screen: { redraw: () => {} },
    keepDays: 90,
    onFault: fault => void faults.push(fault),
  };
  return { deps, stdin, stdout, stderr, faults };
}

/** Answers each question with itself, and with no evidence. */
export const echo: Partial<Newsroom> = {
  ask: async question => anAnswer({ question, answer: question, evidence: [] }),
};

export const never = new AbortController().signal;
