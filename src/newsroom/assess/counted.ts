/**
 * Figures that the other reports have otherwise, where no clause tells it by itself: what is counted once in each report, and figures that
 * are theirs with digits swapped, lost or too many. Only where no other report has the article's own figure.
 */
import type { NumberMention, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { boundOf, isAgeBehind } from '../claims/counts.ts';
import { type Counted, isRestricted, stagesFit } from '../claims/extent.ts';
import { MONEY } from '../data/weighty.ts';
import { relatedness } from '../words.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { isDigitSlip, isLong, isOfNewKind, isOtherMeasure, isTelling, MORE, unitTerm } from './figures.ts';
import { type Around, commonWords, wordsAround } from './near.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, timesFit } from './times.ts';

/** Figures further apart count different things. */
const FARTHEST = 20;
/** Telling words beside figures of the same digits: one stands beside many figures. */
const SLIP_SHARED = 2;
/** Words of two clauses that tell the same of their figures; one less where two stand close by. */
const SAME_CLAUSE = 3;
/** Counts that grow are one only in reports so close in time. */
const EVOLVING_DAYS = 1;
/** "Nearly 50,000" is 48,000: figures nearer than this are one where either is rounded. */
const ROUNDED = 1.25;
const PART =
  /\b(?:all|of the|of its|of them|another|other|more|additional|further|first|last|next|each|every|only)\s$/iu;

interface Count {
  number: NumberMention;
  words: Set<string>;
  at: IndexedPassage;
}

export function countedPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each => countsIn(each.at).map(count => ({ ...each, ...count })));
  return reporting(scene.passages).flatMap(at =>
    countsIn(at)
      .filter(
        own => !theirs.some(other => isSameFigure(own, other)) && !isOfNewKind(own.number, at.passage, scene.held),
      )
      .flatMap(own => {
        const told = new Set(own.at.passage.numbers.map(({ value }) => value));
        const isTold = ({ value }: NumberMention) => value !== own.number.value && told.has(value);
        const against = theirs.filter(other => !isTold(other.number) && isRival(own, other, theirs));
        const values = new Set(against.map(({ number }) => number.value));
        if (values.size !== 1) return [];
        const why = (reports: number) =>
          `${reportsThat(reports, SAY)} "${written(against[0]!)}" where this says "${written(own)}".`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

/** Days are no months: of the same figure in another measure the two are not one. */
function isSameFigure(own: Count, other: Count): boolean {
  return own.number.value === other.number.value && !isOtherMeasure(own.number, other.number);
}

/** Exact figures of a sentence, a title or a row; no years, no parts, nothing that may be. */
function countsIn(at: IndexedPassage): Count[] {
  const { passage } = at;
  if (isOpen(passage)) return [];
  return passage.numbers
    .filter(number => isExact(number, passage))
    .map(number => ({ number, words: wordsBeside(number, passage), at }));
}

function isOpen({ text, firmness }: Passage): boolean {
  return firmness === 'may' || /\?[”"’)]*$|\b(?:would|could|might|wanted|if|unless)\b/iu.test(text);
}

function isExact({ value, start, end }: NumberMention, { text, start: from }: Passage): boolean {
  const before = text.slice(Math.max(0, start - from - 14), start - from);
  const isYear = value >= 1500 && value <= 2100 && Number.isInteger(value);
  return (
    value >= 2 &&
    !isYear &&
    !/\b(?:dozens|scores|hundreds|thousands|several)\b/iu.test(text.slice(start - from, end - from)) &&
    !isLabel(before) &&
    !isAge(text.slice(0, start - from), text.slice(end - from))
  );
}

/** "Jan Okon, 44,", "a shepherd of 71": looked at with the name. */
function isAge(before: string, after: string): boolean {
  return (/\p{Lu}[\p{L}’'-]+,\s$/u.test(before) && /^[,.;)]/u.test(after)) || isAgeBehind(before, after);
}

/** "Gate 3", "Heron-2"; "The 14" and "Some 300" are none. */
function isLabel(before: string): boolean {
  const word = /(?<word>[\p{Lu}\d][\p{L}\d]*)[\s.:-]$/u.exec(before)?.groups?.word;
  return (
    word !== undefined &&
    contentWords(word).length > 0 &&
    !/^(?:Some|About|Only|Around|Nearly|Almost|Over)$/u.test(word)
  );
}

/** The telling words of its sentence, without the thing counted. */
function wordsBeside({ unit, start, end }: NumberMention, { text, start: from }: Passage): Set<string> {
  const thing = unitTerm(unit);
  const beside = `${text.slice(0, start - from)} ${text.slice(end - from)}`;
  return new Set(
    contentWords(beside)
      .map(({ term }) => term)
      .filter(term => term !== thing && !/^\d/.test(term)),
  );
}

/** Another figure for what is the same thing: counted once in each report, or a slip of the same digits. */
function isRival(own: Count, other: Count & Elsewhere, theirs: readonly (Count & Elsewhere)[]): boolean {
  if (!timesFit(own.at, other.at) || isWished(own) !== isWished(other)) return false;
  if (!stagesFit(extentOf(own), extentOf(other))) return false;
  const shared = [...own.words].filter(term => other.words.has(term)).length;
  if (own.number.value === other.number.value) return isOtherMeasure(own.number, other.number) && shared >= SLIP_SHARED;
  if (isDigitSlip(own.number, other.number) && (sameUnit(own, other) || isTurnedFigure(own.number, other.number)))
    return (
      shared >=
      (isSameMeasure(own, other)
        ? 0
        : isTelling(own.number) || isLong(own.number) || isBeside(own, other)
          ? 1
          : SLIP_SHARED)
    );
  const ratio = Math.max(own.number.value, other.number.value) / Math.min(own.number.value, other.number.value);
  if (ratio > FARTHEST || (ratio < ROUNDED && [own, other].some(count => boundsOf(count) !== 'exact'))) return false;
  if (!sameUnit(own, other) || isOtherSum(own, other)) return false;
  if (isOneOfSame(own, other)) return shared > 0;
  if (isWhole(own) && isWhole(other) && isTelling(own.number)) return shared > 0;
  if (isPart(own) || isPart(other)) return false;
  if (
    unitTerm(own.number.unit) === unitTerm(other.number.unit) &&
    isTelling(own.number) &&
    shared > 0 &&
    isCountedOnce(other, theirs)
  )
    return true;
  return isToldAlike(own, other);
}

function extentOf({ number: { value }, at: { passage } }: Count): Counted {
  return { text: passage.text, value };
}

/** Of two things counted, only all digits in another order are a slip: a zero more or less is chance. */
function isTurnedFigure(own: NumberMention, other: NumberMention): boolean {
  return isLong(own) && String(own.value).length === String(other.value).length;
}

/** "Worth nine million", "insured for 7.5 million": of what a sum is, stands in the word before it. */
function isOtherSum(own: Count, other: Count): boolean {
  const [a, b] = [own, other].map(({ number: { start, unit }, at: { passage } }) =>
    unit !== null && (MONEY.test(unit) || CURRENCY.test(unit))
      ? contentWords(passage.text.slice(0, start - passage.start)).at(-1)?.term
      : undefined,
  );
  return a !== undefined && b !== undefined && a !== b && relatedness(a, b) < SAME_MEANING;
}

const CURRENCY = /^(?:usd|eur|gbp|jpy|inr)$/u;
/** Words so near in meaning tell of one thing: cost, price (0 to 1). */
const SAME_MEANING = 0.4;

/** What somebody asks for or offers is no fact, and is compared with what others say of it. */
function isWished({ at: { passage } }: Count): boolean {
  return passage.firmness === 'asked' || passage.firmness === 'proposed';
}

/** The clauses of both tell the same of their figure, whatever else the articles count in that measure. */
function isToldAlike(own: Count, other: Count): boolean {
  const days = daysBetween(own.at.article.publishedAt, other.at.article.publishedAt);
  if (Math.abs(days) > EVOLVING_DAYS && isEvolving(own)) return false;
  const [a, b] = [aroundOf(own), aroundOf(other)];
  if (boundsOf(own) !== 'exact' || boundsOf(other) !== 'exact') return false;
  const close = commonWords(a.close, b.close).length;
  // What is not named may be anything.
  if (own.number.unit !== other.number.unit && (own.number.unit === null || other.number.unit === null)) return false;
  return close > 0 && commonWords(a.terms, b.terms).length >= SAME_CLAUSE - (close > 1 ? 1 : 0);
}

/** The dead, the hurt and the like are more by the day. */
function isEvolving({ number: { unit } }: Count): boolean {
  return unit === null || /^(?:people|men|women|children|cases|dead|victims|workers|passengers)$/u.test(unit);
}

function boundsOf({ number, at: { passage } }: Count) {
  return boundOf(passage.text.slice(0, number.start - passage.start));
}

/** One telling word stands close to both: "costs 130 million". */
function isBeside(own: Count, other: Count): boolean {
  return commonWords(aroundOf(own).close, aroundOf(other).close).length > 0;
}

/** What is told around a figure, its unit left out. */
function aroundOf({ number: { start, end, unit }, at: { passage } }: Count): Around {
  const behind = passage.text.slice(end - passage.start + 1).toLowerCase();
  const counted = unit !== null && behind.startsWith(unit) ? unit.length + 1 : 0;
  return wordsAround(passage, start - passage.start, end - passage.start + counted);
}

function sameUnit(own: Count, other: Count): boolean {
  const [a, b] = [unitTerm(own.number.unit), unitTerm(other.number.unit)];
  return a === null || b === null || a === b;
}

/** "24 of the 51 seats" against "27 of 51 seats". */
function isOneOfSame(own: Count, other: Count): boolean {
  const [a, b] = [own, other].map(({ number, at: { passage } }) => {
    const [whole] = passage.numbers.filter(({ start }) => start > number.start);
    const between = whole ? passage.text.slice(number.end - passage.start, whole.start - passage.start) : '';
    return whole && /^(?:\s\p{L}+)?\s(?:of|out of|in)\s(?:the\s|its\s|their\s)?$/iu.test(between) ? whole.value : null;
  });
  return a !== null && a === b;
}

/** Three digits and more in one measure, with nothing but their order between them. */
function isSameMeasure(own: Count, other: Count): boolean {
  return own.number.unit !== null && unitTerm(own.number.unit) === unitTerm(other.number.unit) && isLong(own.number);
}

/** "All 240 works", "the 310 works": as many as there are. */
function isWhole({ number: { start, end, unit }, at: { passage } }: Count): boolean {
  const [before, after] = [passage.text.slice(0, start - passage.start), passage.text.slice(end - passage.start)];
  const isAll = /\b(?:all|each of the|every one of the|(?<!\bof )the|(?:its|their))\s$/iu.test(before);
  return unit !== null && isAll && !isRestricted(after) && !MORE.test(after);
}

function isPart({ number, at: { passage } }: Count): boolean {
  const before = passage.text.slice(Math.max(0, number.start - passage.start - 16), number.start - passage.start);
  const alike = passage.numbers.filter(({ unit }) => unit === number.unit);
  const after = passage.text.slice(number.end - passage.start);
  return (
    PART.test(before) ||
    alike.length > 1 ||
    isRestricted(after) ||
    /^\s(?:out\s)?of\s(?:the|its|their|his|her|them|these|those)\b/iu.test(after)
  );
}

/** In every other report the thing has this one figure. */
function isCountedOnce({ number }: Count, theirs: readonly Count[]): boolean {
  const thing = unitTerm(number.unit);
  return theirs.every(other => unitTerm(other.number.unit) !== thing || other.number.value === number.value);
}

function written({ number, at: { passage } }: Count): string {
  return passage.text.slice(number.start - passage.start, number.end - passage.start);
}
