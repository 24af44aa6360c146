/** Processes of Node as `npm start` has them: with the same flags, and ended by force where a test wants them dead. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<'start' | 'ask', string>;
};

/** What stands between `node` and the entry point in a script, its paths made absolute. */
function flagsOf(script: string): readonly string[] {
  return script
    .split(' ')
    .slice(1, -2)
    .map(flag => (flag.startsWith('./') ? path.join(ROOT, flag) : flag));
}

export const NODE_FLAGS = flagsOf(scripts.start);
export const ASK_FLAGS = flagsOf(scripts.ask);

export interface Process {
  /** Resolves when it is gone. */
  kill: () => Promise<void>;
}

/** Starts a script that says a word when it is ready, and waits for the word. */
export async function aProcess(script: string, given: unknown): Promise<Process> {
  const args = [...NODE_FLAGS, script, JSON.stringify(given)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    gone.then(() => Promise.reject(new Error('the process ended by itself'))),
  ]);
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
