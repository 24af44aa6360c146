/**
 * Makes a post's reply anew from the record as it is now: an answer is asked again, also where a watch told it, a brief is made again. What was
 * put together in any other way is left to whoever made it: null. It never looks at a question that was forgotten.
 */
import type { Post } from '../../core/chat.ts';
import type { Answer, ArticleId, Brief } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import type { WatchId } from '../../core/watches.ts';
import { answerReply } from '../answer-reply.ts';
import { briefReply } from '../brief/reply.ts';
import { seenIn } from '../brief/seen.ts';
import { type NewsAnswer, watchReply } from '../watch/reply.ts';
import { withoutCorrections } from './reply.ts';

export interface RemakeTools {
  newsroom: Pick<Newsroom, 'ask' | 'brief'>;
  store: Pick<Store, 'lastShownIn'>;
  /** The article on whose account it is made anew: what was told of that does not count as told. */
  article?: ArticleId;
}

export async function remake(post: Post, tools: RemakeTools): Promise<Reply | null> {
  const made = (await answerAnew(post, tools)) ?? (await briefAnew(post, tools));
  // Buttons act on the answer by its request, and go on doing so.
  return made && { ...made, actions: post.reply.actions };
}

async function answerAnew({ reply }: Post, { newsroom }: RemakeTools): Promise<Reply | null> {
  const { data } = reply;
  if (!isAnswer(data) || data.question === '') return null;
  const made = answerMade(data);
  const below = data.watch === undefined ? [] : reply.body.slice(made.body.length);
  if (!isMadeAs(reply, { ...made, body: [...made.body, ...below] })) return null;
  const now = answerMade({
    ...(await newsroom.ask(data.readAs ?? data.question, null, wasHelped(data))),
    ...keptOf(data),
  });
  return { ...now, body: [...now.body, ...below] };
}

/** An answer, what a watch told, or an answer below which it is said that it is watched. */
type ToldAnswer = Answer & Partial<NewsAnswer> & { watch?: WatchId };

function answerMade(data: ToldAnswer): Reply {
  return data.news === undefined ? answerReply(data) : watchReply({ ...data, news: data.news });
}

/** What stays of it whatever the record says. */
function keptOf({ question, readAs, id, news, watch }: ToldAnswer): Pick<ToldAnswer, 'question'> & Partial<ToldAnswer> {
  return {
    question,
    ...(readAs === undefined ? {} : { readAs }),
    ...(id === undefined ? {} : { id }),
    ...(news === undefined ? {} : { news }),
    ...(watch === undefined ? {} : { watch }),
  };
}

async function briefAnew(post: Post, { newsroom, store, article }: RemakeTools): Promise<Reply | null> {
  const { data } = post.reply;
  if (!isBrief(data) || !isMadeAs(post.reply, briefReply(data))) return null;
  const without = article === undefined ? [data.article] : [data.article, article];
  const seen = post.kind === 'brief' ? await seenIn(post.target, { without, before: post }, store) : [];
  const now = await newsroom.brief(data.article, seen, wasHelped(data));
  // One line where sentences stood would take away what people read, for no other reason than that others told it since.
  return now.headline === null || (now.told !== null && data.told === null) ? null : briefReply(now);
}

/** What was made with a language model is made with it again, where there still is one. */
function wasHelped({ model }: Answer | Brief): { model: boolean } {
  return { model: model?.used === true };
}

function isAnswer(data: unknown): data is ToldAnswer {
  return has(data, 'question', 'status', 'evidence', 'nearest', 'agreement') && typeof data.question === 'string';
}

function isBrief(data: unknown): data is Brief {
  return has(data, 'article', 'headline', 'sentences', 'differences', 'alsoIn');
}

function has<Key extends string>(data: unknown, ...keys: Key[]): data is Record<Key, unknown> {
  return typeof data === 'object' && data !== null && keys.every(key => key in data);
}

/** Whether a reply says what its data make, and nothing besides. */
function isMadeAs(reply: Reply, made: Reply): boolean {
  const { actions: _, ...told } = withoutCorrections(reply);
  const { actions: __, ...own } = made;
  // By way of JSON, which the one came through and the other did not.
  return JSON.stringify(told) === JSON.stringify(JSON.parse(JSON.stringify(own)));
}
