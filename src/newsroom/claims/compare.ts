/**
 * Compares two claims: the same, in conflict, not to be compared, or about different things. A wrong conflict is worse than a
 * missed one: whatever could explain a difference (scope, firmness, a part for the whole) is tried first.
 */
import type { Bound, Claim, ClaimValue, Firmness } from '../../core/model.ts';
import { termsOf } from '../terms.ts';
import { areOpposites, relatedness } from '../words.ts';
import { distinct, shared } from './clauses.ts';
import { PRINCIPALS, SPEAKS_FOR } from './cues.ts';
import { sameName } from './names.ts';
import { datesFit, scopesFit } from './scope.ts';

export type Relation = 'same' | 'conflict' | 'cannot-compare' | 'unrelated';

export interface Comparison {
  relation: Relation;
  /** What decides, in a few words: "former", "number", "names differ by a letter". */
  reason: string;
}

/** Share of the shorter claim's words that the other must hold to be about the same thing (0 to 1). */
const SAME_TOPIC = 0.66;
/** And how many words at least: fewer match by chance. */
const MIN_SHARED = 2;
/** A date stands beside almost anything, so that more must be shared. */
const MIN_SHARED_DATE = 3;
/** Share of the longer claim's words. */
const OF_LONGER = 0.4;
/** Why two dates cannot be compared of which one is told as "on Monday". */
export const TOLD_BY_ANOTHER = 'a date is told by another';
const FARTHEST = 100;
const DAYS_IN = new Map([
  ['day', 1],
  ['week', 7],
  ['month', 30.4],
  ['year', 365.25],
]);
/** Numbers told as "about" may differ by this share. */
const ROUNDING = 0.1;

/** Units so near in meaning count the same where both answer one question: countries, nations (0 to 1). */
export const SAME_UNIT = 0.5;

type Number = Extract<ClaimValue, { kind: 'number' }>;
type Office = Extract<ClaimValue, { kind: 'office' }>;
type Told = Extract<ClaimValue, { kind: 'date' }>;

export interface CompareOptions {
  /** The caller knows that both claims are about the same thing (a question's subject). */
  aboutSame?: boolean;
  /** The caller knows that both tell of one event: a name in common counts as a word, and fewer words must be shared. */
  sameEvent?: boolean;
}

export function compareClaims(a: Claim, b: Claim, options: CompareOptions = {}): Comparison {
  if (a.value.kind === 'office' && b.value.kind === 'office') return compareOffices(a.value, b.value);
  if (a.value.kind === 'number' && b.value.kind === 'number') return compareNumbers(a, a.value, b, b.value, options);
  if (a.value.kind === 'date' && b.value.kind === 'date') return compareDates(a, a.value, b, b.value, options);
  if (a.value.kind === 'yes-no' && b.value.kind === 'yes-no') return compareDeeds(a, b, options);
  return { relation: 'unrelated', reason: 'values of different kinds' };
}

function compareOffices(a: Office, b: Office): Comparison {
  const person = sameName(a.holder, b.holder);
  if (person !== 'other') return compareHeld(a, b);
  const exclusive = a.office === b.office && a.of.length > 0 && sameTerms(a.of, b.of) && !a.former && !b.former;
  return exclusive ? { relation: 'conflict', reason: 'holder' } : { relation: 'unrelated', reason: 'other persons' };
}

function compareHeld(a: Office, b: Office): Comparison {
  if (a.office === b.office) {
    if (a.of.length > 0 && b.of.length > 0 && shared(a.of, b.of) === 0)
      return { relation: 'cannot-compare', reason: 'other bodies' };
    return a.former === b.former ? { relation: 'same', reason: 'office' } : { relation: 'conflict', reason: 'former' };
  }
  const speaks = (one: Office, other: Office) =>
    SPEAKS_FOR.has(one.office) && PRINCIPALS.has(other.office) && !other.former;
  if (speaks(a, b) || speaks(b, a)) return { relation: 'conflict', reason: 'role' };
  return { relation: 'unrelated', reason: 'a person may hold both' };
}

