/**
 * Faults a test plans for the Slack test server: which call fails, how, and how often.
 * A fault that is not `applied` leaves the workspace untouched; one that is, fails only the answer.
 */
import type { Json } from './shapes.ts';

export interface Fault {
  /** A Web API method, `response_url`, or `websocket` for the opening of one. */
  method: string;
  /** How many calls it hits; 1. */
  times?: number;
  /** How many calls pass before it begins; 0. */
  skip?: number;
  /** Only calls with such arguments. */
  when?: (args: Json) => boolean;
  /** An HTTP status instead of the answer; 429 with `retryAfter` in seconds. */
  status?: number;
  retryAfter?: number;
  /** The body that goes with `status`, where it is not JSON: what a proxy would say. */
  body?: string;
  /** A Web API error, with HTTP 200 as Slack does it. */
  error?: string;
  /** No answer ever; the connection stays open. */
  silent?: true;
  /** The connection is cut without an answer. */
  cut?: true;
  /** The call is held back until this settles, and then goes on as if nothing had been. */
  hold?: Promise<unknown>;
  /** The call takes effect first: an answer that is lost after acceptance. */
  applied?: boolean;
}

export class Faults {
  readonly #planned: { fault: Fault; skip: number; left: number }[] = [];

  plan(fault: Fault): void {
    this.#planned.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  }

  /** The fault that hits this call, if any; it is counted. */
  for(method: string, args: Json): Fault | undefined {
    const hit = this.#planned.find(
      ({ fault, left }) => left > 0 && fault.method === method && (fault.when?.(args) ?? true),
    );
    if (!hit) return undefined;
    if (hit.skip > 0) {
      hit.skip -= 1;
      return undefined;
    }
    hit.left -= 1;
    return hit.fault;
  }

  /** What did not happen yet never will. */
  clear(): void {
    this.#planned.length = 0;
  }

  /** Faults that were planned and did not happen; a test may insist on none. */
  unused(): Fault[] {
    return this.#planned.filter(one => one.left > 0).map(one => one.fault);
  }
}
