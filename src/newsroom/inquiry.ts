/**
 * All that is worked out about a question before anything is said: what was understood, which passages carry it and how well,
 * what each of the best answers, and how probable it is that the record answers at all. `answer.ts` composes from it and
 * `why.ts` shows it; nothing is decided in two places.
 */
import type { Index } from '../core/ports.ts';
import { confidenceOf, type Signs, signsOf } from './confidence.ts';
import weights from './data/weights.json' with { type: 'json' };
import type { Names } from './names.ts';
import { type Question, understand } from './question.ts';
import { type RankedPassage, rankPassages } from './rank.ts';
import { type Context, type Extraction, extract, type Fitted } from './spans/extract.ts';

/** A passage with what it answers. */
export interface ReadPassage extends RankedPassage {
  extraction: Extraction;
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
  const read = readPassages(question, ranked, index)
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
): (RankedPassage & { extraction: Extraction })[] {
  return ranked.slice(0, READ).map(passage => {
    const context = contextOf(passage, index);
    return { ...passage, extraction: extract(question, passage.passage, context, fitted) };
  });
}

/** What a passage says of the slot, beside its rank. */
export function slotSigns({ extraction }: { extraction: Extraction }): number[] {
  return [extraction.score, extraction.attached ? 1 : 0];
}

function totalOf(passage: RankedPassage & { extraction: Extraction }): number {
  const [score, attached] = slotSigns(passage);
  return weights.slot.rank * passage.rank + weights.slot.score * score! + weights.slot.attached * attached!;
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
