/** What stands around the gap of a question, where its answer would stand in a statement: "*in* which city did *the talks begin*". */
import { isStopWord, termsOf } from '../terms.ts';

export interface Frame {
  /** What stands after the question word and its noun: an auxiliary tells whether the subject is asked for ("who leads") or not. */
  role: 'subject' | 'object' | 'be' | 'modal';
  /** The preposition of the question word: "*in* which city", "what is it made *of*"; null for none. */
  preposition: string | null;
  /** The telling terms next to the gap: the first after the question word and its noun, the last of all; null for none. */
  next: string | null;
  last: string | null;
}

const ROLES: readonly [Frame['role'], RegExp][] = [
  ['object', /^(?:do|does|did|has|have|had)$/],
  ['be', /^(?:is|are|was|were|be|been)$/],
  ['modal', /^(?:will|would|can|could|may|might|should|must)$/],
];

/** What stands around the gap that the answer fills. `rest` is what follows the question word. */
export function frameOf(plain: string, rest: string, head: string[]): Frame {
  const after = termsOf(rest).filter(({ term }) => !head.includes(term));
  const telling = after.filter(({ word }) => !isStopWord(word));
  const first = after.find(({ word }) => !/^(?:the|a|an|of|kind|type|sort|and)$/.test(word))?.word ?? '';
  const words = plain.split(' ');
  const wh = words.findIndex(word => /^(?:wh(?:o|om|ose|at|ich|en|ere)|how)$/.test(word));
  const preposition = [words[wh - 1], words.at(-1)].find(word => word !== undefined && PREPOSITIONS.has(word)) ?? null;
  const role = ROLES.find(([, pattern]) => pattern.test(first))?.[0] ?? 'subject';
  return { role, preposition, next: telling[0]?.term ?? null, last: telling.at(-1)?.term ?? null };
}

const PREPOSITIONS = new Set(
  'in on at to by for from with about into over under through of after before during against between among within until since'.split(
    ' ',
  ),
);
