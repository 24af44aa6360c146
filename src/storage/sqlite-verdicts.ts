/**
 * Editors' verdicts in SQLite: a log that only grows, and the ruling in force, which stands with the article and is followed like a change
 * of it. Runs inside the caller's transaction, so that two editors at the same moment are one after the other.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ArticleId } from '../core/model.ts';
import {
  accountsOf,
  countEditors,
  FLAGGED_IT,
  type Ruled,
  type Ruling,
  type Verdict,
  type VerdictDraft,
} from '../core/verdicts.ts';
import type { Cases } from './sqlite-cases.ts';
import { rowOf, rowOrNull, wellFormed } from './sqlite-rows.ts';

type Standing = { revision: number; verdict: Ruling | null };

export function verdictsOn(db: DatabaseSync, nextSeq: () => number, cases: Cases) {
  const standing = db.prepare('SELECT revision, verdict FROM articles WHERE id = ?');
  const put = db.prepare(
    `INSERT INTO verdicts (article, revision, ruling, reason, by, platform, at, effect, decision)
     VALUES (:article, :revision, :ruling, :reason, :by, :platform, :at, :effect, :decision)`,
  );
  const enforce = db.prepare('UPDATE articles SET verdict = ?, seq = ? WHERE id = ?');
  const log = db.prepare(
    'SELECT id AS number, article, revision, ruling, reason, by, platform, at, effect FROM verdicts WHERE article = ? ORDER BY id',
  );
  // Since the last one that took effect: what waits for others waits no longer once somebody has decided.
  const waiting = db.prepare(
    `SELECT DISTINCT by, platform FROM verdicts WHERE article = :article AND ruling = :ruling
     AND id > (SELECT coalesce(max(id), 0) FROM verdicts WHERE article = :article AND effect IS NOT NULL)`,
  );

  const nextDecision = db.prepare('SELECT coalesce(max(decision), 0) + 1 AS next FROM verdicts');
  // What one decision was on, as far as no later one is in force there.
  const together = db.prepare(
    `SELECT v.article FROM verdicts v
     WHERE v.decision = (SELECT decision FROM verdicts WHERE article = ? AND effect IS NOT NULL ORDER BY id DESC LIMIT 1)
       AND NOT EXISTS (SELECT 1 FROM verdicts w WHERE w.article = v.article AND w.effect IS NOT NULL AND w.id > v.id)
     ORDER BY v.id`,
  );
  const restore = db.prepare(
    `UPDATE articles SET verdict = (SELECT effect FROM verdicts v WHERE v.article = articles.id AND effect IS NOT NULL ORDER BY id DESC LIMIT 1)
     WHERE id IN (SELECT article FROM verdicts)`,
  );

  const inForceOn = (article: ArticleId): Ruling | null => rowOrNull<Standing>(standing.get(article))?.verdict ?? null;
  /** Editors who must still say the same, with this one counted. */
  const missingFor = (
    { article, ruling, platform, needed, by, people = [] }: VerdictDraft,
    mayJudge: (account: string) => boolean,
  ): number => {
    const said = waiting.all({ article, ruling }).map(row => rowOf<Pick<Verdict, 'by' | 'platform'>>(row));
    const counted = said.filter(word => mayJudge(word.by));
    return Math.max(0, needed - countEditors([...counted, { by, platform }], people));
  };
  const say = (
    word: Omit<Verdict, 'number' | 'revision'>,
    decision: number,
  ): { verdict: Verdict; before: Ruling | null } | null => {
    const row = standing.get(word.article);
    if (row === undefined) return null;
    const { revision, verdict: before } = rowOf<Standing>(row);
    const number = Number(put.run({ ...word, revision, decision }).lastInsertRowid);
    if (word.effect !== null && before !== word.effect) enforce.run(word.effect, nextSeq(), word.article);
    return { verdict: { ...word, revision, number }, before };
  };

  return {
    rule(draft: VerdictDraft, at: string): Ruled | typeof FLAGGED_IT | null {
      const row = standing.get(draft.article);
      if (row === undefined) return null;
      const { verdict: before } = rowOf<Standing>(row);
      const { needed: _, copies = [], people = [], ...said } = { ...draft, reason: wellFormed(draft.reason) };
      // What was decided otherwise of a copy stays so.
      const others = [...copies, ...together.all(draft.article).map(row => String(row.article))].filter(each =>
        [null, before].includes(inForceOn(each)),
      );
      const articles = [...new Set([draft.article, ...others])];
      // What is in force on all of them needs nobody's leave to be said again.
      const isNew = articles.some(each => inForceOn(each) !== draft.ruling);
      const flaggers = cases.flaggersOf(draft.article);
      const mayJudge = (account: string) =>
        draft.ruling !== 'retracted' || !accountsOf(account, people).some(each => flaggers.has(each));
      if (isNew && !mayJudge(draft.by)) return FLAGGED_IT;
      const missing = isNew ? missingFor(draft, mayJudge) : 0;
      const word = { ...said, at, effect: missing === 0 ? draft.ruling : null };
      const decision = Number(nextDecision.get()?.next);
      const all = articles.flatMap(article => say({ ...word, article }, decision) ?? []);
      cases.ruled(
        all.map(({ verdict }) => verdict),
        at,
      );
      const changed = all.filter(each => each.verdict.effect !== null && each.before !== each.verdict.effect);
      return {
        verdict: all[0]!.verdict,
        before,
        missing,
        articles: all.map(each => each.verdict.article),
        changed: changed.map(({ verdict: { article, number } }) => ({ article, number })),
      };
    },
    list: (article: ArticleId): Verdict[] => log.all(article).map(row => rowOf<Verdict>(row)),
    /** Makes anew what is in force from what was said. */
    restore(): void {
      restore.run();
    },
  };
}
