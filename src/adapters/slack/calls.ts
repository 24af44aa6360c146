/**
 * Calls of Slack's Web API that change something: never repeated blindly, for a call that timed out may have been done. Rate
 * limits are waited out; every other fault becomes one of ours that says whether to try again. It must never put a token or a URL
 * into a fault.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { asStetError, type ErrorCode, StetError } from '../../core/errors.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } = webApi;

/** For a call that Slack did not answer, or not in its own words. */
const NO_ANSWER = 'no answer';

/** Longest time a call waits for rate limits to pass, milliseconds; the job queue waits on after that. */
const LONGEST_WAIT_MS = 60_000;

/** What Slack says of a channel that is gone, or closed to us (https://docs.slack.dev/reference/methods/chat.postMessage). */
const CHANNEL_GONE = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'cannot_reply_to_message',
  'thread_not_found',
  'messages_tab_disabled',
  'user_disabled',
  'cannot_dm_bot',
  'ekm_access_denied',
]);

/** What Slack says of a token that lets nobody in; one that lets in and may not do a thing is another matter. */
const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'org_login_required',
]);

/** What will pass by itself. */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Runs a call and waits where Slack says how long. Rejects with a fault of ours. */
export type Call = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** Waits no longer once stopped. */
export function callUntil(stop: AbortSignal): Call {
  return work => call(work, ms => pause(ms, undefined, { signal: stop }));
}

/** Runs a call, waiting where Slack says how long. `wait` resolves after so many milliseconds, or rejects when stopped. */
export async function call<Value>(
  work: () => Promise<Value>,
  wait: (ms: number) => Promise<void> = pause,
): Promise<Value> {
  let waited = 0;
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      const ms = waitOf(thrown);
      if (ms === null || waited + ms > LONGEST_WAIT_MS) throw slackFault(thrown);
      waited += ms;
      await wait(ms).catch(() => {
        throw slackFault(thrown);
      });
    }
  }
}

/** How long Slack wants us to wait, milliseconds; null where it does not say. */
function waitOf(thrown: unknown): number | null {
  return thrown instanceof WebAPIRateLimitedError ? thrown.retryAfter * 1_000 : null;
}

/** What Slack's client threw, as a fault of ours; what was no fault of Slack's stays what it is. */
export function slackFault(thrown: unknown): StetError {
  const word = slackWord(thrown);
  if (word === null) return asStetError(thrown);
  // Without its cause, which holds the request and with it the token.
  return new StetError(codeOf(word), `slack: ${word}`);
}

/** The error in Slack's own word, such as `channel_not_found`, or what became of the call; null for what is no fault of a call. */
export function slackWord(thrown: unknown): string | null {
  if (thrown instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (thrown instanceof WebAPIHTTPError) return `http ${thrown.statusCode}`;
  // What stands between us and Slack may answer with a page of its own.
  if (thrown instanceof WebAPIPlatformError) return /^\w+$/.test(thrown.data.error) ? thrown.data.error : NO_ANSWER;
  return thrown instanceof StetError || thrown instanceof TypeError || !(thrown instanceof Error) ? null : NO_ANSWER;
}

function codeOf(word: string): ErrorCode {
  if (PASSING.has(word) || word === NO_ANSWER || word.startsWith('http ')) return 'not-delivered';
  if (CHANNEL_GONE.has(word)) return 'channel-gone';
  return REFUSED.has(word) ? 'platform-refused' : 'not-accepted';
}
