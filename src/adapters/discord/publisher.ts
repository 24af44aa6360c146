/**
 * Discord's Publisher: posts, edits and finds our messages by REST alone. Every message that answers no interaction carries a nonce
 * made of its post's key, which Discord enforces for some minutes; one in doubt is looked for by its buttons or by what it says. It must
 * never send anything that `render.ts` did not make, nor show to others what is for one person alone.
 */
import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import type { MessageRef, PersonId, Post, Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import type { Clock, Publisher } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import { showHidden } from '../visible-text.ts';
import { type Api, isNumbered } from './calls.ts';
import { typed } from './commands.ts';
import { answerBy, type Grant, grantIn } from './grant.ts';
import { channelOf, DIRECT, instantOf, nonceOf, PLATFORM, userOf } from './ids.ts';
import { isSignOf, ownMessages, sayingThese, saysOneOf } from './own-messages.ts';
import { bodyOf, type DiscordMessage, renderReply } from './render.ts';
import { mayWait, waitingMessage } from './waiting.ts';

export interface DiscordPublisherOptions {
  api: Api;
  /** For what an interaction's own token does. */
  hooks: Api;
  clock: Clock;
  /** Told when Discord lets us in no more. */
  onRefused: (fault: StetError) => void;
}

/** One message of a post, and where it goes. */
interface Part {
  key: string;
  part: number;
  message: DiscordMessage;
  target: Target;
}

/** What is looked for: messages since an instant (ISO 8601), but for those that are known to be another's. */
interface Search {
  since: string;
  isAnothers: (ref: MessageRef) => Promise<boolean>;
}

export function discordPublisher({ api, hooks, clock, onRefused }: DiscordPublisherOptions): Publisher {
  /** By the interaction while that can be answered, else by an ordinary message. */
  const send = async (each: Part): Promise<MessageRef> => {
    const { part, message, target } = each;
    const leave = grantIn(target, clock.now());
    if (leave === null) return ordinarily(each);
    if (!leave.isOver) {
      const answer = await answerBy(leave.grant, message, { first: part === 0, alone: target.only !== null }, hooks);
      if (answer !== null) return refOf(target, answer);
    }
    const ref = await ordinarily(each);
    // A sign that stays behind must not cost the answer, which stands there now.
    if (part === 0) await clearSign(leave.grant, target).catch(() => {});
    return ref;
  };

  const ordinarily = async (each: Part): Promise<MessageRef> => {
    const { only, direct } = each.target;
    if (only === null || direct) return openly(each);
    try {
      return await openly({ ...each, target: await conversationWith(each.target, only) });
    } catch (fault) {
      // Somebody who takes no direct messages finds it below what it is about, or where they were.
      if (!isNumbered(fault, 'cannotSendToUser') || !mayWait(each.key, each.target)) throw fault;
      return behindButton(each, only);
    }
  };

  /** Nobody else sees a direct conversation. */
  const conversationWith = async (target: Target, person: PersonId): Promise<Target> => {
    const { id } = await api.post<APIChannel>(Routes.userChannels(), { recipient_id: userOf(person) });
    return { ...target, space: DIRECT, channel: id, thread: null, direct: true, replyTo: null };
  };

  /** One button for all parts, which says nothing of what is behind it: Discord knows by its nonce that it stands there already. */
  const behindButton = ({ key, target }: Part, person: PersonId): Promise<MessageRef> =>
    openly({ key, part: 0, message: waitingMessage(key, userOf(person)), target });

  const openly = async ({ key, part, message, target }: Part): Promise<MessageRef> => {
    const repliesTo = part === 0 ? target.replyTo : null;
    const sent = await api.post<APIMessage>(Routes.channelMessages(channelOf(target)), {
      ...bodyOf(message),
      ...(repliesTo && { message_reference: { message_id: repliesTo, fail_if_not_exists: false } }),
      nonce: nonceOf(key, part),
      enforce_nonce: true,
    });
    return refOf(target, sent);
  };

  /** Where the next message goes: after the first into a thread below it, where there is more than the reply itself; else beside it. */
  const below = async ({ reply, target }: Pick<Post, 'reply' | 'target'>, refs: MessageRef[]): Promise<Target> => {
    const [first] = refs;
    if (first === undefined || !reply.rest || !mayHaveThread(first)) return target;
    const isThere = refs.length > 1 ? refs.at(-1)!.thread === first.message : await startThread(first, reply);
    return isThere ? { ...target, thread: first.message, grant: null } : target;
  };

  /** In the thread, where it takes it; a thread that does not is no reason to give up the channel. */
  const sendBelow = async (post: Post, part: number, message: DiscordMessage, refs: MessageRef[]) => {
    const each = { key: post.key, part, message };
    const target = await below(post, refs);
    if (target.thread === post.target.thread) return send({ ...each, target });
    try {
      return await send({ ...each, target });
    } catch (fault) {
      if (!(fault instanceof StetError) || fault.code !== 'channel-gone') throw fault;
      return send({ ...each, target: { ...post.target, grant: null } });
    }
  };

  /** False where Discord lets us start none: what follows then stands in the channel. */
  const startThread = async ({ channel, message }: MessageRef, reply: Reply): Promise<boolean> => {
    try {
      await api.post(Routes.threads(channel, message), {
        name: threadName(reply),
        auto_archive_duration: THREAD_MINUTES,
      });
      return true;
    } catch (fault) {
      if (isNumbered(fault, 'threadExists')) return true;
      if (isNumbered(fault, ...NO_THREAD)) return false;
      throw fault;
    }
  };

  /** What showed that an answer was on its way, and which the interaction's token can replace no more. One for the asker alone goes by itself. */
  const clearSign = async ({ interaction, ephemeral }: Grant, target: Target): Promise<void> => {
    if (ephemeral) return;
    const ours = await ownMessages(channelOf(target), instantOf(interaction), api);
    const sign = ours.find(message => isSignOf(interaction, message));
    if (sign) await there(api.delete(Routes.channelMessage(sign.channel_id, sign.id)));
  };

  const edited = async (ref: MessageRef, message: DiscordMessage): Promise<MessageRef[]> => {
    if (!canBeMended(ref)) return [ref];
    const is = await there(api.patch(Routes.channelMessage(channelOf(ref), ref.message), bodyOf(message)));
    return is ? [ref] : [];
  };

  const removed = async (ref: MessageRef): Promise<MessageRef[]> => {
    if (!canBeMended(ref)) return [ref];
    await there(api.delete(Routes.channelMessage(channelOf(ref), ref.message)));
    return [];
  };

  /** Which of these messages stand there, beside those that are another's. */
  const found = async (
    messages: DiscordMessage[],
    target: Target,
    { since, isAnothers }: Search,
  ): Promise<MessageRef[]> => {
    const ours = await ownMessages(channelOf(target), since, api);
    const own: APIMessage[] = [];
    for (const each of ours.filter(each => mayReplyTo(target, each) && saysOneOf(messages, each)))
      if (!(await isAnothers(refOf(target, each)))) own.push(each);
    return sayingThese(messages, own).map(message => refOf(target, message));
  };

  /**
   * What is for one person alone, wherever it may stand as an ordinary message: in the direct conversation with them, or behind its button.
   * What an interaction showed them for a moment stands in no history.
   */
  const foundFor = async (person: PersonId, post: Post, search: Search): Promise<MessageRef[]> => {
    const { key, target } = post;
    const messages = messagesOf(post);
    const directly = await found(messages, await conversationWith(target, person), search);
    if (directly.length > 0 || !mayWait(key, target)) return directly;
    const [button] = await found([waitingMessage(key, userOf(person))], target, search);
    return button === undefined ? [] : messages.map(() => button);
  };

  /** A token that was taken away loses nothing: what it could not do waits for the next one. */
  const admitted = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof StetError && thrown.code === 'platform-refused')) throw thrown;
      onRefused(thrown);
      throw new StetError('not-delivered', thrown.message);
    }
  };

  return {
    platform: PLATFORM,
    post: (post, sent, onSent) =>
      admitted(async () => {
        const refs = [...sent];
        for (const [part, message] of messagesOf(post).entries()) {
          if (part < refs.length) continue;
          refs.push(await sendBelow(post, part, message, refs));
          await onSent(refs);
        }
        return refs;
      }),
    edit: (post, doubtSince) =>
      admitted(async () => {
        const { key, refs } = post;
        const messages = messagesOf(post);
        const kept: MessageRef[] = [];
        for (const [part, ref] of refs.entries())
          kept.push(...(messages[part] ? await edited(ref, messages[part]) : await removed(ref)));
        // What was deleted by hand does not come back.
        const more = messages.slice(refs.length);
        if (kept.length === 0 || more.length === 0 || !refs.every(canBeMended)) return kept;
        const target = await below({ ...post, target: { ...refs[0]!, grant: null } }, refs);
        const isKnown = async ({ message }: MessageRef) => refs.some(each => each.message === message);
        const there =
          doubtSince === undefined ? [] : await found(more, target, { since: doubtSince, isAnothers: isKnown });
        for (const [n, message] of more.entries())
          kept.push(there[n] ?? (await ordinarily({ key, part: refs.length + n, message, target })));
        return kept;
      }),
    canEdit: canBeMended,
    typed,
    under: ({ message, ...ref }) => ({ ...ref, replyTo: message, grant: null }),
    find: (post, since, isAnothers = async () => false) =>
      admitted(async () => {
        const search = { since, isAnothers };
        const { only, direct } = post.target;
        if (only !== null && !direct) return foundFor(only, post, search);
        const messages = messagesOf(post);
        const refs = await found(messages, post.target, search);
        const [first] = refs;
        if (first === undefined || !post.reply.rest || !mayHaveThread(first)) return refs;
        const rest = await found(messages.slice(refs.length), { ...post.target, thread: first.message }, search);
        return [...refs, ...rest];
      }),
  };
}

