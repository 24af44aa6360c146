/**
 * Two sides of one question: "rejected the bid" against "accepted the bid", "was acquitted" against "found him guilty", "had received it"
 * against "had never received it". Only where both tell it of one thing, and nobody else tells it as the article does.
 */
import type { Point } from '../../core/model.ts';
import { clauseAt, clausesOf, contentWords, shared } from '../claims/clauses.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { SIDES } from '../data/sides.ts';
import { type Term, termsOf } from '../terms.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, statementsElsewhere } from './alike.ts';
import { type Around, commonFigures, commonWords, wordsAround } from './near.ts';
import type { Scene } from './scene.ts';
import { daysBetween, timesFit } from './times.ts';

/** Words, and figures, beside both that make one thing of what is told: more where a mere "not" tells the two apart. */
const SAME_THING = 2;
const SAME_NOT = 3;
/** What is open today may be closed next week: reports further apart tell of two states. */
const STATE_DAYS = 2;
/** Words before another among which its "not" stands. */
const REACH = 4;
const NOT = new Set(['not', 'never', 'no', 'nobody', 'neither', 'nor', 'without', 'cannot', 'none', 'refused', 'refuses', 'declined', 'failed']);
const SHORT_NOT = /^(?:did|does|do|has|have|had|was|were|is|are|wo|would|could|ca|should)nt$/u;
const ENDS_NOT = new Set(['but', 'because', 'until', 'after', 'before', 'only', 'longer', 'and']);

interface Sided {
  statement: Statement;
  /** The question: a line of the list, or the word that one of the two denies. */
  line: string;
  side: number;
  negated: boolean;
  /** "Closed until Thursday": the other side comes after. */
  isBounded: boolean;
  word: string;
  around: Around;
  doer: string[];
  object: string[];
}

export function sidePoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).flatMap(other => sidesIn(other).map(sided => ({ ...sided, ...other })));
  const byLine = Map.groupBy(theirs, ({ line }) => line);
  const all = ownStatements(scene).flatMap(sidesIn);
  return all.flatMap(own => {
    const others = byLine.get(own.line) ?? [];
    const against: (Sided & Found)[] = others.filter(other => isAgainst(own, other));
    const [first] = against;
    if (!first || others.some(other => isWith(own, other))) return [];
    if (all.some(other => other.line === own.line && isAgainst(own, other))) return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.word}" where this says "${own.word}".`;
    return [pointByReports(own.statement.at, 'contradicted', against, why)];
  });
}

function isAgainst(own: Sided, other: Sided): boolean {
  if (own.side === other.side || (own.negated && other.negated) ) return false;
  if ((own.isBounded || other.isBounded) && !isSameBound(own, other)) return false;
  return isOneThing(own, other) && isOfOne(own, other);
}

/** "Closed until Thursday", "open until Thursday". */
function isSameBound(own: Sided, other: Sided): boolean {
  return own.isBounded && other.isBounded && commonFigures(own.around.terms, other.around.terms).length > 0;
}

function isWith(own: Sided, other: Sided): boolean {
  return own.side === other.side && isOneThing(own, other) && isOfOne(own, other);
}

function isOneThing(own: Sided, other: Sided): boolean {
  const [a, b] = [own.around, other.around];
  const beside = [...b.terms, ...other.doer];
  const least = own.line.startsWith('=') ? SAME_NOT : SAME_THING;
  if (commonWords(new Set([...a.terms, ...own.doer]), new Set(beside)).length + commonFigures(a.terms, b.terms).length < least) return false;
  if (commonWords(a.close, b.close).length === 0) return false;
  const [one, two] = [own.statement.at, other.statement.at];
  return Math.abs(daysBetween(one.article.publishedAt, two.article.publishedAt)) <= STATE_DAYS && timesFit(one, two);
}

/** Who did it, to what, and who is named beside it: one in common wherever both tell it. */
function isOfOne(own: Sided, other: Sided): boolean {
  const meet = (a: readonly string[], b: readonly string[]) => a.length === 0 || b.length === 0 || shared(a, b) > 0;
  return (
    meet(own.doer, other.doer) &&
    meet(own.object, other.object) &&
    meet([...own.around.names], [...other.around.names])
  );
}

type Sides = ReadonlyMap<string, readonly { line: string; side: number }[]>;

let known: Sides | null = null;

/** The list by term; two words by both terms with a space between them. */
function sideLines(): Sides {
  if (known) return known;
  const all = SIDES.flatMap((sides, line) =>
    sides.flatMap((words, side) =>
      words.split(/\s+/).map(word => ({
        key: termsOf(word.replaceAll('_', ' '))
          .map(({ term }) => term)
          .join(' '),
        line: String(line),
        side,
      })),
    ),
  );
  known = Map.groupBy(all, ({ key }) => key);
  return known;
}

function sidesIn(statement: Statement): Sided[] {
  const { text } = statement.at.passage;
  const words = termsOf(text);
  const telling = new Set(contentWords(text).map(({ start }) => start));
  return words.flatMap((word, n) => {
    const negated = isNegated(words, n);
    const next = words[n + 1];
    const pair = next ? sideLines().get(`${word.term} ${next.term}`) : undefined;
    const found = [...(pair ?? sideLines().get(word.term) ?? [])];
    const plain = telling.has(word.start) && isPast(word.word) ? [{ line: `=${word.term}`, side: 0 }] : [];
    const end = pair ? next!.end : word.end;
    return [...found, ...plain].map(({ line, side }) => sidedAt(statement, { word, end, line, side, negated }));
  });
}

interface Mention {
  word: Term;
  end: number;
  line: string;
  side: number;
  negated: boolean;
}

function sidedAt(statement: Statement, { word, end, line, side, negated }: Mention): Sided {
  const { passage } = statement.at;
  const clause = clauseAt(clausesOf(passage.text), word.start);
  const part = (from: number, to: number) => contentWords(passage.text.slice(from, to)).map(({ term }) => term);
  const before = clause ? part(clause.start, word.start) : [];
  const subject = before.length > 0 ? before : part(0, clausesOf(passage.text)[0]?.end ?? 0);
  const after = clause ? part(end, clause.end) : [];
  const passive = /\b(?:is|are|was|were|be|been|being)\s(?:\p{Ll}+ly\s)?$/iu.test(passage.text.slice(0, word.start));
  return {
    statement,
    line,
    side: negated ? 1 - side : side,
    negated,
    isBounded: /^[^,;]*\b(?:until|till|before|by)\b/iu.test(passage.text.slice(end)),
    word: passage.text.slice(word.start, end),
    around: wordsAround(passage, word.start, end),
    doer: passive ? [] : subject,
    object: passive ? [...subject, ...after] : after,
  };
}

/** Of other words a "no" or "not" may well deny something else. */
function isPast(word: string): boolean {
  return /[^e]ed$/u.test(word) || IRREGULAR_VERBS.has(word);
}

function isNegated(words: readonly Term[], n: number): boolean {
  const before = words.slice(Math.max(0, n - REACH), n).map(({ word }) => word);
  const not = before.findLastIndex(word => NOT.has(word) || SHORT_NOT.test(word));
  return not >= 0 && !before.slice(not + 1).some(word => ENDS_NOT.has(word));
}
