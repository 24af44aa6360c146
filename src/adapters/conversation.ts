/**
 * What every chat platform shares between "somebody asked" and "the answer stands there": a request is stored before it is
 * acknowledged, done once, answered once, and finished at the next start when the process died in between. An adapter turns its
 * platform's events into `RequestDraft`s and gives what only it can do; it must never answer by another way.
 */

import { deliver, deliverPost } from '../../jobs/deliver.ts';
import { improve, improveAnswer } from '../../jobs/improve-answer.ts';
import type { Asked, MessageId, Place, Request, RequestDraft, RequestId, Target } from '../core/chat.ts';
import type { Actor, Call, CommandContext, Services } from '../core/command.ts';
import { asStetError, StetError } from '../core/errors.ts';
import type { Answer } from '../core/model.ts';
import { offerButtons } from '../core/offers.ts';
import type { Publisher, Store } from '../core/ports.ts';
import { answerKey } from '../core/post-keys.ts';
import type { Reply } from '../core/reply.ts';
import { dispatch, type Fault, faultOf, faultReply, questionOf } from './dispatch.ts';
import { refuseTooMany } from './limits.ts';
import { postToShow } from './shown-alone.ts';

/** An answer that takes longer shows a working sign, milliseconds: below that a sign would only flicker. */
const WORKING_AFTER_MS = 700;

/** A sign that takes longer to be taken away holds up the answer no more, milliseconds. */
const SIGN_MS = 2_000;

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
      await within(graceMs, Promise.all(running.values()));
      stop.abort(new StetError('internal', 'the process stops'));
    },
  };
}

/** Resolves with the work, or after so many milliseconds without it. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How long a question outside a thread is leant on, milliseconds: a conversation that paused longer has begun anew. */
const LEANS_MS = 15 * 60_000;

/** Whoever asks in a channel asks anew; a reply, a thread or a direct conversation goes on. */
async function leansOn(
  { call, target, person }: Omit<RequestDraft, 'before'>,
  repliesTo: string | null,
  store: Store,
  now: Date,
): Promise<string | null> {
  if (call.command !== 'ask') return null;
  const above = await requestAbove(target, repliesTo ?? target.thread, store);
  if (repliesTo !== null && above !== null) return questionAsRead(above, store);
  if (target.thread === null && !target.direct) return null;
  // What somebody asked for themselves alone must not show in what all read.
  const isPrivate = target.direct || target.only !== null;
  const last = (await store.lastRequest(target, 'ask', isPrivate ? person : undefined)) ?? above;
  if (last === null) return null;
  if (target.thread === null && now.getTime() - Date.parse(last.askedAt) > LEANS_MS) return null;
  return questionAsRead(last, store);
}

/** "And when?" was itself made whole: what it was read as is what the next one leans on. */
async function questionAsRead({ id, call }: Request, store: Pick<Store, 'postOfRequest'>): Promise<string | null> {
  const answer = (await store.postOfRequest(id))?.reply.data as Partial<Answer> | null | undefined;
  return answer?.readAs ?? questionOf(call);
}

/** What a message answers, where it is one of ours that all could read: one that is replied to, or that a thread hangs on. */
async function requestAbove(
  { thread: _, ...channel }: Target,
  message: string | null,
  store: Pick<Store, 'postOfMessage' | 'request'>,
): Promise<Request | null> {
  const post = message === null ? null : await store.postOfMessage({ ...channel, message });
  return post?.request && post.target.only === null ? store.request(post.request) : null;
}

async function answerRequest(
  request: Request,
  deps: ConversationDeps,
  signal: AbortSignal,
  signAfterMs: number,
): Promise<void> {
  const { store } = deps.services;
  const key = answerKey(request.id);
  const now = await store.request(request.id);
  // Answered already, or its asker was forgotten.
  if (now === null || now.outcome !== null) return;
  if ((await store.post(key)) === null) {
    const reply = await whileWorking(request, deps.platform, signAfterMs, () => replyTo(request, deps, signal));
    // Stopped: it stays open, and the next start answers it.
    if (signal.aborted) return;
    const target = isForAskerAlone(request, reply, deps) ? { ...request.target, only: request.person } : request.target;
    const asked = deps.platform.showsAsked(request) ? askedOf(request) : null;
    await store.queuePost({ key, kind: 'answer', target, reply, asked, request: request.id });
  }
  if (!signal.aborted) await send(key, deps, signal);
  if (!signal.aborted && request.call.command === 'ask') await improveLater(key, deps, signal);
}

