/** Figures by themselves: their measures, and when two are one another's slip of the pen. Pure. */
import type { NumberMention, Passage } from '../../core/model.ts';
import { contentWords } from '../claims/clauses.ts';

export function unitTerm(unit: string | null): string | null {
  return unit === null ? null : (contentWords(unit)[0]?.term ?? unit);
}

/** Units of one kind, of which a figure has one. */
const MEASURES = [
  'second minute hour day week month year',
  'millimeter centimeter meter kilometer',
  'gram kilogram ton',
].map(units => new Set(units.split(' ').map(unitTerm)));

export function isOtherMeasure(own: NumberMention, other: NumberMention): boolean {
  const [a, b] = [unitTerm(own.unit), unitTerm(other.unit)];
  return a !== b && MEASURES.some(units => units.has(a ?? '') && units.has(b ?? ''));
}

/** The same digits in another order, or one zero more or less; of two digits and more. */
export function isDigitSlip({ value: a }: NumberMention, { value: b }: NumberMention): boolean {
  const digits = (value: number) => String(value).replace('.', '');
  if (Math.min(a, b) < 10 || a === b) return false;
  if ([1, 3].includes(Math.abs(Math.log10(a / b)))) return true;
  const [one, two] = [digits(a), digits(b)];
  return one.length === two.length && [...one].sort().join('') === [...two].sort().join('');
}

/** Three digits that tell something: nobody comes upon the same ones by chance. */
export function isLong({ value }: NumberMention): boolean {
  return String(value).replace(/\.|0+$/gu, '').length > 1 && value >= 100;
}

/** "1,400 military nurses", where nobody else knows of military ones: a word between a figure and what it counts makes other things of them. */
export function isOfNewKind(
  { unit, start, end }: Pick<NumberMention, 'unit' | 'start' | 'end'>,
  { text, start: from }: Pick<Passage, 'text' | 'start'>,
  held: (term: string) => number,
): boolean {
  if (unit === null || start < from) return false;
  const after = text.slice(end - from).toLowerCase();
  const words: string[] = after.match(/[\p{L}’'-]+/gu) ?? [];
  const between = words.slice(0, Math.max(0, words.indexOf(unit))).join(' ');
  return contentWords(between).some(({ term }) => held(term) === 0);
}

/** What is counted again and again in one report: nothing follows from another figure. */
const MANY =
  /^(?:people|%|\p{L}{3}|crowns?|marks?|dollars?|euros?|pounds?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|times|met(?:er|re)s?|kilomet(?:er|re)s?|members?|others|men|women|children|points?|things|ways|parts|steps|sides)$/u;

/** Its unit is a thing of the story, which says as much as a word in common. */
export function isTelling({ unit }: NumberMention): boolean {
  return unit !== null && !MANY.test(unit);
}

/** "The 40 other houses", "the 40 largest houses": not all of them. */
export const MORE = /^\s(?:\p{L}+\s)?(?:other|others|more|additional|remaining|further|\p{L}+est)\b/iu;

/** A time of day, or a limit from which something has to be done: it measures nothing that was. @param before,after the text around the figure. */
export function isNoMeasure(before: string, after: string): boolean {
  return CLOCK.test(after) || LIMIT.test(before) || OUGHT.test(after);
}

const CLOCK = /^\s?[ap]\.?m\b/iu;
/** "Must be halted when gusts reach 70". */
const LIMIT =
  /\b(?:when|whenever|once|as soon as)\b[^.;,]*\b(?:reach|exceed|pass|top|rise above|fall below)(?:e?s|ed)?\s(?:about\s)?$/iu;
/** "At 70 it should have been stopped". */
const OUGHT = /^[^.;]*\b(?:should|ought to) have\b/iu;
