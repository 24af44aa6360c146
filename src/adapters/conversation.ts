/**
 * What every chat platform shares between "somebody asked" and "the answer stands there": a request is stored before it is
 * acknowledged, done once, answered once, and finished at the next start when the process died in between. An adapter turns its
 * platform's events into `RequestDraft`s and gives what only it can do; it must never answer by another way.
 */

import { deliver, deliverPost } from '../../jobs/deliver.ts';
import type { Asked, Request, RequestDraft } from '../core/chat.ts';
import type { Actor, Call, CommandContext } from '../core/command.ts';
import { asStetError, StetError } from '../core/errors.ts';
import type { Publisher } from '../core/ports.ts';
import type { Reply } from '../core/reply.ts';
import { dispatch, type Fault, faultOf, faultReply, questionOf } from './dispatch.ts';
import { refuseTooMany } from './limits.ts';

/** An answer that takes longer shows a working sign, milliseconds: below that a sign would only flicker. */
const WORKING_AFTER_MS = 700;

/** What only the platform knows how to do. */
export interface ChatPlatform {
  publisher: Publisher;
  /** Who this is now, with the rights they have now. Rejects with `not-allowed` for somebody who is not served here. */
  actor: (request: Request, rightsMatter: boolean) => Promise<Actor>;
  /** Who decides here, in plain words. */
  editors: string;
  /** Shows that an answer is on its way; what it gives takes the sign away again. Neither may be waited for long. */
  working: (request: Request) => Promise<() => Promise<void>>;
  /** Takes away the signs that a process which died may have left. */
  clearSigns: (request: Request) => Promise<void>;
  /** Whether the message shows who asked what, because the platform does not. */
  showsAsked: (request: Request) => boolean;
}

export interface ConversationDeps {
  services: Pick<CommandContext, 'store' | 'newsroom' | 'queue' | 'clock' | 'commands' | 'settings' | 'platforms'>;
  platform: ChatPlatform;
  keepDays: number;
  /** Told of every fault, for the log. */
  onFault: (fault: Fault) => void;
}

export interface Conversation {
  /**
   * Stores what was asked: resolve first, acknowledge then, and `answer` what is fresh. An event that came before is not fresh.
   * Rejects when it could not be stored: it must then not be acknowledged.
   */
  take: (draft: Omit<RequestDraft, 'before'>) => Promise<{ request: Request; fresh: boolean }>;
  /** Runs a request and shows its outcome. Never rejects. */
  answer: (request: Request) => Promise<void>;
  /** Answers what an earlier process left open. */
  resume: () => Promise<void>;
  /** Waits for what is being answered, at most `graceMs`, then gives it up: the next start finishes it. Safe to call twice. */
  close: (graceMs: number) => Promise<void>;
}

export function openConversation(deps: ConversationDeps): Conversation {
  const { store, clock } = deps.services;
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  const answer = (request: Request) => {
    const work = answerRequest(request, deps, stop.signal)
      .catch(thrown => deps.onFault(faultOf(request.call.command, thrown)))
      .finally(() => running.delete(work));
    running.add(work);
    return work;
  };

  return {
    async take(draft) {
      const last = await store.lastRequest(
        draft.target,
        'ask',
        draft.target.thread === null ? draft.person : undefined,
      );
      return store.openRequest({ ...draft, before: last && leansOn(last, draft, clock.now()) });
    },
    answer,
    async resume() {
      for (const request of await store.openRequests(deps.platform.publisher.platform)) {
        // A sign that stays behind must not cost the answer.
        void deps.platform.clearSigns(request).catch(thrown => deps.onFault(faultOf('working', thrown)));
        void answer(request);
      }
    },
    async close(graceMs) {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, graceMs);
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
      stop.abort(new StetError('internal', 'the process stops'));
      await Promise.all(running);
    },
  };
}

/** How long a question outside a thread is leant on, milliseconds: a conversation that paused longer has begun anew. */
const LEANS_MS = 15 * 60_000;

function leansOn(last: Request, { target }: Pick<RequestDraft, 'target'>, now: Date): string | null {
  // Whoever asks in a channel asks anew; a thread or a direct conversation goes on.
  if (target.thread === null && !target.direct) return null;
  if (target.thread === null && now.getTime() - Date.parse(last.askedAt) > LEANS_MS) return null;
  return questionOf(last.call);
}

