/**
 * Preloaded into the program under measurement: tells on stream 3, as JSON, how much memory it had at its highest, in bytes, and
 * how much processor time all its threads took, in milliseconds.
 */
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('exit', () => writeSync(3, JSON.stringify(used())));

export interface Used {
  peak: number;
  cpu: number;
}

function used(): Used {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peak: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1_000 };
}
