/** What a load on a chat platform found, as it is kept in a JSON file: times in milliseconds, sizes in bytes. And its table. Pure. */
import { aligned } from '../../eval/table.ts';
import { percentile, type Results } from '../results.ts';

export interface ChatFigures {
  platform: string;
  /** Articles in the record; the seed corpus where it is the five of them. */
  articles: number;
  questions: number;
  /** Questions under way at once. */
  inFlight: number;
  /** From the platform's sending to the acknowledgement, by the platform's record; `sent` counts the events, `again` those sent more than once. */
  acknowledged: { sent: number; again: number; p50: number; p99: number; max: number };
  /** Of all questions: those that got their outcome, and of these the ones that are answers and no refusals. */
  outcomes: number;
  answers: number;
  /** From the question to its answer in the channel. */
  answered: { p50: number; p99: number; max: number };
  /** Resident in Stet's process, its worker thread included, after the heap was cleaned: before the first question, and after the last. */
  memory: { start: number; end: number };
  /** How long the main loop was held up, beyond the clock's own step. */
  loop: { p99: number; max: number };
}

export interface ChatResults extends Pick<Results, 'date' | 'seed' | 'machine'> {
  rows: ChatFigures[];
}

/** Milliseconds: what the design promises of an acknowledgement at p99, and of the main loop at most. */
const ACKNOWLEDGED = 500;
const BLOCKED = 50;

export function spread(values: readonly number[]): { p50: number; p99: number; max: number } {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), max: Math.max(...values) };
}

export function chatTable({ rows }: ChatResults): string {
  const cells = rows.map(row => [
    `${row.platform}, ${row.articles.toLocaleString('en-GB')} articles`,
    `${row.questions} / ${row.inFlight}`,
    ...[row.acknowledged.p50, row.acknowledged.p99, row.acknowledged.max].map(ms),
    `${row.outcomes} (${row.answers})`,
    ...[row.answered.p50, row.answered.p99, row.answered.max].map(ms),
    ...[row.memory.start, row.memory.end].map(bytes => `${Math.round(bytes / 1_000_000)}`),
    ...[row.loop.p99, row.loop.max].map(ms),
  ]);
  const heads = [
    'ack p50',
    'p99',
    'max',
    'outcomes (answers)',
    'answer p50',
    'p99',
    'max',
    'MB start',
    'end',
    'loop p99',
    'max',
  ];
  return [aligned([['', 'asked / at once', ...heads], ...cells]), ...rows.map(targets)].join('\n');
}

function targets({ articles, questions, outcomes, acknowledged, loop }: ChatFigures): string {
  const checks: [string, boolean][] = [
    [`every question has its outcome`, outcomes === questions],
    [`acknowledged within ${ACKNOWLEDGED} ms at p99`, acknowledged.p99 < ACKNOWLEDGED],
    [`the main loop is never blocked over ${BLOCKED} ms`, loop.max <= BLOCKED],
  ];
  return checks.map(([what, met]) => `${articles} articles: ${what}: ${met ? 'met' : 'missed'}`).join('\n');
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
