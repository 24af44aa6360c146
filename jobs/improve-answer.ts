/**
 * `improve-answer`: shows in its place what a language model found beyond an answer that was given without it. Begun by whoever has shown the
 * answer; queued when showing fails for now, and at start for what is not shown yet. The row is changed before the messages are, once a post,
 * so that a process may end at any moment; one that is corrected or forgotten meanwhile is left alone.
 */
import { z } from 'zod';
import type { Post } from '../src/core/chat.ts';
import { asStetError, isLasting } from '../src/core/errors.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { ModelUse } from '../src/core/language-model.ts';
import type { Answer } from '../src/core/model.ts';
import { offerButtons } from '../src/core/offers.ts';
import { passagesShown } from '../src/core/quotations.ts';
import type { Reply } from '../src/core/reply.ts';
import { verifyQuotes } from '../src/core/verify-quotes.ts';
import { answerButtons } from '../src/newsroom/answer-buttons.ts';
import { answerReply } from '../src/newsroom/answer-reply.ts';
import { answerIn } from '../src/newsroom/why-post.ts';
import { recall } from './recall.ts';

export const improveAnswer = defineJob({
  name: 'improve-answer',
  payload: z.object({ key: z.string().min(1) }),
  key: ({ key }) => key,
  // About an hour and a half in all: longer than the outages of the platforms are.
  retry: { attempts: 20, backoffMs: 2_000, maxBackoffMs: 300_000 },
  concurrency: 2,
  run: async ({ key }, context) => {
    const { store } = context;
    const post = await store.post(key);
    const isDue = (await store.unshownImprovements(MOST_DUE)).includes(key);
    if (post !== null && isDue) await show(post, post.queuedAt, context);
  },
});

/** Improvements looked through; there are few that are not shown. */
const MOST_DUE = 1_000;

type Context = Pick<JobContext, 'store' | 'newsroom' | 'publishers' | 'clock' | 'queue'>;

/**
 * Asks a language model about the answer of a post that was just sent, and shows in its messages what it found, if that says something else.
 * Rejects with what the Publisher rejects with; the job then shows what is in the row.
 * @param days how long buttons work
 */
export async function improve(key: string, days: number, context: Context): Promise<void> {
  const { store, newsroom } = context;
  const post = await store.post(key);
  const plain = post === null ? null : answerIn(post);
  if (post === null || plain === null || !canImprove(post, context)) return;
  const answer = await newsroom.help(plain);
  const isNews = answer.model?.used === true && (await saysOther(plain, answer, newsroom));
  const reply = isNews ? await improved(post, plain, answer, days, context) : withUse(post.reply, plain, answer.model);
  await verifyQuotes(reply, store);
  if (!(await standsNow(reply, context)) || !(await store.improvePost(post, reply))) return;
  if (isNews) await show({ ...post, reply }, undefined, context);
  else await store.markImproved(key, post.refs);
}

function canImprove({ state, refs, target }: Post, { newsroom, publishers }: Context): boolean {
  const publisher = publishers.get(target.platform);
  return newsroom.hasModel && state === 'sent' && publisher !== undefined && refs.every(publisher.canEdit);
}

/** What was found, with the buttons that stand there; a refusal that is answered has more. */
async function improved(
  { reply: { actions }, target, request }: Post,
  plain: Answer,
  found: Answer,
  days: number,
  { store, clock }: Context,
): Promise<Reply> {
  const made = answerReply(found);
  if (found.status === plain.status || request === null) return { ...made, actions };
  const asker = target.direct ? ((await store.request(request))?.person ?? null) : null;
  const offer = { audience: target.only ?? asker, now: clock.now(), days };
  return { ...made, actions: await offerButtons(answerButtons(found, request), offer, store) };
}

/** Other quotations or a longer wording of the same are no reason to touch what people have read; other words of the same quotation are. */
async function saysOther(
  before: Answer,
  now: Answer,
  newsroom: Pick<Context['newsroom'], 'changeOf'>,
): Promise<boolean> {
  const isWording = before.answer.includes(now.answer) || now.answer.includes(before.answer);
  return !isWording || (await newsroom.changeOf(before, now)) !== null;
}

/** The reply as it stands, which tells `why` what a model did for it. */
function withUse(reply: Reply, plain: Answer, use: ModelUse | undefined): Reply {
  if (use === undefined) return reply;
  const notes = use.used
    ? [...use.notes, { task: 'read' as const, says: 'what it pointed at says the same' }]
    : use.notes;
  return { ...reply, data: { ...plain, model: { ...use, used: false, notes } } };
}

/** Whether it shows nothing that has changed, or was retracted, while the model was asked. */
async function standsNow(reply: Reply, { store }: Pick<Context, 'store'>): Promise<boolean> {
  for (const { article: id, revision } of passagesShown(reply)) {
    const article = await store.article(id);
    if (article === null || article.revision !== revision || article.verdict === 'retracted') return false;
  }
  return true;
}

/**
 * Makes the messages show the row, as often as that changes meanwhile: a correction may come at the same time.
 * @param doubtSince since when an earlier try may have shown it
 */
async function show(given: Post, doubtSince: string | undefined, context: Context): Promise<void> {
  const { store, publishers } = context;
  const publisher = publishers.get(given.target.platform);
  // Of a platform that this process does not serve: it waits for one that does.
  if (publisher === undefined) return;
  let post = given;
  for (;;) {
    await verifyQuotes(post.reply, store);
    const refs = await publisher.edit(post, doubtSince).catch(thrown => {
      // What cannot be edited any more says what the record said then.
      if (isLasting(asStetError(thrown))) return post.refs;
      throw thrown;
    });
    await store.markImproved(post.key, refs);
    const now = await store.post(post.key);
    if (now === null || JSON.stringify(now.reply) === JSON.stringify(post.reply)) break;
    post = now;
  }
  await recallChanged(post, context);
}

/** An article may have changed since the row was written: the recall of that change knew nothing of what it shows now. */
async function recallChanged(post: Post, { store, queue }: Context): Promise<void> {
  if (await standsNow(post.reply, { store })) return;
  const shown = new Set(passagesShown(post.reply).map(({ article }) => article));
  for (const each of await store.unrecalled(MOST_RECALLS))
    if (shown.has(each.article)) await queue.add(recall, { ...each, at: null });
}

/** Recalls looked through; there are few that are not done. */
const MOST_RECALLS = 1_000;
