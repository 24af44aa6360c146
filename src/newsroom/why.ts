/**
 * An answer explained: what was understood, which passages were weighed and with what figures, what was decided and by which
 * threshold, and why each of the others was dropped. Shows the inquiry that the answer is made of; computes nothing of its own.
 */
import type { Explanation, Figure, WeighedPassage } from '../core/model.ts';
import { supportersOf } from './agreement.ts';
import { answerOf, type Engine } from './answer.ts';
import weights from './data/weights.json' with { type: 'json' };
import { evidenceOf } from './evidence.ts';
import { inquire, type ReadPassage } from './inquiry.ts';

/** Explains what `ask` answers to the same question. */
export function explain(text: string, engine: Engine): Explanation {
  const inquiry = inquire(text, engine.index, engine.names);
  const { question, read, signs } = inquiry;
  const supporters = supportersOf(read);
  const articles = [...new Set(read.map(({ article }) => article.id))];
  return {
    answer: answerOf(inquiry, engine),
    understood: {
      kind: question.kind,
      form: question.wanted.form,
      type: question.wanted.type,
      names: question.names,
      terms: question.terms.map(({ term, weight, count }) => ({ term, weight: rounded(weight), passages: count })),
    },
    passages: read.map(passage => weighed(passage, outcomeOf(passage, read, supporters))),
    ranked: inquiry.ranked.length,
    confidence: signs === null ? [] : figures(signs, weights.confidence),
    threshold: engine.threshold,
    doubt: articles.map(article => {
      const points = engine.doubt.points(article);
      return { article, doubtful: engine.doubt.isDoubtful(article), points };
    }),
  };
}

function weighed(passage: ReadPassage, outcome: string): WeighedPassage {
  return {
    evidence: evidenceOf(passage),
    rank: rounded(passage.rank),
    total: rounded(passage.total),
    figures: figures(passage.features, weights.rank),
    extracted: passage.extraction.text,
    slot: rounded(passage.extraction.score),
    outcome,
  };
}

function outcomeOf(passage: ReadPassage, read: ReadPassage[], supporters: ReadPassage[]): string {
  if (passage === read[0]) return 'best';
  if (supporters.includes(passage)) return 'says the same';
  return `stands ${rounded(read[0]!.total - passage.total)} below the best`;
}

/** Those that brought something, the most telling first. */
function figures(values: Record<string, number>, by: Record<string, number>): Figure[] {
  return Object.entries(values)
    .map(([name, value]) => ({ name, value: rounded(value), weight: by[name] ?? 0 }))
    .filter(({ value, weight }) => value * weight !== 0)
    .sort((a, b) => Math.abs(b.value * b.weight) - Math.abs(a.value * a.weight));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
