/**
 * The log: lines by pino. What goes wrong is kept in a file of the data folder; a process that serves chat writes the same, and a line for
 * each try of a job, to its standard output: JSON, or in a terminal for the eye. In a conversation it never speaks. Fixed messages and
 * fields; never a secret, a person, an address or the text of a question.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { type DestinationStream, type Logger, pino } from 'pino';
import { StetError } from './core/errors.ts';
import type { Observe } from './core/observe.ts';
import { shownKey } from './core/shown-key.ts';

interface LoggedFault {
  id: string;
  command: string;
  error: StetError;
}

export interface Log {
  warn: (message: string, fields: Record<string, unknown>) => void;
  fault: (fault: LoggedFault) => void;
  /** A line for each try of a job; the rest is counted elsewhere. */
  observe: Observe;
  close: () => void;
}

export interface LogOptions {
  /** Where lines are appended; null keeps none. Its folder is made, for its owner alone. */
  file: string | null;
  level: string;
  /** Whether a fault is one of what was asked: told to the asker, and of little interest here. */
  isAskers: (fault: StetError) => boolean;
  /** What may stand in no line, whatever brought it there. */
  secrets?: readonly string[];
  /** Where lines are shown as well; null where a person talks there. */
  shown?: Writable | null;
  /** Whether that is a terminal. */
  forTheEye?: boolean;
}

/** Characters that wait for room on a full disk at most; what comes then is left out. */
const HELD_BACK = 1_000_000;

/** Throws `store-failed` when the folder cannot be written to. */
export async function openLog(options: LogOptions): Promise<Log> {
  const { file, isAskers, shown = null } = options;
  if (file !== null) makeFolder(dirname(file));
  // Synchronous: a line must not be lost when the process is killed, and there are few of them.
  const kept = file === null ? null : pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: HELD_BACK });
  // On a full disk lines wait for room; a log that cannot be written is no reason to stop.
  kept?.on('error', () => {});
  const keeping = kept && logger(options, kept);
  const showing = shown && logger(options, options.forTheEye ? await pretty(shown) : shown);
  const loggers = [keeping, showing].filter(each => each !== null);
  // What a library still has to say while it closes is not worth a fault.
  let closed = false;
  const write = (line: (to: Logger) => void, to = loggers) => {
    if (!closed) for (const each of to) line(each);
  };
  return {
    warn: (message, fields) => write(to => to.warn(fields, message)),
    fault: ({ id, command, error }) => {
      if (isAskers(error)) return write(to => to.info({ id, code: error.code }, 'a command was refused'));
      write(to => to.error({ id, command, code: error.code, ...told(error) }, 'a command failed'));
    },
    observe: happening => {
      if (happening.what !== 'job') return;
      const { what: _, ms, ...job } = happening;
      const fields = { ...job, ms: Math.round(ms) };
      // A file that nobody empties is not filled with what went well.
      keeping && write(to => to.debug(fields, 'job'), [keeping]);
      showing && write(to => to.info(fields, 'job'), [showing]);
    },
    close: () => {
      closed = true;
      kept?.end();
    },
  };
}

function logger({ level, secrets = [] }: LogOptions, to: DestinationStream): Logger {
  const clean = withoutSecrets(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: label => ({ level: label }),
        log: fields => (typeof fields.key === 'string' ? { ...fields, key: shownKey(fields.key) } : fields),
      },
      hooks: { streamWrite: clean },
    },
    to,
  );
}

/** Loaded where it is used alone. */
async function pretty(destination: Writable): Promise<DestinationStream> {
  const { default: prettied } = await import('pino-pretty');
  return prettied({ destination, sync: true, translateTime: 'SYS:HH:MM:ss', singleLine: true, ignore: 'pid,hostname' });
}

/** Any address of the net, with what names who and where in it. */
const ADDRESS = /\b(https?|wss?|rediss?|postgres(?:ql)?):\/\/(?:[^\s"\\/?#]*@)?([^\s"\\/?#@]*)[^\s"\\]*/gi;

/** Anything shorter keeps no secret, and could not be taken out of a line without its fields. */
const SECRET_LENGTH = 5;

/** Of a line, the hosts of addresses are left: webhooks have their secret in the path, feeds in the query. */
function withoutSecrets(secrets: readonly string[]): (line: string) => string {
  const asWritten = secrets
    .filter(({ length }) => length >= SECRET_LENGTH)
    .map(secret => JSON.stringify(secret).slice(1, -1));
  return line =>
    asWritten.reduce((cleaned, secret) => cleaned.replaceAll(secret, '***'), line).replace(ADDRESS, '$1://$2/…');
}

/** Faults of Node's own that name identifiers alone. */
const OWN_WORDS = ['TypeError', 'RangeError', 'ReferenceError'];

/** Our own faults say what they are; the words of others may hold anything, a question too. */
function told(error: StetError): { reason: string; stack: string } {
  const cause = error.code === 'internal' && error.cause instanceof Error ? error.cause : error;
  const own = cause instanceof StetError || OWN_WORDS.includes(cause.name);
  const { code } = cause as { code?: unknown };
  const reason = own ? cause.message : [cause.name, code].filter(word => typeof word === 'string').join(' ');
  return { reason, stack: (cause.stack ?? '').replace(/^[\s\S]*?(?=\n {4}at )/, '').trim() };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const userMessage = `${folder} cannot be written to; STET_DATA names the folder of the store.`;
    throw new StetError('store-failed', 'the data folder cannot be written to', { cause, userMessage });
  }
}
