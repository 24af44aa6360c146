/** What goes into rows and comes out of them, as our own values: JSON, instants and texts that come back as they went in. */
import type { Place } from '../core/chat.ts';

/** What our own code wrote as JSON, whose escapes keep every unit of every text. */
export function fromJson<Value>(json: unknown): Value {
  return JSON.parse(String(json)) as Value;
}

/** A LIMIT: SQLite takes a negative one for none at all, and no database takes Infinity. */
export function rowsAtMost(limit: number): number {
  return Math.min(Math.max(0, Math.trunc(limit)), Number.MAX_SAFE_INTEGER);
}

/** Truth as rows keep it. */
export function bit(truth: boolean): 0 | 1 {
  return truth ? 1 : 0;
}

/** Lone surrogates and NUL become U+FFFD, one unit for one, so that offsets into a text as it came still hold. */
export function wellFormed<Value extends string | null>(value: Value): Value {
  return (value?.toWellFormed().replaceAll('\0', '\uFFFD') ?? null) as Value;
}

/** An ISO 8601 instant in the one form in which instants sort as text. Throws RangeError when it is none. */
export function instant(given: string): string {
  return new Date(given).toISOString();
}

/** Rows of one place, with `placeParams` of it. */
export const IN_PLACE =
  'platform = :platform AND space = :space AND channel = :channel AND thread IS NOT DISTINCT FROM :thread';

export function placeParams({ platform, space, channel, thread }: Place) {
  return { platform, space, channel, thread };
}
