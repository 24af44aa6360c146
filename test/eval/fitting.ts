/** Two small fits: softmax within groups by gradient descent (full batch, Adam), logistic by Newton's method. Deterministic. */

export interface Group {
  weight: number;
  rows: number[][];
  gold: boolean[];
}

export interface Row {
  row: number[];
  label: number;
  weight: number;
}

interface FitOptions {
  steps: number;
  /** Pull towards 0, per step and weight. */
  l2: number;
}

export function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Weights that make the gold rows of each group the likeliest: minimises -log of their share of the softmax. */
export function fitSoftmax(groups: Group[], options: FitOptions): number[] {
  const size = groups[0]?.rows[0]?.length ?? 0;
  return adam(size, options, weights => {
    const gradient = new Array<number>(size).fill(0);
    for (const group of groups) addGroup(gradient, weights, group);
    const total = groups.reduce((sum, { weight }) => sum + weight, 0);
    return gradient.map(value => value / total);
  });
}

function addGroup(gradient: number[], weights: number[], { rows, gold, weight }: Group): void {
  const scores = rows.map(row => dot(weights, row));
  const top = Math.max(...scores);
  const shares = scores.map(score => Math.exp(score - top));
  const sum = shares.reduce((total, share) => total + share, 0);
  const goldSum = shares.reduce((total, share, at) => total + (gold[at] ? share : 0), 0);
  rows.forEach((row, at) => {
    const pull = shares[at]! / sum - (gold[at] ? shares[at]! / goldSum : 0);
    for (let k = 0; k < row.length; k++) gradient[k]! += weight * pull * row[k]!;
  });
}

/** Steps of Newton's method; ten are enough for every figure to stand still. */
const NEWTON = 12;

/**
 * Logistic regression by Newton's method; the last weight is the intercept. `ridge` pulls each weight towards 0 as if its figure had
 * been brought to a standard deviation of 1, so that the scale of a figure does not matter.
 */
export function fitLogistic(rows: Row[], ridge: number): number[] {
  const size = rows[0]?.row.length ?? 0;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const spread = Array.from({ length: size }, (_, k) => varianceOf(rows, k, total));
  let weights = new Array<number>(size + 1).fill(0);
  for (let step = 0; step < NEWTON; step++) {
    const gradient = weights.map((weight, k) => (k < size ? ridge * spread[k]! * weight : 0));
    const curve = weights.map((_, k) =>
      weights.map((_, m) => (k === m ? (k < size ? ridge * spread[k]! : 0) + 1e-9 : 0)),
    );
    for (const { row, label, weight } of rows) {
      const figures = [...row, 1];
      const share = 1 / (1 + Math.exp(-dot(weights, figures)));
      const pull = (weight * (share - label)) / total;
      const bend = (weight * share * (1 - share)) / total;
      for (let k = 0; k <= size; k++) {
        if (figures[k] === 0) continue;
        gradient[k]! += pull * figures[k]!;
        for (let m = 0; m <= size; m++) curve[k]![m]! += bend * figures[k]! * figures[m]!;
      }
    }
    const change = solve(curve, gradient);
    weights = weights.map((weight, k) => weight - change[k]!);
  }
  return weights;
}

function varianceOf(rows: Row[], k: number, total: number): number {
  const mean = rows.reduce((sum, { row, weight }) => sum + weight * row[k]!, 0) / total;
  return rows.reduce((sum, { row, weight }) => sum + weight * (row[k]! - mean) ** 2, 0) / total;
}

/** Gauss's elimination with the largest pivot; changes both its arguments. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++)
      if (Math.abs(matrix[row]![at]!) > Math.abs(matrix[pivot]![at]!)) pivot = row;
    [matrix[at], matrix[pivot]] = [matrix[pivot]!, matrix[at]!];
    [right[at], right[pivot]] = [right[pivot]!, right[at]!];
    for (let row = at + 1; row < size; row++) {
      const times = matrix[row]![at]! / matrix[at]![at]!;
      for (let k = at; k < size; k++) matrix[row]![k]! -= times * matrix[at]![k]!;
      right[row]! -= times * right[at]!;
    }
  }
  const found = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    let sum = right[at]!;
    for (let k = at + 1; k < size; k++) sum -= matrix[at]![k]! * found[k]!;
    found[at] = sum / matrix[at]![at]!;
  }
  return found;
}

/** Kingma and Ba 2015, with their constants; rate 0.05. */
function adam(size: number, { steps, l2 }: FitOptions, gradientAt: (weights: number[]) => number[]): number[] {
  const weights = new Array<number>(size).fill(0);
  const first = new Array<number>(size).fill(0);
  const second = new Array<number>(size).fill(0);
  for (let step = 1; step <= steps; step++) {
    const gradient = gradientAt(weights);
    for (let k = 0; k < size; k++) {
      const slope = gradient[k]! + l2 * weights[k]!;
      first[k] = 0.9 * first[k]! + 0.1 * slope;
      second[k] = 0.999 * second[k]! + 0.001 * slope * slope;
      const mean = first[k]! / (1 - 0.9 ** step);
      const spread = Math.sqrt(second[k]! / (1 - 0.999 ** step));
      weights[k]! -= (0.05 * mean) / (spread + 1e-8);
    }
  }
  return weights;
}
