/**
 * The gateway: sockets, sessions and events as https://discord.com/developers/docs/events/gateway has them. A session outlives its
 * socket until it is resumed or forgotten; events are numbered, kept, and replayed on RESUME.
 */
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Journal } from './journal.ts';
import { guildCreateShape, messageShape, userShape } from './shapes.ts';
import { DIRECT, type Guild, type Json, type Message, type World } from './world.ts';

export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

const PRIVILEGED = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent;
const ALL_INTENTS = (1 << 26) - 1;

interface Session {
  id: string;
  intents: number;
  events: { t: string; s: number; d: unknown }[];
  socket: WebSocket | null;
}

export interface GatewayOptions {
  token: () => string;
  /** Milliseconds; Discord's own. */
  heartbeatInterval: number;
  /** The privileged intents that the application was granted. */
  privileged: number;
  url: () => string;
}

export class Gateway {
  readonly #world: World;
  readonly #journal: Journal;
  readonly #options: GatewayOptions;
  readonly #sockets: WebSocketServer;
  readonly #sessions = new Map<string, Session>();
  /** Sessions and connections are numbered. */
  #made = 0;
  /** Whether heartbeats are acknowledged. */
  acknowledges = true;
  /** What meets a client that wants to connect: a socket, a 503, or nothing at all. */
  handshakes: 'accept' | 'refuse' | 'ignore' = 'accept';
  /** Close codes for the next attempts to identify. */
  readonly refusals: number[] = [];

