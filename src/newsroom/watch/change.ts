/**
 * Whether an answer says something else than an earlier one to the same question: it answers where it did not, or no longer does, or gives
 * another value, or shows a disagreement that was not there. Better support, another first quote or other words for the same are no change.
 */
import type { Answer } from '../../core/model.ts';
import type { AnswerChange } from '../../core/watches.ts';
import type { Names } from '../names.ts';
import { isStopWord, nameTerm, termsOf } from '../terms.ts';

export function changeOf(before: Answer, now: Answer, names: Names): AnswerChange | null {
  if (before.status !== now.status) return now.status === 'answered' ? 'answered' : 'silent';
  if (now.status !== 'answered') return null;
  if (!saysTheSame(before, now, names)) return 'value';
  return isNewConflict(before, now, names) ? 'disagreement' : null;
}

/**
 * Nothing is new that the earlier quotations did not show; and a longer wording of the same is no news, unless it brings a name or a
 * number besides.
 */
function saysTheSame(before: Answer, now: Answer, names: Names): boolean {
  const old = termsIn(before.answer, names);
  const shown = new Set([...old.keys(), ...quotedTerms(before, names)]);
  const said = termsIn(now.answer, names);
  const added = [...said].filter(([term]) => !shown.has(term));
  if (isYesOrNo(before.answer) || isYesOrNo(now.answer)) return before.answer === now.answer;
  if (added.length === 0) return true;
  return [...old.keys()].every(term => said.has(term)) && !added.some(([, isFact]) => isFact);
}

function isYesOrNo(answer: string): boolean {
  return answer === 'Yes' || answer === 'No';
}

function quotedTerms({ evidence, supporting }: Answer, names: Names): string[] {
  return evidence.slice(0, supporting).flatMap(({ quote }) => [...termsIn(quote, names).keys()]);
}

/** Sources differ, and did not; or a side has come that says what none said. */
function isNewConflict(before: Answer, now: Answer, names: Names): boolean {
  if (now.disagreement?.kind !== 'conflict') return false;
  if (before.disagreement?.kind !== 'conflict') return true;
  const told = before.disagreement.sides.map(({ says }) => [...termsIn(says, names).keys()].sort().join(' '));
  return now.disagreement.sides.some(({ says }) => !told.includes([...termsIn(says, names).keys()].sort().join(' ')));
}

/** The telling words of a text as terms, names under any spelling as one, each with whether it is a name or a number. */
function termsIn(text: string, names: Names): Map<string, boolean> {
  const mentions = names.find(text);
  const words = termsOf(text).filter(({ word }) => !isStopWord(word));
  const others = words.filter(({ start, end }) => !mentions.some(name => name.start <= start && name.end >= end));
  const isFact = (start: number) => /^[\p{Lu}\p{N}]/u.test(text.slice(start)) || /^\p{N}/u.test(text.slice(start));
  return new Map([
    ...others.map(({ term, start }): [string, boolean] => [term, isFact(start) || /^\d/.test(term)]),
    ...mentions.map(({ name }): [string, boolean] => [nameTerm(name), true]),
  ]);
}
