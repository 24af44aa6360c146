/**
 * The answer as a language model's pointing has it, made by the same rules as any other: counted, compared, doubted and told with care. The model has
 * chosen places; every word is the record's.
 */
import type { Drop, OfferedPassage, Pointed } from '../../core/language-model.ts';
import type { Answer } from '../../core/model.ts';
import { answerOf, answerPointed, type Engine } from '../answer.ts';
import { inquire, type ReadPassage } from '../inquiry.ts';
import { thresholdOf } from '../threshold.ts';
import { held } from './points.ts';
import { offered, poolOf } from './pool.ts';

/** What came of a reading. */
export interface Reading {
  /** Null where nothing held: the answer is then the one without a model. */
  answer: Answer | null;
  /** What was dropped: its side and place on it, from 0. */
  drops: { side: number; at: number; why: Drop }[];
}

export function offerPassages(question: string, questions: readonly string[], engine: Engine): OfferedPassage[] {
  return poolOf(inquire(question, engine.index, engine.names), questions, engine).map(offered);
}

/** @param questions those that the passages were found by besides */
export function answerByReading(
  question: string,
  questions: readonly string[],
  sides: readonly (readonly Pointed[])[],
  engine: Engine,
): Reading {
  const inquiry = inquire(question, engine.index, engine.names);
  if (sides.length === 0) return { answer: answerOf(inquiry, doubted(engine)), drops: [] };
  const pool = poolOf(inquiry, questions, engine);
  const drops: Reading['drops'] = [];
  const drop = (side: number, at: number, why: Drop) => {
    drops.push({ side, at, why });
    return [];
  };
  const holding = sides.map((points, side) =>
    points.flatMap((point, at): Holding[] => {
      const passage = held(inquiry.question, point, pool, engine);
      return typeof passage === 'string' ? drop(side, at, passage) : [{ passage, side, at }];
    }),
  );
  const [first, ...others] = holding.filter(side => side.length > 0);
  if (first === undefined) return { answer: null, drops };
  const apart = others.filter(side => {
    const differs = side.every(({ passage }) => !first.some(other => saysSame(passage, other.passage)));
    if (!differs) for (const { side: number, at } of side) drop(number, at, 'same-side');
    return differs;
  });
  const found = [first, ...apart].map(side => side.map(({ passage }) => passage));
  return { answer: answerPointed(inquiry, found, engine), drops };
}

/** What holds, and where it was given. */
interface Holding {
  passage: ReadPassage;
  side: number;
  at: number;
}

/** Values that are exact enough to differ; words may be put in many ways. */
const EXACT = new Set(['person', 'place', 'date', 'number', 'yes-no']);

function saysSame({ extraction: one }: ReadPassage, { extraction: other }: ReadPassage): boolean {
  if (!EXACT.has(one.kind) || one.kind !== other.kind) return true;
  return one.value === other.value || one.text.includes(other.text) || other.text.includes(one.text);
}

/**
 * A model that finds no answer makes Stet as careful as `cautious`, and no more: a text that tells models to find nothing must not be able to hide
 * what is told plainly.
 */
function doubted(engine: Engine): Engine {
  const isBold = engine.threshold > 0;
  return isBold ? { ...engine, threshold: Math.max(engine.threshold, thresholdOf('cautious')) } : engine;
}