function compareNumbers(
  a: Claim,
  one: Number,
  b: Claim,
  two: Number,
  { aboutSame = false, sameEvent = false }: CompareOptions,
): Comparison {
  if (!unitsMeet(one, two, aboutSame)) return { relation: 'unrelated', reason: 'different units' };
  if (!aboutSame && !sameCount(a, one, b, two, sameEvent)) return { relation: 'unrelated', reason: 'different things' };
  if (agree(one, two))
    return wished(a) === wished(b)
      ? { relation: 'same', reason: 'number' }
      : { relation: 'cannot-compare', reason: 'one is a wish' };
  const hindrance = hindranceOf(a, b, aboutSame) ?? boundsFit(one, two);
  return hindrance ? { relation: 'cannot-compare', reason: hindrance } : { relation: 'conflict', reason: 'number' };
}

function sameCount(a: Claim, one: Number, b: Claim, two: Number, sameEvent: boolean): boolean {
  if (one.family !== two.family) return false;
  if (one.family !== null) return true;
  if (!likely(one.value, two.value)) return false;
  if (sameEvent && isOpposed(topicOf(a), topicOf(b))) return false;
  return sameTopic(topicOf(a), topicOf(b), MIN_SHARED) || (sameEvent && one.unit !== null && sameThing(a, b, 1));
}

/** "The northern district", "the southern district". */
function isOpposed(one: readonly string[], two: readonly string[]): boolean {
  return one.some(term => !two.includes(term) && two.some(other => areOpposites(term, other)));
}

/**
 * Within one event: all words of the shorter claim, or but for one of several, stand in the other, among them a name or as many words
 * as are asked for.
 */
function sameThing(a: Claim, b: Claim, least: number): boolean {
  const [one, two] = [topicOf(a), topicOf(b)];
  const [short, long] = one.length <= two.length ? [one, two] : [two, one];
  const common = shared(short, long);
  if (common === 0 || common < Math.min(short.length, least) || common < short.length - (short.length > 2 ? 1 : 0))
    return false;
  const named = anchorsOf(a).some(name => anchorsOf(b).includes(name));
  return named || common > least || (common === short.length && isSpecific(a.value));
}

function unitsMeet(one: Number, two: Number, open: boolean): boolean {
  if (one.family !== null && one.family === two.family) return true;
  if (one.unit === two.unit || (open && (one.unit === null || two.unit === null))) return true;
  if (open && relatedness(one.unit ?? '', two.unit ?? '') >= SAME_UNIT) return true;
  return daysIn(one) !== null && daysIn(two) !== null;
}

/** Days in a time told in other units; null for what is no such time. */
function daysIn({ value, unit }: Number): number | null {
  const days = DAYS_IN.get(unit ?? '');
  return days === undefined ? null : value * days;
}

function agree(one: Number, two: Number): boolean {
  const [a, b] = one.unit === two.unit ? [one.value, two.value] : [daysIn(one) ?? one.value, daysIn(two) ?? two.value];
  const gap = Math.abs(a - b);
  if (gap <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))) return true;
  const loose = one.bound === 'about' || two.bound === 'about' || one.unit !== two.unit;
  return loose && gap <= ROUNDING * Math.max(a, b);
}

/** "At least 4" does not speak against 11, nor "up to 50" against 15. */
function boundsFit(one: Number, two: Number): string | null {
  const allows = (bound: Bound, limit: number, value: number) =>
    (bound === 'at-least' && value >= limit) || (bound === 'at-most' && value <= limit);
  const fit = allows(one.bound, one.value, two.value) || allows(two.bound, two.value, one.value);
  return fit ? 'one is only a bound' : null;
}

/** "6.29" and "6.29 p.m." may be one. */
function timesFit(one: Told, two: Told): boolean {
  if (!one.value.startsWith('T') || (one.told !== 'half-day' && two.told !== 'half-day')) return false;
  const onDial = ({ value }: Told) => `${Number(value.slice(1, 3)) % 12}${value.slice(3)}`;
  return onDial(one) === onDial(two);
}

function compareDates(
  a: Claim,
  one: Told,
  b: Claim,
  two: Told,
  { aboutSame = false, sameEvent = false }: CompareOptions,
): Comparison {
  if (one.value.startsWith('T') !== two.value.startsWith('T'))
    return { relation: 'unrelated', reason: 'a day and a time' };
  const meet =
    sameTopic(topicOf(a), topicOf(b), MIN_SHARED_DATE) ||
    (sameEvent && !one.value.startsWith('T') && sameThing(a, b, 1));
  if (!aboutSame && !meet) return { relation: 'unrelated', reason: 'different things' };
  if (datesFit(one.value, two.value) || timesFit(one, two)) return { relation: 'same', reason: 'date' };
  const worked = one.told !== 'full' || two.told !== 'full';
  if (worked && !one.value.startsWith('T') && datesFit(one.value.slice(5), two.value.slice(5)))
    return { relation: 'same', reason: 'date' };
  if (one.told === 'relative' || two.told === 'relative')
    return { relation: 'cannot-compare', reason: TOLD_BY_ANOTHER };
  const hindrance = hindranceOf(a, b, aboutSame);
  return hindrance ? { relation: 'cannot-compare', reason: hindrance } : { relation: 'conflict', reason: 'date' };
}

