/**
 * What every chat platform shares between "somebody asked" and "the answer stands there": a request is stored before it is
 * acknowledged, done once, answered once, and finished at the next start when the process died in between. An adapter turns its
 * platform's events into `RequestDraft`s and gives what only it can do; it must never answer by another way.
 */
import type { MessageId, Request, RequestDraft, RequestId } from '../core/chat.ts';
import type { Actor, Services } from '../core/command.ts';
import { StetError } from '../core/errors.ts';
import { inTime } from '../core/in-time.ts';
import type { Publisher } from '../core/ports.ts';
import { answerRequest } from './answering.ts';
import { type Fault, faultOf } from './dispatch.ts';
import { leansOn } from './leaning.ts';

/** An answer that takes longer shows a working sign, milliseconds: below that a sign would only flicker. */
const WORKING_AFTER_MS = 700;

/** What could not be kept or queued is tried again after this, milliseconds, doubling, so often: 15 s to half an hour, an hour in all. */
const AGAIN_MS = 15_000;
const AGAIN_TIMES = 8;

/** What only the platform knows how to do. */
export interface ChatPlatform {
  publisher: Publisher;
  /** Who this is now, with the rights they have now. Rejects with `not-allowed` for somebody who is not served here. */
  actor: (request: Request, rightsMatter: boolean) => Promise<Actor>;
  /** Who decides here, in plain words. */
  editors: string;
  /**
   * Shows that an answer is on its way, also where the sign stands already; what it gives takes it away again. A fault in either
   * costs nobody the answer.
   */
  working: (request: Request) => Promise<() => Promise<void>>;
  /** Takes away the signs that a process which died may have left. */
  clearSigns: (request: Request) => Promise<void>;
  /** The message that a link leads to, as it stands in the store; null for any other words. */
  messageAt: (link: string, request: Request) => Promise<MessageId | null>;
  /** Whether the message shows who asked what, because the platform does not. */
  showsAsked: (request: Request) => boolean;
}

export interface ConversationDeps {
  services: Services;
  platform: ChatPlatform;
  keepDays: number;
  /** Told of every fault, for the log. */
  onFault: (fault: Fault) => void;
}

/** What was asked, as an adapter brings it. */
export type Incoming = Omit<RequestDraft, 'before'> & {
  /** The message it replies to, on platforms where one message replies to another. */
  repliesTo?: string | null;
};

export interface Conversation {
  /**
   * Stores what was asked: resolve first, acknowledge then, and `answer` what is fresh. An event that came before is not fresh.
   * Rejects when it could not be stored: it must then not be acknowledged.
   */
  take: (draft: Incoming) => Promise<{ request: Request; fresh: boolean }>;
  /** Runs a request that is open and shows its outcome; once, however often it is called. Never rejects. */
  answer: (request: Request) => Promise<void>;
  /** Answers what an earlier process left open. */
  resume: () => Promise<void>;
  /** Waits for what is being answered, at most `graceMs`, then gives it up: the next start finishes it. Safe to call twice. */
  close: (graceMs: number) => Promise<void>;
}

export function openConversation(deps: ConversationDeps): Conversation {
  const { store, clock } = deps.services;
  const running = new Map<RequestId, Promise<void>>();
  const again = new Set<NodeJS.Timeout>();
  const stop = new AbortController();

  const answer = (request: Request, signAfterMs = WORKING_AFTER_MS, tries = 0): Promise<void> => {
    const known = running.get(request.id);
    if (known || stop.signal.aborted) return known ?? Promise.resolve();
    const work = answerRequest(request, deps, stop.signal, signAfterMs)
      .catch(thrown => {
        if (stop.signal.aborted) return;
        deps.onFault(faultOf(request.call.command, thrown));
        if (tries < AGAIN_TIMES) later(AGAIN_MS * 2 ** tries, () => answer(request, 0, tries + 1));
      })
      .finally(() => running.delete(request.id));
    running.set(request.id, work);
    return work;
  };
  const later = (ms: number, work: () => Promise<void>) => {
    const timer = setTimeout(() => {
      again.delete(timer);
      void work();
    }, ms);
    again.add(timer);
  };

  /** An earlier process may have left its sign; one that stays behind must not cost the answer. */
  const resumed = async (request: Request) => {
    await deps.platform.clearSigns(request).catch(thrown => deps.onFault(faultOf('working', thrown)));
    await answer(request);
  };

  return {
    take: async ({ repliesTo = null, ...draft }) => {
      const before = await leansOn(draft, repliesTo, store, clock.now());
      return store.openRequest({ ...draft, before });
    },
    answer: request => answer(request),
    async resume() {
      const open = await store.openRequests(deps.platform.publisher.platform);
      await Promise.all(open.map(resumed));
    },
    async close(graceMs) {
      again.forEach(clearTimeout);
      await inTime(Promise.all(running.values()), graceMs, undefined);
      stop.abort(new StetError('internal', 'the process stops'));
    },
  };
}
