/** Who said it, who did it, and what the article itself has otherwise: found where it cannot be, and not where it may well be. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, type Report, told } from '../../support/dossiers.ts';

const others = (...words: string[]): Report[] =>
  REPORTS.map(({ text }, n) => ({ text: `${text}\n\n${words[n] ?? words[0]}` }));

describe('a speaker who cannot have spoken is found', () => {
  const dead = others('The helmsman, Tomas Reval, is among the dead.');

  test.for([
    'Among the dead is the helmsman, Tomas Reval.',
    'The body of Tomas Reval was found on Wednesday.',
    'Tomas Reval, 52, died in the collision.',
  ])('dead as others tell it: %s', death => {
    const words = '“The lamp was out,” Tomas Reval told reporters on Friday.';
    expect(told('sourcing', words, others(death))).toEqual([`major: ${words}`]);
  });

  test('dead by the day on which words are told of him', () => {
    const words = 'The helmsman, Tomas Reval, told reporters on Friday that the lamp had been out for weeks.';
    expect(told('sourcing', words, dead)).toEqual([`major: ${words}`]);
  });

  test.for([
    ['who tells of the dead', 'Mirel Dunst told reporters on Friday that three people were killed at once.'],
    ['whose words are of a time before', 'The helmsman, Tomas Reval, had said on Friday that the lamp was out.'],
  ])('and not one %s', ([, words]) => {
    expect(told('sourcing', words!, dead)).toEqual([]);
    expect(told('sourcing', words!, others('Mirel Dunst said that three people were killed.'))).toEqual([]);
  });

  test('of whom nothing was to be had, as minor: he may speak later', () => {
    const words = '“Nobody told me of the lamp, nobody at all,” said the owner, Lasse Grund.';
    expect(told('quotes', words, others('The owner, Lasse Grund, could not be reached for comment.'))).toEqual([
      `minor: ${words}`,
    ]);
    expect(told('quotes', words, others('Lasse Grund listened while Edda Bell declined to comment.'))).toEqual([]);
  });

  test('by the name behind an office', () => {
    const spoken = others('“We knew of the broken lamp for weeks,” said the mayor, Ilse Dragan.');
    const words = '“We knew of the broken lamp for weeks,” said the pilot, Jan Okon, on Friday.';
    expect(told('quotes', words, spoken)).toEqual([`major: ${words}`]);
  });
});

test('what nobody in particular has told is no settled fact, and officials without a name may confirm it', () => {
  const words = 'According to insiders and experts, it has already been proven that the lamp was out.';
  expect(told('sourcing', words)).toEqual([`major: ${words}`]);
  expect(told('sourcing', 'Two officials who did not want to be named confirmed the report of the lamp.')).toEqual([]);
});

describe('who did it is found', () => {
  test('at one moment, where several reports tell it of another', () => {
    const goal = others(
      'Milan Adeyra scored in the 113th minute.',
      'A goal by Milan Adeyra, scored in the 113th minute.',
    );
    const words = 'In the 113th minute Davo Kestel scored.';
    expect(told('contradicted', words, goal)).toEqual([`major: ${words}`]);
    expect(told('contradicted', 'In the 97th minute Davo Kestel scored.', goal)).toEqual([]);
  });

  test('by the part that only one person has', () => {
    const part = others('The referee, Anneke Brand, had no choice.', 'Referee: Anneke Brand.');
    const words = 'The referee was Birgit Oster, a teacher.';
    expect(told('contradicted', words, part)).toEqual([`major: ${words}`]);
    const chief = others('The chief engineer, Edda Bell, was rescued.');
    const other = 'The chief engineer, Jan Okon, was rescued.';
    expect(told('contradicted', other, chief)).toEqual([`major: ${other}`]);
    expect(told('contradicted', 'A referee, Birgit Oster, watched it from the stand.', part)).toEqual([]);
  });

  test('by the body that somebody leads', () => {
    const words = 'Ines Tarrow, the technical director of Halvane, said that nobody had asked.';
    const led = others('The head of the Safety Board, Ines Tarrow, said that nobody had asked.');
    expect(told('contradicted', words, led)).toEqual([`major: ${words}`]);
  });
});

describe('an article contradicts itself', () => {
  test('in a whole that is counted twice', () => {
    const [first, second] = [
      'All 22 sailors of the barge got out.',
      'On Friday all 26 sailors of the barge met again.',
    ];
    expect(told('internal-contradiction', `${first}\n\n${second}`)).toEqual([`major: ${second}`]);
    const apart = 'On Friday all 26 sailors of the tug met again.';
    expect(told('internal-contradiction', `${first}\n\n${apart}`)).toEqual([]);
  });

  test.for([
    ['parts that are more than their whole', 'The blow hurt 12 people: seven women and eight men.'],
    ['an age', 'Jan Okon, 44, was at the wheel.', 'Okon, 54, has two children.'],
    [
      'the day of what is done once',
      'Jan Okon was arrested on Wednesday.',
      'Jan Okon was arrested on Friday, they say.',
    ],
  ])('in %s', ([, ...words]) => {
    expect(told('internal-contradiction', words.join('\n\n'))).toEqual([`major: ${words.at(-1)}`]);
  });

  test.for([
    ['parts that make the whole', 'The blow hurt 12 people: seven women and five men.'],
    ['a time of the clock', 'She won in two hours, 21 minutes and 59 seconds.'],
    ['two people of one age each', 'Jan Okon, 44, was at the wheel.', 'Edda Bell, 54, has two children.'],
    ['two days of what is done again', 'Jan Okon was heard on Wednesday.', 'Jan Okon was heard on Friday, they say.'],
  ])('and not in %s', ([, ...words]) => {
    expect(told('internal-contradiction', words.join('\n\n'))).toEqual([]);
  });

  test('in the day from which something can be had', () => {
    const [first, second] = [
      'Passengers can use the old pier again from Tuesday.',
      'Passengers cannot use the old pier before Friday.',
    ];
    expect(told('internal-contradiction', `${first}\n\n${second}`)).toEqual([`major: ${second}`]);
    expect(told('contradicted', second, others(first))).toEqual([`major: ${second}`]);
    expect(told('contradicted', 'Passengers cannot use the old pier before Tuesday.', others(first))).toEqual([]);
  });
});

test('an age that others have otherwise is contradicted, and a birthday lies between', () => {
  const aged = others('Jan Okon, 44, was at the wheel.');
  expect(told('contradicted', 'The wheel was held by Jan Okon, 54.', aged)).toEqual([
    'major: The wheel was held by Jan Okon, 54.',
  ]);
  expect(told('contradicted', 'The wheel was held by Jan Okon, 45.', aged)).toEqual([]);
});

describe('a charge that nobody else knows of', () => {
  const three = [...REPORTS, { text: `${REPORTS[0]!.text}\n\nMourners lit candles on the pier.` }].map(
    ({ text }, n) => ({
      text: `${text}\n\nThe damage is put at ${n + 3} million.\n\nCandle ${n}.\n\nWreath ${n}.`,
    }),
  );

  test('weighs with a sum, and is told by somebody or a court without a point', () => {
    const words = 'Its owners had secretly lent the insurer 1.9 million dollars against advice in August.';
    expect(told('uncorroborated', words, three)).toEqual([`major: ${words}`]);
    expect(told('uncorroborated', `${words.slice(0, -1)}, Mirel Dunst said.`, three)).toEqual([]);
    expect(told('uncorroborated', 'Two clerks were charged with fraud in August.', three)).toEqual([]);
  });
});

test('words torn apart are garbled where there are several', () => {
  const words = 'The win ners toured the ir town in an op-en bus.';
  expect(told('garbled', words)).toEqual([`major: ${words}`]);
  expect(told('garbled', 'The winners toured in an open bus all day in the sun.')).toEqual([]);
});

test('others who were hurt are all of the hurt, and nobody hurt is a count', () => {
  const hurt = others('Thirty-four people were hurt.', 'The hospital treated 34 injured.');
  const kinds = (words: string) =>
    pointsOn({ text: `${LEAD}\n\n${words}` }, hurt).map(({ kind, quote }) => [kind, quote]);
  expect(kinds('Sixty-one others were hurt.')).toEqual([['contradicted', 'Sixty-one others were hurt.']]);
  expect(kinds('Thirty-four others were hurt.')).toEqual([]);
});

test('a name of another country or occasion is no other holder', () => {
  const words = 'Prime Minister Ada Holt spoke of the harbour on Friday.';
  expect(told('contradicted', words, others('The Tarnish Prime Minister Oda Vell came on Friday.'))).toEqual([]);
});
