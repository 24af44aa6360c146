/**
 * The state of the Slack test server: who and what is there, and every message, also those that one person alone sees.
 * It never sends anything; `deliveries.ts` does.
 */
import type { Clock } from '../../../src/core/ports.ts';
import type { Channel, ChannelType, Json, Message, Person, Team } from './shapes.ts';
import { SlackFault } from './shapes.ts';

/** The app as it is installed in the workspace. */
export interface Installation {
  team: Team;
  appId: string;
  /** The bot's user, which is also among the people. */
  bot: Person & { bot: { id: string; appId: string } };
}

export class Workspace {
  readonly app: Installation;
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  /** User group id to the ids of its members. */
  readonly groups = new Map<string, string[]>();
  /** The published App Home by person. */
  readonly homes = new Map<string, Json>();
  readonly views = new Map<string, Json>();
  /** What the app says it is doing, by channel and thread (`assistant.threads.setStatus`). */
  readonly statuses = new Map<string, string>();
  readonly #messages: Message[] = [];
  readonly #clock: Clock;
  #lastTs = 0;
  #serial = 0;

  constructor(app: Installation, clock: Clock) {
    this.app = app;
    this.#clock = clock;
    this.people.set(app.bot.id, app.bot);
  }

  now(): number {
    return this.#clock.now().getTime();
  }

  /** A Slack time stamp, later than every one before: seconds, a dot, microseconds. */
  nextTs(): string {
    this.#lastTs = Math.max(this.now() * 1000, this.#lastTs + 1);
    const micros = String(this.#lastTs);
    return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
  }

  /** An id of Slack's form that was not given before. */
  nextId(prefix: string): string {
    this.#serial += 1;
    return `${prefix}${String(this.#serial).padStart(10, '0')}`;
  }

  addPerson(person: Partial<Person> & { id: string }): Person {
    const whole: Person = { name: person.id.toLowerCase(), team: this.app.team, ...person };
    this.people.set(whole.id, whole);
    return whole;
  }

  addChannel(channel: {
    id: string;
    members: string[];
    name?: string;
    type?: ChannelType;
    sharedWith?: string[];
  }): Channel {
    const { id, members, name = id.toLowerCase(), type = 'channel', sharedWith = [] } = channel;
    const whole: Channel = { id, name, type, members: new Set(members), sharedWith };
    this.channels.set(id, whole);
    return whole;
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw new SlackFault('user_not_found');
    return person;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new SlackFault('channel_not_found');
    return channel;
  }

  /** The direct message channel of the bot with a person, made when it is first asked for. */
  directMessages(personId: string): Channel {
    const id = `D${this.person(personId).id.slice(1)}`;
    return (
      this.channels.get(id) ??
      this.addChannel({ id, name: 'directmessage', type: 'im', members: [personId, this.app.bot.id] })
    );
  }

  add(message: Omit<Message, 'ts' | 'reactions'> & { ts?: string }): Message {
    const whole: Message = { ts: this.nextTs(), reactions: new Map(), ...message };
    this.#messages.push(whole);
    return whole;
  }

  find(channel: string, ts: string): Message {
    const message = this.#messages.find(one => one.channel === channel && one.ts === ts);
    if (!message) throw new SlackFault('message_not_found');
    return message;
  }

  remove(message: Message): void {
    this.#messages.splice(this.#messages.indexOf(message), 1);
  }

  /** Everything said in a channel, oldest first; ephemeral messages are not part of it. */
  history(channel: string): Message[] {
    return this.#messages.filter(one => one.channel === channel && one.onlyFor === undefined);
  }

  /** A thread: its first message and the answers to it. */
  replies(channel: string, ts: string): Message[] {
    return this.history(channel).filter(one => one.ts === ts || one.threadTs === ts);
  }

  /** What a person sees in a channel: everything there when they are in it, and what was shown to them alone. */
  seenBy(person: string, channel: string): Message[] {
    const member = this.channel(channel).members.has(person);
    return this.#messages.filter(
      one => one.channel === channel && (one.onlyFor === undefined ? member : one.onlyFor === person),
    );
  }
}
