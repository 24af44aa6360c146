/**
 * A chat platform that several processes could serve: one does, and the others stand by. Who serves holds a lease in the store. What two took
 * as the lease went from one to the other is answered once, for the store knows each event. Posting needs no lease: any process may.
 */
import { asStetError } from '../core/errors.ts';
import type { LeaseStore } from '../core/ports.ts';
import { type HeldLease, LEASE_TIMES, type LeaseTimes, takeLease } from './held-lease.ts';
import type { ChatDeps, ChatService } from './service.ts';

/** What is being answered when a lease is lost may still end, milliseconds: answering needs no lease. */
const LOST_GRACE_MS = 5_000;

export interface StandbyOptions extends Pick<ChatDeps, 'onEnded' | 'warn'> {
  /** Posts, and is never opened. */
  posting: ChatService;
  /** Makes a service of the platform for one turn. */
  forTurn: (events: Pick<ChatDeps, 'onEnded'>) => Promise<ChatService>;
  leases: LeaseStore;
  /** Names this process among all others. */
  holder: string;
  times?: LeaseTimes;
}

/** A service that opens when it is its turn, which may be never. */
export function standBy(options: StandbyOptions): ChatService {
  const { posting, forTurn, leases, holder, warn, times = LEASE_TIMES } = options;
  const wanted = { leases, name: `socket:${posting.name}`, holder, times };
  const stop = new AbortController();
  let grace = LOST_GRACE_MS;
  let turn: HeldLease | null = null;
  let turns: Promise<void> | null = null;
  let serving: ChatService | null = null;
  /** Whether another process sees to what comes in. */
  let isWaiting = false;

  async function takeTurns(onOpen: () => void): Promise<void> {
    const onTaken = () => {
      isWaiting = true;
      warn(`${posting.name}: another process serves it; standing by`, {});
    };
    while (!stop.signal.aborted) {
      turn = await takeLease(wanted, stop.signal, onTaken);
      isWaiting = false;
      if (turn === null) return;
      await serve(turn, onOpen).finally(turn.giveBack);
      if (!stop.signal.aborted) warn(`${posting.name}: the lease is lost`, {});
    }
  }

  /** Until the lease is over. Rejects where the platform lets nobody in. */
  async function serve({ over, end }: HeldLease, onOpen: () => void): Promise<void> {
    const onEnded: ChatDeps['onEnded'] = fault => {
      stop.abort();
      end();
      options.onEnded(fault);
    };
    const service = await forTurn({ onEnded });
    serving = service;
    const open = async () => {
      await service.open();
      onOpen();
      await over;
    };
    await Promise.race([open(), over]).finally(() => {
      serving = null;
      return service.close(grace);
    });
  }

  function open(): Promise<void> {
    const opened = Promise.withResolvers<void>();
    let isOpen = false;
    const onOpen = () => {
      isOpen = true;
      opened.resolve();
    };
    turns = takeTurns(onOpen).then(
      () => opened.reject(stop.signal.reason),
      thrown => {
        opened.reject(thrown);
        // Nobody waits for a later turn to open.
        if (isOpen) options.onEnded(asStetError(thrown));
      },
    );
    return opened.promise;
  }

  return {
    name: posting.name,
    publisher: posting.publisher,
    connected: () => serving?.connected() ?? isWaiting,
    open,
    async close(graceMs) {
      grace = graceMs;
      stop.abort();
      turn?.end();
      await Promise.all([turns, posting.close(graceMs)]);
    },
  };
}
