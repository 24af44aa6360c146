/** Who somebody is in an event and what became of him, told otherwise in other words; and what only looks so. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, told } from '../../support/dossiers.ts';

const others = (...words: string[]) => REPORTS.map(({ text }, n) => ({ text: `${text}\n\n${words[n] ?? words[0]}` }));

describe('contradicted is', () => {
  test.for([
    [
      'a verdict',
      'The stoker was Rolf Amsel, whom the court acquitted for lack of proof.',
      'The stoker Rolf Amsel has been sentenced to three years.',
    ],
    [
      'a verdict on somebody named behind it',
      'The court acquitted the stoker Rolf Amsel.',
      'Rolf Amsel was found guilty. He wept.',
    ],
    ['a confession', 'Rolf Amsel never confessed.', 'Rolf Amsel confessed on the third day.'],
    ['an appeal', 'Rolf Amsel accepts the verdict.', 'Rolf Amsel has appealed.'],
    ['who runs again', 'Edda Bell will not run again.', 'Edda Bell will run again in May.'],
  ])('%s', ([, words, other]) => {
    expect(told('contradicted', words!, others(other!))).toEqual([`major: ${words}`]);
    expect(told('contradicted', other!, others(other!))).toEqual([]);
  });

  test('whose somebody is', () => {
    const cast = 'Kelsk’s pilot, Rolf Amsel, slept. Brodno’s guards saw him.';
    const changed = 'Brodno’s pilot, Rolf Amsel, wept.';
    expect(told('contradicted', changed, others(cast))).toEqual([`major: ${changed}`]);
    expect(told('contradicted', 'Kelsk’s pilot, Rolf Amsel, wept.', others(cast))).toEqual([]);
    // A body that the others know nothing of may be his, too.
    expect(told('contradicted', 'Varn’s pilot, Rolf Amsel, wept.', others(cast))).toEqual([]);
  });

  test.for([
    ['none', 'None of the stokers who had jumped survived the night.', 'Twelve stokers were rescued by a tug.'],
    ['all', 'All the stokers drowned in the night.', 'Of the crew 12 stokers were saved.'],
  ])('what is told of %s, of whom others tell otherwise', ([, words, other]) => {
    expect(told('contradicted', words!, others(other!))).toEqual([`major: ${words}`]);
    expect(told('contradicted', 'All the stokers were rescued by a tug.', others(other!))).toEqual([]);
    expect(told('contradicted', 'Nearly all the stokers drowned in the night.', others(other!))).toEqual([]);
    expect(told('contradicted', 'None of the barges survived the night.', others(other!))).toEqual([]);
  });

  test('whom "he" means, when another says so of him', () => {
    const words = 'Rolf Amsel wept in court. He will appeal, his lawyer Ivo Lasker said.';
    expect(told('contradicted', 'Rolf Amsel accepts the verdict.', others(words))).toHaveLength(1);
    expect(told('contradicted', 'Ivo Lasker accepts the verdict.', others(words))).toEqual([]);
  });

  test('who stayed dead, also a day later', () => {
    const text = `${LEAD}\n\nThe stoker, Rolf Amsel, survived.`;
    const points = pointsOn({ text, publishedAt: '2025-05-03' }, others('The stoker, Rolf Amsel, was found dead.'));
    expect(points.map(({ kind }) => kind)).toContain('contradicted');
  });

  test('a part in the event that is another’s', () => {
    const cast = 'The broker Edda Bell sold the barge. The stoker Rolf Amsel sank it.';
    const exchanged = 'Nobody spoke of Rolf Amsel, the broker, in court.';
    expect(told('contradicted', exchanged, others(cast))).toEqual([`major: ${exchanged}`]);
    expect(told('contradicted', 'Nobody spoke of Rolf Amsel, the stoker, in court.', others(cast))).toEqual([]);
  });
});

describe('nothing is', () => {
  test.for([
    [
      'what two people may be',
      'Rolf Amsel, the painter, wept.',
      'The painter Edda Bell slept. The sculptor Rolf Amsel ate.',
    ],
    [
      'a part of somebody new',
      'Ivo Lasker, the broker, wept.',
      'The broker Edda Bell slept. The stoker Rolf Amsel ate.',
    ],
    ['verdicts on two counts', 'Rolf Amsel was acquitted of arson.', 'Rolf Amsel was convicted of theft.'],
    ['verdicts on two', 'Edda Bell was acquitted.', 'Rolf Amsel was convicted. He wept.'],
    ['who was survived', 'The old stoker, Rolf Amsel, has died.', 'Rolf Amsel is survived by two sons.'],
  ])('%s', ([, words, other]) => {
    expect(told('contradicted', words!, others(other!))).toEqual([]);
  });
});
