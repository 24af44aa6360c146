/** Dossiers, each kept with the revision it was made of, on SQLite. */
import type { DatabaseSync } from 'node:sqlite';
import type { ArticleId, Dossier } from '../core/model.ts';
import type { KeptDossier } from '../core/ports.ts';
import { fromJson, rowsAtMost } from './sqlite-rows.ts';

/** Statements prepared once. */
export function dossiersOn(db: DatabaseSync) {
  // A dossier may have been made of a revision that the store does not hold: of another store's, or of one that is gone.
  const keep = db.prepare(
    `INSERT INTO dossiers (article, revision, dossier, made_at)
     SELECT article, number, ?, ? FROM revisions WHERE article = ? AND number = ?
     ON CONFLICT (article, revision) DO UPDATE SET dossier = excluded.dossier, made_at = excluded.made_at`,
  );
  const kept = db.prepare(
    `SELECT d.dossier, d.made_at AS madeAt FROM dossiers d JOIN articles a ON a.id = d.article
     WHERE d.article = ? AND d.revision = coalesce(?, a.revision)`,
  );
  const without = db.prepare(
    `SELECT a.id FROM articles a
     WHERE NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.article = a.id AND d.revision = a.revision)
     ORDER BY a.seq DESC LIMIT ?`,
  );
  return {
    keep: (dossier: Dossier, at: string): boolean =>
      keep.run(JSON.stringify(dossier), at, dossier.article, dossier.revision).changes > 0,
    kept(article: ArticleId, revision?: number): KeptDossier | null {
      const row = kept.get(article, revision ?? null);
      return row === undefined ? null : { dossier: fromJson<Dossier>(row.dossier), madeAt: String(row.madeAt) };
    },
    without: (limit: number): ArticleId[] => without.all(rowsAtMost(limit)).map(({ id }) => String(id)),
  };
}
