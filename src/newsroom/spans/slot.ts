/**
 * Whether a passage fills the slot that is asked for, or only speaks of the topic: the facts a probability is made from. A
 * passage may carry every word of a question and still not say what is asked.
 */

import type { Passage } from '../../core/model.ts';
import { isAskedAbout, leansBack, speakersOf, speakerTerms } from '../antecedent.ts';
import fitted from '../data/span-weights.json' with { type: 'json' };
import { type Question, withNames } from '../question.ts';
import { nameTerm, passageTerms, termsOf } from '../terms.ts';
import { clauseEnd } from './candidates.ts';
import type { Choice, Weights } from './choose.ts';
import { featuresOf } from './features.ts';
import type { Add, Scene } from './scene.ts';

/** What stands around a passage; it may name whom "he" or "the agreement" means. */
export interface Context {
  /** The passage before it in the same article and section. */
  previous: Passage | null;
  /** The heading it stands under. */
  heading: Passage | null;
  /** The article's title. */
  title: string | null;
}

/** Span facts that tell of the slot too. */
const TELLING = new Set([
  'fills',
  'fillsNot',
  'isName',
  'isNumber',
  'isDate',
  'isQuote',
  'whole',
  'inClause',
  'afterCopula',
  'beforeCopula',
  'headLast',
  'headInside',
  'headAfter',
  'headAfterNear',
  'headBefore',
  'headBeforeNear',
  'weightNear',
  'weightWide',
  'askedShare',
  'askedWeight',
  'prepositionFits',
  'object:nextBefore',
  'subject:nextAfter',
  'be:nextAfter',
  'be:lastBefore',
  'object:lastBefore',
  'unitFits',
  'unitOther',
  'unitWrong',
  'unitUnknown',
  'has:person',
  'has:place',
  'has:organisation',
]); // prettier-ignore

export function slotFeatures(question: Question, scene: Scene, choice: Choice, context: Context, add: Add): void {
  const { form } = scene.wanted;
  add('intercept');
  add(`form:${form}`);
  featuresOf(scene, choice.span, (name, value) => TELLING.has(name) && add(name, value));
  add('gain', choice.gain);
  add('placed', choice.placed);
  add('sum', choice.sum / 10);
  if (isAttached(scene, choice)) add('attached');
  coverage(question, scene, context, add);
  if (question.wanted.form === 'said' || question.wanted.form === 'what') speaker(question, scene.passage, add);
  if (isNegated(question.written) !== isNegated(scene.passage.text))
    add(isNegated(question.written) ? 'onlyQuestionNegates' : 'onlyPassageNegates');
}

/** Whether a text denies something, by its plainest words. */
function isNegated(text: string): boolean {
  return /\b(?:not|never|no|without|neither|nor|cannot)\b|n['’]t\b/i.test(text);
}

/** The chosen words stand in one clause with a verb or noun of the question that they do not hold themselves. */
export function isAttached({ tokens }: Scene, { span }: Choice): boolean {
  const { clause } = tokens[span.from]!;
  let from = span.from;
  while (from > 0 && tokens[from - 1]!.clause === clause) from--;
  const to = clauseEnd(tokens, span.to - 1);
  return tokens.slice(from, to).some((token, i) => token.weight > 0 && (from + i < span.from || from + i >= span.to));
}

/** How much of the question stands here, how much only around, and what is missing. */
function coverage(question: Question, { tokens, passage, sums }: Scene, context: Context, add: Add): void {
  const own = withNames(
    [
      ...tokens.filter(token => token.asked).map(({ term }) => term),
      ...passage.entities.map(({ name }) => nameTerm(name)),
      ...speakerTerms(passage),
    ],
    question.terms,
  );
  const meant =
    leansBack(passage.text) && context.previous !== null
      ? withNames(passageTerms(context.previous), question.terms)
      : null;
  const around = withNames(termsAround(context), question.terms);
  const total = question.terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let [here, near, worst, leaning] = [0, 0, 0, 0];
  for (const { term, weight } of question.terms) {
    if (own.has(term)) here += weight / total;
    else if (meant?.has(term)) leaning += weight / total;
    else if (around.has(term)) near += weight / total;
    else worst = Math.max(worst, weight / total);
  }
  add('here', here);
  add('here²', here * here);
  add('around', near);
  add('leaning', leaning);
  add('missing', worst);
  add('soft', sums.at(-1)!);
  add('soft²', sums.at(-1)! ** 2);
  if (tokens.some(token => token.weight > 0 && token.cls === 'verb')) add('verbMatched');
  const heads = question.wanted.head;
  if (heads.length > 0)
    add(heads.some(term => own.has(term)) ? 'headHere' : around.has(heads.at(-1)!) ? 'headAround' : 'headMissing');
  const names = question.names.map(nameTerm);
  if (names.some(name => !own.has(name) && !around.has(name))) add('nameMissing');
  if (names.some(name => !own.has(name) && around.has(name))) add('nameAround');
  if (question.terms.some(({ term }) => /^\d/.test(term) && !own.has(term) && !around.has(term))) add('numberMissing');
}

function termsAround({ previous, heading, title }: Context): Set<string> {
  const passages = [previous, heading].flatMap(passage => (passage === null ? [] : passageTerms(passage)));
  return new Set([...passages, ...termsOf(title ?? '').map(({ term }) => term)]);
}

/** For "what did X say": whether X speaks here. */
function speaker(question: Question, passage: Passage, add: Add): void {
  const speakers = speakersOf(passage);
  if (speakers.length === 0) add('speakerNone');
  else if (speakers.some(name => isAskedAbout(name, question))) add('speakerFits');
  else if (question.names.length > 0) add('speakerOther');
}

/** 0 to 1. */
export function slotProbability(
  question: Question,
  scene: Scene,
  choice: Choice,
  context: Context,
  weights: Weights = fitted.slot,
): number {
  let sum = 0;
  slotFeatures(question, scene, choice, context, (name, value = 1) => {
    sum += (weights[name] ?? 0) * value;
  });
  return 1 / (1 + Math.exp(-sum));
}
