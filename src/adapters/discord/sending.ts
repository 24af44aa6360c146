/**
 * The ways in which a message comes to stand on Discord: as an interaction's answer, in a channel or its thread, in a direct conversation, or
 * behind a button. Every message that answers no interaction carries a nonce made of its post's key, which Discord enforces for some minutes.
 * It must never show to others what is for one person alone.
 */
import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import type { MessageRef, PersonId, Target } from '../../core/chat.ts';
import type { Clock } from '../../core/ports.ts';
import { type Api, isNumbered } from './calls.ts';
import { answerBy, type Grant, grantIn } from './grant.ts';
import { channelOf, DIRECT, instantOf, nonceOf, userOf } from './ids.ts';
import { isSignOf, ownMessages } from './own-messages.ts';
import { refOf, there } from './refs.ts';
import { bodyOf, type DiscordMessage } from './render.ts';
import { mayWait, waitingMessage } from './waiting.ts';

export interface SenderOptions {
  api: Api;
  /** For what an interaction's own token does. */
  hooks: Api;
  clock: Clock;
}

/** One message of a post, and where it goes. */
export interface Part {
  key: string;
  part: number;
  message: DiscordMessage;
  target: Target;
}

export interface Sender {
  /** By the interaction while that can be answered, else by an ordinary message. */
  send: (each: Part) => Promise<MessageRef>;
  /** By no interaction. */
  ordinarily: (each: Part) => Promise<MessageRef>;
  /** The direct conversation with somebody, which nobody else sees. */
  conversationWith: (target: Target, person: PersonId) => Promise<Target>;
}

export function discordSender({ api, hooks, clock }: SenderOptions): Sender {
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

  /** What showed that an answer was on its way, and which the interaction's token can replace no more. One for the asker alone goes by itself. */
  const clearSign = async ({ interaction, ephemeral }: Grant, target: Target): Promise<void> => {
    if (ephemeral) return;
    const ours = await ownMessages(channelOf(target), instantOf(interaction), api);
    const sign = ours.find(message => isSignOf(interaction, message));
    if (sign) await there(api.delete(Routes.channelMessage(sign.channel_id, sign.id)));
  };

  return { send, ordinarily, conversationWith };
}
