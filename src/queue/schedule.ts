/**
 * When a scheduled job runs next: one answer for every queue, computed from values alone.
 *
 * A time that a change to summer time leaves out is moved forward by the length of the gap (02:30 runs at 03:30), so that a
 * daily job runs every day; one that comes twice in autumn runs the first time only. A schedule for every hour (its hour
 * begins with `*`) follows real time instead: nothing is moved, and the repeated hour runs twice. `cron-parser` is asked in
 * UTC alone, about wall-clock times: by itself it leaves out days whose gap begins at midnight or lasts half an hour, and gives
 * up in zones that change by two hours.
 */
import { createRequire } from 'node:module';
import { StetError } from '../core/errors.ts';
import type { Schedule } from '../core/job.ts';
import { isZone } from '../core/zones.ts';

const require = createRequire(import.meta.url);

const DAY_MS = 86_400_000;

/**
 * The first run after an instant. A cron expression has five fields, or six with seconds in front.
 * Throws StetError `bad-payload` for a schedule that cannot be read.
 */
export function nextRun(when: Schedule, after: Date): Date {
  const { cron, everyMs, zone = 'UTC' } = when;
  if ((cron === undefined) === (everyMs === undefined)) throw bad('a schedule has either cron or everyMs');
  if (everyMs !== undefined) return new Date(after.getTime() + checkEvery(everyMs));
  const fields = cronFields(cron as string);
  checkZone(zone);
  return new Date(nextByWall(fields, zone, after.getTime()));
}

/** Goes through the matching wall-clock times, written as if they were UTC, until no earlier instant can follow. */
function nextByWall(fields: string[], zone: string, after: number): number {
  const everyHour = fields.at(-4)?.startsWith('*') ?? false;
  const walls = wallTimes(fields, after + Math.min(...offsetsAround(after, zone)));
  let best = Number.POSITIVE_INFINITY;
  for (;;) {
    const wall = walls();
    if (wall - Math.max(...offsetsAround(wall, zone)) > best) return best;
    const later = instantsOf(wall, zone, everyHour).filter(instant => instant > after);
    best = Math.min(best, ...later);
  }
}

/** The instants at which a wall-clock time runs: all there are, or exactly one. */
function instantsOf(wall: number, zone: string, everyHour: boolean): number[] {
  const [before, after] = offsetsAround(wall, zone);
  const real = [wall - before, wall - after].filter(instant => instant + offsetMs(instant, zone) === wall);
  if (everyHour) return real;
  return [real.length > 0 ? Math.min(...real) : wall - before];
}

/** Offsets a day before and a day after: zones change at most once in two days. */
function offsetsAround(instant: number, zone: string): [number, number] {
  return [offsetMs(instant - DAY_MS, zone), offsetMs(instant + DAY_MS, zone)];
}

/** How far a zone's wall clock is ahead of UTC. */
function offsetMs(instant: number, zone: string): number {
  const format = formatOf(zone).formatToParts(instant);
  const name = format.find(part => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes = '0', seconds = '0'] = /([+-])(\d+)(?::(\d+))?(?::(\d+))?$/.exec(name) ?? [];
  if (hours === undefined) return 0;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

/** Formats are dear to make (0.1 ms) and there are few zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, made);
  return made;
}

/** Each call gives the next matching time after the one before. */
function wallTimes(fields: string[], after: number): () => number {
  const read = <Result>(step: () => Result): Result => {
    try {
      return step();
    } catch (cause) {
      throw bad('a cron expression cannot be read', cause);
    }
  };
  // Loaded by the first schedule by the clock: a question at the console has none.
  const { CronExpressionParser } = require('cron-parser') as typeof import('cron-parser');
  const times = read(() => CronExpressionParser.parse(fields.join(' '), { tz: 'UTC', currentDate: new Date(after) }));
  return () => read(() => times.next().getTime());
}

function cronFields(cron: string): string[] {
  const fields = cron.trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 6) throw bad('a cron expression has five fields, or six with seconds');
  return fields;
}

function checkEvery(everyMs: number): number {
  if (!Number.isInteger(everyMs) || everyMs < 1) throw bad('everyMs is a whole number of milliseconds, 1 or more');
  return everyMs;
}

function checkZone(zone: string): void {
  if (!isZone(zone)) throw bad('a schedule names an unknown time zone');
}

function bad(message: string, cause?: unknown): StetError {
  return new StetError('bad-payload', message, cause === undefined ? {} : { cause });
}
