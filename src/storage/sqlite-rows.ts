/** What rows of `node:sqlite` hold, as our own values: plain objects, JSON, instants and texts that come back as they went in. */

/** A row as a plain object: `node:sqlite` gives objects without a prototype. */
export function rowOf<Row>(row: object): Row {
  return { ...row } as Row;
}

export function rowOrNull<Row>(row: object | undefined): Row | null {
  return row === undefined ? null : rowOf<Row>(row);
}

/** What our own code wrote as JSON, whose escapes keep every unit of every text. */
export function fromJson<Value>(json: unknown): Value {
  return JSON.parse(String(json)) as Value;
}

/** SQLite takes a negative LIMIT for none at all, and no Infinity. */
export function rowsAtMost(limit: number): number {
  return Math.min(Math.max(0, Math.trunc(limit)), Number.MAX_SAFE_INTEGER);
}

/** Lone surrogates and NUL become U+FFFD, one unit for one, so that offsets into a text as it came still hold. */
export function wellFormed<Value extends string | null>(value: Value): Value {
  return (value?.toWellFormed().replaceAll('\0', '\uFFFD') ?? null) as Value;
}

/** An ISO 8601 instant in the one form in which instants sort as text. Throws RangeError when it is none. */
export function instant(given: string): string {
  return new Date(given).toISOString();
}
