/** Typing errors put right, and English words left alone. */
import { afterAll, describe, expect, it } from 'vitest';
import { understand } from '../../src/newsroom/question.ts';
import { spellOut } from '../../src/newsroom/spelling.ts';
import { termsOf } from '../../src/newsroom/terms.ts';
import { aCorpus } from '../support/corpus.ts';

const TEXT =
  'Politics play a part: the insurers hope for support from the president of America. Oskarevsky guards the fortress. There it stands.';
const { index, names } = aCorpus(
  [{ id: 'a', text: TEXT }],
  [{ name: 'Anna Oskarevsky', kind: 'person', aliases: ['Oskarevsky'] }],
);
afterAll(() => index.close());

const ask = (question: string) => understand(question, index, names);
const terms = (question: string) => ask(question).sequence;
const own = (word: string) => termsOf(word)[0]!.term;

describe('spelling', () => {
  it.each([['police'], ['pays'], ['injured'], ['home'], ['three'], ['soldiers']])(
    'never turns the English word "%s" into one the record happens to have',
    word => {
      expect(terms(`who ${word}`)).toEqual([own(word)]);
    },
  );

  it('takes another form of a word for the one the record has', () => {
    expect(terms('which presidency is american')).toEqual([own('president'), own('america')]);
  });

  it('forgives a slip in a word that is none', () => {
    expect(terms('who gards the fotress')).toEqual([own('guards'), own('fortress')]);
  });

  it('spells out what is typed in a hurry, with two letters swapped too', () => {
    expect(spellOut('wat dose teh record say abt ppl', index)).toBe('what does the record say about people');
  });

  it('knows a misspelt name', () => {
    expect(ask('wat did oskarevski say').names).toEqual(['Anna Oskarevsky']);
    expect(ask('what did Oskarevskey say').names).toEqual(['Anna Oskarevsky']);
  });
});
