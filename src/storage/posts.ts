/**
 * Posts: the outbox and the ledger of what was said, the messages each post became and the passages it shows. It must never forget what a
 * message of ours shows. Whatever writes runs inside the caller's transaction.
 */
import type { MessageId, MessageRef, Post, PostDraft } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import { passagesShown } from '../core/quotations.ts';
import type { Reply } from '../core/reply.ts';
import { bit, fromJson, rowsAtMost } from './rows.ts';
import type { Row, Sql } from './sql.ts';

const POST = `p.key, p.kind, p.target, p.reply, p.asked, p.request, p.state, p.queued_at AS "queuedAt", p.attempts,
  p.attempted_at AS "attemptedAt", p.sent_at AS "sentAt", p.fault`;

export function postsOn(sql: Sql) {
  const postsOf = async (rows: Row[]): Promise<Post[]> => {
    if (rows.length === 0) return [];
    const keys = JSON.stringify(rows.map(({ key }) => key));
    const messages = await sql.all<{ post: string; ref: string }>(
      `SELECT post, ref FROM post_messages WHERE post IN ${sql.list(':keys')} ORDER BY part`,
      { keys },
    );
    return rows.map(row => ({
      ...(row as unknown as Post),
      target: fromJson(row.target),
      reply: fromJson(row.reply),
      asked: row.asked === null ? null : fromJson(row.asked),
      refs: messages.filter(({ post }) => post === row.key).map(({ ref }) => fromJson<MessageRef>(ref)),
    }));
  };
  const postOf = async (row: Row | null): Promise<Post | null> => (row === null ? null : (await postsOf([row]))[0]!);
  const byKey = async (key: string) => postOf(await sql.get(`SELECT ${POST} FROM posts p WHERE p.key = :key`, { key }));
  const keepPassages = async (post: string, reply: Reply) => {
    for (const { article, revision, start, end } of passagesShown(reply))
      await sql.run(
        `INSERT INTO post_passages (post, article, revision, start_unit, end_unit)
         VALUES (:post, :article, :revision, :start, :end)`,
        { post, article, revision, start, end },
      );
  };

  const isAsGiven = async ({ key, reply, target }: Post): Promise<boolean> => {
    const row = await sql.get('SELECT reply, target FROM posts WHERE key = :key', { key });
    return row?.reply === JSON.stringify(reply) && row.target === JSON.stringify(target);
  };
  const rewrite = async (key: string, reply: Reply): Promise<void> => {
    await sql.run('UPDATE posts SET reply = :reply WHERE key = :key', { key, reply: JSON.stringify(reply) });
    await sql.run('DELETE FROM post_passages WHERE post = :key', { key });
    await keepPassages(key, reply);
  };

  async function add(draft: PostDraft, queuedAt: string): Promise<{ post: Post; fresh: boolean }> {
    const { key, kind, target, reply, asked, request } = draft;
    // In a direct conversation the asker is the one who sees it.
    const inserted = await sql.run(
      `INSERT INTO posts (key, kind, audience, target, reply, asked, asked_by, request, state, queued_at, attempts)
       VALUES (:key, :kind, coalesce(:only, CASE WHEN :direct = 1 THEN (SELECT person FROM requests WHERE id = :request) END),
         :target, :reply, :asked, :askedBy, :request, 'queued', :queuedAt, 0)
       ON CONFLICT (key) DO NOTHING`,
      {
        ...{ key, kind, request, queuedAt, only: target.only, direct: bit(target.direct) },
        target: JSON.stringify(target),
        reply: JSON.stringify(reply),
        asked: asked && JSON.stringify(asked),
        askedBy: asked?.by ?? null,
      },
    );
    if (inserted === 1) await keepPassages(key, reply);
    const post = await byKey(key);
    // One that was there and was removed since is made anew.
    return post === null ? add(draft, queuedAt) : { post, fresh: inserted === 1 };
  }

  return {
    add,
    byKey,
    /** Those that there are, by key. */
    async byKeys(keys: readonly string[]): Promise<Post[]> {
      const among = sql.list(':keys');
      return postsOf(
        await sql.all(`SELECT ${POST} FROM posts p WHERE p.key IN ${among} ORDER BY p.key`, {
          keys: JSON.stringify(keys),
        }),
      );
    },
    async byMessage({ platform, space, channel, message }: MessageId): Promise<Post | null> {
      return postOf(
        await sql.get(
          `SELECT ${POST} FROM post_messages m JOIN posts p ON p.key = m.post
           WHERE m.platform = :platform AND m.space = :space AND m.channel = :channel AND m.message = :message`,
          { platform, space, channel, message },
        ),
      );
    },
    async byRequest(request: string): Promise<Post | null> {
      return postOf(
        await sql.get(`SELECT ${POST} FROM posts p WHERE p.request = :request ORDER BY p.queued_at, p.rowid LIMIT 1`, {
          request,
        }),
      );
    },
    /** In messages that stand, by key after `after`. */
    async showing(article: ArticleId, after: string, limit: number): Promise<Post[]> {
      return postsOf(
        await sql.all(
          `SELECT ${POST} FROM (
             SELECT DISTINCT post FROM post_passages s WHERE article = :article AND post > :after
               AND EXISTS (SELECT 1 FROM post_messages m WHERE m.post = s.post)
             ORDER BY post LIMIT :limit
           ) shown JOIN posts p ON p.key = shown.post ORDER BY shown.post`,
          { article, after, limit: rowsAtMost(limit) },
        ),
      );
    },
    async unsentKeys(before: string | null): Promise<string[]> {
      const rows = await sql.all<{ key: string }>(
        `SELECT key FROM posts WHERE state IN ('queued', 'sending') ${before === null ? '' : 'AND queued_at < :before'}
         ORDER BY queued_at, rowid`,
        before === null ? {} : { before },
      );
      return rows.map(({ key }) => key);
    },
    /** Whether a post's row still says what was read of it; a question may have been forgotten meanwhile. */
    isAsGiven,
    rewrite,
    async retell(post: Post, reply: Reply): Promise<boolean> {
      if (!(await isAsGiven(post)) || (await byKey(post.key))!.refs.length > 0) return false;
      await rewrite(post.key, reply);
      return true;
    },
    /** The messages it stands in now. A post that was forgotten while it was sent has no row any more, and then keeps none. */
    async setMessages(post: string, refs: readonly MessageRef[]): Promise<void> {
      await sql.run('DELETE FROM post_messages WHERE post = :post', { post });
      for (const [part, ref] of refs.entries()) {
        const { platform, space, channel, message } = ref;
        await sql.run(
          `INSERT INTO post_messages (platform, space, channel, message, post, part, ref)
           SELECT :platform, :space, :channel, :message, key, :part, :ref FROM posts WHERE key = :post
           ON CONFLICT (platform, space, channel, message)
             DO UPDATE SET post = excluded.post, part = excluded.part, ref = excluded.ref`,
          { platform, space, channel, message, post, part, ref: JSON.stringify(ref) },
        );
      }
    },
  };
}
