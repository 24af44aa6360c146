/** Figures by themselves: their measures, and when two are one another's slip of the pen. Pure. */
import type { NumberMention } from '../../core/model.ts';
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
