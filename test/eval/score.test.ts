import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerByBm25 } from './baseline.ts';
import { refuseBelow } from './curve.ts';
import { auroc, contains, overlaps, round, saysGold, wordF1 } from './match.ts';
import type { GivenAnswer, Question } from './questions.ts';
import { isHit, type Scored, score } from './score.ts';
import { ownSets, SEED_QUESTIONS } from './sets.ts';

function aQuestion(given: Partial<Question> = {}): Question {
  const evidence = [{ article: 'a', quote: '14 ferries will sail' }];
  const base: Question = {
    id: '1',
    question: 'How many?',
    answerable: true,
    gold: ['14'],
    gold_mode: 'any',
    evidence,
    must_not: [],
    note: '',
  };
  return { ...base, ...given };
}

function anAnswer(given: Partial<GivenAnswer> = {}): GivenAnswer {
  const evidence = [{ article: 'a', quote: '14 ferries will sail again' }];
  const base: GivenAnswer = {
    id: '1',
    abstained: false,
    answer: '14',
    confidence: 0.9,
    evidence,
    nearest: [],
    disagreement: null,
    caveats: [],
    ms: 0,
    model: null,
  };
  return { ...base, ...given };
}

const refusal: Partial<GivenAnswer> = { abstained: true, answer: '', confidence: 0.1, evidence: [] };
const NO_TEXTS = new Map<string, string>();

function scoreOne(question: Partial<Question>, answer: Partial<GivenAnswer>): Scored {
  return score([aQuestion(question)], new Map([['1', anAnswer(answer)]]), NO_TEXTS);
}

describe('words', () => {
  test('stand in order, without articles, case or curly quotes', () => {
    expect(contains('The harbour’s  Board', "a harbour's board")).toBe(true);
    expect(contains('board of the harbour', 'harbour board')).toBe(false);
    expect(contains('the ports of call', 'port')).toBe(false);
    expect(contains('anything', 'the')).toBe(false);
  });

  test('Yes and No count as the first word alone', () => {
    expect(saysGold('Yes, it will', 'Yes')).toBe(true);
    expect(saysGold('They say yes', 'Yes')).toBe(false);
    expect(saysGold('Norway', 'No')).toBe(false);
  });

  test('one quote lies inside the other', () => {
    expect(overlaps('14 ferries', 'all 14\nferries sail')).toBe(true);
    expect(overlaps('14 ferries', '14 boats')).toBe(false);
  });

  test('are shared in part', () => {
    expect(wordF1('14 ferries sail', '14 ferries')).toBeCloseTo(0.8);
    expect(wordF1('nothing', '14')).toBe(0);
  });
});

describe('numbers', () => {
  test('are rounded to the even digit where they lie exactly between', () => {
    expect([6.25, 18.75, 0.35, 93.75, 2.5].map(value => round(value, 1))).toEqual([6.2, 18.8, 0.3, 93.8, 2.5]);
    expect([0.0625, 0.1875, 1].map(value => round(value, 3))).toEqual([0.062, 0.188, 1]);
  });

  test('separate answerable from unanswerable', () => {
    const pair = (confidence: number, answerable: boolean) => ({ confidence, answerable });
    expect(auroc([pair(0.9, true), pair(0.5, false), pair(0.5, true)])).toBe(0.75);
    expect(auroc([pair(0.9, true)])).toBeNull();
  });
});

describe('an answer', () => {
  test('is a hit when it holds any gold, or all where all are asked for', () => {
    expect(isHit(aQuestion({ gold: ['14', '15'] }), 'There are 15.')).toBe(true);
    expect(isHit(aQuestion({ gold: ['14', '15'], gold_mode: 'all' }), 'There are 15.')).toBe(false);
    expect(isHit(aQuestion(), `14 ${'word '.repeat(60)}`)).toBe(false);
  });

  test('that is missing counts as a refusal', () => {
    const { figures } = score([aQuestion()], new Map(), NO_TEXTS);
    expect(figures).toMatchObject({ answered: 0, hit: 0, answered_right: null, reach: 0 });
  });

  test('to an unanswerable question is wrong, and so is listed', () => {
    const { figures, misses } = scoreOne({ answerable: false, gold: [], evidence: [] }, {});
    expect(figures).toMatchObject({ abstained_on_unanswerable: 0, answered_right: 0, balanced: 0 });
    expect(misses).toMatchObject([{ id: '1', said: 'SHOULD ABSTAIN: 14' }]);
  });

  test('reaches the gold passage within five pieces, a refusal within three', () => {
    const gold = { article: 'a', quote: '14 ferries will sail' };
    const other = { article: 'b', quote: 'nothing' };
    expect(scoreOne({}, { evidence: [other, other, other, other, gold] }).figures.reach).toBe(100);
    expect(scoreOne({}, { ...refusal, nearest: [other, other, gold] }).figures.reach).toBe(100);
    expect(scoreOne({}, { ...refusal, nearest: [other, other, other, gold] }).figures.reach).toBe(0);
  });

  test('must quote word for word', () => {
    const texts = new Map([['a', 'Some 14 ferries   will sail again.']]);
    const quoted = (quote: string) =>
      score([aQuestion()], new Map([['1', anAnswer({ evidence: [{ article: 'a', quote }] })]]), texts);
    expect(quoted('14 ferries will sail').figures.quote_verbatim).toBe(100);
    expect(quoted('14 ferries sail').figures.quote_verbatim).toBe(0);
  });

  test('must not say what it must not', () => {
    expect(scoreOne({ must_not: ['14', '15'] }, {}).figures.must_not_violations).toBe(1);
    expect(scoreOne({ must_not: ['14'] }, { ...refusal, answer: '14' }).figures.must_not_violations).toBe(0);
  });

  test('shows a disagreement where there is one, and nowhere else', () => {
    expect(scoreOne({ conflict: true }, { disagreement: [] }).figures).toMatchObject({
      conflict_precision: 100,
      conflict_recall: 100,
    });
    expect(scoreOne({ conflict: false }, { disagreement: [] }).figures).toMatchObject({
      conflict_precision: 0,
      conflict_recall: null,
    });
    expect(
      scoreOne({ conflict: false, conflict_lenient: true }, { disagreement: [] }).figures.conflict_precision,
    ).toBeNull();
  });
});

