/**
 * All that is worked out about a question before anything is said: what was understood, which passages carry it and how well,
 * what each of the best answers, and how probable it is that the record answers at all. `answer.ts` composes from it and
 * `why.ts` shows it; nothing is decided in two places.
 */
import type { Index } from '../core/ports.ts';
import { confidenceOf, type Signs, signsOf } from './confidence.ts';
import weights from './data/weights.json' with { type: 'json' };
import { MEETING, type Meeting, meetingWith } from './expected.ts';
import { FITTINGS, type Fitting, fittingOf } from './fitting.ts';
import type { Names } from './names.ts';
import { type Question, understand } from './question.ts';
import { type RankedPassage, rankPassages } from './rank.ts';
import { type Context, type Extraction, extract, type Fitted } from './spans/extract.ts';

/** A passage with what it answers. */
export interface ReadPassage extends RankedPassage {
  extraction: Extraction;
  /** How it meets what is expected of the question's words. */
  meeting: Meeting;
  fitting: Fitting;
  /** Rank, and how surely the slot that was asked for is filled; comparable within one question. */
  total: number;
}

export interface Inquiry {
  question: Question;
  /** Best first; `read` are the first of them. */
  ranked: RankedPassage[];
  /** Best first by `total`. */
  read: ReadPassage[];
  signs: Signs | null;
  /** 0 to 1. */
  confidence: number;
}

/** Passages whose answer is extracted; the right one stands among them for nineteen questions in twenty. */
const READ = 12;

export function inquire(text: string, index: Index, names: Names): Inquiry {
  const question = understand(text, index, names);
  const ranked = rankPassages(question, index);
  const meeting = meetingWith(question);
  const read = readPassages(question, ranked, index)
    .map(passage => ({ ...passage, meeting: meeting(passage) }))
    .map(passage => ({ ...passage, total: totalOf(passage) }))
    .sort((a, b) => b.total - a.total);
  const signs = signsOf(question, read);
  return { question, ranked, read, signs, confidence: confidenceOf(signs) };
}

/** The best passages with what each answers, in their order: unweighed, so that the fitting can start here. */
export function readPassages(
  question: Question,
  ranked: RankedPassage[],
  index: Index,
  fitted?: Fitted,
): Omit<ReadPassage, 'meeting' | 'total'>[] {
  return ranked.slice(0, READ).map(passage => {
    const context = contextOf(passage, index);
    const extracted = { ...passage, extraction: extract(question, passage.passage, context, fitted) };
    return { ...extracted, fitting: fittingOf(question, extracted) };
  });
}

/** What tells a passage that answers from others that were read, in the order of the weights. */
export const SLOT_SIGNS = ['rank', 'score', ...FITTINGS, ...MEETING] as const;

/** In their order. */
export function slotSigns({ rank, extraction, fitting, meeting }: Omit<ReadPassage, 'total'>): number[] {
  return [rank, extraction.score, ...FITTINGS.map(name => fitting[name]), ...MEETING.map(name => meeting[name])];
}

function totalOf(passage: Omit<ReadPassage, 'total'>): number {
  return slotSigns(passage).reduce((total, sign, at) => total + weights.slot[SLOT_SIGNS[at]!] * sign, 0);
}

function contextOf({ article, passage }: RankedPassage, index: Index): Context {
  const all = index.passages(article.id);
  const before = all[passage.n - 1]?.passage;
  return {
    previous: before !== undefined && before.section === passage.section ? before : null,
    heading: passage.section === null ? null : (all[passage.section]?.passage ?? null),
    title: article.title,
  };
}
