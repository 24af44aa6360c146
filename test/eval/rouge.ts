/**
 * ROUGE after Lin (2004), "ROUGE: a package for automatic evaluation of summaries": ROUGE-N by overlap of word sequences, ROUGE-L
 * by longest common subsequences of sentences (the union of section 3.2), both as F1. Words are lower case and stemmed, stop
 * words kept. It judges one summary by one reference and knows nothing of how either was made.
 */
import stem from 'wink-porter2-stemmer';

export interface Rouge {
  /** F1, 0 to 1. */
  one: number;
  two: number;
  l: number;
}

/** Both texts as sentences, in their order. */
export function rouge(summary: readonly string[], reference: readonly string[]): Rouge {
  const [ours, theirs] = [summary.map(wordsOf), reference.map(wordsOf)];
  return {
    one: rougeN(ours.flat(), theirs.flat(), 1),
    two: rougeN(ours.flat(), theirs.flat(), 2),
    l: rougeL(ours, theirs),
  };
}

/** Letters and digits, case folded and stemmed. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map(word => stem(word));
}

function rougeN(ours: readonly string[], theirs: readonly string[], n: number): number {
  const [mine, wanted] = [sequences(ours, n), sequences(theirs, n)];
  let hits = 0;
  for (const [sequence, count] of mine.counts) hits += Math.min(count, wanted.counts.get(sequence) ?? 0);
  return f1(hits, mine.total, wanted.total);
}

function sequences(words: readonly string[], n: number): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>();
  const total = Math.max(0, words.length - n + 1);
  for (let at = 0; at < total; at++) {
    const sequence = words.slice(at, at + n).join(' ');
    counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
  }
  return { counts, total };
}

/** For each sentence of the reference the words that stand in order in any sentence of the summary; no word is used twice. */
function rougeL(ours: readonly string[][], theirs: readonly string[][]): number {
  const left = sequences(ours.flat(), 1).counts;
  let hits = 0;
  for (const sentence of theirs) {
    const matched = new Set(ours.flatMap(own => commonSubsequence(sentence, own)));
    for (const at of matched) {
      const word = sentence[at]!;
      const count = left.get(word) ?? 0;
      if (count > 0) hits++;
      left.set(word, count - 1);
    }
  }
  return f1(hits, ours.flat().length, theirs.flat().length);
}

/** Places in `one` of a longest common subsequence with `other`. */
function commonSubsequence(one: readonly string[], other: readonly string[]): number[] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      lengths[i]![j] =
        one[i] === other[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const places: number[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      places.push(i++);
      j++;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return places;
}

function f1(hits: number, ours: number, theirs: number): number {
  return ours + theirs === 0 ? 0 : (2 * hits) / (ours + theirs);
}
