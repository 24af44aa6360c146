/**
 * Posts that show what a language model helped to find after they were sent, and whether their messages show it yet. Whatever writes runs inside
 * the caller's transaction.
 */
import type { MessageRef, Post } from '../core/chat.ts';
import type { Reply } from '../core/reply.ts';
import { postsOn } from './posts.ts';
import { rowsAtMost } from './rows.ts';
import type { Sql } from './sql.ts';

export function improvementsOn(sql: Sql) {
  const posts = postsOn(sql);
  return {
    async improve(post: Post, reply: Reply, at: string): Promise<boolean> {
      if (post.state !== 'sent' || !(await posts.isAsGiven(post))) return false;
      const inserted = await sql.run(
        'INSERT INTO improvements (post, at) VALUES (:post, :at) ON CONFLICT (post) DO NOTHING',
        { post: post.key, at },
      );
      if (inserted > 0) await posts.rewrite(post.key, reply);
      return inserted > 0;
    },
    async unshown(limit: number): Promise<string[]> {
      const rows = await sql.all<{ post: string }>(
        'SELECT post FROM improvements WHERE shown = 0 ORDER BY at, post LIMIT :limit',
        { limit: rowsAtMost(limit) },
      );
      return rows.map(({ post }) => post);
    },
    async markShown(post: string, refs: readonly MessageRef[]): Promise<void> {
      const marked = await sql.run('UPDATE improvements SET shown = 1 WHERE post = :post AND shown = 0', { post });
      if (marked > 0) await posts.setMessages(post, refs);
    },
  };
}
