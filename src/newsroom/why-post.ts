/**
 * Why a post is as it is, as a Reply: when it was said and what it was made of, how that is weighed, and what has changed since. Pure: what
 * is told was looked up by `why`. It must never say of the past what only holds today.
 */
import type { Post } from '../core/chat.ts';
import { count } from '../core/count.ts';
import type { Answer, Article, Brief, Explanation, WeighedSentence } from '../core/model.ts';
import {
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  reply,
  type Span,
  strong,
  text,
  time,
} from '../core/reply.ts';
import type { AnswerChange } from '../core/watches.ts';
import { figureSpans, modelFields, weighedQuotes, whyFields } from './why-reply.ts';

/** An article that a post shows, as it is today. */
export interface ShownArticle {
  id: string;
  /** The revision that is shown. */
  shown: number;
  /** Null where the record does not hold it any more. */
  article: Article | null;
  /** Whether each passage that is shown still stands in its text, word for word. */
  stands: boolean;
}

export interface PostFacts {
  post: Post;
  articles: ShownArticle[];
  /** The question asked again now, and how its answer differs; null for what answers none, or none that is still kept. */
  again: { explanation: Explanation; change: AnswerChange | null; newer: Article[] } | null;
  /** How the sentences of a brief weigh today. */
  sentences: WeighedSentence[];
  /** Articles that a brief is compared with at most. */
  compared: number;
}

export function whyPostReply(facts: PostFacts): Reply {
  const { post, articles, again } = facts;
  const { says, more } = openingOf(facts);
  const since = [...againLines(facts), ...articles.flatMap(articleLines), ...newerLines(facts)];
  const said = [strong(says), text(', '), time(post.queuedAt), text(`.${more}`)];
  return reply({
    body: [...said, ...since.flatMap(line => [lineBreak, ...line])],
    quotes: again === null ? [] : weighedQuotes(again.explanation),
    fields: [
      ...(articles.length === 0 ? [] : [{ name: 'Made of', value: articlesSpans(articles) }]),
      ...briefFields(facts),
      ...modelFields(answerIn(post)?.model ?? briefIn(post)?.model),
      ...(again === null ? [] : whyFields(again.explanation)),
    ],
    tone: 'plain',
    fallback: `${says}.`,
    data: { post: post.key, kind: post.kind, queuedAt: post.queuedAt, articles, again, sentences: facts.sentences },
  });
}

/** The answer that a post gives; null where it gives none. */
export function answerIn({ reply: { data } }: Pick<Post, 'reply'>): Answer | null {
  const answer = data as Partial<Answer> | null;
  return answer !== null && typeof answer === 'object' && answer.status !== undefined && Array.isArray(answer.evidence)
    ? (answer as Answer)
    : null;
}

/** The brief that a post is; null where it is none. */
export function briefIn({ kind, reply: { data } }: Pick<Post, 'kind' | 'reply'>): Brief | null {
  return kind === 'brief' && data !== null ? (data as Brief) : null;
}

/** What it is, and what is to be said of it at once. */
function openingOf({ post, again, compared }: PostFacts): { says: string; more: string } {
  const answer = answerIn(post);
  const brief = briefIn(post);
  if (brief !== null) return { says: 'A brief', more: ` ${briefWords(brief, compared)}` };
  if (answer === null) return { says: 'A message that answers no question', more: '' };
  const decided = answer.status === 'answered' ? 'Answered' : 'Refused';
  const needed = again === null ? '' : `; ${again.explanation.threshold} is needed`;
  return { says: `${decided} with confidence ${answer.confidence}${needed}`, more: '' };
}

function briefWords({ told, sentences }: Brief, compared: number): string {
  const before = `the articles that this channel had been shown before, the latest ${compared} at most`;
  if (told === 'copy')
    return `It is one line: the article is a copy, and nearly nothing in it was new beside ${before}.`;
  if (told === 'nothing-new') return `It is one line: no sentence of it was new beside ${before}.`;
  const fresh = sentences.filter(sentence => sentence.fresh).length;
  return `Of its ${count(sentences.length, 'sentence')} ${fresh} told what was new beside ${before}.`;
}

function againLines({ post, again }: PostFacts): Span[][] {
  if (answerIn(post) === null) return [];
  if (again === null) return [[text('What was asked is no longer kept, so that it cannot be asked again.')]];
  const { answer } = again.explanation;
  if (again.change === null) return [[text('Asked again now, the record says the same.')]];
  if (again.change === 'silent') return [[emphasis('Asked again now, the record does not say.')]];
  if (again.change === 'disagreement')
    return [[emphasis('Asked again now, sources say otherwise: '), strong(answer.answer)]];
  return [[emphasis('Asked again now, the record says: '), strong(answer.answer)]];
}

function articleLines({ id, shown, article, stands }: ShownArticle): Span[][] {
  if (article === null) return [[emphasis(`${id} is not in the record any more.`)]];
  if (article.revision === shown) return [];
  const still = stands ? 'what is shown still stands there' : 'what is shown does not stand there any more';
  return [[emphasis(`${id} has a newer text, revision ${article.revision}: ${still}.`)]];
}

/** Articles that came later and that the answer of today stands on. */
function newerLines({ again }: PostFacts): Span[][] {
  if (again === null || again.newer.length === 0) return [];
  const told = again.newer.map(({ id, outlet }) => (outlet === null ? id : `${id} (${outlet})`));
  return [[text(`Come since, and part of today’s answer: ${told.join(', ')}.`)]];
}

function articlesSpans(articles: readonly ShownArticle[]): Span[] {
  const told = articles.map(
    ({ id, shown, article }) => `${id}${shown > 1 ? `, revision ${shown}` : ''}${named(article)}`,
  );
  return [text(told.join('; '))];
}

function named(article: Article | null): string {
  return article?.outlet ? ` (${article.outlet})` : '';
}

/** Why each of its sentences was chosen, where it still stands in the article. */
function briefFields({ post, sentences }: PostFacts): ReplyField[] {
  const chosen = briefIn(post)?.sentences ?? [];
  return chosen.flatMap(({ evidence, fresh }, at) => {
    const place = sentences.findIndex(each => each.evidence.quote === evidence.quote);
    if (place < 0) return [];
    const rank = `${fresh ? 'new' : 'told before'}; by its other figures ${place + 1} of ${sentences.length}: `;
    return [{ name: `Sentence ${at + 1}`, value: [text(rank), ...figureSpans(sentences[place]!.figures)] }];
  });
}
