/** Quotations that other reports have otherwise, and those they have in other lengths. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, told } from '../../support/dossiers.ts';

const GENERATED =
  'Here is a breakdown of the key information from the provided text.\n\nBenefits of the Safety Pact\n\nFrequently Asked Questions';

describe('a quotation is doubted', () => {
  test('where its words were changed', () => {
    const words = '“We could not see our own crew in that night,” captain Ruben Askeby told reporters.';
    expect(told('quotes', words)).toEqual([`minor: ${words}`]);
  });

  test('as major where the change turns it round', () => {
    const words = '“We could see our own bow in that fog,” captain Ruben Askeby told reporters.';
    expect(told('quotes', words)).toEqual([`major: ${words}`]);
  });

  test('where another is said to have said it', () => {
    const words = '“We could not see our own bow in that fog,” Anders Pohlmann said.';
    expect(told('quotes', words)).toEqual([`major: ${words}`]);
  });

  test('where nobody else lets its speaker speak, and the article was generated', () => {
    const words = '“This pact is a symphony of steel,” pilot Lorcan Veyle said.';
    expect(told('quotes', `${words}\n\n${GENERATED}`)).toEqual([`major: ${words}`]);
    expect(told('quotes', words)).toEqual([]);
  });
});

describe('a quotation stands', () => {
  test.for([
    ['word for word', '“We could not see our own bow in that fog,” captain Ruben Askeby said.'],
    ['cut short', 'Captain Ruben Askeby “could not see our own bow”.'],
    ['with words left out', '“We could not see … in that fog,” captain Ruben Askeby said.'],
    ['from one person under a fuller name', '“We could not see our own bow in that fog,” Askeby said.'],
    ['that is somebody else’s own', '“The boats are old, and so are we,” Mirel Dunst said.'],
  ])('%s', ([, words]) => {
    expect(told('quotes', words!)).toEqual([]);
  });

  test('where the speaker is only “he”: who that is may be read wrongly', () => {
    const text = `${LEAD}\n\nAnders Pohlmann came. “We could not see our own bow in that fog,” he said.`;
    expect(pointsOn({ text })).toEqual([]);
  });
});
