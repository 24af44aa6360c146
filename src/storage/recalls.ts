/**
 * Recalls: which posts were held against which version of an article, and what was corrected in them. It must never change a
 * post without the passages it shows, nor close a correction without its note.
 */
import type { MessageRef, Post, PostDraft, Target } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import type {
  CorrectedFact,
  Correction,
  CorrectionState,
  DueCorrection,
  ListedCorrection,
  Recall,
  ShownCorrection,
  UnstableArticle,
} from '../core/recall.ts';
import type { Reply } from '../core/reply.ts';
import { postsOn } from './posts.ts';
import { fromJson, rowsAtMost } from './rows.ts';
import type { Sql } from './sql.ts';

/**
 * Passages that posts show; and, as revision 0, articles that they showed until a verdict was told in them, for they may come back with the
 * next one.
 */
const SHOWN = `(
  SELECT post, article, revision FROM post_passages
  UNION ALL SELECT post, article, 0 FROM recalls WHERE reason = 'verdict' AND state <> 'kept'
)`;

/** Of `SHOWN` as `s`: what `:reason` is about, and whose post was not held against `:version`. */
const OPEN = `(:reason <> 'revision' OR s.revision BETWEEN 1 AND :version - 1) AND NOT EXISTS (
  SELECT 1 FROM recalls r WHERE r.post = s.post AND r.article = s.article AND r.reason = :reason AND r.version >= :version
)`;

/** Posts `p` in messages that stand; one that failed may have some. */
const STANDS = `p.state IN ('sent', 'failed') AND EXISTS (SELECT 1 FROM post_messages m WHERE m.post = p.key)`;
const ON_ITS_WAY = `p.state IN ('queued', 'sending')`;

/** Corrections whose messages could not be edited. */
const UNTOLD = `state IN ('noted', 'unreachable') AND told = 0`;

/** Corrections that were noted, by a note that was sent to nobody; its key is that of `correctionNoteKey`. */
const UNREACHED = `state <> 'kept' AND state = 'noted' AND EXISTS (
  SELECT 1 FROM posts n WHERE n.state = 'failed'
    AND n.key = 'correction:' || recalls.post || ':' || recalls.reason || ':' || recalls.article || ':' || recalls.version
)`;

const CORRECTION = 'r.post, r.article, r.reason, r.version, r.at, r.state, r.facts, r.fault';

/** With the first of the messages that each post became. */
const LISTED = `SELECT ${CORRECTION}, p.kind, p.audience, p.target,
    (SELECT ref FROM post_messages m WHERE m.post = p.key ORDER BY part LIMIT 1) AS ref
  FROM recalls r JOIN posts p ON p.key = r.post`;

type About = Pick<Recall, 'article' | 'reason'>;

