/**
 * Looks for the messages of a post in doubt where they may stand: among our own, by their buttons or by what they say. Reads only, but for
 * opening the direct conversation with whoever they are for.
 */
import type { APIMessage } from 'discord.js';
import type { MessageRef, PersonId, Post, Target } from '../../core/chat.ts';
import { mayHaveThread } from './answer-threads.ts';
import type { Api } from './calls.ts';
import { channelOf, userOf } from './ids.ts';
import { ownMessages, sayingThese, saysOneOf } from './own-messages.ts';
import { refOf } from './refs.ts';
import { type DiscordMessage, renderPost } from './render.ts';
import type { Sender } from './sending.ts';
import { mayWait, waitingMessage } from './waiting.ts';

/** What is looked for: messages since an instant (ISO 8601), but for those that are known to be another's. */
export interface Search {
  since: string;
  isAnothers: (ref: MessageRef) => Promise<boolean>;
}

export interface Finder {
  /** Which of these messages stand in a place, beside those that are another's. */
  found: (messages: DiscordMessage[], target: Target, search: Search) => Promise<MessageRef[]>;
  /** The messages of a post, in their order. */
  find: (post: Post, search: Search) => Promise<MessageRef[]>;
}

export function discordFinder(api: Api, { conversationWith }: Pick<Sender, 'conversationWith'>): Finder {
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
    const messages = renderPost(post);
    const directly = await found(messages, await conversationWith(target, person), search);
    if (directly.length > 0 || !mayWait(key, target)) return directly;
    const [button] = await found([waitingMessage(key, userOf(person))], target, search);
    return button === undefined ? [] : messages.map(() => button);
  };

  const find = async (post: Post, search: Search): Promise<MessageRef[]> => {
    const { only, direct } = post.target;
    if (only !== null && !direct) return foundFor(only, post, search);
    const messages = renderPost(post);
    const refs = await found(messages, post.target, search);
    const [first] = refs;
    if (first === undefined || !post.reply.rest || !mayHaveThread(first)) return refs;
    const rest = await found(messages.slice(refs.length), { ...post.target, thread: first.message }, search);
    return [...refs, ...rest];
  };

  return { found, find };
}

/** False for what replies to another message than this is to reply to; where that is gone a message replies to none. */
function mayReplyTo({ replyTo }: Target, { message_reference: to }: APIMessage): boolean {
  return !replyTo || to?.message_id === undefined || to.message_id === replyTo;
}
