/**
 * Leases: one holder at a time, by the clock of the database, and a number that grows with each holder, so that one who is late can be told
 * from the one who came after. A row stays when its lease ends, or its number would begin anew.
 */
import type { Lease } from '../core/ports.ts';
import type { Dialect, Sql } from './sql.ts';

/** Names the lease by which a process shows that it lives. */
const PROCESS = 'process:';

/** Leases of processes. */
export const PROCESSES = `name > '${PROCESS}' AND name < 'process;'`;

/** Whether the process named by this column lives, as a condition. */
export function isLiving({ now }: Dialect, column: string): string {
  return `EXISTS (SELECT 1 FROM leases l WHERE l.name = '${PROCESS}' || ${column} AND l.until > ${now})`;
}

export function leasesOn(sql: Sql) {
  const take = (name: string, holder: string, ttlMs: number) =>
    sql.get<Lease>(
      `INSERT INTO leases (name, holder, fence, until) VALUES (:name, :holder, 1, ${sql.now} + :ttlMs)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until, fence = leases.fence + 1
         WHERE leases.until <= ${sql.now} OR leases.holder = excluded.holder
       RETURNING fence`,
      { name, holder, ttlMs },
    );
  return {
    take,
    async renew(name: string, fence: number, ttlMs: number): Promise<boolean> {
      const renewed = await sql.run(
        `UPDATE leases SET until = ${sql.now} + :ttlMs WHERE name = :name AND fence = :fence AND until > ${sql.now}`,
        { name, fence, ttlMs },
      );
      return renewed > 0;
    },
    async release(name: string, fence: number): Promise<void> {
      await sql.run('UPDATE leases SET until = 0 WHERE name = :name AND fence = :fence', { name, fence });
    },
    /** Says that a process lives for so long; nobody else ever takes its lease. */
    async live(process: string, ttlMs: number): Promise<void> {
      await take(PROCESS + process, process, ttlMs);
    },
    /** Says that it is gone. */
    async end(process: string): Promise<void> {
      await sql.run('DELETE FROM leases WHERE name = :name', { name: PROCESS + process });
    },
    /** Removes what processes left that could not say so. */
    async clear(): Promise<void> {
      await sql.run(`DELETE FROM leases WHERE ${PROCESSES} AND until <= ${sql.now}`);
    },
  };
}
