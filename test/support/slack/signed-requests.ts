/**
 * The other way Slack reaches an app: HTTP requests signed with the app's secret. Events are JSON, commands a form,
 * interactions a form with one field `payload`. An answer counts when it is 2xx within three seconds.
 */
import { createHmac } from 'node:crypto';
import type { DeliveryKind, Outcome, Retry, Transport } from './deliveries.ts';
import type { Json } from './shapes.ts';

export interface SignedOptions {
  url: string;
  secret: string;
  /** Milliseconds the app has to answer: 3,000 at Slack. */
  ackWithin: number;
  /** The time that is signed, milliseconds since 1970; Bolt refuses what is five minutes old. */
  now?: () => number;
}

export class SignedRequests implements Transport {
  readonly url: string;
  readonly #options: SignedOptions;

  constructor(options: SignedOptions) {
    this.#options = options;
    this.url = options.url;
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  async send(kind: DeliveryKind, payload: Json, retry: Retry | null): Promise<Outcome> {
    const { body, type } = encode(kind, payload);
    const counted = retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {};
    try {
      return await read(await this.#post(body, { 'content-type': type, ...counted }));
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return { ok: false, reason: late ? 'http_timeout' : 'connection_failed', retry: true };
    }
  }

  /** What Slack sends when a request URL is entered; gives the body of the answer, which must repeat the challenge. */
  async verifyUrl(challenge: string): Promise<string> {
    const body = JSON.stringify({ token: 'verification', challenge, type: 'url_verification' });
    return (await this.#post(body, { 'content-type': 'application/json' })).text();
  }

  #post(body: string, headers: Record<string, string>): Promise<Response> {
    const { url, ackWithin, now = Date.now } = this.#options;
    const seconds = String(Math.floor(now() / 1000));
    const signed = {
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': signature(this.#options.secret, seconds, body),
    };
    const signal = AbortSignal.timeout(ackWithin);
    return fetch(url, { method: 'POST', headers: { ...headers, ...signed }, body, signal });
  }
}

/** Slack's signature, version 0: HMAC-SHA256 over version, time and body. */
function signature(secret: string, seconds: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

function encode(kind: DeliveryKind, payload: Json): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

async function read(response: Response): Promise<Outcome> {
  const text = await response.text();
  if (!response.ok) {
    return { ok: false, reason: 'http_error', retry: response.headers.get('x-slack-no-retry') !== '1' };
  }
  if (text === '') return { ok: true, payload: {} };
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { ok: true, payload: isJson ? (JSON.parse(text) as Json) : { text } };
}
