/**
 * Slack's Publisher: posts, edits and finds our messages by the Web API alone. Each message carries its post's key and its part as
 * metadata, by which one in doubt is found again. It must never post anything that `render.ts` did not make.
 */
import type { webApi } from '@slack/bolt';
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import type { Clock, Publisher } from '../../core/ports.ts';
import { call } from './calls.ts';
import { oldestTs, PLATFORM, personOf } from './ids.ts';
import { renderSlack, type SlackMessage } from './render.ts';
import { respond } from './respond.ts';

/** The metadata by which we know our own messages. */
const EVENT_TYPE = 'stet_post';

/** Messages looked through for one in doubt: more than a busy channel gets while a call times out. */
const LOOKED_THROUGH = 200;

export interface SlackPublisherOptions {
  /** Never tries a call again by itself: one that timed out may have been done. */
  client: webApi.WebClient;
  clock: Clock;
}

export function slackPublisher({ client, clock }: SlackPublisherOptions): Publisher {
  const grantOf = ({ grant }: Target) =>
    grant !== null && Date.parse(grant.until) > clock.now().getTime() ? grant.token : null;

  /** Where the messages after the first go: into its thread, so that a long answer takes one place in the channel. */
  const send = async (post: Post, message: SlackMessage, part: number, first: MessageRef | undefined) => {
    const { target } = post;
    const thread = target.thread ?? (first && isReal(first) ? first.message : null);
    if (target.only !== null && !target.direct) return sendAlone(post, message, part, thread);
    return sendOpenly(post, message, part, thread);
  };

  const sendOpenly = async (post: Post, message: SlackMessage, part: number, thread: string | null) => {
    const { target } = post;
    try {
      const { ts } = await call(() =>
        client.chat.postMessage({
          channel: target.channel,
          ...(thread === null ? {} : { thread_ts: thread }),
          ...message,
          metadata: { event_type: EVENT_TYPE, event_payload: { key: post.key, part } },
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return refOf(target, ts!);
    } catch (thrown) {
      // A slash command works where we are no member; its own leave to answer does too.
      const token = grantOf(target);
      if (!(thrown instanceof StetError && thrown.code === 'channel-gone') || token === null) throw thrown;
      await respond(token, { response_type: 'in_channel', ...message });
      return refOf(target, unnamed(post, part));
    }
  };

  const sendAlone = async (post: Post, message: SlackMessage, part: number, thread: string | null) => {
    const { target } = post;
    const token = grantOf(target);
    if (token !== null) {
      await respond(token, { response_type: 'ephemeral', replace_original: false, ...message });
      return refOf(target, unnamed(post, part));
    }
    const user = personOf(target.only!)?.user ?? '';
    try {
      const { message_ts } = await call(() =>
        client.chat.postEphemeral({
          channel: target.channel,
          user,
          ...(thread === null ? {} : { thread_ts: thread }),
          ...message,
        }),
      );
      return refOf(target, message_ts!);
    } catch (thrown) {
      // Not there any more, or we are not: then where nobody else sees it.
      if (!(thrown instanceof StetError && thrown.code === 'channel-gone')) throw thrown;
      return sendOpenly({ ...post, target: await directTo(user, target) }, message, part, null);
    }
  };

  const directTo = async (user: string, target: Target): Promise<Target> => {
    const { channel } = await call(() => client.conversations.open({ users: user }));
    return { ...target, channel: channel!.id!, thread: null, direct: true, grant: null };
  };

  return {
    platform: PLATFORM,
    async post(post, sent, onSent) {
      const refs = [...sent];
      for (const [part, message] of messagesOf(post).entries()) {
        if (part < refs.length) continue;
        refs.push(await send(post, message, part, refs[0]));
        await onSent(refs);
      }
      return refs;
    },
    async edit(post) {
      const { refs, target } = post;
      const messages = messagesOf(post);
      const kept = await Promise.all(
        messages.slice(0, refs.length).map(async (message, part) => {
          const ref = refs[part]!;
          await call(() => client.chat.update({ channel: ref.channel, ts: ref.message, ...message }));
          return ref;
        }),
      );
      for (const ref of refs.slice(messages.length))
        await call(() => client.chat.delete({ channel: ref.channel, ts: ref.message }));
      for (const [part, message] of messages.entries())
        if (part >= kept.length) kept.push(await sendOpenly(post, message, part, target.thread ?? kept[0]!.message));
      return kept;
    },
    async find(post, since) {
      const { target } = post;
      // What only one person sees stands in no history.
      if (target.only !== null && !target.direct) return post.refs;
      const first = await found(post, since, target.thread);
      const rest = first[0] && target.thread === null ? await found(post, since, first[0].message) : [];
      return partsOf([...first, ...rest], post);
    },
  };

  async function found(post: Post, since: string, thread: string | null): Promise<FoundMessage[]> {
    const { channel } = post.target;
    const page = { channel, oldest: oldestTs(since), limit: LOOKED_THROUGH, include_all_metadata: true };
    const { messages = [] } = await call(async () =>
      thread === null ? client.conversations.history(page) : client.conversations.replies({ ...page, ts: thread }),
    );
    return messages.flatMap(({ ts, metadata }) => {
      const payload =
        metadata?.event_type === EVENT_TYPE ? (metadata.event_payload as { key?: string; part?: number }) : null;
      return ts && payload?.key === post.key ? [{ message: ts, part: payload.part ?? 0 }] : [];
    });
  }
}

interface FoundMessage {
  message: string;
  part: number;
}

/** The parts from the first on without a gap: what comes after a gap would stand in the wrong order. */
function partsOf(found: FoundMessage[], { target }: Post): MessageRef[] {
  const byPart = new Map(found.map(each => [each.part, each.message]));
  const refs: MessageRef[] = [];
  for (let part = 0; byPart.has(part); part++) refs.push(refOf(target, byPart.get(part)!));
  return refs;
}

function messagesOf({ reply, asked }: Post): SlackMessage[] {
  const by = asked === null ? null : (personOf(asked.by)?.user ?? null);
  return renderSlack(reply, asked === null ? undefined : { question: asked.question, by });
}

function refOf(target: Target, message: string): MessageRef {
  return { ...target, grant: null, message };
}

/** A message sent by a request's own leave has no id that we are told; it is known by its post. */
function unnamed({ key }: Post, part: number): string {
  return `unnamed:${key}:${part}`;
}

function isReal({ message }: MessageRef): boolean {
  return !message.startsWith('unnamed:');
}
