/**
 * The log of cases in SQLite: adds entries and reads them back as they were. What names anybody stands apart in each, so that it can be
 * forgotten; it must never change anything else.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { CaseEntry, CaseId } from '../core/cases.ts';
import type { PersonId } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import type { Ruling } from '../core/verdicts.ts';
import { fromJson, rowOf, rowOrNull } from './sqlite-rows.ts';

/** An entry before it has a number and a time. */
export type NewEntry = CaseEntry extends infer Entry
  ? Entry extends CaseEntry
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never;

interface Row {
  id: number;
  case: CaseId;
  kind: CaseEntry['kind'];
  article: ArticleId;
  at: string;
  person: PersonId | null;
  detail: string;
  personal: string | null;
}

/** Statements prepared once. */
export function caseEntriesOn(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO case_log (case_id, kind, article, at, person, detail, personal)
     VALUES (:case, :kind, :article, :at, :person, :detail, :personal)`,
  );
  const ofCase = db.prepare(
    `SELECT id, case_id AS "case", kind, article, at, person, detail, personal FROM case_log WHERE case_id = ? ORDER BY id`,
  );
  const flags = db.prepare(`SELECT count(*) AS n FROM case_log WHERE person = ? AND at > ? AND kind = 'flagged'`);
  // The first flag of a case opened it.
  const opened = db.prepare(
    `SELECT count(*) AS n FROM case_log l WHERE person = ? AND at > ? AND kind = 'flagged'
       AND NOT EXISTS (SELECT 1 FROM case_log f WHERE f.case_id = l.case_id AND f.kind = 'flagged' AND f.id < l.id)`,
  );
  const flagged = db.prepare(
    `SELECT DISTINCT case_id AS "case", article FROM case_log WHERE person = ? AND kind = 'flagged' ORDER BY case_id, article`,
  );
  const cases = db.prepare('SELECT DISTINCT case_id FROM case_log ORDER BY case_id');
  const isArticle = db.prepare('SELECT 1 FROM articles WHERE id = ?');
  const inForce = db.prepare(
    `SELECT article, id AS verdict, effect FROM verdicts WHERE article = ? AND effect IS NOT NULL ORDER BY id DESC LIMIT 1`,
  );
  const forget = db.prepare(`UPDATE case_log SET person = :nobody, personal = NULL WHERE person = :person`);
  const countFlags = db.prepare(`SELECT count(*) AS n FROM case_log WHERE person = ? AND kind = 'flagged'`);

  return {
    add(entry: NewEntry, at: string): void {
      insert.run({ at, ...rowFor(entry) });
    },
    ofCase: (id: CaseId): CaseEntry[] => ofCase.all(id).map(row => entryOf(rowOf<Row>(row))),
    flagsSince: (person: PersonId, since: string): number => Number(flags.get(person, since)?.n),
    openedSince: (person: PersonId, since: string): number => Number(opened.get(person, since)?.n),
    flaggedBy: (person: PersonId) => flagged.all(person).map(row => rowOf<{ case: CaseId; article: ArticleId }>(row)),
    cases: (): CaseId[] => cases.all().map(row => String(row.case_id)),
    isArticle: (id: ArticleId): boolean => isArticle.get(id) !== undefined,
    /** What editors decided last of an article, by the number of their word. */
    decisionOn: (id: ArticleId) => rowOrNull<{ article: ArticleId; verdict: number; effect: Ruling }>(inForce.get(id)),
    /** Takes out who it was and what was theirs; gives how many flags were. */
    forget(person: PersonId, nobody: PersonId): number {
      const count = Number(countFlags.get(person)?.n);
      forget.run({ person, nobody });
      return count;
    },
  };
}

function rowFor(entry: NewEntry): Omit<Row, 'id' | 'at'> {
  const { case: id, kind, article } = entry;
  const row = { case: id, kind, article, person: 'person' in entry ? entry.person : null };
  const [detail, personal] = partsOf(entry);
  return { ...row, detail: JSON.stringify(detail), personal: personal && JSON.stringify(personal) };
}

/** What may stay, and what goes when its person is forgotten. */
function partsOf(entry: NewEntry): [detail: object, personal: object | null] {
  if (entry.kind === 'flagged') {
    const { place, source, reason } = entry;
    const { platform, space, channel, thread } = place;
    return [
      { platform, space, source },
      { channel, thread, reason },
    ];
  }
  if (entry.kind === 'withdrawn') return [{ source: entry.source }, null];
  if (entry.kind === 'taken') return [{}, { name: entry.name }];
  if (entry.kind === 'revised') return [{ revision: entry.revision }, null];
  if (entry.kind === 'ruled') return [{ verdict: entry.verdict, effect: entry.effect }, null];
  return [{}, null];
}

/** Of somebody who was forgotten, as it would be had they said nothing and been nowhere. */
const FORGOTTEN = { flagged: { channel: '', thread: null, reason: null }, taken: { name: '' } } as const;

function entryOf({ detail, personal, person, ...row }: Row): CaseEntry {
  const told = fromJson<Record<string, unknown>>(detail);
  const own = personal === null ? (FORGOTTEN[row.kind as keyof typeof FORGOTTEN] ?? {}) : fromJson<object>(personal);
  const by = person === null ? {} : { person };
  if (row.kind !== 'flagged') return { ...row, ...by, ...told, ...own } as CaseEntry;
  const { platform, space, source } = told;
  const { channel, thread, reason } = own as (typeof FORGOTTEN)['flagged'];
  return { ...row, ...by, source, reason, place: { platform, space, channel, thread } } as CaseEntry;
}
