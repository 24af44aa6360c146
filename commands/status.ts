/**
 * `status`: how Stet stands: the record, its feeds, the jobs, the last digests, and what is late. Also what is measured of it. In a chat
 * it tells of that channel's digest alone, and never of what anybody asked.
 */
import { z } from 'zod';
import { digestsToMake } from '../jobs/digests-due.ts';
import { jobs } from '../jobs/index.ts';
import type { Place } from '../src/core/chat.ts';
import { type CommandContext, defineCommand, type Services } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import type { DigestPlan } from '../src/core/digests.ts';
import { asStetError } from '../src/core/errors.ts';
import type { Feed } from '../src/core/feeds.ts';
import { inTime } from '../src/core/in-time.ts';
import { lineBreak, type ReplyField, reply, type Span, text } from '../src/core/reply.ts';

/** What is done at once may wait for so long, milliseconds: a rate limit, a restart. After that somebody should know. */
const LATE_MS = 60_000;

/** How long a queue may take to say what it holds, milliseconds: one that is away waits until it is back. */
const PATIENCE_MS = 2_000;

export const status = defineCommand({
  name: 'status',
  summary: 'shows how Stet stands: feeds, jobs, digests, and what is late',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  looksOnly: true,
  input: z.object({}),
  async run(_, context) {
    const { store, surface, place } = context;
    const [record, feeds, queued] = [await recordField(context), await store.feeds(), await jobsSeen(context)];
    const plan = surface === 'chat' ? await store.digestPlan(place) : null;
    const plans = surface === 'chat' ? (plan === null ? [] : [plan]) : await store.digestPlans();
    const [late, behind] = [await lateness(context, context.platforms), await indexLag(context)];
    const isLate = Object.values(late).some(each => each > 0) || behind > 0;
    const stands = isLate ? 'Something is late.' : 'Nothing is late.';
    const told = queued === null ? 'The queue does not answer.' : stands;
    // Where it is kept is nobody's business in a chat.
    const kept = surface === 'chat' ? [] : [{ name: 'Store', value: [text(store.place)] }];
    const fields: ReplyField[] = [
      record,
      ...kept,
      { name: 'Feeds', value: [text(feedsInWords(feeds))] },
      { name: 'Jobs', value: jobsInWords(queued, store.writable) },
      { name: 'Last digest', value: digestsInWords(plans, surface) },
      { name: 'Late', value: [text(lateInWords(late))] },
      { name: 'Index', value: [text(behind === 0 ? 'holds everything' : `${count(behind, 'change')} behind`)] },
    ];
    const digests = plans.map(({ id, lastDate, paused }) => ({ id, lastDate, paused }));
    const articles = await store.countArticles();
    const data = { articles, feeds: countsOf(feeds), jobs: queued, digests, late, indexLag: behind };
    const tone = isLate || queued === null ? 'warning' : 'good';
    return reply({ body: [text(told)], fields, tone, fallback: told, data });
  },
});

/** What the record holds. */
export async function recordField({
  store,
  newsroom,
}: Pick<CommandContext, 'store' | 'newsroom'>): Promise<ReplyField> {
  const { seed, file, feed } = await store.countArticles();
  const own = file + feed;
  const record = (await newsroom.seedsBelong())
    ? `${count(own + seed, 'article')}, the seed corpus among them`
    : count(own, 'article');
  return { name: 'In the record', value: [text(record)] };
}

/** Changes of articles that the index has not read yet. */
export async function indexLag({ store, newsroom }: Pick<Services, 'store' | 'newsroom'>): Promise<number> {
  const [read, last] = [await newsroom.indexed(), await store.lastSeq()];
  return Math.max(0, last - read);
}

/** How many of each kind should have been done a minute ago. */
export type Lateness = Record<'posts' | 'questions' | 'polls' | 'digests', number>;

