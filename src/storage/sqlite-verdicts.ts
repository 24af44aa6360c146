/**
 * Editors' verdicts in SQLite: a log that only grows, and the ruling in force, which stands with the article and is followed like a change
 * of it. Runs inside the caller's transaction, so that two editors at the same moment are one after the other.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ArticleId } from '../core/model.ts';
import type { Ruled, Ruling, Verdict, VerdictDraft } from '../core/verdicts.ts';
import { rowOf } from './sqlite-rows.ts';

type Standing = { revision: number; verdict: Ruling | null };

export function verdictsOn(db: DatabaseSync, nextSeq: () => number) {
  const standing = db.prepare('SELECT revision, verdict FROM articles WHERE id = ?');
  const put = db.prepare(
    `INSERT INTO verdicts (article, revision, ruling, reason, by, platform, at, effect)
     VALUES (:article, :revision, :ruling, :reason, :by, :platform, :at, :effect)`,
  );
  const enforce = db.prepare('UPDATE articles SET verdict = ?, seq = ? WHERE id = ?');
  const log = db.prepare(
    'SELECT article, revision, ruling, reason, by, platform, at, effect FROM verdicts WHERE article = ? ORDER BY id',
  );
  // Since the last one that took effect: what waits for others waits no longer once somebody has decided.
  const waiting = db.prepare(
    `SELECT DISTINCT by FROM verdicts WHERE article = :article AND ruling = :ruling AND platform = :platform
     AND id > (SELECT coalesce(max(id), 0) FROM verdicts WHERE article = :article AND effect IS NOT NULL)`,
  );

  return {
    rule({ needed, ...draft }: VerdictDraft, at: string): Ruled | null {
      const row = standing.get(draft.article);
      if (row === undefined) return null;
      const { revision, verdict: before } = rowOf<Standing>(row);
      const { article, ruling, platform } = draft;
      const agreed = new Set(waiting.all({ article, ruling, platform }).map(({ by }) => by));
      // What is in force needs nobody's leave to be said again.
      const missing = before === ruling ? 0 : Math.max(0, needed - agreed.add(draft.by).size);
      const verdict: Verdict = { ...draft, revision, at, effect: missing === 0 ? ruling : null };
      put.run({ ...verdict });
      if (missing === 0 && before !== ruling) enforce.run(ruling, nextSeq(), article);
      return { verdict, before, missing };
    },
    list: (article: ArticleId): Verdict[] => log.all(article).map(row => rowOf<Verdict>(row)),
  };
}
