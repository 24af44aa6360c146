/**
 * `recall`: holds every post that shows an article against the article as it is now, or against what editors decided on it, and mends those
 * that tell it otherwise: the message is edited, and a note stands beside it. Queued by whatever stored a changed text, by a verdict, by its
 * own last run for what has to wait, and at start for what is not done. Safe to run twice: a post is held against a version once, corrected
 * in its row first, and its note has a key of its own. It must never tell anyone of a private post but whoever saw it.
 */
import { z } from 'zod';
import type { Post, PostDraft, Target } from '../src/core/chat.ts';
import { asStetError } from '../src/core/errors.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Article, ArticleId } from '../src/core/model.ts';
import { placeKey } from '../src/core/places.ts';
import type { Publisher } from '../src/core/ports.ts';
import { watchOfKey } from '../src/core/post-keys.ts';
import type { Correction, Recall } from '../src/core/recall.ts';
import type { Reply } from '../src/core/reply.ts';
import { verifyQuotes } from '../src/core/verify-quotes.ts';
import { heldAgainst } from '../src/newsroom/correction/against.ts';
import { unreachedReply, unstableReply } from '../src/newsroom/correction/editors.ts';
import type { Mender } from '../src/newsroom/correction/mend.ts';
import { showCorrection } from '../src/newsroom/correction/show.ts';
import { answerWithoutNews } from '../src/newsroom/watch/reply.ts';
import { deliver } from './deliver.ts';

/** A message is corrected once in so long, milliseconds: what changes by the hour would only flicker. The last state is told when it is over. */
const APART_MS = 6 * 3_600_000;

/** Versions of an article for which posts were corrected in a day, from which on editors should look at it. */
const UNSTABLE = 3;
const DAY_MS = 86_400_000;

/** What was still being sent, or answered from the earlier text, is looked for after so long, milliseconds. */
const LOOK_AGAIN_MS = 120_000;

/** Posts read at a time. */
const PAGE = 50;

/** Messages of one platform that fail in a row before the rest is left to the next try: the platform, not the message, is at fault. */
const FAULTS_IN_A_ROW = 3;

const ATTEMPTS = 20;

