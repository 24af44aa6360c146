/** The in-process queue: the contract, and what only it does. */
import { afterEach, expect, test } from 'vitest';
import type { Queue } from '../../src/core/ports.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { queueContract, until } from '../contracts/queue.ts';
import { runningClock } from '../support/clock.ts';
import { aJob, workContext } from './jobs.ts';

queueContract('a local queue', async options => ({ queue: openLocalQueue(options), plant: null }));

let queue: Queue | undefined;
afterEach(() => queue?.close(0));

const silent = () => {};

test('runs a five-field schedule when its clock says so', async () => {
  const clock = runningClock('2026-03-29T00:59:59.950Z');
  queue = openLocalQueue({ clock, warn: silent });
  const ran = Promise.withResolvers<string>();
  const job = aJob(async () => ran.resolve(clock.now().toISOString()));
  await queue.work([job], workContext);
  // 02:30 does not exist in Berlin that night, 03:00 follows 01:59.
  await queue.schedule('early', job, { id: 'a' }, { cron: '0 3 * * *', zone: 'Europe/Berlin' });
  expect(await ran.promise).toMatch(/^2026-03-29T01:00:00/);
});

test('leaves the main loop room between jobs', async () => {
  queue = openLocalQueue({ clock: runningClock(0), warn: silent });
  let turns = 0;
  let ticking = true;
  const tick = () => {
    turns += 1;
    if (ticking) setImmediate(tick);
  };
  const job = aJob(async () => {});
  for (let n = 0; n < 200; n += 1) await queue.add(job, { id: `${n}` });
  tick();
  await queue.work([job], workContext);
  await queue.idle();
  ticking = false;
  expect(turns).toBeGreaterThan(100);
});

test('keeps the newest 1,000 failures of a name', async () => {
  queue = openLocalQueue({ clock: runningClock(0), warn: silent });
  const retry = { attempts: 1, backoffMs: 1, maxBackoffMs: 1 };
  const job = aJob(() => Promise.reject(new Error('no')), { concurrency: 100, retry });
  for (let n = 0; n < 1_001; n += 1) await queue.add(job, { id: `${n}` });
  await queue.work([job], workContext);
  await queue.idle();
  const failed = await queue.failed(2_000);
  expect(failed).toHaveLength(1_000);
  expect(failed.map(({ key }) => key)).not.toContain('0');
});

test('does not make up for the runs missed while the machine slept', async () => {
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead) };
  queue = openLocalQueue({ clock, warn: silent });
  const at: number[] = [];
  const job = aJob(async () => void at.push(clock.now().getTime()));
  await queue.work([job], workContext);
  await queue.schedule('often', job, { id: 'a' }, { everyMs: 30 });
  await until(() => expect(at).toHaveLength(1));
  ahead = 3_600_000;
  await until(() => expect(at.length).toBeGreaterThan(6));
  // Five intervals of 30 ms, less what a busy machine was late for the first: made up for, they would take no time at all.
  expect(at[6]! - at[1]!).toBeGreaterThan(90);
});
