/** One run on one size: walks through the plan, lets everything run out, and makes the account. Says on the way what it does. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, accountOf, leftOver } from './account.ts';
import { carryOut, isPossible, momentOf } from './faults.ts';
import { questionAbout } from './news.ts';
import { type FaultKind, planOf, type Size, type Step, shownFault, type Work, type WorkKind } from './plan.ts';
import { DIGEST_AT, openStage, type Stage } from './stage.ts';
import type { Stet } from './stets.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Articles that are there to be read from the beginning. */
const FIRST = 6;

/** Longest time that passes at once beside nights; feeds are due and pages may be read again within it. */
const LONGEST_MS = 100 * MINUTE_MS;

/** What passes between two looks at whether all has run out: longer than any feed, correction or failed try has to wait. */
const LEAP_MS = 7 * HOUR_MS;

/** How often everything is started once more before it counts as lost, and how long each time may take, milliseconds. */
const ROUNDS = 8;
const ROUND_MS = 45_000;
const LOOK_MS = 500;
const QUIET_MS = 3_000;

/** Milliseconds until the digests of a morning are kept. */
const NIGHT_MS = 120_000;

export interface RunOptions {
  seed: number;
  faults: number;
  size: Size;
  say: (line: string) => void;
  /** Milliseconds for which nothing may be left to do before that is believed. */
  quietMs?: number;
}

export interface Run extends Account {
  seed: number;
  size: Size;
  seconds: number;
  /** Faults that happened, by kind. */
  faults: Record<string, number>;
  /** The planned ones in their order. */
  trail: string[];
  /** Times that a process ended without being told, by its role and reason. */
  endedByThemselves: Record<string, number>;
}

export async function runChaos({ seed, faults, size, say, quietMs = QUIET_MS }: RunOptions): Promise<Run> {
  const started = performance.now();
  const plan = planOf(seed, faults, size);
  const stage = await openStage(size, seed, askersIn(plan));
  try {
    for (let n = 0; n < FIRST; n++) stage.news.publish(n % stage.news.sites.length);
    for (const stet of stage.stets) stet.start();
    await Promise.all(stage.stets.map(stet => stet.serves()));
    await stage.people.mayAsk();
    const met = await walk(plan, stage, say);
    say('all runs out');
    const late = await runOut(stage, quietMs, say);
    say('the account is made');
    const { counts, breaches } = await accountOf(stage);
    return {
      ...{ seed, size, counts, faults: met.faults, trail: plan.map(({ fault }) => shownFault(fault)) },
      breaches: [...met.breaches, ...late, ...breaches],
      seconds: Math.round((performance.now() - started) / 1_000),
      endedByThemselves: endsOf(stage.stets),
    };
  } finally {
    await stage.close();
  }
}

/** Does all that is planned; gives the faults that happened, by kind. */
async function walk(plan: readonly Step[], stage: Stage, say: (line: string) => void) {
  const faults: Record<string, number> = {};
  const breaches: string[] = [];
  const busy = new Map<string, Promise<void>>();
  for (const [n, { works, fault, night }] of plan.entries()) {
    if (night) breaches.push(...(await passNight(stage, busy)));
    for (const work of works) DO[work.kind](stage, work);
    const isMet = isPossible(fault, stage);
    say(`${n + 1}/${plan.length} ${shownFault(fault)}${isMet ? '' : ': not possible here'}`);
    if (!isMet) continue;
    const target = targetOf(fault.kind);
    await busy.get(target);
    await momentOf(fault, stage);
    const over = carryOut(fault, stage);
    busy.set(target, over);
    // Waited for at the latest before the next one of its kind: what goes wrong in it must not go unheard till then.
    over.catch(() => {});
    if (fault.patient) await over;
    faults[fault.kind] = (faults[fault.kind] ?? 0) + 1;
  }
  await Promise.all(busy.values());
  return { faults, breaches };
}

/** Faults of one target come one after another; those of different ones may come upon each other. */
function targetOf(kind: FaultKind): string {
  const targets = ['Redis', 'PostgreSQL', 'disk', 'clock', 'sites', 'Stet', 'bot', 'worker'];
  return kind === 'FLUSHALL' ? 'Redis' : (targets.find(each => kind.includes(each)) ?? '');
}

