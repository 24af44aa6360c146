import { afterAll, describe, expect, it } from 'vitest';
import { watchedWords } from '../../../src/newsroom/watch/words.ts';
import { aCorpus } from '../../support/corpus.ts';

const { index, names } = aCorpus(
  [{ id: 'a', text: 'The ferries will sail from Port Ellery in April.' }],
  [{ name: 'Port Ellery', kind: 'place', aliases: ['Ellery'] }],
);
afterAll(() => index.close());

const termsFor = (question: string) => watchedWords(question, index, names).map(({ terms }) => terms);

describe('the words of a watch', () => {
  it('are those that tell the topic, each once', () => {
    const first = termsFor('When will the ferries sail, and which ferries?').map(([term]) => term);
    expect(first).toEqual(['ferri', 'sail']);
  });

  it('may be written as a kindred word', () => {
    expect(termsFor('Who will police the truce?').flat()).toContain('ceasefir');
  });

  it('may be written as the name they belong to', () => {
    expect(termsFor('Who lives in Ellery?').find(terms => terms.includes('elleri'))).toContain('@port_ellery');
  });

  it('are known as they were typed and as the record spells them', () => {
    expect(termsFor('When do the ferrys sail?')[0]).toContain('ferri');
    expect(termsFor('Who closed the quayy?')[1]).toContain('quayi');
  });

  it('are none where the question has none', () => {
    expect(termsFor('what is it?')).toEqual([]);
  });
});
