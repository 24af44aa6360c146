/**
 * Editors' verdicts: a log that only grows, and the ruling in force, which stands with the article and is followed like a change of it. Runs
 * inside the caller's transaction, as the only writer, so that two editors at the same moment are one after the other.
 */
import type { PersonId, RequestId } from '../core/chat.ts';
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
import { nextSeq } from './articles.ts';
import { casesOn } from './cases.ts';
import { wellFormed } from './rows.ts';
import type { Sql } from './sql.ts';

const VERDICT = 'id AS number, article, revision, ruling, reason, by, platform, at, effect';

export function verdictsOn(sql: Sql) {
  const cases = casesOn(sql);
  const standing = (article: ArticleId) =>
    sql.get<{ revision: number; verdict: Ruling | null }>(
      'SELECT revision, verdict FROM articles WHERE id = :article',
      { article },
    );
  const inForceOn = async (article: ArticleId): Promise<Ruling | null> => (await standing(article))?.verdict ?? null;
  /** Editors who must still say the same, with this one counted. */
  const missingFor = async (
    { article, ruling, platform, needed, by, people = [] }: VerdictDraft,
    mayJudge: (account: string) => boolean,
  ): Promise<number> => {
    // Since the last one that took effect: what waits for others waits no longer once somebody has decided.
    const said = await sql.all<Pick<Verdict, 'by' | 'platform'>>(
      `SELECT DISTINCT by, platform FROM verdicts WHERE article = :article AND ruling = :ruling
       AND id > (SELECT coalesce(max(id), 0) FROM verdicts WHERE article = :article AND effect IS NOT NULL)`,
      { article, ruling },
    );
    const counted = said.filter(word => mayJudge(word.by));
    return Math.max(0, needed - countEditors([...counted, { by, platform }], people));
  };
  /** Who may say it of an article: whoever flagged it has no say in its retraction. */
  const judgesOf = async ({ article, ruling, people = [] }: VerdictDraft): Promise<(account: PersonId) => boolean> => {
    const flaggers = await cases.flaggersOf(article);
    return account => ruling !== 'retracted' || !accountsOf(account, people).some(each => flaggers.has(each));
  };
  const nextDecision = async (): Promise<number> => {
    const row = await sql.get<{ next: number }>('SELECT coalesce(max(decision), 0) + 1 AS next FROM verdicts');
    return row!.next;
  };
  /** What one decision was on, as far as no later one is in force there. */
  const together = async (article: ArticleId): Promise<ArticleId[]> => {
    const rows = await sql.all<{ article: ArticleId }>(
      `SELECT v.article FROM verdicts v
       WHERE v.decision = (SELECT decision FROM verdicts WHERE article = :article AND effect IS NOT NULL ORDER BY id DESC LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM verdicts w WHERE w.article = v.article AND w.effect IS NOT NULL AND w.id > v.id)
       ORDER BY v.id`,
      { article },
    );
    return rows.map(row => row.article);
  };
  /** What was in force before a word. */
  const inForceBefore = async ({ article, number }: Verdict): Promise<Ruling | null> => {
    const row = await sql.get<{ effect: Ruling }>(
      'SELECT effect FROM verdicts WHERE article = :article AND effect IS NOT NULL AND id < :number ORDER BY id DESC LIMIT 1',
      { article, number },
    );
    return row?.effect ?? null;
  };
  /** What was said by a request already, the article of the request first; empty where nothing was. */
  const saidBy = async ({ request = null, article }: VerdictDraft): Promise<Said[]> => {
    if (request === null) return [];
    const verdicts = await sql.all<Verdict>(
      `SELECT ${VERDICT} FROM verdicts WHERE request = :request ORDER BY article <> :article, id`,
      { request, article },
    );
    const said: Said[] = [];
    for (const verdict of verdicts) said.push({ verdict, before: await inForceBefore(verdict) });
    return said;
  };
  const say = async (
    word: Omit<Verdict, 'number' | 'revision'>,
    { decision, request }: { decision: number; request: RequestId | null },
  ): Promise<Said | null> => {
    const { article, ruling, reason, by, platform, at, effect } = word;
    const now = await standing(article);
    if (now === null) return null;
    const { revision, verdict: before } = now;
    const put = await sql.get<{ number: number }>(
      `INSERT INTO verdicts (article, revision, ruling, reason, by, platform, at, effect, decision, request)
       VALUES (:article, :revision, :ruling, :reason, :by, :platform, :at, :effect, :decision, :request) RETURNING id AS number`,
      { article, revision, ruling, reason, by, platform, at, effect, decision, request },
    );
    if (effect !== null && before !== effect)
      await sql.run('UPDATE articles SET verdict = :effect, seq = :seq WHERE id = :article', {
        ...{ effect, article, seq: await nextSeq(sql) },
      });
    return { verdict: { ...word, revision, number: put!.number }, before };
  };

  return {
    async rule(draft: VerdictDraft, at: string): Promise<Ruled | typeof FLAGGED_IT | null> {
      const now = await standing(draft.article);
      if (now === null) return null;
      const mayJudge = await judgesOf(draft);
      const known = await saidBy(draft);
      // A process died after it was kept and before it was told: it is told as it was.
      if (known.length > 0)
        return ruledBy(known, known[0]!.verdict.effect === null ? await missingFor(draft, mayJudge) : 0);
      const before = now.verdict;
      const {
        needed: _,
        copies = [],
        people: __,
        request = null,
        ...said
      } = { ...draft, reason: wellFormed(draft.reason) };
      const inForce = new Map<ArticleId, Ruling | null>();
      for (const each of [draft.article, ...copies, ...(await together(draft.article))]) {
        const ruling = await inForceOn(each);
        // What was decided otherwise of a copy stays so.
        if (ruling === null || ruling === before) inForce.set(each, ruling);
      }
      // What is in force on all of them needs nobody's leave to be said again.
      const isNew = [...inForce.values()].some(ruling => ruling !== draft.ruling);
      if (isNew && !mayJudge(draft.by)) return FLAGGED_IT;
      const missing = isNew ? await missingFor(draft, mayJudge) : 0;
      const word = { ...said, at, effect: missing === 0 ? draft.ruling : null };
      const decision = await nextDecision();
      const all: Said[] = [];
      for (const article of inForce.keys()) {
        const one = await say({ ...word, article }, { decision, request });
        if (one !== null) all.push(one);
      }
      await cases.ruled(
        all.map(({ verdict }) => verdict),
        at,
      );
      return ruledBy(all, missing);
    },
    list: (article: ArticleId) =>
      sql.all<Verdict>(`SELECT ${VERDICT} FROM verdicts WHERE article = :article ORDER BY id`, { article }),
    /** Makes anew what is in force from what was said. */
    async restore(): Promise<void> {
      await sql.run(
        `UPDATE articles SET verdict = (SELECT effect FROM verdicts v WHERE v.article = articles.id AND effect IS NOT NULL ORDER BY id DESC LIMIT 1)
         WHERE id IN (SELECT article FROM verdicts)`,
      );
    },
  };
}

/** @param said one word or more, of one decision; the article that was judged comes first, its copies after it */
function ruledBy(said: readonly Said[], missing: number): Ruled {
  const [{ verdict, before }] = said as [Said];
  const changed = said.filter(each => each.verdict.effect !== null && each.before !== each.verdict.effect);
  return {
    verdict,
    before,
    missing,
    articles: said.map(each => each.verdict.article),
    changed: changed.map(({ verdict: { article, number } }) => ({ article, number })),
  };
}

/** A word as it was kept, and what was in force before it. */
interface Said {
  verdict: Verdict;
  before: Ruling | null;
}
