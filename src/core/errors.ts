/**
 * Every fault Stet can name: one catalogue, two halves (what the log says, what a person reads).
 * "Not in the record" is a value of `Answer`, never an error.
 */

interface ErrorKind {
  /** One plain sentence for the person who asked; says what to do where something can be done. */
  userMessage: string;
  /** Whether trying the same again later may succeed. */
  retryable: boolean;
}

/** The catalogue. The README's table is compared with it by a test. */
export const ERRORS = {
  'bad-config': { userMessage: 'The settings are not right.', retryable: false },
  'bad-usage': { userMessage: 'That command was not understood.', retryable: false },
  'unknown-command': { userMessage: 'There is no such command; try help.', retryable: false },
  'not-here': { userMessage: 'That command does not work here.', retryable: false },
  'not-allowed': { userMessage: 'That needs an editor.', retryable: false },
  'bad-question': { userMessage: 'That question cannot be read.', retryable: false },
  'unknown-article': { userMessage: 'There is no such article in the record.', retryable: false },
  'unknown-case': { userMessage: 'There is no such case.', retryable: false },
  retracted: { userMessage: 'An article it rests on was retracted meanwhile; please ask again.', retryable: false },
  'unknown-feed': { userMessage: 'There is no such feed.', retryable: false },
  'unknown-answer': { userMessage: 'That answer is no longer kept.', retryable: false },
  'expired-action': { userMessage: 'That button has run out; please ask again.', retryable: false },
  'too-many': { userMessage: 'That is a lot at once; please wait a moment.', retryable: true },
  'unreadable-file': { userMessage: 'That file cannot be read as an article.', retryable: false },
  'fetch-refused': { userMessage: 'That address is not one that Stet may open.', retryable: false },
  'robots-refused': { userMessage: 'That site asks programs not to read that page.', retryable: false },
  'fetch-failed': { userMessage: 'That address did not answer as it should.', retryable: true },
  'fetch-later': { userMessage: 'That site asks to be left alone for a while.', retryable: true },
  'not-found': { userMessage: 'There is nothing at that address.', retryable: false },
  gone: { userMessage: 'What was at that address has been taken away for good.', retryable: false },
  'no-access': { userMessage: 'That site does not let Stet read that.', retryable: false },
  'too-large': { userMessage: 'That is larger than Stet reads.', retryable: false },
  'wrong-content': { userMessage: 'What is at that address is not of a kind that Stet reads.', retryable: false },
  'unreadable-page': { userMessage: 'That page cannot be read.', retryable: false },
  'unreadable-feed': { userMessage: 'That is not a feed Stet can read.', retryable: false },
  'store-damaged': { userMessage: 'The store is damaged and was left untouched.', retryable: false },
  'store-newer': { userMessage: 'The store was written by a newer Stet and was left untouched.', retryable: false },
  'store-moved': { userMessage: 'The store was moved to another place.', retryable: false },
  'store-busy': { userMessage: 'Another Stet is using this store.', retryable: true },
  'store-full': { userMessage: 'The disk is full; nothing was lost, and nothing new was kept.', retryable: true },
  'store-failed': { userMessage: 'The store did not answer.', retryable: true },
  'quote-mismatch': { userMessage: 'A quotation did not match its article, so nothing was sent.', retryable: true },
  'queue-failed': { userMessage: 'The job queue did not answer.', retryable: true },
  'not-delivered': { userMessage: 'The message could not be sent now.', retryable: true },
  'not-accepted': { userMessage: 'The platform did not take the message.', retryable: false },
  'channel-gone': { userMessage: 'That channel is gone, or does not let Stet write.', retryable: false },
  'platform-refused': { userMessage: 'The platform did not let Stet in.', retryable: false },
  'bad-payload': { userMessage: 'A job was queued with something it cannot use.', retryable: false },
  'closed-output': { userMessage: 'Nobody is reading the output any more.', retryable: false },
  internal: { userMessage: 'Something went wrong on our side.', retryable: true },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

interface StetErrorOptions {
  cause?: unknown;
  /** Replaces the catalogue's sentence where a better one is known (it names the file, the limit, the setting). */
  userMessage?: string;
  /** How long whoever refused asked us to wait, milliseconds. */
  retryAfterMs?: number | null;
}

export class StetError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly retryable: boolean;
  /** Milliseconds; null where nobody asked for a wait. */
  readonly retryAfterMs: number | null;

  /** @param message for the log: fixed words, no secret and no private text. */
  constructor(code: ErrorCode, message: string, options: StetErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'StetError';
    this.code = code;
    this.userMessage = options.userMessage ?? ERRORS[code].userMessage;
    this.retryable = ERRORS[code].retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The error itself, or any thrown thing wrapped as `internal` with its cause kept. */
export function asStetError(thrown: unknown): StetError {
  if (thrown instanceof StetError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new StetError('internal', message, { cause: thrown });
}

/** Whether trying again would bring it again: a quotation does not come to stand in its text, nor does a defect mend itself. */
export function isLasting({ code, retryable }: StetError): boolean {
  return !retryable || code === 'quote-mismatch' || code === 'internal';
}

/** A fault as it may be kept and shown: ours say what they are; the words of any other error may hold anything. */
export function reasonOf({ code, message }: StetError): string {
  return code === 'internal' ? code : `${code}: ${message}`;
}
