/**
 * On SQLite: what a language model costs, and posts that show what it helped to find. It must never count a token that was not allowed.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { MessageRef, Post } from '../core/chat.ts';
import type { Reply } from '../core/reply.ts';
import type { Posts } from './sqlite-posts.ts';
import { rowsAtMost } from './sqlite-rows.ts';

/** Statements prepared once; all but reading runs within a transaction of the caller's. */
export function modelOn(db: DatabaseSync, posts: Posts) {
  const begin = db.prepare('INSERT INTO model_days (day, tokens) VALUES (?, 0) ON CONFLICT (day) DO NOTHING');
  const spend = db.prepare(
    'UPDATE model_days SET tokens = tokens + :tokens WHERE day = :day AND (:most IS NULL OR tokens + :tokens <= :most)',
  );
  const insert = db.prepare('INSERT INTO improvements (post, at) VALUES (?, ?) ON CONFLICT (post) DO NOTHING');
  const unshown = db.prepare('SELECT post FROM improvements WHERE shown = 0 ORDER BY at, post LIMIT ?');
  const markShown = db.prepare('UPDATE improvements SET shown = 1 WHERE post = ? AND shown = 0');

  return {
    spend(day: string, tokens: number, most: number | null): boolean {
      begin.run(day);
      return spend.run({ day, tokens, most }).changes > 0;
    },
    improve(post: Post, reply: Reply, at: string): boolean {
      if (post.state !== 'sent' || !posts.isAsGiven(post) || insert.run(post.key, at).changes === 0) return false;
      posts.rewrite(post.key, reply);
      return true;
    },
    unshown: (limit: number): string[] => unshown.all(rowsAtMost(limit)).map(({ post }) => String(post)),
    markShown(key: string, refs: MessageRef[]): void {
      if (markShown.run(key).changes > 0) posts.setMessages(key, refs);
    },
  };
}
