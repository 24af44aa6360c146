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

/** Lengths and weights up to here are weighed once; longer passages, and words that stand in one more often, are rare. */
const LENGTHS = 256;
const WEIGHTS = 4;

/** Passages in which a term is so frequent that it finds nothing by itself, where rarer terms stand in this many together: it only adds. */
const FREQUENT = 50_000;
const ENOUGH = 1_000;

/** Terms that are added to those of the rounds before, and how many passages are then wanted. */
export interface Round {
  terms: readonly RankedTerm[];
  limit: number;
}

/** For each round the best passages by its terms and those of the rounds before, best first, those of one score in the order of passages. */
export function bestPassages(rounds: readonly Round[], index: Ranked): Scored[][] {
  const weighed = weighedBy(rounds, index.passages);
  const all = weighed.flatMap(({ terms }) => terms);
  const sums = { of: new Float64Array(Math.min(WINDOW, index.stored.length)), touched: [] as number[] };
  const saturation = saturationOf(index);
  for (;;) {
    const next = all.reduce((least, { postings }) => Math.min(least, postings.passage), Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return weighed.map(({ best }) => best.sorted());
    const from = next - (next % WINDOW);
    for (const { terms, best } of weighed) {
      for (const term of terms) sumUp(term, from, sums, index.stored, saturation);
      for (const at of sums.touched) best.offer(from + at, sums.of[at]!);
    }
    for (const at of sums.touched) sums.of[at] = 0;
    sums.touched.length = 0;
  }
}

interface Weighed {
  idf: number;
  postings: Stream;
  /** It counts only where another term stands too. */
  onlyAdds: boolean;
}

function weighedBy(rounds: readonly Round[], passages: number) {
  let rare = 0;
  return rounds.map(({ terms, limit }) => {
    rare += terms.reduce((sum, { count }) => sum + (count > FREQUENT ? 0 : count), 0);
    const weighed = terms.map(({ count, parts }): Weighed => {
      const onlyAdds = count > FREQUENT && rare >= ENOUGH;
      return { idf: idfOf(count, passages), postings: streamOf(parts), onlyAdds };
    });
    // What only adds comes last: the others must have been there.
    const inOrder = [...weighed.filter(term => !term.onlyAdds), ...weighed.filter(term => term.onlyAdds)];
    return { terms: inOrder, best: keepBest(limit) };
  });
}

/** What the terms bring to the passages of a window, and to which of them anything. */
interface Sums {
  of: Float64Array;
  touched: number[];
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
  { idf, postings: stream, onlyAdds }: Weighed,
  from: number,
  { of: sums, touched }: Sums,
  stored: Uint16Array,
  saturation: (weight: number, length: number) => number,
): void {
  const to = from + WINDOW;
  while (stream.passage < to) {
    const reader = stream.reader!;
    do {
      const at = reader.passage - from;
      if (at >= WINDOW) break;
      const length = stored[reader.passage]!;
      if (length === 0 || (onlyAdds && sums[at] === 0)) continue;
      if (sums[at] === 0) touched.push(at);
      sums[at]! += idf * saturation(reader.weight, length - 1);
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

/** What a word counts for that stands `weight` times in a passage of `length` words: less for each time more, and less in a longer one. */
function saturationOf({ passages, words }: Ranked): (weight: number, length: number) => number {
  const mean = words / passages;
  const counts = (weight: number, length: number) =>
    (weight * (K1 + 1)) / (weight + K1 * (1 - B + (B * length) / mean));
  const table = Float64Array.from({ length: WEIGHTS * LENGTHS }, (_, n) => counts((n / LENGTHS) | 0, n % LENGTHS));
  return (weight, length) =>
    weight < WEIGHTS && length < LENGTHS ? table[weight * LENGTHS + length]! : counts(weight, length);
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
