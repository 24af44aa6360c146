/**
 * The words the Slack test server shares: its people, channels and messages, and JSON as it goes over the wire.
 * Types alone; what happens to them is in `workspace.ts`.
 */
export type Json = Record<string, unknown>;

export interface Enterprise {
  id: string;
  name: string;
}

/** One workspace (Slack: team); `enterprise` where it belongs to an Enterprise Grid organisation. */
export interface Team {
  id: string;
  name: string;
  domain: string;
  enterprise?: Enterprise;
}

/** Someone who can write: a person or a bot. */
export interface Person {
  id: string;
  /** The handle, without @. */
  name: string;
  team: Team;
  admin?: boolean;
  owner?: boolean;
  /** `multi` sees some channels, `single` one. */
  guest?: 'multi' | 'single';
  deleted?: boolean;
  bot?: { id: string; appId: string };
}

export type ChannelType = 'channel' | 'group' | 'im' | 'mpim';

export interface Channel {
  id: string;
  name: string;
  type: ChannelType;
  members: Set<string>;
  /** Team ids of other organisations that share it through Slack Connect. */
  sharedWith: string[];
  archived?: boolean;
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  /** Set on what a bot wrote. */
  botId?: string;
  clientMsgId?: string;
  text: string;
  blocks?: Json[];
  threadTs?: string;
  metadata?: Json;
  edited?: { user: string; ts: string };
  /** Reaction name to the ids of those who gave it. */
  reactions: Map<string, Set<string>>;
  /** Ephemeral: seen by this person alone, in no history. */
  onlyFor?: string;
  /** How links were to be shown, as the app asked for it. */
  unfurl?: { links?: boolean; media?: boolean };
}

/** An error as Slack's Web API gives it: HTTP 200, `ok: false` and this code. */
export class SlackFault extends Error {
  readonly error: string;
  readonly extra: Json;
  constructor(error: string, extra: Json = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}
