import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf, understand, understandWords, withNames } from '../../src/newsroom/question.ts';
import { watchedWords } from '../../src/newsroom/watch/words.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

let corpus: Corpus;
beforeAll(() => {
  corpus = aCorpus(
    [
      { id: 'a', text: 'The harbour master closed the fortress quay. The port stayed open. The port was quiet.' },
      { id: 'b', text: 'Inspectors of the Port of Sel met the guarantors in the fortress.' },
    ],
    [{ name: 'Port of Sel', kind: 'organisation', aliases: ['PoS'] }],
  );
});
afterAll(() => corpus.index.close());

const ask = (text: string) => understand(text, corpus.index, corpus.names);
const termsOf = (text: string) => ask(text).terms.map(({ term }) => term);

describe('a question', () => {
  it.each([
    ['who closed it', 'who'],
    ['How many ships are there?', 'how-many'],
    ['On what date was it signed', 'when'],
    ['Which city hosts it?', 'where'],
    ['why?', 'why'],
    ['Did it close?', 'yes-no'],
    ['how did they react', 'how'],
    ['name of the quay', 'what'],
  ])('of the form "%s" asks %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('is reduced to the words that carry a topic, the rarest first', () => {
    const { terms } = ask('Who closed the fortress?');
    expect(terms.map(({ term }) => term)).toEqual(['fortress', 'close']);
    expect(terms[0]!.weight).toBeGreaterThan(terms[1]!.weight);
  });

  it('forgives a typing error where the corpus has a word close by', () => {
    expect(termsOf('fortres')).toEqual(['fortress']);
    expect(termsOf('fotrress quay')).toContain('fortress');
    expect(termsOf('guaranters')).toEqual(termsOf('guarantors'));
  });

  it('drops stop words typed in a hurry', () => {
    expect(termsOf('wat did teh harbour master cloze')).toEqual(termsOf('what did the harbour master cloze'));
  });

  it('says what it wants filled in, spelt as the corpus spells it', () => {
    expect(ask('which fotrress closed').wanted).toMatchObject({ form: 'which', head: termsOf('fortress') });
  });

  it('leaves short and strange words as they are', () => {
    expect(termsOf('pot')).toEqual(['pot']);
    expect(termsOf('zyzzyva')).toEqual(['zyzzyva']);
  });

  it('lets the words of its form carry nothing', () => {
    expect(termsOf('When was the port meeting held?')).toEqual(termsOf('When was the port meeting?'));
    expect(termsOf('What did the harbour master say?')).toEqual(termsOf('What did the harbour master tell?'));
    expect(termsOf('When was it held?')).not.toEqual([]);
  });

  it('has a term for each of its telling words', () => {
    for (const text of ['When was the port meeting held?', 'What did the harbour master say about the quay?']) {
      const { telling, sequence } = ask(text);
      expect(telling).toHaveLength(sequence.length);
      expect(watchedWords(text, corpus.index, corpus.names).flatMap(({ terms }) => terms)).not.toContain(undefined);
    }
  });

  it('is not guessed where words are only looked for', () => {
    expect(understandWords('quay date', corpus.index, corpus.names).terms.map(({ term }) => term)).toContain('date');
    expect(termsOf('quay date')).not.toContain('date');
  });

  it('knows which of its words are part of a name', () => {
    const { terms } = ask('Who inspects the PoS?');
    expect(terms.find(({ term }) => term === 'pos')).toMatchObject({ name: '@port_of_sel' });
    expect(withNames(['@port_of_sel'], terms)).toContain('pos');
    expect(withNames(['port'], terms)).not.toContain('pos');
  });

  it('knows who is meant under another name', () => {
    expect(ask('What did the PoS do?').names).toEqual(['Port of Sel']);
    expect(termsOf('What did the PoS do?')).toContain('@port_of_sel');
  });

  it('may hold no word at all', () => {
    expect(ask('???')).toMatchObject({ terms: [], names: [] });
  });

  it('is understood, the same way twice, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom('who', 'or', 'fortres', '?', '"', '12', 'PoS', 'a.b', '\u202e'))
        .map(list => list.join(' ')),
    );
    fc.assert(
      fc.property(typed, text => {
        const understood = ask(text);
        expect(understood.terms.every(({ weight }) => Number.isFinite(weight) && weight >= 0)).toBe(true);
        expect(new Set(understood.terms.map(({ term }) => term)).size).toBe(understood.terms.length);
        expect(ask(text)).toEqual(understood);
      }),
    );
  });
});
