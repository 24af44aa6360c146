/** The tool from its arguments to its lines, without the program it measures; and the small parts only it uses. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { answerByBm25, splitSentences } from './baseline.ts';
import { compareFigures } from './compare.ts';
import { bestThreshold, curveOf, refuseBelow, thresholdRefusing } from './curve.ts';
import type { GivenAnswer, Question } from './questions.ts';
import { score } from './score.ts';
import { curveTable } from './table.ts';

const TEXTS = new Map([
  ['a', 'Ferries return\nThe board said that 14 ferries will sail again in April. Nobody named a price.'],
  ['b', 'The harbour master doubts that the quay is ready. It was built in 1931.'],
]);

const aQuestion = (id: string, question: string, gold: string[]): Question => ({
  ...{ id, question, gold, answerable: gold.length > 0, gold_mode: 'any', evidence: [], must_not: [], note: '' },
});

const QUESTIONS = [
  aQuestion('1', 'How many ferries will sail again in April?', ['14']),
  aQuestion('2', 'How old is the quay?', ['1931']),
  aQuestion('3', 'Who is the mayor?', []),
];

const ANSWERS = answerByBm25(QUESTIONS, TEXTS);

function evaluate(...words: string[]) {
  const tool = path.join(import.meta.dirname, 'main.ts');
  return spawnSync(process.execPath, [tool, ...words], { encoding: 'utf8' });
}

describe('sentence BM25', () => {
  test('answers with the best sentence, and quotes it', () => {
    expect(ANSWERS.get('1')).toMatchObject({ answer: 'The board said that 14 ferries will sail again in April.' });
    expect(ANSWERS.get('1')!.evidence[0]!.article).toBe('a');
  });

  test('is surer of more shared words', () => {
    expect(ANSWERS.get('1')!.confidence).toBeGreaterThan(ANSWERS.get('3')!.confidence);
  });

  test('splits any text into its own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => splitSentences(text).every(part => text.includes(part))),
    );
  });
});

describe('the curve', () => {
  test('answers what sources disagree on at a higher threshold, as the program does', () => {
    const disputed = new Map(
      [...ANSWERS].map(([id, answer]) => [id, { ...answer, confidence: 0.5, disagreement: [] }]),
    );
    const plain = new Map([...disputed].map(([id, answer]) => [id, { ...answer, disagreement: null }]));
    expect(curveOf(QUESTIONS, disputed, [0.85, 0.99]).points.map(({ answered }) => answered)).toEqual([100, 0]);
    expect(curveOf(QUESTIONS, plain, [0.85]).points.map(({ answered }) => answered)).toEqual([0]);
  });

  test('refuses more the higher the threshold', () => {
    const { points } = curveOf(QUESTIONS, ANSWERS, [0, 0.99]);
    expect(points).toMatchObject([
      { hit: 50, abstained_on_unanswerable: 0, answered: 100 },
      { hit: 0, abstained_on_unanswerable: 100, answered: 0, answered_right: null },
    ]);
  });

  test('says how many refusals it cannot judge', () => {
    const silent = new Map(
      [...ANSWERS].map(([id, answer]): [string, GivenAnswer] => [
        id,
        { ...answer, answer: id === '1' ? '' : answer.answer },
      ]),
    );
    const curve = curveOf(QUESTIONS, silent, [0]);
    expect(curve).toMatchObject({ silent: 1, points: [{ hit: 0 }] });
    expect(curveTable(curve)).toContain('1 refusals carry no words');
  });

  test('finds the threshold that is best, and the one that refuses as often', () => {
    const [sure, unsure] = [ANSWERS.get('1')!.confidence, ANSWERS.get('3')!.confidence];
    const best = bestThreshold(QUESTIONS, ANSWERS);
    expect(best).toBeGreaterThan(unsure);
    expect(best).toBeLessThanOrEqual(sure);
    expect(thresholdRefusing(QUESTIONS, ANSWERS, 0)).toBeLessThanOrEqual(unsure);
    expect(score(QUESTIONS, refuseBelow(ANSWERS, best), TEXTS).figures).toMatchObject({ balanced: 75 });
  });
});

describe('the comparison', () => {
  const eager = score(QUESTIONS, ANSWERS, TEXTS);
  const choosy = score(QUESTIONS, refuseBelow(ANSWERS, bestThreshold(QUESTIONS, ANSWERS)), TEXTS);

  test('finds nothing worse in equals', () => {
    expect(compareFigures([{ name: 'x', ours: eager, theirs: eager }])).toMatchObject({ worse: 0 });
  });

  test('counts each figure that is worse', () => {
    const { text, worse } = compareFigures([{ name: 'x', ours: eager, theirs: choosy }]);
    expect(worse).toBeGreaterThan(0);
    expect(text).toMatch(/abstained_on_unanswerable +0 +100 +worse/);
  });
});

describe('npm run eval', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stet-eval-test-'));
    const lines = (rows: unknown[]) => rows.map(row => `${JSON.stringify(row)}\n`).join('');
    const printed = [...ANSWERS.values()].map(answer => ({ ...answer, status: 'answered', caveats: [] }));
    writeFileSync(at('questions.jsonl'), lines(QUESTIONS));
    writeFileSync(at('answers.jsonl'), lines(printed));
    writeFileSync(at('articles.jsonl'), lines([...TEXTS].map(([id, text]) => ({ id, text, title: 'T', source: 'S' }))));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('scores answers that exist already', () => {
    const { stdout, status } = evaluate(
      at('answers.jsonl'),
      at('questions.jsonl'),
      '--corpus',
      at('articles.jsonl'),
      '--json',
      '--misses',
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      sets: [
        { name: 'given', questions: 3, figures: { hit: 50, quote_verbatim: 100 }, misses: [{ id: '2' }, { id: '3' }] },
      ],
    });
  });

  test('prints every set and all together for the baseline', () => {
    const { stdout, status } = evaluate('--baseline', '--curve');
    expect(status).toBe(0);
    expect(stdout.split('\n')[0]!.trim().split(/\s+/)).toEqual([
      'seeds',
      'dam-inquiry',
      'lake-treaty',
      'port-strike',
      'tunnel-fire',
      'together',
    ]);
    expect(stdout).toContain('curve: together');
  });

  test('says how it is used, and prints nothing else, when it is not understood', () => {
    const { status, stderr, stdout } = evaluate('--best');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('usage: npm run eval');
  });

  test('names a file that is not there', () => {
    const { status, stderr } = evaluate(at('answers.jsonl'), at('none.jsonl'));
    expect(status).toBe(1);
    expect(stderr).toContain('none.jsonl: cannot be read.');
  });
});

describe('the arguments', () => {
  test.for([
    ['a word too many', ['a', 'b', 'c']],
    ['an option that does not exist', ['--best']],
    ['questions without a file', ['questions']],
    ['a corpus without questions', ['--corpus', 'x']],
  ] as const)('refuse %s', ([, words]) => {
    expect(() => readArguments(words)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
  });

  test.for([
    ['our own questions', [], { questionsFile: null, answersFile: null, corpus: null }],
    ['questions to be asked', ['questions', 'q'], { questionsFile: 'q', answersFile: null, corpus: null }],
    ['answers to those on the seeds', ['a'], { questionsFile: null, answersFile: 'a', corpus: null }],
    ['answers to others', ['a', 'q', '--corpus', 'c'], { questionsFile: 'q', answersFile: 'a', corpus: 'c' }],
  ] as const)('mean %s', ([, words, what]) => {
    expect(readArguments(words).what).toEqual(what);
  });
});
