/** What a start takes up: whatever an earlier process left, from the store alone, and the schedules of what is done by the clock. */
import { queueAssessments } from '../../jobs/assess-article.ts';
import { briefArticle } from '../../jobs/brief-article.ts';
import { deliver } from '../../jobs/deliver.ts';
import { deliverLate } from '../../jobs/deliver-late.ts';
import { digestsDue } from '../../jobs/digests-due.ts';
import { dropQuestions } from '../../jobs/drop-questions.ts';
import { improveAnswer } from '../../jobs/improve-answer.ts';
import { queueItems, queueRevisits } from '../../jobs/ingest-article.ts';
import { queueArrivals } from '../../jobs/join-cases.ts';
import { queuePoll } from '../../jobs/poll-feed.ts';
import { recall } from '../../jobs/recall.ts';
import { showCase } from '../../jobs/show-case.ts';
import { queueTellings } from '../../jobs/tell-verdict.ts';
import { tidy } from '../../jobs/tidy.ts';
import type { Config } from '../config.ts';
import { placeKey, placeNamed } from '../core/places.ts';
import type { Clock, Queue, Store } from '../core/ports.ts';

/** Rows of one kind taken up at start. */
const TAKEN_UP = 100_000;

/** Once a day, in the quietest hour of most newsrooms, a little after the full hour. */
const TIDY_CRON = '17 3 * * *';

/** How often posts are looked for that nobody sends, milliseconds. */
const LATE_EVERY_MS = 60_000;

/** How often unanswered questions to flaggers are looked for, milliseconds: they wait for a day. */
const QUESTIONS_EVERY_MS = 15 * 60_000;
/** Every minute, as its first second begins: times of digests are told to the minute. */
const DIGESTS_CRON = '* * * * *';

/** Takes up what an earlier process left, from the store alone; and sets the clock for what is done by it. */
export async function takeUp(
  { store, queue, clock }: { store: Store; queue: Queue; clock: Clock },
  { keepDays, reviewChannels }: Pick<Config, 'keepDays' | 'reviewChannels'>,
): Promise<void> {
  const reviewed = (reviewChannels ?? []).map(placeNamed).map(placeKey);
  await queueItems(await store.openItems(TAKEN_UP), { queue });
  await queueRevisits(await store.openRevisits(TAKEN_UP), { queue });
  for (const article of await store.unbriefed(TAKEN_UP)) await queue.add(briefArticle, { article });
  await queueArrivals(await store.lastSeq(), { queue });
  await queueAssessments({ store, queue });
  for (const key of await store.unsentPosts()) await queue.add(deliver, { key });
  for (const key of await store.unshownImprovements(TAKEN_UP)) await queue.add(improveAnswer, { key });
  for (const each of await store.unrecalled(TAKEN_UP)) await queue.add(recall, { ...each, at: null });
  for (const each of await store.unshownCases(reviewed, TAKEN_UP)) await queue.add(showCase, each);
  await queueTellings({ store, queue });
  for (const feed of await store.feeds()) await queuePoll(feed, { queue, clock });
  await queue.schedule('deliver-late', deliverLate, {}, { everyMs: LATE_EVERY_MS });
  await queue.schedule('drop-questions', dropQuestions, {}, { everyMs: QUESTIONS_EVERY_MS });
  // At once as well: what was due while nothing ran.
  await queue.add(digestsDue, {});
  await queue.schedule('digests-due', digestsDue, {}, { cron: DIGESTS_CRON });
  // At once as well: a machine that is off at night would keep everything.
  await queue.add(tidy, { keepDays });
  await queue.schedule('tidy', tidy, { keepDays }, { cron: TIDY_CRON });
}
