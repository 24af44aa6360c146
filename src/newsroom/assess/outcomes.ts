/**
 * Who won and who lost, of a match, an election, a case: "A beat B" against "B's victory over A". Told by whichever words; only where no other
 * report has the article's winner win, nor its loser lose.
 */
import type { Point } from '../../core/model.ts';
import { contentWords, shared } from '../claims/clauses.ts';
import { termsOf } from '../terms.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { isNegated, ownStatements, type Statement, statementsElsewhere } from './alike.ts';
import type { Scene } from './scene.ts';
import { daysBetween } from './times.ts';

const NAME = String.raw`(?:\p{Lu}[\p{L}’'-]+)(?:\s\p{Lu}[\p{L}’'-]+)*`;
const FEW = String.raw`(?:\s[\p{L}\d’'-]+){0,3}?`;
/** A winner `w` and a loser `l`, one or both of them. */
const PATTERNS = [
  String.raw`(?<w>${NAME})${FEW}\s(?:beat|beats|defeated|overcame|edged|thrashed|knocked out|ousted|outpolled)\s(?:[\p{Ll}]+\s){0,2}(?<l>${NAME})`,
  String.raw`(?<l>${NAME})\s(?:was|were|has been|have been)\s(?:narrowly\s)?(?:beaten|defeated|ousted)\sby\s(?:[\p{Ll}]+\s){0,2}(?<w>${NAME})`,
  String.raw`(?<l>${NAME})${FEW}\slost(?:\s[\p{L}\d’'-]+){0,4}?\sto\s(?:[\p{Ll}]+\s){0,2}(?<w>${NAME})`,
  String.raw`(?<w>${NAME})(?:[’']s)?(?:\s[\p{L}\d’'-]+){0,4}?\s(?:victory|win|triumph)\sover\s(?:[\p{Ll}]+\s){0,2}(?<l>${NAME})`,
  String.raw`(?:victory|triumph|win)\s(?:of|for|by)\s(?:[\p{Ll}]+\s){0,2}(?<w>${NAME})`,
  String.raw`(?<w>${NAME})(?:,[^,]{1,40},)?\s(?:has\s|have\s|narrowly\s)?won\b`,
  String.raw`(?<l>${NAME})(?:,[^,]{1,60},)?\s(?:has\s|have\s)?(?:conceded|admitted)\sdefeat`,
  String.raw`(?:defeat|loss)\s(?:of|for)\s(?:[\p{Ll}]+\s){0,2}(?<l>${NAME})`,
].map(pattern => new RegExp(String.raw`(?<![\p{L}])${pattern}`, 'gu'));
/** A part of a word in every pattern: few sentences have one, and the patterns are slow. */
const CUE = /beat|defeat|overcame|edged|thrashed|knocked out|ousted|outpolled|lost|victory|win|triumph|won|loss/;
/** Reports of one contest are this close in time, and share so many words besides the names. */
const DAYS = 3;
const SAME_CONTEST = 1;

interface Outcome {
  statement: Statement;
  winner: string[];
  loser: string[];
  text: string;
}

export function outcomePoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).flatMap(other =>
    outcomesIn(other).map(outcome => ({ ...other, ...outcome })),
  );
  return ownStatements(scene).flatMap(own =>
    outcomesIn(own)
      .flatMap(outcome => {
        const same = theirs.filter(other => isOneContest(outcome, other));
        const against: (Outcome & Found)[] = same.filter(other => isTurned(outcome, other));
        const [first] = against;
        if (!first || same.some(other => agrees(outcome, other))) return [];
        const why = (reports: number) => `${reportsThat(reports, SAY)} it the other way round: "${first.text}".`;
        return [pointByReports(own.at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

function outcomesIn(statement: Statement): Outcome[] {
  if (!CUE.test(statement.at.passage.text) || isNegated(statement)) return [];
  return PATTERNS.flatMap(pattern =>
    [...statement.at.passage.text.matchAll(pattern)].map(({ 0: text, groups }) => ({
      statement,
      winner: nameTerms(groups!.w),
      loser: nameTerms(groups!.l),
      text,
    })),
  ).filter(({ winner, loser }) => shared(winner, loser) === 0);
}

function nameTerms(name: string | undefined): string[] {
  return name === undefined ? [] : termsOf(name).map(({ term }) => term);
}

/** The winner of the one is the loser of the other. */
function isTurned(own: Outcome, other: Outcome): boolean {
  return (shared(own.winner, other.loser) > 0 || shared(own.loser, other.winner) > 0) && !agrees(own, other);
}

function agrees(own: Outcome, other: Outcome): boolean {
  return shared(own.winner, other.winner) > 0 || shared(own.loser, other.loser) > 0;
}

function isOneContest(own: Outcome, other: Outcome): boolean {
  const [one, two] = [own.statement.at, other.statement.at];
  if (Math.abs(daysBetween(one.article.publishedAt, two.article.publishedAt)) > DAYS) return false;
  const names = new Set([...own.winner, ...own.loser, ...other.winner, ...other.loser]);
  const besides = ({ at }: Statement) =>
    contentWords(at.passage.text).flatMap(({ term }) => (names.has(term) ? [] : [term]));
  return shared([...new Set(besides(own.statement))], besides(other.statement)) >= SAME_CONTEST;
}
