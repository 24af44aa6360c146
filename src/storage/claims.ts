/**
 * Who sends a post now. A claim stands in the post's row with the process that has it, and holds for as long as that process lives: one of a
 * process that is gone is in doubt. It must never let a post be sent by two at once.
 */
import type { MessageRef, Post } from '../core/chat.ts';
import { isLiving } from './leases.ts';
import { postsOn } from './posts.ts';
import type { Sql } from './sql.ts';

/** @param holder names this process, whose lease it holds. */
export function claimsOn(sql: Sql, holder: string) {
  const posts = postsOn(sql);
  return {
    /**
     * Takes a post that no other living process sends. The caller knows what it sends itself: a claim of its own that it knows nothing of is one
     * that it could not give back.
     */
    async claim(key: string, at: string): Promise<{ post: Post; doubtSince: string | null } | null> {
      const claimed = await sql.run(
        `UPDATE posts SET state = 'sending', attempts = attempts + 1, attempted_at = :at, holder = :holder
         WHERE key = :key AND (state = 'queued'
           OR (state = 'sending' AND (holder IS NULL OR holder = :holder OR NOT ${isLiving(sql, 'posts.holder')})))`,
        { key, at, holder },
      );
      const post = claimed === 0 ? null : await posts.byKey(key);
      return post && { post, doubtSince: post.attempts > 1 ? post.queuedAt : null };
    },
    async sent(key: string, refs: MessageRef[], at: string): Promise<void> {
      await posts.setMessages(key, refs);
      await sql.run(
        `UPDATE posts SET state = 'sent', sent_at = coalesce(sent_at, :at), fault = NULL, holder = NULL WHERE key = :key`,
        { key, at },
      );
    },
    /** `untried`: nothing was handed to the platform, so that nothing can have come of it. */
    async unsent(key: string, reason: string, state: 'queued' | 'failed', untried: 0 | 1): Promise<void> {
      await sql.run(
        `UPDATE posts SET state = :state, fault = :reason, attempts = attempts - :untried, holder = NULL
         WHERE key = :key AND state = 'sending' AND holder = :holder`,
        { key, reason, state, untried, holder },
      );
    },
  };
}
