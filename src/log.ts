/**
 * The log: JSON lines by pino, in a file of the data folder, so that it never breaks into a conversation or a result.
 * Fixed messages and fields; never a secret, never the text of a question.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import { StetError } from './core/errors.ts';

interface LoggedFault {
  id: string;
  command: string;
  error: StetError;
}

export interface Log {
  warn: (message: string, fields: Record<string, unknown>) => void;
  fault: (fault: LoggedFault) => void;
  close: () => void;
}

/**
 * @param file where lines are appended; null keeps none. Its folder is made, for its owner alone.
 * @param isAskers whether a fault is one of what was asked: told to the asker, and of little interest here.
 * Throws `store-failed` when the folder cannot be written to.
 */
export function openLog(file: string | null, level: string, isAskers: (fault: StetError) => boolean): Log {
  if (file === null) return { warn: () => {}, fault: () => {}, close: () => {} };
  makeFolder(dirname(file));
  // Synchronous: a line must not be lost when the process is killed, and there are few of them.
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 });
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  // What a library still has to say while it closes is not worth a fault.
  let closed = false;
  return {
    warn: (message, fields) => {
      if (!closed) logger.warn(fields, message);
    },
    fault: ({ id, command, error }) => {
      if (closed) return;
      if (isAskers(error)) logger.info({ id, code: error.code }, 'a command was refused');
      else
        logger.error({ id, command, code: error.code, reason: error.message, stack: error.stack }, 'a command failed');
    },
    close: () => {
      closed = true;
      destination.end();
    },
  };
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
