/** What every Queue does. Run on each version by its own test file; waits on conditions, never for a time to pass. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';
import { type AnyJob, defineJob, type JobContext } from '../../src/core/job.ts';
import type { JobTry, Observe } from '../../src/core/observe.ts';
import type { Clock, Queue } from '../../src/core/ports.ts';
import { aGate, aJob, type Payload, type Run, workContext } from '../queue/jobs.ts';
import { type Watch, watchResources } from '../support/resources.ts';

export interface OpenedQueue {
  queue: Queue;
  /** Queues a payload behind the port's back, as an older version of the code would have; null where nobody could. */
  plant: ((job: string, payload: unknown) => Promise<void>) | null;
}

export interface QueueOptions {
  clock: Clock;
  warn: (message: string, fields: Record<string, unknown>) => void;
  observe: Observe;
}

export const until = <T>(condition: () => T | Promise<T>) => vi.waitFor(condition, { timeout: 10_000, interval: 5 });

const { clock } = workContext;
const nothing: Run = async () => {};
const never = new Error('the cause');

export function queueContract(name: string, open: (options: QueueOptions) => Promise<OpenedQueue>): void {
  describe(name, () => {
    let queue: Queue;
    let plant: OpenedQueue['plant'];
    let warnings: { message: string; fields: Record<string, unknown> }[];
    let watch: Watch;
    let tries: JobTry[];
    const work = (...jobs: AnyJob[]) => queue.work(jobs, workContext);
    const messages = () => warnings.map(({ message }) => message);

    beforeEach(async () => {
      watch = watchResources();
      warnings = [];
      tries = [];
      ({ queue, plant } = await open({
        clock,
        warn: (message, fields) => warnings.push({ message, fields }),
        observe: happening => tries.push(happening as JobTry),
      }));
    });

    afterEach(async () => {
      await queue.close(0);
      expect(await watch.left()).toEqual([]);
    });

    describe('running', () => {
      test('runs a job with its payload, in the order it was queued', async () => {
        const seen: string[] = [];
        const job = aJob(async ({ id }, { attempt }) => void seen.push(`${id}/${attempt}`));
        expect(await queue.add(job, { id: 'a' })).toBe(true);
        await queue.add(job, { id: 'b' });
        await work(job);
        await queue.add(job, { id: 'c' });
        await until(() => expect(seen).toEqual(['a/1', 'b/1', 'c/1']));
      });

      test('gives the job the ports it was started with, and a signal', async () => {
        const given = Promise.withResolvers<JobContext>();
        const job = aJob(async (_, context) => given.resolve(context));
        await work(job);
        await queue.add(job, { id: 'a' });
        const context = await given.promise;
        expect(context.clock).toBe(clock);
        expect(context.signal.aborted).toBe(false);
      });

      test('waits as long as it is told to', async () => {
        const ran = Promise.withResolvers<number>();
        const job = aJob(async () => ran.resolve(Date.now()));
        await work(job);
        const start = Date.now();
        await queue.add(job, { id: 'a' }, { delayMs: 40 });
        expect((await ran.promise) - start).toBeGreaterThanOrEqual(39);
      });

      test('refuses two jobs of one name, together or one after the other', async () => {
        await expect(work(aJob(nothing), aJob(nothing))).rejects.toThrow('two jobs are named "read"');
        await work(aJob(nothing));
        await expect(work(aJob(nothing))).rejects.toThrow('"read" is being worked on already');
      });

      test('keeps a job nobody works on, and says so once', async () => {
        const lost = aJob(nothing, { name: 'lost' });
        await queue.add(lost, { id: 'a' });
        await work(aJob(nothing));
        await queue.add(lost, { id: 'b' });
        expect(await queue.counts()).toMatchObject({ waiting: 2, running: 0 });
        expect(warnings).toEqual([{ message: 'a job waits that nobody here works on', fields: { job: 'lost' } }]);
      });

      test('runs at most `concurrency` of a name at once, and other names beside them', async () => {
        const gate = aGate();
        let running = 0;
        const slow = aJob(
          async () => {
            running += 1;
            await gate.passed;
          },
          { concurrency: 2 },
        );
        const other = Promise.withResolvers<void>();
        const quick = aJob(async () => other.resolve(), { name: 'quick' });
        await work(slow, quick);
        for (const id of ['a', 'b', 'c']) await queue.add(slow, { id });
        await until(() => expect(running).toBe(2));
        await queue.add(quick, { id: 'a' });
        await other.promise;
        expect(running).toBe(2);
        await until(async () => expect(await queue.counts()).toMatchObject({ running: 2, waiting: 1 }));
        gate.open();
        await until(() => expect(running).toBe(3));
      });

      test('starts at most `max` in `perMs`', async () => {
        const starts: number[] = [];
        const limited = aJob(async () => void starts.push(Date.now()), {
          concurrency: 5,
          rate: { max: 2, perMs: 200 },
        });
        for (const id of ['a', 'b', 'c', 'd', 'e']) await queue.add(limited, { id });
        await work(limited);
        await until(() => expect(starts).toHaveLength(5));
        const [first, , third, , fifth] = starts as [number, number, number, number, number];
        // Half of 200 ms: a start is noted a little after it was counted.
        expect(third - first).toBeGreaterThan(100);
        expect(fifth - third).toBeGreaterThan(100);
      });
    });

    describe('one of a key', () => {
      test('does not queue a key that waits, is delayed or runs', async () => {
        const gate = aGate();
        const started = aGate();
        const job = aJob(async () => {
          started.open();
          await gate.passed;
        });
        expect(await queue.add(job, { id: 'a' })).toBe(true);
        expect(await queue.add(job, { id: 'a' })).toBe(false);
        expect(await queue.add(job, { id: 'later' }, { delayMs: 60_000 })).toBe(true);
        expect(await queue.add(job, { id: 'later' })).toBe(false);
        await work(job);
        await started.passed;
        expect(await queue.add(job, { id: 'a' })).toBe(false);
        gate.open();
        await queue.idle();
        expect(await queue.counts()).toEqual({ waiting: 0, running: 0, delayed: 1, failed: 0 });
      });

      test('are counted by the name of their job too', async () => {
        const [one, other] = [aJob(nothing), aJob(nothing, { name: 'write' })];
        await queue.add(one, { id: 'a' }, { delayMs: 60_000 });
        await queue.add(other, { id: 'a' });
        expect(await queue.counts(one.name)).toMatchObject({ waiting: 0, delayed: 1 });
        expect(await queue.counts(other.name)).toMatchObject({ waiting: 1, delayed: 0 });
        expect(await queue.counts()).toMatchObject({ waiting: 1, delayed: 1 });
      });

      test('queues a key again once it is done or has failed for good', async () => {
        let runs = 0;
        const job = aJob(
          async ({ id }) => {
            runs += 1;
            if (id === 'bad') throw never;
          },
          { retry: { attempts: 1, backoffMs: 1, maxBackoffMs: 1 } },
        );
        await work(job);
        for (const id of ['good', 'bad', 'good', 'bad']) {
          expect(await queue.add(job, { id })).toBe(true);
          await queue.idle();
        }
        expect(runs).toBe(4);
        expect(await queue.counts()).toMatchObject({ failed: 2 });
      });

      test('keeps the keys of two jobs apart', async () => {
        expect(await queue.add(aJob(nothing), { id: 'a' })).toBe(true);
        expect(await queue.add(aJob(nothing, { name: 'other' }), { id: 'a' })).toBe(true);
      });

      test.for(['12', 'a:b:c', '0', '0:1', ':', 'a b\n', '☃'.repeat(200), '\ud800'])('takes %j for a key', async id => {
        const seen = Promise.withResolvers<string>();
        const job = aJob(async payload => seen.resolve(payload.id));
        expect(await queue.add(job, { id })).toBe(true);
        expect(await queue.add(job, { id })).toBe(false);
        await work(job);
        expect(await seen.promise).toBe(id);
      });
    });

    describe('failing', () => {
      test('tries again what may pass, and counts the tries', async () => {
        const attempts: number[] = [];
        const job = aJob(async (_, { attempt }) => {
          attempts.push(attempt);
          if (attempt === 1) throw new StetError('store-busy', 'held by another');
          if (attempt === 2) throw never;
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await until(() => expect(attempts).toEqual([1, 2, 3]));
        await queue.idle();
        expect(await queue.failed(10)).toEqual([]);
        expect(messages()).toEqual(Array(2).fill('a job failed and will be tried again'));
      });

      test('waits longer before each further try', async () => {
        const at: number[] = [];
        const retry = { attempts: 3, backoffMs: 40, maxBackoffMs: 1_000 };
        const job = aJob(
          async () => {
            at.push(Date.now());
            throw never;
          },
          { retry },
        );
        await work(job);
        await queue.add(job, { id: 'a' });
        await until(() => expect(at).toHaveLength(3));
        const [first, second, third] = at as [number, number, number];
        expect(second - first).toBeGreaterThanOrEqual(29);
        expect(third - second).toBeGreaterThanOrEqual(59);
      });

      test('gives up after the last try, and keeps the cause', async () => {
        const job = aJob(async () => {
          throw new StetError('store-failed', 'the store hung up', { cause: new Error('ECONNRESET') });
        });
        await work(job);
        await queue.add(job, { id: 'a:1' });
        const failed = { job: 'read', key: 'a:1', attempts: 3, reason: 'store-failed: the store hung up < ECONNRESET' };
        await until(async () => expect(await queue.failed(10)).toEqual([failed]));
        await until(() => expect(warnings.at(-1)).toEqual({ message: 'a job failed for good', fields: failed }));
        expect(tries).toMatchObject([{ outcome: 'again' }, { outcome: 'again' }, { outcome: 'failed', attempt: 3 }]);
        expect(await queue.counts()).toEqual({ waiting: 0, running: 0, delayed: 0, failed: 1 });
      });

      test('tells of every try how it ended, and how long it took', async () => {
        const job = aJob(async ({ id }, { attempt }) => {
          if (id === 'lost') throw new StetError('gone', 'for good');
          if (attempt < 2) throw never;
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await until(() => expect(tries).toHaveLength(2));
        await queue.add(job, { id: 'lost' });
        await until(() => expect(tries).toHaveLength(3));
        const of = (key: string, outcome: string, attempt: number) => ({
          what: 'job',
          job: 'read',
          key,
          outcome,
          attempt,
        });
        expect(tries).toMatchObject([of('a', 'again', 1), of('a', 'done', 2), of('lost', 'failed', 1)]);
        for (const { ms } of tries) expect(ms).toBeGreaterThanOrEqual(0);
      });

      test('tells how long a job waited for its turn, what it was told to wait not counted', async () => {
        const gate = aGate();
        const job = aJob(async ({ id }) => (id === 'first' ? gate.passed : undefined));
        await work(job);
        const start = Date.now();
        await queue.add(job, { id: 'first' });
        await queue.add(job, { id: 'second' });
        await until(() => expect(Date.now()).toBeGreaterThan(start + 30));
        gate.open();
        await until(() => expect(tries).toHaveLength(2));
        expect(tries[1]!.waitedMs).toBeGreaterThanOrEqual(25);
        const later = Date.now();
        await queue.add(job, { id: 'third' }, { delayMs: 40 });
        await until(() => expect(tries).toHaveLength(3));
        expect(tries[2]!.waitedMs).toBeGreaterThanOrEqual(0);
        expect(tries[2]!.waitedMs).toBeLessThanOrEqual(Date.now() - later - 39);
      });

      test('tells of a try that was told to stop, and of one that could not be read', async () => {
        const started = aGate();
        const job = aJob(async (_, { signal }) => {
          started.open();
          await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        });
        await work(job);
        if (plant) await plant('read', { name: 'of an older version' });
        if (plant) await until(() => expect(tries).toMatchObject([{ key: '', outcome: 'failed' }]));
        await queue.add(job, { id: 'a' });
        await started.passed;
        await queue.close(5);
        expect(tries.at(-1)).toMatchObject({ key: 'a', outcome: 'stopped', attempt: 1 });
      });

      test('does not try again what cannot pass', async () => {
        const job = aJob(async () => {
          throw new StetError('unreadable-file', 'not a text');
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await until(async () => expect(await queue.failed(10)).toMatchObject([{ attempts: 1 }]));
      });

      test('outlives a job that throws at once, and one that never ends', async () => {
        const hung = aJob(() => new Promise<void>(() => {}), { name: 'hung' });
        const thrower = aJob(
          () => {
            throw new StetError('unreadable-file', 'thrown, not rejected');
          },
          { name: 'thrower' },
        );
        const done = Promise.withResolvers<void>();
        const good = aJob(async () => done.resolve());
        await work(hung, thrower, good);
        for (const job of [hung, thrower, good]) await queue.add(job, { id: 'a' });
        await done.promise;
        await until(async () => expect(await queue.counts()).toMatchObject({ running: 1, failed: 1 }));
      });

      test('lists the newest failures first, as many as asked for', async () => {
        const job = aJob(async () => {
          throw new StetError('unreadable-file', 'not a text');
        });
        await work(job);
        // One after the other, so that it is known which failed last.
        for (const [at, id] of ['a', 'b', 'c'].entries()) {
          await queue.add(job, { id });
          await until(async () => expect(await queue.counts()).toMatchObject({ failed: at + 1 }));
        }
        expect((await queue.failed(2)).map(({ key }) => key)).toEqual(['c', 'b']);
        expect(await queue.failed(0)).toEqual([]);
      });

      test('keeps no password of a URL in the reason', async () => {
        const job = aJob(async () => {
          throw new StetError('unreadable-file', 'no answer from https://user:s3cret@host/feed');
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await until(async () => expect(await queue.counts()).toMatchObject({ failed: 1 }));
        expect(JSON.stringify([await queue.failed(1), warnings])).not.toContain('s3cret');
      });
    });

    describe('payloads', () => {
      test('refuses a payload that does not parse, naming the field and not the value', async () => {
        const refusal = queue.add(aJob(nothing), { id: 7, extra: 's3cret' } as unknown as Payload);
        await expect(refusal).rejects.toMatchObject({ code: 'bad-payload', message: expect.stringMatching(/id/) });
        await expect(refusal).rejects.not.toThrow('s3cret');
        expect(await queue.counts()).toMatchObject({ waiting: 0 });
      });

      test('refuses a payload that JSON would change', async () => {
        const job = defineJob({
          ...aJob(nothing),
          payload: z.strictObject({ at: z.date() }),
          key: () => 'a',
          run: async () => {},
        });
        await expect(queue.add(job, { at: new Date() })).rejects.toMatchObject({ code: 'bad-payload' });
      });

      test('refuses a payload without a key', async () => {
        await expect(queue.add(aJob(nothing), { id: '' })).rejects.toMatchObject({ code: 'bad-payload' });
      });

      test('gives the job a payload of its own', async () => {
        const seen = Promise.withResolvers<string>();
        const job = aJob(async ({ id }) => seen.resolve(id));
        const payload = { id: 'as queued' };
        await queue.add(job, payload);
        payload.id = 'changed since';
        await work(job);
        expect(await seen.promise).toBe('as queued');
      });

      test('fails a bad payload put behind its back for good, without running it', async context => {
        if (!plant) return context.skip('nobody else can reach this queue');
        let ran = false;
        const job = aJob(async () => {
          ran = true;
        });
        await plant('read', { id: 12 });
        await work(job);
        await until(async () => {
          expect(await queue.failed(1)).toMatchObject([
            { attempts: 1, reason: expect.stringMatching(/^bad-payload: /) },
          ]);
        });
        expect(ran).toBe(false);
      });
    });

    describe('schedules', () => {
      test('runs every so many milliseconds, the first time at once', async () => {
        const at: number[] = [];
        const job = aJob(async () => void at.push(Date.now()));
        await work(job);
        const start = Date.now();
        await queue.schedule('often', job, { id: 'a' }, { everyMs: 50 });
        await until(() => expect(at.length).toBeGreaterThanOrEqual(3));
        expect((at[2] as number) - start).toBeGreaterThanOrEqual(95);
        await queue.unschedule('often');
        expect(await queue.failed(1)).toEqual([]);
      });

      test('runs by a cron expression in a zone', async () => {
        const ran = Promise.withResolvers<number>();
        const job = aJob(async () => ran.resolve(new Date().getMilliseconds()));
        await work(job);
        await queue.schedule('each-second', job, { id: 'a' }, { cron: '* * * * * *', zone: 'Asia/Kathmandu' });
        expect(await ran.promise).toBeLessThan(500);
      });

      test('counts the next run of a schedule as delayed, and is idle all the same', async () => {
        const job = aJob(nothing);
        await work(job);
        await queue.schedule('yearly', job, { id: 'a' }, { cron: '0 0 1 1 *' });
        await queue.idle();
        expect(await queue.counts()).toEqual({ waiting: 0, running: 0, delayed: 1, failed: 0 });
      });

      test('replaces a schedule of the same id, whatever its job', async () => {
        const seen: string[] = [];
        const first = aJob(async ({ id }) => void seen.push(`read ${id}`));
        const second = aJob(async ({ id }) => void seen.push(`other ${id}`), { name: 'other' });
        await work(first, second);
        await queue.schedule('daily', first, { id: 'old' }, { cron: '0 0 1 1 *' });
        await queue.schedule('daily', second, { id: 'new' }, { everyMs: 20 });
        await until(() => expect(seen.length).toBeGreaterThanOrEqual(2));
        await queue.schedule('daily', first, { id: 'last' }, { cron: '0 0 1 1 *' });
        await queue.idle();
        const total = seen.length;
        expect(await queue.counts()).toMatchObject({ delayed: 1 });
        expect(seen).toEqual(Array(total).fill('other new'));
      });

      test('leaves an interval under way when it is set again', async () => {
        let runs = 0;
        const job = aJob(async () => {
          runs += 1;
        });
        await work(job);
        await queue.schedule('hourly', job, { id: 'a' }, { everyMs: 3_600_000 });
        await until(() => expect(runs).toBe(1));
        await queue.idle();
        await queue.schedule('hourly', job, { id: 'a' }, { everyMs: 3_600_000 });
        await queue.idle();
        expect(runs).toBe(1);
        expect(await queue.counts()).toMatchObject({ delayed: 1 });
      });

      test('does not run a schedule beside itself', async () => {
        const gate = aGate();
        let started = 0;
        const job = aJob(
          async () => {
            started += 1;
            await gate.passed;
          },
          { concurrency: 5 },
        );
        let ticks = 0;
        const beside = aJob(
          async () => {
            ticks += 1;
          },
          { name: 'beside' },
        );
        await work(job, beside);
        await queue.schedule('slow', job, { id: 'a' }, { everyMs: 10 });
        await queue.schedule('beside', beside, { id: 'a' }, { everyMs: 10 });
        await until(() => expect(ticks).toBeGreaterThan(4));
        expect(started).toBe(1);
        await queue.unschedule('slow');
        await queue.unschedule('beside');
        gate.open();
      });

      test('runs no more once it is unscheduled; unscheduling twice is fine', async () => {
        let runs = 0;
        const job = aJob(async () => {
          runs += 1;
        });
        await work(job);
        await queue.schedule('a:b 1', job, { id: 'a' }, { everyMs: 10 });
        await until(() => expect(runs).toBeGreaterThan(1));
        await queue.unschedule('a:b 1');
        await queue.unschedule('a:b 1');
        await queue.idle();
        expect(await queue.counts()).toEqual({ waiting: 0, running: 0, delayed: 0, failed: 0 });
      });

      test.for([
        [{ cron: 'whenever' }],
        [{ cron: '61 * * * *' }],
        [{ cron: '0 0 * * *', zone: 'Mars/Olympus' }],
        [{ everyMs: 0 }],
        [{}],
        [{ cron: '0 0 * * *', everyMs: 10 }],
      ])('refuses %j', async ([when]) => {
        const refusal = queue.schedule('bad', aJob(nothing), { id: 'a' }, when as object);
        await expect(refusal).rejects.toMatchObject({ code: 'bad-payload' });
        expect(await queue.counts()).toMatchObject({ delayed: 0 });
      });
    });

    describe('idle and close', () => {
      test('is idle when nothing waits or runs, delayed jobs not counted', async () => {
        await queue.idle();
        const gate = aGate();
        let done = 0;
        const job = aJob(async () => {
          await gate.passed;
          done += 1;
        });
        await work(job);
        await queue.add(job, { id: 'later' }, { delayMs: 60_000 });
        for (const id of ['a', 'b', 'c']) await queue.add(job, { id });
        const idle = queue.idle().then(() => done);
        gate.open();
        expect(await idle).toBe(3);
      });

      test('waits for jobs that jobs have queued', async () => {
        let done = 0;
        const second = aJob(
          async () => {
            done += 1;
          },
          { name: 'second' },
        );
        const first = aJob(async ({ id }) => void (await queue.add(second, { id })));
        await work(first, second);
        for (const id of ['a', 'b', 'c']) await queue.add(first, { id });
        await queue.idle();
        expect(done).toBe(3);
      });

      test('lets running jobs finish, and starts no other', async () => {
        const gate = aGate();
        const started = aGate();
        const seen: string[] = [];
        const job = aJob(async ({ id }) => {
          started.open();
          await gate.passed;
          seen.push(id);
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await queue.add(job, { id: 'b' });
        await started.passed;
        const closed = queue.close(10_000);
        gate.open();
        await closed;
        expect(seen).toEqual(['a']);
      });

      test('aborts what does not finish in time, without calling it failed', async () => {
        const started = aGate();
        const reason = Promise.withResolvers<unknown>();
        const job = aJob(async (_, { signal }) => {
          started.open();
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        });
        const watched = aJob(async (payload, context) => {
          context.signal.addEventListener('abort', () => reason.resolve(context.signal.reason));
          await job.run(payload, context);
        });
        await work(watched);
        await queue.add(watched, { id: 'a' });
        await started.passed;
        await queue.close(5);
        expect(await reason.promise).toMatchObject({ name: 'AbortError' });
        expect(messages()).toEqual([]);
      });

      test('ends though a job will not stop, and says so', async () => {
        const started = aGate();
        const job = aJob(async () => {
          started.open();
          await new Promise(() => {});
        });
        await work(job);
        await queue.add(job, { id: 'a' });
        await started.passed;
        await queue.close(5);
        expect(warnings).toEqual([{ message: 'jobs did not stop when they were told to', fields: { running: 1 } }]);
      });

      test('closes twice, also at the same time', async () => {
        await work(aJob(nothing));
        await Promise.all([queue.close(), queue.close()]);
        await queue.close();
      });

      test('takes nothing more once it is closed', async () => {
        await work(aJob(nothing));
        await queue.close();
        const fault = { code: 'queue-failed', message: 'the queue is closed' };
        await expect(queue.add(aJob(nothing), { id: 'a' })).rejects.toMatchObject(fault);
        await expect(queue.schedule('a', aJob(nothing), { id: 'a' }, { everyMs: 5 })).rejects.toMatchObject(fault);
        await expect(queue.work([], workContext)).rejects.toMatchObject(fault);
        await expect(queue.idle()).rejects.toMatchObject(fault);
      });

      test('lets nobody wait for ever: idle rejects when the queue is closed first', async () => {
        await queue.add(aJob(nothing), { id: 'a' });
        const idle = expect(queue.idle()).rejects.toMatchObject({ code: 'queue-failed' });
        await queue.close();
        await idle;
      });
    });
  });
}
