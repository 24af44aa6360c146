/**
 * Slack's Publisher: posts, edits and finds our messages by the Web API alone. Each message carries its post's key and its part as
 * metadata, by which one in doubt is found again. It must never post anything that `render.ts` did not make, nor show to others what
 * is for one person alone.
 */
import type { webApi } from '@slack/bolt';
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import type { Clock, Publisher } from '../../core/ports.ts';
import type { Call } from './calls.ts';
import { PLATFORM, personOf } from './ids.ts';
import { ownMessages } from './own-messages.ts';
import { renderSlack, type SlackMessage } from './render.ts';
import { respond } from './respond.ts';
import { typed } from './typed.ts';

/** The metadata by which we know our own messages. */
const KIND = 'stet_post';

/** Nothing in a message is read for marks, names or links but what `render.ts` made so. */
const PLAINLY = { mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false } as const;

export interface SlackPublisherOptions {
  /** Never tries a call again by itself: one that timed out may have been done. */
  client: webApi.WebClient;
  call: Call;
  clock: Clock;
  /** Told when Slack lets us in no more. */
  onRefused: (fault: StetError) => void;
}

/** One message of a post, and where it goes. */
interface Part {
  post: Post;
  part: number;
  message: SlackMessage;
  target: Target;
}

export function slackPublisher({ client, call, clock, onRefused }: SlackPublisherOptions): Publisher {
  const grantOf = ({ grant }: Target) =>
    grant !== null && Date.parse(grant.until) > clock.now().getTime() ? grant.token : null;

  /** By a request's own leave to answer, which works where we are no member. We are told of no id. */
  const byGrant = async (token: string, { post, part, message, target }: Part): Promise<MessageRef> => {
    const alone = target.only !== null;
    await respond(token, {
      response_type: alone ? 'ephemeral' : 'in_channel',
      replace_original: false,
      ...(target.thread === null ? {} : { thread_ts: target.thread }),
      ...PLAINLY,
      ...message,
    });
    return refOf(target, `${UNNAMED}${post.key}:${part}`);
  };

  const openly = async ({ post, part, message, target }: Part): Promise<MessageRef> => {
    const { ts } = await call(() =>
      client.chat.postMessage({
        channel: target.channel,
        ...(target.thread === null ? {} : { thread_ts: target.thread }),
        ...PLAINLY,
        ...message,
        metadata: { event_type: KIND, event_payload: { key: post.key, part } },
      }),
    );
    return refOf(target, ts!);
  };

  const alone = async ({ message, target }: Part): Promise<MessageRef> => {
    const { message_ts } = await call(() =>
      client.chat.postEphemeral({
        channel: target.channel,
        user: userOf(target),
        ...(target.thread === null ? {} : { thread_ts: target.thread }),
        link_names: false,
        ...message,
      }),
    );
    return refOf(target, message_ts!);
  };

  /** In the direct conversation with whoever it is for. */
  const directly = async (each: Part): Promise<MessageRef> =>
    openly({ ...each, target: await conversationWith(each.target) });

  const conversationWith = async (target: Target): Promise<Target> => {
    const { channel } = await call(() => client.conversations.open({ users: userOf(target) }));
    return { ...target, channel: channel!.id!, thread: null, direct: true, grant: null };
  };

  /** Slack shows what is for one person alone in a thread only where somebody answered in it already; else it stands in the channel. */
  const whereShown = async (target: Target): Promise<Target> => {
    const { channel, thread } = target;
    if (thread === null) return target;
    const { messages = [] } = await call(() => client.conversations.replies({ channel, ts: thread, limit: 2 })).catch(
      () => ({ messages: [] }),
    );
    return messages.length > 1 ? target : { ...target, thread: null };
  };

  /** By the best of the ways in which those see it who may, and nobody else. */
  const send = async (each: Part): Promise<MessageRef> => {
    const { only, direct } = each.target;
    const token = grantOf(each.target);
    if (only !== null && !direct && each.target.lasting) return directly(each);
    if (only !== null && !direct) {
      const part = { ...each, target: await whereShown(each.target) };
      return firstOpen([
        ...(token === null ? [] : [() => byGrant(token, part)]),
        () => alone(part),
        () => directly(part),
      ]);
    }
    return firstOpen([
      () => openly(each),
      ...(token === null ? [] : [() => byGrant(token, each)]),
      ...(only === null ? [] : [() => directly(each)]),
    ]);
  };

  /** In the thread of the message it answers; where that is gone, in the channel. */
  const sendBelow = (each: Part): Promise<MessageRef> => {
    const target = inThread(each.target);
    return target === each.target ? send(each) : firstOpen([() => send({ ...each, target }), () => send(each)]);
  };

  const edited = async (ref: MessageRef, message: SlackMessage): Promise<MessageRef[]> => {
    if (!canBeMended(ref)) return [ref];
    const is = await there(() =>
      call(() => client.chat.update({ channel: ref.channel, ts: ref.message, link_names: false, ...message })),
    );
    return is ? [ref] : [];
  };

  const removed = async (ref: MessageRef): Promise<MessageRef[]> => {
    if (!canBeMended(ref)) return [ref];
    await there(() => call(() => client.chat.delete({ channel: ref.channel, ts: ref.message })));
    return [];
  };

  /** A token that was taken away loses nothing: what it could not do waits for the next one. */
  const admitted = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (thrown) {
      if (!isFault(thrown, 'platform-refused')) throw thrown;
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
          refs.push(await sendBelow({ post, part, message, target: below(post.target, refs[0]) }));
          await onSent(refs);
        }
        return refs;
      }),
    edit: (post, doubtSince) =>
      admitted(async () => {
        const messages = messagesOf(post);
        const { refs } = post;
        const kept: MessageRef[] = [];
        for (const [part, ref] of refs.entries())
          kept.push(...(messages[part] ? await edited(ref, messages[part]) : await removed(ref)));
        // What was deleted by hand does not come back.
        if (kept.length === 0 || !refs.every(canBeMended)) return kept;
        const target = below(post.target, refs[0]);
        const isDoubtful = doubtSince !== undefined && messages.length > refs.length;
        const there = isDoubtful ? await found(post, target, doubtSince) : new Map<number, string>();
        for (const [part, message] of messages.entries()) {
          if (part < refs.length) continue;
          const known = there.get(part);
          kept.push(known === undefined ? await send({ post, part, message, target }) : refOf(target, known));
        }
        return kept;
      }),
    canEdit: canBeMended,
    typed,
    under: ({ message, ...ref }) => ({ ...below(ref, { ...ref, message }), grant: null }),
    find: (post, since) =>
      admitted(async () => {
        // What only one person sees for a moment stands in no history; what came to them directly, because nothing else was open, does.
        const isAlone = post.target.only !== null && !post.target.direct;
        const place = isAlone ? await conversationWith(post.target) : post.target;
        const answers = await found(post, inThread(place), since);
        const target = answers.size > 0 ? inThread(place) : place;
        const first = answers.size > 0 ? answers : await found(post, place, since);
        const root = target.thread === null ? first.get(0) : undefined;
        const rest = root === undefined ? [] : await found(post, { ...target, thread: root }, since);
        return withoutGap(new Map([...first, ...rest]), target);
      }),
  };

  async function found({ key }: Post, { channel, thread }: Target, since: string): Promise<Map<number, string>> {
    const messages = await ownMessages({ channel, thread, since, kind: KIND }, client, call);
    const ours = messages.filter(({ payload }) => payload.key === key);
    return new Map(ours.map(({ ts, payload }) => [Number(payload.part), ts]));
  }
}

