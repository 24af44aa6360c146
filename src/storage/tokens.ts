/**
 * What a language model costs a day, in tokens. It must never count one that was not allowed. Runs inside the caller's transaction.
 */
import type { Sql } from './sql.ts';

export function tokensOn(sql: Sql) {
  return {
    async spend(day: string, tokens: number, most: number | null): Promise<boolean> {
      await sql.run('INSERT INTO model_days (day, tokens) VALUES (:day, 0) ON CONFLICT (day) DO NOTHING', { day });
      // Decided by the row, so that two processes have no more than one.
      const within = most === null ? '' : 'AND tokens + :tokens <= :most';
      const spent = await sql.run(`UPDATE model_days SET tokens = tokens + :tokens WHERE day = :day ${within}`, {
        ...{ day, tokens },
        ...(most === null ? {} : { most }),
      });
      return spent > 0;
    },
  };
}
