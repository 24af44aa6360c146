/**
 * The state of the server: one application with its bot, guilds with roles, people, channels and threads, direct messages, and
 * every message with who may see it. Holds and shows; what happens to it is decided in rest.ts, interactions.ts and people.ts.
 */
import type { Clock } from '../../../src/core/ports.ts';
import { ApiError } from './api-error.ts';
import { ALL_PERMISSIONS, bitsOf, EVERYONE, PERMISSIONS, type PermissionName } from './permissions.ts';
import { snowflakes } from './snowflake.ts';

export type Json = Record<string, unknown>;

/** Discord's types of channels: text, direct message, thread. */
export const TEXT = 0;
export const DIRECT = 1;
export const THREAD = 11;

/** Bits of a message's flags. */
export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;

export interface User {
  id: string;
  username: string;
  bot: boolean;
  /** Whether a bot may write to them. */
  takesDirectMessages: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
}

export interface Guild {
  id: string;
  name: string;
  owner: string;
  roles: Role[];
  /** Ids of roles by ids of users. */
  members: Map<string, string[]>;
  /** Whether the bot is in it. */
  joined: boolean;
}

export interface Channel {
  id: string;
  type: number;
  name: string | null;
  guild: Guild | null;
  /** Of a thread: the channel it is in. */
  parent: Channel | null;
  /** Of a direct message: the person beside the bot. */
  recipient: User | null;
  /** What the bot may not do here. */
  denied: Set<PermissionName>;
  archived: boolean;
}

export interface Message {
  id: string;
  channel: Channel;
  author: User;
  content: string;
  embeds: Json[];
  components: Json[];
  flags: number;
  /** Discord's type: 0, 19 a reply, 20 a slash command's answer, 23 a context menu's. */
  type: number;
  editedAt: string | null;
  mentions: User[];
  mentionsEveryone: boolean;
  /** The message it replies to. */
  replies: Message | null;
  nonce: string | number | null;
  /** The only person who sees it, besides the bot. */
  only: User | null;
  interaction: { id: string; user: User; name: string | null } | null;
  reactions: { emoji: string; user: User }[];
  deleted: boolean;
}

export class World {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly bot: User;
  readonly application: { id: string; name: string; owner: User; team: Json | null };
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();

  constructor(clock: Clock) {
    this.clock = clock;
    this.newId = snowflakes(clock);
    this.bot = this.addUser('stet', { bot: true });
    const owner = this.addUser('owner');
    this.application = { id: this.bot.id, name: 'Stet', owner, team: null };
  }

  addUser(username: string, given: Partial<User> = {}): User {
    const user = { id: this.newId(), username, bot: false, takesDirectMessages: true, ...given };
    this.users.set(user.id, user);
    return user;
  }

  /** A guild that the bot is in; its first role, of everyone, bears its id. */
  addGuild(name: string, owner: User = this.application.owner): Guild {
    const id = this.newId();
    const everyone = { id, name: '@everyone', permissions: bitsOf(EVERYONE) };
    const guild: Guild = { id, name, owner: owner.id, roles: [everyone], members: new Map(), joined: true };
    for (const user of [owner, this.bot]) guild.members.set(user.id, []);
    this.guilds.set(id, guild);
    return guild;
  }

  addRole(guild: Guild, name: string, permissions: readonly PermissionName[] = []): Role {
    const role = { id: this.newId(), name, permissions: bitsOf(permissions) };
    guild.roles.push(role);
    return role;
  }

  addChannel(given: Partial<Channel> & Pick<Channel, 'type'>): Channel {
    const blank = { id: this.newId(), name: null, guild: null, parent: null, recipient: null, archived: false };
    const channel: Channel = { ...blank, denied: new Set(), ...given };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The conversation of the bot and one person; there is only one. */
  directChannel(recipient: User): Channel {
    const found = [...this.channels.values()].find(each => each.type === DIRECT && each.recipient === recipient);
    return found ?? this.addChannel({ type: DIRECT, recipient });
  }

  addMessage(given: Partial<Message> & Pick<Message, 'channel' | 'author'>): Message {
    const message: Message = {
      id: this.newId(),
      content: '',
      embeds: [],
      components: [],
      flags: 0,
      type: given.replies ? 19 : 0,
      editedAt: null,
      mentions: [],
      mentionsEveryone: false,
      replies: null,
      nonce: null,
      only: null,
      interaction: null,
      reactions: [],
      deleted: false,
      ...given,
    };
    this.messages.set(message.id, message);
    return message;
  }

  /** Messages of a channel as one person sees them, or as the bot does through the API, oldest first. */
  messagesIn(channel: Channel, viewer: User): Message[] {
    return [...this.messages.values()].filter(
      each => each.channel === channel && !each.deleted && (each.only === null || each.only === viewer),
    );
  }

  /** What somebody may do in a channel. Throws 10007 for one who is not there. */
  permissionsIn(channel: Channel, user: User): bigint {
    const { guild } = channel.parent ?? channel;
    if (!guild) return bitsOf(EVERYONE);
    const denied = user === this.bot ? [...channel.denied, ...(channel.parent?.denied ?? [])] : [];
    return this.permissionsOf(guild, user) & ~bitsOf(denied);
  }

  permissionsOf(guild: Guild, user: User): bigint {
    const roles = guild.members.get(user.id);
    if (!roles) throw new ApiError(10007);
    const bits = guild.roles
      .filter(role => role.id === guild.id || roles.includes(role.id))
      .reduce((all, role) => all | role.permissions, 0n);
    return guild.owner === user.id || (bits & PERMISSIONS.administrator) !== 0n ? ALL_PERMISSIONS : bits;
  }

  /** Throws 50001 where the bot does not see the channel, 50013 where it may not do the thing there. */
  demand(channel: Channel, ...needed: PermissionName[]): void {
    const guild = (channel.parent ?? channel).guild;
    if (guild && !guild.joined) throw new ApiError(50001);
    const has = this.permissionsIn(channel, this.bot);
    if ((has & PERMISSIONS.viewChannel) === 0n) throw new ApiError(50001);
    if (needed.some(name => (has & PERMISSIONS[name]) === 0n)) throw new ApiError(50013);
  }
}
