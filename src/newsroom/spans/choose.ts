/**
 * Weighs the candidates of a passage and picks one: a linear model, one set of weights for all forms of question and a
 * correction for each. The weights are data, made by `test/eval/fit-spans.ts`.
 */
import fitted from '../data/span-weights.json' with { type: 'json' };
import type { Span } from './candidates.ts';
import { featuresOf } from './features.ts';
import type { Scene } from './scene.ts';
import type { Form } from './wanted.ts';

export type Weights = Readonly<Record<string, number>>;

/** As `span-weights.json` holds them. */
export interface SpanWeights {
  shared: Weights;
  forms: Readonly<Partial<Record<Form, Weights>>>;
}

export interface Choice {
  span: Span;
  /** How much of the answer it is expected to hold and how tightly, 0 to 1. */
  gain: number;
  /** Probability that the answer stands inside it, given that the passage holds one, 0 to 1. */
  placed: number;
  /** Highest weighted sum of the features among the candidates. */
  sum: number;
}

/**
 * Worth of an answer that holds all that is asked for and more, beside one that holds it and nothing else: 0 chooses the tightest
 * words, 1 always the sentence.
 */
const SAFETY = 0.7;

/** Candidates that count as what the answer may be; those beyond have next to no probability. */
const LIKELY = 24;

/**
 * The candidate that gains most, the earlier of equals; null where there is none. It need not be the likeliest: where two places
 * are equally likely, the words that hold both are the better answer.
 */
export function choose(
  scene: Scene,
  candidates: readonly Span[],
  weights: SpanWeights = fitted.span,
  safety = SAFETY,
): Choice | null {
  if (candidates.length === 0) return null;
  const table = tableFor(weights, scene.wanted.form);
  const sums = candidates.map(span => sumOf(scene, span, table));
  const likely = likeliest(candidates, sums);
  let best: Choice | null = null;
  for (const span of candidates) {
    let [gain, placed] = [0, 0];
    for (const { span: answer, share } of likely) {
      const shared = Math.min(span.to, answer.to) - Math.max(span.from, answer.from);
      if (shared <= 0) continue;
      const holds = shared === answer.to - answer.from;
      const tight = (2 * shared) / (span.to - span.from + answer.to - answer.from);
      if (holds) placed += share;
      gain += share * ((holds ? safety : 0) + (1 - safety) * tight);
    }
    if (best === null || gain > best.gain) best = { span, gain, placed, sum: 0 };
  }
  return { ...best!, sum: Math.max(...sums) };
}

interface Likely {
  span: Span;
  /** Probability, 0 to 1. */
  share: number;
}

function likeliest(candidates: readonly Span[], sums: readonly number[]): Likely[] {
  const top = Math.max(...sums);
  const powers = sums.map(sum => Math.exp(sum - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const all = candidates.map((span, i) => ({ span, share: powers[i]! / total }));
  return all.sort((a, b) => b.share - a.share).slice(0, LIKELY);
}

function sumOf(scene: Scene, span: Span, table: ReadonlyMap<string, number>): number {
  let sum = 0;
  featuresOf(scene, span, (name, value = 1) => {
    sum += (table.get(name) ?? 0) * value;
  });
  return sum;
}

/** Merged once for each form and set of weights. */
const tables = new WeakMap<SpanWeights, Map<Form, Map<string, number>>>();

function tableFor(weights: SpanWeights, form: Form): ReadonlyMap<string, number> {
  const known = tables.get(weights) ?? new Map<Form, Map<string, number>>();
  tables.set(weights, known);
  const made = known.get(form) ?? merge(weights.shared, weights.forms[form] ?? {});
  known.set(form, made);
  return made;
}

function merge(shared: Weights, own: Weights): Map<string, number> {
  const table = new Map(Object.entries(shared));
  for (const [name, weight] of Object.entries(own)) table.set(name, (table.get(name) ?? 0) + weight);
  return table;
}
