/**
 * Asks the real program, as anybody would from a shell, and reads what it prints. It must never import the engine: what is
 * measured is what people get. Each run has a store of its own, so that nobody's articles change the figures.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { StetError } from '../../src/core/errors.ts';
import { type GivenAnswer, parseAnswers } from './questions.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Answers to a questions file, by question id, on a corpus file or folder, or on the seeds when `corpus` is null.
 * With `all` it answers even where it would refuse, so that what a lower threshold costs can be told; `model` are settings of a language model,
 * in the place of those around. Throws `internal` with what the
 * program said when it fails.
 */
export async function askEngine(
  questionsFile: string,
  corpus: string | null,
  boldness?: 'all',
  model: Record<string, string> = {},
): Promise<Map<string, GivenAnswer>> {
  const data = await mkdtemp(path.join(tmpdir(), 'stet-eval-'));
  try {
    const corpusPart = corpus === null ? [] : ['--corpus', path.resolve(corpus)];
    return parseAnswers(
      await run(['--questions', path.resolve(questionsFile), ...corpusPart], {
        STET_DATA: data,
        ...(boldness ? { STET_ANSWERS: boldness } : {}),
        ...model,
      }),
      'ask --json',
    );
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function run(options: string[], settings: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['-r', './src/require-node.cjs', 'src/main.ts', 'ask', '--json', ...options], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [out, notes, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (code === 0) return out;
  throw new StetError('internal', 'the program under evaluation failed', {
    userMessage: `ask ended with ${code}:\n${notes.trim()}`,
  });
}