describe('a doubtful source', () => {
  const doubtful = aQuestion({ needs_caveat: true, evidence: [{ article: 'd', quote: '14' }] });
  const sound = aQuestion({ id: '2' });
  const both = aQuestion({
    id: '3',
    evidence: [
      { article: 'd', quote: '14' },
      { article: 'a', quote: '14' },
    ],
  });
  const caveats = ['doubtful-source'];
  const scoreDoubt = (carrying: string[]) => {
    const answers = ['1', '2', '3'].map(
      id => [id, anAnswer({ id, caveats: carrying.includes(id) ? caveats : [] })] as const,
    );
    return score([doubtful, sound, both], new Map(answers), NO_TEXTS).figures;
  };

  test('is learnt from the questions whose fact stands in it alone', () => {
    expect(scoreDoubt(['1', '3'])).toMatchObject({ caveat_recall: 100, caveat_precision: 100 });
    expect(scoreDoubt(['2'])).toMatchObject({ caveat_recall: 0, caveat_precision: 0 });
    expect(scoreDoubt(['1', '2'])).toMatchObject({ caveat_recall: 100, caveat_precision: 50 });
  });
});

describe('the outside scorer', () => {
  const scorer = path.resolve(import.meta.dirname, '../../../shared/eval/score.py');
  const canRun = existsSync(scorer) && spawnSync('python3', ['--version']).status === 0;

  test('gives the same figures', async context => {
    if (!canRun) context.skip('python3 or the outside scorer is not here');
    const { questions, texts } = (await ownSets())[0]!;
    const answers = varied(questions, refuseBelow(answerByBm25(questions, texts), 0.48));
    const ours = score(questions, answers, texts);
    const { by_type: theirTypes, ...theirs } = runOutside(scorer, [...answers.values()]);
    const named = Object.fromEntries(
      Object.keys(theirs).map(name => [name, ours.figures[name as keyof typeof ours.figures]]),
    );
    expect(named).toEqual(theirs);
    expect(ours.figures).toMatchObject({
      conflict_precision: expect.any(Number),
      caveat_precision: expect.any(Number),
    });
    const types = Object.entries(ours.byType).map(([type, { percent, count }]) => [
      type,
      `${percent.toFixed(1)} of ${count}`,
    ]);
    expect(Object.fromEntries(types)).toEqual(theirTypes);
  });

  /** Disagreements, caveats, long answers and altered quotes strewn in, so that every rule is met. */
  function varied(questions: readonly Question[], answers: Map<string, GivenAnswer>): Map<string, GivenAnswer> {
    const strewn = questions.slice(1).map((question, at): [string, GivenAnswer] => {
      const answer = answers.get(question.id)!;
      const quotes = answer.evidence.map(({ article, quote }) => ({
        article,
        quote: at % 11 === 0 ? `${quote} x` : quote,
      }));
      return [
        question.id,
        {
          ...answer,
          answer: at % 13 === 0 ? question.gold.join(', ') : answer.answer,
          evidence: quotes,
          disagreement: !answer.abstained && at % 3 === 0 ? quotes.slice(0, 2) : null,
          caveats: !answer.abstained && at % 2 === 0 ? ['doubtful-source'] : [],
        },
      ];
    });
    return new Map(strewn);
  }

  function runOutside(script: string, answers: GivenAnswer[]) {
    const folder = mkdtempSync(path.join(tmpdir(), 'stet-score-'));
    try {
      const file = path.join(folder, 'answers.jsonl');
      writeFileSync(file, answers.map(answer => `${JSON.stringify(printed(answer))}\n`).join(''));
      return JSON.parse(execFileSync('python3', [script, file, SEED_QUESTIONS], { encoding: 'utf8' }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  function printed({ abstained, disagreement, caveats, ...answer }: GivenAnswer) {
    return {
      ...answer,
      status: abstained ? 'not-in-corpus' : 'answered',
      disagreement: disagreement && { kind: 'conflict', sides: [{ says: '', evidence: disagreement }] },
      caveats: caveats.map(code => ({ code, text: '' })),
    };
  }
});
