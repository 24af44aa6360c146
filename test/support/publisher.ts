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
}

/**
 * What goes wrong with a message that is sent: `lost` is one that arrives though the platform does not say so; any code is what
 * the platform says, and then nothing arrives.
 */
export type WallFault = 'lost' | Extract<ErrorCode, 'not-delivered' | 'not-accepted' | 'channel-gone'> | null;

export interface Wall {
  messages: WallMessage[];
  /** Channels that are gone. */
  gone: Set<string>;
  /** The texts that stand in a place, in their order. */
  texts: (channel?: string) => string[];
}

export function aWall(): Wall {
  const messages: WallMessage[] = [];
  const texts = (channel = 'harbour') =>
    messages.filter(({ place }) => place.channel === channel).map(({ text }) => text);
  return { messages, gone: new Set(), texts };
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
      id: `${wall.messages.length + 1}`,
      place: { platform: on, space, channel, thread },
      ...{ text, part, key: post.key, only: target.only, at: clock.now().toISOString() },
    };
    wall.messages.push(message);
    if (fault === 'lost') throw new StetError('not-delivered', 'the wall did not answer');
    return refOf(post, message);
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
    async edit(post) {
      const texts = partsOf(post.reply);
      const stands = ({ id }: WallMessage) => post.refs.some(({ message }) => message === id);
      for (const [part, ref] of post.refs.entries()) {
        const message = wall.messages.find(({ id }) => id === ref.message)!;
        message.text = texts[part] ?? '';
      }
      const left = wall.messages.filter(message => !stands(message) || message.text !== '');
      wall.messages.splice(0, wall.messages.length, ...left);
      const kept = post.refs.slice(0, texts.length);
      return [...kept, ...texts.slice(kept.length).map((text, n) => put(post, text, kept.length + n))];
    },
    async find(post, since) {
      step();
      const own = wall.messages.filter(({ key, at, place }) => {
        return key === post.key && at >= since && place.channel === post.target.channel;
      });
      return own.toSorted((a, b) => a.part - b.part).map(message => refOf(post, message));
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
