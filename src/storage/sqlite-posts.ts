/**
 * Posts on SQLite: the outbox and the ledger of what was said, the messages each post became and the passages it shows. It must
 * never let a post be sent by two at once, nor forget what a message of ours shows.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { MessageId, MessageRef, Post, PostDraft } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import { passagesShown } from '../core/quotations.ts';
import type { Reply } from '../core/reply.ts';
import { inTransaction } from './migrate.ts';
import { fromJson, rowsAtMost } from './sqlite-rows.ts';

const POST = `p.key, p.kind, p.target, p.reply, p.asked, p.request, p.state, p.queued_at AS queuedAt, p.attempts,
  p.attempted_at AS attemptedAt, p.sent_at AS sentAt, p.fault`;

export type Posts = ReturnType<typeof postsOn>;

/** Statements prepared once; every method does all of its work or nothing. */
export function postsOn(db: DatabaseSync) {
  // What this process sends now. One owner has the store, so whatever else is `sending` was left by a process that is gone.
  const sending = new Set<string>();
  const byKey = db.prepare(`SELECT ${POST} FROM posts p WHERE p.key = ?`);
  // In a direct conversation the asker is the one who sees it.
  const insert = db.prepare(
    `INSERT INTO posts (key, kind, audience, target, reply, asked, request, state, queued_at, attempts)
     VALUES (:key, :kind, coalesce(:only, iif(:direct, (SELECT person FROM requests WHERE id = :request), NULL)),
       :target, :reply, :asked, :request, 'queued', :queuedAt, 0)
     ON CONFLICT (key) DO NOTHING`,
  );
  const insertPassage = db.prepare(
    'INSERT INTO post_passages (post, article, revision, start_unit, end_unit) VALUES (?, ?, ?, ?, ?)',
  );
  const claim = db.prepare(
    `UPDATE posts SET state = 'sending', attempts = attempts + 1, attempted_at = ? WHERE key = ?`,
  );
  const markSent = db.prepare(
    `UPDATE posts SET state = 'sent', sent_at = coalesce(sent_at, ?), fault = NULL WHERE key = ?`,
  );
  const markUnsent = db.prepare(
    `UPDATE posts SET state = ?, fault = ?, attempts = attempts - ? WHERE key = ? AND state = 'sending'`,
  );
  const removeMessages = db.prepare('DELETE FROM post_messages WHERE post = ?');
  // A post that was forgotten while it was sent has no row any more, and then keeps no messages.
  const insertMessage = db.prepare(
    `INSERT OR REPLACE INTO post_messages (platform, space, channel, message, post, part, ref)
     SELECT :platform, :space, :channel, :message, key, :part, :ref FROM posts WHERE key = :post`,
  );
  const messages = db.prepare('SELECT ref FROM post_messages WHERE post = ? ORDER BY part');
  const byMessage = db.prepare(
    `SELECT ${POST} FROM post_messages m JOIN posts p ON p.key = m.post
     WHERE m.platform = ? AND m.space = ? AND m.channel = ? AND m.message = ?`,
  );
  const byRequest = db.prepare(`SELECT ${POST} FROM posts p WHERE p.request = ? ORDER BY p.queued_at, p.rowid LIMIT 1`);
  const showing = db.prepare(
    `SELECT ${POST} FROM (
       SELECT DISTINCT post FROM post_passages s WHERE article = ? AND post > ?
         AND EXISTS (SELECT 1 FROM post_messages m WHERE m.post = s.post)
       ORDER BY post LIMIT ?
     ) shown JOIN posts p ON p.key = shown.post ORDER BY shown.post`,
  );
  const raw = db.prepare('SELECT reply, target FROM posts WHERE key = ?');
  const rewrite = db.prepare('UPDATE posts SET reply = ? WHERE key = ?');
  const removePassages = db.prepare('DELETE FROM post_passages WHERE post = ?');
  const unsent = db.prepare(
    `SELECT key FROM posts WHERE state IN ('queued', 'sending') AND (:before IS NULL OR queued_at < :before) ORDER BY queued_at, rowid`,
  );

  const postOf = (row: Record<string, unknown> | undefined): Post | null => {
    if (row === undefined) return null;
    const refs = messages.all(String(row.key)).map(each => fromJson<MessageRef>(each.ref));
    const asked = row.asked === null ? null : fromJson(row.asked);
    return { ...row, target: fromJson(row.target), reply: fromJson(row.reply), asked, refs } as Post;
  };
  const keepMessages = (key: string, refs: MessageRef[]) => {
    removeMessages.run(key);
    for (const [part, ref] of refs.entries()) {
      const { platform, space, channel, message } = ref;
      insertMessage.run({ platform, space, channel, message, post: key, part, ref: JSON.stringify(ref) });
    }
  };

  const keepPassages = (key: string, reply: Reply) => {
    for (const { article, revision, start, end } of passagesShown(reply))
      insertPassage.run(key, article, revision, start, end);
  };
  const add = (draft: PostDraft, queuedAt: string): { post: Post; fresh: boolean } => {
    const { key, kind, target, reply, asked, request } = draft;
    const { changes } = insert.run({
      ...{ key, kind, request, queuedAt, only: target.only, direct: target.direct ? 1 : 0 },
      target: JSON.stringify(target),
      reply: JSON.stringify(reply),
      asked: asked && JSON.stringify(asked),
    });
    if (changes === 1) keepPassages(key, reply);
    return { post: postOf(byKey.get(key))!, fresh: changes === 1 };
  };

  const isAsGiven = ({ key, reply, target }: Post): boolean => {
    const row = raw.get(key);
    return row?.reply === JSON.stringify(reply) && row.target === JSON.stringify(target);
  };
  const setReply = (key: string, reply: Reply): void => {
    rewrite.run(JSON.stringify(reply), key);
    removePassages.run(key);
    keepPassages(key, reply);
  };

  return {
    queue: (draft: PostDraft, queuedAt: string) => inTransaction(db, () => add(draft, queuedAt)),
    /** As `queue`, within a transaction of the caller's. */
    add,
    claim(key: string, at: string): { post: Post; doubtSince: string | null } | null {
      if (sending.has(key)) return null;
      const claimed = inTransaction(db, () => {
        const before = postOf(byKey.get(key));
        if (before === null || before.state === 'sent' || before.state === 'failed') return null;
        claim.run(at, key);
        const post = { ...before, state: 'sending' as const, attempts: before.attempts + 1, attemptedAt: at };
        return { post, doubtSince: before.attempts > 0 ? before.queuedAt : null };
      });
      if (claimed) sending.add(key);
      return claimed;
    },
    keepMessages: (key: string, refs: MessageRef[]): void => inTransaction(db, () => keepMessages(key, refs)),
    sent(key: string, refs: MessageRef[], at: string): void {
      inTransaction(db, () => {
        keepMessages(key, refs);
        markSent.run(at, key);
      });
      sending.delete(key);
    },
    unsent(key: string, reason: string, state: 'queued' | 'failed', untried: boolean): void {
      try {
        markUnsent.run(state, reason, untried ? 1 : 0, key);
      } finally {
        // Also when that could not be kept: whoever comes next looks for the post, as after a crash.
        sending.delete(key);
      }
    },
    byKey: (key: string) => postOf(byKey.get(key)),
    byMessage: ({ platform, space, channel, message }: MessageId) =>
      postOf(byMessage.get(platform, space, channel, message)),
    byRequest: (request: string) => postOf(byRequest.get(request)),
    showing: (article: ArticleId, after: string, limit: number) =>
      showing.all(article, after, rowsAtMost(limit)).map(row => postOf(row)!),
    /** Whether a post's row still says what was read of it; a question may have been forgotten meanwhile. */
    isAsGiven,
    /** Within a transaction of the caller's. */
    rewrite: setReply,
    /** Within a transaction of the caller's. */
    retell(post: Post, reply: Reply): boolean {
      if (!isAsGiven(post) || messages.all(post.key).length > 0) return false;
      setReply(post.key, reply);
      return true;
    },
    /** Within a transaction of the caller's. */
    setMessages: keepMessages,
    unsentKeys: (before: string | null = null) => unsent.all({ before }).map(row => String(row.key)),
  };
}
