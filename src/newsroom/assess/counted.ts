/**
 * Figures that the other reports have otherwise, where no clause tells it by itself: what is counted once in each report, and figures that
 * are theirs with digits swapped, lost or too many. Only where no other report has the article's own figure.
 */
import type { NumberMention, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';
import { timesFit } from './times.ts';

/** Figures further apart count different things. */
const FARTHEST = 20;
/** Telling words beside figures of the same digits: one stands beside many figures. */
const SLIP_SHARED = 2;
/** What is counted again and again in one report: nothing follows from another figure. */
const MANY =
  /^(?:people|%|\p{L}{3}|crowns?|marks?|dollars?|euros?|pounds?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|times|met(?:er|re)s?|kilomet(?:er|re)s?|members?|others|men|women|children|points?|things|ways|parts|steps|sides)$/u;
const PART = /\b(?:of the|of its|of them|another|other|more|additional|further|first|last|next|each|every|only)\s$/iu;

interface Count {
  number: NumberMention;
  words: Set<string>;
  at: IndexedPassage;
}

export function countedPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each => countsIn(each.at).map(count => ({ ...each, ...count })));
  return reporting(scene.passages).flatMap(at =>
    countsIn(at)
      .filter(({ number }) => !theirs.some(other => other.number.value === number.value))
      .flatMap(own => {
        const against = theirs.filter(other => isRival(own, other, theirs));
        const values = new Set(against.map(({ number }) => number.value));
        if (values.size !== 1) return [];
        const why = (reports: number) =>
          `${reportsThat(reports, SAY)} "${written(against[0]!)}" where this says "${written(own)}".`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
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
  return (
    firmness === 'asked' ||
    firmness === 'proposed' ||
    /\?[”"’)]*$|\b(?:would|could|might|wanted|if|unless)\b/iu.test(text)
  );
}

function isExact({ value, start, end }: NumberMention, { text, start: from }: Passage): boolean {
  const before = text.slice(Math.max(0, start - from - 14), start - from);
  const isYear = value >= 1500 && value <= 2100 && Number.isInteger(value);
  return (
    value >= 2 &&
    !isYear &&
    !/\b(?:dozens|scores|hundreds|thousands|several)\b/iu.test(text.slice(start - from, end - from)) &&
    !/[\p{Lu}\d][\p{L}\d]*[\s.:-]$/u.test(before)
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

function unitTerm(unit: string | null): string | null {
  return unit === null ? null : (contentWords(unit)[0]?.term ?? unit);
}

/** Another figure for what is the same thing: counted once in each report, or a slip of the same digits. */
function isRival(own: Count, other: Count & Elsewhere, theirs: readonly (Count & Elsewhere)[]): boolean {
  if (!timesFit(own.at, other.at)) return false;
  const shared = [...own.words].filter(term => other.words.has(term)).length;
  if (isDigitSlip(own.number, other.number))
    return sameUnit(own, other) && shared >= (isTelling(own.number) || besideIt(own, other) ? 1 : SLIP_SHARED);
  const ratio = Math.max(own.number.value, other.number.value) / Math.min(own.number.value, other.number.value);
  if (ratio > FARTHEST || isPart(own) || isPart(other) || !isTelling(own.number)) return false;
  return shared > 0 && unitTerm(own.number.unit) === unitTerm(other.number.unit) && isCountedOnce(other, theirs);
}

/** One telling word stands directly before both: "costs 130 million". */
function besideIt(...counts: readonly Count[]): boolean {
  const [one, two] = counts.map(
    ({ number, at: { passage } }) => contentWords(passage.text.slice(0, number.start - passage.start)).at(-1)?.term,
  );
  return one !== undefined && one === two;
}

/** Its unit is a thing of the story, which says as much as a word in common. */
function isTelling({ unit }: NumberMention): boolean {
  return unit !== null && !MANY.test(unit);
}

function sameUnit(own: Count, other: Count): boolean {
  const [a, b] = [unitTerm(own.number.unit), unitTerm(other.number.unit)];
  return a === null || b === null || a === b;
}

/** The same digits in another order, or one zero more or less; of two digits and more. */
function isDigitSlip({ value: a }: NumberMention, { value: b }: NumberMention): boolean {
  const digits = (value: number) => String(value).replace('.', '');
  if (Math.min(a, b) < 10 || a === b) return false;
  if (Math.abs(Math.log10(a / b)) === 1) return true;
  const [one, two] = [digits(a), digits(b)];
  return one.length === two.length && [...one].sort().join('') === [...two].sort().join('');
}

function isPart({ number, at: { passage } }: Count): boolean {
  const before = passage.text.slice(Math.max(0, number.start - passage.start - 16), number.start - passage.start);
  const alike = passage.numbers.filter(({ unit }) => unit === number.unit);
  return PART.test(before) || alike.length > 1;
}

/** In every other report the thing has this one figure. */
function isCountedOnce({ number }: Count, theirs: readonly Count[]): boolean {
  const thing = unitTerm(number.unit);
  return theirs.every(other => unitTerm(other.number.unit) !== thing || other.number.value === number.value);
}

function written({ number, at: { passage } }: Count): string {
  return passage.text.slice(number.start - passage.start, number.end - passage.start);
}
