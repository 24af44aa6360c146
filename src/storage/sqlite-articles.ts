/**
 * Articles and their immutable revisions in SQLite, and the sequence number that followers go by. It must never change or drop a stored
 * text. Saving runs inside the caller's transaction.
 */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Article, ArticleDraft, ArticleMeta, ArticleText, Origin, Revision } from '../core/model.ts';
import type { SaveOutcome } from '../core/ports.ts';
import type { Cases } from './sqlite-cases.ts';
import { rowOf, rowOrNull, rowsAtMost, wellFormed } from './sqlite-rows.ts';

const META = ['url', 'outlet', 'byline', 'title', 'publishedAt', 'language'] as const satisfies (keyof ArticleMeta)[];

const ARTICLE = `a.id, a.origin, a.url, a.outlet, a.byline, a.title, a.published_at AS publishedAt, a.language,
  a.revision, a.seq, a.stored_at AS storedAt, a.verdict`;

/** What the store asks of its articles; `save` within a transaction. */
export function articlesOn(db: DatabaseSync, cases: Cases) {
  const sql = statements(db);
  return { ...sql, save: (draft: ArticleDraft, now: string) => save(sql, cases, draft, now) };
}

type Statements = ReturnType<typeof statements>;

/** Prepared once; rows come back as the types of the model, which the STRICT tables are shaped after. */
function statements(db: DatabaseSync) {
  const article = db.prepare(`SELECT ${ARTICLE} FROM articles a WHERE a.id = ?`);
  const articles = db.prepare(
    `SELECT ${ARTICLE} FROM articles a WHERE a.id > ? AND (? OR a.origin <> 'seed') ORDER BY a.id LIMIT ?`,
  );
  const counts = db.prepare('SELECT origin, count(*) AS count FROM articles GROUP BY origin');
  const revision = db.prepare(
    `SELECT r.article, r.number, r.text, r.hash, r.stored_at AS storedAt FROM articles a
     JOIN revisions r ON r.article = a.id AND r.number = coalesce(?, a.revision) WHERE a.id = ?`,
  );
  const changes = db.prepare(
    `SELECT ${ARTICLE}, r.text FROM articles a JOIN revisions r ON r.article = a.id AND r.number = a.revision
     WHERE a.seq > ? ORDER BY a.seq LIMIT ?`,
  );
  const lastSeq = db.prepare(`SELECT value FROM counters WHERE name = 'article-seq'`);
  const nextSeq = db.prepare(`UPDATE counters SET value = value + 1 WHERE name = 'article-seq' RETURNING value`);
  const putArticle = db.prepare(
    `INSERT INTO articles (id, origin, url, outlet, byline, title, published_at, language, revision, seq, stored_at)
     VALUES (:id, :origin, :url, :outlet, :byline, :title, :publishedAt, :language, :revision, :seq, :storedAt)
     ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, url = excluded.url, outlet = excluded.outlet,
       byline = excluded.byline, title = excluded.title, published_at = excluded.published_at,
       language = excluded.language, revision = excluded.revision, seq = excluded.seq`,
  );
  const putRevision = db.prepare(
    'INSERT INTO revisions (article, number, text, hash, stored_at) VALUES (:article, :number, :text, :hash, :storedAt)',
  );
  return {
    article: (id: string) => rowOrNull<Article>(article.get(id)),
    articles: (after: string, limit: number, seeds: boolean) =>
      articles.all(after, seeds ? 1 : 0, rowsAtMost(limit)).map(row => rowOf<Article>(row)),
    counts: (): Record<Origin, number> => ({
      ...{ seed: 0, file: 0, feed: 0 },
      ...Object.fromEntries(counts.all().map(row => [row.origin, row.count])),
    }),
    revision: (id: string, number?: number) => rowOrNull<Revision>(revision.get(number ?? null, id)),
    changes: (seq: number, limit: number) => changes.all(seq, rowsAtMost(limit)).map(articleText),
    lastSeq: () => Number(lastSeq.get()?.value),
    nextSeq: () => Number(nextSeq.get()?.value),
    // A verdict is for editors to give: no new text changes it.
    putArticle: ({ verdict: _, ...row }: Article) => putArticle.run(row),
    putRevision: (row: Revision) => putRevision.run({ ...row }),
  };
}

/** Runs inside a transaction, so that text, metadata and sequence number change together or not at all. */
function save(
  sql: Statements,
  cases: Cases,
  given: ArticleDraft,
  now: string,
): { article: Article; outcome: SaveOutcome } {
  const { text, ...draft } = storable(given);
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  const known = sql.article(draft.id);
  // What people brought in themselves is never overwritten by what came with Stet.
  if (known !== null && draft.origin === 'seed' && known.origin !== 'seed') {
    return { article: known, outcome: 'unchanged' };
  }
  const newText = known === null || sql.revision(draft.id)?.hash !== hash;
  if (known !== null && !newText && draft.origin === known.origin && META.every(key => draft[key] === known[key])) {
    return { article: known, outcome: 'unchanged' };
  }
  const revision = (known?.revision ?? 0) + (newText ? 1 : 0);
  const article = {
    ...draft,
    revision,
    seq: sql.nextSeq(),
    storedAt: known?.storedAt ?? now,
    verdict: known?.verdict ?? null,
  };
  sql.putArticle(article);
  if (newText) sql.putRevision({ article: article.id, number: revision, text, hash, storedAt: now });
  // What editors decided of an earlier text is to be looked at again.
  if (newText && known !== null) cases.revised(article.id, revision, now);
  return { article, outcome: known === null ? 'new' : 'revised' };
}

/** The draft as it will be read back: its known fields alone, every string one that SQLite returns unchanged. */
function storable(draft: ArticleDraft): ArticleDraft {
  const meta = Object.fromEntries(META.map(key => [key, wellFormed(draft[key])])) as unknown as ArticleMeta;
  return { id: wellFormed(draft.id), origin: draft.origin, ...meta, text: wellFormed(draft.text) };
}

function articleText(row: object): ArticleText {
  const { text, ...article } = rowOf<Article & { text: string }>(row);
  return { article, text };
}
