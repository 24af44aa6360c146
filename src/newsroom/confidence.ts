/**
 * The probability that the evidence carries the question: a logistic curve over a few figures of the best passages. Fitted on
 * questions with and without an answer by `test/eval/fit.ts`; the threshold between answer and refusal is set beside it.
 */
import weights from './data/weights.json' with { type: 'json' };
import { MEETING, type Meeting } from './expected.ts';
import type { FeatureName, Features } from './features.ts';
import { FITTINGS, type Fitting } from './fitting.ts';
import type { Question } from './question.ts';
import type { RankedPassage } from './rank.ts';
import type { Extraction } from './spans/extract.ts';

/** The best passage's features that count here too, as `features.ts` names them. */
const OF_PASSAGE = [
  'own',
  'names',
  'otherNumber',
  'otherThing',
  'otherWords',
] as const satisfies readonly FeatureName[];

export const SIGNS = [
  /** Rank of the best passage. */
  'rank',
  /** Its share among all that were read and say something else, by rank: 1 when it stands alone. */
  'share',
  /** How surely the slot asked for is filled there. */
  'slot',
  /** A filled slot says more where nothing else fills it, and where the words are met. */
  'slotAlone',
  'slotMet',
  ...OF_PASSAGE,
  /** Words of the question that are searched for: each of more words may be missed. */
  'words',
  ...FITTINGS,
  /** How the words are met that a passage should carry, as `expected.ts` has it. */
  ...MEETING,
  /** The form of the question: some slots are easier to seem filled than others. */
  'asksWho',
  'asksHowMany',
  'asksWhen',
  'asksYesNo',
  'asksWords',
  'asksChoice',
  'asksList',
] as const;

export type Signs = Record<(typeof SIGNS)[number], number>;

type ReadBefore = RankedPassage & { extraction: Extraction; meeting: Meeting; fitting: Fitting };

function featuresHere({ features }: RankedPassage): Pick<Features, (typeof OF_PASSAGE)[number]> {
  return Object.fromEntries(OF_PASSAGE.map(name => [name, features[name]])) as ReturnType<typeof featuresHere>;
}

/** What is known of the best passage of a question; null when nothing was found at all. */
export function signsOf({ terms, wanted }: Question, read: ReadBefore[]): Signs | null {
  const best = read[0];
  if (!best) return null;
  const share = shareOf(best, read);
  const slot = best.extraction.score;
  return {
    rank: best.rank,
    share,
    slot,
    slotAlone: slot * share,
    slotMet: slot * best.meeting.likelier,
    ...featuresHere(best),
    words: terms.length,
    ...best.fitting,
    ...best.meeting,
    asksWho: wanted.form === 'who' ? 1 : 0,
    asksHowMany: wanted.form === 'how-many' ? 1 : 0,
    asksWhen: wanted.form === 'when' ? 1 : 0,
    asksYesNo: wanted.form === 'yes-no' ? 1 : 0,
    asksWords: wanted.form === 'said' ? 1 : 0,
    asksChoice: wanted.form === 'choice' ? 1 : 0,
    asksList: wanted.form === 'list' ? 1 : 0,
  };
}

/** Passages that say the same as the best one are no rivals of it, and those that say another thing are one. */
function shareOf(best: ReadBefore, read: readonly ReadBefore[]): number {
  const ranks = new Map([[best.extraction.value, best.rank]]);
  for (const { extraction, rank } of read)
    if (extraction.value !== best.extraction.value)
      ranks.set(extraction.value, Math.max(rank, ranks.get(extraction.value) ?? rank));
  return 1 / [...ranks.values()].reduce((sum, rank) => sum + Math.exp(rank - best.rank), 0);
}

/** 0 to 1. */
export function confidenceOf(signs: Signs | null): number {
  if (signs === null) return 0;
  const sum = SIGNS.reduce(
    (total, name) => total + weights.confidence[name] * signs[name],
    weights.confidence.intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}