const DO: Record<WorkKind, (stage: Stage, work: Work) => void> = {
  'ask on slack': ({ people, news }, { pick, way }) => people.askSlack(someQuestion(news.published.length, pick), way),
  'ask on discord': ({ people, news }, { pick, way }) =>
    people.askDiscord(someQuestion(news.published.length, pick), way),
  'publish an article': ({ news }, { pick }) => news.publish(Math.floor(pick * news.sites.length)),
  'publish a copy': ({ news }, { pick, way }) => {
    const copied = oneOf(news.published, way);
    if (copied !== undefined) news.publish((copied.site + 1 + Math.floor(pick * 2)) % news.sites.length, copied);
  },
  'revise an article': ({ news }, { pick }) => {
    // The later ones: a page is read again in its first week alone.
    const which = oneOf(news.published.slice(-10), pick);
    if (which !== undefined) news.mend(which);
  },
  'flag on slack': ({ people }, { pick }) => people.flagOnSlack(pick),
  'flag on discord': ({ people }, { pick }) => people.flagOnDiscord(pick),
  'rule on an article': ({ people, news }, { pick, way }) => {
    const which = oneOf(news.published, pick);
    if (which !== undefined) people.rule(which.article, way < 0.5 ? 'stands' : 'disputed');
  },
  'watch a question': ({ people, news }, { pick }) => people.watch(someQuestion(news.published.length, pick)),
  'let time pass': ({ pass }, { pick }) => pass(Math.round(pick * LONGEST_MS)),
};

function endsOf(stets: readonly Stet[]): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const { name, endedByItself } of stets)
    for (const reason of endedByItself) {
      const end = `${name.split('-')[0]}: ${reason}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }
  return ends;
}

function oneOf<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[Math.floor(pick * items.length)];
}

/** Of what is published, or soon may be. */
function someQuestion(published: number, pick: number): string {
  return questionAbout(Math.floor(pick * (published + 3)));
}

function askersIn(plan: readonly Step[]) {
  const works = plan.flatMap(each => each.works);
  const count = (...kinds: WorkKind[]) => works.filter(({ kind }) => kinds.includes(kind)).length;
  return { slack: count('ask on slack', 'watch a question'), discord: count('ask on discord') };
}

/** Until the newsrooms have their digests: the processes die as those are due, and the next ones make them. */
async function passNight(stage: Stage, busy: Map<string, Promise<void>>): Promise<string[]> {
  await Promise.all(busy.values());
  const now = stage.clock.now();
  const due = new Date(now);
  due.setUTCHours(DIGEST_AT.hour, 0, 30, 0);
  if (due <= now) due.setUTCDate(due.getUTCDate() + 1);
  stage.pass(due.getTime() - now.getTime());
  const date = due.toISOString().slice(0, 10);
  for (const stet of stage.stets) {
    await stet.end('SIGKILL');
    stet.start();
  }
  const isKept = () =>
    stage.lookIn(async store => {
      for (const { id } of await store.digestPlans()) if (!(await store.hadDigest(id, date))) return false;
      return true;
    });
  return (await until(isKept, NIGHT_MS)) ? [] : [`no digest in the morning of ${date}`];
}

/** Starts everything once more, hours later, until nothing is left to do, also for one that starts then; all processes have then stopped. */
async function runOut(stage: Stage, quietMs: number, say: (line: string) => void): Promise<string[]> {
  const breaches: string[] = [];
  const { people, stets } = stage;
  people.slack.heal();
  people.discord.faults.clear();
  const stop = async () => {
    for (const stet of stets) {
      const wrong = await stet.end('SIGTERM');
      if (wrong !== null) breaches.push(`${stet.name} was told to stop: ${wrong}`);
    }
  };
  for (let round = 1, done = 0; round <= ROUNDS && done < 2; round++) {
    await stop();
    if (done === 0) stage.pass(LEAP_MS);
    for (const stet of stets) stet.start();
    await Promise.all(stets.map(stet => stet.serves()));
    let left: string[] = [];
    const isDone = async () => {
      left = await stage.lookIn(store => leftOver(store, stage));
      return left.length === 0;
    };
    // Once more after a while: what a start takes up may not have been queued yet.
    const isQuiet = async () => (await isDone()) && (await pause(quietMs, true)) && (await isDone());
    done = (await until(isQuiet, ROUND_MS)) ? done + 1 : 0;
    say(`round ${round}: ${left.join(', ') || 'nothing left'}`);
  }
  await stop();
  return breaches;
}

/** Asks again and again; a store that is away for a moment is no answer. */
async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(LOOK_MS))
    if (await isSo().catch(() => false)) return true;
  return false;
}
