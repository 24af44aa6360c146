/**
 * Two sentences that are one but for a value: a text that was copied or rewritten, and in which a name or a figure has changed. Called with
 * the best passage and each of the others; where more than values differ they are two sentences, and nothing is said.
 */
import type { EntityMention } from '../../core/model.ts';
import type { Question } from '../question.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { differentNames, scopesMeet } from './differ.ts';
import { inOrder } from './in-order.ts';
import type { CarriedPassage } from './readings.ts';
import type { Told } from './told.ts';

/** Words of either sentence compared; a longer one is hardly a sentence. */
const MOST_WORDS = 80;
/** Words that both must have in order, and their share of the shorter sentence (0 to 1). */
const LEAST_SHARED = 5;
const SAME_SENTENCE = 0.7;
/** A value in more words is another clause. */
const LONGEST_VALUE = 5;

/** Words `from` to `to` (exclusive) of each sentence. */
interface Gap {
  a: [from: number, to: number];
  b: [from: number, to: number];
}

type Swapped = Pick<Told, 'from' | 'says' | 'start' | 'end'>;

/** The values that stand in each other's place and answer the question, with how they relate; null where there are none. */
export function swapBetween(
  question: Question,
  a: CarriedPassage,
  b: CarriedPassage,
): { kind: 'conflict' | 'cannot-compare'; values: [Swapped, Swapped] } | null {
  const [one, two] = [termsOf(a.passage.text), termsOf(b.passage.text)];
  const gaps = gapsBetween(one, two);
  if (!gaps) return null;
  const asked = new Set(question.terms.map(({ term }) => term));
  const names = (words: Term[], [from, to]: [number, number]) =>
    words.slice(from, to).some(({ term }) => asked.has(term));
  // Where a word of the question itself was changed, the two tell of two things.
  if (gaps.some(gap => names(one, gap.a) !== names(two, gap.b))) return null;
  for (const gap of gaps) {
    const values: [Swapped, Swapped] = [swapped(a, one, gap.a), swapped(b, two, gap.b)];
    if (!isAnswer(question, a, values[0]) || !differ(question, values)) continue;
    return { kind: scopesMeet(question, ...values) ? 'conflict' : 'cannot-compare', values };
  }
  return null;
}

function swapped(from: CarriedPassage, words: Term[], [first, last]: [number, number]): Swapped {
  const [start, end] = [words[first]!.start, words[last - 1]!.end];
  return { from, says: from.passage.text.slice(start, end), start, end };
}

/** The value lies in the words that were extracted, or is of the kind that is asked for. */
function isAnswer({ wanted }: Question, { passage, extraction }: CarriedPassage, { start, end }: Swapped): boolean {
  if (!extraction) return false;
  return (
    extraction.start < passage.start + end &&
    passage.start + start < extraction.end &&
    (VALUED.has(wanted.type) || extraction.kind !== 'sentence')
  );
}

const VALUED = new Set(['person', 'place', 'organisation', 'number', 'date', 'name']);

function differ({ wanted }: Question, [a, b]: [Swapped, Swapped]): boolean {
  if (wanted.type !== 'date' && (tellsDate(a) || tellsDate(b))) return false;
  const [one, two] = [numberIn(a), numberIn(b)];
  if (one !== null && two !== null) return one !== two && !NAMES.has(wanted.type);
  if (one !== null || two !== null || wanted.type === 'number' || wanted.type === 'date') return false;
  return isName(a) && isName(b) && differentNames(a.says, b.says);
}

const NAMES = new Set(['person', 'place', 'organisation']);

/** A changed date makes another occasion of it, unless it is what was asked for. */
function tellsDate({ from: { passage }, start, end }: Swapped): boolean {
  return passage.dates.some(date => date.start - passage.start < end && date.end - passage.start > start);
}

function numberIn({ from: { passage }, start, end }: Swapped): number | null {
  const inside = (mention: { start: number; end: number }) =>
    mention.start - passage.start < end && mention.end - passage.start > start;
  const told = passage.numbers.filter(inside);
  if (told.length > 0) return told.length === 1 ? told[0]!.value : null;
  const year = /\b[12]\d{3}\b/.exec(passage.text.slice(start, end));
  return year ? Number(year[0]) : null;
}

/** Capitalised from the first word to the last; at the head of a sentence only where it is known, or has two words. */
function isName({ says, start, from: { passage } }: Swapped): boolean {
  const words = says.split(/\s+/);
  const lower = words.filter(word => !/^\p{Lu}/u.test(word) && !PARTICLES.has(word));
  const opens = start === 0 && words.length === 1;
  const known = (entity: EntityMention) => entity.start - passage.start === start;
  return lower.length === 0 && !isStopWord(words[0]!.toLowerCase()) && (!opens || passage.entities.some(known));
}

const PARTICLES = new Set(['of', 'the', 'and', 'de', 'van', 'von', 'der', 'la', 'al', 'bin', '&']);

/** What stands between the words that both have in order; null where they are two sentences. */
function gapsBetween(one: Term[], two: Term[]): Gap[] | null {
  if (Math.max(one.length, two.length) > MOST_WORDS) return null;
  const shared = inOrder(one, two);
  const least = Math.min(one.length, two.length);
  if (shared.length < Math.max(LEAST_SHARED, SAME_SENTENCE * least)) return null;
  const ends: [number, number][] = [...shared, [one.length, two.length]];
  let [i, j] = [0, 0];
  const gaps: Gap[] = [];
  for (const [x, y] of ends) {
    const gap: Gap = { a: [i, x], b: [j, y] };
    if (x > i && y > j && x - i <= LONGEST_VALUE && y - j <= LONGEST_VALUE) gaps.push(gap);
    [i, j] = [x + 1, y + 1];
  }
  return gaps;
}
