/**
 * What happened at the Slack test server, in order, and promises for what is still to happen: tests wait for a thing,
 * never for a time. Each entry is handed out by `next` once, so that waiting twice means two things.
 */
import type { Delivery } from './deliveries.ts';
import type { Json, Message } from './shapes.ts';

/** One request for a Web API method, or for a `response_url`. */
export interface Call {
  method: string;
  args: Json;
  /** Which token it carried; `none` where Slack refused it for that. */
  token: 'bot' | 'app' | 'none';
  /** The answer; null where a fault left it unanswered. */
  answer: Json | null;
  status: number;
  /** Whether the state of the workspace was changed by it; a call may be lost before, or only its answer after. */
  applied: boolean;
  /** The server's clock, milliseconds since 1970. */
  at: number;
}

/** A message as it was then, whoever changed it: what becomes of it later does not change this. */
export interface Change {
  what: 'posted' | 'updated' | 'deleted' | 'ephemeral';
  message: Message;
}

export interface Happenings {
  call: Call;
  message: Change;
  /** One attempt at a delivery was acknowledged. */
  acknowledged: Delivery;
  /** A delivery was given up. */
  unanswered: Delivery;
  connected: { socket: number };
  disconnected: { socket: number };
}

type Kind = keyof Happenings;

interface Entry {
  kind: Kind;
  value: Happenings[Kind];
  taken: boolean;
}

interface Waiting {
  matches: (entry: Entry) => boolean;
  resolve: (value: never) => void;
}

export class Journal {
  readonly #entries: Entry[] = [];
  readonly #waiting = new Set<Waiting>();

  note<K extends Kind>(kind: K, value: Happenings[K]): void {
    const entry: Entry = { kind, value, taken: false };
    this.#entries.push(entry);
    for (const waiting of this.#waiting) {
      if (entry.taken || !waiting.matches(entry)) continue;
      entry.taken = true;
      this.#waiting.delete(waiting);
      waiting.resolve(value as never);
    }
  }

  /** Everything of one kind so far, oldest first, whether it was handed out or not. */
  all<K extends Kind>(kind: K): Happenings[K][] {
    return this.#entries.filter(one => one.kind === kind).map(one => one.value as Happenings[K]);
  }

  /**
   * The earliest entry of a kind that matches and was not handed out before; waits for it where there is none yet.
   * @throws when it does not come within `withinMs`, with what came instead.
   */
  next<K extends Kind>(kind: K, matches: (value: Happenings[K]) => boolean = () => true, withinMs = 10_000) {
    const fits = (entry: Entry) => entry.kind === kind && matches(entry.value as Happenings[K]);
    const there = this.#entries.find(entry => !entry.taken && fits(entry));
    if (there) {
      there.taken = true;
      return Promise.resolve(there.value as Happenings[K]);
    }
    return this.#await<Happenings[K]>(kind, fits, withinMs);
  }

  #await<T>(kind: Kind, matches: (entry: Entry) => boolean, withinMs: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { matches, resolve: (value: never) => done(() => resolve(value)) };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new Error(`no such ${kind} within ${withinMs} ms; there were: ${this.#summary()}`));
      }, withinMs);
      const done = (then: () => void) => {
        clearTimeout(timer);
        then();
      };
      this.#waiting.add(waiting);
    });
  }

  #summary(): string {
    return this.#entries.map(({ kind, value }) => brief(kind, value)).join(', ') || 'nothing';
  }
}

function brief(kind: Kind, value: Happenings[Kind]): string {
  if (kind === 'call') return `${kind} ${(value as Call).method} ${(value as Call).status}`;
  if (kind === 'message') return `${kind} ${(value as Change).what} "${(value as Change).message.text.slice(0, 60)}"`;
  return kind;
}
