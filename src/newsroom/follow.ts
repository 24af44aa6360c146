/**
 * Keeps this process's index up with a store that others write too: reads what is new when it is woken, and looks for it every few seconds, for a
 * call may be lost. It must never end the process: what it cannot read now it reads the next time.
 */
import type { Newsroom, Store } from '../core/ports.ts';

/** How long a change may go unseen whose call was lost, milliseconds. Asking for one number costs a server nothing. */
const LOOK_MS = 5_000;

export interface Following {
  store: Pick<Store, 'lastSeq'> & { onChange: NonNullable<Store['onChange']> };
  newsroom: Pick<Newsroom, 'catchUp' | 'indexed'>;
  lookMs?: number;
}

/** Follows until the function it gives is called, which resolves when nothing of it runs any more. */
export function followStore({ store, newsroom, lookMs = LOOK_MS }: Following): () => Promise<void> {
  let latest: Promise<void> = Promise.resolve();
  let coming = false;
  const read = () => {
    // One that has not begun will see whatever is there by then.
    if (coming) return;
    coming = true;
    latest = latest.then(async () => {
      coming = false;
      if ((await store.lastSeq()) > (await newsroom.indexed())) await newsroom.catchUp();
    });
    // Whoever asks the index next hears of the same fault.
    latest = latest.catch(() => {});
  };
  const end = store.onChange(read);
  const timer = setInterval(read, lookMs).unref();
  return async () => {
    clearInterval(timer);
    await end();
    await latest;
  };
}
