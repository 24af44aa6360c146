/** One whole counted twice in an article, and otherwise: "all 22 pupils of the class" and "all 26 pupils of the class". */
import type { NumberMention, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { isRestricted } from '../claims/extent.ts';
import { isOtherMeasure, isTelling, MORE, unitTerm } from './figures.ts';
import { commonWords } from './near.ts';
import { pointAt } from './point.ts';
import { reporting, type Scene } from './scene.ts';

/** "All 22", "each of the 22": the whole of what is counted. */
const WHOLE = /\b(?:all|each of)\s(?:of\s)?(?:the\s|its\s|their\s|his\s|her\s)?$/iu;
/** "The tests on the 310 works": of a number of things, "two of the 310" are a part. */
const THE = /(?<!\bof )\bthe\s$/iu;
/** Of what it is the whole: "pupils of class 9b". */
const OF = /^\s\p{L}+\s(?:of|in|at|from|on)\s(?:the\s|its\s|their\s)?(?<what>\p{L}+(?:\s\d[\p{L}\d]*)?)/u;

interface Whole {
  at: IndexedPassage;
  number: NumberMention;
  of: string;
  /** Told by "all"; "the 22" are all only of what another sentence calls all. */
  isAll: boolean;
  /** Telling words of the sentence, what is counted left out. */
  words: ReadonlySet<string>;
}

/** The later of two that differ is named, and the earlier shown beside it. */
export function wholePoints({ passages }: Scene): Point[] {
  const all = reporting(passages).flatMap(wholesIn);
  const twice = all.flatMap((later, n) => {
    const earlier = all
      .slice(0, n)
      .find(other => isSameWhole(other, later) && other.number.value !== later.number.value);
    if (!earlier || earlier.at === later.at) return [];
    const why = `The article itself also says "${written(earlier)}" of them.`;
    return [pointAt(later.at, { kind: 'internal-contradiction', severity: 'major', why }, [earlier.at])];
  });
  return [...twice, ...reporting(passages).flatMap(sumPoint)];
}

/** "Injured 12 people: seven women and eight men". */
function sumPoint(at: IndexedPassage): Point[] {
  const { text, numbers, start } = at.passage;
  return numbers.slice(0, -2).flatMap((whole, n) => {
    const [one, two] = [numbers[n + 1]!, numbers[n + 2]!];
    const between = (from: NumberMention, to: NumberMention) => text.slice(from.end - start, to.start - start);
    const isList = /^\s\p{L}+(?:\s\p{L}+)?(?::|,|\s[–—(-]|\s\()\s?$/u.test(between(whole, one));
    const isAll =
      isList && /^(?:\s\p{L}+){1,3}\sand\s$/u.test(between(one, two)) && ENDS.test(text.slice(two.end - start));
    const units = [whole, one, two].map(({ unit }) => unit);
    if (isOtherMeasure(whole, one) || isOtherMeasure(one, two)) return [];
    if (!isAll || one.value + two.value === whole.value || units.includes(null) || units.includes('%')) return [];
    if (one.value + two.value < whole.value && !between(whole, one).includes(':')) return [];
    const why = `${one.value} and ${two.value} do not make ${whole.value}.`;
    return [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [])];
  });
}

/** The last part, and no third. */
const ENDS = /^\s\p{L}+(?:[.;)]|$)/u;

function wholesIn(at: IndexedPassage): Whole[] {
  const { passage } = at;
  if (passage.speech.some(({ direct }) => direct)) return [];
  return passage.numbers.flatMap(number => {
    const [from, to] = [number.start - passage.start, number.end - passage.start];
    const [before, behind] = [passage.text.slice(0, from), passage.text.slice(to)];
    const isAll = WHOLE.test(before);
    const isThe = THE.test(before) && !isRestricted(behind) && !MORE.test(behind);
    if (number.unit === null || (!isAll && !isThe)) return [];
    const terms = contentWords(isAll ? (OF.exec(behind)?.groups?.what ?? '') : '').map(({ term }) => term);
    const thing = unitTerm(number.unit);
    const beside = contentWords(`${before} ${behind}`).filter(({ term }) => term !== thing && !/^\d/.test(term));
    return [{ at, number, of: terms.join(' '), isAll, words: new Set(beside.map(({ term }) => term)) }];
  });
}

function isSameWhole(one: Whole, two: Whole): boolean {
  if (unitTerm(one.number.unit) !== unitTerm(two.number.unit)) return false;
  if (one.isAll && two.isAll) return one.of !== '' && one.of === two.of;
  return (one.isAll || two.isAll) && isTelling(one.number) && commonWords(one.words, two.words).length > 0;
}

function written({ at: { passage }, number }: Whole): string {
  return passage.text.slice(number.start - passage.start, number.end - passage.start);
}
