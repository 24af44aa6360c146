import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk } from '../../src/newsroom/desk.ts';
import { thresholdOf } from '../../src/newsroom/threshold.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

let corpus: Corpus;
beforeAll(() => {
  corpus = aCorpus([
    { id: 'a', text: 'Harbour master Ada Brill closed the north quay on Monday. Ships waited outside.' },
    { id: 'b', text: 'The north quay was closed by harbour master Ada Brill.' },
  ]);
});
afterAll(() => corpus.index.close());

describe('why', () => {
  it('explains the very answer that ask gives', () => {
    const desk = makeDesk(corpus.index, corpus.names);
    for (const question of ['Who closed the north quay?', 'What did the crane cost?', '???']) {
      expect(desk.why(question).answer).toEqual(desk.ask(question));
    }
  });

  it('shows what was understood, and each passage with figures that add up to its rank', () => {
    const { understood, passages } = makeDesk(corpus.index, corpus.names).why('Who closed the north quay?');
    expect(understood).toMatchObject({ kind: 'who', form: 'who' });
    expect(understood.terms.map(({ term }) => term)).toContain('quay');
    const [best] = passages;
    const sum = best!.figures.reduce((total, { value, weight }) => total + value * weight, 0);
    expect(sum).toBeCloseTo(best!.rank, 1);
    expect(best!.outcome).toBe('best');
    expect(passages.slice(1).every(({ outcome }) => outcome !== 'best' && outcome !== '')).toBe(true);
  });

  it('names the threshold in force: the more cautious, the higher', () => {
    expect(thresholdOf('cautious')).toBeGreaterThan(thresholdOf('balanced'));
    expect(thresholdOf('balanced')).toBeGreaterThan(thresholdOf('eager'));
    const desk = makeDesk(corpus.index, corpus.names, thresholdOf('cautious'));
    expect(desk.why('Who closed the north quay?').threshold).toBe(thresholdOf('cautious'));
  });

  it('refuses everything at a threshold nothing reaches, and answers at none', () => {
    const question = 'Who closed the north quay?';
    expect(makeDesk(corpus.index, corpus.names, 1.01).ask(question).status).toBe('not-in-corpus');
    expect(makeDesk(corpus.index, corpus.names, 0).ask(question).status).toBe('answered');
  });
});
