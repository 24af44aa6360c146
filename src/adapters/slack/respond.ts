/**
 * Answers by a request's `response_url`, Slack's leave to answer for 30 minutes. The URL is a secret: it must never be logged nor
 * stand in a fault.
 */
import { StetError } from '../../core/errors.ts';

/** Milliseconds a call may take; Slack answers these in far less than one second. */
const TIMEOUT_MS = 10_000;

/** Posts to a `response_url`. Rejects with `not-delivered` when nobody answered, else with `not-accepted` when it was refused. */
export async function respond(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    // The cause would name the URL.
    throw new StetError('not-delivered', 'slack: a response_url did not answer');
  });
  if (response.ok) return;
  const passing = response.status === 429 || response.status >= 500;
  throw new StetError(passing ? 'not-delivered' : 'not-accepted', `slack: a response_url answered ${response.status}`);
}
