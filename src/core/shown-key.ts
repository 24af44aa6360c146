/** A job's key as it may be shown: in a log, on a page. */
import { createHmac, randomBytes } from 'node:crypto';

/** Words and ids of ours, small numbers, and the parts of an instant. */
const PLAIN =
  /^(?:[a-z][a-z-]{0,23}|[a-z]{1,2}-[a-z2-7]{10}(?:-\d{4}-\d\d-\d\d)?|\d{1,12}|\d{4}-\d\d-\d\d(?:T\d\d)?|\d\d\.\d{3}Z)$/;

/** New with each process: nobody can try out what a mark stands for. */
const SALT = randomBytes(16);

/** The key without what may name a person or open a door: those parts become marks, the same for the same in one process. */
export function shownKey(key: string): string {
  return key.replace(/[^\s:]+/g, part => (PLAIN.test(part) ? part : markOf(part)));
}

function markOf(part: string): string {
  return `#${createHmac('sha256', SALT).update(part).digest('base64url').slice(0, 8)}`;
}
