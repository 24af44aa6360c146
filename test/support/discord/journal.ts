/** What happened on the server, in its order, and promises to wait on: tests never sleep. */

export type JournalEntry =
  | {
      kind: 'rest';
      method: string;
      /** Without `/api/v10` and the query. */
      path: string;
      query: Record<string, string>;
      body: unknown;
      status: number;
      /** By the server's clock, in milliseconds since 1970. */
      at: number;
    }
  /** Somebody wants to connect to the gateway. */
  | { kind: 'knocked'; met: 'accept' | 'refuse' | 'ignore' }
  | { kind: 'opened'; connection: number }
  | { kind: 'closed'; connection: number; code: number }
  /** What a client sent over the gateway. */
  | { kind: 'received'; connection: number; op: number; data: unknown }
  /** What was sent to it. */
  | { kind: 'dispatched'; event: string; data: unknown };

export type RestCall = Extract<JournalEntry, { kind: 'rest' }>;

/** Milliseconds a test waits for what should come at once; far below the time that a test may take. */
const PATIENCE = 10_000;

interface Waiter {
  settle: () => boolean;
  fail: (reason: Error) => void;
}

export class Journal {
  readonly entries: JournalEntry[] = [];
  #waiters = new Set<Waiter>();

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    this.changed();
  }

  /** Looks at every condition anew; to be called after whatever may have changed. */
  changed(): void {
    for (const waiter of this.#waiters) if (waiter.settle()) this.#waiters.delete(waiter);
  }

  /** The first thing that is neither null, undefined nor false, now or as soon as it is. */
  when<Value>(what: () => Value | null | undefined | false, patience: number = PATIENCE): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const late = new Error('what the test waited for did not happen');
    const timer = setTimeout(() => waiter.fail(late), patience);
    const waiter: Waiter = {
      settle: () => {
        const found = what();
        if (found === null || found === undefined || found === false) return false;
        clearTimeout(timer);
        resolve(found);
        return true;
      },
      fail: reason => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        reject(reason);
      },
    };
    if (!waiter.settle()) this.#waiters.add(waiter);
    return promise;
  }

  /** The next entry from now on that fits. */
  next<Entry extends JournalEntry>(fits: (entry: JournalEntry) => entry is Entry): Promise<Entry>;
  next(fits: (entry: JournalEntry) => boolean): Promise<JournalEntry>;
  next(fits: (entry: JournalEntry) => boolean): Promise<JournalEntry> {
    const from = this.entries.length;
    return this.when(() => this.entries.slice(from).find(fits));
  }

  /** Whoever still waits is told that the server is gone. */
  close(): void {
    for (const waiter of this.#waiters) waiter.fail(new Error('the server was closed'));
  }
}
