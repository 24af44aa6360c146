/** What the console's two forms, the prompt and the command line, share: who asks, with what, and where progress goes. */
import type { Place } from '../../core/chat.ts';
import type { Actor, Call, Services } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import { dispatch, type Fault, isAskersFault, type Outcome } from '../dispatch.ts';
import { progressOn } from './progress.ts';
import type { ConsoleStreams } from './streams.ts';

export interface ConsoleDeps {
  services: Services;
  streams: ConsoleStreams;
  /** Put back where something was printed while somebody typed. */
  screen: { redraw: () => void };
  /** How long questions are kept, days. */
  keepDays: number;
  /** Told of every fault, for the log. */
  onFault: (fault: Fault) => void;
}

/** Whoever sits at the machine may do what its files allow anyway. */
const LOCAL: Actor = { id: 'console:local', name: 'console', editor: true };

/** The console is a channel too: what it follows is told in it. */
export const CONSOLE: Place = { platform: 'console', space: 'local', channel: 'console', thread: null };

/** How a command is typed at the console. */
export function typed(command: string): string {
  return `/${command}`;
}

/** Runs a call as the person at the console. Never rejects. */
export async function runCall(
  call: Call,
  { services, streams, keepDays, onFault }: ConsoleDeps,
  signal: AbortSignal,
  before: string | null = null,
): Promise<Outcome> {
  const progress = progressOn(streams.stderr, streams.stderrIsTerminal);
  const outcome = await dispatch(call, {
    ...services,
    actor: LOCAL,
    surface: 'console',
    editors: 'whoever sits at the machine',
    place: CONSOLE,
    direct: false,
    request: null,
    before,
    keepDays,
    typed,
    // Nobody reads links to the console.
    messageAt: async () => null,
    offer: () => Promise.reject(new StetError('not-here', 'the console has no buttons')),
    progress: progress.show,
    signal,
  });
  progress.clear();
  if (outcome.fault) onFault(outcome.fault);
  return outcome;
}

/** A fault as one line: its sentence, and the id of one that is ours. */
export function faultLine({ id, error }: Fault): string {
  return isAskersFault(error) ? error.userMessage : `${error.userMessage} (${error.code} ${id})`;
}
