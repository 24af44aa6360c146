import { afterEach, describe, expect, test } from 'vitest';
import { answerQuestion } from '../../src/newsroom/answer.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

function caveatsOn(question: string, ...texts: string[]): Map<string, string> {
  const corpus = aCorpus(texts.map((text, n) => ({ id: `a${n}`, text })));
  open.push(corpus);
  const answer = answerQuestion(question, { ...corpus, doubt: makeDoubt(corpus.index), threshold: 0 });
  return new Map(answer.caveats.map(({ code, text }) => [code, text]));
}

describe('a caveat', () => {
  test('names who alone says so', () => {
    const said = 'According to the harbour master, Ulf Brack, the quay will need 40 new piles.';
    expect(caveatsOn('How many new piles will the quay need?', said).get('attributed')).toBe(
      'So says the harbour master.',
    );
    expect(
      caveatsOn('How many new piles will the quay need?', said, 'The quay will need 40 new piles.').has('attributed'),
    ).toBe(false);
  });

  test('does not name whom the question asks about', () => {
    const said = '“The quay is lost,” harbour master Ulf Brack said.';
    expect(caveatsOn('What did Ulf Brack say about the quay?', said).has('attributed')).toBe(false);
    expect(caveatsOn('Who said that the quay is lost?', said).has('attributed')).toBe(false);
  });

  test('says what is not settled, unless the question asks for a proposal', () => {
    const proposed = 'The council proposed a toll of 12 crowns on the bridge.';
    expect(caveatsOn('How high is the toll on the bridge?', proposed).has('not-yet-agreed')).toBe(true);
    expect(caveatsOn('How high a toll on the bridge was proposed?', proposed).has('not-yet-agreed')).toBe(false);
  });

  test('says what is told only as denied', () => {
    const denied = 'The mayor denied that the bridge had cost 12 million crowns.';
    expect(caveatsOn('How much had the bridge cost?', denied).has('denied')).toBe(true);
    expect(caveatsOn('How much had the bridge cost?', 'The bridge had cost 12 million crowns.').has('denied')).toBe(
      false,
    );
  });
});

describe('what an article takes back', () => {
  test('does not lead an answer', () => {
    const corpus = aCorpus([
      { id: 'a', text: 'On Friday we wrote that the judge had heard 140 witnesses. The judge heard 114 witnesses.' },
    ]);
    open.push(corpus);
    const answer = answerQuestion('How many witnesses had the judge heard?', {
      ...corpus,
      doubt: makeDoubt(corpus.index),
      threshold: 0,
    });
    expect(answer.answer).toContain('114');
  });
});
