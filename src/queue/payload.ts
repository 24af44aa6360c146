/**
 * Payloads on their way through a queue: parsed when queued and again when run, because a queue outlives the code that filled
 * it. A fault names fields, never values.
 */
import { StetError } from '../core/errors.ts';
import type { AnyJob, JobContext } from '../core/job.ts';
import type { JobOutcome, JobTry, Observe } from '../core/observe.ts';
import { isRetryable } from './failures.ts';

/** What a queue keeps of a job: its payload as JSON, and the key under which it is queued once. */
export interface Packed {
  json: string;
  key: string;
}

/** Throws StetError `bad-payload` when the payload does not parse, or would not after a trip through JSON. */
export function pack(job: AnyJob, payload: unknown): Packed {
  const json = JSON.stringify(parse(job, payload));
  const key = job.key(parse(job, readJson(job, json)));
  if (typeof key !== 'string' || key === '') throw new StetError('bad-payload', `${job.name}: its key is empty`);
  return { json, key };
}

/** One try of a job, told when it ends. Rejects with StetError `bad-payload`, before anything has run, when the payload does not parse. */
export async function runJob(
  job: AnyJob,
  payload: unknown,
  context: JobContext,
  { observe, waitedMs }: { observe: Observe } & Pick<JobTry, 'waitedMs'>,
): Promise<void> {
  const started = performance.now();
  let key = '';
  const tell = (outcome: JobOutcome) =>
    observe({
      ...{ what: 'job', job: job.name, key, outcome, attempt: context.attempt, waitedMs },
      ms: performance.now() - started,
    });
  try {
    const parsed = parse(job, payload);
    key = job.key(parsed);
    await job.run(parsed, context);
  } catch (thrown) {
    tell(outcomeOf(thrown, job, context));
    throw thrown;
  }
  tell('done');
}

function outcomeOf(thrown: unknown, { retry }: AnyJob, { attempt, signal }: JobContext): JobOutcome {
  if (signal.aborted) return 'stopped';
  return isRetryable(thrown) && attempt < retry.attempts ? 'again' : 'failed';
}

/** Jobs by name. Throws TypeError when two have the same one. */
export function jobsByName(jobs: readonly AnyJob[]): Map<string, AnyJob> {
  const byName = new Map<string, AnyJob>();
  for (const job of jobs) {
    if (byName.has(job.name)) throw new TypeError(`two jobs are named "${job.name}"`);
    byName.set(job.name, job);
  }
  return byName;
}

function parse(job: AnyJob, payload: unknown): unknown {
  const parsed = job.payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'payload'} (${code})`);
  throw new StetError('bad-payload', `${job.name} cannot use its payload: ${faults.join(', ')}`);
}

function readJson(job: AnyJob, json: string | undefined): unknown {
  // `undefined` and functions have no JSON.
  if (json === undefined) throw new StetError('bad-payload', `${job.name}: its payload is nothing that can be kept`);
  return JSON.parse(json);
}
