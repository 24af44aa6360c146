/** The recorded readings, and the figures beside those without them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { reportModel } from './model.ts';
import { hasReadings, readReadings } from './readings.ts';
import { ownSets, readSet } from './sets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stet-eval-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the recorded readings', () => {
  test('are there for every question of the sets that a reader has read, in words of their articles', async () => {
    const readings = readReadings();
    for (const { questions, texts } of (await ownSets()).filter(hasReadings))
      for (const { question } of questions)
        for (const { article, span, near = span } of readings.get(question)!.sides.flat()) {
          const text = texts.get(article);
          expect(text, question).toContain(span);
          // One place, or nobody could tell which passage is meant.
          expect(text!.split(near), `${question} ${near}`).toHaveLength(2);
        }
  });
});

describe('figures with a language model', () => {
  test('stand beside those without, with what it costs and who read', async () => {
    const corpus = path.join(import.meta.dirname, 'corpora/port-strike');
    const lines = readFileSync(path.join(corpus, 'questions.jsonl'), 'utf8').split('\n').slice(0, 3);
    const file = path.join(folder, 'questions.jsonl');
    writeFileSync(file, lines.join('\n'));
    const report = await reportModel([await readSet('given', file, path.join(corpus, 'articles.jsonl'))]);
    expect(report).toMatch(/given +with +without/);
    expect(report).toMatch(/hit +100 +/);
    expect(report).toMatch(/quote_verbatim +100 +100/);
    expect(report).toContain('recorded readings, by hand: no model was asked');
    expect(report).toMatch(/calls +[3-6]\n/);
  });
});
