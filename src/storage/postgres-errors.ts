/**
 * Turns what PostgreSQL and its driver throw into faults of ours: a code of the catalogue, one line that says what is wrong, and their error as
 * the cause. It must never tell a password, nor the address that holds it.
 */
import { type ErrorCode, StetError } from '../core/errors.ts';

type StoreFault = Extract<ErrorCode, `store-${string}`>;

/** SQLSTATE codes and classes, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const CODES: Record<string, StoreFault> = {
  '42P07': 'store-damaged',
  '53100': 'store-full',
  XX001: 'store-damaged',
  XX002: 'store-damaged',
};

/** Two transactions met, one of them was undone whole, and may be begun anew. */
const COLLISIONS = ['40001', '40P01'];

/** What is wrong, by SQLSTATE or the code of a socket; `where` names the database and its user. */
const WORDS: Record<string, (where: string) => string> = {
  '28P01': where => `PostgreSQL did not take the password for ${where}; see STET_DATABASE_URL.`,
  '28000': where => `PostgreSQL does not let in ${where}; see STET_DATABASE_URL, and pg_hba.conf on its side.`,
  '3D000': where => `PostgreSQL has no such database: ${where}; make it with createdb, or see STET_DATABASE_URL.`,
  '42501': where => `PostgreSQL does not let Stet do what it must in ${where}; its user has to own the tables.`,
  '42P07': where => `${where} holds tables of another program and was left untouched; give Stet a database of its own.`,
  '53300': where => `PostgreSQL has no connection left for ${where}.`,
  '25006': where => `PostgreSQL only lets ${where} be read; give Stet the primary server.`,
  '53100': where =>
    `The disk of PostgreSQL is full (${where}). Nothing was lost and nothing new was kept; make room and try again.`,
  ENOTFOUND: where => `There is no such host: ${where}; see STET_DATABASE_URL.`,
  EAI_AGAIN: where => `The host of ${where} cannot be looked up just now.`,
  ECONNREFUSED: where => `No PostgreSQL answers for ${where}.`,
};

/** A fault of the database that `where` names. @param message for the log: fixed words. */
export function postgresFault(code: StoreFault, message: string, userMessage: string, cause?: unknown): StetError {
  return new StetError(code, message, { userMessage, ...(cause === undefined ? {} : { cause }) });
}

/** Any thrown thing as a fault of the database that `where` names; a StetError is passed through. */
export function asPostgresFault(thrown: unknown, where: string): StetError {
  if (thrown instanceof StetError) return thrown;
  const state = stateOf(thrown);
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const told = WORDS[state]?.(where) ?? `PostgreSQL did not answer as it should (${where}).`;
  return postgresFault(CODES[state] ?? 'store-failed', `postgres: ${words}`, told, thrown);
}

/** Runs `work`; whatever it throws comes out as a fault of the database that `where` names. */
export async function guardedBy<Of>(where: string, work: () => Promise<Of>): Promise<Of> {
  try {
    return await work();
  } catch (thrown) {
    throw asPostgresFault(thrown, where);
  }
}

/** Whether the work that ended so may be begun anew at once. */
export function isCollision(thrown: unknown): boolean {
  return COLLISIONS.includes(stateOf(thrown instanceof StetError ? thrown.cause : thrown));
}

/** The SQLSTATE, or the code of a socket; of several addresses that were tried, the first one's. */
function stateOf(thrown: unknown): string {
  const [error = thrown] = thrown instanceof AggregateError ? thrown.errors : [];
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
