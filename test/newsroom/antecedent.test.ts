import { describe, expect, it } from 'vitest';
import { isAskedAbout, leansBack, speakerTerms } from '../../src/newsroom/antecedent.ts';
import { inquire } from '../../src/newsroom/inquiry.ts';
import { aCorpus } from '../support/corpus.ts';

describe('a passage that leans on the one before it', () => {
  it.each([
    'He was its superintendent.',
    '“She read every letter,” he said.',
    'But they did not agree.',
    'Its fund would last five weeks.',
    'One of them was eleven pages long.',
    'This step was refused.',
  ])('%s', text => {
    expect(leansBack(text)).toBe(true);
  });

  it.each(['The board met on Monday.', 'Ada Pell said it rained.', 'Italy signed.', 'Hero of the day'])(
    'does not: %s',
    text => {
      expect(leansBack(text)).toBe(false);
    },
  );

  it('asks about a person by the last name, and about no body by its last word', () => {
    const asking = (...terms: string[]) => ({
      names: [],
      terms: terms.map(term => ({ term, weight: 1, count: 1, name: null, phrase: null })),
    });
    expect(isAskedAbout('Piet Rusk', asking('rusk'))).toBe(true);
    expect(isAskedAbout('European Union', asking('union'))).toBe(false);
    expect(isAskedAbout('the report', asking('report'))).toBe(false);
  });

  const best = (text: string, question: string) => {
    const { index, names } = aCorpus([{ id: 'a', text }]);
    const { read } = inquire(question, index, names);
    index.close();
    return read.map(({ passage }) => passage);
  };

  it('is found by the name of whoever speaks, told a sentence before', () => {
    const text =
      'The hauliers met in Sel. It rained all day.\n\nMayor Piet Rusk thanked the judge. “She read every letter,” he said. The pilots left.';
    const [first, second] = best(text, 'What did Mayor Rusk say about the judge?');
    const words = [first, second].find(passage => passage!.text.includes('read every letter'));
    expect(words).toBeDefined();
    expect(speakerTerms(words!)).toContain('rusk');
  });

  it('is found by what was told right before', () => {
    const text =
      'The association of hauliers complained. It wants a fund of 12 million crowns.\n\nThe pilots want better boats.';
    expect(best(text, 'What do the hauliers want?')[0]!.text).toContain('12 million');
  });
});
