/**
 * Whether one wording says yes where the other says no, how firmly each says it, and who is said to say it. English alone. Only words that
 * changed decide: a clause that was added or left out leaves the rest as firm as it was. Pure.
 */
import type { Firmness, Passage } from '../../core/model.ts';
import type { FactChange } from '../../core/recall.ts';
import { sameName } from '../claims/names.ts';
import { SAYING, SAYS } from '../data/speaking.ts';
import { firmnessOf } from '../read/firmness.ts';
import { areOpposites } from '../words.ts';
import type { Pair } from './figures.ts';
import { compareWordings, type Gap, isClause, kernels, readable, type Side, type Wordings, wordsAt } from './gaps.ts';

/** Words that turn what is said into its contrary. */
const NEGATION =
  /\b(?:not|never|none|nobody|nothing|neither|nor|without|cannot|no longer|no(?! (?:fewer|less|more) than\b))\b|n['’]t\b|\b(?:refus|reject|den(?=y|ie))\p{L}*|\b(?:fail(?:s|ed|ing)?|declin(?:e[sd]?|ing)) to\b/giu;

/** "Not only", "whether or not": nothing is denied. */
const NO_NEGATION = /\bnot only\b|\bwhether or not\b|\bno doubt\b|\bno later than\b|\bnot least\b/giu;

export function stanceChanges(pair: Pair): FactChange[] {
  const negated = negationChanges(pair.wordings);
  return [...(negated.length > 0 ? negated : modalityChanges(pair.wordings)), ...attributionChanges(pair)];
}

function negationChanges(wordings: Wordings): FactChange[] {
  const { a, b } = kernels(wordings);
  const opposite = wordings.gaps.find(isOpposite);
  if (isOdd(negationsIn(a) - negationsIn(b)) === (opposite !== undefined)) return [];
  const gap = opposite ?? wordings.gaps.find(each => !isClause(each) && negationsApart(wordings, each)) ?? null;
  return gap === null ? [] : [{ kind: 'negation', ...readable(wordings, gap) }];
}

function isOdd(count: number): boolean {
  return count % 2 !== 0;
}

function negationsIn(text: string): number {
  return text.replace(NO_NEGATION, ' ').match(NEGATION)?.length ?? 0;
}

function negationsApart({ a, b }: Wordings, gap: Gap): boolean {
  return isOdd(negationsIn(wordsAt(a, gap.a, 1)) - negationsIn(wordsAt(b, gap.b, 1)));
}

/** One word in the place of its opposite: "rose" for "fell". */
function isOpposite({ a, b }: Gap): boolean {
  const [one, two] = [termsOfSide(a), termsOfSide(b)];
  return one.some(term => two.some(other => areOpposites(term, other)));
}

function termsOfSide({ words, from, to }: Side): string[] {
  return words.slice(from, to).map(({ term }) => term);
}

/** Neighbours of a gap that belong to what it says of firmness: "is due to", "called for". */
const BESIDE = 3;

function modalityChanges(wordings: Wordings): FactChange[] {
  const { a, b } = kernels(wordings);
  if (classOf(firmnessOf(a)) === classOf(firmnessOf(b))) return [];
  const own = compareWordings(a, b);
  const differs = (neighbours: number) => (each: Gap) =>
    classOf(firmnessOf(wordsAt(a, each.a, neighbours))) !== classOf(firmnessOf(wordsAt(b, each.b, neighbours)));
  const gap = own.gaps.find(differs(0)) ?? own.gaps.find(differs(BESIDE));
  return gap === undefined ? [] : [{ kind: 'modality', ...readable(own, gap) }];
}

/** What is agreed is as much a fact as what is said; what is denied is for `negationChanges`. */
function classOf(firmness: Firmness): Firmness {
  return firmness === 'agreed' || firmness === 'denied' ? 'stated' : firmness;
}

/** Nobody is said to say it where somebody was, or somebody where it was told as a fact; or a quotation in it is another's. */
function attributionChanges({ before, after, wordings }: Pair): FactChange[] {
  if ((before.speaker === null) === (after.speaker === null)) return speechChanges(before, after, wordings);
  const gap = wordings.gaps.find(each => saysIn(wordings.a, each.a) !== saysIn(wordings.b, each.b));
  return gap === undefined ? [] : [{ kind: 'attribution', ...readable(wordings, gap) }];
}

/** Somebody else is said to say it: by other words than before, or because the speaker named before it is another. */
export function speakerChange(
  { speaker: before }: Passage,
  { speaker: after }: Passage,
  isNamedAnew: boolean,
): FactChange[] {
  const isOther = before !== null && after !== null && isOtherSpeaker(before, after);
  return isOther && isNamedAnew ? [{ kind: 'attribution', before, after }] : [];
}

/** Whether two names are two speakers; a pronoun, or words for an office, may be anybody. */
function isOtherSpeaker(one: string, two: string): boolean {
  return /^\p{Lu}/u.test(one) && /^\p{Lu}/u.test(two) && sameName(one, two) === 'other';
}

/** Whether the words that changed name one of two speakers. */
export function namesSpeaker({ speaker: one }: Passage, { speaker: two }: Passage, { a, b, gaps }: Wordings): boolean {
  const last = (name: string | null) => name?.split(' ').at(-1) ?? '';
  const names = (text: string, side: Side, name: string) => name !== '' && wordsAt(text, side).includes(name);
  return gaps.some(gap => names(a, gap.a, last(one)) || names(b, gap.b, last(two)));
}

/** The speakers of the quotations in them, in order; where their number differs nobody can tell which is which. */
function speechChanges({ speech: one }: Passage, { speech: two }: Passage, { gaps }: Wordings): FactChange[] {
  if (one.length !== two.length || gaps.length === 0) return [];
  return one.flatMap(({ speaker: before }, at) => {
    const after = two[at]!.speaker;
    return before !== null && after !== null && isOtherSpeaker(before, after)
      ? [{ kind: 'attribution' as const, before, after }]
      : [];
  });
}

function saysIn(text: string, side: Side): boolean {
  const words = wordsAt(text, side).toLowerCase();
  return /\baccording to\b/.test(words) || words.split(/[^\p{L}]+/u).some(word => SAYS.has(word) || SAYING.has(word));
}
