/**
 * Discord's Publisher: posts, edits and finds our messages by REST alone. Every new message carries a nonce made of its post's key,
 * which Discord enforces for some minutes; after that one in doubt is looked for by what it says. It must never send anything
 * that `render.ts` did not make.
 */
import { type APIMessage, type REST, Routes } from 'discord.js';
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import type { Clock, Publisher } from '../../core/ports.ts';
import { call, isGrantGone } from './calls.ts';
import { channelOf, nonceOf, PLATFORM, snowflakeAt, userOf } from './ids.ts';
import { bodyOf, type DiscordMessage, renderReply } from './render.ts';

/** Messages looked through for one in doubt: as many as Discord gives at once. */
const LOOKED_THROUGH = 100;

/** Discord's `EPHEMERAL`. */
const EPHEMERAL = 64;

export interface DiscordPublisherOptions {
  rest: REST;
  /** The application's id, and its user's. */
  app: () => string;
  user: () => string;
  clock: Clock;
}

/** What an interaction's leave to answer holds: its token, and whether what is shown while it works is for the asker alone. */
export interface Grant {
  token: string;
  ephemeral: boolean;
}

export function discordPublisher({ rest, app, user, clock }: DiscordPublisherOptions): Publisher {
  const grantOf = ({ grant }: Target): Grant | null =>
    grant !== null && Date.parse(grant.until) > clock.now().getTime() ? (JSON.parse(grant.token) as Grant) : null;

  /** By the interaction while that can be answered, else by an ordinary message. */
  const send = async (post: Post, message: DiscordMessage, part: number): Promise<MessageRef> => {
    const grant = grantOf(post.target);
    if (grant !== null) {
      const answered = await answer(grant, post, message, part);
      if (answered !== null) return answered;
    }
    return post.target.only !== null && !post.target.direct
      ? sendDirectly(post, message, part)
      : sendOpenly(post, message, part);
  };

  const answer = async (grant: Grant, { target }: Post, message: DiscordMessage, part: number) => {
    const alone = target.only !== null;
    const replaces = part === 0 && grant.ephemeral === alone;
    const body = bodyOf(message);
    try {
      // What shows that an answer is on its way stands there for everyone, and the answer is for one.
      if (part === 0 && !replaces) await rest.delete(Routes.webhookMessage(app(), grant.token, '@original'));
      const made = (await (replaces
        ? rest.patch(Routes.webhookMessage(app(), grant.token, '@original'), { body, auth: false })
        : rest.post(Routes.webhook(app(), grant.token), {
            body: { ...body, flags: body.flags | (alone ? EPHEMERAL : 0) },
            auth: false,
          }))) as APIMessage;
      return refOf(target, made);
    } catch (thrown) {
      if (isGrantGone(thrown)) return null;
      throw thrown;
    }
  };

  const sendOpenly = async ({ key, target }: Post, message: DiscordMessage, part: number) => {
    const reference =
      part === 0 && target.replyTo
        ? { message_reference: { message_id: target.replyTo, fail_if_not_exists: false } }
        : {};
    const body = { ...bodyOf(message), ...reference, nonce: nonceOf(key, part), enforce_nonce: true };
    return refOf(target, (await rest.post(Routes.channelMessages(channelOf(target)), { body })) as APIMessage);
  };

  const sendDirectly = async (post: Post, message: DiscordMessage, part: number) => {
    const { id } = (await rest.post(Routes.userChannels(), {
      body: { recipient_id: userOf(post.target.only!) },
    })) as { id: string };
    const target = { ...post.target, channel: id, thread: null, direct: true, replyTo: null };
    return sendOpenly({ ...post, target }, message, part);
  };

  return {
    platform: PLATFORM,
    post: (post, sent, onSent) =>
      call(async () => {
        const refs = [...sent];
        for (const [part, message] of messagesOf(post).entries()) {
          if (part < refs.length) continue;
          refs.push(await send(post, message, part));
          await onSent(refs);
        }
        return refs;
      }),
    edit: post =>
      call(async () => {
        const { refs } = post;
        const messages = messagesOf(post);
        const kept: MessageRef[] = [];
        for (const [part, message] of messages.entries()) {
          const ref = refs[part];
          if (ref) await rest.patch(Routes.channelMessage(channelOf(ref), ref.message), { body: bodyOf(message) });
          kept.push(ref ?? (await sendOpenly(post, message, part)));
        }
        for (const ref of refs.slice(messages.length))
          await rest.delete(Routes.channelMessage(channelOf(ref), ref.message));
        return kept;
      }),
    find: (post, since) =>
      call(async () => {
        const { target, refs } = post;
        // What only one person sees stands in no history.
        if (target.only !== null && !target.direct) return refs;
        const query = new URLSearchParams({ after: snowflakeAt(since), limit: String(LOOKED_THROUGH) });
        const there = (await rest.get(Routes.channelMessages(channelOf(target)), { query })) as APIMessage[];
        const ours = there.filter(({ author }) => author.id === user()).toReversed();
        return sameInOrder(messagesOf(post), ours).map(message => refOf(target, message));
      }),
  };
}

/** Ours that say what the parts say, from the first part on without a gap; the oldest of those that say the same. */
function sameInOrder(parts: DiscordMessage[], there: APIMessage[]): APIMessage[] {
  const found: APIMessage[] = [];
  let from = 0;
  for (const part of parts) {
    const at = there.findIndex((message, n) => n >= from && saysSame(part, message));
    if (at < 0) break;
    found.push(there[at]!);
    from = at + 1;
  }
  return found;
}

/** By what people read; Discord trims it, and adds fields of its own. */
function saysSame(part: DiscordMessage, { content, embeds, components }: APIMessage): boolean {
  const words = (each: { title?: string | undefined; description?: string | undefined }) => [
    each.title?.trim() ?? '',
    each.description?.trim() ?? '',
  ];
  return (
    content.trim() === part.content.trim() &&
    JSON.stringify(embeds.map(words)) === JSON.stringify(part.embeds.map(words)) &&
    JSON.stringify(buttonIds(components)) === JSON.stringify(buttonIds(part.components))
  );
}

/** Actions have ids of their own, so that two answers that say the same are told apart. */
function buttonIds(rows: readonly unknown[] | undefined): string[] {
  return (rows ?? []).flatMap(row => {
    const inside = (row as { components?: { custom_id?: string }[] }).components ?? [];
    return inside.flatMap(({ custom_id: id }) => id ?? []);
  });
}

function messagesOf({ reply, asked }: Post): DiscordMessage[] {
  const user = asked === null ? null : userOf(asked.by);
  return renderReply(reply, asked === null || user === null ? {} : { asked: { question: asked.question, user } });
}

/** Where it stands: in a direct conversation that is not where it was asked. */
function refOf(target: Target, { id, channel_id: channel }: APIMessage): MessageRef {
  const elsewhere = channel !== undefined && channel !== channelOf(target);
  return { ...target, ...(elsewhere ? { channel, thread: null } : {}), grant: null, message: id };
}
