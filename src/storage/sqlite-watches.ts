/**
 * Watches on SQLite: found by the words that wake them, never one by one. What a watch tells is queued and counted in one transaction,
 * so that it is neither told twice nor lost.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { PersonId, Place, PostDraft } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import type { ArticleId } from '../core/model.ts';
import type { Watch, WatchDraft, WatchEnd, WatchId, WatchLimits, WatchNews } from '../core/watches.ts';
import { fromJson, instant, rowsAtMost, wellFormed } from './sqlite-rows.ts';

const WATCH = `w.id, w.about, w.kind, w.question, w.words, w.keys, w.articles, w.target, w.asked_by AS askedBy, w.set_by AS setBy,
  w.known, w.created_at AS createdAt, w.expires_at AS expiresAt, w.told, w.woken_at AS wokenAt, w.asked_at AS askedAt, w.ended`;

const OPEN = 'w.ended IS NULL AND w.expires_at > :now';

/** Below every sequence number, so that a new watch is to be asked. */
const NEVER = -1;

type Row = Record<string, unknown>;

/** Statements prepared once. Every method is one step of a transaction; `queuePost` is another. */
export function watchesOn(db: DatabaseSync, queuePost: (draft: PostDraft, at: string) => void) {
  const byId = db.prepare(`SELECT ${WATCH} FROM watches w WHERE w.id = ?`);
  const about = db.prepare(`SELECT ${WATCH} FROM watches w WHERE w.about = ?`);
  const upsert = db.prepare(
    `INSERT INTO watches (id, about, kind, question, words, keys, articles, platform, space, channel, audience, target, asked_by, set_by,
       known, created_at, expires_at, told, woken_at, asked_at)
     VALUES (:id, :about, :kind, :question, :words, :keys, :articles, :platform, :space, :channel, :audience, :target, :askedBy, :setBy,
       :known, :now, :expiresAt, 0, (SELECT value FROM counters WHERE name = 'article-seq'), ${NEVER})
     ON CONFLICT (about) DO UPDATE SET kind = excluded.kind, question = excluded.question, words = excluded.words,
       keys = excluded.keys, articles = excluded.articles, target = excluded.target, set_by = excluded.set_by, known = excluded.known,
       created_at = excluded.created_at, expires_at = excluded.expires_at, woken_at = excluded.woken_at,
       asked_at = excluded.asked_at, ended = NULL`,
  );
  const countOfPerson = db.prepare(`SELECT count(*) AS n FROM watches w WHERE w.set_by = :person AND ${OPEN}`);
  const countInChannel = db.prepare(
    `SELECT count(*) AS n FROM watches w
     WHERE w.platform = :platform AND w.space = :space AND w.channel = :channel AND w.audience IS NULL AND ${OPEN}`,
  );
  const inChannel = db.prepare(
    `SELECT ${WATCH} FROM watches w WHERE w.platform = :platform AND w.space = :space AND w.channel = :channel
       AND w.audience IS NULL AND ${OPEN} ORDER BY w.created_at, w.rowid`,
  );
  const ofPerson = db.prepare(
    `SELECT ${WATCH} FROM watches w WHERE (w.set_by = :person OR w.asked_by = :person) AND ${OPEN} ORDER BY w.created_at, w.rowid`,
  );
  const anyOpen = db.prepare(`SELECT 1 FROM watches w WHERE ${OPEN} LIMIT 1`);
  const end = db.prepare('UPDATE watches SET ended = ? WHERE id = ? AND ended IS NULL');
  const removeKeys = db.prepare('DELETE FROM watch_keys WHERE watch = ?');
  const addKey = db.prepare('INSERT OR IGNORE INTO watch_keys (key, watch) VALUES (?, ?)');
  const toWatch = db.prepare(
    `SELECT id AS article, seq FROM articles
     WHERE seq > (SELECT value FROM counters WHERE name = 'watched-seq') ORDER BY seq LIMIT ?`,
  );
  const woken = db.prepare(
    `SELECT ${WATCH} FROM watches w WHERE ${OPEN}
       AND w.id IN (SELECT watch FROM watch_keys WHERE key IN (SELECT value FROM json_each(:keys))) ORDER BY w.created_at, w.rowid`,
  );
  const wake = db.prepare('UPDATE watches SET woken_at = max(woken_at, ?) WHERE id = ? AND ended IS NULL');
  const lookedThrough = db.prepare(`UPDATE counters SET value = max(value, ?) WHERE name = 'watched-seq'`);
  const toAsk = db.prepare(
    `SELECT w.id, w.woken_at AS seq FROM watches w WHERE ${OPEN} AND w.woken_at > w.asked_at ORDER BY w.created_at, w.rowid LIMIT :limit`,
  );
  const asked = db.prepare(
    'UPDATE watches SET asked_at = max(asked_at, ?), articles = ? WHERE id = ? AND ended IS NULL',
  );
  const tell = db.prepare(
    `UPDATE watches SET told = :told, known = :known, articles = :articles, asked_at = max(asked_at, :seq)
     WHERE id = :id AND ended IS NULL AND told = :told - 1`,
  );

  const watchOf = (row: Row | undefined): Watch | null =>
    row === undefined
      ? null
      : ({
          ...row,
          words: fromJson(row.words),
          keys: fromJson(row.keys),
          articles: fromJson(row.articles),
          target: fromJson(row.target),
          known: fromJson(row.known),
        } as Watch);
  const watchesOf = (rows: Row[]) => rows.map(row => watchOf(row)!);
  const setKeys = (id: WatchId, keys: readonly string[]) => {
    removeKeys.run(id);
    for (const key of keys) addKey.run(key, id);
  };
  const endNow = (id: WatchId, how: WatchEnd): boolean => {
    removeKeys.run(id);
    return end.run(how, id).changes > 0;
  };
  const fullFor = ({ setBy, target }: WatchDraft, limits: WatchLimits, now: string): keyof WatchLimits | null => {
    if (Number(countOfPerson.get({ person: setBy, now })?.n) >= limits.person) return 'person';
    const { platform, space, channel, only, direct } = target;
    // What one person alone is told takes no room in the channel.
    if (only !== null || direct) return null;
    return Number(countInChannel.get({ platform, space, channel, now })?.n) >= limits.channel ? 'channel' : null;
  };

  return {
    open(draft: WatchDraft, limits: WatchLimits, now: string) {
      const known = watchOf(about.get(draft.about));
      const stays = known !== null && (known.ended === 'answered' || (known.ended === null && known.expiresAt > now));
      if (stays) return { watch: known, fresh: false };
      const full = fullFor(draft, limits, now);
      if (full !== null) return { full };
      const id = known?.id ?? newId('w');
      upsert.run({ id, now, ...rowFor(draft) });
      setKeys(id, keysOf(draft.keys, draft.articles));
      return { watch: watchOf(byId.get(id))!, fresh: true };
    },
    byId: (id: WatchId) => watchOf(byId.get(id)),
    about: (id: string) => watchOf(about.get(id)),
    inChannel: ({ platform, space, channel }: Omit<Place, 'thread'>, now: string) =>
      watchesOf(inChannel.all({ platform, space, channel, now })),
    ofPerson: (person: PersonId, now: string) => watchesOf(ofPerson.all({ person, now })),
    isAnyOpen: (now: string) => anyOpen.get({ now }) !== undefined,
    end: endNow,
    articles: (limit: number) =>
      toWatch.all(rowsAtMost(limit)).map(row => ({ article: String(row.article), seq: Number(row.seq) })),
    wokenBy: (article: ArticleId, terms: readonly string[], now: string) =>
      watchesOf(woken.all({ keys: JSON.stringify(keysOf(terms, [article])), now })),
    wake(ids: readonly WatchId[], seq: number): void {
      for (const id of ids) wake.run(seq, id);
      lookedThrough.run(seq);
    },
    toAsk: (limit: number, now: string) =>
      toAsk.all({ limit: rowsAtMost(limit), now }).map(row => ({ watch: String(row.id), seq: Number(row.seq) })),
    asked(id: WatchId, seq: number, articles: readonly ArticleId[]): void {
      const watch = watchOf(byId.get(id));
      if (watch === null || asked.run(seq, JSON.stringify(articles), id).changes === 0) return;
      setKeys(id, keysOf(watch.keys, articles));
    },
    tell(id: WatchId, told: number, seq: number, { post, known, articles, ended }: WatchNews, now: string): boolean {
      const watch = watchOf(byId.get(id));
      const kept = { id, told, seq, known: JSON.stringify(known), articles: JSON.stringify(articles) };
      if (watch === null || tell.run(kept).changes === 0) return false;
      queuePost(post, now);
      if (ended === null) setKeys(id, keysOf(watch.keys, articles));
      else endNow(id, ended);
      return true;
    },
  };
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
