/** From the start of the process to the printed answer, on the seed corpus: the program as `npm run ask` has it, with a store of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { StetError } from '../../src/core/errors.ts';
import { ASK_FLAGS } from '../support/node-process.ts';
import type { Used } from './report-memory.ts';
import type { Start } from './results.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TIMES = 3;

/** Milliseconds until the answer stands on standard output, and what the whole run used. */
interface Asked extends Used {
  ms: number;
}

/** Throws `internal` with what the program said when it fails. */
export async function measureStart(times = TIMES): Promise<Start> {
  const question = await firstQuestion();
  const fresh: Asked[] = [];
  const again: Asked[] = [];
  for (let at = 0; at < times; at++) {
    const data = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
    try {
      fresh.push(await ask(question, data));
      again.push(await ask(question, data));
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }
  return {
    fresh: Math.min(...fresh.map(({ ms }) => ms)),
    again: Math.min(...again.map(({ ms }) => ms)),
    cpu: Math.min(...fresh.map(({ cpu }) => cpu)),
    peak: Math.max(...[...fresh, ...again].map(({ peak }) => peak)),
  };
}

async function firstQuestion(): Promise<string> {
  const lines = await readFile(path.join(ROOT, 'seeds/questions.jsonl'), 'utf8');
  return (JSON.parse(lines.slice(0, lines.indexOf('\n'))) as { question: string }).question;
}

async function ask(question: string, data: string): Promise<Asked> {
  const preload = import.meta.resolve('./report-memory.ts');
  const flags = [...ASK_FLAGS, '--import', preload, 'src/main.ts', 'ask', '--json', question];
  const started = performance.now();
  const child = spawn(process.execPath, flags, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, STET_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let ms = 0;
  child.stdout!.once('data', () => {
    ms = performance.now() - started;
  });
  const closed = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [out, notes, used, code] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    text(child.stdio[3] as Readable),
    closed,
  ]);
  if (code === 0 && out !== '') return { ms, ...(JSON.parse(used) as Used) };
  throw new StetError('internal', 'the program under measurement failed', {
    userMessage: `ask ended with ${code}:\n${notes}`,
  });
}
