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

  it.each([
    ['whhat did the president say', 'what did the president say'],
    ['wgen did it fall', 'when did it fall'],
    ['how mqny insurers hope', 'how many insurers hope'],
    ['hwo lomg is the fortress', 'how long is the fortress'],
    ['what heeight is the fortress', 'what height is the fortress'],
    ['on what daate did it fall', 'on what date did it fall'],
  ])('knows by which word %j asks', (typed, meant) => {
    expect(spellOut(typed, index)).toBe(meant);
  });

  it('leaves words of the record and English ones as they are, however near to one that asks', () => {
    for (const typed of ['who sells wheat', 'how lone is it', 'the cape of the president', 'how far'])
      expect(spellOut(typed, index)).toBe(typed);
  });

  it('forgives a slip before an ending', () => {
    expect(terms('who gaurded the fortrses')).toEqual([own('guards'), own('fortress')]);
    expect(terms('which insuurers')).toEqual([own('insurers')]);
  });

  it('takes what nobody writes for the common English word a slip away, where the record has none', () => {
    expect(terms('who rejeccted it')).toEqual([own('rejected')]);
    expect(terms('who kept the zorblax')).toContain('zorblax');
  });

  it('knows a misspelt name', () => {
    expect(ask('wat did oskarevski say').names).toEqual(['Anna Oskarevsky']);
    expect(ask('what did Oskarevskey say').names).toEqual(['Anna Oskarevsky']);
  });
});
