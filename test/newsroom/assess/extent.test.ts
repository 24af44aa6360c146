/** Figures and days of different extent, and deeds of different people: they speak against nobody. And the same where the extent is one. */
import { expect, test } from 'vitest';
import { REPORTS, told } from '../../support/dossiers.ts';

const others = (words: string) => REPORTS.map(({ text }) => ({ text: `${text}\n\n${words}` }));

test.for([
  ['those told apart from the rest', 'The 16 lifeboats that sank lie in the mud.', 'Forty lifeboats put to sea.'],
  [
    'what was counted in the beginning',
    'Some 310 crossings were cancelled on the first day.',
    'During the strike 1,150 crossings were cancelled.',
  ],
  [
    'a count by the evening',
    'By the evening 150 divers had searched the wreck of the barge.',
    'In the end 240 divers searched the wreck of the barge.',
  ],
  ['an age', 'The oldest of the dead was about 45.', 'In all three people died.'],
  [
    'people of another kind',
    'The treaty sends 1,400 armed stokers to the docks of Ostby.',
    'Some 2,600 stokers stopped work at the docks of Ostby.',
  ],
  ['those that remain', 'The tests on the 40 other buoys begin in May.', 'All 240 buoys pass the tests of the line.'],
  [
    'a year within a span',
    'The exact fare in 2014 was 21 crowns.',
    'Between 2011 and 2022 the fare was 21 crowns at most.',
  ],
  [
    'a day of another clause',
    'The crews worked as agreed, the port said; on Thursday the barge waited nine minutes.',
    'The crews stay under a plan that both sides agreed on Monday.',
  ],
  [
    'a body under a common name',
    'The chairwoman of Gull Lines, Edda Bell, signed.',
    'The chairwoman of the company, Edda Bell, wept.',
  ],
  [
    'what did not happen until then',
    'The sirens of Ostby did not sound until after midnight.',
    'The sirens of Ostby sounded in the night.',
  ],
  [
    'an office of another country',
    'Ivo Radl, Varn’s foreign minister, was passing through the harbour.',
    'The foreign minister of Kelsk, Edda Bell, was passing through the harbour.',
  ],
  [
    'what another person did',
    'The court did not believe in the buoy.',
    'Edda Bell says that she believed in the buoy and the court.',
  ],
] as const)('nothing is contradicted by %s', ([, words, other]) => {
  expect(told('contradicted', words, others(other))).toEqual([]);
});

test.for([
  ['a count of all', 'Four lifeboats put to sea.', 'Forty lifeboats put to sea.'],
  [
    'a count of one extent',
    'During the strike 310 crossings were cancelled by the line.',
    'During the strike 1,150 crossings were cancelled by the line.',
  ],
  [
    'a deed, beside which another thing is denied',
    'The surgeon Edda Bell refused to treat the stoker.',
    'The surgeon Edda Bell had to treat the stoker, who could not walk.',
  ],
  [
    'a body of another name',
    'The chairwoman of Gull Lines, Edda Bell, signed.',
    'The chairwoman of Tern Lights, Edda Bell, wept.',
  ],
  [
    'more in the beginning than in the end',
    'Some 1,150 crossings were cancelled on the first day.',
    'During the strike 310 crossings were cancelled.',
  ],
  ['a count of all there are', 'The tests on the 310 buoys begin in May.', 'All 240 buoys pass the tests of the line.'],
] as const)('but by %s', ([, words, other]) => {
  expect(told('contradicted', words, others(other))).toEqual([`major: ${words}`]);
});