function compareDeeds(a: Claim, b: Claim, { aboutSame = false, sameEvent = false }: CompareOptions): Comparison {
  if (a.relation[0] !== b.relation[0]) return { relation: 'unrelated', reason: 'different deeds' };
  // "Was not injured": who did it is told on neither side, and to whom on both.
  const passive = sameEvent && a.subject.length === 0 && b.subject.length === 0;
  const meets =
    aboutSame || ((passive || meet(a.subject, b.subject)) && meet(a.relation.slice(1), b.relation.slice(1), !passive));
  if (!meets) return { relation: 'unrelated', reason: 'different actors or objects' };
  if (sameValue(a.value, b.value)) return { relation: 'same', reason: 'yes or no' };
  const hindrance = hindranceOf(a, b);
  return hindrance ? { relation: 'cannot-compare', reason: hindrance } : { relation: 'conflict', reason: 'yes or no' };
}

function sameValue(a: ClaimValue, b: ClaimValue): boolean {
  return a.kind === 'yes-no' && b.kind === 'yes-no' && a.value === b.value;
}

function meet(a: readonly string[], b: readonly string[], mayBeOpen = false): boolean {
  if (a.length === 0 || b.length === 0) return mayBeOpen;
  return shared(a, b) >= Math.min(a.length, b.length) * 0.5;
}

/** What else could explain a difference; null when nothing does. */
function hindranceOf(a: Claim, b: Claim, aboutSame = false): string | null {
  // One report's plan is another's fact when both tell of the same thing; a wish is neither.
  const differ = aboutSame ? wished(a) !== wished(b) : firmnessClass(a.firmness) !== firmnessClass(b.firmness);
  if (differ) return 'one is a wish or a plan';
  if (a.scope.part || b.scope.part) return 'one is a part';
  return scopesFit(a.scope, b.scope) ? null : 'scopes differ';
}

function wished({ firmness }: Claim): boolean {
  return firmnessClass(firmness) === 'wish';
}

/** What is so, what will be, and what somebody only wants or thinks possible. */
function firmnessClass(firmness: Firmness): 'fact' | 'plan' | 'wish' {
  if (firmness === 'stated' || firmness === 'agreed' || firmness === 'denied') return 'fact';
  return firmness === 'will' ? 'plan' : 'wish';
}

function anchorsOf({ scope }: Claim): readonly string[] {
  return scope.anchors ?? scope.names;
}

/** Passengers or rooms are counted once in a report; people, money and time again and again. */
function isSpecific(value: ClaimValue): boolean {
  if (value.kind !== 'number' || value.unit === null) return false;
  return (
    value.unit !== 'people' &&
    value.unit !== '%' &&
    !DAYS_IN.has(value.unit) &&
    !/^(?:\p{L}{3}|crown|mark|dollar|euro|pound|hour|minut|time|million|billion)$/u.test(value.unit)
  );
}

/** A claim's words without the names beside it and the unit of its number: who is meant is no topic. */
function topicOf(claim: Claim): string[] {
  const unit = claim.value.kind === 'number' ? claim.value.unit : null;
  const names = new Set(claim.scope.names.flatMap(name => termsOf(name).map(({ term }) => term)));
  return distinct([...claim.subject, ...claim.relation]).filter(term => term !== unit && !names.has(term));
}

function sameTopic(a: readonly string[], b: readonly string[], least: number): boolean {
  const common = shared(a, b);
  return (
    common >= least &&
    common >= SAME_TOPIC * Math.min(a.length, b.length) &&
    common >= OF_LONGER * Math.max(a.length, b.length)
  );
}

/** Numbers further apart than this count different things. */
function likely(a: number, b: number): boolean {
  return Math.max(a, b) <= FARTHEST * Math.max(1e-9, Math.min(a, b));
}

function sameTerms(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && shared(a, b) === a.length;
}
