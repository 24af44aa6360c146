/** What a watch tells, as a Reply: what has changed, then the answer as anyone who asked now would get it. Decides nothing. */
import type { Answer, ArticleId } from '../../core/model.ts';
import { lineBreak, type Reply, type Span, strong, text } from '../../core/reply.ts';
import type { AnswerChange } from '../../core/watches.ts';
import { answerReply } from '../answer-reply.ts';

export function watchReply(change: AnswerChange, before: Answer, now: Answer): Reply {
  const made = answerReply(now);
  const told = newsIn(change, before);
  const words = told.map(span => ('text' in span ? span.text : '')).join('');
  return { ...made, body: [...told, lineBreak, ...made.body], fallback: `${words} ${made.fallback}` };
}

function newsIn(change: AnswerChange, before: Answer): Span[] {
  if (change === 'answered') return [text('The record says it now:')];
  if (change === 'disagreement') return [text('Sources say otherwise now:')];
  return [text('The answer has changed. Before: '), strong(before.answer), text('. Now:')];
}

/** The articles an answer shows as its own: when one of them changes, so may the answer. */
export function articlesOf({ evidence, supporting, disagreement }: Answer): ArticleId[] {
  const sides = (disagreement?.sides ?? []).flatMap(side => side.evidence);
  return [...new Set([...evidence.slice(0, supporting), ...sides].map(({ article }) => article))];
}
