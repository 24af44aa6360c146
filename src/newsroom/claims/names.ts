/** Whether two written names mean one person. Surnames decide; a differing first name is another person, a misspelt one a slip. */
import { editDistance } from '../../core/edit-distance.ts';
import { fold } from '../names.ts';

/** `slip` for names that differ by a letter or two only. */
export type SameName = 'same' | 'slip' | 'other';

/** Shorter words differ by one letter and are other words. */
const MIN_SLIP = 5;

export function sameName(a: string, b: string): SameName {
  const [one, two] = [wordsOf(a), wordsOf(b)];
  const last = likeness(one.at(-1) ?? '', two.at(-1) ?? '');
  if (last === 'other') return 'other';
  if (one.length === 1 || two.length === 1) return last;
  const first = likeness(one[0]!, two[0]!);
  if (first === 'other' || last === 'slip') return first === 'same' ? last : 'other';
  return first;
}

function likeness(a: string, b: string): SameName {
  if (a === b) return a === '' ? 'other' : 'same';
  if (Math.min(a.length, b.length) < MIN_SLIP) return 'other';
  return editDistance(a, b, 2) <= (Math.min(a.length, b.length) < 8 ? 1 : 2) ? 'slip' : 'other';
}

function wordsOf(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}
