/**
 * The posts that this process sends now: claimed once among all processes by their rows, and once in this one by what it remembers. It may know
 * better than the row, where a claim could not be given back.
 */
import type { PostStore } from '../core/ports.ts';
import { claimsOn } from './claims.ts';
import { bit } from './rows.ts';
import type { Database } from './sql.ts';

type Sending = Pick<PostStore, 'claimPost' | 'markSent' | 'markUnsent'>;

/** @param process names this process among those that share the store */
export function sendingMethods(
  { write, now }: Pick<Database, 'write'> & { now: () => string },
  process: string,
): Sending {
  const sending = new Set<string>();
  return {
    async claimPost(key) {
      if (sending.has(key)) return null;
      sending.add(key);
      let claimed = null;
      try {
        claimed = await write('row', sql => claimsOn(sql, process).claim(key, now()));
        return claimed;
      } finally {
        if (claimed === null) sending.delete(key);
      }
    },
    async markSent(key, refs) {
      await write('row', sql => claimsOn(sql, process).sent(key, refs, now()));
      sending.delete(key);
    },
    async markUnsent(key, reason, state, untried = false) {
      try {
        await write('row', sql => claimsOn(sql, process).unsent(key, reason, state, bit(untried)));
      } finally {
        // Also when that could not be kept: whoever comes next looks for the post, as after a crash.
        sending.delete(key);
      }
    },
  };
}
