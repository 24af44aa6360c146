/**
 * The probability that the evidence carries the question: a logistic curve over a few figures of the best passages. Fitted on
 * questions with and without an answer by `test/eval/fit.ts`; the threshold between answer and refusal is set beside it.
 */
import weights from './data/weights.json' with { type: 'json' };
import type { FeatureName, Features } from './features.ts';
import { nearTo, type Question, withNames } from './question.ts';
import type { RankedPassage } from './rank.ts';
import type { Extraction } from './spans/extract.ts';
import { isNegated } from './spans/slot.ts';
import { termsOf } from './terms.ts';
import { relatedTo } from './words.ts';

/** The best passage's features that count here too, as `features.ts` names them. */
const OF_PASSAGE = [
  'own',
  'around',
  'soft',
  'vectorAround',
  'bigrams',
  'missing',
  'names',
  'otherNumber',
  'otherThing',
  'otherWords',
  'speaker',
  'leaning',
  'spoken',
] as const satisfies readonly FeatureName[];

export const SIGNS = [
  /** Rank of the best passage. */
  'rank',
  /** Its share among all that were read, by rank: 1 when it stands alone. */
  'share',
  /** How surely the slot asked for is filled there, and at best in the three first. */
  'slot',
  'bestSlot',
  'attached',
  ...OF_PASSAGE,
  /** The index's own score per word of the question: high for rare words found together. */
  'score',
  /** Words of the question that carry a topic, natural logarithm. */
  'words',
  /** Share of the question's weight in words that the record does not know at all. */
  'unknown',
  /** 1 when the question names a year that the passage neither tells nor was published in. */
  'otherYear',
  /** How far the least met of its words is from any word in or around the passage, times its weight beside the heaviest. */
  'farthest',
  /** Share of the question's weight in names that the passage does not name. */
  'otherName',
  /** 1 when the question denies something ("who did not sign?") and the passage denies nothing. */
  'negates',
  /** 1 when the noun asked for ("which *city*") stands in the passage. */
  'head',
  /** 1 when the answer is a clause: none of the things that are told by their kind, such as names, numbers, dates, quotations. */
  'clause',
  /** 1 when other things are counted in the answer than are asked for. */
  'otherUnit',
  /** 1 when nothing in the passage is of the kind asked for: no age for "how old", no time for "when". */
  'unfilled',
  /** The form of the question: some slots are easier to seem filled than others. */
  'asksWho',
  'asksHowMany',
  'asksWhen',
  'asksYesNo',
  'asksWords',
  'asksChoice',
  'asksList',
] as const;

export type Signs = Record<(typeof SIGNS)[number], number>;

type ReadBefore = RankedPassage & { extraction: Extraction };

function featuresHere({ features }: RankedPassage): Pick<Features, (typeof OF_PASSAGE)[number]> {
  return Object.fromEntries(OF_PASSAGE.map(name => [name, features[name]])) as ReturnType<typeof featuresHere>;
}

/** What is known of the best passage of a question; null when nothing was found at all. */
export function signsOf({ terms, written, wanted }: Question, read: ReadBefore[]): Signs | null {
  const best = read[0];
  if (!best) return null;
  const weightOf = (of: typeof terms) => of.reduce((sum, { weight }) => sum + weight, 0);
  return {
    rank: best.rank,
    share: 1 / read.reduce((sum, { rank }) => sum + Math.exp(rank - best.rank), 0),
    slot: best.extraction.score,
    bestSlot: Math.max(...read.slice(0, 3).map(({ extraction }) => extraction.score)),
    attached: best.extraction.attached ? 1 : 0,
    ...featuresHere(best),
    score: best.score / Math.max(1, terms.length),
    words: Math.log(Math.max(1, terms.length)),
    unknown: weightOf(terms.filter(({ count }) => count === 0)) / (weightOf(terms) || 1),
    otherYear: yearsIn(written).some(year => !tellsYear(best, year)) ? 1 : 0,
    farthest: farthestOf(terms, best),
    otherName:
      weightOf(terms.filter(({ term }) => term.startsWith('@') && !best.terms.own.includes(term))) /
      (weightOf(terms) || 1),
    negates: isNegated(written) && !isNegated(best.passage.text) ? 1 : 0,
    head: wanted.head.some(term => best.terms.own.includes(term)) ? 1 : 0,
    clause: best.extraction.kind === 'clause' ? 1 : 0,
    otherUnit: countsOther(wanted, best) ? 1 : 0,
    unfilled: best.extraction.filled ? 0 : 1,
    asksWho: wanted.form === 'who' ? 1 : 0,
    asksHowMany: wanted.form === 'how-many' ? 1 : 0,
    asksWhen: wanted.form === 'when' ? 1 : 0,
    asksYesNo: wanted.form === 'yes-no' ? 1 : 0,
    asksWords: wanted.form === 'said' ? 1 : 0,
    asksChoice: wanted.form === 'choice' ? 1 : 0,
    asksList: wanted.form === 'list' ? 1 : 0,
  };
}

/** Whoever is counted by these nouns may be called anything in the answer: "212 passengers". */
const ANYBODY = new Set(termsOf('people persons men women victims dead').map(({ term }) => term));

/** Nouns less related than this count different things (0 to 1). */
const KINDRED = 0.3;

/** "How many ships?" beside "31 hours", "how many lorry drivers" beside "31 lorries". A number without a unit may count anything. */
function countsOther({ form, measure, head }: Question['wanted'], { passage, extraction }: ReadBefore): boolean {
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

function farthestOf(terms: Question['terms'], { terms: { own, around } }: RankedPassage): number {
  const has = withNames([...own, ...around], terms);
  const words = terms.filter(({ term }) => !term.startsWith('@'));
  const heaviest = words.reduce((most, { weight }) => Math.max(most, weight), 0) || 1;
  const met = (term: Question['terms'][number]) => {
    if (has.has(term.term)) return 1;
    const near = nearTo(term);
    return [...own, ...around].reduce((most, other) => Math.max(most, near(other)), 0);
  };
  return words.reduce((most, term) => Math.max(most, term.weight * (1 - met(term))), 0) / heaviest;
}

/** 0 to 1. */
export function confidenceOf(signs: Signs | null): number {
  if (signs === null) return 0;
  const sum = SIGNS.reduce(
    (total, name) => total + weights.confidence[name] * signs[name],
    weights.confidence.intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}
