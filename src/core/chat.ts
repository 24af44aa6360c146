/**
 * What passes between people and Stet, as types: where a message goes, what was asked, what was sent and what a button does.
 * All of it is kept in the store before anyone is told that it was done. Nothing here knows a platform.
 */
import type { Call } from './command.ts';
import type { ArticleId } from './model.ts';
import type { Reply } from './reply.ts';

/** Unique across platforms: `console:local`, or a platform, its space and its account. */
export type PersonId = string;

/** `r-` and 10 base32 characters. */
export type RequestId = string;

/** `b-` and 10 base32 characters: short enough for any platform's button. */
export type ActionId = string;

/** A channel, or a thread in it, where people talk. */
export interface Place {
  platform: string;
  space: string;
  channel: string;
  thread: string | null;
}

/** Where a message goes, and who may see it there. */
export interface Target extends Place {
  /** The person who alone may see it; null for everyone in the place. */
  only: PersonId | null;
  /** A conversation with one person: private as it stands. What nobody asked for names that person in `only`. */
  direct: boolean;
  /** The message it answers: replied to where a message replies to another, else what its thread hangs on. */
  replyTo?: string | null;
  /** Nobody waits for it: what one person alone may see is then said where it stays, in the direct conversation with them. */
  lasting?: boolean;
  /** Where one person alone may see it and cannot be reached: a sign for them may stand in the place, which says that there is something and not what. */
  beckons?: boolean;
  /** A platform's leave to answer what was just asked; opaque, secret, and gone at `until` (ISO 8601). */
  grant: { token: string; until: string } | null;
}

/** A message of ours on its platform. */
export interface MessageRef extends Target {
  /** The platform's id of it, unique within its channel. */
  message: string;
}

/** What names a message. */
export type MessageId = Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>;

export interface RequestDraft {
  /** The platform's own id of the event, so that one that comes twice is done once. */
  event: string;
  person: PersonId;
  /** As the platform shows it; third-party text. */
  personName: string;
  target: Target;
  call: Call;
  /** The question it may lean on: the one before it in its conversation. */
  before: string | null;
}

/** `stopped`: its asker or its place was gone. */
export type RequestOutcome = 'answered' | 'not-in-corpus' | 'done' | 'failed' | 'stopped';

/** Something asked of the bot: open until its outcome is shown. */
export interface Request extends RequestDraft {
  id: RequestId;
  askedAt: string;
  outcome: RequestOutcome | null;
  closedAt: string | null;
}

export type PostKind = 'answer' | 'brief' | 'digest' | 'notice';

/** Who asked what, shown above an answer. */
export interface Asked {
  question: string;
  by: PersonId;
}

export interface PostDraft {
  /** Same key, same post: made of what it answers (`answer:r-…`). */
  key: string;
  kind: PostKind;
  target: Target;
  reply: Reply;
  asked: Asked | null;
  /** The request it answers; null for one that nobody asked for. */
  request: RequestId | null;
}

/**
 * `queued` to be sent; `sending`: handed to the platform, outcome not yet known, so that a crash leaves it in doubt; `sent`; or
 * `failed` for good.
 */
export type PostState = 'queued' | 'sending' | 'sent' | 'failed';

/** One message of the bot, split into several where the platform's limits force it. */
export interface Post extends PostDraft {
  state: PostState;
  queuedAt: string;
  /** How often it was, or may have been, handed to the platform. */
  attempts: number;
  /** When it was last taken to be sent. */
  attemptedAt: string | null;
  sentAt: string | null;
  /** The messages it became, in their order. */
  refs: MessageRef[];
  /** Why it failed, without secrets. */
  fault: string | null;
}

/** A passage that a post shows. */
export interface ShownPassage {
  article: ArticleId;
  revision: number;
  start: number;
  end: number;
}

/** What a button does: a call, and who may press it until when. */
export interface ActionDraft {
  call: Call;
  /** The person who alone may press it; null for everyone who sees it. */
  audience: PersonId | null;
  /** ISO 8601 instant. */
  expiresAt: string;
}

export interface Action extends ActionDraft {
  id: ActionId;
}

export type Vote = 'good' | 'bad';
