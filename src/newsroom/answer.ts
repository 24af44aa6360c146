/**
 * From an inquiry to an Answer. Every word shown stands in the evidence, or is Yes or No; where the record does not carry the
 * question, that is said, and the passages that come closest are given.
 */
import type { Answer, Disagreement, DisagreementSide, Evidence } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import { agreementOf, supportersOf } from './agreement.ts';
import { caveatsOf } from './caveats.ts';
import { takesBack } from './claims/claims.ts';
import { disagreementOf } from './claims/disagreement.ts';
import { makeSupport, shownSides } from './claims/sides.ts';
import { confidenceOf, signsOf } from './confidence.ts';
import type { Doubt } from './doubt.ts';
import { evidenceOf } from './evidence.ts';
import { excerptOf } from './excerpt.ts';
import { type Inquiry, inquire, type ReadPassage } from './inquiry.ts';
import type { Names } from './names.ts';
import { otherPremise } from './premise.ts';
import type { Question } from './question.ts';
import type { RankedPassage } from './rank.ts';

/** Pieces of evidence shown at most, and passages named by a refusal; the contract of `Answer`. */
const MAX_EVIDENCE = 5;
const NEAREST = 3;

/** What a sound passage must reach of a weak one, in words and in its slot, to lead instead (0 to 1). */
const AS_SURE = 0.7;
/** The same, where the weak one repeats what its article takes back. */
const HALF_AS_SURE = 0.4;

/** How much less confidence a question needs that sources are found to disagree on (0 to 1). */
export const IF_DISPUTED = 0.45;
/** The same, where they tell what cannot be compared: that is a weaker sign that the record speaks of it. */
const IF_APART = 0.2;

/** Articles looked through for what contradicts an answer, beyond the passages that carry the question. */
const COMPARED = 16;

/** What is asked of the record, and by which measure it answers. */
export interface Engine {
  index: Index;
  names: Names;
  doubt: Doubt;
  /** The confidence an answer needs; below it the question is refused. 0 to 1. */
  threshold: number;
}

/** Answers a question that has been checked for length and characters. `ms` is filled in by whoever waited. */
export function answerQuestion(text: string, engine: Engine): Answer {
  return answerOf(inquire(text, engine.index, engine.names), engine);
}

/** What an inquiry comes to. */
export function answerOf(inquiry: Inquiry, engine: Engine): Answer {
  return asAnswer(inquiry, outcomeOf(inquiry, engine), inquiry.confidence);
}

function asAnswer({ question }: Inquiry, outcome: Outcome, confidence: number): Answer {
  return { question: question.text, ...outcome, confidence: Math.round(confidence * 10_000) / 10_000, ms: 0 };
}

type Outcome = Omit<Answer, 'question' | 'confidence' | 'ms'>;

/** Answered when sure enough; or when nearly so and sources disagree on the very thing, for then the record does speak of it. */
function outcomeOf(inquiry: Inquiry, engine: Engine): Outcome {
  const { confidence, read } = inquiry;
  if (read.length === 0 || confidence < engine.threshold - IF_DISPUTED) return refused(inquiry);
  const outcome = answered(inquiry, engine);
  return confidence >= engine.threshold - leewayOf(outcome.disagreement) ? outcome : refused(inquiry);
}

function leewayOf(disagreement: Disagreement | null): number {
  if (!disagreement) return 0;
  return disagreement.kind === 'conflict' ? IF_DISPUTED : IF_APART;
}

/** What is said on a side was cut to what differs: the answer says the same, where that stands in it. */
function asOnItsSide(extracted: string, disagreement: Disagreement | null): string {
  const says = disagreement?.sides[0]?.says;
  return says && extracted.includes(says) ? says : extracted;
}

/**
 * The answer that stands in these passages, the first side first; they were pointed at, and hold. How sure it is lies between the threshold and 1, as
 * the record itself has it.
 */
export function answerPointed(inquiry: Inquiry, sides: readonly ReadPassage[][], engine: Engine): Answer {
  const { question, read } = inquiry;
  const pointed = sides.flat();
  const isPointed = new Set(pointed.map(passage => placeOf(evidenceOf(passage))));
  const rest = read.filter(passage => !isPointed.has(placeOf(evidenceOf(passage))));
  const own = confidenceOf(signsOf(question, [pointed[0]!, ...rest]));
  const confidence = engine.threshold + (1 - engine.threshold) * own;
  const outcome = answered({ ...inquiry, read: [...pointed, ...rest] }, engine, sides);
  return asAnswer(inquiry, outcome, confidence);
}

