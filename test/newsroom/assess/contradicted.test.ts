/** Claims that other reports contradict: numbers, deeds, denials, holders of offices; and what could explain a difference. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, told } from '../../support/dossiers.ts';

describe('a contradiction is found', () => {
  test.for([
    ['a number of the dead', 'Eleven people died that day.'],
    ['a number of what is counted once', 'The ferry carries 412 passengers.'],
    ['what is denied', 'The safety rules are not legally binding.'],
  ])('in %s', ([, words]) => {
    expect(told('contradicted', words!)).toEqual([expect.stringContaining(words!)]);
  });

  test.for([
    ['who did it', 'The bridge was designed by Ivo Lasker.', 'Marta Quell designed the bridge of Ostby in two years.'],
    ['where it was', 'The chairman was born in Tolmark.', 'The chairman of the line was born in Brennau, near Ostby.'],
  ])('in %s', ([, words, other]) => {
    const others = REPORTS.map(({ text }) => ({ text: `${text}\n\n${other}` }));
    expect(told('contradicted', words!, others)).toEqual([`major: ${words}`]);
  });

  test('with the passages of both sides, and major when two reports stand against it', () => {
    const [point] = pointsOn({ text: `${LEAD}\n\nEleven people died that day.` });
    expect(point).toMatchObject({ kind: 'contradicted', severity: 'major', quote: 'Eleven people died that day.' });
    expect(point!.against.map(({ article }) => article).sort()).toEqual(['a1', 'a2']);
    expect(point!.why).toContain('"Eleven"');
  });

  test('in a copy that was changed, minor as long as nobody else takes a side', () => {
    const lines = REPORTS[0]!.text.replaceAll('212', '312');
    const points = pointsOn({ text: lines }, [REPORTS[0]!]);
    expect(points.map(({ kind, severity, quote }) => [kind, severity, quote])).toEqual([
      ['contradicted', 'minor', 'The ferry carries 312 passengers.'],
    ]);
    expect(pointsOn(REPORTS[0]!, [REPORTS[0]!])).toEqual([]);
  });
});

describe('no contradiction is', () => {
  test.for([
    ['the same in other words', 'Three people lost their lives.'],
    ['dozens against a number', 'Without the crews the dead would be counted in dozens.'],
    ['what would be', 'With more wind 40 people would have died.'],
    ['another day', 'On 3 March 2019 nine people died in the same place.'],
    ['a part', 'One of the dead, a cook, was 19.'],
    ['a question', 'Did eleven people die?'],
  ])('%s', ([, words]) => {
    expect(told('contradicted', words!)).toEqual([]);
  });

  test('what only generated text says otherwise', () => {
    const generated = {
      text: `${REPORTS[0]!.text.replace('Three', 'Nine')}\n\nHere is a breakdown of the key information from the provided text.\n\nBenefits of the Safety Pact\n\nFrequently Asked Questions`,
    };
    expect(told('contradicted', 'Three people died.', [REPORTS[1]!, generated])).toEqual([]);
  });
});

describe('an office', () => {
  test('that others say is held is out of its time when it is called former, with or without the name', () => {
    const points = pointsOn({
      text: `${LEAD}\n\nFormer Transport Minister Anders Pohlmann was moved. In tears the former minister left.`,
    });
    expect(points.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
      'major anachronism',
      'major anachronism',
    ]);
  });

  test('may have been left months later', () => {
    const text = `${LEAD}\n\nFormer Transport Minister Anders Pohlmann was moved.`;
    expect(pointsOn({ text, publishedAt: '2025-11-02' })).toEqual([]);
  });
});
