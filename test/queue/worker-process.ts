/** A worker in a process of its own, to be killed: takes a job, says so, and never ends it. Arguments: URL, prefix. */
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { aJob, workContext } from './jobs.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const queue = await openBullQueue({ url, prefix, clock: workContext.clock, warn: () => {}, stalledMs: 300 });
const job = aJob(async ({ id }) => {
  console.log(`running ${id}`);
  await new Promise(() => {});
});
await queue.work([job], workContext);
