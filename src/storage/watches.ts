/**
 * Watches: found by the words that wake them, never one by one. What a watch tells is queued and counted in one transaction, so that it is
 * neither told twice nor lost. Every method that writes is one step of a transaction.
 */
import type { PersonId, Place } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import type { Answer, ArticleId } from '../core/model.ts';
import type { Watch, WatchDraft, WatchEnd, WatchId, WatchLimits, WatchNews } from '../core/watches.ts';
import { postsOn } from './posts.ts';
import { fromJson, instant, rowsAtMost, wellFormed } from './rows.ts';
import type { Params, Row, Sql } from './sql.ts';

const WATCH = `w.id, w.about, w.kind, w.question, w.words, w.keys, w.articles, w.target, w.asked_by AS "askedBy", w.set_by AS "setBy",
  w.known, w.created_at AS "createdAt", w.expires_at AS "expiresAt", w.told, w.woken_at AS "wokenAt", w.asked_at AS "askedAt", w.ended`;

const OPEN = 'w.ended IS NULL AND w.expires_at > :now';
const IN_CHANNEL = 'w.platform = :platform AND w.space = :space AND w.channel = :channel AND w.audience IS NULL';

/** Below every sequence number, so that a new watch is to be asked. */
const NEVER = -1;

export function watchesOn(sql: Sql) {
  const one = async (where: string, params: Params): Promise<Watch | null> => {
    const row = await sql.get(`SELECT ${WATCH} FROM watches w WHERE ${where}`, params);
    return row && watchOf(row);
  };
  const open = async (where: string, params: Params): Promise<Watch[]> => {
    const rows = await sql.all(
      `SELECT ${WATCH} FROM watches w WHERE ${where} AND ${OPEN} ORDER BY w.created_at, w.rowid`,
      params,
    );
    return rows.map(watchOf);
  };
  const count = async (where: string, params: Params): Promise<number> => {
    const row = await sql.get<{ n: number }>(`SELECT count(*) AS n FROM watches w WHERE ${where} AND ${OPEN}`, params);
    return row!.n;
  };
  const byId = (id: WatchId) => one('w.id = :id', { id });
  const removeKeys = (watch: WatchId) => sql.run('DELETE FROM watch_keys WHERE watch = :watch', { watch });
  const setKeys = async (watch: WatchId, keys: readonly string[]) => {
    await removeKeys(watch);
    for (const key of keys)
      await sql.run('INSERT INTO watch_keys (key, watch) VALUES (:key, :watch) ON CONFLICT DO NOTHING', { key, watch });
  };
  const end = async (id: WatchId, how: WatchEnd): Promise<boolean> => {
    await removeKeys(id);
    return (await sql.run('UPDATE watches SET ended = :how WHERE id = :id AND ended IS NULL', { id, how })) > 0;
  };
  const fullFor = async ({ setBy, target }: WatchDraft, limits: WatchLimits, now: string) => {
    if ((await count('w.set_by = :person', { person: setBy, now })) >= limits.person) return 'person';
    const { platform, space, channel, only, direct } = target;
    // What one person alone is told takes no room in the channel.
    if (only !== null || direct) return null;
    return (await count(IN_CHANNEL, { platform, space, channel, now })) >= limits.channel ? 'channel' : null;
  };

  return {
    async open(draft: WatchDraft, limits: WatchLimits, now: string) {
      const known = await one('w.about = :about', { about: draft.about });
      const stays = known !== null && (known.ended === 'answered' || (known.ended === null && known.expiresAt > now));
      if (stays) return { watch: known, fresh: false };
      const full = await fullFor(draft, limits, now);
      if (full !== null) return { full } as const;
      const id = known?.id ?? newId('w');
      await sql.run(
        `INSERT INTO watches (id, about, kind, question, words, keys, articles, platform, space, channel, audience, target, asked_by, set_by,
           known, created_at, expires_at, told, woken_at, asked_at)
         VALUES (:id, :about, :kind, :question, :words, :keys, :articles, :platform, :space, :channel, :audience, :target, :askedBy, :setBy,
           :known, :now, :expiresAt, 0, (SELECT value FROM counters WHERE name = 'article-seq'), ${NEVER})
         ON CONFLICT (about) DO UPDATE SET kind = excluded.kind, question = excluded.question, words = excluded.words,
           keys = excluded.keys, articles = excluded.articles, target = excluded.target, set_by = excluded.set_by, known = excluded.known,
           created_at = excluded.created_at, expires_at = excluded.expires_at, woken_at = excluded.woken_at,
           asked_at = excluded.asked_at, ended = NULL`,
        { id, now, ...rowFor(draft) },
      );
      await setKeys(id, keysOf(draft.keys, draft.articles));
      return { watch: (await byId(id))!, fresh: true };
    },
    byId,
    about: (about: string) => one('w.about = :about', { about }),
    inChannel: ({ platform, space, channel }: Omit<Place, 'thread'>, now: string) =>
      open(IN_CHANNEL, { platform, space, channel, now }),
    ofPerson: (person: PersonId, now: string) => open('(w.set_by = :person OR w.asked_by = :person)', { person, now }),
    async isAnyOpen(now: string): Promise<boolean> {
      return (await sql.get(`SELECT 1 FROM watches w WHERE ${OPEN} LIMIT 1`, { now })) !== null;
    },
    end,
    async reopen(id: WatchId, known: Answer, now: string): Promise<boolean> {
      const opened = await sql.run(
        `UPDATE watches SET ended = NULL, known = :known, articles = '[]', asked_at = ${NEVER}
         WHERE id = :id AND ended = 'answered' AND expires_at > :now`,
        { id, known: JSON.stringify(known), now },
      );
      if (opened > 0) await setKeys(id, (await byId(id))!.keys);
      return opened > 0;
    },
    articles: (limit: number) =>
      sql.all<{ article: ArticleId; seq: number }>(
        `SELECT id AS article, seq FROM articles
         WHERE seq > (SELECT value FROM counters WHERE name = 'watched-seq') ORDER BY seq LIMIT :limit`,
        { limit: rowsAtMost(limit) },
      ),
    wokenBy: (article: ArticleId, terms: readonly string[], now: string) =>
      open(`w.id IN (SELECT watch FROM watch_keys WHERE key IN ${sql.list(':keys')})`, {
        ...{ keys: JSON.stringify(keysOf(terms, [article])), now },
      }),
    async wake(ids: readonly WatchId[], seq: number): Promise<void> {
      for (const id of ids)
        await sql.run('UPDATE watches SET woken_at = :seq WHERE id = :id AND ended IS NULL AND woken_at < :seq', {
          ...{ id, seq },
        });
      await sql.run(`UPDATE counters SET value = :seq WHERE name = 'watched-seq' AND value < :seq`, { seq });
    },
    toAsk: (limit: number, now: string) =>
      sql.all<{ watch: WatchId; seq: number }>(
        `SELECT w.id AS watch, w.woken_at AS seq FROM watches w WHERE ${OPEN} AND w.woken_at > w.asked_at
         ORDER BY w.created_at, w.rowid LIMIT :limit`,
        { limit: rowsAtMost(limit), now },
      ),
    async asked(id: WatchId, seq: number, articles: readonly ArticleId[]): Promise<void> {
      const watch = await byId(id);
      const changed = await sql.run(
        `UPDATE watches SET asked_at = CASE WHEN asked_at < :seq THEN :seq ELSE asked_at END, articles = :articles
         WHERE id = :id AND ended IS NULL`,
        { id, seq, articles: JSON.stringify(articles) },
      );
      if (watch !== null && changed > 0) await setKeys(id, keysOf(watch.keys, articles));
    },
    async tell(id: WatchId, told: number, seq: number, { post, known, articles, ended }: WatchNews, now: string) {
      const watch = await byId(id);
      const counted = await sql.run(
        `UPDATE watches SET told = :told, known = :known, articles = :articles,
           asked_at = CASE WHEN asked_at < :seq THEN :seq ELSE asked_at END
         WHERE id = :id AND ended IS NULL AND told = :told - 1`,
        { id, told, seq, known: JSON.stringify(known), articles: JSON.stringify(articles) },
      );
      if (watch === null || counted === 0) return false;
      await postsOn(sql).add(post, now);
      if (ended === null) await setKeys(id, keysOf(watch.keys, articles));
      else await end(id, ended);
      return true;
    },
  };
}

function watchOf(row: Row): Watch {
  const lists = { words: fromJson(row.words), keys: fromJson(row.keys), articles: fromJson(row.articles) };
  return { ...row, ...lists, target: fromJson(row.target), known: fromJson(row.known) } as unknown as Watch;
}

/** What wakes a watch, as rows. */
function keysOf(terms: readonly string[], articles: readonly ArticleId[]): string[] {
  return [...new Set([...terms, ...articles.map(article => `#${article}`)])];
}

/** In a direct conversation the asker is the one who sees it. */
function rowFor({ about, kind, question, target, askedBy, setBy, expiresAt, ...lists }: WatchDraft) {
  const { platform, space, channel, only, direct } = target;
  return {
    ...{ about, kind, platform, space, channel, askedBy, setBy },
    audience: only ?? (direct ? askedBy : null),
    question: wellFormed(question),
    target: JSON.stringify(target),
    words: JSON.stringify(lists.words),
    keys: JSON.stringify(lists.keys),
    articles: JSON.stringify(lists.articles),
    known: JSON.stringify(lists.known),
    expiresAt: instant(expiresAt),
  };
}
