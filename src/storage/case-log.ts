/**
 * The log of cases: adds entries and reads them back as they were. What names anybody stands apart in each, so that it can be
 * forgotten; it must never change anything else.
 */
import type { CaseEntry, CaseId } from '../core/cases.ts';
import type { PersonId } from '../core/chat.ts';
import type { ArticleId } from '../core/model.ts';
import type { Ruling } from '../core/verdicts.ts';
import { fromJson } from './rows.ts';
import type { Params, Sql } from './sql.ts';

/** An entry before it has a number and a time. */
export type NewEntry = CaseEntry extends infer Entry
  ? Entry extends CaseEntry
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never;

type Row = {
  id: number;
  case: CaseId;
  kind: CaseEntry['kind'];
  article: ArticleId;
  at: string;
  person: PersonId | null;
  detail: string;
  personal: string | null;
};

export function caseEntriesOn(sql: Sql) {
  const count = async (where: string, params: Params): Promise<number> => {
    const row = await sql.get<{ n: number }>(
      `SELECT count(*) AS n FROM case_log l WHERE person = :person AND kind = 'flagged' ${where}`,
      params,
    );
    return row!.n;
  };

  return {
    async add(entry: NewEntry, at: string): Promise<void> {
      await sql.run(
        `INSERT INTO case_log (case_id, kind, article, at, person, detail, personal)
         VALUES (:case, :kind, :article, :at, :person, :detail, :personal)`,
        { at, ...rowFor(entry) },
      );
    },
    async ofCase(id: CaseId): Promise<CaseEntry[]> {
      const rows = await sql.all<Row>(
        `SELECT id, case_id AS "case", kind, article, at, person, detail, personal FROM case_log WHERE case_id = :id ORDER BY id`,
        { id },
      );
      return rows.map(entryOf);
    },
    flagsSince: (person: PersonId, since: string) => count('AND at > :since', { person, since }),
    /** The first flag of a case opened it. */
    openedSince: (person: PersonId, since: string) =>
      count(
        `AND at > :since
         AND NOT EXISTS (SELECT 1 FROM case_log f WHERE f.case_id = l.case_id AND f.kind = 'flagged' AND f.id < l.id)`,
        { person, since },
      ),
    flaggedBy: (person: PersonId) =>
      sql.all<{ case: CaseId; article: ArticleId }>(
        `SELECT DISTINCT case_id AS "case", article FROM case_log WHERE person = :person AND kind = 'flagged' ORDER BY case_id, article`,
        { person },
      ),
    async cases(): Promise<CaseId[]> {
      const rows = await sql.all<{ id: CaseId }>('SELECT DISTINCT case_id AS id FROM case_log ORDER BY case_id');
      return rows.map(({ id }) => id);
    },
    isArticle: async (id: ArticleId): Promise<boolean> =>
      (await sql.get('SELECT 1 FROM articles WHERE id = :id', { id })) !== null,
    /** What editors decided last of an article, by the number of their word. */
    decisionOn: (article: ArticleId) =>
      sql.get<{ article: ArticleId; verdict: number; effect: Ruling }>(
        `SELECT article, id AS verdict, effect FROM verdicts WHERE article = :article AND effect IS NOT NULL ORDER BY id DESC LIMIT 1`,
        { article },
      ),
    /** Takes out who it was and what was theirs; gives how many flags were. */
    async forget(person: PersonId, nobody: PersonId): Promise<number> {
      const flags = await count('', { person });
      await sql.run('UPDATE case_log SET person = :nobody, personal = NULL WHERE person = :person', { person, nobody });
      return flags;
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
