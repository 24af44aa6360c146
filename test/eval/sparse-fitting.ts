/**
 * Fits linear models over named facts: a softmax that earns rewards among candidates, and a logistic curve. Full batch, Adam,
 * no chance involved: the same examples give the same weights.
 */

/** One candidate's or row's facts: indices into the weights and their values. */
export interface Facts {
  at: Int32Array;
  value: Float32Array;
}

/** Candidates to choose among, each with its reward from 0 to 1. */
export interface RewardGroup {
  candidates: Facts[];
  rewards: number[];
  weight: number;
}

export interface LabelledRow {
  facts: Facts;
  label: 0 | 1;
  weight: number;
}

interface Options {
  /** Number of weights. */
  size: number;
  steps: number;
  /** Pull towards 0, one for each weight. */
  pull: (at: number) => number;
}

/** Numbers names as they come. */
export class Names {
  readonly list: string[] = [];
  private readonly known = new Map<string, number>();

  number(name: string): number {
    const before = this.known.get(name);
    if (before !== undefined) return before;
    this.known.set(name, this.list.length);
    this.list.push(name);
    return this.list.length - 1;
  }
}

export function sumOf({ at, value }: Facts, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * value[i]!;
  return sum;
}

/** Weights under which the expected reward is highest: minimises the mean of -log of the softmax's expected reward. */
export function fitRewards(groups: readonly RewardGroup[], options: Options): Float64Array {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return adam(options, (weights, gradient) => {
    for (const { candidates, rewards, weight } of groups) {
      const shares = softmax(candidates.map(facts => sumOf(facts, weights)));
      const expected = shares.reduce((sum, share, i) => sum + share * rewards[i]!, 0);
      for (const [i, facts] of candidates.entries()) {
        const slope = shares[i]! * (1 - rewards[i]! / Math.max(expected, 1e-9));
        if (Math.abs(slope) > 1e-7) push(gradient, facts, (slope * weight) / total);
      }
    }
  });
}

/** Weights of a logistic curve through labelled rows; a fact that is always 1 is the intercept. */
export function fitLabels(rows: readonly LabelledRow[], options: Options): Float64Array {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  return adam(options, (weights, gradient) => {
    for (const { facts, label, weight } of rows) {
      const share = 1 / (1 + Math.exp(-sumOf(facts, weights)));
      push(gradient, facts, ((share - label) * weight) / total);
    }
  });
}

function softmax(sums: number[]): number[] {
  const top = Math.max(...sums);
  const powers = sums.map(sum => Math.exp(sum - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
}

function push(gradient: Float64Array, { at, value }: Facts, by: number): void {
  for (let i = 0; i < at.length; i++) gradient[at[i]!]! += by * value[i]!;
}

/** Kingma and Ba's constants, with a rate that falls to a tenth. */
function adam(
  { size, steps, pull }: Options,
  add: (weights: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const weights = new Float64Array(size);
  const [mean, square] = [new Float64Array(size), new Float64Array(size)];
  for (let step = 1; step <= steps; step++) {
    const gradient = new Float64Array(size);
    add(weights, gradient);
    const rate = 0.1 * (1 - (0.9 * step) / steps);
    for (let i = 0; i < size; i++) {
      const slope = gradient[i]! + pull(i) * weights[i]!;
      mean[i] = 0.9 * mean[i]! + 0.1 * slope;
      square[i] = 0.999 * square[i]! + 0.001 * slope * slope;
      const size1 = mean[i]! / (1 - 0.9 ** step);
      const size2 = square[i]! / (1 - 0.999 ** step);
      weights[i]! -= (rate * size1) / (Math.sqrt(size2) + 1e-8);
    }
  }
  return weights;
}