/** Whether a message was there to be changed; one that somebody deleted is not. */
async function there(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (fault) {
    if (isNumbered(fault, 'unknownMessage')) return false;
    throw fault;
  }
}

function messagesOf({ reply, asked }: Post): DiscordMessage[] {
  const user = asked === null ? null : userOf(asked.by);
  const first = renderReply(
    reply,
    asked === null || user === null ? {} : { asked: { question: asked.question, user } },
  );
  return [...first, ...(reply.rest ? renderReply(reply.rest) : [])];
}

/** A thread hangs on a message that everybody in a server's channel sees; threads have none of their own. */
function mayHaveThread({ only, direct, thread }: MessageRef): boolean {
  return only === null && !direct && thread === null;
}

/** What Discord says where there can be no thread. */
const NO_THREAD = ['noAccess', 'noPermission', 'wrongChannelType', 'tooManyThreads', 'tooManyNewsThreads'] as const;

/** How long a thread stays open after its last message, minutes: the longest, for what is closed cannot be corrected. */
const THREAD_MINUTES = 10_080;

/** Discord's limit of a thread's name, characters. */
const THREAD_NAME = 100;

function threadName({ headline, fallback }: Reply): string {
  const name = showHidden(headline ?? fallback)
    .trim()
    .slice(0, THREAD_NAME)
    .toWellFormed();
  return name === '' ? '…' : name;
}

function refOf(target: Target, { id }: APIMessage): MessageRef {
  return { ...target, grant: null, message: id };
}

/** False for what replies to another message than this is to reply to; where that is gone a message replies to none. */
function mayReplyTo({ replyTo }: Target, { message_reference: to }: APIMessage): boolean {
  return !replyTo || to?.message_id === undefined || to.message_id === replyTo;
}

/** What one person saw for a moment cannot be reached any more. */
function canBeMended({ only, direct }: MessageRef): boolean {
  return only === null || direct;
}
