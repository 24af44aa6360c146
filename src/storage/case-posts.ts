/**
 * What is told of cases: the post of a case in each review channel, decisions of which those who flagged were told, and questions to
 * flaggers. Runs inside the caller's transaction.
 */
import type { CaseId, FlagQuestion } from '../core/cases.ts';
import type { MessageRef, Post, PostDraft } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import { postsOn } from './posts.ts';
import { fromJson, rowsAtMost } from './rows.ts';
import type { Row, Sql } from './sql.ts';

export function casePostsOn(sql: Sql) {
  const posts = postsOn(sql);
  return {
    /** Queues the post, or gives it another reply where it shows less. */
    async keep(
      draft: PostDraft,
      { case: id, place, version }: { case: CaseId; place: string; version: number },
      at: string,
    ): Promise<Post> {
      const { post, fresh } = await posts.add(draft, at);
      const newer = await sql.run(
        `INSERT INTO case_posts (post, case_id, place, version) VALUES (:post, :case, :place, :version)
         ON CONFLICT (post) DO UPDATE SET version = excluded.version WHERE excluded.version > case_posts.version`,
        { post: draft.key, case: id, place, version },
      );
      if (!fresh && newer > 0) await posts.rewrite(post.key, draft.reply);
      return (await posts.byKey(post.key))!;
    },
    shown: (post: string) =>
      sql.get<{ version: number; shown: number }>('SELECT version, shown FROM case_posts WHERE post = :post', { post }),
    async markShown(post: string, version: number, refs: MessageRef[]): Promise<void> {
      await posts.setMessages(post, refs);
      await sql.run('UPDATE case_posts SET shown = :version WHERE post = :post AND shown < :version', {
        post,
        version,
      });
    },
    unshown: (places: readonly string[], limit: number) =>
      sql.all<{ case: CaseId; version: number }>(
        `SELECT id AS "case", version FROM cases c WHERE (
           SELECT count(*) FROM case_posts p JOIN posts o ON o.key = p.post
           WHERE p.case_id = c.id AND p.place IN ${sql.list(':places')} AND (p.shown >= c.version OR o.state = 'failed')
         ) < :count ORDER BY version LIMIT :limit`,
        { places: JSON.stringify(places), count: places.length, limit: rowsAtMost(limit) },
      ),
    untold: () =>
      sql.all<{ case: CaseId; entry: number }>(
        `SELECT id AS entry, case_id AS "case" FROM case_log l
         WHERE kind = 'ruled' AND detail ->> 'effect' IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM told_decisions t WHERE t.entry = l.id) ORDER BY id`,
      ),
    /** With the posts that tell them, all or none. */
    async tell(entry: number, drafts: readonly PostDraft[], at: string): Promise<void> {
      for (const draft of drafts) await posts.add(draft, at);
      await sql.run('INSERT INTO told_decisions (entry) VALUES (:entry) ON CONFLICT DO NOTHING', { entry });
    },
    async ask({ source, person, place, articles }: Omit<FlagQuestion, 'askedAt'>, at: string): Promise<void> {
      await sql.run(
        `INSERT INTO flag_questions (source, person, place, articles, asked_at)
         VALUES (:source, :person, :place, :articles, :at) ON CONFLICT (source, person) DO NOTHING`,
        { source, person, place: JSON.stringify(place), articles: JSON.stringify(articles), at },
      );
    },
    async questionOf(person: string, article: ArticleId): Promise<FlagQuestion | null> {
      const rows = await sql.all(
        `SELECT ${QUESTION} FROM flag_questions WHERE person = :person ORDER BY asked_at DESC, source`,
        { person },
      );
      return rows.map(questionOf).find(({ articles }) => articles.includes(article)) ?? null;
    },
    async oldQuestions(before: string, limit: number): Promise<FlagQuestion[]> {
      const rows = await sql.all(
        `SELECT ${QUESTION} FROM flag_questions WHERE asked_at <= :before ORDER BY asked_at, source LIMIT :limit`,
        { before, limit: rowsAtMost(limit) },
      );
      return rows.map(questionOf);
    },
    /** Ends a question, with the post that says so where there is one. False where it was ended before. */
    async settle(
      { source, person }: Pick<FlagQuestion, 'source' | 'person'>,
      said: PostDraft | null,
      at: string,
    ): Promise<boolean> {
      const ended = await sql.run('DELETE FROM flag_questions WHERE source = :source AND person = :person', {
        ...{ source, person },
      });
      if (ended > 0 && said !== null) await posts.add(said, at);
      return ended > 0;
    },
  };
}

const QUESTION = 'source, person, place, articles, asked_at AS "askedAt"';

function questionOf(row: Row): FlagQuestion {
  return { ...row, place: fromJson(row.place), articles: fromJson(row.articles) } as unknown as FlagQuestion;
}
