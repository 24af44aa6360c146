/**
 * BM25 over the postings of a question's terms, any of which will do: as Robertson and others have it, and as SQLite's FTS5 computes
 * it, to the last digit. Pure. Passages are gone through in windows, so that the sums of a large index need little memory.
 */
import { PostingReader } from './postings.ts';

/** What a term brings: in how many passages it stands, and its postings, in the order of passages. */
export interface RankedTerm {
  count: number;
  parts: readonly { first: number; postings: Uint8Array }[];
}

/** What the terms are ranked in. */
export interface Ranked {
  /** By passage number: its words and one more, 0 when it must not be found. */
  stored: Uint16Array;
  passages: number;
  words: number;
}

export interface Scored {
  passage: number;
  score: number;
}

/** How soon more of the same word stops counting, and how much length counts (0 to 1): the usual values, FTS5's too. */
const K1 = 1.2;
const B = 0.75;

/** Least idf: a word in more than half of all passages still counts for a trifle. */
const LEAST_IDF = 1e-6;

/** Passages summed up at a time: 512 KB of sums, which stay in the processor's cache. */
const WINDOW = 65_536;

/** Lengths up to here are weighed once; longer passages are rare. */
const WEIGHED = 1_024;

/** The best passages, best first, those of one score in the order of passages; at most `limit`. */
export function bestPassages(terms: readonly RankedTerm[], index: Ranked, limit: number): Scored[] {
  const weighed = terms.map(term => ({ idf: idfOf(term.count, index.passages), postings: streamOf(term.parts) }));
  const sums = new Float64Array(Math.min(WINDOW, index.stored.length));
  const damp = dampingOf(index);
  const best = keepBest(limit);
  const touched: number[] = [];
  for (;;) {
    const next = weighed.reduce((least, { postings }) => Math.min(least, postings.passage), Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return best.sorted();
    const from = next - (next % WINDOW);
    for (const { idf, postings } of weighed) sumUp(postings, idf, from, sums, touched, index.stored, damp);
    for (const at of touched) {
      best.offer(from + at, sums[at]!);
      sums[at] = 0;
    }
    touched.length = 0;
  }
}

/** A term's postings over all segments; `passage` is infinite at the end. */
interface Stream {
  passage: number;
  reader: PostingReader | null;
  rest: Iterator<PostingReader>;
}

function streamOf(parts: RankedTerm['parts']): Stream {
  const rest = parts.values().map(({ first, postings }) => new PostingReader(postings, first));
  const stream: Stream = { passage: 0, reader: null, rest };
  advance(stream);
  return stream;
}

function advance(stream: Stream): void {
  while (!stream.reader?.next()) {
    const next = stream.rest.next();
    if (next.done) {
      stream.passage = Number.POSITIVE_INFINITY;
      return;
    }
    stream.reader = next.value;
  }
  stream.passage = stream.reader.passage;
}

/** Adds what one term brings to the passages of a window. */
function sumUp(
  stream: Stream,
  idf: number,
  from: number,
  sums: Float64Array,
  touched: number[],
  stored: Uint16Array,
  damp: (length: number) => number,
): void {
  const to = from + WINDOW;
  while (stream.passage < to) {
    const reader = stream.reader!;
    do {
      const at = reader.passage - from;
      if (at >= WINDOW) break;
      const length = stored[reader.passage]!;
      if (length === 0) continue;
      if (sums[at] === 0) touched.push(at);
      sums[at]! += idf * ((reader.weight * (K1 + 1)) / (reader.weight + damp(length - 1)));
    } while (reader.next());
    if (reader.passage >= to) {
      stream.passage = reader.passage;
      return;
    }
    stream.reader = null;
    advance(stream);
  }
}

function idfOf(count: number, passages: number): number {
  const idf = Math.log((passages - count + 0.5) / (count + 0.5));
  return idf <= 0 ? LEAST_IDF : idf;
}

/** How much a passage's length holds a word's weight down. */
function dampingOf({ passages, words }: Ranked): (length: number) => number {
  const mean = words / passages;
  const damping = (length: number) => K1 * (1 - B + (B * length) / mean);
  const table = Float64Array.from({ length: WEIGHED }, (_, length) => damping(length));
  return length => (length < WEIGHED ? table[length]! : damping(length));
}

/** Keeps the best of all that is offered. */
function keepBest(limit: number) {
  const kept: Scored[] = [];
  let least = 0;
  const cut = () => {
    kept.sort((a, b) => b.score - a.score || a.passage - b.passage);
    kept.length = Math.min(kept.length, limit);
    if (kept.length === limit) least = kept.at(-1)!.score;
  };
  return {
    offer(passage: number, score: number) {
      if (score < least) return;
      kept.push({ passage, score });
      // Sorted now and then only: four times as many cost less than one place for each.
      if (kept.length >= 4 * limit) cut();
    },
    sorted(): Scored[] {
      cut();
      return kept;
    },
  };
}
