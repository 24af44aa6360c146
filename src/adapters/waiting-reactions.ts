/**
 * Reactions on messages of ours of which no post is known yet: their process died between what the platform took and what was kept, or is
 * about to keep it. What such a message shows nobody can say, so the reaction waits in the store until the post is known, and is heeded then;
 * after an hour its person hears that nothing was flagged. The same for every platform. It must never lose a reaction without a word.
 */
import type { HeardReaction, Reaction, WaitingReaction } from '../core/reactions.ts';
import { type Fault, faultOf } from './dispatch.ts';
import type { FlaggingDeps } from './flagging.ts';
import { heedReaction } from './reactions.ts';

/** How long a post is waited for, milliseconds: a process that comes after looks for it within the minute, and tries on for about an hour. */
const WAITS_MS = 3_600_000;

/** Between two looks, milliseconds; each pause is twice the one before. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface HeedingDeps {
  platform: string;
  services: FlaggingDeps['services'];
  /** The words of a message, null where it may not be read. */
  wordsOf: (reaction: Reaction) => Promise<string | null>;
  /** Does what comes in, and what waited, one after another. */
  inOrder: (work: () => Promise<void>) => Promise<void>;
  onFault: (fault: Fault) => void;
}

export interface Heeding {
  /** Heeds a reaction, or keeps it until that can be done. Rejects where neither could be. */
  heed: (heard: HeardReaction) => Promise<void>;
  /** Takes up what an earlier process kept. */
  resume: () => void;
  /** Ends the waiting, after what is being done; the next start goes on with it. */
  close: () => Promise<void>;
}

export function heedReactions({ platform, services, wordsOf, inOrder, onFault }: HeedingDeps): Heeding {
  const { store, clock } = services;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isClosed = false;

  /** Heeds it where its post is known by now, or where it waited long enough. */
  async function settle({ reaction, target, since }: WaitingReaction): Promise<void> {
    const { message } = reaction;
    const post = await store.postOfMessage(message);
    const isLate = clock.now().getTime() - Date.parse(since) >= WAITS_MS;
    if (post === null && !isLate) return;
    const thread = target.thread ?? post?.refs.find(ref => ref.message === message.message)?.thread ?? null;
    const deps = { services, isLate: true, wordsOf: () => wordsOf(reaction) };
    await heedReaction({ reaction, target: { ...target, thread } }, deps);
    await store.dropReaction(reaction);
  }

  /** What goes wrong with one holds up no other. */
  async function settleAll(): Promise<void> {
    for (const each of await store.waitingReactions(platform))
      await settle(each).catch(thrown => onFault(faultOf('flag', thrown)));
  }

  async function look(pauseMs: number): Promise<void> {
    await inOrder(settleAll);
    if ((await store.waitingReactions(platform)).length > 0) lookAfter(pauseMs);
  }

  function lookAfter(pauseMs: number): void {
    if (isClosed) return;
    clearTimeout(timer);
    const next = Math.min(Math.max(2 * pauseMs, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    timer = setTimeout(() => {
      looking = look(next).catch(thrown => {
        onFault(faultOf('flag', thrown));
        lookAfter(next);
      });
    }, pauseMs);
  }

  return {
    async heed(heard) {
      const isDone = await heedReaction(heard, { services, wordsOf: () => wordsOf(heard.reaction) });
      if (!isDone) lookAfter(FIRST_PAUSE_MS);
    },
    resume: () => lookAfter(0),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      return looking;
    },
  };
}
