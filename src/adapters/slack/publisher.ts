/**
 * Slack's Publisher: posts, edits and finds our messages by the Web API alone. Each message carries its post's key and its part as
 * metadata, by which one in doubt is found again. It must never post anything that `render.ts` did not make.
 */
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import type { StetError } from '../../core/errors.ts';
import type { Publisher } from '../../core/ports.ts';
import { admittedOr, type Changes, isFault, mendMessages, sendMissing } from '../publishing.ts';
import { PLATFORM } from './ids.ts';
import { ownMessages } from './own-messages.ts';
import { below, canBeMended, inThread, refOf } from './refs.ts';
import { renderPost, type SlackMessage } from './render.ts';
import { KIND, type SenderOptions, slackSender } from './sending.ts';
import { typed } from './typed.ts';

export interface SlackPublisherOptions extends SenderOptions {
  /** Told when Slack lets us in no more. */
  onRefused: (fault: StetError) => void;
}

export function slackPublisher({ client, call, clock, onRefused }: SlackPublisherOptions): Publisher {
  const { send, sendBelow, conversationWith } = slackSender({ client, call, clock });
  const admitted = admittedOr(onRefused);

  const changes: Changes<SlackMessage> = {
    canEdit: canBeMended,
    edit: ({ channel, message: ts }, message) =>
      there(() => call(() => client.chat.update({ channel, ts, link_names: false, ...message }))),
    remove: ({ channel, message: ts }) => there(() => call(() => client.chat.delete({ channel, ts }))),
  };

  /** The messages of a post that stand in a place, by their parts. */
  const found = async (
    { key }: Post,
    { channel, thread }: Target,
    since: string,
  ): Promise<ReadonlyMap<number, string>> => {
    const messages = await ownMessages({ channel, thread, since, kind: KIND }, client, call);
    const ours = messages.filter(({ payload }) => payload.key === key);
    return new Map(ours.map(({ ts, payload }) => [Number(payload.part), ts]));
  };

  const edit = async (post: Post, doubtSince: string | undefined): Promise<MessageRef[]> => {
    const messages = renderPost(post);
    const { refs } = post;
    const kept = await mendMessages(refs, messages, changes);
    // What was deleted by hand does not come back.
    if (kept.length === 0 || !refs.every(canBeMended)) return kept;
    const target = below(post.target, refs[0]);
    const isDoubtful = doubtSince !== undefined && messages.length > refs.length;
    const standing = isDoubtful ? await found(post, target, doubtSince) : new Map<number, string>();
    for (const [part, message] of messages.entries()) {
      if (part < refs.length) continue;
      const known = standing.get(part);
      kept.push(known === undefined ? await send({ post, part, message, target }) : refOf(target, known));
    }
    return kept;
  };

  const find = async (post: Post, since: string): Promise<MessageRef[]> => {
    // What only one person sees for a moment stands in no history; what came to them directly, because nothing else was open, does.
    const isAlone = post.target.only !== null && !post.target.direct;
    const place = isAlone ? await conversationWith(post.target) : post.target;
    const answers = await found(post, inThread(place), since);
    const target = answers.size > 0 ? inThread(place) : place;
    const first = answers.size > 0 ? answers : await found(post, place, since);
    const root = target.thread === null ? first.get(0) : undefined;
    const rest = root === undefined ? [] : await found(post, { ...target, thread: root }, since);
    return withoutGap(new Map([...first, ...rest]), target);
  };

  return {
    platform: PLATFORM,
    post: (post, sent, onSent) =>
      admitted(() =>
        sendMissing(renderPost(post), sent, onSent, (part, message, refs) =>
          sendBelow({ post, part, message, target: below(post.target, refs[0]) }),
        ),
      ),
    edit: (post, doubtSince) => admitted(() => edit(post, doubtSince)),
    canEdit: canBeMended,
    typed,
    under: ({ message, ...ref }) => ({ ...below(ref, { ...ref, message }), grant: null }),
    find: (post, since) => admitted(() => find(post, since)),
  };
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

/** The parts from the first on without a gap: what comes after a gap would stand in the wrong order. */
function withoutGap(byPart: Map<number, string>, target: Target): MessageRef[] {
  const refs: MessageRef[] = [];
  for (let part = 0; byPart.has(part); part++) refs.push(refOf(below(target, refs[0]), byPart.get(part)!));
  return refs;
}
