/**
 * Posts on SQLite: the outbox and the ledger of what was said, the messages each post became and the passages it shows. It must
 * never let a post be sent by two at once, nor forget what a message of ours shows.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { MessageRef, Post, PostDraft } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import { passagesShown } from '../core/quotations.ts';
import { fromJson, rowsAtMost } from './sqlite-rows.ts';

const POST = `p.key, p.kind, p.target, p.reply, p.asked, p.request, p.state, p.queued_at AS queuedAt, p.attempts,
  p.attempted_at AS attemptedAt, p.sent_at AS sentAt, p.fault`;

type MessageId = Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>;

/** Statements prepared once. Methods that write more than one row must be called inside a transaction. */
export function postsOn(db: DatabaseSync) {
  // An attempt by an opening of the store that is gone has an outcome that nobody knows.
  const sender = randomUUID();
  const byKey = db.prepare(`SELECT ${POST} FROM posts p WHERE p.key = ?`);
  const insert = db.prepare(
    `INSERT INTO posts (key, kind, platform, target, reply, asked, request, state, queued_at, attempts)
     VALUES (:key, :kind, :platform, :target, :reply, :asked, :request, 'queued', :queuedAt, 0)
     ON CONFLICT (key) DO NOTHING`,
  );
  const insertPassage = db.prepare(
    'INSERT INTO post_passages (post, article, revision, start_unit, end_unit) VALUES (?, ?, ?, ?, ?)',
  );
  const senderOf = db.prepare('SELECT sender FROM posts WHERE key = ?');
  const claim = db.prepare(
    `UPDATE posts SET state = 'sending', attempts = attempts + 1, attempted_at = ?, sender = ? WHERE key = ?`,
  );
  const close = db.prepare('UPDATE posts SET state = ?, sent_at = ?, fault = ? WHERE key = ?');
  const insertMessage = db.prepare(
    `INSERT INTO post_messages (platform, space, channel, message, post, part, ref)
     VALUES (:platform, :space, :channel, :message, :post, :part, :ref)
     ON CONFLICT (platform, space, channel, message) DO UPDATE SET post = excluded.post, part = excluded.part, ref = excluded.ref`,
  );
  const messages = db.prepare('SELECT ref FROM post_messages WHERE post = ? ORDER BY part');
  const byMessage = db.prepare(
    `SELECT ${POST} FROM post_messages m JOIN posts p ON p.key = m.post
     WHERE m.platform = ? AND m.space = ? AND m.channel = ? AND m.message = ?`,
  );
  const byRequest = db.prepare(`SELECT ${POST} FROM posts p WHERE p.request = ? ORDER BY p.queued_at LIMIT 1`);
  const showing = db.prepare(
    `SELECT ${POST} FROM posts p WHERE p.key > ? AND p.state = 'sent'
       AND p.key IN (SELECT post FROM post_passages WHERE article = ?)
     ORDER BY p.key LIMIT ?`,
  );
  const unsent = db.prepare(`SELECT key FROM posts WHERE state IN ('queued', 'sending') ORDER BY queued_at, rowid`);

  const postOf = (row: Record<string, unknown> | undefined): Post | null => {
    if (row === undefined) return null;
    const refs = messages.all(String(row.key)).map(each => fromJson<MessageRef>(each.ref));
    const asked = row.asked === null ? null : fromJson(row.asked);
    return { ...row, target: fromJson(row.target), reply: fromJson(row.reply), asked, refs } as Post;
  };
  const keepMessages = (key: string, refs: MessageRef[]) => {
    for (const [part, ref] of refs.entries()) {
      const { platform, space, channel, message } = ref;
      insertMessage.run({ platform, space, channel, message, post: key, part, ref: JSON.stringify(ref) });
    }
  };

  return {
    queue(draft: PostDraft, queuedAt: string): { post: Post; fresh: boolean } {
      const { key, kind, target, reply, asked, request } = draft;
      const { changes } = insert.run({
        ...{ key, kind, request, queuedAt, platform: target.platform },
        target: JSON.stringify(target),
        reply: JSON.stringify(reply),
        asked: asked && JSON.stringify(asked),
      });
      if (changes === 1) {
        for (const { article, revision, start, end } of passagesShown(reply))
          insertPassage.run(key, article, revision, start, end);
      }
      return { post: postOf(byKey.get(key))!, fresh: changes === 1 };
    },
    claim(key: string, at: string): { post: Post; doubtSince: string | null } | null {
      const before = postOf(byKey.get(key));
      if (before === null || before.state === 'sent' || before.state === 'failed') return null;
      const inDoubt = before.state === 'sending';
      if (inDoubt && senderOf.get(key)?.sender === sender) return null;
      claim.run(at, sender, key);
      return { post: postOf(byKey.get(key))!, doubtSince: inDoubt ? before.attemptedAt : null };
    },
    keepMessages,
    sent(key: string, refs: MessageRef[], at: string): void {
      keepMessages(key, refs);
      close.run('sent', at, null, key);
    },
    unsent(key: string, reason: string, state: 'queued' | 'failed'): void {
      close.run(state, null, reason, key);
    },
    byKey: (key: string) => postOf(byKey.get(key)),
    byMessage: ({ platform, space, channel, message }: MessageId) =>
      postOf(byMessage.get(platform, space, channel, message)),
    byRequest: (request: string) => postOf(byRequest.get(request)),
    showing: (article: ArticleId, after: string, limit: number) =>
      showing.all(after, article, rowsAtMost(limit)).map(row => postOf(row)!),
    unsentKeys: () => unsent.all().map(row => String(row.key)),
  };
}
