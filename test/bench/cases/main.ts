/**
 * `npm run bench -- cases`: how long a flag takes to be a case before editors, and how long a verdict takes to be in every message, on both
 * platforms over a large record. Prints every figure and keeps them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { queueVerdictRecall } from '../../../jobs/recall.ts';
import { StetError } from '../../../src/core/errors.ts';
import { reply } from '../../../src/core/reply.ts';
import type { Ruling } from '../../../src/core/verdicts.ts';
import { answerReply } from '../../../src/newsroom/answer-reply.ts';
import { aligned } from '../../eval/table.ts';
import { readToolArguments } from '../../support/tool-arguments.ts';
import { idOf } from '../corpus.ts';
import { questionsOf } from '../questions.ts';
import { machineHere, type Results, type Times, timesOf } from '../results.ts';
import { type Chat, discordChat, slackChat } from './chats.ts';
import { openStet, type Stet } from './stet.ts';

const KEPT = path.join(import.meta.dirname, '../data/cases.json');

export const CASES_USAGE = `usage: npm run bench -- cases [options]
--articles 10000
--flags 100               on each platform, each of another article
--posts 500               on each platform, all of one answer
--refused 20              edits that each platform refuses for their rate, the second time
--seed 1                  other articles
--json FILE               keeps the results there, in place of ${path.relative('.', KEPT)}`;

const OPTIONS = {
  articles: { type: 'string', default: '10000' },
  flags: { type: 'string', default: '100' },
  posts: { type: 'string', default: '500' },
  refused: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  json: { type: 'string', default: KEPT },
  help: { type: 'boolean', default: false },
} as const;

/** Cases that one person opens: as many as Stet lets anyone in a day. */
const PER_PERSON = 10;

/** What the design promises: milliseconds from a flag to its case at p95. */
const TO_CASE = 5_000;

interface Recalled {
  /** Milliseconds until every message was edited and its note stood there. */
  ms: number;
  /** Messages edited, with those that were edited once more. */
  edits: number;
}

export interface CaseRow {
  platform: string;
  /** Milliseconds from a reaction to the case where editors are. */
  toCase: Times;
  /** Of a retraction; and of undoing it, while some edits are refused for their rate. */
  retracted: Recalled;
  undone: Recalled;
}

export interface CaseResults extends Pick<Results, 'date' | 'seed' | 'machine'> {
  articles: number;
  flags: number;
  posts: number;
  refused: number;
  /** Of the machine over the last minute, at the beginning and at the end. */
  load: [number, number];
  rows: CaseRow[];
}

type Wanted = Pick<CaseResults, 'articles' | 'flags' | 'posts' | 'refused' | 'seed'>;

/** Gives what is to be printed. Throws `bad-usage` with the usage text. */
export async function benchCases(given: readonly string[]): Promise<string> {
  const { json, help, ...wanted } = read(given);
  if (help) return CASES_USAGE;
  const before = loadavg()[0]!;
  const rows = await measure(wanted);
  const made = { date: new Date().toISOString(), machine: machineHere(), ...wanted };
  const results: CaseResults = { ...made, load: [before, loadavg()[0]!], rows };
  await mkdir(path.dirname(json), { recursive: true });
  await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  return casesTable(results);
}

async function measure(wanted: Wanted): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  // One after another: each has the machine to itself.
  for (const open of [slackChat, discordChat]) {
    const chat = await open();
    const stet = await openStet(chat, wanted.articles, wanted.seed);
    try {
      rows.push(await measureOn(chat, stet, wanted));
    } finally {
      await stet.close();
      await chat.close();
    }
  }
  return rows;
}