/** @param platforms those whose questions are looked at. */
export async function lateness(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  platforms: readonly { name: string }[],
): Promise<Lateness> {
  const before = clock.now().getTime() - LATE_MS;
  const limit = new Date(before).toISOString();
  const late: Lateness = { posts: (await store.unsentPosts(limit)).length, questions: 0, polls: 0, digests: 0 };
  for (const { name } of platforms)
    late.questions += (await store.openRequests(name)).filter(({ askedAt }) => askedAt < limit).length;
  late.polls = (await store.feeds()).filter(({ state, nextPollAt }) => state === 'active' && nextPollAt < limit).length;
  for await (const { due } of digestsToMake({ store, clock })) if (due.at < before) late.digests += 1;
  return late;
}

function countsOf(feeds: readonly Feed[]) {
  const active = feeds.filter(({ state }) => state === 'active');
  const inTrouble = active.filter(({ failures }) => failures > 0).length;
  return { active: active.length, inTrouble, paused: feeds.length - active.length };
}

function feedsInWords(feeds: readonly Feed[]): string {
  const { active, inTrouble, paused } = countsOf(feeds);
  const others = [inTrouble > 0 ? `${inTrouble} of them in trouble` : '', paused > 0 ? `${paused} paused or gone` : ''];
  return [`${active} read`, ...others.filter(Boolean)].join(', ');
}

type JobCounts = Awaited<ReturnType<Services['queue']['counts']>> & { job: string };

/** Those of which there are any; null where the queue does not answer. */
async function jobsSeen({ queue }: Pick<Services, 'queue'>): Promise<JobCounts[] | null> {
  const counting = Promise.all(jobs.map(async ({ name }) => ({ job: name, ...(await queue.counts(name)) })));
  const counted = await inTime(counting, PATIENCE_MS, null).catch(thrown => {
    if (asStetError(thrown).code === 'queue-failed') return null;
    throw thrown;
  });
  return counted?.filter(({ job: _, ...counts }) => Object.values(counts).some(each => each > 0)) ?? null;
}

/** @param owns whether this process works, or another one whose own queue cannot be seen. */
function jobsInWords(queued: JobCounts[] | null, owns: boolean): Span[] {
  if (queued === null) return [text('the queue does not answer')];
  if (queued.length === 0)
    return [text(`none waits, runs or has failed${owns ? '' : ', as far as can be seen from here'}`)];
  return inLines(
    queued.map(({ job, ...counts }) => {
      const some = Object.entries(counts).filter(([, each]) => each > 0);
      return `${job}: ${some.map(([state, each]) => `${each} ${state}`).join(', ')}`;
    }),
  );
}

function digestsInWords(plans: readonly DigestPlan[], surface: CommandContext['surface']): Span[] {
  if (plans.length === 0) return [text(surface === 'chat' ? 'none is planned here' : 'none is planned')];
  return inLines(
    plans.map(({ place, lastDate, paused }) => {
      const where = surface === 'chat' ? '' : `${placeInWords(place)}: `;
      return `${where}${lastDate ?? 'none yet'}${paused === null ? '' : ' (paused)'}`;
    }),
  );
}

function placeInWords({ platform, space, channel, thread }: Place): string {
  return [platform, space, channel, thread].filter(Boolean).join(' ');
}

function lateInWords(late: Lateness): string {
  const { posts, questions, polls, digests } = late;
  const all: [number, string, string][] = [
    [posts, 'post', 'unsent'],
    [questions, 'question', 'unanswered'],
    [polls, 'feed', 'not asked'],
    [digests, 'digest', 'due'],
  ];
  const some = all.filter(([each]) => each > 0).map(([each, noun, how]) => `${count(each, noun)} ${how}`);
  return some.length === 0 ? 'nothing' : some.join(', ');
}

function inLines(lines: readonly string[]): Span[] {
  return lines.flatMap((line, at) => (at === 0 ? [text(line)] : [lineBreak, text(line)]));
}
