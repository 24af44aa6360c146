/**
 * A store's tables as they are kept, page by page in the order of their keys: for copying them from one engine to the other and for comparing what
 * arrived. It must know nothing of what they mean.
 */
import { createHash } from 'node:crypto';
import type { Params, Sql, Value } from './sql.ts';

/** A table of both engines. */
export interface Table {
  name: string;
  /** Those of its primary key, in its order. */
  keys: string[];
  columns: { name: string; type: string }[];
}

type Cells = readonly Value[];

/** Rows at a time: some hundred articles are a few megabytes. */
const PAGE = 200;

/** Every table of a store, those that others refer to first; but its id, which is one row, and leases, which are of processes. */
export async function tablesOf(sqlite: Sql, postgres: Sql): Promise<Table[]> {
  const named = await sqlite.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('store', 'leases')
     ORDER BY rowid`,
  );
  const tables: Table[] = [];
  for (const { name } of named) {
    const keys = await sqlite.all<{ name: string }>(
      'SELECT name FROM pragma_table_info(:name) WHERE pk > 0 ORDER BY pk',
      { name },
    );
    // What is worked out from other columns is worked out there too.
    const columns = await postgres.all<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
      { name },
    );
    tables.push({ name, keys: keys.map(key => key.name), columns });
  }
  return tables;
}

/** The rows behind a key, in order; from the first where it is null. */
async function pageBehind(sql: Sql, { name, keys, columns }: Table, key: Cells | null): Promise<Cells[]> {
  const order = keys.join(', ');
  const behind = key === null ? '' : `WHERE (${order}) > (${key.map((_, i) => `:k${i}`).join(', ')})`;
  const params: Params = Object.fromEntries((key ?? []).map((cell, i) => [`k${i}`, cell]));
  const names = columns.map(column => column.name);
  const rows = await sql.all(
    `SELECT ${names.join(', ')} FROM ${name} ${behind} ORDER BY ${order} LIMIT ${PAGE}`,
    params,
  );
  return rows.map(row => names.map(column => storable(row[column]!)));
}

/** PostgreSQL keeps no NUL in a text. */
function storable(cell: Value): Value {
  return typeof cell === 'string' ? cell.replaceAll('\0', '\uFFFD') : cell;
}

function keyOf({ keys, columns }: Table, row: Cells): Cells {
  return keys.map(key => row[columns.findIndex(({ name }) => name === key)]!);
}

/** All of a table, page by page, from behind a key. */
export async function* pagesOf(
  sql: Sql,
  table: Table,
  from: Cells | null,
): AsyncGenerator<{ rows: Cells[]; last: Cells }> {
  for (let key = from; ; ) {
    const rows = await pageBehind(sql, table, key);
    if (rows.length === 0) return;
    key = keyOf(table, rows.at(-1)!);
    yield { rows, last: key };
  }
}

/** Writes rows to PostgreSQL as they are. */
export async function putRows(sql: Sql, { name, columns }: Table, rows: readonly Cells[]): Promise<void> {
  const cells = columns.map(({ type }, i) => `CAST(cells ->> ${i} AS ${type})`);
  await sql.run(
    `INSERT INTO ${name} (${columns.map(column => column.name).join(', ')})
     SELECT ${cells.join(', ')} FROM json_array_elements(CAST(:rows AS json)) cells`,
    { rows: JSON.stringify(rows) },
  );
}

/** How many rows a table has, and a hash of all that stands in them. */
export async function digestOf(sql: Sql, table: Table): Promise<{ rows: number; hash: string }> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const { rows } of pagesOf(sql, table, null)) {
    count += rows.length;
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  }
  return { rows: count, hash: hash.digest('hex') };
}
