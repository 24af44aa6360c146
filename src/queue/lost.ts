/**
 * Notices that Redis was emptied while this process runs. A mark stands there for as long as nothing was lost; whoever finds it gone puts it back
 * and has the queue filled again from the store.
 */
import type { Broker } from './bullmq-connection.ts';
import type { Warn } from './failures.ts';

export interface LossWatch {
  broker: Pick<Broker, 'client' | 'isAway' | 'onError'>;
  /** The key of the mark. */
  mark: string;
  /** Milliseconds between two looks. */
  everyMs: number;
  warn: Warn;
}

/** Resolves once a loss would be noticed, to what ends the looking. A `refill` that fails is called again at the next look. */
export async function watchForLoss(
  { broker: { client, isAway, onError }, mark, everyMs, warn }: LossWatch,
  refill: () => Promise<void>,
): Promise<() => void> {
  const look = async () => {
    if (isAway() || (await client.set(mark, '1', 'NX')) === null) return;
    warn('the queue was emptied; it is filled again from the store', {});
    await refill().catch(async thrown => {
      // Found gone once more.
      await client.del(mark);
      throw thrown;
    });
  };
  await client.set(mark, '1');
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look()
      .catch(onError)
      .finally(() => {
        isLooking = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}
