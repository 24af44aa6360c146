/**
 * `deliver`: sends one post through its platform's Publisher and closes its row, and with it the request that it answers.
 * Queued by whoever queued a post that could not be sent at once, and at start for every post that is not sent. Safe to run twice:
 * a post that was tried before is first looked for where it was to stand.
 */
import { z } from 'zod';
import type { MessageRef, PersonId, Post, RequestOutcome, Target } from '../src/core/chat.ts';
import { asStetError, ERRORS, type ErrorCode, isLasting, reasonOf, StetError } from '../src/core/errors.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import { placeKey } from '../src/core/places.ts';
import { watchOfKey } from '../src/core/post-keys.ts';
import { code, type Reply, reply, text } from '../src/core/reply.ts';
import { verifyQuotes } from '../src/core/verify-quotes.ts';
import type { Watch } from '../src/core/watches.ts';
import { retold, retractedIn } from '../src/newsroom/correction/retell.ts';
import { answerWithoutNews } from '../src/newsroom/watch/reply.ts';

export const deliver = defineJob({
  name: 'deliver',
  payload: z.object({ key: z.string().min(1) }),
  key: ({ key }) => key,
  // About an hour and a half in all: longer than the outages of the platforms are.
  retry: { attempts: 20, backoffMs: 2_000, maxBackoffMs: 300_000 },
  concurrency: 4,
  run: async ({ key }, context) => {
    try {
      await deliverPost(key, context);
    } catch (thrown) {
      if (asStetError(thrown).code === 'channel-gone') await leave(await context.store.post(key), context);
      throw thrown;
    }
  },
});

type Context = Pick<JobContext, 'store' | 'publishers' | 'newsroom'>;

/**
 * Sends the post of this key now and closes its request. Resolves to its messages; to none where another run has it. A post that is
 * sent already is not sent again, but its request is closed: a crash may have come between the two.
 * Rejects with what the Publisher rejects with. A fault that would come again has then closed the post as failed, and whoever asked
 * was told of it where they can be reached.
 */
export async function deliverPost(key: string, context: Context): Promise<MessageRef[]> {
  const { store, publishers } = context;
  const post = await store.post(key);
  // Of a platform that this process does not serve: it waits for one that does.
  if (post !== null && !publishers.has(post.target.platform)) return [];
  const claimed = await store.claimPost(key);
  if (claimed === null) return settle(await store.post(key), context);
  let tried = false;
  try {
    const { publisher, post: ready, standing } = await prepare(claimed, context);
    tried = true;
    const refs = ready === null ? standing : await publisher.post(ready, standing, sent => store.partlySent(key, sent));
    await store.markSent(key, refs);
  } catch (thrown) {
    const fault = asStetError(thrown);
    const state = isLasting(fault) ? 'failed' : 'queued';
    await store.markUnsent(key, reasonOf(fault), state, !tried);
    if (state === 'failed') await settle(await store.post(key), context);
    throw fault;
  }
  return settle(await store.post(key), context);
}

/** What must be so before anything is handed to the platform: who publishes there, what already stands, and what may be said besides. */
async function prepare({ post, doubtSince }: { post: Post; doubtSince: string | null }, context: Context) {
  const publisher = context.publishers.get(post.target.platform);
  if (!publisher) throw new StetError('not-delivered', 'this process does not serve the platform of the post');
  // Once more, just before it is seen: it may have waited.
  await verifyQuotes(post.reply, context.store);
  const isAnothers = anothersThan(post, context);
  const found = doubtSince === null ? [] : await ownOf(await publisher.find(post, doubtSince, isAnothers), isAnothers);
  // What we were told of stands, whether or not it is found.
  const known = new Set(post.refs.map(({ message }) => message));
  const standing = [...post.refs, ...found.filter(({ message }) => !known.has(message))];
  return { publisher, post: await sayable(post, standing, context), standing };
}

/** Whether a message is known to be another post's. */
function anothersThan({ key }: Post, { store }: Context): (ref: MessageRef) => Promise<boolean> {
  return async ref => {
    const owner = await store.postOfMessage(ref);
    return owner !== null && owner.key !== key;
  };
}

/** What was found may be another post's that says the same: up to the first of those it is its own. */
async function ownOf(found: MessageRef[], isAnothers: (ref: MessageRef) => Promise<boolean>): Promise<MessageRef[]> {
  const others = (await Promise.all(found.map(isAnothers))).indexOf(true);
  return others < 0 ? found : found.slice(0, others);
}

/** The post as it may be said: what was retracted meanwhile is not told. Null where part of it stands, which is for `recall` to mend. */
async function sayable(post: Post, standing: readonly MessageRef[], context: Context): Promise<Post | null> {
  const { store } = context;
  const retracted = await retractedIn(post.reply, store);
  if (retracted.size === 0) return post;
  if (standing.length > 0) return null;
  // Whoever asked may ask again, and hears that; what nobody asked for is told as it is now.
  const reply = post.request === null ? await retold(post, retracted, context) : null;
  if (reply === null || (await isNoNews(post, reply, context)))
    throw new StetError('retracted', 'a post rests on an article that was retracted');
  await verifyQuotes(reply, store);
  if (!(await store.retellPost(post, reply)))
    throw new StetError('not-delivered', 'a post was changed by another hand');
  return { ...post, reply };
}

