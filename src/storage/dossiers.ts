/** Dossiers, each kept with the revision it was made of. */
import type { ArticleId, Dossier } from '../core/model.ts';
import type { KeptDossier } from '../core/ports.ts';
import { fromJson, rowsAtMost } from './rows.ts';
import type { Sql } from './sql.ts';

export function dossiersOn(sql: Sql) {
  return {
    // A dossier may have been made of a revision that the store does not hold: of another store's, or of one that is gone.
    async keep(dossier: Dossier, at: string): Promise<boolean> {
      const { article, revision } = dossier;
      const kept = await sql.run(
        `INSERT INTO dossiers (article, revision, dossier, made_at)
         SELECT article, number, :dossier, :at FROM revisions WHERE article = :article AND number = :revision
         ON CONFLICT (article, revision) DO UPDATE SET dossier = excluded.dossier, made_at = excluded.made_at`,
        { article, revision, dossier: JSON.stringify(dossier), at },
      );
      return kept > 0;
    },
    async kept(article: ArticleId, revision: number | null): Promise<KeptDossier | null> {
      const row = await sql.get<{ dossier: string; madeAt: string }>(
        `SELECT d.dossier, d.made_at AS "madeAt" FROM dossiers d JOIN articles a ON a.id = d.article
         WHERE d.article = :article AND d.revision = coalesce(:revision, a.revision)`,
        { article, revision },
      );
      return row && { ...row, dossier: fromJson<Dossier>(row.dossier) };
    },
    async without(limit: number): Promise<ArticleId[]> {
      const rows = await sql.all<{ id: ArticleId }>(
        `SELECT a.id FROM articles a
         WHERE NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.article = a.id AND d.revision = a.revision)
         ORDER BY a.seq DESC LIMIT :limit`,
        { limit: rowsAtMost(limit) },
      );
      return rows.map(({ id }) => id);
    },
  };
}
