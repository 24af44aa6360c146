/**
 * The ways in which a message comes to stand on Slack: in a channel or a thread, for one person alone, by a request's own leave to answer, in
 * a direct conversation. It takes the first that is open, and must never show to others what is for one person alone.
 */
import type { webApi } from '@slack/bolt';
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import type { Clock } from '../../core/ports.ts';
import { isFault } from '../publishing.ts';
import type { Call } from './calls.ts';
import { inThread, refOf, unnamedRef, userOf } from './refs.ts';
import type { SlackMessage } from './render.ts';
import { respond } from './respond.ts';

/** The metadata by which we know our own messages. */
export const KIND = 'stet_post';

/** Nothing in a message is read for marks, names or links but what `render.ts` made so. */
const PLAINLY = { mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false } as const;

export interface SenderOptions {
  /** Never tries a call again by itself: one that timed out may have been done. */
  client: webApi.WebClient;
  call: Call;
  clock: Clock;
}

/** One message of a post, and where it goes. */
export interface Part {
  post: Post;
  part: number;
  message: SlackMessage;
  target: Target;
}

export interface Sender {
  /** By the best of the ways in which those see it who may, and nobody else. */
  send: (each: Part) => Promise<MessageRef>;
  /** In the thread of the message it answers; where that is gone, in the channel. */
  sendBelow: (each: Part) => Promise<MessageRef>;
  /** The direct conversation with whoever it is for. */
  conversationWith: (target: Target) => Promise<Target>;
}

export function slackSender({ client, call, clock }: SenderOptions): Sender {
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
    return unnamedRef(target, post.key, part);
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

  const sendBelow = (each: Part): Promise<MessageRef> => {
    const target = inThread(each.target);
    return target === each.target ? send(each) : firstOpen([() => send({ ...each, target }), () => send(each)]);
  };

  return { send, sendBelow, conversationWith };
}

/** The first way that is open to us; the fault of the last, where none is. A fault that passes is no reason to take another. */
async function firstOpen<Value>(ways: (() => Promise<Value>)[]): Promise<Value> {
  const [way, ...others] = ways;
  try {
    return await way!();
  } catch (thrown) {
    const closed = isFault(thrown, 'channel-gone', 'not-accepted');
    if (!closed || others.length === 0) throw thrown;
    return firstOpen(others);
  }
}
