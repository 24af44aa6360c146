/**
 * The account of a run: what people were told, what the store holds and what the index says, held against what was done. Every breach is a
 * promise that was broken; nothing here mends anything.
 */
import { isDeepStrictEqual } from 'node:util';
import { placeKey, placeNamed } from '../../src/core/places.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { SEEDS } from '../../src/house/fill.ts';
import { readNames } from '../../src/ingest/names-file.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { flagBreaches } from './flags.ts';
import { held, type Sent, standing } from './ledger.ts';
import { type News, type Published, questionAbout } from './news.ts';
import type { Asked } from './people.ts';
import { openRows, type Rows } from './rows.ts';
import { DIGEST_AT, type Stage } from './stage.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

/** Rows of one kind that are looked at. */
const ALL = 100_000;

/** Articles that both indexes are asked about. */
const ASKED = 25;

const DAY_MS = 86_400_000;

export interface Account {
  counts: Record<string, number>;
  breaches: string[];
}

/** What is still to be done, by the store alone: nothing, once a run has come to its end. */
export async function leftOver(store: Store, { people, news, clock }: Stage): Promise<string[]> {
  const reviewed = [placeKey(placeNamed(people.settings.STET_REVIEW_CHANNELS))];
  const hasCases = await store.hasCases();
  const hasWatches = await store.hasOpenWatches();
  const open: Record<string, readonly unknown[]> = {
    'questions on Slack': await store.openRequests('slack'),
    'questions on Discord': await store.openRequests('discord'),
    posts: await store.unsentPosts(),
    items: await store.openItems(ALL),
    'pages to be read again': await store.openRevisits(ALL),
    'articles without a brief': await store.unbriefed(ALL),
    recalls: await store.unrecalled(ALL),
    'reactions that wait on Slack': await store.waitingReactions('slack'),
    'reactions that wait on Discord': await store.waitingReactions('discord'),
    'cases not shown': await store.unshownCases(reviewed, ALL),
    'decisions not told': await store.untoldDecisions(),
    'articles not assessed': await store.unassessed(ALL),
    'articles not looked at for cases': hasCases ? await store.articlesToJoin(ALL) : [],
    'articles not looked at for watches': hasWatches ? await store.articlesToWatch(ALL) : [],
    'watches not asked': await store.wokenWatches(ALL),
    'articles that are not as published': await notAsPublished(store, news),
    digests: await undigested(store, clock.now()),
  };
  return Object.entries(open).flatMap(([what, each]) => (each.length > 0 ? [`${each.length} ${what}`] : []));
}

async function notAsPublished(store: Store, { published, says }: News): Promise<Published[]> {
  const texts = await Promise.all(published.map(async each => (await store.revision(each.article))?.text ?? ''));
  return published.filter((each, n) => !texts[n]!.includes(says(each)));
}

/** Dates whose digest is due and was not made. */
async function undigested(store: Store, now: Date): Promise<string[]> {
  const missing: string[] = [];
  for (const { id, startsOn } of await store.digestPlans())
    for (const date of datesUntil(startsOn, now)) if (!(await store.hadDigest(id, date))) missing.push(date);
  return missing;
}

/** To be made when every process has stopped. */
export async function accountOf(stage: Stage): Promise<Account> {
  const breaches: string[] = [];
  const rows = await openRows(stage.kept);
  try {
    const counts = {
      ...(await articlesIn(rows, stage, breaches)),
      ...(await questionsIn(rows, stage, breaches)),
      ...(await postsIn(rows, stage, breaches)),
      ...(await digestsIn(rows, stage, breaches)),
      ...(await judgementsIn(rows, stage, breaches)),
    };
    const left = await stage.lookIn(store => leftOver(store, stage));
    breaches.push(...left.map(each => `left undone: ${each}`));
    breaches.push(...(await stage.lookIn(store => indexFaults(store, stage))));
    return { counts, breaches };
  } finally {
    await rows.close();
  }
}

