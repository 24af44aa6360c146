/**
 * A Slack for tests, against which the real Bolt runs: one HTTP server that speaks the Web API, Socket Mode,
 * `response_url` and, towards an app, signed requests, with a small workspace behind it that keeps what happened.
 *
 * npm's `emulate` was left aside: of what Stet needs it has the stateful Web API alone, and its events lack fields, so
 * that Socket Mode, commands, interactions, limits and faults would have been built beside it on a state we do not own.
 * One server on one state is less code, and can fail in every way a test asks for.
 */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/core/ports.ts';
import type { Stage } from './actor.ts';
import { Actor } from './actor.ts';
import { aWorkspace } from './cast.ts';
import type { Delivery, Outcome, Transport } from './deliveries.ts';
import { Deliveries } from './deliveries.ts';
import type { Fault } from './faults.ts';
import { Faults } from './faults.ts';
import { requestListener } from './front.ts';
import type { Act } from './interactions.ts';
import type { Call, Happenings } from './journal.ts';
import { Journal } from './journal.ts';
import { eventCallback, messageChanged, messageDeleted, messageEvent } from './payloads.ts';
import { ResponseUrls } from './response-urls.ts';
import type { Channel, Enterprise, Json, Message, Person } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import { SignedRequests } from './signed-requests.ts';
import { Sockets } from './sockets.ts';
import type { ApiContext } from './web-api.ts';
import { allScopes } from './web-api.ts';
import type { Workspace } from './workspace.ts';

/** What the app listens to unless a test says otherwise: the names of the app manifest's `bot_events`. */
const allEvents = [
  ...['app_mention', 'app_home_opened', 'reaction_added', 'reaction_removed'],
  ...['message.channels', 'message.groups', 'message.im', 'message.mpim'],
];

/** Milliseconds a `trigger_id` is good for: Slack's own number. */
const triggerLife = 3000;

export interface SlackOptions {
  clock?: Clock;
  enterprise?: Enterprise;
  scopes?: string[];
  events?: string[];
  /** Milliseconds an app has to acknowledge; 3,000 as at Slack. */
  ackWithin?: number;
  /** Whether the server ends TCP after a WebSocket's closing handshake. Slack does not, and this is the default. */
  endsTcp?: boolean;
}

const wallClock: Clock = { now: () => new Date() };

