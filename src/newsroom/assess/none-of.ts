/**
 * None, or all, of those of whom other reports tell otherwise in other words: "none of the climbers survived" against "31 climbers were
 * rescued". By what is counted and by the side that a sentence takes; only where nobody else, and no other sentence, tells it so.
 */
import type { Point } from '../../core/model.ts';
import { distinct } from '../claims/clauses.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, statementsElsewhere } from './alike.ts';
import { unitTerm } from './figures.ts';
import type { Scene } from './scene.ts';
import { type Sided, sidesIn } from './sided.ts';
import { daysBetween, timesFit } from './times.ts';

/** "None of the climbers", "not one of the 40 boats", "all the climbers". */
const WHOLE =
  /(?:^|[,;]\s)(?<who>none of|not one of|not a single one of|all(?: of)?|every one of)\s(?:the\s|its\s|their\s|these\s|those\s)?(?:[\d,]+\s)?(?:\p{Ll}+\s)?(?<what>\p{Ll}{4,}s|people|men|women|children)\b/iu;
const OPEN = /\b(?:almost|nearly|except|apart from|but for|but one|not all|would|could|might|should)\b/iu;
/** No word counts but for those of the list. */
const NOBODY: ReadonlySet<string> = new Set();
/** What is told of all on one day may have been so of some the day before (days). */
const DAYS = 3;

interface Whole {
  statement: Statement;
  /** What is counted, as a term. */
  thing: string;
  line: string;
  side: number;
  text: string;
}

export function noneOfPoints(scene: Scene): Point[] {
  const wholes = ownStatements(scene).flatMap(wholesIn);
  if (wholes.length === 0) return [];
  const others = statementsElsewhere(scene);
  const same = others.flatMap(wholesIn);
  return wholes.flatMap(own => {
    const { at } = own.statement;
    if (same.some(other => other.thing === own.thing && other.line === own.line && other.side === own.side)) return [];
    const against: (Found & { word: string })[] = others.flatMap(other => {
      const word = isOfOneTime(own.statement, other) ? someOnTheOtherSide(own, other) : null;
      return word === null ? [] : [{ report: other.report, at: other.at, word }];
    });
    const [first] = against;
    if (!first) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, SAY)} "${first.word}" of some where this says "${own.text}".`;
    return [pointByReports(at, 'contradicted', against, why)];
  });
}

/** The side that a sentence takes of all of a thing; with "none" the other one. */
function wholesIn(statement: Statement): Whole[] {
  const { text } = statement.at.passage;
  const match = WHOLE.exec(text);
  const thing = unitTerm(match?.groups?.what ?? null);
  if (!match || thing === null || OPEN.test(text)) return [];
  const behind = match.index + match[0].length;
  const sided = sidesIn(statement, NOBODY).filter(({ word }) => text.indexOf(word, behind) >= 0);
  const isNone = !/^(?:all|every)/iu.test(match.groups!.who!);
  return sided.map(({ line, side, negated, word }) => ({
    statement,
    thing,
    line,
    side: isNone && !negated ? 1 - side : side,
    text: `${match[0].replace(/^[,;]\s/u, '')} ... ${word}`,
  }));
}

/** Two and more of the thing, counted in a sentence of the other side and of no second one. */
function someOnTheOtherSide(own: Whole, other: Statement): string | null {
  const { text, numbers } = other.at.passage;
  const counted = numbers.filter(({ unit, value }) => value > 0 && unitTerm(unit) === own.thing);
  const sides = sidesIn(other, NOBODY).filter(({ line }) => line === own.line);
  const isOne = distinct(sides.map(({ side }: Sided) => side)).length === 1;
  const [first] = sides;
  if (counted.length === 0 || !first || !isOne || first.side === own.side || first.negated || OPEN.test(text))
    return null;
  return first.word;
}

function isOfOneTime(own: Statement, other: Statement): boolean {
  const days = daysBetween(own.at.article.publishedAt, other.at.article.publishedAt);
  return Math.abs(days) <= DAYS && timesFit(own.at, other.at);
}
