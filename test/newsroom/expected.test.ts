import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Expectations,
  expectedOf,
  meetingOf,
  metBy,
  reachFor,
  WORD_FACTS,
  wordFactsOf,
} from '../../src/newsroom/expected.ts';
import { understand } from '../../src/newsroom/question.ts';
import { rankPassages } from '../../src/newsroom/rank.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

let corpus: Corpus;
beforeAll(() => {
  corpus = aCorpus([
    { id: 'a', text: 'Harbour master Ada Brill closed the north quay on Monday.' },
    { id: 'b', text: 'The baker sells bread. He bought an oven in May.' },
  ]);
});
afterAll(() => corpus.index.close());

const ask = (text: string) => understand(text, corpus.index, corpus.names);

/** What is known of one word of a question, by name. */
function factsOf(question: string, term: string): Record<string, number> {
  const understood = ask(question);
  const at = understood.terms.findIndex(one => one.term === term);
  return Object.fromEntries(WORD_FACTS.map((name, n) => [name, wordFactsOf(understood)[at]![n]!]));
}

function meet(question: string, passage: string, expected?: Expectations) {
  const understood = ask(question);
  const found = rankPassages(understood, corpus.index).find(({ passage: { text } }) => text.startsWith(passage))!;
  const reach = reachFor(understood)(found);
  return { met: reach.map(metBy), ...meetingOf(expectedOf(understood, expected), reach) };
}

/** Every word is expected with the same probability. */
const evenly = (answering: number, silent: number): Expectations => {
  const fitted = (share: number) =>
    ({
      ...Object.fromEntries(WORD_FACTS.map(name => [name, 0])),
      intercept: Math.log(share / (1 - share)),
    }) as Expectations['silent'];
  return { answering: fitted(answering), silent: fitted(silent) };
};

describe('what is known of a word of a question', () => {
  it('is what kind it is, and where it stands', () => {
    expect(factsOf('Who closed the quay?', 'close')).toMatchObject({
      isVerb: 1,
      who: 1,
      whoVerb: 1,
      isLast: 0,
      once: 1,
    });
    expect(factsOf('Who closed the quay?', 'quay')).toMatchObject({
      isVerb: 0,
      whoVerb: 0,
      isLast: 1,
      afterThe: 1,
      place: 1,
    });
    expect(factsOf('Which quay of Ada Brill was closed?', 'quay')).toMatchObject({
      inHead: 1,
      isHead: 1,
      beforeOf: 1,
      what: 1,
    });
    expect(factsOf('When did Ada Brill close it?', 'brill')).toMatchObject({ isName: 1, when: 1 });
    expect(factsOf('How many ovens did he buy in 2020?', '2020')).toMatchObject({
      isNumber: 1,
      unknown: 1,
      afterPreposition: 1,
    });
  });

  it('is a number for every fact, whatever the question', () => {
    for (const question of ['', '???', 'quay', 'quay quay quay', 'wat abt teh quay']) {
      for (const facts of wordFactsOf(ask(question))) {
        expect(facts).toHaveLength(WORD_FACTS.length);
        expect(facts.every(Number.isFinite)).toBe(true);
      }
    }
  });
});

describe('meeting what is expected', () => {
  it('is full where every word stands in the passage, and less where one stands only beside it', () => {
    expect(meet('Who closed the north quay?', 'Harbour').met).toEqual([1, 1, 1]);
    expect(meet('Who sells bread from an oven?', 'He').met.toSorted()).toEqual([0.8, 0.8, 1]);
  });

  it('speaks for an answer by as much as its words are likelier there', () => {
    const expected = evenly(0.9, 0.5);
    expect(meet('Who closed the north quay?', 'Harbour', expected).likelier).toBeCloseTo(Math.log(0.9 / 0.5), 6);
    expect(meet('Who closed the north quay?', 'Harbour', expected).beyond).toBeCloseTo(0.1, 6);
    expect(meet('Who painted the quay?', 'Harbour', expected).likelier).toBeLessThan(0.3);
    expect(meet('Who closed the quay?', 'Harbour', evenly(0.7, 0.7)).likelier).toBeCloseTo(0, 6);
  });

  it('tells by kind what is met nowhere', () => {
    const none = { lacksName: 0, lacksHead: 0, lacksRare: 0, lacking: 0 };
    expect(meet('Who closed the north quay?', 'Harbour')).toMatchObject(none);
    expect(meet('Who painted the north quay?', 'Harbour').lacking).toBeGreaterThan(0);
    expect(meet('When did Zyx Vorn close the quay?', 'Harbour').lacksName).toBeGreaterThan(0.3);
    expect(meet('Which zeppelin closed the quay?', 'Harbour').lacksHead).toBeGreaterThan(0.3);
    expect(meet('Who closed the zeppelin?', 'Harbour').lacksRare).toBeGreaterThan(0.3);
  });
});
