/**
 * Flags and cases in SQLite: the log of what happened, which only grows, and what is worked out from it for finding cases. Runs inside the
 * caller's transaction, so that what is read and what is added belong together. It must never change an entry but to forget a person, and
 * never keep anything of a case that its log does not tell.
 */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import {
  type Case,
  type CaseEntry,
  type CaseId,
  type CaseState,
  COMMAND,
  caseFrom,
  FLAG_LIMITS,
  type FlagDraft,
  type Flagged,
  flaggersSince,
  type Grouped,
  sourcesOf,
} from '../core/cases.ts';
import type { PersonId } from '../core/chat.ts';
import { newId, shortId } from '../core/ids.ts';
import type { ArticleId } from '../core/model.ts';
import type { Verdict } from '../core/verdicts.ts';
import { caseEntriesOn, type NewEntry } from './sqlite-case-log.ts';
import { rowsAtMost, wellFormed } from './sqlite-rows.ts';

const MINUTE_MS = 60_000;

export type Cases = ReturnType<typeof casesOn>;

/** Statements prepared once. */
export function casesOn(db: DatabaseSync) {
  const entries = caseEntriesOn(db);
  const caseOfArticle = db.prepare('SELECT case_id FROM case_articles WHERE article = ?');
  const putArticle = db.prepare(
    'INSERT INTO case_articles (article, case_id) VALUES (?, ?) ON CONFLICT (article) DO NOTHING',
  );
  const putCase = db.prepare(
    `INSERT INTO cases (id, state, version) VALUES (:id, :state, :version)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version`,
  );
  const list = db.prepare(
    `SELECT id FROM cases WHERE state IN (SELECT value FROM json_each(?)) ORDER BY version DESC LIMIT ?`,
  );
  const openCases = db.prepare(`SELECT count(*) AS n FROM cases WHERE state = 'open'`);
  const any = db.prepare('SELECT 1 FROM case_log UNION ALL SELECT 1 FROM verdicts LIMIT 1');
  const toJoin = db.prepare(
    `SELECT id AS article, seq FROM articles
     WHERE seq > (SELECT value FROM counters WHERE name = 'joined-seq') ORDER BY seq LIMIT ?`,
  );
  const lookedAt = db.prepare(`UPDATE counters SET value = max(value, ?) WHERE name = 'joined-seq'`);
  const clear = db.prepare('DELETE FROM case_articles');
  const clearCases = db.prepare('DELETE FROM cases');

  const idOf = (article: ArticleId): CaseId | null => {
    const row = caseOfArticle.get(article);
    return row === undefined ? null : String(row.case_id);
  };
  const refresh = (id: CaseId): Case => {
    const known = caseFrom(entries.ofCase(id));
    putCase.run({ id, state: known.state, version: known.version });
    for (const article of known.articles) putArticle.run(article, id);
    return known;
  };
  const add = (entry: NewEntry, at: string): Case => {
    entries.add(entry, at);
    return refresh(entry.case);
  };
  /** Its own case comes first; then the oldest of its copies, as they are given. */
  const caseFor = ({ article, report }: Grouped): CaseId | null =>
    [article, ...report].map(idOf).find(each => each !== null) ?? null;
  const limitPassed = ({ person }: FlagDraft, opens: boolean, at: string): keyof typeof FLAG_LIMITS | null => {
    const since = (minutes: number) => new Date(Date.parse(at) - minutes * MINUTE_MS).toISOString();
    const { person: flags, opened, cases } = FLAG_LIMITS;
    if (entries.flagsSince(person, since(flags.minutes)) >= flags.count) return 'person';
    if (!opens) return null;
    if (entries.openedSince(person, since(opened.minutes)) >= opened.count) return 'opened';
    return Number(openCases.get()?.n) >= cases.count ? 'cases' : null;
  };

  /** A case of what was judged though nobody flagged it, as far as it was; null where there is nothing of it to be said again. */
  const openOf = (report: readonly ArticleId[], at: string): CaseId | null => {
    const judged = report.flatMap(each => entries.decisionOn(each) ?? []).filter(({ effect }) => effect !== 'stands');
    const last = judged.toSorted((a, b) => a.verdict - b.verdict).at(-1);
    if (last === undefined) return null;
    const id = newId('c');
    for (const { article } of judged) entries.add({ kind: 'joined', case: id, article }, at);
    add({ kind: 'ruled', case: id, ...last }, at);
    return id;
  };
  /** The case that an article came into; null where it belongs in none, or was judged itself. */
  const joinOne = (found: Grouped, at: string): CaseId | null => {
    const { article, report } = found;
    if (idOf(article) !== null || !entries.isArticle(article) || entries.decisionOn(article) !== null) return null;
    const id = caseFor(found) ?? openOf(report, at);
    if (id !== null) add({ kind: 'joined', case: id, article }, at);
    return id;
  };

  return {
    areAny: (): boolean => any.get() !== undefined,
    toJoin: (limit: number): { article: ArticleId; seq: number }[] =>
      toJoin.all(rowsAtMost(limit)).map(row => ({ article: String(row.article), seq: Number(row.seq) })),
    join(found: readonly Grouped[], seq: number, at: string): CaseId[] {
      const changed = found.flatMap(each => joinOne(each, at) ?? []);
      lookedAt.run(seq);
      return [...new Set(changed)];
    },
    flag(draft: FlagDraft, at: string): Flagged {
      const known = caseFor(draft);
      const { article, person, place } = draft;
      const source = hidden(draft.source);
      const reason = wellFormed(draft.reason);
      const stands = known !== null && sourcesOf(entries.ofCase(known), draft).includes(source);
      // Said again with a reason, it is worth keeping.
      if (stands && (reason === null || draft.source !== COMMAND)) return { case: known, opened: false, fresh: false };
      const refused = limitPassed(draft, known === null, at);
      if (refused !== null) return { refused };
      const id = known ?? newId('c');
      for (const each of new Set([article, ...draft.report]))
        if (idOf(each) === null && entries.isArticle(each)) {
          entries.add({ kind: 'joined', case: id, article: each }, at);
          putArticle.run(each, id);
        }
      add({ kind: 'flagged', case: id, article, person, place, source, reason }, at);
      return { case: id, opened: known === null, fresh: !stands };
    },
    /** By what the flag was made with, or all that a person's flag on an article stands by. */
    withdraw(person: PersonId, by: { source: string } | { article: ArticleId }, at: string): CaseId[] {
      const found = entries
        .flaggedBy(person)
        .flatMap(({ case: id, article }) =>
          sourcesOf(entries.ofCase(id), { person, article }).map(source => ({ case: id, article, source })),
        )
        .filter(each => ('article' in by ? each.article === by.article : each.source === hidden(by.source)));
      for (const each of found) add({ kind: 'withdrawn', person, ...each }, at);
      return [...new Set(found.map(each => each.case))];
    },
    take: (id: CaseId, by: { person: PersonId; name: string }, at: string): Case | null => {
      const [first] = entries.ofCase(id);
      return first === undefined
        ? null
        : add({ kind: 'taken', case: id, article: first.article, ...by, name: wellFormed(by.name) }, at);
    },
    /** A text of its has changed; where it is in no case, nothing. */
    revised(article: ArticleId, revision: number, at: string): void {
      const id = idOf(article);
      if (id !== null) add({ kind: 'revised', case: id, article, revision }, at);
    },
    /** One word on an article and its copies is one entry in each case they are in. */
    ruled(words: readonly Verdict[], at: string): void {
      const told = new Set<CaseId>();
      for (const { article, number: verdict, effect } of words) {
        const id = idOf(article);
        if (id === null || told.has(id)) continue;
        told.add(id);
        add({ kind: 'ruled', case: id, article, verdict, effect }, at);
      }
    },
    /** Accounts that may not judge an article, for they flagged it or a copy. */
    flaggersOf: (article: ArticleId): Set<PersonId> => {
      const id = idOf(article);
      return id === null ? new Set() : flaggersSince(entries.ofCase(id));
    },
    idOf,
    byId: (id: CaseId): Case | null => {
      const log = entries.ofCase(id);
      return log.length === 0 ? null : caseFrom(log);
    },
    log: (id: CaseId): CaseEntry[] => entries.ofCase(id),
    list: (states: readonly CaseState[], limit: number): Case[] =>
      list.all(JSON.stringify(states), rowsAtMost(limit)).map(({ id }) => caseFrom(entries.ofCase(String(id)))),
    forget: entries.forget,
    /** Makes anew what is worked out from the log. */
    rebuild(): void {
      clear.run();
      clearCases.run();
      for (const id of entries.cases()) refresh(id);
    },
  };
}

/** What tells one source from another, and nothing of what it is: a message's id may tell whose conversation it is in. */
function hidden(source: string): string {
  return shortId(createHash('sha256').update(source).digest());
}
