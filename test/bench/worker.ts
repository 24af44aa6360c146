/** One engine and one corpus in a process of its own: takes a job as its only argument, prints what it measured as JSON. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { articleOf } from './corpus.ts';
import { type EngineName, openEngine } from './engines/index.ts';
import { measure, type Plan } from './measure.ts';
import type { Measured } from './results.ts';

export interface Job extends Plan {
  engine: EngineName;
  folder: string;
}

/** Articles after which making more takes no more memory. */
const WARM = 300;

const job = JSON.parse(process.argv[2]!) as Job;
const base = await bareMemory();
const engine = await openEngine(job.engine, job.folder);
const figures = await measure(engine, job);
await cleanHeap();
const memory = { base, resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
engine.close();
console.log(JSON.stringify({ ...figures, memory, disk: sizeOf(job.folder) } satisfies Measured));

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

/** Resident with nothing but Node and the maker of texts, both warm. */
async function bareMemory(): Promise<number> {
  for (let number = 0; number < WARM; number++) articleOf(job.seed, number);
  await cleanHeap();
  return process.memoryUsage.rss();
}

/** Freed pages go back to the system a turn later, so one cleaning shows too much. */
async function cleanHeap() {
  for (let turn = 0; turn < 3; turn++) {
    global.gc?.();
    await setImmediate();
  }
}
