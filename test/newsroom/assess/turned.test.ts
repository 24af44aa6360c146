/** Single facts changed: turned to their opposite, exchanged, put on another day or at another place; and what only looks so. */
import { describe, expect, test } from 'vitest';
import { pointsOn, REPORTS, told } from '../../support/dossiers.ts';

const others = (words: string) => REPORTS.map(({ text }) => ({ text: `${text}\n\n${words}` }));

describe('a changed fact is found', () => {
  test.for([
    [
      'a word and its opposite',
      'The fish market will stay open all week.',
      'The fish market will stay closed all week.',
    ],
    [
      'a verb and its opposite',
      'The line lowered its fares for islanders.',
      'The line raised its fares for islanders.',
    ],
    [
      'who did what to whom',
      'The owners accused the union of negligence.',
      'The union accused the owners of negligence.',
    ],
    [
      'a step backwards',
      'The fare of the ferry rose from 9 to 12 crowns.',
      'The fare of the ferry rose from 12 to 9 crowns.',
    ],
    [
      'a step to another end',
      'The fare of the ferry rose from 9 to 12 crowns.',
      'The fare of the ferry rose from 9 to 15 crowns.',
    ],
    ['a day', 'The council meets again on 24 May.', 'The council meets again on 14 June.'],
    [
      'what is told of all of a list',
      'Fish markets, net lofts and fish shops stay open under a plan.',
      'The fish markets of the port have been shut all week.',
    ],
    ['a place', 'The injured lie in the hospital in Kelsk.', 'The injured lie in the hospital in Brodno.'],
    ['a deed that is denied', 'The union had warned of cracks in the hull.', 'The union had never warned of cracks.'],
    [
      'the body of an office',
      'Rolf Amsel, the president of the seamen’s union, wept.',
      'Rolf Amsel, the president of the chamber of trade, wept.',
    ],
  ])('%s', ([, words, changed]) => {
    expect(told('contradicted', changed!, others(words!))).toEqual([`major: ${changed}`]);
    expect(told('contradicted', words!, others(words!))).toEqual([]);
  });

  test('in a headline', () => {
    const text = `${REPORTS[0]!.text}\n\nThe market of Ostby has been closed all week.`;
    const points = pointsOn({
      title: 'Market of Ostby stayed open all week',
      text: `Market of Ostby stayed open all week\n\n${text}`,
    });
    expect(points.map(({ kind, quote }) => [kind, quote])).toContainEqual([
      'internal-contradiction',
      'The market of Ostby has been closed all week.',
    ]);
  });
});

describe('no changed fact is', () => {
  test.for([
    [
      'another object',
      'The line raised its fares for islanders.',
      'The line lowered its forecast of guests this year.',
    ],
    [
      'the first and the last',
      'The first of the men came ashore at noon.',
      'The last of the men came ashore at night.',
    ],
    [
      'a broken thing repaired',
      'Divers suspect a broken pump in the ferry.',
      'The pump in the ferry was repaired on Friday.',
    ],
    [
      'an office of a body named elsewhere',
      '“We mourn,” said its chairman, Rico Valdane.',
      'Luz Amaro, the chairwoman of the fishers’ association, came.',
    ],
    [
      'what another did not do',
      'The owners and the union agreed on a framework of pay.',
      'The state of Tarsia has not agreed to such a plan of the union for pay.',
    ],
    ['the same land by another name', 'British Prime Minister Keir Olden came.', 'UK Prime Minister Keir Olden came.'],
    [
      'one of several places',
      'Six lie in the hospital in Kelsk. Two lie in the hospital in Brodno.',
      'One lies in the hospital in Ostrel.',
    ],
    ['the same digits of another thing', 'In all 31 divers searched the wreck.', 'The ferry has 13 cabins.'],
  ])('%s', ([, words, own]) => {
    expect(told('contradicted', own!, others(words!))).toEqual([]);
  });
});

test('figures told as of a day are no source, and a paper is older than what it is cited for', () => {
  const later = 'On 30 April 2025 the harbour of Ostby was opened.';
  const asOf = 'The data of the ministry on the injured show 18 as of 29 April 2025.';
  expect(told('sourcing', `${asOf}\n\n${later}`)).toEqual([]);
  const paper = 'According to a statement of the line of 2 April 2025, the captain resigned on 11 April 2025.';
  expect(told('sourcing', paper)).toEqual([`major: ${paper}`]);
});

test('what is told as past of a day in May to come is out of its time', () => {
  const words = 'On 29 May 2025 divers raised the barge.';
  expect(told('anachronism', words)).toEqual([`major: ${words}`]);
});

test('a part larger than its whole is found in the next sentence, and code and figures inside words', () => {
  const part = 'Of them, 90 had no home.';
  expect(told('internal-contradiction', `In the town 60 families were moved. ${part}`)).toEqual([`major: ${part}`]);
  const damaged = ['The ferry was near the rock&nbsp;at dawn.', 'The ferry sank to a dep7h of nine metres.'];
  for (const words of damaged) expect(told('garbled', words)).toEqual([`minor: ${words}`]);
  expect(told('garbled', 'The ferry logs its way with log4j.')).toEqual([]);
});
