/**
 * From a stored request to its outcome: who asks and what they may, the command, the reply, the post that shows it, and what a language model
 * finds beyond it. What is answered already is not answered again; what is stopped half-way stays open for the next start.
 */
import { deliver, deliverPost } from '../../jobs/deliver.ts';
import { improve, improveAnswer } from '../../jobs/improve-answer.ts';
import type { Asked, Place, Request, Target } from '../core/chat.ts';
import type { Actor, Call, CommandContext } from '../core/command.ts';
import { asStetError, StetError } from '../core/errors.ts';
import { offerButtons } from '../core/offers.ts';
import type { Publisher } from '../core/ports.ts';
import { answerKey } from '../core/post-keys.ts';
import type { Reply } from '../core/reply.ts';
import type { ChatPlatform, ConversationDeps } from './conversation.ts';
import { dispatch, faultOf, faultReply, questionOf } from './dispatch.ts';
import { refuseTooMany } from './limits.ts';
import { postToShow } from './shown-alone.ts';
import { whileWorking } from './working-sign.ts';

/**
 * Brings a request to its outcome. Rejects where that could be neither kept nor left to the queue.
 * @param signAfterMs milliseconds until a sign shows that the answer is on its way
 */
export async function answerRequest(
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
  try {
    await deliverPost(key, { ...services, publishers: publishersOf(platform) });
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
  try {
    await improve(key, keepDays, { store, newsroom, publishers: publishersOf(platform), queue, clock });
  } catch (thrown) {
    if (signal.aborted) return;
    onFault(faultOf('improve-answer', thrown));
    await queue.add(improveAnswer, { key }, { delayMs: improveAnswer.retry.backoffMs });
  }
}

/** What is asked on a platform is answered there. */
function publishersOf({ publisher }: ChatPlatform): ReadonlyMap<string, Publisher> {
  return new Map([[publisher.platform, publisher]]);
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
