/** The repository's own questions, held to their articles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { questionFaults, repeated, unanswerableShare } from './question-faults.ts';
import { parseAnswers, type Question, readQuestions } from './questions.ts';
import { ownSets, type QuestionSet, setsForSpans, unfittedSets } from './sets.ts';

const sets = [...(await ownSets()), ...(await setsForSpans()), ...(await unfittedSets())];
const every = sets.flatMap(set => set.questions);
const seeds = sets.find(set => set.name === 'seeds')!;
const stories = sets.filter(set => set.name !== 'seeds');

const ELEMENTS = [
  ...['monitoring', 'special commission', 'coordination cell', 'multinational force', 'military assistance'],
  ...['binding commitments', 'long-term cooperation', 'hubs', 'positions', 'numbers'],
];
const KINDS = [
  ...[
    'who',
    'what',
    'when',
    'where',
    'number',
    'why',
    'yesno',
    'list',
    'definition',
    'quote',
    'position',
    'comparison',
  ],
  ...['chat', 'paraphrase', 'conflict', 'doubtful', 'unanswerable'],
];

function aQuestion(given: Partial<Question> = {}): Question {
  return {
    id: 't-1',
    question: 'How many ferries sail again?',
    type: 'number',
    answerable: true,
    gold: ['14 ferries'],
    gold_mode: 'any',
    evidence: [{ article: 'a', quote: 'said that 14 ferries will sail' }],
    conflict: false,
    must_not: [],
    note: '',
    ...given,
  };
}

const unanswerable = { answerable: false, gold: [], evidence: [] };

describe('every set', () => {
  test.for(sets)('$name: each question is sound', ({ questions, texts }: QuestionSet) => {
    expect(questions.flatMap(question => questionFaults(question, texts))).toEqual([]);
  });

  test.for(sets)('$name: between 25 and 45 per cent cannot be answered', ({ questions }: QuestionSet) => {
    expect(unanswerableShare(questions)).toBeGreaterThanOrEqual(0.25);
    expect(unanswerableShare(questions)).toBeLessThanOrEqual(0.45);
  });

  test('no id and no wording comes twice', () => {
    expect(repeated(every)).toEqual([]);
  });

  test.for(KINDS)('some question is of the kind %s', kind => {
    expect(every.filter(({ type }) => type === kind).length).toBeGreaterThanOrEqual(3);
  });
});

describe('the questions on the seeds', () => {
  test('are more than 110', () => {
    expect(seeds.questions.length).toBeGreaterThanOrEqual(110);
  });

  test('each belong to an element', () => {
    const odd = seeds.questions.filter(({ element }) => !ELEMENTS.includes(element ?? ''));
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  test.for(ELEMENTS)('ask about %s at least three times, with a refusal among them', element => {
    const asked = seeds.questions.filter(question => question.element === element);
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.some(question => !question.answerable)).toBe(true);
  });

  test('ask who leads monitoring', () => {
    const asked = seeds.questions.find(({ question }) => question === 'who leads monitoring?');
    expect(asked?.gold).toContain('US');
  });
});

describe('the corpora of our own', () => {
  test('are four and more, and two and more that nothing is fitted on, with 100 questions each', async () => {
    const unfitted = await unfittedSets();
    expect(unfitted.length).toBeGreaterThanOrEqual(2);
    expect(stories.length - unfitted.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...stories.map(({ questions }) => questions.length))).toBeGreaterThanOrEqual(100);
  });

  test.for(stories)('$name: seven to nine articles of 150 to 550 words', ({ texts }: QuestionSet) => {
    const lengths = [...texts.values()].map(text => text.split(/\s+/).length);
    expect(lengths.length).toBeGreaterThanOrEqual(7);
    expect(lengths.length).toBeLessThanOrEqual(9);
    expect(lengths.filter(length => length < 150 || length > 550)).toEqual([]);
  });

  test.for(stories)('$name: one text was printed twice, with another head and foot', ({ texts }: QuestionSet) => {
    const lines = [...texts.values()].map(text => text.split('\n').filter(line => line.length > 80));
    const shared = lines.flatMap((own, at) =>
      lines.slice(at + 1).map(other => own.filter(line => other.includes(line)).length),
    );
    expect(shared.filter(count => count > 0)).toHaveLength(1);
    expect(new Set(texts.values()).size).toBe(texts.size);
  });
});

describe('a question is found faulty', () => {
  const texts = new Map([['a', 'The board said that 14 ferries will sail again.']]);

  test('never when it is sound', () => {
    expect(questionFaults(aQuestion(), texts)).toEqual([]);
    expect(questionFaults(aQuestion({ ...unanswerable, note: 'another year' }), texts)).toEqual([]);
  });

  test.for<[string, Partial<Question>]>([
    ['its quote is not verbatim', { evidence: [{ article: 'a', quote: 'said that  14 ferries will sail' }] }],
    ['its article does not exist', { evidence: [{ article: 'b', quote: 'said that 14 ferries will sail' }] }],
    ['its gold stands in no evidence', { gold: ['15 ferries'] }],
    ['it has no gold', { gold: [] }],
    ['it has no evidence', { evidence: [], note: 'derived' }],
    ['its conflict has one side', { conflict: true }],
    ['it cannot be answered, and nobody says why', unanswerable],
    ['it cannot be answered, and has gold', { answerable: false, note: 'another year' }],
  ])('when %s', ([, given]) => {
    expect(questionFaults(aQuestion(given), texts)).toHaveLength(1);
  });

  test('when its wording was there before', () => {
    expect(repeated([aQuestion(), aQuestion({ id: 't-2' })])).toEqual(['how many ferries sail again?']);
  });
});

describe('reading', () => {
  function withFile(content: string, check: (file: string) => void): void {
    const folder = mkdtempSync(path.join(tmpdir(), 'stet-questions-'));
    try {
      writeFileSync(path.join(folder, 'q.jsonl'), content);
      check(path.join(folder, 'q.jsonl'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('names the file and line of a malformed question', () => {
    withFile('{"id":"1","question":"Who?","answerable":true}\n{"id":2}\n', file => {
      expect(() => readQuestions(file)).toThrow(
        expect.objectContaining({ userMessage: expect.stringContaining(`${file}:2: `) }),
      );
    });
  });

  test('takes a question with nothing but what is needed', () => {
    withFile('{"id":"1","question":"Who?","answerable":true}\n\n', file => {
      expect(readQuestions(file)).toMatchObject([{ id: '1', gold: [], gold_mode: 'any', evidence: [], must_not: [] }]);
    });
  });

  test('skips what is no answer, and keeps every side of a disagreement', () => {
    const side = (quote: string) => ({ says: quote, evidence: [{ article: 'a', quote }] });
    const row = {
      id: 7,
      status: 'answered',
      answer: '27',
      disagreement: { kind: 'conflict', sides: [side('27'), side('35')] },
    };
    const answers = parseAnswers(`> stet ask\n${JSON.stringify(row)}\n`, 'test');
    expect(answers.get('7')).toMatchObject({
      abstained: false,
      confidence: 0,
      disagreement: [{ quote: '27' }, { quote: '35' }],
    });
  });
});