  constructor(server: Server, world: World, journal: Journal, options: GatewayOptions) {
    this.#world = world;
    this.#journal = journal;
    this.#options = options;
    this.#sockets = new WebSocketServer({
      server,
      path: '/gateway',
      verifyClient: (_: unknown, answer: (accepted: boolean, status?: number) => void) => {
        if (this.handshakes === 'accept') answer(true);
        if (this.handshakes === 'refuse') answer(false, 503);
        this.#journal.add({ kind: 'knocked', met: this.handshakes });
      },
    });
    this.#sockets.on('connection', socket => this.#open(socket));
  }

  /** Sockets that are open now. */
  get connections(): number {
    return [...this.#sockets.clients].filter(socket => socket.readyState === socket.OPEN).length;
  }

  #open(socket: WebSocket): void {
    const connection = ++this.#made;
    this.#journal.add({ kind: 'opened', connection });
    socket.on('close', code => {
      for (const session of this.#sessions.values()) if (session.socket === socket) session.socket = null;
      this.#journal.add({ kind: 'closed', connection, code });
    });
    socket.on('message', raw => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: unknown };
      this.#journal.add({ kind: 'received', connection, op, data: d });
      this.#receive(socket, op, d as Json);
    });
    send(socket, { op: 10, d: { heartbeat_interval: this.#options.heartbeatInterval } });
  }

  #receive(socket: WebSocket, op: number, d: Json): void {
    if (op === 1) {
      if (this.acknowledges) send(socket, { op: 11 });
    } else if (op === 2) this.#identify(socket, d);
    else if (op === 6) this.#resume(socket, d);
    else if (![3, 4, 8, 31].includes(op)) socket.close(4001, 'Unknown opcode.');
  }

  #identify(socket: WebSocket, { token, intents }: Json): void {
    const refused = this.refusals.shift() ?? this.#whyNot(socket, token, intents);
    if (refused !== null) {
      socket.close(refused);
      return;
    }
    const session: Session = { id: `session-${++this.#made}`, intents: Number(intents), events: [], socket };
    this.#sessions.set(session.id, session);
    this.#greet(session);
  }

  /** The close code for whoever may not identify: authenticated already, a wrong token, intents unknown or not granted. */
  #whyNot(socket: WebSocket, token: unknown, intents: unknown): number | null {
    if ([...this.#sessions.values()].some(each => each.socket === socket)) return 4005;
    if (token !== this.#options.token()) return 4004;
    if (typeof intents !== 'number' || intents < 0 || (intents & ~ALL_INTENTS) !== 0) return 4013;
    return (intents & PRIVILEGED & ~this.#options.privileged) === 0 ? null : 4014;
  }

  #greet(session: Session): void {
    const { bot, application, guilds } = this.#world;
    const joined = [...guilds.values()].filter(guild => guild.joined);
    this.#send(session, 'READY', {
      v: 10,
      user: { ...userShape(bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: joined.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: [0, 1],
      application: { id: application.id, flags: 0 },
      session_type: 'normal',
      private_channels: [],
      presences: [],
      relationships: [],
    });
    if ((session.intents & INTENTS.guilds) === 0) return;
    for (const guild of joined) this.#send(session, 'GUILD_CREATE', guildCreateShape(this.#world, guild));
  }

  #resume(socket: WebSocket, { token, session_id: id, seq }: Json): void {
    const session = this.#sessions.get(String(id));
    const from = Number(seq);
    if (token !== this.#options.token()) socket.close(4004);
    else if (!session) send(socket, { op: 9, d: false });
    else if (from > session.events.length) socket.close(4007);
    else {
      session.socket?.close(4000);
      session.socket = socket;
      for (const event of session.events.slice(from)) send(socket, { op: 0, ...event });
      this.#send(session, 'RESUMED', {});
    }
  }

  #send(session: Session, t: string, d: unknown): void {
    const event = { t, s: session.events.length + 1, d };
    session.events.push(event);
    if (session.socket?.readyState === session.socket?.OPEN) session.socket?.send(JSON.stringify({ op: 0, ...event }));
    this.#journal.add({ kind: 'dispatched', event: t, data: d });
  }

  /** An event for every session that has asked for one of the intents; for all where none is named. */
  dispatch(event: string, data: unknown, ...intents: number[]): void {
    for (const session of this.#sessions.values())
      if (intents.length === 0 || intents.some(intent => (session.intents & intent) !== 0))
        this.#send(session, event, data);
  }

  /** A message, with its words where the session may read them. One that somebody alone may see is no event. */
  dispatchMessage(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
    if (message.only !== null) return;
    const intent = message.channel.type === DIRECT ? INTENTS.directMessages : INTENTS.guildMessages;
    for (const session of this.#sessions.values()) {
      const readable = (session.intents & INTENTS.messageContent) !== 0 || this.isMeantForBot(message);
      if ((session.intents & intent) !== 0)
        this.#send(session, event, messageShape(message, { readable, event: true }));
    }
  }

  /** Whether the bot may read a message without the privileged intent: its own, one to it, or one that mentions it. */
  isMeantForBot({ author, channel, mentions }: Message): boolean {
    return author === this.#world.bot || channel.type === DIRECT || mentions.includes(this.#world.bot);
  }

  /** Whether messages are read in full through REST. */
  get readsContent(): boolean {
    return (this.#options.privileged & INTENTS.messageContent) !== 0;
  }

  joined(guild: Guild): void {
    this.dispatch('GUILD_CREATE', guildCreateShape(this.#world, guild), INTENTS.guilds);
  }

  /** Ends every socket: without a word, or with a close code. Sessions stay and may be resumed. */
  drop(code?: number): void {
    for (const socket of this.#sockets.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  /** Asks every client to come back (op 7). */
  askToReconnect(): void {
    for (const socket of this.#sockets.clients) send(socket, { op: 7, d: null });
  }

  /** Asks every client for a heartbeat (op 1), which says the number of the last event it has had. */
  askForHeartbeat(): void {
    for (const socket of this.#sockets.clients) send(socket, { op: 1, d: null });
  }

  /** Says that sessions are not valid (op 9), and forgets them unless they may be resumed. */
  invalidate({ resumable }: { resumable: boolean }): void {
    for (const socket of this.#sockets.clients) send(socket, { op: 9, d: resumable });
    if (!resumable) this.#sessions.clear();
  }

  /** Sessions end, so that the next RESUME is refused. */
  forgetSessions(): void {
    this.#sessions.clear();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sockets.close(() => resolve());
    await promise;
  }
}

function send(socket: WebSocket, payload: Json): void {
  socket.send(JSON.stringify(payload));
}
