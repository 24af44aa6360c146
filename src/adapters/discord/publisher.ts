/**
 * Discord's Publisher: posts, edits and finds our messages by REST alone. Every message that answers no interaction carries a nonce
 * made of its post's key, which Discord enforces for some minutes; after that one in doubt is looked for by what it says. It must
 * never send anything that `render.ts` did not make, nor show to others what is for one person alone.
 */
import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import type { MessageRef, PersonId, Post, Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import type { Clock, Publisher } from '../../core/ports.ts';
import { reply, text } from '../../core/reply.ts';
import { showAction } from '../shown-alone.ts';
import { type Api, isNumbered } from './calls.ts';
import { answerBy, type Grant, grantIn } from './grant.ts';
import { channelOf, instantOf, nonceOf, PLATFORM, userOf } from './ids.ts';
import { isSignOf, ownMessages, sayingThese } from './own-messages.ts';
import { bodyOf, type DiscordMessage, renderReply } from './render.ts';

/** Discord's own limit of a button's id, characters. */
const CUSTOM_ID = 100;

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
    const { only, direct, replyTo } = each.target;
    if (only === null || direct) return openly(each);
    try {
      return await directly(each, only);
    } catch (fault) {
      // Somebody who takes no direct messages finds it below what it is about.
      const isClosed = isNumbered(fault, 'cannotSendToUser') && replyTo != null;
      if (!isClosed || showAction(each.key).length > CUSTOM_ID) throw fault;
      return behindButton(each, only);
    }
  };

  /** Nobody else sees a direct conversation. */
  const directly = async (each: Part, person: PersonId): Promise<MessageRef> => {
    const { id } = await api.post<APIChannel>(Routes.userChannels(), { recipient_id: userOf(person) });
    return openly({ ...each, target: { ...each.target, channel: id, thread: null, direct: true, replyTo: null } });
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

  /** What an earlier try may have added to a post. */
  const added = async ({ refs }: Post, more: DiscordMessage[], since: string): Promise<APIMessage[]> => {
    const known = new Set(refs.map(({ message }) => message));
    const ours = await ownMessages(channelOf(refs[0]!), since, api);
    const others = ours.filter(({ id }) => !known.has(id));
    return sayingThese(more, others);
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
          refs.push(await send({ key: post.key, part, message, target: post.target }));
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
        if (kept.length === 0 || !refs.every(canBeMended)) return kept;
        const target = { ...refs[0]!, grant: null };
        const more = messages.slice(refs.length);
        const there = doubtSince === undefined || more.length === 0 ? [] : await added(post, more, doubtSince);
        for (const [n, message] of more.entries()) {
          const known = there[n];
          kept.push(known ? refOf(target, known) : await ordinarily({ key, part: refs.length + n, message, target }));
        }
        return kept;
      }),
    canEdit: canBeMended,
    under: ({ message, ...ref }) => ({ ...ref, replyTo: message, grant: null }),
    find: (post, since) =>
      admitted(async () => {
        const { target } = post;
        // What only one person sees stands in no history.
        if (target.only !== null && !target.direct) return [];
        const ours = await ownMessages(channelOf(target), since, api);
        return sayingThese(messagesOf(post), ours).map(message => refOf(target, message));
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

/** What stands where everybody reads it while something is waiting for one person. */
function waitingMessage(key: string, user: string | null): DiscordMessage {
  const [said] = renderReply(
    reply({
      fallback: WAITING,
      body: [text(WAITING)],
      actions: [{ label: 'Show it to me', style: 'primary', action: showAction(key) }],
    }),
  );
  return user === null ? said! : { ...said!, content: `<@${user}> ${said!.content}` };
}

const WAITING = 'Something here is for you alone.';

function messagesOf({ reply, asked }: Post): DiscordMessage[] {
  const user = asked === null ? null : userOf(asked.by);
  return renderReply(reply, asked === null || user === null ? {} : { asked: { question: asked.question, user } });
}

function refOf(target: Target, { id }: APIMessage): MessageRef {
  return { ...target, grant: null, message: id };
}

/** What one person saw for a moment cannot be reached any more. */
function canBeMended({ only, direct }: MessageRef): boolean {
  return only === null || direct;
}
