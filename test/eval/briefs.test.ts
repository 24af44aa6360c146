/** Scoring of briefs: the measure by hand-counted cases, the plain summarisers, and the tool from file to table. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rouge } from './rouge.ts';
import { cutTo, SUMMARISERS } from './summarisers.ts';

describe('ROUGE', () => {
  test('of a text with itself is 1, with another 0', () => {
    expect(rouge(['The cat sat.'], ['The cat sat.'])).toEqual({ one: 1, two: 1, l: 1 });
    expect(rouge(['The cat sat.'], ['A dog ran home.'])).toEqual({ one: 0, two: 0, l: 0 });
    expect(rouge([], [])).toEqual({ one: 0, two: 0, l: 0 });
  });

  test('counts as Lin (2004) does in his examples of a killed gunman', () => {
    const reference = ['police killed the gunman'];
    const good = rouge(['police kill the gunman'], reference);
    const bad = rouge(['the gunman kill police'], reference);
    // Stemmed, "killed" is "kill": the order alone tells the two apart.
    expect(good).toEqual({ one: 1, two: 1, l: 1 });
    expect(bad).toMatchObject({ one: 1, two: 1 / 3, l: 0.5 });
  });

  test('unites the subsequences of several sentences, as in section 3.2 of the paper', () => {
    const { l } = rouge(['w1 w2 w6 w7 w8', 'w1 w3 w8 w9 w5'], ['w1 w2 w3 w4 w5']);
    // w1 w2 w3 w5: four of the reference's five words, four of the summary's ten.
    expect(l).toBeCloseTo((2 * 4) / (10 + 5));
  });

  test('counts no word more often than both have it', () => {
    expect(rouge(['the the the the'], ['the cat'])).toMatchObject({ one: 2 / 6, l: 2 / 6 });
  });
});

describe('the plain summarisers', () => {
  const sentences = [
    'It rained in the hills.',
    'The harbour board closed the north quay of the harbour on Monday.',
    'The north quay was closed by the harbour board because of a crack.',
    'A crack in the north quay of the harbour was found by divers.',
    'Ada likes tea.',
  ];

  test.for(['TextRank', 'LexRank'])('%s prefers what other sentences share', name => {
    const ordered = SUMMARISERS[name]!(sentences);
    expect(ordered.toSorted()).toEqual(sentences.toSorted());
    expect(ordered.slice(0, 3).toSorted()).toEqual(sentences.slice(1, 4).toSorted());
    expect(SUMMARISERS[name]!([])).toEqual([]);
  });

  test('have exactly as many words as they may, in the order of the article', () => {
    const cut = cutTo(8, [sentences[4]!, sentences[0]!], sentences);
    expect(cut).toEqual(['It rained in the hills.', 'Ada likes tea.']);
    expect(cutTo(4, [sentences[4]!, sentences[0]!], sentences)).toEqual(['It', 'Ada likes tea.']);
  });
});

describe('eval of briefs', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const evaluate = (...words: string[]) =>
    spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'briefs', ...words], { encoding: 'utf8' });

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stet-briefs-'));
    const article = 'The harbour board of Sand closed the north quay on Monday. A crack was found in it by two divers.';
    writeFileSync(
      at('pairs.jsonl'),
      `${JSON.stringify({ article, reference: 'The north quay of Sand is closed.' })}\n\n`,
    );
    writeFileSync(at('bad.jsonl'), '{"article": "x"}\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('prints every summariser on lines of article and reference alone', () => {
    const { stdout, status } = evaluate(at('pairs.jsonl'), '--show');
    expect(status).toBe(0);
    expect(stdout).toContain('line-1: ROUGE-2 brief');
    expect(stdout).toMatch(
      /all \(1 pairs, \d+ words\) +ROUGE-1 +ROUGE-2 +ROUGE-L\nbrief .*\nlead-3 .*\nTextRank .*\nLexRank/,
    );
  });

  test('counts the lines of each kind of news apart on its own pairs, and has the brief ahead of the first sentences', () => {
    const { stdout, status } = evaluate(path.join(import.meta.dirname, 'briefs/measuring.jsonl'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/news: below \(4 pairs[\s\S]*news: top \(4 pairs/);
    const figure = (method: string) => Number(new RegExp(`^${method} +([\\d.]+)`, 'm').exec(stdout)?.[1]);
    expect(figure('brief')).toBeGreaterThan(figure('lead-3'));
  });

  test.for([
    ['none.jsonl', 'none.jsonl: cannot be read.'],
    ['bad.jsonl', 'bad.jsonl:1: '],
  ] as const)('names what is wrong with %s', ([name, why]) => {
    const { stderr, status } = evaluate(at(name));
    expect(status).toBe(1);
    expect(stderr).toContain(why);
  });
});
