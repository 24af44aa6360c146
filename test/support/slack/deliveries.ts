/**
 * What Slack sends to the app, and what it makes of the answer: events that are not acknowledged are sent again, up to
 * three times, over whatever connection is there; commands and interactions are not, the person sees an error instead.
 * How a thing travels is the transport's business: `sockets.ts` or `signed-requests.ts`.
 */
import type { Journal } from './journal.ts';
import type { Json } from './shapes.ts';

export type DeliveryKind = 'events_api' | 'slash_commands' | 'interactive';

/** Slack's own number: an event is tried once and again three times. */
const retries = 3;

export interface Retry {
  attempt: number;
  reason: string;
}

export type Outcome = { ok: true; payload: Json } | { ok: false; reason: string; retry: boolean };

export interface Transport {
  /** Settles when a delivery could be sent; at once where there is nothing to wait for. */
  ready: () => Promise<void>;
  send: (kind: DeliveryKind, payload: Json, retry: Retry | null) => Promise<Outcome>;
}

export interface Delivery {
  kind: DeliveryKind;
  payload: Json;
  /** How often it was sent. */
  attempts: number;
  /** Milliseconds from the last sending to its acknowledgement, by a clock that never stands still. */
  tookMs: number | null;
  /** The final outcome; never rejects. */
  outcome: Promise<Outcome>;
}

export class Deliveries {
  transport: Transport;
  readonly all: Delivery[] = [];
  readonly #journal: Journal;

  constructor(transport: Transport, journal: Journal) {
    this.transport = transport;
    this.#journal = journal;
  }

  send(kind: DeliveryKind, payload: Json): Delivery {
    const delivery: Delivery = { kind, payload, attempts: 0, tookMs: null, outcome: Promise.resolve(lost('unsent')) };
    delivery.outcome = this.#deliver(delivery);
    this.all.push(delivery);
    return delivery;
  }

  /** Sends an event once more though it was acknowledged, as Slack does when the acknowledgement was lost. */
  repeat(delivery: Delivery): Promise<Outcome> {
    return this.#attempt(delivery, { attempt: delivery.attempts, reason: 'timeout' });
  }

  async #deliver(delivery: Delivery): Promise<Outcome> {
    let outcome = await this.#first(delivery);
    for (let attempt = 1; !outcome.ok && outcome.retry && attempt <= retries; attempt++) {
      await this.transport.ready();
      outcome = await this.#attempt(delivery, { attempt, reason: outcome.reason });
    }
    if (!outcome.ok) this.#journal.note('unanswered', delivery);
    return outcome;
  }

  async #first(delivery: Delivery): Promise<Outcome> {
    if (delivery.kind === 'events_api') await this.transport.ready();
    return this.#attempt(delivery, null);
  }

  async #attempt(delivery: Delivery, retry: Retry | null): Promise<Outcome> {
    delivery.attempts += 1;
    const begun = performance.now();
    const outcome = await this.transport.send(delivery.kind, delivery.payload, retry);
    if (!outcome.ok) return { ...outcome, retry: outcome.retry && delivery.kind === 'events_api' };
    delivery.tookMs = performance.now() - begun;
    this.#journal.note('acknowledged', delivery);
    return outcome;
  }
}

/** An outcome without an acknowledgement that is worth another try. */
export function lost(reason: string): Outcome {
  return { ok: false, reason, retry: true };
}
