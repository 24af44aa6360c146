/**
 * Calls of Slack's Web API that change something: never repeated blindly, for a call that timed out may have been done. Rate
 * limits are waited out; every other fault becomes one of ours that says whether to try again. It must never put a token or a URL
 * into a fault.
 */
import { webApi } from '@slack/bolt';
import { type ErrorCode, StetError } from '../../core/errors.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } = webApi;

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
  'messages_tab_disabled',
  'user_disabled',
  'cannot_dm_bot',
  'ekm_access_denied',
]);

/** What Slack says of a token that lets nobody in. */
const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
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
      await wait(ms);
    }
  }
}

/** How long Slack wants us to wait, milliseconds; null where it does not say. */
function waitOf(thrown: unknown): number | null {
  return thrown instanceof WebAPIRateLimitedError ? thrown.retryAfter * 1_000 : null;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/** What Slack's client threw, as a fault of ours. */
export function slackFault(thrown: unknown): StetError {
  if (thrown instanceof StetError) return thrown;
  const word = slackWord(thrown);
  // The cause is kept without its request, which would hold the token.
  return new StetError(codeOf(thrown, word), `slack: ${word ?? 'no answer'}`);
}

/** The error's name in Slack's own words, such as `channel_not_found`; null where Slack did not answer at all. */
export function slackWord(thrown: unknown): string | null {
  if (thrown instanceof WebAPIPlatformError) return thrown.data.error;
  if (thrown instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (thrown instanceof WebAPIHTTPError) return `http ${thrown.statusCode}`;
  return null;
}

function codeOf(thrown: unknown, word: string | null): ErrorCode {
  if (!(thrown instanceof WebAPIPlatformError) || word === null || PASSING.has(word)) return 'not-delivered';
  if (CHANNEL_GONE.has(word)) return 'channel-gone';
  return REFUSED.has(word) ? 'platform-refused' : 'not-accepted';
}
