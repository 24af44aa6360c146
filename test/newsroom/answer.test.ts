import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/model.ts';
import { answerQuestion } from '../../src/newsroom/answer.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { searchArticles } from '../../src/newsroom/search.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

const TEXTS = [
  {
    id: 'gazette',
    outlet: 'Gazette',
    text: 'Harbour closed\n\nThe harbour master Ada Brill closed the north quay on Monday. Ships waited outside.',
  },
  {
    id: 'post',
    outlet: 'Post',
    text: 'A crane fell at noon. Harbour master Ada Brill closed the north quay, officials said.',
  },
  {
    id: 'copy',
    outlet: 'Echo',
    text: 'A crane fell at noon. Harbour master Ada Brill closed the north quay, officials said.',
  },
];
let corpus: Corpus;
beforeAll(() => {
  corpus = aCorpus(TEXTS);
});
afterAll(() => corpus.index.close());

const ask = (text: string) => answerQuestion(text, { ...corpus, doubt: makeDoubt(corpus.index), threshold: 0.3 });
const isVerbatim = ({ article, start, end, quote }: Evidence) =>
  TEXTS.find(({ id }) => id === article)!.text.slice(start, end) === quote;

describe('an answer', () => {
  it('is a passage that carries the question, quoted with its place', () => {
    const answer = ask('Who closed the north quay?');
    expect(answer.status).toBe('answered');
    expect(answer.answer).toContain('Ada Brill');
    expect(answer.evidence[0]!.quote).toContain(answer.answer);
    expect(answer.evidence.every(isVerbatim)).toBe(true);
    expect(answer.confidence).toBeGreaterThan(0.5);
  });

  it('counts copies of the same words as one report', () => {
    expect(ask('Who closed the north quay?').agreement).toEqual({ articles: 3, reports: 2, outlets: 3 });
  });

  it('says when only one report says so', () => {
    expect(ask('Where did ships wait outside?').caveats).toMatchObject([{ code: 'single-report' }]);
    expect(ask('Who closed the north quay?').caveats).toEqual([]);
  });

  it('is refused when the record is silent, with what comes closest, each text once', () => {
    const answer = ask('Which insurance company pays for the broken crane?');
    expect(answer).toMatchObject({ status: 'not-in-corpus', answer: '', evidence: [], disagreement: null });
    expect(answer.confidence).toBeLessThan(0.5);
    expect(answer.nearest[0]!.quote).toBe('A crane fell at noon.');
    expect(new Set(answer.nearest.map(({ quote }) => quote)).size).toBe(answer.nearest.length);
    expect(answer.nearest.every(isVerbatim)).toBe(true);
  });

  it('is refused when the question has no word of the record', () => {
    expect(ask('???')).toMatchObject({ status: 'not-in-corpus', confidence: 0, nearest: [] });
  });

  it('keeps the contract for any question', () => {
    const words = fc.constantFrom(
      'who',
      'closed',
      'harbour',
      'quay',
      'crane',
      'Ada',
      'noon',
      'NEAR(',
      '"',
      '*',
      '\u0000',
      '€5',
      'not',
      '🚩',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), list => {
        const answer = ask(list.join(' '));
        expect(answer.confidence).toBeGreaterThanOrEqual(0);
        expect(answer.confidence).toBeLessThanOrEqual(1);
        expect(answer.evidence.length).toBeLessThanOrEqual(5);
        expect(answer.nearest.length).toBeLessThanOrEqual(3);
        expect(answer.supporting).toBeLessThanOrEqual(answer.evidence.length);
        expect(answer.supporting > 0).toBe(answer.evidence.length > 0);
        expect(answer.answer.split(/\s+/).length).toBeLessThanOrEqual(60);
        expect([...answer.evidence, ...answer.nearest].every(isVerbatim)).toBe(true);
        expect(answer.status === 'answered').toBe(answer.evidence.length > 0);
        expect(ask(list.join(' '))).toEqual(answer);
      }),
    );
  });
});

describe('sources that disagree', () => {
  const said = [
    { id: 'one', text: 'In the harbour fire 12 people died. The quay was closed.' },
    { id: 'two', text: 'In the harbour fire 19 people died. Ships waited outside.' },
  ];
  const question = 'How many people died in the harbour fire?';
  const askOf = (texts: typeof said, above: number) => {
    const own = aCorpus(texts);
    const engine = { ...own, doubt: makeDoubt(own.index), threshold: 0 };
    const { confidence } = answerQuestion(question, engine);
    const answer = answerQuestion(question, { ...engine, threshold: confidence - 0.001 + above });
    own.index.close();
    return answer;
  };

  it('are both quoted', () => {
    const { disagreement } = askOf(said, 0);
    expect(disagreement?.kind).toBe('conflict');
    expect(disagreement?.sides.map(({ evidence }) => evidence[0]!.article).sort()).toEqual(['one', 'two']);
  });

  it('need less confidence, for the record does speak of it', () => {
    expect(askOf(said, 0.1).status).toBe('answered');
    expect(askOf(said, 0.5).status).toBe('not-in-corpus');
    expect(askOf(said.slice(0, 1), 0.1).status).toBe('not-in-corpus');
  });
});

describe('a search', () => {
  it('gives each article once, best first', () => {
    const found = searchArticles('crane noon', 10, corpus.index, corpus.names);
    expect(found.map(({ article }) => article)).toEqual(['post', 'copy']);
    expect(found[0]!.score).toBeGreaterThanOrEqual(found[1]!.score);
    expect(found.every(isVerbatim)).toBe(true);
  });

  it('gives no more than was wanted, and nothing for nothing', () => {
    expect(searchArticles('harbour', 1, corpus.index, corpus.names)).toHaveLength(1);
    expect(searchArticles('xylophone', 10, corpus.index, corpus.names)).toEqual([]);
  });
});
