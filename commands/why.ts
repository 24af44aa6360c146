/**
 * `why`: how an answer comes about: what was understood, the passages weighed with their figures, the threshold. Of a message of Stet's, by
 * its link, its button or a shortcut: what it was made of, and what has changed since. Decides nothing.
 */
import { z } from 'zod';
import type { Post } from '../src/core/chat.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import type { Answer, Article } from '../src/core/model.ts';
import { messageReferred } from '../src/core/places.ts';
import { isPostKey, readerOf } from '../src/core/post-keys.ts';
import { type Quotation, quotationsOf } from '../src/core/quotations.ts';
import { COMPARED } from '../src/newsroom/brief/seen.ts';
import { articlesOf } from '../src/newsroom/watch/reply.ts';
import { answerIn, briefIn, type PostFacts, type ShownArticle, whyPostReply } from '../src/newsroom/why-post.ts';
import { whyReply } from '../src/newsroom/why-reply.ts';
import { cleanQuestion, questionField } from './ask.ts';

export const why = defineCommand({
  name: 'why',
  summary: 'explains how a question is answered, or a message of Stet’s by its link',
  surfaces: ['console', 'chat'],
  forAskerAlone: true,
  permission: 'everyone',
  input: z.object({ question: questionField('the question to explain, or the link of a message of Stet’s') }),
  async run({ question }, context) {
    if (!namesPost(question)) return whyReply(await context.newsroom.why(cleanQuestion(question), { model: true }));
    return whyPostReply(await factsOf(await postMeant(question, context), context));
  },
});

/** Words that name a message rather than ask something: its link, the key of its post, or what a shortcut gives. */
function namesPost(words: string): boolean {
  return /^https?:\/\/\S+$/i.test(words) || isPostKey(words) || messageReferred(words) !== null;
}

/** The post that is meant; `unknown-answer` for none of ours, for somebody else's private one, and for one of another channel. */
async function postMeant(words: string, context: CommandContext): Promise<Post> {
  const { store, messageAt } = context;
  const message = messageReferred(words) ?? (isPostKey(words) ? null : await messageAt(words));
  const post = message === null ? await store.post(words) : await store.postOfMessage(message);
  if (post !== null && (await mayRead(post, context))) return post;
  const userMessage =
    'That is no message of Stet’s that it could explain to you here: one for somebody else, or of another channel, is explained there alone.';
  throw new StetError('unknown-answer', 'why of a message that is not kept, or not for this person', { userMessage });
}

/** What stands in a channel is explained in it; elsewhere to whoever asked. The console has the store itself before it. */
async function mayRead(post: Post, { store, actor, place, surface }: CommandContext): Promise<boolean> {
  const reader = await readerOf(post, store);
  if (reader !== null) return reader === actor.id;
  const isHere = [post.target, ...post.refs].some(
    ({ platform, space, channel }) => platform === place.platform && space === place.space && channel === place.channel,
  );
  return isHere || surface === 'console' || (await askerOf(post, store)) === actor.id;
}

async function askerOf({ asked, request }: Post, store: CommandContext['store']): Promise<string | null> {
  return asked?.by ?? (request === null ? null : ((await store.request(request))?.person ?? null));
}

async function factsOf(post: Post, context: CommandContext): Promise<PostFacts> {
  const { newsroom } = context;
  const [answer, brief] = [answerIn(post), briefIn(post)];
  return {
    post,
    articles: await articlesShown(post, context),
    again: answer === null ? null : await askedAgain(answer, post, context),
    sentences: brief === null ? [] : await newsroom.weighSentences(brief.article),
    compared: COMPARED,
  };
}

/** The same question now; null where what was asked is no longer kept. */
async function askedAgain(
  before: Answer,
  { queuedAt }: Post,
  { newsroom, store }: CommandContext,
): Promise<PostFacts['again']> {
  const question = before.readAs ?? before.question;
  if (question === '') return null;
  const explanation = await newsroom.why(question, { model: before.model?.used === true });
  const change = await newsroom.changeOf(before, explanation.answer);
  const used = await Promise.all(articlesOf(explanation.answer).map(id => store.article(id)));
  const newer = used.filter((each): each is Article => each !== null && each.storedAt > queuedAt);
  return { explanation, change, newer };
}

/** The articles that a post shows, in their order, as they are today. */
async function articlesShown({ reply }: Post, { store }: CommandContext): Promise<ShownArticle[]> {
  const quotations = quotationsOf(reply);
  const ids = [...new Set(quotations.map(({ article }) => article))];
  return Promise.all(
    ids.map(id =>
      shownArticle(
        quotations.filter(({ article }) => article === id),
        id,
        store,
      ),
    ),
  );
}

async function shownArticle(
  quotations: readonly Quotation[],
  id: string,
  store: CommandContext['store'],
): Promise<ShownArticle> {
  const text = (await store.revision(id))?.text ?? '';
  return {
    id,
    shown: Math.max(...quotations.map(({ revision }) => revision)),
    article: await store.article(id),
    stands: quotations.every(({ quote }) => text.includes(quote)),
  };
}
