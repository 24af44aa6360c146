/**
 * The short answer a passage gives to a question: which words, of what kind, how to compare them, and how likely it is that
 * they fill the slot that was asked for. Every word shown is the passage's own, except Yes and No.
 */
import type { Passage } from '../../core/model.ts';
import fitted from '../data/span-weights.json' with { type: 'json' };
import type { Question } from '../question.ts';
import { candidatesOf, type Span, within } from './candidates.ts';
import { choose, type SpanWeights, type Weights } from './choose.ts';
import { fillingOf, UNFILLED } from './filling.ts';
import { optionIn } from './options.ts';
import { polarityOf } from './polarity.ts';
import { type Scene, sceneOf } from './scene.ts';
import { type Context, isAttached, slotProbability } from './slot.ts';
import { tokensOf } from './tokens.ts';
import { comparable, kindOfSpan, type SpanKind } from './value.ts';

export type { Context } from './slot.ts';
export type { SpanKind } from './value.ts';

export interface Extraction {
  /** Words of the passage, at most 60; or the template word Yes or No. Empty only for a passage without words. */
  text: string;
  /** Offsets into the revision's text; for Yes and No those of the clause that says so. */
  start: number;
  end: number;
  kind: SpanKind;
  /** Normalised, for comparing across articles: `15 years`, `2026-01-06`, a canonical name, `yes`, or folded words. */
  value: string;
  /** 0 to 1: the probability that the slot asked for is filled. */
  score: number;
  /** The span stands in one clause with a matched verb or noun of the question. */
  attached: boolean;
  /** Something in the passage is of the kind asked for, as far as a kind shows. */
  filled: boolean;
}

/** What `span-weights.json` holds: how answers are chosen, and how they are judged. */
export interface Fitted {
  span: SpanWeights;
  slot: Weights;
}

/** Nothing around is known. */
export const NO_CONTEXT: Context = { previous: null, heading: null, title: null };

/** Pure; about as many steps as the passage has phrases, squared at most to a dozen. */
export function extract(
  question: Question,
  passage: Passage,
  context: Context = NO_CONTEXT,
  weights: Fitted = fitted,
): Extraction {
  const tokens = tokensOf(passage, question);
  const scene = sceneOf(passage, tokens, question.wanted);
  const { candidates, filled } = fillingOf(scene, candidatesOf(passage, tokens));
  const choice = choose(scene, candidates, weights.span);
  if (choice === null)
    return {
      text: '',
      start: passage.start,
      end: passage.start,
      kind: 'sentence',
      value: '',
      score: 0,
      attached: false,
      filled: false,
    };
  const score = slotProbability(question, scene, choice, context, weights.slot) * (filled ? 1 : UNFILLED);
  const span = optionIn(scene) ?? choice.span;
  const place = offsetsOf(scene, span);
  const found = {
    start: passage.start + place.start,
    end: passage.start + place.end,
    score,
    attached: isAttached(scene, choice),
    filled,
  };
  return saying(question, scene, span, found);
}

/**
 * The same of words that somebody else has found in the passage; a yes or no is still told from the passage alone.
 * @param place offsets into the passage's text
 */
export function extractionAt(question: Question, passage: Passage, place: { start: number; end: number }): Extraction {
  const tokens = tokensOf(passage, question);
  const scene = sceneOf(passage, tokens, question.wanted);
  const found = {
    start: passage.start + place.start,
    end: passage.start + place.end,
    score: 1,
    attached: true,
    filled: true,
  };
  return saying(question, scene, within(tokens, place.start, place.end), found);
}

type Found = Pick<Extraction, 'start' | 'end' | 'score' | 'attached' | 'filled'>;

/** What a span says: its own words, but Yes or No where that is asked and can be told. */
function saying(question: Question, scene: Scene, span: Span, found: Found): Extraction {
  const { passage } = scene;
  const polarity = question.wanted.form === 'yes-no' ? polarityOf(question, scene) : null;
  if (polarity !== null)
    return { ...found, text: polarity ? 'Yes' : 'No', kind: 'yes-no', value: polarity ? 'yes' : 'no' };
  const text = passage.text.slice(found.start - passage.start, found.end - passage.start);
  const kind = kindOfSpan(scene, span);
  return { ...found, text, kind, value: comparable(kind, text, found, passage) };
}

const OPENING = /[$€£¥₹#]\s?$|(?:US|C|A)\$$/u;
const CLOSING = /^\s?(?:%|°[CF]?|[€£])/u;
const CLOSE: Record<string, string> = { '(': ')', '“': '”', '"': '"', '‘': '’' };

/** From words to characters: signs of money and share belong to their number, and an opened mark is closed. Offsets into the passage's text. */
export function offsetsOf({ tokens, passage: { text } }: Scene, { from, to }: Span): { start: number; end: number } {
  let { start } = tokens[from]!;
  let { end } = tokens[to - 1]!;
  start -= OPENING.exec(text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  end += CLOSING.exec(text.slice(end, end + 4))?.[0].length ?? 0;
  if (from === 0 && to === tokens.length) return { start: 0, end: text.length };
  for (const [open, close] of Object.entries(CLOSE)) {
    const inner = text.slice(start, end);
    if (inner.includes(open) && inner.lastIndexOf(close) <= inner.lastIndexOf(open) && text[end] === close) end++;
    if (inner.includes(close) && open !== close && !inner.includes(open) && text[start - 1] === open) start--;
  }
  return { start, end };
}
