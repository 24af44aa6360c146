/** Runs the workers, one after the other, each within its time: what one uses up, the next does not feel. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { EngineName } from './engines/index.ts';
import type { Plan } from './measure.ts';
import type { Measured, Row } from './results.ts';
import type { Job } from './worker.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** The largest peer needs 4 GB of heap at 100,000 articles; below, what Node gives by itself is enough and fairer. */
const LARGE = 20_000;
const LARGE_HEAP = '--max-old-space-size=8192';

/** Stet answers in a thread that is started with this bound (`src/newsroom/threaded.ts`): a third of YOUNG_MB there. */
const STET_YOUNG = '--max-semi-space-size=8';

export interface RunOptions extends Plan {
  engine: EngineName;
  /** Seconds. */
  limit: number;
  /** Where index files are kept from run to run; null leaves nothing behind. */
  keep: string | null;
}

export async function runEngine({ limit, keep, ...plan }: RunOptions): Promise<Row> {
  const folder = await folderFor(plan, keep);
  const about = { engine: plan.engine, articles: plan.articles };
  try {
    const { out, fault } = await runWorker({ ...plan, folder }, limit);
    return fault === null
      ? { ...about, measured: JSON.parse(out) as Measured, fault }
      : { ...about, measured: null, fault };
  } finally {
    if (keep === null) await rm(folder, { recursive: true, force: true });
  }
}

async function folderFor(
  { engine, articles, seed }: Plan & { engine: EngineName },
  keep: string | null,
): Promise<string> {
  if (keep === null) return mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  const folder = path.resolve(keep, `${engine}-${articles}-${seed}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

async function runWorker(job: Job, limit: number): Promise<{ out: string; fault: string | null }> {
  const own = job.engine === 'stet' ? [STET_YOUNG] : [];
  const flags = ['--expose-gc', '--no-warnings', ...own, ...(job.articles > LARGE ? [LARGE_HEAP] : [])];
  const child = spawn(process.execPath, [...flags, WORKER, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit * 1_000,
    killSignal: 'SIGKILL',
  });
  const closed = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) =>
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal })),
  );
  const [out, notes, { code, signal }] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (code === 0) return { out, fault: null };
  return {
    out,
    fault: signal === 'SIGKILL' ? `stopped after ${limit} s` : lastLine(notes) || `ended with ${code ?? signal}`,
  };
}

/** The line of a stack trace that names the fault. */
function lastLine(notes: string): string {
  const lines = notes.trim().split('\n');
  return lines.find(line => /^\w*(Error|FATAL)/.test(line)) ?? lines.at(-1) ?? '';
}
