/** Schedules in BullMQ's terms: what it repeats, when the next run is, by which id it knows one. Pure. */
import type { Schedule } from '../core/job.ts';
import { nextRun } from './schedule.ts';

/** BullMQ asks for the next run; the answer is the same as the local queue's. */
export function repeatStrategy(after: number, { pattern, tz }: { pattern?: string; tz?: string }): number {
  return nextRun({ cron: pattern ?? '', ...(tz ? { zone: tz } : {}) }, new Date(after)).getTime();
}

export function repeatOf({ cron, everyMs, zone }: Schedule): { every: number } | { pattern: string; tz: string } {
  return everyMs === undefined ? { pattern: cron ?? '', tz: zone ?? 'UTC' } : { every: everyMs };
}

/** BullMQ builds job ids from it with ':' between the parts, so it must not hold one. */
export function schedulerId(id: string): string {
  return encodeURIComponent(id.toWellFormed());
}

/** The schedule's own id again. */
export function scheduleOf(id: string): string {
  return decodeURIComponent(id);
}
