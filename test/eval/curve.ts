/**
 * What would be answered at other thresholds of `confidence`: for choosing the setting between answer and refusal.
 * It can only be as eager as the answers it is given: a refusal without words stays a refusal at every threshold.
 */
import { IF_DISPUTED } from '../../src/newsroom/answer.ts';
import { round } from './match.ts';
import type { GivenAnswer, Question } from './questions.ts';
import { isHit } from './score.ts';

/** Steps in which a threshold is looked for; finer than any difference a few hundred questions can show. */
const FINE = 1000;

/** Per cent, but for the threshold; null where nothing is counted. */
export interface CurvePoint {
  threshold: number;
  answered: number | null;
  hit: number | null;
  abstained_on_unanswerable: number | null;
  answered_right: number | null;
  balanced: number;
}

export interface Curve {
  points: CurvePoint[];
  /** Refusals that carry no words, so that nobody knows what would have been said. */
  silent: number;
}

interface Outcome {
  answerable: boolean;
  /** The highest threshold at which it is answered. */
  confidence: number;
  hasWords: boolean;
  hit: boolean;
}

/** The curve at these thresholds, 0 to 1 each. */
export function curveOf(
  questions: readonly Question[],
  answers: ReadonlyMap<string, GivenAnswer>,
  thresholds: readonly number[],
): Curve {
  const counted = questions.filter(question => question.answerable || !question.abstain_lenient);
  const outcomes = counted.map(question => outcomeOf(question, answers.get(question.id)));
  const silent = outcomes.filter(outcome => !outcome.hasWords).length;
  return { points: thresholds.map(threshold => pointAt(outcomes, threshold)), silent };
}

/** `count` + 1 thresholds, evenly from 0 to 1. */
export function evenly(count: number): number[] {
  return Array.from({ length: count + 1 }, (_, at) => at / count);
}

/** The threshold where hit and right refusals are best together; the lowest of equals. */
export function bestThreshold(questions: readonly Question[], answers: ReadonlyMap<string, GivenAnswer>): number {
  const { points } = curveOf(questions, answers, evenly(FINE));
  return points.reduce((best, point) => (point.balanced > best.balanced ? point : best)).threshold;
}

/** The highest threshold at which no more than `refused` per cent of the unanswerable are refused; 0 when there is none. */
export function thresholdRefusing(
  questions: readonly Question[],
  answers: ReadonlyMap<string, GivenAnswer>,
  refused: number,
): number {
  const { points } = curveOf(questions, answers, evenly(FINE));
  return points.findLast(point => (point.abstained_on_unanswerable ?? 0) <= refused)?.threshold ?? 0;
}

/** The same answers, with those below the threshold refused. */
export function refuseBelow(answers: ReadonlyMap<string, GivenAnswer>, threshold: number): Map<string, GivenAnswer> {
  const judged = (answer: GivenAnswer): GivenAnswer =>
    answer.confidence >= threshold
      ? answer
      : { ...answer, abstained: true, evidence: [], disagreement: null, caveats: [] };
  return new Map([...answers].map(([id, answer]) => [id, judged(answer)]));
}

function outcomeOf(question: Question, answer: GivenAnswer | undefined): Outcome {
  const said = answer?.answer ?? '';
  return {
    answerable: question.answerable,
    confidence: (answer?.confidence ?? 0) + (answer?.disagreement ? IF_DISPUTED : 0),
    hasWords: said !== '',
    hit: question.answerable && isHit(question, said),
  };
}

function pointAt(outcomes: Outcome[], threshold: number): CurvePoint {
  const isAnswered = (outcome: Outcome) => outcome.hasWords && outcome.confidence >= threshold;
  const isRight = (outcome: Outcome) => isAnswered(outcome) && outcome.hit;
  const answerable = outcomes.filter(outcome => outcome.answerable);
  const unanswerable = outcomes.filter(outcome => !outcome.answerable);
  const hit = share(answerable, isRight);
  const refused = share(unanswerable, outcome => !isAnswered(outcome));
  return {
    threshold,
    answered: share(answerable, isAnswered),
    hit,
    abstained_on_unanswerable: refused,
    answered_right: share(outcomes.filter(isAnswered), isRight),
    balanced: round(((hit ?? 0) + (refused ?? 0)) / 2, 1),
  };
}

function share(outcomes: Outcome[], holds: (outcome: Outcome) => boolean): number | null {
  return outcomes.length === 0 ? null : round((100 * outcomes.filter(holds).length) / outcomes.length, 1);
}
