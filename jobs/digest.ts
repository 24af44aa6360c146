/**
 * `digest`: one place's digest of one local date. Queued by `digests-due` once its time has come. Safe to run twice, and by two at once: the
 * date's row in the store decides, and it is kept with the post and with how far the digest comes, or not at all.
 */
import { z } from 'zod';
import type { Digest, DigestPlan, LocalDate } from '../src/core/digests.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import { placeKey, targetOf } from '../src/core/places.ts';
import { feedsInTrouble } from '../src/ingest/feed/polling.ts';
import { type Due, datesFrom, lastDue } from '../src/newsroom/digest/calendar.ts';
import { isEmpty, makeDigest } from '../src/newsroom/digest/digest.ts';
import { digestReply } from '../src/newsroom/digest/reply.ts';
import { deliver } from './deliver.ts';

/** A digest that comes later than this says so, milliseconds: what takes a few tries is not worth a word. */
const LATE_MS = 10 * 60_000;

export const digest = defineJob({
  name: 'digest',
  payload: z.object({ plan: z.string().min(1), date: z.iso.date() }),
  key: ({ plan, date }) => `${plan}-${date}`,
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // Each reads some hundred articles in the newsroom's one thread: more at once would only wait for each other.
  concurrency: 2,
  async run({ plan: id, date }, context) {
    const { store, queue } = context;
    const plan = await store.digestPlan(id);
    if (plan === null || plan.paused !== null) return;
    const key = `digest:${placeKey(plan.place)}:${date}`;
    const due = lastDue(plan, context.clock.now());
    if (due?.date === date && !(await store.hadDigest(id, date))) await keep(plan, due, key, context);
    // Also after a run that was cut short, or where another was first.
    if ((await store.post(key)) !== null) await queue.add(deliver, { key });
  },
});

/** Puts the digest together and keeps it, unless another run was first. */
async function keep(plan: DigestPlan, due: Due, key: string, { store, newsroom, clock }: JobContext): Promise<void> {
  const feeds = feedsInTrouble(await store.feeds(), clock.now());
  const made = await makeDigest({ place: plan.place, since: plan.covered, feeds }, { store, newsroom });
  const dated: Digest = {
    ...made.digest,
    date: due.date,
    late: clock.now().getTime() - due.at < LATE_MS ? null : { at: plan.at, zone: plan.zone },
    skipped: skippedBefore(due.date, plan),
  };
  const draft = { key, kind: 'digest' as const, target: targetOf(plan), reply: digestReply(dated), asked: null };
  const post = plan.silent && isEmpty(dated) ? null : { ...draft, request: null };
  await store.keepDigest({ plan: plan.id, date: due.date, post, until: made.until });
}

/** The dates since the last digest that should have had one, and had none: nothing ran, or it could not be made within a day. */
function skippedBefore(date: LocalDate, plan: DigestPlan): LocalDate[] {
  const { lastDate, startsOn } = plan;
  const from = lastDate === null || lastDate < startsOn ? startsOn : lastDate;
  return datesFrom(from, date, plan).filter(each => each !== lastDate);
}
