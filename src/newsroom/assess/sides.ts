/**
 * Two sides of one question: "rejected the bid" against "accepted the bid", "was acquitted" against "found him guilty", "had received it"
 * against "had never received it". Only where both tell it of one thing, and nobody else tells it as the article does.
 */
import type { Point } from '../../core/model.ts';
import { shared } from '../claims/clauses.ts';
import { relatedness } from '../words.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, statementsElsewhere } from './alike.ts';
import { areOfTwo, commonFigures, commonWords } from './near.ts';
import type { Scene } from './scene.ts';
import { deniedIn, type Sided, sidesIn } from './sided.ts';
import { daysBetween, timesFit } from './times.ts';

/** Words, and figures, beside both that make one thing of what is told: more where a mere "not" tells the two apart. */
const SAME_THING = 2;
const SAME_NOT = 3;
/** What is open today may be closed next week: reports further apart tell of two states. */
const STATE_DAYS = 2;
/** Words so near in meaning tell of one thing: ruling, judgment (0 to 1). */
const SAME_MEANING = 0.5;

export function sidePoints(scene: Scene): Point[] {
  const [mine, others] = [ownStatements(scene), statementsElsewhere(scene)];
  const denied = new Set([...mine, ...others].flatMap(deniedIn));
  const all = mine.flatMap(own => sidesIn(own, denied));
  const byLine = Map.groupBy(
    others.flatMap(other => sidesIn(other, denied).map(sided => ({ ...sided, at: other.at, report: other.report }))),
    ({ line }) => line,
  );
  return all.flatMap(own => {
    const same = byLine.get(own.line) ?? [];
    const against: (Sided & Found)[] = same.filter(other => isAgainst(own, other));
    const [first] = against;
    if (!first || same.some(other => isWith(own, other))) return [];
    if (all.some(other => other.line === own.line && isAgainst(own, other))) return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.word}" where this says "${own.word}".`;
    return [pointByReports(own.statement.at, 'contradicted', against, why)];
  });
}

/** The word of each by which one sentence takes the other side of another of the same article. */
export function sidesAgainst(own: Statement, other: Statement): { own: string; theirs: string } | null {
  const denied = new Set([own, other].flatMap(deniedIn));
  const theirs = sidesIn(other, denied);
  for (const one of sidesIn(own, denied)) {
    const against = theirs.find(each => each.line === one.line && isAgainst(one, each));
    if (against) return { own: one.word, theirs: against.word };
  }
  return null;
}

function isAgainst(own: Sided, other: Sided): boolean {
  if (own.side === other.side || (own.negated && other.negated)) return false;
  return isOneThing(own, other) && isOfOne(own, other) && isOneTime(own, other);
}

function isWith(own: Sided, other: Sided): boolean {
  return own.side === other.side && isOneThing(own, other) && isOfOne(own, other);
}

function isOneThing(own: Sided, other: Sided): boolean {
  if (!mayBeOneDay(own, other)) return false;
  const [a, b] = [own.told(), other.told()];
  const least = own.line.startsWith('=') && shared(a.doer, b.doer) < SAME_THING ? SAME_NOT : SAME_THING;
  const words = commonWords(new Set([...a.around.terms, ...a.doer]), new Set([...b.around.terms, ...b.doer]));
  if (words.length + commonFigures(a.around.terms, b.around.terms).length < least) return false;
  return commonWords(a.around.close, b.around.close).length > 0;
}

function mayBeOneDay({ statement: { at: one } }: Sided, { statement: { at: two } }: Sided): boolean {
  return Math.abs(daysBetween(one.article.publishedAt, two.article.publishedAt)) <= STATE_DAYS && timesFit(one, two);
}

/** "Closed until Thursday" and "open from Thursday" are both so; "closed until Thursday" and "open until Thursday" are not. */
function isOneTime(own: Sided, other: Sided): boolean {
  const [a, b] = [own.told(), other.told()];
  if (!a.isBounded && !b.isBounded) return true;
  return a.isBounded && b.isBounded && commonFigures(a.around.terms, b.around.terms).length > 0;
}

/** Who did it, to what, and who is named beside it: one in common wherever both tell it. */
function isOfOne(own: Sided, other: Sided): boolean {
  const [a, b] = [own.told(), other.told()];
  if (areOfTwo(a.matter, b.matter)) return false;
  return meet(a.doer, b.doer) && meet(a.object, b.object) && meet([...a.around.names], [...b.around.names]);
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some(one => b.some(other => relatedness(one, other) >= SAME_MEANING));
}
