/**
 * What a brief has to be better than, each after its paper: the first sentences, TextRank (Mihalcea and Tarau 2004) and LexRank
 * (Erkan and Radev 2004). They stand here to be compared with, and must never be used by the engine.
 */
import { wordsOf } from './rouge.ts';

/** The sentences of an article, in an order: the best first, or as they stand. */
export type Summariser = (sentences: readonly string[]) => string[];

/** Probability of going on along the graph; 1 minus it is the chance of a jump. Both papers' own values. */
const TEXTRANK_DAMPING = 0.85;
const LEXRANK_DAMPING = 0.85;

/** LexRank's cosine from which two sentences are neighbours; the paper's best. */
const NEIGHBOURS = 0.1;

/** Rounds of the power method; the ranks of a hundred sentences stand after thirty. */
const ROUNDS = 60;

export const SUMMARISERS: Readonly<Record<string, Summariser>> = {
  'lead-3': sentences => [...sentences],
  TextRank: sentences => ranked(sentences, textRank(sentences.map(wordsOf))),
  LexRank: sentences => ranked(sentences, lexRank(sentences.map(wordsOf))),
};

/** The first of `ordered` sentences until there are `words` words, the last one cut there; in the order of the article. */
export function cutTo(words: number, ordered: readonly string[], article: readonly string[]): string[] {
  const taken: { at: number; text: string }[] = [];
  let room = words;
  for (const sentence of ordered) {
    if (room <= 0) break;
    const own = sentence.split(/\s+/u);
    taken.push({ at: article.indexOf(sentence), text: own.slice(0, room).join(' ') });
    room -= own.length;
  }
  return taken.sort((a, b) => a.at - b.at).map(({ text }) => text);
}

function ranked(sentences: readonly string[], ranks: readonly number[]): string[] {
  const order = sentences.map((_, at) => at).sort((a, b) => ranks[b]! - ranks[a]! || a - b);
  return order.map(at => sentences[at]!);
}

function textRank(sentences: readonly string[][]): number[] {
  const sets = sentences.map(words => new Set(words));
  const likeness = (a: number, b: number) => {
    const common = [...sets[a]!].filter(word => sets[b]!.has(word)).length;
    const length = Math.log(sentences[a]!.length) + Math.log(sentences[b]!.length);
    return length > 0 ? common / length : 0;
  };
  return pageRank(matrixOf(sentences.length, likeness), TEXTRANK_DAMPING);
}

function lexRank(sentences: readonly string[][]): number[] {
  const counts = sentences.map(words => Map.groupBy(words, word => word));
  const idf = new Map<string, number>();
  for (const word of new Set(sentences.flat()))
    idf.set(word, Math.log(sentences.length / counts.filter(count => count.has(word)).length));
  const weight = (at: number, word: string) => (counts[at]!.get(word)?.length ?? 0) * idf.get(word)!;
  const length = (at: number) => Math.hypot(...[...counts[at]!.keys()].map(word => weight(at, word)));
  const cosine = (a: number, b: number) => {
    const dot = [...counts[a]!.keys()].reduce((sum, word) => sum + weight(a, word) * weight(b, word), 0);
    return dot === 0 ? 0 : dot / (length(a) * length(b));
  };
  const isNear = (a: number, b: number) => (cosine(a, b) > NEIGHBOURS ? 1 : 0);
  return pageRank(matrixOf(sentences.length, isNear), LEXRANK_DAMPING);
}

function matrixOf(size: number, edge: (a: number, b: number) => number): number[][] {
  return Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => (a === b ? 0 : edge(a, b))));
}

/** The stationary probabilities of a walk along weighted edges; a sentence without any jumps anywhere. */
function pageRank(edges: readonly number[][], damping: number): number[] {
  const size = edges.length;
  const sums = edges.map(row => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = new Array<number>(size).fill(1 / size);
  for (let round = 0; round < ROUNDS; round++) {
    const loose = ranks.reduce((sum, rank, at) => (sums[at] === 0 ? sum + rank : sum), 0);
    ranks = ranks.map((_, to) => {
      const along = edges.reduce(
        (sum, row, from) => (sums[from] === 0 ? sum : sum + (ranks[from]! * row[to]!) / sums[from]!),
        0,
      );
      return (1 - damping) / size + damping * (along + loose / size);
    });
  }
  return ranks;
}