/** Whether a watch has nothing to tell after all; it then goes on. */
async function isNoNews({ key }: Post, made: Reply, { store }: Context): Promise<boolean> {
  const [watch, answer] = [watchOfKey(key), answerWithoutNews(made)];
  if (watch === null || answer === null) return false;
  await store.reopenWatch(watch, answer);
  return true;
}

/** Closes the request of a post that is sent or failed; safe to do again. */
async function settle(post: Post | null, context: Context): Promise<MessageRef[]> {
  if (post === null || (post.state !== 'sent' && post.state !== 'failed')) return [];
  const { request, state } = post;
  if (request === null) return post.refs;
  if (state === 'sent') await context.store.closeRequest(request, outcomeOf(post.reply));
  else if (kindOf(post) === 'channel-gone') await context.store.closeRequest(request, 'stopped');
  else if (post.key.startsWith(FAULT)) await context.store.closeRequest(request, 'failed');
  else await tellFault(post, request, context);
  return post.refs;
}

/** Before the key of a post that failed: the post that says so. */
const FAULT = 'fault:';

/**
 * A place that takes nothing any more is left alone, and whoever had it told of articles or of answers hears that once a day at most. A
 * run that was cut short before is made up for by the next post that finds the place gone.
 */
async function leave(post: Post | null, context: JobContext): Promise<void> {
  if (post === null || post.request !== null) return;
  const { store, queue } = context;
  const { platform, space, channel, thread, only, direct, lasting } = post.target;
  const place = { platform, space, channel, thread };
  const watches = await watchesTold(post, context);
  if (only === null || direct) {
    const active = (await store.subscriptions(place)).filter(({ paused }) => paused === null);
    const plan = await store.digestPlan(place);
    const plans = plan === null || plan.paused !== null ? [] : [plan];
    const setBy = [...active, ...plans, ...watches].map(each => each.setBy);
    const people = direct ? [] : new Set(setBy.filter(Boolean));
    for (const person of people) await queue.add(deliver, { key: await tellLeft(post.target, person, context) });
    const reason = ERRORS['channel-gone'].userMessage;
    for (const { id } of active) await store.pauseSubscription(id, reason);
    for (const { id } of plans) await store.pauseDigest(id, reason);
  }
  // What was for one person in a channel says nothing of the channel; who cannot be reached for good is told nothing more.
  if (only === null || direct || lasting) for (const { id } of watches) await store.endWatch(id, 'gone');
}

/** The watches that are told where a post was to stand: the open ones, and its own. */
async function watchesTold({ key, target }: Post, { store }: JobContext): Promise<Watch[]> {
  const id = watchOfKey(key);
  const own = id === null ? null : await store.watch(id);
  const open = await store.openWatches(target.only === null ? { channel: target } : { person: target.only });
  const there = open.filter(each => placeKey(each.target) === placeKey(target) && each.target.only === target.only);
  return [...(own === null ? [] : [own]), ...there.filter(each => each.id !== id)];
}

/** Queues what a person hears of a place that is gone; gives its key. */
async function tellLeft(target: Target, person: PersonId, { store, clock }: JobContext): Promise<string> {
  const told = `Nothing is posted any more in a channel where you had articles told of or questions watched: it is gone, or does not let Stet write. Once it does, set there again what it is told, or ask again.`;
  const key = `left:${placeKey(target)}:${person}:${clock.now().toISOString().slice(0, 10)}`;
  const fields = [{ name: 'Channel', value: [code(target.channel)] }];
  const made = reply({ body: [text(told)], fields, tone: 'warning', fallback: told });
  const { platform, space, channel } = target;
  const to = { platform, space, channel, thread: null, only: person, direct: false, grant: null };
  await store.queuePost({ key, kind: 'notice', target: to, reply: made, asked: null, request: null });
  return key;
}

/** An answer that cannot be shown is not passed over in silence: whoever asked reads that, and the id by which it is found. */
async function tellFault(post: Post, id: string, context: Context): Promise<void> {
  const request = await context.store.request(id);
  // Closed: told already, or its asker was forgotten.
  if (request === null || request.outcome !== null) return;
  const key = FAULT + post.key;
  const target = post.target.direct ? post.target : { ...post.target, only: request.person };
  const told = faultReply(kindOf(post), id);
  await context.store.queuePost({ key, kind: 'answer', target, reply: told, asked: null, request: id });
  await deliverPost(key, context);
}

function kindOf({ fault }: Post): ErrorCode {
  const kind = fault?.split(':')[0] ?? '';
  return kind in ERRORS ? (kind as ErrorCode) : 'internal';
}

function faultReply(kind: ErrorCode, id: string): Reply {
  const { userMessage } = ERRORS[kind];
  return reply({
    body: [text(userMessage)],
    fields: [{ name: 'Error', value: [code(`${kind} ${id}`)] }],
    tone: 'error',
    fallback: userMessage,
    data: { error: { id, code: kind, message: userMessage, retryable: false } },
  });
}

/** What came of a request, told by the reply it got. */
function outcomeOf({ tone, data }: Reply): RequestOutcome {
  if (tone === 'error') return 'failed';
  const status = (data as { status?: unknown } | null)?.status;
  return status === 'answered' || status === 'not-in-corpus' ? status : 'done';
}
