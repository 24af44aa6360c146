/**
 * Calls of Discord's REST API: rate limits are waited out, and every other fault becomes one of ours that says whether to try again.
 * It must never put a token, or the URL of an interaction, which holds one, into a fault.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError, type REST } from 'discord.js';
import { type ErrorCode, StetError } from '../../core/errors.ts';

/** Longest time a call waits for rate limits to pass, milliseconds; the job queue waits on after that. */
const LONGEST_WAIT_MS = 60_000;

/** Discord's codes of errors (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  noAccess: 50_001,
  cannotSendToUser: 50_007,
  noPermission: 50_013,
  badWebhookToken: 50_027,
  wrongChannelType: 50_024,
  threadArchived: 50_083,
  threadExists: 160_004,
  tooManyThreads: 160_006,
  tooManyNewsThreads: 160_007,
} as const;

const CHANNEL_GONE = new Set<number | null>([
  CODES.unknownChannel,
  CODES.unknownGuild,
  CODES.noAccess,
  CODES.cannotSendToUser,
  CODES.noPermission,
  CODES.threadArchived,
]);

type Route = `/${string}`;

/** Each resolves to what Discord answers, and rejects with a `StetError`. */
export interface Api {
  get: <Answer>(route: Route, query?: Record<string, string>) => Promise<Answer>;
  post: <Answer>(route: Route, body?: object) => Promise<Answer>;
  patch: <Answer>(route: Route, body: object) => Promise<Answer>;
  delete: (route: Route) => Promise<void>;
}

interface Given {
  auth: boolean;
  signal: AbortSignal;
}

interface ApiOptions {
  /** Whether the bot's token goes with each call. One that names an interaction must go without: what is refused there takes the token away. */
  auth: boolean;
  /** Whether what may come twice is tried once more at once, where Discord was down or said nothing. A message never is: it may stand there. */
  again?: boolean;
  /** Gives up every call that is under way. */
  stop?: AbortSignal;
}

/** @param rest must reject where Discord limits the rate, and try nothing again. */
export function discordApi(rest: REST, { auth, again = false, stop }: ApiOptions): Api {
  // discord.js never takes its listener off a signal, so that each call has one of its own.
  const call = async <Answer>(work: (given: Given) => Promise<unknown>) => {
    const { signal, abort } = controllerOf();
    stop?.addEventListener('abort', abort, { once: true });
    try {
      return (await waitingOut(() => work({ auth, signal }), signal)) as Answer;
    } finally {
      stop?.removeEventListener('abort', abort);
    }
  };
  /** For a call of which two do what one does. */
  const repeatable = <Answer>(work: (given: Given) => Promise<unknown>) =>
    call<Answer>(given => (again ? atMostTwice(() => work(given)) : work(given)));
  return {
    get: (route, query = {}) => repeatable(given => rest.get(route, { ...given, query: new URLSearchParams(query) })),
    post: (route, body) => call(given => rest.post(route, { ...given, ...(body && { body }) })),
    patch: (route, body) => repeatable(given => rest.patch(route, { ...given, body })),
    delete: route => repeatable(given => rest.delete(route, given)),
  };
}

/** The job queue tries on after that. */
async function atMostTwice(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof RateLimitError || codeOf(thrown) !== 'not-delivered') throw thrown;
    return work();
  }
}

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

async function waitingOut(work: () => Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  let waited = 0;
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      const ms = thrown instanceof RateLimitError ? thrown.retryAfter : Number.POSITIVE_INFINITY;
      waited += ms;
      if (waited > LONGEST_WAIT_MS) throw discordFault(thrown);
      await pause(ms, undefined, { signal }).catch(() => {
        throw discordFault(thrown);
      });
    }
  }
}

/** A fault that Discord gave a number. */
class NumberedFault extends StetError {
  readonly number: number;

  constructor(code: ErrorCode, message: string, number: number) {
    super(code, message);
    this.number = number;
  }
}

/** What discord.js threw, as a fault of ours; without its cause, which holds the request. */
export function discordFault(thrown: unknown): StetError {
  if (thrown instanceof StetError) return thrown;
  const [code, message] = [codeOf(thrown), `discord: ${wordsOf(thrown)}`];
  return thrown instanceof DiscordAPIError
    ? new NumberedFault(code, message, Number(thrown.code))
    : new StetError(code, message);
}

/** Whether a fault is one of these numbers of Discord's. */
export function isNumbered(fault: unknown, ...names: (keyof typeof CODES)[]): boolean {
  return fault instanceof NumberedFault && names.some(name => CODES[name] === fault.number);
}

function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof DiscordjsError && thrown.code === DiscordjsErrorCodes.TokenInvalid) return 'platform-refused';
  if (!(thrown instanceof DiscordAPIError)) return 'not-delivered';
  if (thrown.status === 401) return 'platform-refused';
  if (thrown.status === 429 || thrown.status >= 500) return 'not-delivered';
  return CHANNEL_GONE.has(Number(thrown.code)) ? 'channel-gone' : 'not-accepted';
}

/** Numbers alone: Discord's messages name fields and may repeat what was sent. */
function wordsOf(thrown: unknown): string {
  if (thrown instanceof DiscordAPIError) return `error ${thrown.code}, status ${thrown.status}`;
  if (thrown instanceof HTTPError) return `status ${thrown.status}`;
  if (thrown instanceof RateLimitError) return 'a rate limit';
  return thrown instanceof DiscordjsError ? thrown.code : 'no answer';
}
