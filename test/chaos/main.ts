/** `npm run chaos`: faults without number upon Stet at work, and proof that nothing was lost and nothing said twice. Puts the parts together. */
import { asStetError } from '../../src/core/errors.ts';
import { readToolArguments } from '../support/tool-arguments.ts';
import { SIZES, type Size } from './plan.ts';
import { type Run, runChaos } from './run.ts';

const USAGE = `usage: npm run chaos -- [options]
--faults 300              on each size
--seed 1                  the same seed plans the same faults
--size both               small (SQLite, one process), large (PostgreSQL, Redis, a bot and two workers) or both`;

const OPTIONS = {
  faults: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  size: { type: 'string', default: 'both' },
  help: { type: 'boolean', default: false },
} as const;

async function main(given: readonly string[]): Promise<boolean> {
  const { help, faults, seed, sizes } = read(given);
  if (help) {
    console.log(USAGE);
    return true;
  }
  let isWhole = true;
  for (const size of sizes) {
    const run = await runChaos({ seed, faults, size, say: line => console.error(`${size} ${line}`) });
    console.log(told(run));
    isWhole &&= run.breaches.length === 0;
  }
  return isWhole;
}

function told({ seed, size, seconds, faults, counts, breaches, trail, endedByThemselves }: Run): string {
  const sumOf = (rows: Record<string, number>) => Object.values(rows).reduce((sum, n) => sum + n, 0);
  const table = (rows: Record<string, number>) =>
    Object.entries(rows).map(([what, n]) => `  ${String(n).padStart(6)}  ${what}`);
  return [
    `${size}, seed ${seed}: ${sumOf(faults)} faults in ${seconds} s`,
    ...table(faults),
    'at the end:',
    ...table({ ...counts, 'ends of processes by themselves': sumOf(endedByThemselves) }),
    ...table(endedByThemselves),
    ...(breaches.length === 0 ? ['nothing was lost, and nothing was said twice'] : []),
    ...(breaches.length === 0 ? [] : [`${breaches.length} breaches:`, ...breaches.map(each => `  ${each}`)]),
    ...(breaches.length === 0
      ? []
      : [`the trail (npm run chaos -- --seed ${seed} --faults ${trail.length} --size ${size}):`, ...trail]),
  ].join('\n');
}

function read(given: readonly string[]) {
  const { values, whole, fault } = readToolArguments(given, OPTIONS, USAGE);
  const sizes = SIZES.filter(each => values.size === each || values.size === 'both');
  if (sizes.length === 0) throw fault(`"${values.size}" is no size`);
  return { help: values.help, faults: whole(values.faults), seed: whole(values.seed), sizes: sizes as Size[] };
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (thrown) {
  const fault = asStetError(thrown);
  console.error(fault.code === 'internal' ? thrown : fault.userMessage);
  process.exitCode = fault.code === 'bad-usage' ? 2 : 1;
}
