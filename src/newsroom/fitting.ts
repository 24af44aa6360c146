/**
 * Whether what a passage says fits what is asked, beyond the words they share: its year, its unit, its kind. Facts about one
 * passage and what was extracted from it; the weights are fitted.
 */
import type { Question } from './question.ts';
import type { RankedPassage } from './rank.ts';
import type { Extraction } from './spans/extract.ts';
import { termsOf } from './terms.ts';
import { relatedTo } from './words.ts';

/** 0 or 1 but where it says otherwise. */
export const FITTINGS = [
  /** What answers stands in one clause with a verb or noun of the question. */
  'attached',
  /** 1 when the question names a year that the passage neither tells nor was published in. */
  'otherYear',
  /** Share of the question's weight in names that the passage does not name; 0 to 1. */
  'otherName',
  /** The noun asked for ("which *city*") stands in the passage. */
  'head',
  /** The answer is a clause: none of the things that are told by their kind, such as names, numbers, dates, quotations. */
  'clause',
  /** Other things are counted in the answer than are asked for. */
  'otherUnit',
  /** Nothing in the passage is of the kind asked for: no age for "how old", no time for "when". */
  'unfilled',
] as const;

export type Fitting = Record<(typeof FITTINGS)[number], number>;

type Extracted = RankedPassage & { extraction: Extraction };

export function fittingOf({ terms, written, wanted }: Question, passage: Extracted): Fitting {
  const { extraction, terms: told } = passage;
  const total = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const others = terms.filter(({ term }) => term.startsWith('@') && !told.own.includes(term));
  return {
    attached: extraction.attached ? 1 : 0,
    otherYear: yearsIn(written).some(year => !tellsYear(passage, year)) ? 1 : 0,
    otherName: others.reduce((sum, { weight }) => sum + weight, 0) / total,
    head: wanted.head.some(term => told.own.includes(term)) ? 1 : 0,
    clause: extraction.kind === 'clause' ? 1 : 0,
    otherUnit: countsOther(wanted, passage) ? 1 : 0,
    unfilled: extraction.filled ? 0 : 1,
  };
}

/** Whoever is counted by these nouns may be called anything in the answer: "212 passengers". */
const ANYBODY = new Set(termsOf('people persons men women victims dead').map(({ term }) => term));

/** Nouns less related than this count different things (0 to 1). */
const KINDRED = 0.3;

/** "How many ships?" beside "31 hours", "how many lorry drivers" beside "31 lorries". A number without a unit may count anything. */
function countsOther({ form, measure, head }: Question['wanted'], { passage, extraction }: Extracted): boolean {
  if (form !== 'how-many' || measure !== null) return false;
  const inside = passage.numbers.filter(({ start, end }) => start >= extraction.start && end <= extraction.end);
  const counted = inside.flatMap(({ unit }) => unit ?? []).flatMap(unit => termsOf(unit).map(({ term }) => term));
  const noun = head.at(-1);
  if (counted.length === 0 || noun === undefined || ANYBODY.has(noun)) return false;
  const near = relatedTo(noun);
  return counted.every(term => term !== noun && near(term) < KINDRED);
}

function yearsIn(text: string): string[] {
  return text.match(/\b[12]\d{3}\b/g) ?? [];
}

function tellsYear({ article, passage, terms }: RankedPassage, year: string): boolean {
  const told = [article.publishedAt, ...passage.dates.map(({ value }) => value)];
  return terms.own.includes(year) || terms.around.includes(year) || told.some(date => date?.startsWith(year));
}
