/** What Slack's clients are built with, in one place: where the API is, how often a call is tried, and what they may log. */
import type { Logger, webApi } from '@slack/bolt';

export interface SlackOptions {
  botToken: string;
  /** For Socket Mode. */
  appToken: string | null;
  /** For HTTP. */
  signingSecret: string | null;
  mode: 'socket' | 'http';
  host: string;
  port: number;
  apiUrl: string;
  /** How often a call that only reads is tried again at once. */
  retries: number;
  /** Workspaces that are served; null for the token's own. */
  teams: readonly string[] | null;
  editors: readonly string[];
  /** The reaction that flags. */
  flagEmoji: string;
}

/** A call that takes longer is given up, milliseconds: people wait no longer, and the job queue tries again. */
const TIMEOUT_MS = 10_000;

/**
 * A new object each time: Slack's clients change what they are given.
 * @param logger what they may say; without one they write to the console.
 * @param stop breaks off what is under way.
 */
export function clientOptions(
  { apiUrl }: Pick<SlackOptions, 'apiUrl'>,
  retries: number,
  logger: Logger,
  stop?: AbortSignal,
): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    logger,
    ...(stop && { fetch: (url, init) => fetch(url, { ...init, signal: eitherOf(init?.signal, stop) }) }),
    retryConfig: { retries, minTimeout: 200, maxTimeout: 5_000 },
    // Waited out by `calls.ts`, which knows for how long.
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
  };
}

function eitherOf(one: AbortSignal | null | undefined, other: AbortSignal): AbortSignal {
  return one ? AbortSignal.any([one, other]) : other;
}
