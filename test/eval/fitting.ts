/** Two small fits by gradient descent: softmax within groups, and logistic. Full batch, Adam, deterministic. */

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

/** Logistic regression; a constant 1 in the rows stands for the intercept. */
export function fitLogistic(rows: Row[], options: FitOptions): number[] {
  const size = rows[0]?.row.length ?? 0;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  return adam(size, options, weights => {
    const gradient = new Array<number>(size).fill(0);
    for (const { row, label, weight } of rows) {
      const pull = (weight * (1 / (1 + Math.exp(-dot(weights, row))) - label)) / total;
      for (let k = 0; k < size; k++) gradient[k]! += pull * row[k]!;
    }
    return gradient;
  });
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