export const recall = defineJob({
  name: 'recall',
  payload: z.object({
    article: z.string().min(1),
    reason: z.enum(['revision', 'verdict']),
    version: z.number().int().min(1),
    /** When it was to run, where it had to wait: so that a later run is queued beside one that waits. */
    at: z.string().nullable(),
  }),
  key: ({ article, reason, version, at }) => `${reason} ${article} ${version} ${at ?? 'now'}`,
  // About an hour and a half in all: longer than the outages of the platforms are.
  retry: { attempts: ATTEMPTS, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // One after another: two articles may stand in one post, and platforms limit edits to about one a second.
  concurrency: 1,
  async run({ at, ...given }, context) {
    const { store, newsroom } = context;
    const article = await store.article(given.article);
    if (article === null) return;
    await newsroom.catchUp();
    const held = await heldAgainst(given.reason, article, { store, newsroom });
    if (held === null) return;
    const desk: Desk = { ...context, recall: held.recall, article };
    const judged = await judgeAll(held.mender, desk);
    await tellUnstable(desk);
    const shown = await showAll(judged.corrected, desk);
    await tellUnreached(desk);
    const faults = [...judged.faults, ...shown];
    // One that will be tried again comes here again: a run beside it would do the same, and queue one more.
    const isTriedAgain = context.attempt < ATTEMPTS && faults.some(each => asStetError(each).retryable);
    if (!isTriedAgain) await queueNext(at === null, judged.next, desk);
    throwAny(faults);
  },
});

/** What a run works with. */
interface Desk extends JobContext {
  recall: Recall;
  article: Article;
}

/** Queues a recall of an article whose text has changed; nothing for one that was always as it is. */
export async function queueRecall(
  { id, revision }: Pick<Article, 'id' | 'revision'>,
  queue: JobContext['queue'],
): Promise<void> {
  if (revision > 1) await queue.add(recall, { article: id, reason: 'revision', version: revision, at: null });
}

/** Queues a recall of an article that was judged. */
export async function queueVerdictRecall(
  article: ArticleId,
  number: number,
  queue: JobContext['queue'],
): Promise<void> {
  await queue.add(recall, { article, reason: 'verdict', version: number, at: null });
}

/** One that passes first: it is what the job is tried again for. */
function throwAny(faults: readonly unknown[]): void {
  const fault = faults.find(each => asStetError(each).retryable) ?? faults[0];
  if (fault !== undefined) throw fault;
}

interface Judged {
  /** Keys of posts that were corrected in this run, for the version that is recalled. */
  corrected: Set<string>;
  /** When something is to be looked at again, milliseconds since 1970; infinite where nothing is. */
  next: number;
  faults: unknown[];
}

/** Holds each post against the version; what fails is left for the next try, and holds up nothing else. */
async function judgeAll(mender: Mender, desk: Desk): Promise<Judged> {
  const judged: Judged = { corrected: new Set(), next: Number.POSITIVE_INFINITY, faults: [] };
  for await (const post of postsOf(desk)) {
    desk.signal.throwIfAborted();
    // Of a platform that this process does not serve: it waits for one that does.
    if (!desk.publishers.has(post.target.platform)) continue;
    try {
      const outcome = await judge(post, mender, desk);
      if (outcome === 'corrected') judged.corrected.add(post.key);
      else if (outcome !== 'kept') judged.next = Math.min(judged.next, outcome);
    } catch (fault) {
      judged.faults.push(fault);
    }
  }
  return judged;
}

async function* postsOf({ store, recall: of }: Desk): AsyncGenerator<Post> {
  for (let after = ''; ; ) {
    const page = await store.postsToRecall(of, { after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.key;
  }
}

/** What is done about one post; when, milliseconds since 1970, where it has to wait. */
async function judge(post: Post, mender: Mender, desk: Desk): Promise<'kept' | 'corrected' | number> {
  const { store, clock, recall: of } = desk;
  const facts = await mender.factsOf(post);
  if (facts.length === 0) {
    await store.keepAsItIs(post.key, of);
    return 'kept';
  }
  const now = clock.now();
  const last = await store.lastCorrection(post.key);
  // What was decided is told at once: editors do not decide by the hour.
  const free = last === null || of.reason === 'verdict' ? 0 : Date.parse(last.at) + APART_MS;
  if (now.getTime() < free) return free;
  const reply = await mender.mended(post, facts, now.toISOString());
  await verifyQuotes(reply, store);
  await goOnWatching(post, reply, desk);
  // Another hand may have been quicker; it is then looked at again.
  const isDone = await store.correctPost(post, of, { reply, facts });
  return isDone ? 'corrected' : now.getTime() + LOOK_AGAIN_MS;
}

/** A watch that ended with what it told goes on where that is told no more: before the post says so, for a run may end in between. */
async function goOnWatching({ key }: Post, made: Reply, { store }: JobContext): Promise<void> {
  const [watch, answer] = [watchOfKey(key), answerWithoutNews(made)];
  if (watch !== null && answer !== null) await store.reopenWatch(watch, answer);
}

/** Shows what is due, each platform by itself and one message after another; gives what went wrong. */
async function showAll(fresh: ReadonlySet<string>, desk: Desk): Promise<unknown[]> {
  const due = await desk.store.dueCorrections(desk.recall);
  const showing = desk.publishers.values().map(publisher => {
    const own = due.filter(({ platform }) => platform === publisher.platform);
    return showOn(publisher, own, fresh, desk);
  });
  return (await Promise.all(showing)).flat();
}

async function showOn(
  publisher: Publisher,
  due: readonly Correction[],
  fresh: ReadonlySet<string>,
  desk: Desk,
): Promise<unknown[]> {
  const faults: unknown[] = [];
  let inARow = 0;
  for (const correction of due) {
    desk.signal.throwIfAborted();
    try {
      // What an earlier run corrected, for this version or for one before, may have been handed to the platform by it.
      const isFresh = correction.version === desk.recall.version && fresh.has(correction.post);
      const doubtSince = isFresh ? undefined : correction.at;
      await showOne(correction, publisher, doubtSince, desk);
      inARow = 0;
    } catch (fault) {
      faults.push(fault);
      inARow += 1;
      if (inARow === FAULTS_IN_A_ROW) return faults;
    }
  }
  return faults;
}

async function showOne(
  correction: Correction,
  publisher: Publisher,
  doubtSince: string | undefined,
  desk: Desk,
): Promise<void> {
  const post = await desk.store.post(correction.post);
  // Forgotten meanwhile.
  if (post === null) return;
  const outcome = await showCorrection(correction, post, doubtSince, { ...desk, publisher });
  await desk.store.closeCorrection(correction, outcome);
  if (outcome.note !== null) await desk.queue.add(deliver, { key: outcome.note.key });
}

/** Before what is due is shown, so that a run that was cut short comes here again. */
async function tellUnstable(desk: Desk): Promise<void> {
  const { store, queue, clock, recall: of, article } = desk;
  if (of.reason !== 'revision' || (await store.dueCorrections(of)).length === 0) return;
  const now = clock.now().getTime();
  const times = await store.correctedVersions(article.id, new Date(now - DAY_MS).toISOString());
  if (times < UNSTABLE) return;
  await store.markUnstable(article.id);
  const day = new Date(now).toISOString().slice(0, 10);
  for (const draft of draftsFor(`unstable:${article.id}:${day}`, unstableReply(article, times), desk)) {
    await store.queuePost(draft);
    await queue.add(deliver, { key: draft.key });
  }
}

/** Also of those whose note, sent after an earlier run, reached nobody. */
async function tellUnreached(desk: Desk): Promise<void> {
  const { store, recall: of, article } = desk;
  await store.markUnreached(of);
  const untold = await store.untoldCorrections(of);
  const [first] = untold;
  if (first === undefined) return;
  const key = `uncorrected:${of.reason}:${of.article}:${first.version}:${first.state}:${first.post}`;
  const drafts = draftsFor(key, unreachedReply(article, untold), desk);
  await store.tellOfCorrections(untold, drafts);
  for (const draft of drafts) await desk.queue.add(deliver, { key: draft.key });
}

/** What editors are told, once a place and key. */
function draftsFor(key: string, reply: Reply, { reviewPlaces = [] }: Pick<JobContext, 'reviewPlaces'>): PostDraft[] {
  return reviewPlaces.map(place => ({
    key: `${key}:${placeKey(place)}`,
    kind: 'notice',
    target: { ...place, only: null, direct: false, grant: null } satisfies Target,
    ...{ reply, asked: null, request: null },
  }));
}

/** The next look: when a post may be corrected again, and soon after the first, for what was on its way then. */
async function queueNext(isFirst: boolean, waiting: number, { store, queue, clock, recall: of }: Desk): Promise<void> {
  const now = clock.now().getTime();
  const isAgain = isFirst || (await store.recallsOnTheirWay(of));
  const next = Math.min(waiting, isAgain ? now + LOOK_AGAIN_MS : Number.POSITIVE_INFINITY);
  if (!Number.isFinite(next)) return;
  await queue.add(recall, { ...of, at: new Date(next).toISOString() }, { delayMs: Math.max(0, next - now) });
}
