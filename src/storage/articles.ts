/**
 * Articles and their immutable revisions, and the sequence number that followers go by. It must never change or drop a stored text.
 * Saving runs inside the caller's transaction, as the only writer: numbers are then seen in the order in which they were given.
 */
import { createHash } from 'node:crypto';
import type { Article, ArticleDraft, ArticleMeta, ArticleText, Origin, Revision } from '../core/model.ts';
import type { SaveOutcome } from '../core/ports.ts';
import { casesOn } from './cases.ts';
import { bit, rowsAtMost, wellFormed } from './rows.ts';
import type { Sql } from './sql.ts';

const META = ['url', 'outlet', 'byline', 'title', 'publishedAt', 'language'] as const satisfies (keyof ArticleMeta)[];

const ARTICLE = `a.id, a.origin, a.url, a.outlet, a.byline, a.title, a.published_at AS "publishedAt", a.language,
  a.revision, a.seq, a.stored_at AS "storedAt", a.verdict`;

/** What the store asks of its articles; `save` within a transaction. */
export function articlesOn(sql: Sql) {
  const article = (id: string) => sql.get<Article>(`SELECT ${ARTICLE} FROM articles a WHERE a.id = :id`, { id });
  const revision = (id: string, number?: number) =>
    sql.get<Revision>(
      `SELECT r.article, r.number, r.text, r.hash, r.stored_at AS "storedAt" FROM articles a
       JOIN revisions r ON r.article = a.id AND r.number = coalesce(:number, a.revision) WHERE a.id = :id`,
      { id, number: number ?? null },
    );
  const lastSeq = async () => {
    const row = await sql.get<{ value: number }>(`SELECT value FROM counters WHERE name = 'article-seq'`);
    return row!.value;
  };
  return {
    article,
    revision,
    lastSeq,
    articles: (after: string, limit: number, seeds: boolean) =>
      sql.all<Article>(
        `SELECT ${ARTICLE} FROM articles a WHERE a.id > :after AND (:seeds = 1 OR a.origin <> 'seed') ORDER BY a.id LIMIT :limit`,
        { after, seeds: bit(seeds), limit: rowsAtMost(limit) },
      ),
    async counts(): Promise<Record<Origin, number>> {
      const rows = await sql.all<{ origin: Origin; count: number }>(
        'SELECT origin, count(*) AS count FROM articles GROUP BY origin',
      );
      return { ...{ seed: 0, file: 0, feed: 0 }, ...Object.fromEntries(rows.map(row => [row.origin, row.count])) };
    },
    async changes(seq: number, limit: number): Promise<ArticleText[]> {
      const rows = await sql.all<Article & { text: string }>(
        `SELECT ${ARTICLE}, r.text FROM articles a JOIN revisions r ON r.article = a.id AND r.number = a.revision
         WHERE a.seq > :seq ORDER BY a.seq LIMIT :limit`,
        { seq, limit: rowsAtMost(limit) },
      );
      return rows.map(({ text, ...article }) => ({ article, text }));
    },

    /** All of it or nothing: text, metadata and sequence number change together. */
    async save(given: ArticleDraft, now: string): Promise<{ article: Article; outcome: SaveOutcome }> {
      const { text, ...draft } = storable(given);
      const hash = createHash('sha256').update(text, 'utf8').digest('hex');
      const known = await article(draft.id);
      // What people brought in themselves is never overwritten by what came with Stet.
      if (known !== null && draft.origin === 'seed' && known.origin !== 'seed')
        return { article: known, outcome: 'unchanged' };
      const newText = known === null || (await revision(draft.id))?.hash !== hash;
      if (known !== null && !newText && draft.origin === known.origin && META.every(key => draft[key] === known[key]))
        return { article: known, outcome: 'unchanged' };
      const saved = {
        ...draft,
        revision: (known?.revision ?? 0) + bit(newText),
        seq: await nextSeq(sql),
        storedAt: known?.storedAt ?? now,
        verdict: known?.verdict ?? null,
      };
      await putArticle(sql, saved);
      if (newText) await putRevision(sql, { article: saved.id, number: saved.revision, text, hash, storedAt: now });
      // What editors decided of an earlier text is to be looked at again.
      if (newText && known !== null) await casesOn(sql).revised(saved.id, saved.revision, now);
      return { article: saved, outcome: known === null ? 'new' : 'revised' };
    },
  };
}

/** The next number for a change of an article, within the transaction that makes it. */
export async function nextSeq(sql: Sql): Promise<number> {
  const row = await sql.get<{ value: number }>(
    `UPDATE counters SET value = value + 1 WHERE name = 'article-seq' RETURNING value`,
  );
  return row!.value;
}

// A verdict is for editors to give: no new text changes it.
async function putArticle(sql: Sql, { verdict: _, ...row }: Article): Promise<void> {
  await sql.run(
    `INSERT INTO articles (id, origin, url, outlet, byline, title, published_at, language, revision, seq, stored_at)
     VALUES (:id, :origin, :url, :outlet, :byline, :title, :publishedAt, :language, :revision, :seq, :storedAt)
     ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, url = excluded.url, outlet = excluded.outlet,
       byline = excluded.byline, title = excluded.title, published_at = excluded.published_at,
       language = excluded.language, revision = excluded.revision, seq = excluded.seq`,
    row,
  );
}

async function putRevision(sql: Sql, row: Revision): Promise<void> {
  await sql.run(
    'INSERT INTO revisions (article, number, text, hash, stored_at) VALUES (:article, :number, :text, :hash, :storedAt)',
    { ...row },
  );
}

/** The draft as it will be read back: its known fields alone, every string one that a database returns unchanged. */
function storable(draft: ArticleDraft): ArticleDraft {
  const meta = Object.fromEntries(META.map(key => [key, wellFormed(draft[key])])) as unknown as ArticleMeta;
  return { id: wellFormed(draft.id), origin: draft.origin, ...meta, text: wellFormed(draft.text) };
}
