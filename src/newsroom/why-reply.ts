/** An explanation as a Reply: what was understood, the passages weighed with their figures, the threshold. Decides nothing. */
import { count } from '../core/count.ts';
import type { ModelUse } from '../core/language-model.ts';
import type { Explanation, Figure, WeighedPassage } from '../core/model.ts';
import {
  code,
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  type ReplyQuote,
  reply,
  type Span,
  strong,
  text,
} from '../core/reply.ts';

/** Passages told, and figures of each: enough to see what decided; the data has all. */
const PASSAGES = 3;
const FIGURES = 6;

export function whyReply(explanation: Explanation): Reply {
  const { answer, threshold } = explanation;
  const decided = answer.status === 'answered' ? 'Answered' : 'Refused';
  const fallback = `${decided}: confidence ${answer.confidence}, ${threshold} is needed.`;
  return reply({
    body: [strong(fallback), ...(answer.answer === '' ? [] : [lineBreak, text(answer.answer)])],
    quotes: weighedQuotes(explanation),
    fields: [...whyFields(explanation), ...modelFields(answer.model)],
    tone: answer.status === 'answered' ? 'plain' : 'refusal',
    fallback,
    data: explanation,
  });
}

/** The passages that weighed most. */
export function weighedQuotes({ passages }: Explanation): ReplyQuote[] {
  const told = passages.slice(0, PASSAGES);
  return told.map(({ evidence, outcome, rank }) => ({ evidence, says: `${outcome}: rank ${rank}` }));
}

/** What was understood, and each figure that decided. */
export function whyFields(explanation: Explanation): ReplyField[] {
  return [
    ...understoodFields(explanation),
    ...explanation.passages.slice(0, PASSAGES).map(passageField),
    { name: 'Confidence', value: figureSpans(explanation.confidence) },
    ...doubtFields(explanation),
  ];
}

function understoodFields({ understood, ranked, passages }: Explanation): ReplyField[] {
  const { form, type, names, terms } = understood;
  const words = terms.map(({ term, weight, passages: found }) => `${term} (${weight}, in ${found})`);
  return [
    { name: 'Asked for', value: [text(`${form}, ${type}`)] },
    ...(names.length > 0 ? [{ name: 'Names', value: [text(names.join(', '))] }] : []),
    { name: 'Words', value: [words.length > 0 ? text(words.join(', ')) : emphasis('none that carry a topic')] },
    { name: 'Weighed', value: [text(`${ranked} passages, ${passages.length} read for an answer`)] },
  ];
}

function passageField(passage: WeighedPassage, at: number): ReplyField {
  const extracted: Span[] =
    passage.extracted === '' ? [] : [text('says '), code(passage.extracted), text(` (${passage.slot}) · `)];
  return { name: `Passage ${at + 1}`, value: [...extracted, ...figureSpans(passage.figures)] };
}

/** "own 0.81 × 3.2, …": value and weight. */
export function figureSpans(figures: Figure[]): Span[] {
  const told = figures.slice(0, FIGURES).map(({ name, value, weight }) => `${name} ${value} × ${weight}`);
  return [told.length > 0 ? text(told.join(', ')) : emphasis('nothing')];
}

/** What became of each thing that a language model gave back; nothing where none was asked. */
export function modelFields(model: ModelUse | undefined): ReplyField[] {
  if (model === undefined) return [];
  const cost = `${model.used ? 'used' : 'not used'}: ${count(model.calls, 'call')}, ${count(model.tokens, 'token')}, ${model.dropped} dropped`;
  const told = model.notes.flatMap(({ task, says }) => [lineBreak, text(`${task}: ${says}`)]);
  return [{ name: 'Language model', value: [text(cost), ...told] }];
}

function doubtFields({ doubt }: Explanation): ReplyField[] {
  const doubtful = doubt.filter(each => each.doubtful);
  return doubtful.map(({ article, points }) => ({
    name: `Doubt ${article}`,
    value: points
      .filter(({ severity }) => severity === 'major')
      .flatMap(({ why: reason }, at) => (at > 0 ? [lineBreak, text(reason)] : [text(reason)])),
  }));
}