/** The first way that is open to us; the fault of the last, where none is. A fault that passes is no reason to take another. */
async function firstOpen<Value>(ways: (() => Promise<Value>)[]): Promise<Value> {
  const [way, ...others] = ways;
  try {
    return await way!();
  } catch (thrown) {
    const closed = isFault(thrown, 'channel-gone') || isFault(thrown, 'not-accepted');
    if (!closed || others.length === 0) throw thrown;
    return firstOpen(others);
  }
}

/** Whether a message was there to be changed; one that somebody deleted is not. */
async function there(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (thrown) {
    if (isFault(thrown, 'not-accepted') && thrown.message.endsWith('message_not_found')) return false;
    throw thrown;
  }
}

function isFault(thrown: unknown, code: StetError['code']): thrown is StetError {
  return thrown instanceof StetError && thrown.code === code;
}

/** The parts from the first on without a gap: what comes after a gap would stand in the wrong order. */
function withoutGap(byPart: Map<number, string>, target: Target): MessageRef[] {
  const refs: MessageRef[] = [];
  for (let part = 0; byPart.has(part); part++) refs.push(refOf(below(target, refs[0]), byPart.get(part)!));
  return refs;
}

function messagesOf({ reply, asked }: Post): SlackMessage[] {
  const by = asked === null ? null : (personOf(asked.by)?.user ?? null);
  const first = renderSlack(reply, asked === null ? undefined : { question: asked.question, by });
  return [...first, ...(reply.rest ? renderSlack(reply.rest) : [])];
}

/** What answers a message stands in the thread that hangs on it. One that has no id has no thread. */
function inThread(target: Target): Target {
  const { thread, replyTo, only, direct } = target;
  const hangs = replyTo && !replyTo.startsWith(UNNAMED) && (only === null || direct);
  return thread === null && hangs ? { ...target, thread: replyTo } : target;
}

/** Where the messages after the first go: into its thread, wherever it came to stand, so that a long answer takes one place. */
function below(target: Target, first: MessageRef | undefined): Target {
  if (first === undefined || !canBeMended(first)) return target;
  return { ...target, channel: first.channel, direct: first.direct, thread: first.thread ?? first.message };
}

function refOf(target: Target, message: string): MessageRef {
  return { ...target, grant: null, message };
}

/** Before the id of a message that was sent by a grant: it is known by its post alone. */
const UNNAMED = 'unnamed:';

/** What one person saw for a moment, or what has no id, cannot be reached any more. */
function canBeMended({ message, only, direct }: MessageRef): boolean {
  return !message.startsWith(UNNAMED) && (only === null || direct);
}

function userOf({ only }: Target): string {
  const user = only === null ? undefined : personOf(only)?.user;
  if (user === undefined) throw new StetError('not-accepted', 'slack: a message for nobody on Slack');
  return user;
}
