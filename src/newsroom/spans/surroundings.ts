/**
 * What stands beside a candidate, and how it hangs together with the question's words: distances, the words around the gap that
 * the answer fills, coordinations it is cut from. Facts only; `features.ts` says what they are for.
 */
import type { Span } from './candidates.ts';
import { type Add, LEXICAL, type Scene } from './scene.ts';
import type { Token } from './tokens.ts';
import type { Wanted } from './wanted.ts';

/** What stands right before and after. */
export function beside({ tokens, wanted }: Scene, { from, to }: Span, add: Add): void {
  const before = tokens[from - 1];
  const after = tokens[to];
  const gapBefore = tokens[from]!.gap;
  const gapAfter = after?.gap ?? 'end';
  addForRole(`before:${gapBefore === 'space' || gapBefore === 'hyphen' ? before!.cls : gapBefore}`, wanted.role, add);
  addForRole(`after:${gapAfter === 'space' || gapAfter === 'hyphen' ? after!.cls : gapAfter}`, wanted.role, add);
  if (before && LEXICAL.has(before.cls)) add(`before=${before.word}`);
  if (before?.asked) add(`beforeAsked:${before.cls}`);
  if (after?.asked) add(`afterAsked:${after.cls}`);
  if (gapBefore === 'hyphen' || gapAfter === 'hyphen') add('cutsHyphen');
  if (isCoordinate(tokens, from, to)) add(wanted.many ? 'partOfListMany' : 'partOfList');
  if (wanted.many) add(hasList(tokens, from, to) ? 'listForMany' : 'oneForMany');
  frame(tokens, wanted, from, to, add);
  const place = wanted.head.length > 0 ? headPlace(tokens, wanted.head.at(-1)!, { from, to }) : null;
  if (place !== null) add(place);
}

/** How far the question's frame looks for its words in the passage, in words. */
const NEXT = 3;

/** Whether it stands where the question's gap is: beside the words and the preposition that stand beside the gap. */
function frame(tokens: Token[], { preposition, next, last, role }: Wanted, from: number, to: number, add: Add): void {
  if (preposition !== null && (tokens[from - 1]?.word === preposition || tokens[from]!.word === preposition))
    add('prepositionFits');
  const near = (term: string | null, start: number, step: number) => {
    for (let k = 0; k < NEXT; k++) if (term !== null && tokens[start + k * step]?.term === term) return true;
    return false;
  };
  if (near(next, to, 1)) add(`${role}:nextAfter`);
  if (near(last, from - 1, -1)) add(`${role}:lastBefore`);
  if (near(next, from - 1, -1)) add(`${role}:nextBefore`);
  if (near(last, to, 1)) add(`${role}:lastAfter`);
}

/** Cut out of a coordination: "and" or a comma stands right beside it. */
function isCoordinate(tokens: Token[], from: number, to: number): boolean {
  return (
    tokens[from - 1]?.cls === 'conj' ||
    tokens[to]?.cls === 'conj' ||
    (tokens[from]!.gap === 'comma' && tokens[to]?.gap === 'comma')
  );
}

function hasList(tokens: Token[], from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (tokens[i]!.cls === 'conj') return true;
  return false;
}

/** Where the noun asked for stands: in the candidate, or within a few words of it. */
function headPlace(tokens: Token[], term: string, { from, to }: Span): string | null {
  const at = (start: number, end: number) => tokens.slice(Math.max(0, start), end).some(token => token.term === term);
  if (tokens[to - 1]!.term === term) return 'headLast';
  if (at(from, to)) return 'headInside';
  if (at(to, to + HEAD_REACH)) return tokens[to]!.term === term ? 'headAfter' : 'headAfterNear';
  if (at(from - HEAD_REACH, from)) return tokens[from - 1]!.term === term ? 'headBefore' : 'headBeforeNear';
  return null;
}

/** In words. */
const HEAD_REACH = 4;

const DISTANCES = [1, 2, 3, 5, 8, 12, 20];

/** How it hangs together with the words that are asked about. */
export function ties({ tokens, sums, clause, wanted: { role } }: Scene, { from, to }: Span, add: Add): void {
  const left = nearest(tokens, from - 1, -1);
  const right = nearest(tokens, to, 1);
  const facts = [
    `left<=${bin(left === null ? Infinity : from - left)}`,
    `right<=${bin(right === null ? Infinity : right - to + 1)}`,
    left !== null && tokens[left]!.clause === tokens[from]!.clause ? `leftIn:${tokens[left]!.cls}` : '',
    right !== null && tokens[right]!.clause === tokens[to - 1]!.clause ? `rightIn:${tokens[right]!.cls}` : '',
  ];
  for (const fact of facts) addForRole(fact, role, add);
  add('weightNear', near(sums, from, to, 5));
  add('weightWide', near(sums, from, to, 12));
  add('weightBefore', sums[from]!);
  add('weightAfter', sums.at(-1)! - sums[to]!);
  if (tokens[from]!.clause === clause || tokens[to - 1]!.clause === clause) add('inClause');
  if (linked(tokens, from, -1, 'be')) add('afterCopula');
  if (linked(tokens, to - 1, 1, 'be')) add('beforeCopula');
  if (tokens[from]!.gap === 'comma' && left === from - 1) add('apposedLeft');
  if (tokens[to]?.gap === 'comma' && right === to) add('apposedRight');
}

function near(sums: number[], from: number, to: number, reach: number): number {
  const start = Math.max(0, from - reach);
  const end = Math.min(sums.length - 1, to + reach);
  return sums[from]! - sums[start]! + sums[end]! - sums[to]!;
}

function nearest(tokens: Token[], from: number, step: number): number | null {
  for (let i = from; i >= 0 && i < tokens.length; i += step) if (tokens[i]!.weight > 0) return i;
  return null;
}

/** A word of this class stands beside, with an asked word behind it and nothing but determiners, adverbs between. */
function linked(tokens: Token[], from: number, step: number, cls: string): boolean {
  let i = from + step;
  while (tokens[i]?.cls === 'adv' || tokens[i]?.cls === 'det') i += step;
  return tokens[i]?.cls === cls && tokens[i + step]?.asked === true;
}

function bin(distance: number): number | string {
  return DISTANCES.find(limit => distance <= limit) ?? (distance === Infinity ? 'none' : 'far');
}

/** A fact for all questions, and once more for those whose gap has this role. */
function addForRole(fact: string, role: Wanted['role'], add: Add): void {
  if (fact === '') return;
  add(fact);
  add(`${role}:${fact}`);
}
