/**
 * The server's end of Socket Mode: tickets, `hello`, envelopes and their acknowledgements, pings, `disconnect`.
 * An envelope is acknowledged only over the socket it was sent on; when that closes, it counts as lost at once.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { DeliveryKind, Outcome, Retry, Transport } from './deliveries.ts';
import { lost } from './deliveries.ts';
import type { Journal } from './journal.ts';
import type { Json } from './shapes.ts';

/** Milliseconds between pings; Bolt gives up 30 s after the last. */
const pingEvery = 10_000;

export interface SocketOptions {
  appId: string;
  /** Milliseconds the app has to acknowledge: 3,000 at Slack. */
  ackWithin: number;
  /** Whether the server ends the TCP connection after a closing handshake. Slack leaves that to the client. */
  endsTcp: boolean;
}

interface Live {
  number: number;
  ws: WebSocket;
  /** What waits for an acknowledgement, by envelope id. */
  open: Map<string, (outcome: Outcome) => void>;
  greeted: boolean;
  /** No pongs, nothing sent, nothing heard: a connection that is dead and does not know it. */
  mute: boolean;
  pings: NodeJS.Timeout;
}

export class Sockets implements Transport {
  /** Whether new sockets are greeted; without a `hello` Bolt waits, and nothing is sent. */
  greets = true;
  readonly #options: SocketOptions;
  readonly #journal: Journal;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #live: Live[] = [];
  readonly #waiting: (() => void)[] = [];
  #count = 0;
  #turn = 0;

  constructor(options: SocketOptions, journal: Journal) {
    this.#options = options;
    this.#journal = journal;
  }

  /** How many sockets are open. */
  get open(): number {
    return this.#live.length;
  }

  /** A single-use ticket, as `apps.connections.open` puts it into its URL. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Answers an upgrade request; without a valid ticket it is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    // ws ends the connection after the closing handshake; an `end` that does nothing leaves it open as Slack does.
    if (!this.#options.endsTcp) {
      socket.end = () => socket;
      socket.on('end', () => socket.destroy());
    }
    this.#server.handleUpgrade(request, socket, head, ws => this.#welcome(ws));
  }

  ready(): Promise<void> {
    if (this.#greeted().length > 0) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  send(kind: DeliveryKind, payload: Json, retry: Retry | null): Promise<Outcome> {
    const live = this.#greeted();
    const socket = live[this.#turn++ % Math.max(live.length, 1)];
    if (!socket) return Promise.resolve(lost('no_connection'));
    const envelopeId = randomUUID();
    const envelope = { envelope_id: envelopeId, payload, type: kind, accepts_response_payload: kind !== 'events_api' };
    const counted =
      kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {};
    return new Promise(resolve => {
      const timer = setTimeout(() => settle(lost('timeout')), this.#options.ackWithin);
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        socket.open.delete(envelopeId);
        resolve(outcome);
      };
      socket.open.set(envelopeId, settle);
      if (!socket.mute) socket.ws.send(JSON.stringify({ ...envelope, ...counted }));
    });
  }

  /** Asks every client to connect anew: `warning` comes some seconds ahead of `refresh_requested`. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
    for (const { ws } of this.#live) {
      ws.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-test' } }));
    }
  }

  /** Cuts every connection without a closing handshake. */
  drop(): void {
    for (const { ws } of [...this.#live]) ws.terminate();
  }

  /** Leaves every present connection open but dead: no pongs, no pings, nothing sent, nothing heard. */
  mute(): void {
    for (const live of this.#live) live.mute = true;
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #greeted(): Live[] {
    return this.#live.filter(({ ws, greeted }) => greeted && ws.readyState === ws.OPEN);
  }

  #welcome(ws: WebSocket): void {
    const greeted = this.greets;
    const live: Live = { number: ++this.#count, ws, open: new Map(), greeted, mute: false, pings: this.#ping(ws) };
    this.#live.push(live);
    ws.on('message', data => this.#acknowledge(live, String(data)));
    ws.on('ping', data => live.mute || ws.pong(data));
    // A cut connection is seen by its close; the error before it adds nothing.
    ws.on('error', () => {});
    ws.on('close', () => this.#forget(live));
    if (greeted) this.#greet(live);
    this.#journal.note('connected', { socket: live.number });
    if (greeted) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #greet({ ws }: Live): void {
    const debug = { host: 'applink-test', build_number: 1, approximate_connection_time: 18060 };
    const info = { app_id: this.#options.appId };
    ws.send(JSON.stringify({ type: 'hello', num_connections: this.open, debug_info: debug, connection_info: info }));
    ws.ping('Ping from applink-test');
  }

  #ping(ws: WebSocket): NodeJS.Timeout {
    const pings = setInterval(() => {
      const live = this.#live.find(one => one.ws === ws);
      if (live && !live.mute) ws.ping('Ping from applink-test');
    }, pingEvery);
    return pings.unref();
  }

  #acknowledge(live: Live, text: string): void {
    if (live.mute) return;
    const { envelope_id, payload = {} } = JSON.parse(text) as { envelope_id: string; payload?: Json };
    live.open.get(envelope_id)?.({ ok: true, payload });
  }

  #forget(live: Live): void {
    clearInterval(live.pings);
    this.#live.splice(this.#live.indexOf(live), 1);
    for (const settle of [...live.open.values()]) settle(lost('timeout'));
    this.#journal.note('disconnected', { socket: live.number });
  }
}
