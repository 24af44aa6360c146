/** Rows of `node:sqlite` as plain objects, and the values that are kept in them as JSON. */

/** A row as a plain object: `node:sqlite` gives objects without a prototype. */
export function rowOf<Row>(row: object): Row {
  return { ...row } as Row;
}

export function rowOrNull<Row>(row: object | undefined): Row | null {
  return row === undefined ? null : rowOf<Row>(row);
}

/** What our own code wrote as JSON. */
export function fromJson<Value>(json: unknown): Value {
  return JSON.parse(String(json)) as Value;
}

/** SQLite takes a negative LIMIT for none at all, and no Infinity. */
export function rowsAtMost(limit: number): number {
  return Math.min(Math.max(0, Math.trunc(limit)), Number.MAX_SAFE_INTEGER);
}
