/** `npm run bench -- slack` and `-- discord`: a load of questions there, on the seeds and on a large record. Prints every figure and keeps them. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readToolArguments } from '../../support/tool-arguments.ts';
import { machineHere } from '../results.ts';
import { type ChatFigures, type ChatResults, chatTable } from './figures.ts';
import { type ChatPlatformName, measureChat, UNDER_LOAD } from './run.ts';

const KEPT = path.join(import.meta.dirname, '../data');

export const CHAT_USAGE = `usage: npm run bench -- slack|discord [options]
--sizes 5,10000           articles; 5 are the seed corpus
--questions 1000
--in-flight 50            questions at once; each has a channel and a person of its own
--seed 1                  other articles and questions
--json FILE               keeps the results there, in place of one named for the platform in ${path.relative('.', KEPT)}`;

const OPTIONS = {
  sizes: { type: 'string', default: '5,10000' },
  questions: { type: 'string', default: '1000' },
  'in-flight': { type: 'string', default: '50' },
  seed: { type: 'string', default: '1' },
  json: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Questions that one person, and so one slot, may ask while a load lasts: see `LIMITS` of the conversation. */
const PER_SLOT = 30;

export function isChatPlatform(name: string): name is ChatPlatformName {
  return name in UNDER_LOAD;
}

/** Gives what is to be printed. Throws `bad-usage` with the usage text. */
export async function benchChat(platform: ChatPlatformName, given: readonly string[]): Promise<string> {
  const { sizes, seed, help, questions, inFlight, json = path.join(KEPT, `${platform}.json`) } = read(given);
  if (help) return CHAT_USAGE;
  const rows: ChatFigures[] = [];
  for (const articles of sizes) {
    console.error(`${platform}, ${articles} articles`);
    rows.push(await measureChat(platform, { articles, questions, inFlight, seed }));
  }
  const results: ChatResults = { date: new Date().toISOString(), seed, machine: machineHere(), rows };
  await mkdir(path.dirname(json), { recursive: true });
  await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  return chatTable(results);
}

function read(given: readonly string[]) {
  const { values, whole, fault } = readToolArguments(given, OPTIONS, CHAT_USAGE);
  const read = {
    ...values,
    sizes: values.sizes.split(',').map(size => whole(size)),
    questions: whole(values.questions),
    inFlight: whole(values['in-flight']),
    seed: whole(values.seed),
  };
  if (read.questions > read.inFlight * PER_SLOT)
    throw fault(`more than ${PER_SLOT} questions a slot reach a limit of Stet's own`);
  return read;
}
