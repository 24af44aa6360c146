/**
 * `retry-watches`: asks open watches again when articles arrive that carry their words, and tells once what is new. Queued by whatever
 * stores an article, by `watch`, and at start for what was left; queues itself for each watch that an article wakes. Safe to run twice:
 * which articles were looked at and what was told is in the store.
 */
import { z } from 'zod';
import type { Target } from '../src/core/chat.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Answer } from '../src/core/model.ts';
import { BUTTON_DAYS, offerButtons } from '../src/core/offers.ts';
import { postOfAnswer, watchKey } from '../src/core/post-keys.ts';
import type { AnswerChange, Watch, WatchNews } from '../src/core/watches.ts';
import { answerButtons } from '../src/newsroom/answer-buttons.ts';
import { articlesOf, watchReply } from '../src/newsroom/watch/reply.ts';
import { carriesEnough } from '../src/newsroom/watch/waking.ts';
import { deliver } from './deliver.ts';

/** Articles looked up in the store at a time. */
const BATCH = 100;

/** Watches queued at once: more than the limits let one newsroom have open. The rest with the next article, or at the next start. */
const QUEUED = 10_000;

/** `seq`: the last article that is known of, or that woke it, so that what comes while it runs is queued again. */
const one = z.object({ watch: z.string().min(1), seq: z.number().int() });
const all = z.object({ seq: z.number().int() });

export const retryWatches = defineJob({
  name: 'retry-watches',
  payload: z.union([one, all]),
  key: payload => ('watch' in payload ? `${payload.watch} ${payload.seq}` : `articles ${payload.seq}`),
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // The newsroom answers one question at a time, and people wait for theirs.
  concurrency: 1,
  run: (payload, context) => ('watch' in payload ? retry(payload.watch, context) : wake(context)),
});

/** Looks through the open watches for each new article. */
async function wake(context: JobContext): Promise<void> {
  const { store, newsroom, queue, signal } = context;
  const last = await store.lastSeq();
  // Read in this order: a watch that is opened later is asked when the record holds all of them.
  if (!(await store.hasOpenWatches())) return store.wakeWatches([], last);
  for (let next = await store.articlesToWatch(BATCH); next.length > 0; next = await store.articlesToWatch(BATCH)) {
    await newsroom.catchUp();
    for (const { article, seq } of next) {
      signal.throwIfAborted();
      await store.wakeWatches(await wokenBy(article, context), seq);
    }
  }
  for (const woken of await store.wokenWatches(QUEUED)) await queue.add(retryWatches, woken);
}

async function wokenBy(article: string, { store, newsroom }: JobContext): Promise<string[]> {
  const terms = await newsroom.termsOf(article);
  const there = new Set(terms);
  const may = await store.watchesFor(article, terms);
  return may
    .filter(({ articles, words }) => articles.includes(article) || carriesEnough(words, there))
    .map(({ id }) => id);
}

/** Asks one watch again where it is to be asked, and sees to it that what it told is sent. */
async function retry(id: string, context: JobContext): Promise<void> {
  const { store, clock, queue } = context;
  const watch = await store.watch(id);
  if (watch === null) return;
  const isOpen = watch.ended === null && Date.parse(watch.expiresAt) > clock.now().getTime();
  if (isOpen && watch.wokenAt > watch.askedAt) await ask(watch, context);
  // Also what a run that was cut short had told.
  const told = (await store.watch(id))?.told ?? 0;
  const key = watchKey(id, told);
  if (told > 0 && (await store.post(key))?.state === 'queued') await queue.add(deliver, { key });
}

async function ask(watch: Watch, { store, newsroom, clock }: JobContext): Promise<void> {
  const { id, wokenAt } = watch;
  await newsroom.catchUp();
  const helped = watch.known.model?.used === true;
  const now = await newsroom.ask(watch.question, null, { model: helped });
  // What a model found is compared with what it finds: without it the record would only seem to have changed.
  if (helped && now.model?.used !== true) return store.markWatchAsked(id, wokenAt, articlesOf(watch.known));
  const change = await newsroom.changeOf(watch.known, now);
  if (change === null) return store.markWatchAsked(id, wokenAt, articlesOf(now));
  const news = await newsOf(watch, change, now, { store, clock });
  await store.tellOfWatch(id, watch.told + 1, wokenAt, news);
}

async function newsOf(
  watch: Watch,
  change: AnswerChange,
  now: Answer,
  { store, clock }: Pick<JobContext, 'store' | 'clock'>,
): Promise<WatchNews> {
  const key = watchKey(watch.id, watch.told + 1);
  const offer = { audience: watch.target.only, now: clock.now(), days: BUTTON_DAYS };
  const actions = await offerButtons(answerButtons(now, key), offer, store);
  return {
    post: {
      key,
      kind: 'answer',
      target: await placeFor(watch, store),
      reply: { ...watchReply({ ...now, news: { change, before: watch.known.answer } }), actions },
      asked: { question: watch.question, by: watch.askedBy },
      request: null,
    },
    known: now,
    articles: articlesOf(now),
    ended: watch.kind === 'refusal' ? 'answered' : null,
  };
}

/** In reply to the answer that is watched, wherever that came to stand; what one person alone may see goes to them. */
async function placeFor({ about, target }: Watch, store: JobContext['store']): Promise<Target> {
  if (target.lasting) return target;
  const first = (await postOfAnswer(about, store))?.refs[0];
  if (first === undefined) return target;
  const { message, ...place } = first;
  return { ...place, only: target.only, grant: null, replyTo: message };
}
