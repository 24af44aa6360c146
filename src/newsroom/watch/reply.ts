/** What a watch tells, as a Reply: what has changed, then the answer as anyone who asked now would get it. */
import type { Answer, ArticleId } from '../../core/model.ts';
import { lineBreak, type Reply, type Span, strong, text } from '../../core/reply.ts';
import type { AnswerChange } from '../../core/watches.ts';
import { answerReply } from '../answer-reply.ts';

/** What was new when a watch told it: how the answer differed from the one before, and what that one was. */
export interface News {
  change: AnswerChange;
  before: string;
}

/** An answer with what was new in it, by which it can be told anew when it changes again. */
export interface NewsAnswer extends Answer {
  news: News;
}

/** Where the answer no longer bears out what was new, it is told without that. */
export function watchReply(now: NewsAnswer): Reply {
  const made = answerReply(now);
  const told = newsIn(now);
  if (told.length === 0) return made;
  const words = told.map(span => ('text' in span ? span.text : '')).join('');
  return { ...made, body: [...told, lineBreak, ...made.body], fallback: `${words} ${made.fallback}` };
}

/** The answer that a watch told, where nothing in it is new any more; null for any other reply. */
export function answerWithoutNews({ data }: Pick<Reply, 'data'>): Answer | null {
  const told = data as Partial<NewsAnswer> | null;
  return told?.news !== undefined && newsIn(told as NewsAnswer).length === 0 ? (told as NewsAnswer) : null;
}

function newsIn({ news: { change, before }, status, answer, disagreement }: NewsAnswer): Span[] {
  if (change === 'answered') return status === 'answered' ? [text('The record says it now:')] : [];
  if (change === 'disagreement') return disagreement?.kind === 'conflict' ? [text('Sources say otherwise now:')] : [];
  return answer === before ? [] : [text('The answer has changed. Before: '), strong(before), text('. Now:')];
}

/** The articles an answer shows as its own: when one of them changes, so may the answer. */
export function articlesOf({ evidence, supporting, disagreement }: Answer): ArticleId[] {
  const sides = (disagreement?.sides ?? []).flatMap(side => side.evidence);
  return [...new Set([...evidence.slice(0, supporting), ...sides].map(({ article }) => article))];
}
