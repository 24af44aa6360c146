/**
 * What is told of cases, on SQLite: the post of a case in each review channel, decisions of which those who flagged were told, and questions
 * to flaggers. Runs inside the caller's transaction.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { CaseId, FlagQuestion } from '../core/cases.ts';
import type { MessageRef, PostDraft } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import type { Posts } from './sqlite-posts.ts';
import { fromJson, rowsAtMost } from './sqlite-rows.ts';

/** Statements prepared once. */
export function casePostsOn(db: DatabaseSync, posts: Posts) {
  const put = db.prepare(
    `INSERT INTO case_posts (post, case_id, place, version) VALUES (:post, :case, :place, :version)
     ON CONFLICT (post) DO UPDATE SET version = excluded.version WHERE excluded.version > version`,
  );
  const shown = db.prepare('SELECT version, shown FROM case_posts WHERE post = ?');
  const markShown = db.prepare('UPDATE case_posts SET shown = max(shown, ?) WHERE post = ?');
  const unshown = db.prepare(
    `SELECT id, version FROM cases c WHERE (
       SELECT count(*) FROM case_posts p JOIN posts o ON o.key = p.post
       WHERE p.case_id = c.id AND p.place IN (SELECT value FROM json_each(:places)) AND (p.shown >= c.version OR o.state = 'failed')
     ) < json_array_length(:places) ORDER BY version LIMIT :limit`,
  );
  const untold = db.prepare(
    `SELECT id AS entry, case_id AS "case" FROM case_log l
     WHERE kind = 'ruled' AND json_extract(detail, '$.effect') IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM told_decisions t WHERE t.entry = l.id) ORDER BY id`,
  );
  const markTold = db.prepare('INSERT INTO told_decisions (entry) VALUES (?) ON CONFLICT DO NOTHING');
  const ask = db.prepare(
    `INSERT INTO flag_questions (source, person, place, articles, asked_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (source, person) DO NOTHING`,
  );
  const questions = db.prepare('SELECT * FROM flag_questions WHERE person = ? ORDER BY asked_at DESC, source');
  const old = db.prepare('SELECT * FROM flag_questions WHERE asked_at <= ? ORDER BY asked_at, source LIMIT ?');
  const settle = db.prepare('DELETE FROM flag_questions WHERE source = ? AND person = ?');

  return {
    /** Queues the post, or gives it another reply where it shows less. */
    keep(draft: PostDraft, { case: id, place, version }: { case: CaseId; place: string; version: number }, at: string) {
      const { post, fresh } = posts.add(draft, at);
      const isNewer = put.run({ post: draft.key, case: id, place, version }).changes > 0;
      if (!fresh && isNewer) posts.rewrite(post.key, draft.reply);
      return posts.byKey(post.key)!;
    },
    shown: (post: string): { version: number; shown: number } | null => {
      const row = shown.get(post);
      return row === undefined ? null : { version: Number(row.version), shown: Number(row.shown) };
    },
    markShown(post: string, version: number, refs: MessageRef[]): void {
      posts.setMessages(post, refs);
      markShown.run(version, post);
    },
    unshown: (places: readonly string[], limit: number): { case: CaseId; version: number }[] =>
      unshown
        .all({ places: JSON.stringify(places), limit: rowsAtMost(limit) })
        .map(({ id, version }) => ({ case: String(id), version: Number(version) })),
    untold: (): { case: CaseId; entry: number }[] =>
      untold.all().map(row => ({ case: String(row.case), entry: Number(row.entry) })),
    /** With the posts that tell them, all or none. */
    tell(entry: number, drafts: readonly PostDraft[], at: string): void {
      for (const draft of drafts) posts.add(draft, at);
      markTold.run(entry);
    },
    ask({ source, person, place, articles }: Omit<FlagQuestion, 'askedAt'>, at: string): void {
      ask.run(source, person, JSON.stringify(place), JSON.stringify(articles), at);
    },
    questionOf: (person: string, article: ArticleId): FlagQuestion | null =>
      questions
        .all(person)
        .map(questionOf)
        .find(({ articles }) => articles.includes(article)) ?? null,
    oldQuestions: (before: string, limit: number): FlagQuestion[] => old.all(before, rowsAtMost(limit)).map(questionOf),
    /** Ends a question, with the post that says so where there is one. False where it was ended before. */
    settle({ source, person }: Pick<FlagQuestion, 'source' | 'person'>, said: PostDraft | null, at: string): boolean {
      if (settle.run(source, person).changes === 0) return false;
      if (said !== null) posts.add(said, at);
      return true;
    },
  };
}

function questionOf(row: Record<string, unknown>): FlagQuestion {
  const { source, person, place, articles, asked_at: askedAt } = row;
  return {
    ...{ source: String(source), person: String(person), askedAt: String(askedAt) },
    ...{ place: fromJson(place), articles: fromJson(articles) },
  };
}
