/**
 * The in-process Publisher, and the wall its messages stand on, which outlives every process that writes on it. A message holds 40
 * characters, so that an answer of a few lines takes several. What goes wrong is told to it beforehand.
 */
import type { MessageRef, Place, Post } from '../../src/core/chat.ts';
import { type ErrorCode, StetError } from '../../src/core/errors.ts';
import type { Clock, Publisher } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';

/** Characters of one message. */
const LIMIT = 40;

/** A message as it stands there. */
export interface WallMessage {
  id: string;
  place: Place;
  text: string;
  /** The person who alone sees it. */
  only: string | null;
  /** Of which post, and which part: what a platform keeps beside a message and shows nobody. */
  key: string;
  part: number;
  at: string;
  /** What it was made of, as it is now. */
  reply: Reply;
}

/**
 * What goes wrong with a message that is sent: `lost` is one that arrives though the platform does not say so; any code is what
 * the platform says, and then nothing arrives.
 */
export type WallFault = 'lost' | Extract<ErrorCode, 'not-delivered' | 'not-accepted' | 'channel-gone'> | null;

export interface Wall {
  messages: WallMessage[];
  /** Number of the last message. */
  last: number;
  /** Ids of messages that were edited or taken away, each time. */
  edits: string[];
  /** Channels that are gone. */
  gone: Set<string>;
  /** The texts that stand in a place, in their order. */
  texts: (channel?: string) => string[];
}

/** @param last the number of the last message on a wall before: on a platform no two messages bear the same. */
export function aWall(last = 0): Wall {
  const messages: WallMessage[] = [];
  const texts = (channel = 'harbour') =>
    messages.filter(({ place }) => place.channel === channel).map(({ text }) => text);
  return { messages, last, edits: [], gone: new Set(), texts };
}

interface Given {
  wall: Wall;
  clock: Clock;
  platform?: string;
  /** What goes wrong with the next messages, one each; then nothing. */
  faults?: WallFault[];
  /** Called between any two things it does; where it throws, the process ends there. */
  step?: () => void;
}

export function publisherOn({ wall, clock, platform = 'wire', faults = [], step = () => {} }: Given): Publisher {
  const put = (post: Post, text: string, part: number): MessageRef => {
    const { target } = post;
    if (wall.gone.has(target.channel)) throw new StetError('channel-gone', 'the channel is not there');
    const fault = faults.shift() ?? null;
    if (fault !== null && fault !== 'lost') throw new StetError(fault, `the wall said ${fault}`);
    const { platform: on, space, channel, thread } = target;
    const message: WallMessage = {
      id: `${++wall.last}`,
      place: { platform: on, space, channel, thread },
      ...{ text, part, key: post.key, only: target.only, at: clock.now().toISOString(), reply: post.reply },
    };
    wall.messages.push(message);
    if (fault === 'lost') throw new StetError('not-delivered', 'the wall did not answer');
    return refOf(post, message);
  };

  const ownOf = (post: Post, since: string): WallMessage[] => {
    const own = wall.messages.filter(({ key, at, place }) => {
      return key === post.key && at >= since && place.channel === post.target.channel;
    });
    return own.toSorted((a, b) => a.part - b.part);
  };
  /** Gives a message this text, or takes it away where it has none; false where it does not stand any more. */
  const change = (ref: MessageRef, text: string | undefined, reply: Reply): boolean => {
    if (wall.gone.has(ref.channel)) throw new StetError('channel-gone', 'the channel is not there');
    const fault = faults.shift() ?? null;
    if (fault !== null && fault !== 'lost') throw new StetError(fault, `the wall said ${fault}`);
    const at = wall.messages.findIndex(({ id }) => id === ref.message);
    if (at < 0) return false;
    if (text === undefined) wall.messages.splice(at, 1);
    else wall.messages[at] = { ...wall.messages[at]!, text, reply };
    wall.edits.push(ref.message);
    if (fault === 'lost') throw new StetError('not-delivered', 'the wall did not answer');
    return text !== undefined;
  };

  return {
    platform,
    async post(post, sent, onSent) {
      const refs = [...sent];
      for (const [part, text] of partsOf(post.reply).entries()) {
        if (part < sent.length) continue;
        step();
        refs.push(put(post, text, part));
        step();
        await onSent([...refs]);
      }
      return refs;
    },
    async edit(post, doubtSince) {
      const texts = partsOf(post.reply);
      const kept: MessageRef[] = [];
      for (const [part, ref] of post.refs.entries()) {
        step();
        if (change(ref, texts[part], post.reply)) kept.push(ref);
        step();
      }
      if (kept.length === 0) return kept;
      const there = doubtSince === undefined ? [] : ownOf(post, doubtSince);
      for (const [part, text] of texts.entries()) {
        if (part < post.refs.length) continue;
        const known = there.find(
          message => message.part === part && !post.refs.some(({ message: id }) => id === message.id),
        );
        kept.push(known ? refOf(post, known) : put(post, text, part));
        step();
      }
      return kept;
    },
    typed: command => `/${command}`,
    canEdit: ({ only, direct }) => only === null || direct,
    under: ({ message, ...target }) => ({ ...target, thread: target.thread ?? message, grant: null }),
    async find(post, since) {
      step();
      return ownOf(post, since).map(message => refOf(post, message));
    },
  };
}

function refOf({ target }: Post, { id }: WallMessage): MessageRef {
  return { ...target, grant: null, message: id };
}

/** What a reply and what is below it say, in messages of at most 40 characters, cut between words. */
export function partsOf({ rest, ...reply }: Reply): string[] {
  return rest ? [...ownPartsOf(reply), ...partsOf(rest)] : ownPartsOf(reply);
}

function ownPartsOf({ body, fallback }: Reply): string[] {
  const said = body.map(span => ('text' in span ? span.text : span.at)).join('') || fallback;
  return said.match(new RegExp(`.{1,${LIMIT}}(?:\\s|$)`, 'gs'))?.map(part => part.trim()) ?? [said];
}
