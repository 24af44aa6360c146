/**
 * Discord's Publisher: posts, edits and finds our messages by REST alone. One in doubt is looked for by its buttons or by what it says. It must
 * never send anything that `render.ts` did not make.
 */
import { Routes } from 'discord.js';
import type { MessageRef, Post, Target } from '../../core/chat.ts';
import type { StetError } from '../../core/errors.ts';
import type { Publisher } from '../../core/ports.ts';
import { admittedOr, type Changes, isFault, mendMessages, sendMissing } from '../publishing.ts';
import { mayHaveThread, startThread } from './answer-threads.ts';
import { typed } from './command-names.ts';
import { discordFinder } from './finding.ts';
import { channelOf, PLATFORM } from './ids.ts';
import { canBeMended, there } from './refs.ts';
import { bodyOf, type DiscordMessage, renderPost } from './render.ts';
import { discordSender, type SenderOptions } from './sending.ts';

export interface DiscordPublisherOptions extends SenderOptions {
  /** Told when Discord lets us in no more. */
  onRefused: (fault: StetError) => void;
}

export function discordPublisher({ api, hooks, clock, onRefused }: DiscordPublisherOptions): Publisher {
  const sender = discordSender({ api, hooks, clock });
  const { send, ordinarily } = sender;
  const { found, find } = discordFinder(api, sender);
  const admitted = admittedOr(onRefused);

  /** Where the next message goes: after the first into a thread below it, where there is more than the reply itself; else beside it. */
  const below = async (
    { reply, target }: Pick<Post, 'reply' | 'target'>,
    refs: readonly MessageRef[],
  ): Promise<Target> => {
    const [first] = refs;
    if (first === undefined || !reply.rest || !mayHaveThread(first)) return target;
    const isThere = refs.length > 1 ? refs.at(-1)!.thread === first.message : await startThread(first, reply, api);
    return isThere ? { ...target, thread: first.message, grant: null } : target;
  };

  /** In the thread, where it takes it; a thread that does not is no reason to give up the channel. */
  const sendBelow = async (post: Post, part: number, message: DiscordMessage, refs: readonly MessageRef[]) => {
    const each = { key: post.key, part, message };
    const target = await below(post, refs);
    if (target.thread === post.target.thread) return send({ ...each, target });
    try {
      return await send({ ...each, target });
    } catch (fault) {
      if (!isFault(fault, 'channel-gone')) throw fault;
      return send({ ...each, target: { ...post.target, grant: null } });
    }
  };

  const changes: Changes<DiscordMessage> = {
    canEdit: canBeMended,
    edit: (ref, message) => there(api.patch(Routes.channelMessage(channelOf(ref), ref.message), bodyOf(message))),
    remove: ref => there(api.delete(Routes.channelMessage(channelOf(ref), ref.message))),
  };

  const edit = async (post: Post, doubtSince: string | undefined): Promise<MessageRef[]> => {
    const { key, refs } = post;
    const messages = renderPost(post);
    const kept = await mendMessages(refs, messages, changes);
    // What was deleted by hand does not come back.
    const more = messages.slice(refs.length);
    if (kept.length === 0 || more.length === 0 || !refs.every(canBeMended)) return kept;
    const target = await below({ ...post, target: { ...refs[0]!, grant: null } }, refs);
    const isKnown = async ({ message }: MessageRef) => refs.some(each => each.message === message);
    const standing =
      doubtSince === undefined ? [] : await found(more, target, { since: doubtSince, isAnothers: isKnown });
    for (const [n, message] of more.entries())
      kept.push(standing[n] ?? (await ordinarily({ key, part: refs.length + n, message, target })));
    return kept;
  };

  return {
    platform: PLATFORM,
    post: (post, sent, onSent) =>
      admitted(() =>
        sendMissing(renderPost(post), sent, onSent, (part, message, refs) => sendBelow(post, part, message, refs)),
      ),
    edit: (post, doubtSince) => admitted(() => edit(post, doubtSince)),
    canEdit: canBeMended,
    typed,
    under: ({ message, ...ref }) => ({ ...ref, replyTo: message, grant: null }),
    find: (post, since, isAnothers = async () => false) => admitted(() => find(post, { since, isAnothers })),
  };
}
