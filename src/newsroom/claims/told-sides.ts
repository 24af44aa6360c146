/**
 * What the passages read for a question answer, held side by side: where another one fills the same slot as surely as the best and tells
 * another value, they differ. It must stay silent where either passage speaks of the question only in part.
 */
import type { ArticleId } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import type { Question } from '../question.ts';
import { relatedness } from '../words.ts';
import { SAME_UNIT } from './compare.ts';
import { coverOf } from './covers.ts';
import { relationOf } from './differ.ts';
import type { CarriedPassage } from './readings.ts';
import { rivalsOf } from './rivals.ts';
import type { Sides, Voice } from './sides.ts';
import { swapBetween } from './swaps.ts';
import { type Told, toldBy } from './told.ts';

/** Probability that the slot is filled: of the best answer, and of another one beside it (0 to 1). */
const SURE = 0.3;
const AS_SURE = 0.5;
/** A passage of the same article must be surer, and so must a Yes beside a No. */
const SURER = 0.5;
/** Share of the question that the best one must speak of, and another one beside it (0 to 1). */
const SPEAKS_OF = 0.5;
const AS_MUCH = 0.65;

const ALL_OF_IT = 0.9;
/** The same of a number that counts the very thing asked for: its unit already speaks of the question. */
const COUNTS = { speaksOf: 0.3, sure: 0.1, asMuch: 0.5 };

interface Answered extends Told {
  /** Probability that the slot is filled, 0 to 1. */
  sure: number;
  /** Share of the question that the passage speaks of, 0 to 1. */
  share: number;
  /** It counts the very thing that is asked for, or is a time of day where one is asked for. */
  counts: boolean;
}

/** The best passage's answer and those that differ from it; contradictions before what cannot be compared, null for neither. */
export function toldSides(
  question: Question,
  passages: readonly CarriedPassage[],
  passagesOf: (id: ArticleId) => readonly IndexedPassage[],
): Sides | null {
  const byWeight = [...passages].sort((a, b) => b.weight - a.weight);
  const [best, ...others] = byWeight.flatMap(from => answeredBy(question, from) ?? []);
  if (!best || best.sure < SURE) return null;
  const compared = others.map(other => ({ other, relation: relationOf(question, best, other) }));
  for (const kind of ['conflict', 'cannot-compare'] as const) {
    const against = compared.filter(({ other, relation }) => relation === kind && answersAsWell(best, other));
    if (against.length === 0) continue;
    const same = compared.filter(({ relation }) => relation === 'same').map(({ other }) => other);
    const others = grouped(
      question,
      against.map(({ other }) => other),
    );
    return { kind, sides: [[best, ...same], ...others] };
  }
  const rivals = rivalsOf(best, passagesOf(best.from.article.id));
  return rivals.length > 0 ? { kind: 'conflict', sides: [[best], ...grouped(question, rivals)] } : null;
}

/** The best passage beside those that are the same sentence but for a value. */
export function swappedSides(question: Question, passages: readonly CarriedPassage[]): Sides | null {
  const [best, ...others] = [...passages].sort((a, b) => b.weight - a.weight);
  if (!best || !speaksOf(question, best)) return null;
  const found = others.flatMap(other => swapBetween(question, best, other) ?? []);
  for (const kind of ['conflict', 'cannot-compare'] as const) {
    const swaps = found.filter(swap => swap.kind === kind);
    const [first] = swaps;
    if (first) return { kind, sides: [[first.values[0]], ...bySaying(swaps.map(({ values }) => values[1]))] };
  }
  return null;
}

function bySaying(told: Voice[]): Voice[][] {
  return [...Map.groupBy(told, ({ says }) => says.toLowerCase()).values()];
}

function speaksOf(question: Question, from: CarriedPassage): boolean {
  const { share, strays } = coverOf(question, from);
  return share >= SPEAKS_OF && !strays;
}

function answeredBy(question: Question, from: CarriedPassage): Answered | null {
  const { share, strays } = coverOf(question, from);
  if (strays || share < COUNTS.speaksOf) return null;
  const told = toldBy(question, from);
  if (!told) return null;
  const counts = countsAsked(question, told) || isTimeAsked(question, told);
  return share < SPEAKS_OF && !counts ? null : { ...told, sure: from.extraction?.score ?? 0, share, counts };
}

function answersAsWell(best: Answered, other: Answered): boolean {
  const sameArticle = best.from.article.id === other.from.article.id;
  const least = sameArticle || best.value.kind === 'yes-no' ? SURER : SURE;
  // Yes and No are read from the topic as a whole: only whoever speaks of all of it speaks against it.
  if (best.value.kind === 'yes-no' && Math.min(best.share, other.share) < ALL_OF_IT) return false;
  if (best.counts && other.counts && !sameArticle)
    return other.sure >= COUNTS.sure && other.share >= COUNTS.asMuch * best.share;
  return other.sure >= Math.max(least, AS_SURE * best.sure) && other.share >= AS_MUCH * best.share;
}

/** "How many countries": a number of countries, or of nations. */
function countsAsked({ wanted }: Question, { value }: Told): boolean {
  if (wanted.form !== 'how-many' || value.kind !== 'claim' || value.claim.value.kind !== 'number') return false;
  const { unit } = value.claim.value;
  return unit !== null && wanted.head.some(term => term === unit || relatedness(term, unit) >= SAME_UNIT);
}

function isTimeAsked({ wanted }: Question, { value }: Told): boolean {
  if (wanted.mark !== 'clock' || value.kind !== 'claim') return false;
  return value.claim.value.kind === 'date' && value.claim.value.value.startsWith('T');
}

function grouped(question: Question, told: readonly Told[]): Told[][] {
  const groups: Told[][] = [];
  for (const one of told) {
    const group = groups.find(([first]) => relationOf(question, first!, one) === 'same');
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}