/** Every method that writes runs inside the caller's transaction. */
export function recallsOn(sql: Sql) {
  const posts = postsOn(sql);
  // A post may have been forgotten meanwhile.
  const insert = async (post: string, { article, reason, version }: Recall, at: string, facts: string | null) => {
    const state = facts === null ? 'kept' : 'due';
    const inserted = await sql.run(
      `INSERT INTO recalls (post, article, reason, version, at, state, facts)
       SELECT key, :article, :reason, :version, :at, :state, :facts FROM posts WHERE key = :post
       ON CONFLICT (post, article, reason, version) DO NOTHING`,
      { post, article, reason, version, at, state, facts },
    );
    return inserted > 0;
  };

  return {
    unrecalled: (limit: number) =>
      sql.all<Recall>(
        `SELECT a.id AS article, 'revision' AS reason, a.revision AS version FROM articles a
           WHERE a.revision > 1 AND EXISTS (
             SELECT 1 FROM ${SHOWN} s JOIN posts p ON p.key = s.post
             WHERE s.article = a.id AND ${OPEN.replaceAll(':reason', `'revision'`).replaceAll(':version', 'a.revision')}
               AND (${STANDS} OR ${ON_ITS_WAY})
           )
         UNION SELECT v.article, 'verdict', v.number FROM (
           SELECT article, max(id) AS number FROM verdicts WHERE effect IS NOT NULL GROUP BY article
         ) v WHERE EXISTS (
           SELECT 1 FROM ${SHOWN} s JOIN posts p ON p.key = s.post
           WHERE s.article = v.article AND ${OPEN.replaceAll(':reason', `'verdict'`).replaceAll(':version', 'v.number')}
             AND (${STANDS} OR ${ON_ITS_WAY})
         )
         UNION SELECT article, reason, max(version) FROM recalls WHERE state = 'due' GROUP BY article, reason
         UNION SELECT article, reason, max(version) FROM recalls WHERE ${UNTOLD} GROUP BY article, reason
         UNION SELECT article, reason, max(version) FROM recalls WHERE ${UNREACHED} GROUP BY article, reason
         ORDER BY 1, 2, 3 LIMIT :limit`,
        { limit: rowsAtMost(limit) },
      ),
    async toRecall({ article, reason, version }: Recall, after: string, limit: number): Promise<Post[]> {
      const rows = await sql.all<{ post: string }>(
        `SELECT DISTINCT s.post FROM ${SHOWN} s JOIN posts p ON p.key = s.post
         WHERE s.article = :article AND s.post > :after AND ${OPEN} AND ${STANDS} ORDER BY s.post LIMIT :limit`,
        { article, reason, version, after, limit: rowsAtMost(limit) },
      );
      return posts.byKeys(rows.map(({ post }) => post));
    },
    async onTheirWay({ article, reason, version }: Recall): Promise<boolean> {
      const row = await sql.get(
        `SELECT 1 FROM ${SHOWN} s JOIN posts p ON p.key = s.post WHERE s.article = :article AND ${OPEN} AND ${ON_ITS_WAY} LIMIT 1`,
        { article, reason, version },
      );
      return row !== null;
    },
    async keep(post: string, recall: Recall, at: string): Promise<void> {
      await insert(post, recall, at, null);
    },
    async correct(post: Post, recall: Recall, made: { reply: Reply; facts: CorrectedFact[] }, at: string) {
      if (!(await posts.isAsGiven(post))) return false;
      if (!(await insert(post.key, recall, at, JSON.stringify(made.facts)))) return false;
      await posts.rewrite(post.key, made.reply);
      return true;
    },
    async due({ article, reason }: About): Promise<DueCorrection[]> {
      const rows = await sql.all<CorrectionRow & { platform: string }>(
        `SELECT ${CORRECTION}, p.platform FROM recalls r JOIN posts p ON p.key = r.post
         WHERE r.article = :article AND r.reason = :reason AND r.state = 'due' ORDER BY r.at, r.post`,
        { article, reason },
      );
      return rows.map(row => ({ ...correctionOf(row), platform: row.platform }));
    },
    async close({ post, article, reason, version }: Correction, outcome: ShownCorrection, at: string): Promise<void> {
      const { state, fault, refs, note } = outcome;
      const closed = await sql.run(
        `UPDATE recalls SET state = :state, fault = :fault
         WHERE post = :post AND article = :article AND reason = :reason AND version = :version AND state = 'due'`,
        { post, article, reason, version, state, fault },
      );
      if (closed === 0) return;
      await posts.setMessages(post, refs);
      if (note === null) return;
      await posts.add(note, at);
      // A note is as private as the post that it speaks of.
      await sql.run(
        'UPDATE posts SET audience = (SELECT audience FROM posts WHERE key = :post) WHERE key = :note AND audience IS NULL',
        { post, note: note.key },
      );
    },
    async last(post: string, of: About | null): Promise<Correction | null> {
      const about = of === null ? '' : 'AND article = :article AND reason = :reason';
      const row = await sql.get<CorrectionRow>(
        `SELECT ${CORRECTION} FROM recalls r WHERE post = :post AND state <> 'kept' ${about}
         ORDER BY at DESC, version DESC LIMIT 1`,
        of === null ? { post } : { post, article: of.article, reason: of.reason },
      );
      return row && correctionOf(row);
    },
    async versions(article: ArticleId, since: string): Promise<number> {
      const row = await sql.get<{ n: number }>(
        `SELECT count(DISTINCT version) AS n FROM recalls
         WHERE article = :article AND at > :since AND state <> 'kept' AND reason = 'revision'`,
        { article, since },
      );
      return row!.n;
    },
    async list(limit: number, states: readonly CorrectionState[]): Promise<ListedCorrection[]> {
      const rows = await sql.all<ListedRow>(
        `${LISTED} WHERE r.state IN ${sql.list(':states')} ORDER BY r.at DESC, r.post LIMIT :limit`,
        { states: JSON.stringify(states), limit: rowsAtMost(limit) },
      );
      return rows.map(listedOf);
    },
    async untold({ article, reason }: About): Promise<ListedCorrection[]> {
      const rows = await sql.all<ListedRow>(
        `${LISTED} WHERE r.article = :article AND r.reason = :reason AND r.${UNTOLD} ORDER BY r.at, r.post`,
        { article, reason },
      );
      return rows.map(listedOf);
    },
    async tell(corrections: readonly Correction[], drafts: readonly PostDraft[], at: string): Promise<void> {
      for (const draft of drafts) await posts.add(draft, at);
      for (const { post, article, reason, version } of corrections)
        await sql.run(
          'UPDATE recalls SET told = 1 WHERE post = :post AND article = :article AND reason = :reason AND version = :version',
          { post, article, reason, version },
        );
    },
    async markUnreached({ article, reason }: About): Promise<void> {
      await sql.run(
        `UPDATE recalls SET state = 'unreachable', told = 0
         WHERE article = :article AND reason = :reason AND ${UNREACHED}`,
        { article, reason },
      );
    },
    async markUnstable(article: ArticleId, at: string): Promise<void> {
      await sql.run(
        'INSERT INTO unstable_articles (article, at) VALUES (:article, :at) ON CONFLICT (article) DO UPDATE SET at = excluded.at',
        { article, at },
      );
    },
    unstable: (since: string) =>
      sql.all<UnstableArticle>(
        'SELECT article, at FROM unstable_articles WHERE at > :since ORDER BY at DESC, article',
        { since },
      ),
  };
}

type CorrectionRow = Omit<Correction, 'facts'> & { facts: string };

function correctionOf({ post, article, reason, version, at, state, facts, fault }: CorrectionRow): Correction {
  return { post, article, reason, version, at, state, facts: fromJson(facts), fault };
}

type ListedRow = CorrectionRow & { kind: Post['kind']; audience: string | null; target: string; ref: string | null };

function listedOf({ kind, audience, target, ref, ...row }: ListedRow): ListedCorrection {
  const { only, direct } = fromJson<Target>(target);
  const isPrivate = audience !== null || only !== null || direct;
  const message = ref === null || isPrivate ? null : messageOf(fromJson<MessageRef>(ref));
  return { ...correctionOf(row), kind, message };
}

function messageOf({ platform, space, channel, message }: MessageRef) {
  return { platform, space, channel, message };
}