/** At once; and when that fails for now, by the queue. */
async function send(key: string, deps: ConversationDeps, signal: AbortSignal): Promise<void> {
  const { services, platform, onFault } = deps;
  const publishers = new Map([[platform.publisher.platform, platform.publisher]]);
  try {
    await deliverPost(key, { ...services, publishers });
  } catch (thrown) {
    // Given up: the next start looks for it.
    if (signal.aborted) return;
    const fault = asStetError(thrown);
    onFault(faultOf('deliver', fault));
    if (fault.retryable) await services.queue.add(deliver, { key }, { delayMs: deliver.retry.backoffMs });
  }
}

/** The answer stands there; what a language model finds beyond it takes its place, and nothing that goes wrong with that is told to the asker. */
async function improveLater(
  key: string,
  { services, platform, keepDays, onFault }: ConversationDeps,
  signal: AbortSignal,
): Promise<void> {
  const { store, newsroom, queue, clock } = services;
  if (!newsroom.hasModel) return;
  const publishers = new Map([[platform.publisher.platform, platform.publisher]]);
  try {
    await improve(key, keepDays, { store, newsroom, publishers, queue, clock });
  } catch (thrown) {
    if (signal.aborted) return;
    onFault(faultOf('improve-answer', thrown));
    await queue.add(improveAnswer, { key }, { delayMs: improveAnswer.retry.backoffMs });
  }
}

/** What is asked of a few people, or went wrong by their own hand, is no business of the whole channel. */
function isForAskerAlone({ call, target }: Request, reply: Reply, { services }: ConversationDeps): boolean {
  if (target.direct) return false;
  const command = services.commands.find(each => each.name === call.command);
  return command?.forAskerAlone === true || reply.tone === 'error';
}

function askedOf({ call, person }: Request): Asked | null {
  const question = questionOf(call);
  return question === null ? null : { question, by: person };
}

async function replyTo(request: Request, deps: ConversationDeps, signal: AbortSignal): Promise<Reply> {
  try {
    const waiting = await postToShow(pressedIn(request.call), request.person, deps.services.store);
    if (waiting !== null) return waiting.reply;
    const call = await calledFor(request, deps);
    const actor = await deps.platform.actor(request, rightsMatter(call, deps));
    await refuseTooMany(request, deps.services);
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
  const action = await services.store.action(pressedIn(call));
  if (action === null) throw new StetError('expired-action', 'a button was pressed that is no longer kept');
  if (action.audience === null || action.audience === person) return action.call;
  throw new StetError('not-allowed', 'a button was pressed by somebody it is not for', {
    userMessage: 'That button is for the person who asked.',
  });
}

/** The action of the button that was pressed; '' where none was. */
function pressedIn({ command, input }: Call): string {
  return command === 'press' && input.kind === 'options' ? String(input.options.action) : '';
}

/** Whether what is done depends on who asks; otherwise their rights need not be looked up. */
function rightsMatter({ command: name }: Call, { services }: ConversationDeps): boolean {
  const command = services.commands.find(each => each.name === name);
  return command?.permission === 'editor' || command?.usesRights === true;
}

function placeOf({ platform, space, channel, thread }: Target): Place {
  return { platform, space, channel, thread };
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
    place: placeOf(request.target),
    direct: request.target.direct,
    request: request.id,
    before: request.before,
    keepDays,
    typed: platform.publisher.typed,
    messageAt: link => platform.messageAt(link, request),
    progress: () => {},
    offer: buttons => offerButtons(buttons, { audience, now: clock.now(), days: keepDays }, store),
  };
}

/** Does the work; when it takes more than a moment, with a sign that is always taken away again. */
async function whileWorking<Value>(
  request: Request,
  { working }: ChatPlatform,
  signAfterMs: number,
  work: () => Promise<Value>,
): Promise<Value> {
  let shown: Promise<() => Promise<void>> | null = null as Promise<() => Promise<void>> | null;
  const timer = setTimeout(() => {
    // A sign that cannot be shown or taken away must not cost the answer.
    shown = Promise.resolve(request)
      .then(working)
      .catch(() => async () => {});
  }, signAfterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    const gone = shown?.then(remove => remove()).catch(() => {});
    if (gone) await within(SIGN_MS, gone);
  }
}
