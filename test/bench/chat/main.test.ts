/** The load on chat platforms: its arguments, what it makes of figures, and a load too small to take time. Nothing is timed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ChatFigures, chatTable, spread } from './figures.ts';
import { type Asked, runLoad } from './load.ts';
import { benchChat, CHAT_USAGE } from './main.ts';

function figures(given: Partial<ChatFigures> = {}): ChatFigures {
  return {
    ...{ platform: 'slack', articles: 10_000, questions: 1_000, inFlight: 50, outcomes: 1_000, answers: 700 },
    acknowledged: { sent: 1_333, again: 0, p50: 10, p99: 40, max: 60 },
    answered: { p50: 900, p99: 2_000, max: 2_500 },
    memory: { start: 200e6, end: 210e6 },
    loop: { p99: 4, max: 49 },
    ...given,
  };
}

const results = (row: ChatFigures) => ({
  ...{ date: '2026-11-22T00:00:00.000Z', seed: 1, rows: [row] },
  machine: { cpu: 'one', cores: 2, memory: 4e9, node: 'v24.0.0' },
});

test('every slot asks its next question when it has its answer, and every question is asked once', async () => {
  const asked: string[] = [];
  let [now, most] = [0, 0];
  const ask = async (question: string): Promise<Asked> => {
    asked.push(question);
    most = Math.max(most, ++now);
    await new Promise(resolve => setImmediate(resolve));
    now -= 1;
    return { acknowledged: [1], again: 0, answered: 2, isAnswer: true };
  };
  const questions = Array.from({ length: 20 }, (_, n) => `q${n}`);
  expect(await runLoad([{ ask }, { ask }, { ask }], questions)).toHaveLength(20);
  expect(asked.toSorted()).toEqual(questions.toSorted());
  expect(most).toBe(3);
});

test('the table says which targets are met', () => {
  expect(chatTable(results(figures()))).toMatch(/outcome: met\n.*p99: met\n.*50 ms: met$/);
  const slow = figures({
    outcomes: 999,
    loop: { p99: 4, max: 51 },
    acknowledged: { ...figures().acknowledged, p99: 501 },
  });
  expect(chatTable(results(slow))).toMatch(/outcome: missed\n.*p99: missed\n.*50 ms: missed$/);
  expect(spread([3, 1, 2])).toEqual({ p50: 2, p99: 3, max: 3 });
});

test('bad arguments are told with the usage', async () => {
  expect(await benchChat('slack', ['--help'])).toBe(CHAT_USAGE);
  for (const given of [
    ['--sizes', 'x'],
    ['--questions', '0'],
    ['--nonsense'],
    ['--questions', '100', '--in-flight', '3'],
  ])
    await expect(benchChat('slack', given)).rejects.toMatchObject({ code: 'bad-usage' });
});

test.for(['slack', 'discord'] as const)(
  'a small load gets an outcome for every question, from the real engine: %s',
  { timeout: 60_000 },
  async platform => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stet-bench-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const json = path.join(folder, 'chat.json');
    await benchChat(platform, ['--sizes', '7', '--questions', '7', '--in-flight', '3', '--json', json]);
    const [row] = (JSON.parse(readFileSync(json, 'utf8')) as { rows: ChatFigures[] }).rows;
    expect(row).toMatchObject({ questions: 7, outcomes: 7, inFlight: 3 });
    expect(row!.answers).toBeGreaterThan(3);
    expect(row!.acknowledged.sent).toBeGreaterThan(0);
    expect(row!.memory.end).toBeGreaterThan(0);
  },
);