async function articlesIn(rows: Rows, { news }: Stage, breaches: string[]) {
  const stored = (await rows.all<{ id: string }>('SELECT id FROM articles')).map(({ id }) => id);
  const [{ n: revisions }] = (await rows.all<{ n: number }>('SELECT count(*) AS n FROM revisions')) as [{ n: number }];
  const wanted = new Set(news.published.map(({ article }) => article));
  for (const { article, url } of news.published)
    if (!stored.includes(article)) breaches.push(`article lost: ${article}, ${url}`);
  for (const id of stored) if (!wanted.has(id)) breaches.push(`article that nobody published: ${id}`);
  return { published: news.published.length, 'articles stored': stored.length, revisions: Number(revisions) };
}

interface RequestRow {
  id: string;
  event: string;
  outcome: string | null;
}

function requestsIn(rows: Rows): Promise<RequestRow[]> {
  return rows.all<RequestRow>('SELECT id, event, outcome FROM requests');
}

function requestOf(act: Asked, requests: readonly RequestRow[]): RequestRow | undefined {
  return requests.find(({ event }) => event.endsWith(`:${act.event}`));
}

async function questionsIn(rows: Rows, { people: { asked } }: Stage, breaches: string[]) {
  const requests = await requestsIn(rows);
  const answers = await rows.all<{ request: string }>(
    "SELECT request FROM posts WHERE request IS NOT NULL AND state = 'sent'",
  );
  const answered = Map.groupBy(answers, ({ request }) => request);
  const outcomes: Record<string, number> = {};
  let [unheard, heard] = [0, 0];
  for (const act of asked) {
    const request = requestOf(act, requests);
    const named = `${act.platform} "${act.words}" (${act.event})`;
    if (request === undefined) {
      if (act.acknowledged) breaches.push(`acknowledged and not kept: ${named}`);
      unheard += 1;
      continue;
    }
    heard += 1;
    const { outcome } = request;
    outcomes[outcome ?? 'open'] = (outcomes[outcome ?? 'open'] ?? 0) + 1;
    if (outcome === null || outcome === 'stopped') breaches.push(`not answered: ${named}, ${outcome}`);
    else if ((answered.get(request.id)?.length ?? 0) !== 1)
      breaches.push(`${answered.get(request.id)?.length ?? 0} answers in the store: ${named}`);
  }
  const named = Object.entries(outcomes).map(([outcome, n]) => [`questions ${outcome}`, n]);
  return { 'questions kept': heard, 'questions that reached nobody': unheard, ...Object.fromEntries(named) };
}

async function postsIn(rows: Rows, { people, news }: Stage, breaches: string[]) {
  const posts = await rows.all<{ key: string; state: string; fault: string | null }>(
    'SELECT key, state, fault FROM posts',
  );
  const states = new Map(posts.map(({ key, state }) => [key, state]));
  for (const { key, state, fault } of posts) if (state !== 'sent') breaches.push(`post ${state}: ${key}, ${fault}`);
  for (const { article } of news.published)
    for (const place of people.newsrooms)
      if (!states.has(`brief:${article}:${placeKey(place)}`))
        breaches.push(`nobody was told: ${article} on ${place.platform}`);
  const sent = await rows.all<Sent>('SELECT post, platform, channel, message FROM post_messages');
  const there = standing(people);
  const { lost, twice, twiceInWindow } = held(there, sent);
  for (const { platform, post } of lost) breaches.push(`sent, and not there: ${post} on ${platform}`);
  for (const { platform, channel, shows } of twice)
    breaches.push(`nobody knows of a message on ${platform} in ${channel}: ${shows.slice(0, 200)}`);
  return {
    'posts sent': posts.length,
    'messages standing': there.length,
    'messages twice, in the window': twiceInWindow.length,
  };
}