function answered(
  { question, ranked, read: found }: Inquiry,
  { index, doubt }: Engine,
  pointed: readonly ReadPassage[][] = [],
): Outcome {
  const sure = surestFirst(found, doubt);
  const disagreement =
    disagreementIn(question, ranked, sure, { index, doubt }) ?? disagreementPointedAt(pointed, { index, doubt });
  const read = betterSupportedFirst(sure, disagreement);
  const best = read[0]!;
  const against = placesOf(disagreement?.sides.slice(1) ?? []);
  const supporters = supportersOf(read).filter(
    passage => passage === best || !against.has(placeOf(evidenceOf(passage))),
  );
  const agreement = agreementOf(supporters, index);
  const others = read.filter(passage => !supporters.includes(passage));
  return {
    status: 'answered',
    answer: asOnItsSide(best.extraction.text, disagreement) || excerptOf(best.passage.text, question),
    evidence: [...supporters, ...others].slice(0, MAX_EVIDENCE).map(evidenceOf),
    supporting: Math.min(supporters.length, MAX_EVIDENCE),
    agreement,
    disagreement,
    caveats: caveatsOf(question, supporters, {
      reports: agreement.reports,
      isDisputed: disagreement?.kind === 'conflict',
      doubt,
    }),
    nearest: [],
  };
}

/** Where sources disagree, the best passage of the better supported side leads. */
function betterSupportedFirst(read: ReadPassage[], disagreement: Disagreement | null): ReadPassage[] {
  const side = placesOf(disagreement?.sides.slice(0, 1) ?? []);
  const leading = read.find(passage => side.has(placeOf(evidenceOf(passage))));
  return leading ? [leading, ...read.filter(passage => passage !== leading)] : read;
}

function placesOf(sides: DisagreementSide[]): Set<string> {
  return new Set(sides.flatMap(({ evidence }) => evidence.map(placeOf)));
}

function placeOf({ article, start, end }: Evidence): string {
  return `${article} ${start} ${end}`;
}

/**
 * What an article takes back, and a doubtful article, never lead where another passage answers as well: the same kind of thing, and
 * hardly less surely. Otherwise the order stays.
 */
function surestFirst(read: ReadPassage[], doubt: Doubt): ReadPassage[] {
  const best = read[0]!;
  const isWeak = ({ passage, article }: ReadPassage) => takesBack(passage) || doubt.isDoubtful(article.id);
  if (!isWeak(best)) return read;
  const least = takesBack(best.passage) ? HALF_AS_SURE : AS_SURE;
  const sound = read.find(
    passage =>
      passage.extraction.kind === best.extraction.kind &&
      passage.extraction.score >= least * best.extraction.score &&
      passage.features.own >= least * best.features.own &&
      !isWeak(passage),
  );
  return sound ? [sound, ...read.filter(passage => passage !== sound)] : read;
}

function disagreementIn(
  question: Question,
  ranked: RankedPassage[],
  read: ReadPassage[],
  { index, doubt }: Pick<Engine, 'index' | 'doubt'>,
) {
  const articles = [...new Set(ranked.map(({ article }) => article.id))].slice(0, COMPARED);
  const carried = read.map(passage => ({ ...passage, weight: passage.total }));
  return disagreementOf(question, carried, {
    reports: index.reportsOf(articles),
    passagesOf: index.passages,
    isDoubtful: doubt.isDoubtful,
    articles,
  });
}

/** Sides that somebody else has told apart; none of one side. */
function disagreementPointedAt(
  sides: readonly ReadPassage[][],
  { index, doubt }: Pick<Engine, 'index' | 'doubt'>,
): Disagreement | null {
  if (sides.length < 2) return null;
  const reports = index.reportsOf(sides.flat().map(({ article }) => article.id));
  const voices = sides.map(side =>
    side.map(passage => ({ from: { ...passage, weight: passage.total }, says: passage.extraction.text })),
  );
  return shownSides({ kind: 'conflict', sides: voices }, makeSupport(reports, doubt.isDoubtful));
}

function refused({ question, read }: Inquiry): Outcome {
  const premise = otherPremise(question, read[0]);
  return {
    status: 'not-in-corpus',
    answer: '',
    evidence: [],
    supporting: 0,
    agreement: { articles: 0, reports: 0, outlets: 0 },
    disagreement: null,
    caveats: premise === null ? [] : [premise],
    nearest: nearestOf(read),
  };
}

/** The passages that come closest, one a text: a copy of the same words would tell nothing more. */
function nearestOf(read: ReadPassage[]): Evidence[] {
  const seen = new Set<string>();
  const distinct = read.filter(({ passage }) => !seen.has(passage.text) && seen.add(passage.text));
  return distinct.slice(0, NEAREST).map(evidenceOf);
}