async function answerRequest(request: Request, deps: ConversationDeps, signal: AbortSignal): Promise<void> {
  const { store } = deps.services;
  const key = `answer:${request.id}`;
  if ((await store.post(key)) === null) {
    const reply = await whileWorking(request, deps.platform, () => replyTo(request, deps, signal));
    // Stopped: it stays open, and the next start answers it.
    if (signal.aborted) return;
    const target = {
      ...request.target,
      only: isForAskerAlone(request, reply, deps) ? request.person : request.target.only,
    };
    const asked = deps.platform.showsAsked(request) ? askedOf(request) : null;
    await store.queuePost({ key, kind: 'answer', target, reply, asked, request: request.id });
  }
  await send(key, deps);
}

/** At once; and when that fails for now, by the queue. */
async function send(key: string, { services, platform, onFault }: ConversationDeps): Promise<void> {
  const publishers = new Map([[platform.publisher.platform, platform.publisher]]);
  try {
    await deliverPost(key, { store: services.store, publishers });
  } catch (thrown) {
    const fault = asStetError(thrown);
    onFault(faultOf('deliver', fault));
    if (fault.retryable) await services.queue.add(deliver, { key }, { delayMs: deliver.retry.backoffMs });
  }
}

/** What is asked of a few people, or went wrong by their own hand, is no business of the whole channel. */
function isForAskerAlone({ call }: Request, reply: Reply, { services }: ConversationDeps): boolean {
  const command = services.commands.find(each => each.name === call.command);
  return command?.forAskerAlone === true || reply.tone === 'error';
}

function askedOf({ call, person }: Request): Asked | null {
  const question = questionOf(call);
  return question === null ? null : { question, by: person };
}

async function replyTo(request: Request, deps: ConversationDeps, signal: AbortSignal): Promise<Reply> {
  try {
    const call = await calledFor(request, deps);
    const actor = await deps.platform.actor(request, rightsMatter(call, deps));
    await refuseTooMany(request.person, request.target, deps.services);
    const { reply, fault } = await dispatch(call, contextOf(request, actor, deps, signal));
    if (fault) deps.onFault(fault);
    return reply;
  } catch (thrown) {
    const fault = faultOf(request.call.command, thrown);
    deps.onFault(fault);
    return faultReply(fault);
  }
}

/** What a press asks for is what its button was made for, by whoever it was made for; everything else is what it says. */
async function calledFor({ call, person }: Request, { services }: ConversationDeps): Promise<Call> {
  if (call.command !== 'press') return call;
  const id = call.input.kind === 'options' ? String(call.input.options.action) : '';
  const action = await services.store.action(id);
  if (action === null) throw new StetError('expired-action', 'a button was pressed that is no longer kept');
  if (action.audience === null || action.audience === person) return action.call;
  throw new StetError('not-allowed', 'a button was pressed by somebody it is not for', {
    userMessage: 'That button is for the person who asked.',
  });
}

/** Whether what is done depends on who asks; otherwise their rights need not be looked up. */
function rightsMatter({ command: name }: Call, { services }: ConversationDeps): boolean {
  const command = services.commands.find(each => each.name === name);
  return command?.permission === 'editor' || command?.usesRights === true;
}

function contextOf(
  request: Request,
  actor: Actor,
  { services, platform, keepDays }: ConversationDeps,
  signal: AbortSignal,
): CommandContext {
  const { store, clock } = services;
  const audience = request.target.only ?? (request.target.direct ? request.person : null);
  return {
    ...services,
    actor,
    signal,
    surface: 'chat',
    editors: platform.editors,
    request: request.id,
    before: request.before,
    progress: () => {},
    offer: async (label, call, style = 'plain') => {
      const expiresAt = new Date(clock.now().getTime() + keepDays * 86_400_000).toISOString();
      return { label, style, action: await store.offerAction({ call, audience, expiresAt }) };
    },
  };
}

/** Does the work; when it takes more than a moment, with a sign that is always taken away again. */
async function whileWorking<Value>(
  request: Request,
  { working }: ChatPlatform,
  work: () => Promise<Value>,
): Promise<Value> {
  let sign: Promise<() => Promise<void>> | null = null;
  const timer = setTimeout(() => {
    // A sign that cannot be shown must not cost the answer.
    sign = working(request).catch(() => async () => {});
  }, WORKING_AFTER_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    const remove = await (sign as Promise<() => Promise<void>> | null);
    await remove?.().catch(() => {});
  }
}
