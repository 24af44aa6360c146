/**
 * Flags and cases: the log of what happened, which only grows, and what is worked out from it for finding cases. Runs inside the
 * caller's transaction, so that what is read and what is added belong together. It must never change an entry but to forget a person, and
 * never keep anything of a case that its log does not tell.
 */
import { createHash } from 'node:crypto';
import {
  type Case,
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
import { caseEntriesOn, type NewEntry } from './case-log.ts';
import { rowsAtMost, wellFormed } from './rows.ts';
import type { Sql } from './sql.ts';

const MINUTE_MS = 60_000;

export function casesOn(sql: Sql) {
  const entries = caseEntriesOn(sql);

  const idOf = async (article: ArticleId): Promise<CaseId | null> => {
    const row = await sql.get<{ id: CaseId }>('SELECT case_id AS id FROM case_articles WHERE article = :article', {
      article,
    });
    return row?.id ?? null;
  };
  const putArticle = (article: ArticleId, id: CaseId) =>
    sql.run('INSERT INTO case_articles (article, case_id) VALUES (:article, :id) ON CONFLICT (article) DO NOTHING', {
      ...{ article, id },
    });
  const refresh = async (id: CaseId): Promise<Case> => {
    const known = caseFrom(await entries.ofCase(id));
    const { state, version } = known;
    await sql.run(
      `INSERT INTO cases (id, state, version) VALUES (:id, :state, :version)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version`,
      { id, state, version },
    );
    for (const article of known.articles) await putArticle(article, id);
    return known;
  };
  const add = async (entry: NewEntry, at: string): Promise<Case> => {
    await entries.add(entry, at);
    return refresh(entry.case);
  };
  /** Its own case comes first; then the oldest of its copies, as they are given. */
  const caseFor = async ({ article, report }: Grouped): Promise<CaseId | null> => {
    for (const each of [article, ...report]) {
      const id = await idOf(each);
      if (id !== null) return id;
    }
    return null;
  };
  const limitPassed = async (
    { person }: FlagDraft,
    opens: boolean,
    at: string,
  ): Promise<keyof typeof FLAG_LIMITS | null> => {
    const since = (minutes: number) => new Date(Date.parse(at) - minutes * MINUTE_MS).toISOString();
    const { person: flags, opened, cases } = FLAG_LIMITS;
    if ((await entries.flagsSince(person, since(flags.minutes))) >= flags.count) return 'person';
    if (!opens) return null;
    if ((await entries.openedSince(person, since(opened.minutes))) >= opened.count) return 'opened';
    const open = await sql.get<{ n: number }>(`SELECT count(*) AS n FROM cases WHERE state = 'open'`);
    return open!.n >= cases.count ? 'cases' : null;
  };

  /** A case of what was judged though nobody flagged it, as far as it was; null where there is nothing of it to be said again. */
  const openOf = async (report: readonly ArticleId[], at: string): Promise<CaseId | null> => {
    const judged = [];
    for (const each of report) {
      const decision = await entries.decisionOn(each);
      if (decision !== null && decision.effect !== 'stands') judged.push(decision);
    }
    const last = judged.toSorted((a, b) => a.verdict - b.verdict).at(-1);
    if (last === undefined) return null;
    const id = newId('c');
    for (const { article } of judged) await entries.add({ kind: 'joined', case: id, article }, at);
    await add({ kind: 'ruled', case: id, ...last }, at);
    return id;
  };
  /** The case that an article came into; null where it belongs in none, or was judged itself. */
  const joinOne = async (found: Grouped, at: string): Promise<CaseId | null> => {
    const { article, report } = found;
    if ((await idOf(article)) !== null || !(await entries.isArticle(article))) return null;
    if ((await entries.decisionOn(article)) !== null) return null;
    const id = (await caseFor(found)) ?? (await openOf(report, at));
    if (id !== null) await add({ kind: 'joined', case: id, article }, at);
    return id;
  };

  return {
    async areAny(): Promise<boolean> {
      return (await sql.get('SELECT 1 FROM case_log UNION ALL SELECT 1 FROM verdicts LIMIT 1')) !== null;
    },
    toJoin: (limit: number) =>
      sql.all<{ article: ArticleId; seq: number }>(
        `SELECT id AS article, seq FROM articles
         WHERE seq > (SELECT value FROM counters WHERE name = 'joined-seq') ORDER BY seq LIMIT :limit`,
        { limit: rowsAtMost(limit) },
      ),
    async join(found: readonly Grouped[], seq: number, at: string): Promise<CaseId[]> {
      const changed = new Set<CaseId>();
      for (const each of found) {
        const id = await joinOne(each, at);
        if (id !== null) changed.add(id);
      }
      await sql.run(`UPDATE counters SET value = :seq WHERE name = 'joined-seq' AND value < :seq`, { seq });
      return [...changed];
    },
    async flag(draft: FlagDraft, at: string): Promise<Flagged> {
      const known = await caseFor(draft);
      const { article, person, place } = draft;
      const source = hidden(draft.source);
      const reason = wellFormed(draft.reason);
      const stands = known !== null && sourcesOf(await entries.ofCase(known), draft).includes(source);
      // Said again with a reason, it is worth keeping.
      if (stands && (reason === null || draft.source !== COMMAND)) return { case: known, opened: false, fresh: false };
      const refused = await limitPassed(draft, known === null, at);
      if (refused !== null) return { refused };
      const id = known ?? newId('c');
      for (const each of new Set([article, ...draft.report]))
        if ((await idOf(each)) === null && (await entries.isArticle(each))) {
          await entries.add({ kind: 'joined', case: id, article: each }, at);
          await putArticle(each, id);
        }
      // Of what was decided before anybody flagged it, the case says so from the beginning.
      const decision = known === null ? await entries.decisionOn(article) : null;
      if (decision !== null) await add({ kind: 'ruled', case: id, ...decision }, at);
      await add({ kind: 'flagged', case: id, article, person, place, source, reason }, at);
      return { case: id, opened: known === null, fresh: !stands };
    },
    /** By what the flag was made with, or all that a person's flag on an article stands by. */
    async withdraw(person: PersonId, by: { source: string } | { article: ArticleId }, at: string): Promise<CaseId[]> {
      const found: { case: CaseId; article: ArticleId; source: string }[] = [];
      for (const { case: id, article } of await entries.flaggedBy(person))
        for (const source of sourcesOf(await entries.ofCase(id), { person, article }))
          if ('article' in by ? article === by.article : source === hidden(by.source))
            found.push({ case: id, article, source });
      for (const each of found) await add({ kind: 'withdrawn', person, ...each }, at);
      return [...new Set(found.map(each => each.case))];
    },
    async take(id: CaseId, by: { person: PersonId; name: string }, at: string): Promise<Case | null> {
      const [first] = await entries.ofCase(id);
      if (first === undefined) return null;
      return add({ kind: 'taken', case: id, article: first.article, ...by, name: wellFormed(by.name) }, at);
    },
    /** A text of its has changed; where it is in no case, nothing. */
    async revised(article: ArticleId, revision: number, at: string): Promise<void> {
      const id = await idOf(article);
      if (id !== null) await add({ kind: 'revised', case: id, article, revision }, at);
    },
    /** One word on an article and its copies is one entry in each case they are in. */
    async ruled(words: readonly Verdict[], at: string): Promise<void> {
      const told = new Set<CaseId>();
      for (const { article, number: verdict, effect } of words) {
        const id = await idOf(article);
        if (id === null || told.has(id)) continue;
        told.add(id);
        await add({ kind: 'ruled', case: id, article, verdict, effect }, at);
      }
    },
    /** Accounts that may not judge an article, for they flagged it or a copy. */
    async flaggersOf(article: ArticleId): Promise<Set<PersonId>> {
      const id = await idOf(article);
      return id === null ? new Set() : flaggersSince(await entries.ofCase(id));
    },
    idOf,
    async byId(id: CaseId): Promise<Case | null> {
      const log = await entries.ofCase(id);
      return log.length === 0 ? null : caseFrom(log);
    },
    log: entries.ofCase,
    async list(states: readonly CaseState[], limit: number): Promise<Case[]> {
      const rows = await sql.all<{ id: CaseId }>(
        `SELECT id FROM cases WHERE state IN ${sql.list(':states')} ORDER BY version DESC LIMIT :limit`,
        { states: JSON.stringify(states), limit: rowsAtMost(limit) },
      );
      const cases: Case[] = [];
      for (const { id } of rows) cases.push(caseFrom(await entries.ofCase(id)));
      return cases;
    },
    forget: entries.forget,
    /** Makes anew what is worked out from the log. */
    async rebuild(): Promise<void> {
      await sql.run('DELETE FROM case_articles');
      await sql.run('DELETE FROM cases');
      for (const id of await entries.cases()) await refresh(id);
    },
  };
}

/** What tells one source from another, and nothing of what it is: a message's id may tell whose conversation it is in. */
function hidden(source: string): string {
  return shortId(createHash('sha256').update(source).digest());
}