async function digestsIn(rows: Rows, { people, clock }: Stage, breaches: string[]) {
  const plans = await rows.all<{ id: string; platform: string; starts_on: string }>(
    'SELECT id, platform, starts_on FROM digest_plans',
  );
  const kept = await rows.all<{ plan: string; local_date: string }>('SELECT plan, local_date FROM digest_dates');
  const posts = new Set((await rows.all<{ key: string }>('SELECT key FROM posts')).map(({ key }) => key));
  for (const { id, platform, starts_on: from } of plans)
    for (const date of datesUntil(from, clock.now())) {
      const place = people.newsrooms.find(each => each.platform === platform)!;
      if (!kept.some(({ plan, local_date: on }) => plan === id && on === date))
        breaches.push(`no digest on ${platform} on ${date}`);
      else if (!posts.has(`digest:${placeKey(place)}:${date}`))
        breaches.push(`a digest without a post on ${platform} on ${date}`);
    }
  return { digests: kept.length };
}

/** The dates of which the digest is due by now. */
function datesUntil(from: string, now: Date): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at + DIGEST_AT.hour * 3_600_000 <= now.getTime(); at += DAY_MS)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

async function judgementsIn(rows: Rows, { people: { flagged, ruled } }: Stage, breaches: string[]) {
  const requests = await requestsIn(rows);
  const flags = await rows.all<{ person: string; article: string }>(
    "SELECT person, article FROM case_log WHERE kind = 'flagged'",
  );
  const told = await rows.all<{ key: string }>("SELECT key FROM posts WHERE key LIKE 'reaction:%'");
  const waiting = await rows.all<{ person: string }>('SELECT person FROM waiting_reactions');
  breaches.push(
    ...flagBreaches(flagged, {
      flags,
      told: told.map(({ key }) => key),
      waiting: waiting.map(({ person }) => person),
    }),
  );
  // One on an article stands on its copies too, once on each.
  const verdicts = await rows.all<{ reason: string; article: string }>('SELECT reason, article FROM verdicts');
  const given = Map.groupBy(verdicts, each => `${each.reason} ${each.article}`);
  for (const [words, { length: times }] of given) if (times > 1) breaches.push(`a verdict ${times} times: ${words}`);
  for (const { reason, article, command } of ruled) {
    const times = given.get(`${reason} ${article}`)?.length ?? 0;
    // One on an article that had not come yet is refused.
    if (requestOf(command, requests)?.outcome === 'done' && times === 0)
      breaches.push(`a verdict that was told and not kept: ${reason} on ${article}`);
  }
  const corrections = await rows.all<{ state: string }>("SELECT state FROM recalls WHERE state <> 'kept'");
  return { flags: flags.length, verdicts: verdicts.length, corrections: corrections.length };
}

/** Holds each index file against one that is made anew: by what both find, answer and take for copies. */
async function indexFaults(store: Store, { indexFiles, news: { published } }: Stage): Promise<string[]> {
  const names = await readNames(null, SEEDS);
  const openOn = (indexFile: string) =>
    openNewsroom({ store, model: null, indexFile, names, thread: THREAD, seeds: 'off' });
  const fresh = openOn(':memory:');
  await fresh.catchUp();
  const faults: string[] = [];
  for (const file of indexFiles()) {
    const kept = openOn(file);
    const [indexed, last] = [await kept.indexed(), await store.lastSeq()];
    if (indexed !== last) faults.push(`an index at ${indexed} of ${last}: ${file}`);
    await kept.catchUp();
    for (const { number, article } of published.slice(0, ASKED))
      if (!isDeepStrictEqual(await seenIn(kept, number, article), await seenIn(fresh, number, article)))
        faults.push(`an index that is not as one made anew: ${file}, article ${article}`);
    await kept.close();
  }
  await fresh.close();
  return faults;
}

async function seenIn(newsroom: Newsroom, number: number, article: string) {
  const question = questionAbout(number);
  const { ms: _, ...answer } = await newsroom.ask(question);
  return { answer, found: await newsroom.search(question, 20), copies: await newsroom.copies(article) };
}
