/**
 * Recalls on SQLite: which posts were held against which version of an article, and what was corrected in them. It must never change a
 * post without the passages it shows, nor close a correction without its note.
 */
import type { DatabaseSync } from 'node:sqlite';
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
import { inTransaction } from './migrate.ts';
import type { Posts } from './sqlite-posts.ts';
import { fromJson, rowOf, rowsAtMost } from './sqlite-rows.ts';

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

/** Statements prepared once; every method does all of its work or nothing. */
export function recallsOn(db: DatabaseSync, posts: Posts) {
  const unrecalled = db.prepare(
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
     ORDER BY 1, 2, 3 LIMIT ?`,
  );
  const toRecall = db.prepare(
    `SELECT DISTINCT s.post FROM ${SHOWN} s JOIN posts p ON p.key = s.post
     WHERE s.article = :article AND s.post > :after AND ${OPEN} AND ${STANDS} ORDER BY s.post LIMIT :limit`,
  );
  const onTheirWay = db.prepare(
    `SELECT 1 FROM ${SHOWN} s JOIN posts p ON p.key = s.post
     WHERE s.article = :article AND ${OPEN} AND ${ON_ITS_WAY} LIMIT 1`,
  );
  // A post may have been forgotten meanwhile.
  const insert = db.prepare(
    `INSERT INTO recalls (post, article, reason, version, at, state, facts)
     SELECT key, :article, :reason, :version, :at, :state, :facts FROM posts WHERE key = :post
     ON CONFLICT (post, article, reason, version) DO NOTHING`,
  );
  const due = db.prepare(
    `SELECT ${CORRECTION}, json_extract(p.target, '$.platform') AS platform FROM recalls r JOIN posts p ON p.key = r.post
     WHERE r.article = ? AND r.reason = ? AND r.state = 'due' ORDER BY r.at, r.post`,
  );
  const close = db.prepare(
    `UPDATE recalls SET state = :state, fault = :fault
     WHERE post = :post AND article = :article AND reason = :reason AND version = :version AND state = 'due'`,
  );
  // A note is as private as the post that it speaks of.
  const sameAudience = db.prepare(
    'UPDATE posts SET audience = (SELECT audience FROM posts WHERE key = :post) WHERE key = :note AND audience IS NULL',
  );
  const last = db.prepare(
    `SELECT ${CORRECTION} FROM recalls r
     WHERE post = :post AND state <> 'kept' AND (:article IS NULL OR (article = :article AND reason = :reason))
     ORDER BY at DESC, version DESC LIMIT 1`,
  );
  const versions = db.prepare(
    `SELECT count(DISTINCT version) AS count FROM recalls
     WHERE article = ? AND at > ? AND state <> 'kept' AND reason = 'revision'`,
  );
  const listed = `SELECT ${CORRECTION}, p.kind, p.audience, p.target,
      (SELECT ref FROM post_messages m WHERE m.post = p.key ORDER BY part LIMIT 1) AS ref
    FROM recalls r JOIN posts p ON p.key = r.post`;
  const list = db.prepare(
    `${listed} WHERE r.state IN (SELECT value FROM json_each(:states)) ORDER BY r.at DESC, r.post LIMIT :limit`,
  );
  const untold = db.prepare(`${listed} WHERE r.article = ? AND r.reason = ? AND r.${UNTOLD} ORDER BY r.at, r.post`);
  const markTold = db.prepare(
    'UPDATE recalls SET told = 1 WHERE post = ? AND article = ? AND reason = ? AND version = ?',
  );
  const markUnreached = db.prepare(
    `UPDATE recalls SET state = 'unreachable', told = 0 WHERE article = ? AND reason = ? AND ${UNREACHED}`,
  );
  const markUnstable = db.prepare(
    'INSERT INTO unstable_articles (article, at) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET at = excluded.at',
  );
  const unstable = db.prepare('SELECT article, at FROM unstable_articles WHERE at > ? ORDER BY at DESC, article');

  return {
    unrecalled: (limit: number): Recall[] => unrecalled.all(rowsAtMost(limit)).map(row => rowOf<Recall>(row)),
    toRecall: (recall: Recall, after: string, limit: number): Post[] =>
      toRecall.all({ ...recall, after, limit: rowsAtMost(limit) }).map(({ post }) => posts.byKey(String(post))!),
    onTheirWay: (recall: Recall): boolean => onTheirWay.get({ ...recall }) !== undefined,
    keep(post: string, recall: Recall, at: string): void {
      insert.run({ ...recall, post, at, state: 'kept', facts: null });
    },
    correct(post: Post, recall: Recall, made: { reply: Reply; facts: CorrectedFact[] }, at: string): boolean {
      return inTransaction(db, () => {
        const row = { ...recall, post: post.key, at, state: 'due', facts: JSON.stringify(made.facts) };
        if (!posts.isAsGiven(post) || insert.run(row).changes === 0) return false;
        posts.rewrite(post.key, made.reply);
        return true;
      });
    },
    due: ({ article, reason }: Pick<Recall, 'article' | 'reason'>): DueCorrection[] =>
      due.all(article, reason).map(row => ({ ...correctionOf(row), platform: String(row.platform) })),
    close({ post, article, reason, version }: Correction, outcome: ShownCorrection, at: string): void {
      inTransaction(db, () => {
        const { state, fault, refs, note } = outcome;
        if (close.run({ post, article, reason, version, state, fault }).changes === 0) return;
        posts.setMessages(post, refs);
        if (note === null) return;
        posts.add(note, at);
        sameAudience.run({ post, note: note.key });
      });
    },
    last(post: string, of: Pick<Recall, 'article' | 'reason'> | null): Correction | null {
      const row = last.get({ post, article: of?.article ?? null, reason: of?.reason ?? null });
      return row === undefined ? null : correctionOf(row);
    },
    versions: (article: ArticleId, since: string): number => Number(versions.get(article, since)?.count),
    list: (limit: number, states: readonly CorrectionState[]): ListedCorrection[] =>
      list.all({ states: JSON.stringify(states), limit: rowsAtMost(limit) }).map(listedOf),
    untold: ({ article, reason }: Pick<Recall, 'article' | 'reason'>): ListedCorrection[] =>
      untold.all(article, reason).map(listedOf),
    tell(corrections: readonly Correction[], drafts: readonly PostDraft[], at: string): void {
      inTransaction(db, () => {
        for (const draft of drafts) posts.add(draft, at);
        for (const { post, article, reason, version } of corrections) markTold.run(post, article, reason, version);
      });
    },
    markUnreached({ article, reason }: Pick<Recall, 'article' | 'reason'>): void {
      markUnreached.run(article, reason);
    },
    markUnstable(article: ArticleId, at: string): void {
      markUnstable.run(article, at);
    },
    unstable: (since: string): UnstableArticle[] => unstable.all(since).map(row => rowOf<UnstableArticle>(row)),
  };
}

function correctionOf(row: object): Correction {
  const { facts, ...given } = rowOf<Omit<Correction, 'facts'> & { facts: string }>(row);
  return { ...given, facts: fromJson(facts) };
}

type ListedRow = Omit<ListedCorrection, 'facts' | 'message'> & {
  facts: string;
  audience: string | null;
  target: string;
  ref: string | null;
};

function listedOf(row: object): ListedCorrection {
  const { audience, target, ref, ...given } = rowOf<ListedRow>(row);
  const { only, direct } = fromJson<Target>(target);
  const isPrivate = audience !== null || only !== null || direct;
  const message = ref === null || isPrivate ? null : messageOf(fromJson<MessageRef>(ref));
  return { ...correctionOf(given), kind: given.kind, message };
}

function messageOf({ platform, space, channel, message }: MessageRef) {
  return { platform, space, channel, message };
}