/** Starts a Slack on a free port of 127.0.0.1. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackServer> {
  const slack = new SlackServer(options);
  await slack.listen();
  return slack;
}

export class SlackServer {
  readonly tokens = {
    bot: 'xoxb-of-the-tests',
    app: 'xapp-of-the-tests',
    signingSecret: 'signing-secret-of-the-tests',
  };
  readonly workspace: Workspace;
  readonly sockets: Sockets;
  readonly deliveries: Deliveries;
  readonly #journal = new Journal();
  readonly #faults = new Faults();
  readonly #api: ApiContext;
  readonly #responses: ResponseUrls;
  readonly #triggers = new Map<string, number>();
  readonly #events: Set<string>;
  readonly #ackWithin: number;
  readonly #http: Server;

  constructor(options: SlackOptions) {
    const { clock = wallClock, scopes = allScopes, events = allEvents, ackWithin = 3000, endsTcp = false } = options;
    this.workspace = aWorkspace(clock, options.enterprise);
    this.workspace.addPerson({ id: 'USLACKBOT', name: 'slackbot' });
    this.#events = new Set(events);
    this.#ackWithin = ackWithin;
    this.sockets = new Sockets({ appId: this.workspace.app.appId, ackWithin, endsTcp }, this.#journal);
    this.deliveries = new Deliveries(this.sockets, this.#journal);
    this.#api = {
      workspace: this.workspace,
      scopes: new Set(scopes),
      openSocket: () => `${this.#base('ws')}/link/?ticket=${this.sockets.ticket()}&app_id=${this.workspace.app.appId}`,
      useTrigger: id => this.#useTrigger(id),
      changed: (what, message, previous) => this.#botChanged(what, message, previous),
    };
    this.#responses = new ResponseUrls(this.#api);
    const front = { faults: this.#faults, journal: this.#journal, api: this.#api, responses: this.#responses };
    this.#http = createServer(requestListener({ ...front, tokens: this.tokens }));
    this.#http.on('upgrade', (request, socket, head) => {
      if (this.#faults.for('websocket', {})) socket.destroy();
      else this.sockets.upgrade(request, socket, head);
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(0, '127.0.0.1', resolve);
    });
  }

  /** Ends every connection and frees the port. */
  async close(): Promise<void> {
    this.sockets.close();
    const closed = new Promise(resolve => this.#http.close(resolve));
    this.#http.closeAllConnections();
    await closed;
  }

  /** For Bolt's `clientOptions.slackApiUrl`. */
  get apiUrl(): string {
    return `${this.#base('http')}/api/`;
  }

  /** What the app may do from now on. */
  get scopes(): Set<string> {
    return this.#api.scopes;
  }

  /** Someone to act as. */
  as(person: string): Actor {
    return new Actor(this.#stage, person);
  }

  fault(fault: Fault): void {
    this.#faults.plan(fault);
  }

  /** From now on nothing fails that was planned to. */
  heal(): void {
    this.#faults.clear();
  }

  /** Faults that did not happen yet. */
  get unusedFaults(): Fault[] {
    return this.#faults.unused();
  }

  /** From now on the app is reached by signed requests to this URL instead of its sockets. */
  reachBy(url: string): SignedRequests {
    const transport = new SignedRequests({ url, secret: this.tokens.signingSecret, ackWithin: this.#ackWithin });
    this.deliveries.transport = transport;
    return transport;
  }

  /** From now on the app is reached as this says. */
  reachThrough(transport: Transport): void {
    this.deliveries.transport = transport;
  }

  /** See {@link Journal.next}: every entry once, and a wait for what is still to come. */
  next<K extends keyof Happenings>(
    kind: K,
    matches?: (value: Happenings[K]) => boolean,
    withinMs?: number,
  ): Promise<Happenings[K]> {
    return this.#journal.next(kind, matches, withinMs);
  }

  /** All calls so far, or those of one method. */
  calls(method?: string): Call[] {
    return this.#journal.all('call').filter(call => method === undefined || call.method === method);
  }

  /** Every change of a message so far. */
  changes(): Happenings['message'][] {
    return this.#journal.all('message');
  }

  /** Sends an event that no act of a person makes, for instance one of an old integration. */
  emit(event: Json, channel: string | null, by: string): Delivery[] {
    return this.#emit(event, channel === null ? null : this.workspace.channel(channel), this.workspace.person(by));
  }

  get #stage(): Stage {
    return {
      workspace: this.workspace,
      emit: (event, channel, by) => this.#emit(event, channel, by),
      command: (payload, channel, by) => this.#command(payload, channel, by),
      interact: payload => this.deliveries.send('interactive', payload),
      act: (by, channel, original) => this.#act(by, channel, original),
      changed: (what, message) => this.#noteChange(what, message),
    };
  }

  #base(scheme: 'http' | 'ws'): string {
    return `${scheme}://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  #emit(event: Json, channel: Channel | null, by: Person): Delivery[] {
    if (channel && !channel.members.has(this.workspace.app.bot.id)) return [];
    if (!this.#events.has(subscription(event))) return [];
    if (String(event.type).startsWith('reaction_') && !this.scopes.has('reactions:read')) return [];
    return [this.deliveries.send('events_api', eventCallback(this.workspace, event, channel, by))];
  }

  /** The bot's own messages come back to it as events, like everybody's. */
  #botChanged(what: Happenings['message']['what'], message: Message, previous?: Json): void {
    this.#noteChange(what, message);
    if (message.onlyFor !== undefined) return;
    const { workspace } = this;
    const event = () => {
      if (what === 'posted') return messageEvent(workspace, message);
      return what === 'updated' ? messageChanged(workspace, message, previous!) : messageDeleted(workspace, message);
    };
    this.#emit(event(), workspace.channel(message.channel), workspace.app.bot);
  }

  #command(payload: Json, channel: string, by: string): Delivery {
    const delivery = this.deliveries.send('slash_commands', payload);
    void delivery.outcome.then(outcome => this.#answered(outcome, payload, channel, by));
    return delivery;
  }

  /** An acknowledgement may carry a message; without one in time Slack tells the person that the command failed. */
  #answered(outcome: Outcome, payload: Json, channel: string, by: string): void {
    if (outcome.ok) {
      if (outcome.payload.text || outcome.payload.blocks) this.#responses.answer(channel, by, outcome.payload);
      return;
    }
    const reason = outcome.reason.endsWith('timeout') ? 'operation_timeout' : 'dispatch_failed';
    const said = `${String(payload.command)} failed with the error "${reason}"`;
    const message = this.workspace.add({ channel, user: 'USLACKBOT', onlyFor: by, text: said });
    this.#noteChange('ephemeral', message);
  }

  #noteChange(what: Happenings['message']['what'], message: Message): void {
    this.#journal.note('message', { what, message: { ...message } });
  }

  #act(by: Person, channel: string, original?: Message): Act {
    const triggerId = `${this.workspace.nextId('')}.${this.workspace.nextId('')}.0123456789abcdef`;
    this.#triggers.set(triggerId, this.workspace.now() + triggerLife);
    const responseUrl = `${this.#base('http')}/respond/${this.#responses.issue(channel, by.id, original)}`;
    return { by, triggerId, responseUrl };
  }

  #useTrigger(id: string): void {
    const expires = this.#triggers.get(id);
    if (expires === undefined) throw new SlackFault('invalid_trigger_id');
    if (expires === 0) throw new SlackFault('exchanged_trigger_id');
    if (this.workspace.now() > expires) throw new SlackFault('expired_trigger_id');
    this.#triggers.set(id, 0);
  }
}

/** The name under which an app subscribes to an event: messages by the kind of their channel. */
function subscription(event: Json): string {
  if (event.type !== 'message') return String(event.type);
  const plural: Record<string, string> = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' };
  return `message.${plural[String(event.channel_type)]}`;
}
