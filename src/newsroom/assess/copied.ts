/**
 * Where a copy of another text was changed: sentences that are one but for a figure, a name or a "not". Called with the copies of an
 * article; without other reports nothing tells which of the two was changed, so the point is minor unless they side with the copy.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { inOrder } from '../claims/in-order.ts';
import { type Term, termsOf } from '../terms.ts';
import { pointAt } from './point.ts';
import { reporting, type Scene } from './scene.ts';

/** Share of the shorter sentence's words that both have in order (0 to 1), and how many at least. */
const SAME_SENTENCE = 0.7;
const MIN_SHARED = 4;
/** Sentences with more words are cut there: what is compared is words times words. */
const MOST_WORDS = 80;

export function copiedPoints(scene: Scene): Point[] {
  if (scene.copies.length === 0) return [];
  const theirs = scene.copies.flatMap(({ passages }) => reporting(passages)).map(at => ({ at, words: wordsOf(at) }));
  const whole = new Set(theirs.map(({ at }) => at.passage.text));
  return reporting(scene.passages).flatMap(at => {
    if (at.passage.kind === 'heading' || whole.has(at.passage.text)) return [];
    const words = wordsOf(at);
    for (const other of theirs) {
      const change = changeBetween(words, at.passage.text, other.words, other.at.passage.text);
      if (!change) continue;
      const why = `A copy of this text has "${cut(other.at, change.theirs)}" where this has "${cut(at, change.own)}".`;
      const sided =
        change.theirs.every(({ term }) => scene.held(term) > 0) &&
        change.own.some(({ term }) => scene.held(term) === 0);
      return [pointAt(at, { kind: 'contradicted', severity: sided ? 'major' : 'minor', why }, [other.at])];
    }
    return [];
  });
}

function wordsOf({ passage }: IndexedPassage): Term[] {
  return termsOf(passage.text).slice(0, MOST_WORDS);
}

/** Figures, names and negations that stand in each other's place; null where the two are one, or two. */
function changeBetween(
  one: readonly Term[],
  text: string,
  two: readonly Term[],
  other: string,
): { own: Term[]; theirs: Term[] } | null {
  const least = Math.min(one.length, two.length);
  if (least < MIN_SHARED || Math.max(one.length, two.length) > 2 * least) return null;
  const pairs = inOrder(one, two);
  if (pairs.length < Math.max(MIN_SHARED, SAME_SENTENCE * least)) return null;
  const [ours, others] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  const own = one.filter((_, i) => !ours.has(i));
  const theirs = two.filter((_, j) => !others.has(j));
  const isNot = ({ word }: Term) => NEGATION.has(word);
  if (own.some(isNot) !== theirs.some(isNot))
    return { own: own.length > 0 ? own : [...one], theirs: theirs.length > 0 ? theirs : [...two] };
  const figures = (words: readonly Term[]) => words.some(({ term }) => /^\d/.test(term));
  const names = (words: readonly Term[], text: string) =>
    words.some(({ start }) => start > 0 && /\p{Lu}/u.test(text[start]!));
  const both = figures(own) && figures(theirs) ? true : names(own, text) && names(theirs, other);
  return both ? { own, theirs } : null;
}

const NEGATION = new Set(['not', 'no', 'never', 'none']);

/** From the first changed word to the last. */
function cut({ passage }: IndexedPassage, words: readonly Term[]): string {
  return passage.text.slice(words[0]!.start, words.at(-1)!.end);
}
