/**
 * The queue of one process: the default, without a server. Nothing is kept on disk, because state lives in the store and a
 * lost queue is rebuilt from it at start. It must never hold up the main loop: what may start is started once a turn.
 */
import type { AnyJob, JobContext, Schedule } from '../core/job.ts';
import { type Observe, unobserved } from '../core/observe.ts';
import type { Clock, Queue } from '../core/ports.ts';
import { createAlarms } from './alarms.ts';
import { queueFault, type Warn } from './failures.ts';
import { createLane, type Lane } from './lane.ts';
import { jobsByName, type Packed, pack, runJob } from './payload.ts';
import { createRuns, GRACE_MS } from './runs.ts';
import { nextRun } from './schedule.ts';

interface LocalQueueOptions {
  clock: Clock;
  warn: Warn;
  /** Told of every try of a job. */
  observe?: Observe;
}

/** A schedule that is set, with its next run in milliseconds since 1970. */
interface Slot {
  lane: Lane;
  when: Schedule;
  due: number;
  cancel: () => void;
}

/** Opens a queue that lives and dies with this process. */
export function openLocalQueue({ clock, warn, observe = unobserved }: LocalQueueOptions): Queue {
  const alarms = createAlarms(clock);
  const runs = createRuns();
  const lanes = new Map<string, Lane>();
  const slots = new Map<string, Slot>();
  const unworked = new Set<string>();
  const idlers = new Set<PromiseWithResolvers<void>>();
  let context: Omit<JobContext, 'attempt' | 'signal'> | null = null;
  let turn: NodeJS.Immediate | null = null;
  let closing: Promise<void> | null = null;

  function laneOf(name: string): Lane {
    const known = lanes.get(name);
    if (known) return known;
    const lane = createLane(name, { clock, alarms, warn: tell, attempt, changed });
    lanes.set(name, lane);
    return lane;
  }

  function attempt(job: AnyJob, json: string, tries: number, waitedMs: number): Promise<void> {
    const given = context as NonNullable<typeof context>;
    return runs.start(signal =>
      runJob(job, JSON.parse(json), { ...given, attempt: tries, signal }, { observe, waitedMs }),
    );
  }

  // A job that was told to stop has not failed: it is found again from the store.
  const tell: Warn = (message, fields) => {
    if (!runs.aborted()) warn(message, fields);
  };

  function changed(): void {
    if (!closing) turn ??= setImmediate(takeTurn);
  }

  function takeTurn(): void {
    turn = null;
    for (const lane of lanes.values()) lane.pump();
    if (!isIdle()) return;
    for (const idler of idlers) idler.resolve();
    idlers.clear();
  }

  const isIdle = () => lanes.values().every(lane => lane.counts().waiting + lane.counts().running === 0);

  function arm(id: string, lane: Lane, packed: Packed, when: Schedule, due: number): void {
    const cancel = alarms.at(due, () => {
      lane.add(packed, 0);
      // Runs that were missed while the machine slept are not made up for.
      const now = clock.now().getTime();
      const inStep = when.everyMs !== undefined && due + when.everyMs > now;
      arm(id, lane, packed, when, nextRun(when, new Date(inStep ? due : now)).getTime());
    });
    slots.set(id, { lane, when, due, cancel });
  }

  /** Said once a name: such jobs wait until somebody does, and are counted. */
  function noticeUnworked(name: string): void {
    if (!context || laneOf(name).worked() || unworked.has(name)) return;
    unworked.add(name);
    warn('a job waits that nobody here works on', { job: name });
  }

  function refuseIfClosed(): void {
    if (closing) throw queueFault('the queue is closed');
  }

  async function finish(graceMs: number): Promise<void> {
    alarms.stop();
    slots.clear();
    if (turn) clearImmediate(turn);
    for (const idler of idlers) idler.reject(queueFault('the queue was closed before it was idle'));
    idlers.clear();
    const stopped = await runs.finish(graceMs);
    if (!stopped) warn('jobs did not stop when they were told to', { running: runs.count() });
  }

  return {
    add: async (job, payload, { delayMs = 0 } = {}) => {
      refuseIfClosed();
      const added = laneOf(job.name).add(pack(job, payload), delayMs);
      noticeUnworked(job.name);
      return added;
    },
    schedule: async (id, job, payload, when) => {
      refuseIfClosed();
      const packed = pack(job, payload);
      const now = clock.now();
      const next = nextRun(when, now).getTime();
      const old = slots.get(id);
      old?.cancel();
      // An interval begins at once, unless the same one is already under way.
      const sameInterval = old && when.everyMs !== undefined && old.when.everyMs === when.everyMs;
      const due = sameInterval ? old.due : when.everyMs !== undefined ? now.getTime() : next;
      arm(id, laneOf(job.name), packed, when, due);
      noticeUnworked(job.name);
    },
    unschedule: async id => {
      refuseIfClosed();
      slots.get(id)?.cancel();
      slots.delete(id);
    },
    work: async (jobs, given) => {
      refuseIfClosed();
      const byName = jobsByName(jobs);
      const twice = [...byName.keys()].find(name => lanes.get(name)?.worked());
      if (twice) throw new TypeError(`"${twice}" is being worked on already`);
      context = given;
      for (const [name, job] of byName) laneOf(name).work(job);
      for (const name of lanes.keys()) noticeUnworked(name);
    },
    onLost: null,
    idle: async () => {
      refuseIfClosed();
      if (isIdle()) return;
      const idler = Promise.withResolvers<void>();
      idlers.add(idler);
      return idler.promise;
    },
    counts: async name => {
      const counted = new Set(name === undefined ? lanes.values() : [laneOf(name)]);
      const scheduled = slots.values().filter(slot => counted.has(slot.lane));
      const total = { waiting: 0, running: 0, delayed: scheduled.toArray().length, failed: 0 };
      for (const lane of counted) {
        const { waiting, running, delayed, failed } = lane.counts();
        total.waiting += waiting;
        total.running += running;
        total.delayed += delayed;
        total.failed += failed;
      }
      return total;
    },
    failed: async limit => {
      const all = lanes
        .values()
        .flatMap(lane => lane.failures())
        .toArray();
      const newest = all.sort((a, b) => b.at - a.at).slice(0, limit);
      return newest.map(({ job, key, reason, attempts }) => ({ job, key, reason, attempts }));
    },
    close: (graceMs = GRACE_MS) => {
      closing ??= finish(graceMs);
      return closing;
    },
  };
}