async function measureOn(chat: Chat, stet: Stet, { articles, flags, posts, refused, seed }: Wanted): Promise<CaseRow> {
  const { platform } = chat.stet;
  console.error(`${platform}: ${flags} flags`);
  const toCase: number[] = [];
  for (let n = 0; n < flags; n++) toCase.push(await flagged(n, chat, stet));
  console.error(`${platform}: ${posts} posts`);
  const { question } = questionsOf(seed, articles, 1).asked[0]!;
  const answer = await stet.newsroom.ask(question);
  const article = answer.evidence[0]!.article;
  for (let n = 0; n < posts; n++) await stet.post(`answer-${n}`, chat.desk, answerReply(answer));
  const retracted = await recalled('retracted', article, chat, stet);
  chat.limitEdits(refused);
  const undone = await recalled('stands', article, chat, stet);
  return { platform, toCase: timesOf(toCase), retracted, undone };
}

/** Milliseconds from a reaction on the brief of an article to its case. */
async function flagged(n: number, chat: Chat, stet: Stet): Promise<number> {
  // But for the first, whose fact is asked for.
  const id = idOf(n + 1);
  // One sentence of it: a message that shows others as well asks which is meant.
  const [sentence] = (await stet.newsroom.brief(id, [])).sentences;
  const made = reply({ quotes: [{ evidence: sentence!.evidence, says: null }], fallback: id });
  const message = await stet.post(`brief-${n}`, chat.desk, made);
  const started = performance.now();
  const stands = chat.reviewed(id);
  chat.flag(Math.floor(n / PER_PERSON), message);
  await stands;
  return performance.now() - started;
}

/** Decides, and waits until nothing that follows of it is left to do. */
async function recalled(ruling: Ruling, article: string, chat: Chat, { store, queue }: Stet): Promise<Recalled> {
  const before = chat.edits();
  const started = performance.now();
  const { platform } = chat.stet;
  const ruled = await store.rule({
    article,
    ruling,
    reason: 'Measured.',
    by: `${platform}:bench`,
    platform,
    needed: 1,
  });
  if (ruled === null || typeof ruled === 'string') throw new StetError('internal', 'the article was not judged');
  for (const each of ruled.changed) await queueVerdictRecall(each.article, each.number, queue);
  do await queue.idle();
  while (await isLeft(store));
  return { ms: performance.now() - started, edits: chat.edits() - before };
}

/** A run that met too many refusals is tried again later: the queue is idle meanwhile. */
async function isLeft(store: Stet['store']): Promise<boolean> {
  const isOpen = (await store.unrecalled(1)).length > 0 || (await store.unsentPosts()).length > 0;
  if (isOpen) await new Promise(resolve => setTimeout(resolve, 20));
  return isOpen;
}

export function casesTable({ articles, flags, posts, refused, load, rows }: CaseResults): string {
  const one = (value: number) => value.toFixed(1);
  const seconds = ({ ms }: Recalled) => `${one(ms / 1_000)} s`;
  const head = [
    `${articles.toLocaleString('en-GB')} articles`,
    ...`p50|p95|p99|${posts} recalled|edits|undone, ${refused} refused|edits`.split('|'),
  ];
  const cells = rows.map(({ platform, toCase: { p50, p95, p99 }, retracted, undone }) => [
    ...[`${platform}, ${flags} flags`, one(p50), one(p95), one(p99)],
    ...[seconds(retracted), String(retracted.edits), seconds(undone), String(undone.edits)],
  ]);
  const isMet = rows.every(({ toCase }) => toCase.p95 < TO_CASE);
  const isWhole = rows.every(({ retracted, undone }) => retracted.edits === posts && undone.edits === posts);
  return [
    aligned([head, ...cells]),
    `times to a case in ms; load average ${one(load[0])} before, ${one(load[1])} after`,
    `a case within ${TO_CASE / 1_000} s of its flag at p95: ${isMet ? 'met' : 'missed'}`,
    `each message edited once: ${isWhole ? 'met' : 'missed'}`,
  ].join('\n');
}

function read(given: readonly string[]) {
  const { values, whole, fault } = readToolArguments(given, OPTIONS, CASES_USAGE);
  const { articles, flags, posts, refused, seed } = values;
  const numbers = { articles: whole(articles), flags: whole(flags), posts: whole(posts) };
  if (numbers.flags >= numbers.articles) throw fault('each flag is of an article of its own');
  return { json: values.json, help: values.help, ...numbers, refused: whole(refused), seed: whole(seed) };
}
