/**
 * What a revision changes: for each passage of the earlier one whether it still stands, and which of its facts are told otherwise. A mended
 * comma, another typeface or another order changes nothing. Pure; it knows English words and nothing of any story. A change that cannot be
 * told from another wording is none: a wrong correction is worse than a missed one.
 */
import type { Passage } from '../../core/model.ts';
import type { FactChange, PassageChange } from '../../core/recall.ts';
import { type Aligned, alignPassages } from './align.ts';
import { dateChanges, figureChanges, numberChanges, type Pair } from './figures.ts';
import { compareWordings } from './gaps.ts';
import { nameChanges, roleChanges } from './names.ts';
import { namesSpeaker, speakerChange, stanceChanges } from './stance.ts';

export interface ChangeOptions {
  /** Whether words of doubt, denial and saying are known: they are English ones. */
  english: boolean;
}

/** Each passage of `before`, in order, page furniture left out. Both were read by `readArticle` with the same metadata. */
export function changesBetween(
  before: readonly Passage[],
  after: readonly Passage[],
  options: ChangeOptions,
): PassageChange[] {
  const all = alignPassages(before, after);
  return all.map((aligned, at) => changeOf(aligned, isUnsettled(all, at), options));
}

/** Passages before one in which its speaker is named, where it does not name them itself. */
const SPEAKER_BEFORE = 3;

/** Whether something changed before a passage that may have made another speaker of the one it leaves unnamed. */
function isUnsettled(all: readonly Aligned[], at: number): boolean {
  const near = all.slice(Math.max(0, at - SPEAKER_BEFORE), at);
  return all[at]!.how === 'moved' || near.some(({ how }) => how !== 'same');
}

function changeOf(aligned: Aligned, unsettled: boolean, options: ChangeOptions): PassageChange {
  const { start, end, text } = aligned.before;
  const facts = changedFacts(aligned, unsettled, options);
  return { start, end, text, fate: facts.length > 0 ? 'changed' : aligned.how, facts };
}

function changedFacts(
  { before, after, how, beside }: Aligned,
  unsettled: boolean,
  { english }: ChangeOptions,
): FactChange[] {
  if (after === null) return [];
  if (how !== 'reworded') return english ? speakerChange(before, after, unsettled) : [];
  const wordings = compareWordings(before.text, after.text);
  const pair: Pair = { before, after, beside, wordings };
  const found = [
    ...(english ? stanceChanges(pair) : []),
    ...(english ? speakerChange(before, after, unsettled || namesSpeaker(before, after, wordings)) : []),
    ...(english ? roleChanges(pair) : []),
    ...numberChanges(pair),
    ...dateChanges(pair),
    ...figureChanges(pair),
    ...nameChanges(pair),
  ];
  return found.filter((change, at) => found.findIndex(other => isOne(other, change)) === at);
}

/** One difference in the text, found in two ways. */
function isOne(a: FactChange, b: FactChange): boolean {
  const within = (one: FactChange, other: FactChange) =>
    one.before !== '' && other.before.includes(one.before) && other.after.includes(one.after);
  return a === b || within(a, b) || within(b, a);
}
