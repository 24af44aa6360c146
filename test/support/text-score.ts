/** How well a text was taken from a page: F1 over runs of four words, as benchmarks of extraction score it. */

const RUN = 4;

export interface TextScore {
  precision: number;
  recall: number;
  f1: number;
}

/** 0 to 1 each. */
export function scoreText(got: string, expected: string): TextScore {
  const [found, wanted] = [runsOf(got), runsOf(expected)];
  let both = 0;
  for (const [run, count] of found) both += Math.min(count, wanted.get(run) ?? 0);
  const precision = both / Math.max(1, total(found));
  const recall = both / Math.max(1, total(wanted));
  return { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function runsOf(text: string): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = new Map<string, number>();
  for (let at = 0; at + RUN <= words.length; at++) {
    const run = words.slice(at, at + RUN).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

function total(runs: Map<string, number>): number {
  return [...runs.values()].reduce((sum, count) => sum + count, 0);
}
