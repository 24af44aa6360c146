/** Facts that other reports tell in other words: changed ones are found by the words around them, and what only looks changed is not. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, type Report, told } from '../../support/dossiers.ts';

const others = (...words: string[]): Report[] =>
  REPORTS.map(({ text }, n) => ({ text: `${text}\n\n${words[n] ?? words[0]}` }));

const kinds = (words: string, reports: readonly Report[]) =>
  pointsOn({ text: `${LEAD}\n\n${words}` }, reports).map(({ kind, quote }) => [kind, quote]);

describe('a fact told in other words is found changed', () => {
  test.for([
    ['a verdict', 'The court in Ostby convicted the pilot of fraud.', 'In Ostby the pilot was acquitted of fraud.'],
    [
      'two words for one',
      'Ostby council turned down the bid of the line.',
      'Ostby council accepted the bid of the line.',
    ],
    [
      'what was not done',
      'The mayor of Ostby promised to respect the judgment.',
      'The mayor of Ostby said that he would not respect the judgment.',
    ],
    [
      'a figure in the same clause',
      'The pilot must go to prison in Ostby for four years.',
      'He was sent to prison in Ostby for nine years.',
    ],
    ['a part of the same whole', 'The union has 27 of the 51 seats.', 'In the end 24 of 51 seats went to the union.'],
    [
      'a measure',
      'The survivors of the crash were watched for 18 months.',
      'They watched survivors of the crash for 18 days.',
    ],
    ['digits swapped', 'Some 54,000 people saw the race at Ostby.', 'The race drew 45,000 spectators.'],
    ['a month', 'The judge has to report by September.', 'She is to report by April.'],
    ['a weekday', 'The old pier of Ostby was flooded on Wednesday.', 'Ostby’s old pier was flooded on Monday.'],
    [
      'a year',
      'The first prize of the Ostby regatta since 1988.',
      'It is the first prize of the Ostby regatta since 1968.',
    ],
    [
      'a surname',
      'Its leader, Solveig Tarn, said that the party was against a ban.',
      'Its leader, Solveig Brandt, said that the party was against it.',
    ],
    [
      'a name in its place',
      'The hull was built by the yard of Pelham in the north.',
      'The hull was built in the north by the yard of Tarnow.',
    ],
    ['a vote', 'The judges ruled so by five votes to four.', 'Eight of the nine judges voted for it, one against.'],
    ['a winner', 'Brasse Rowers lost the final to Ostby Oars.', 'In the final Brasse Rowers beat Ostby Oars.'],
    ['who did it to whom', 'Edda Bell warned Nord Lines in a letter.', 'Nord Lines warned Edda Bell in a letter.'],
  ])('%s', ([, words, changed]) => {
    expect(told('contradicted', changed!, others(words!)).map(point => point.replace(/^\w+: /, ''))).toEqual([changed]);
    expect(told('contradicted', words!, others(words!))).toEqual([]);
  });

  test('a profession, and a portfolio', () => {
    const words = 'The former judge Reto Brand leads the inquiry. Interior Minister Lucan Pryde agreed.';
    const general = 'The former general Reto Brand leads the inquiry.';
    const home = 'Transport Minister Lucan Pryde agreed.';
    expect(kinds(general, others(words))).toEqual([['contradicted', general]]);
    expect(kinds(home, others(words))).toEqual([['contradicted', home]]);
    expect(kinds('The mediator, Lucan Pryde, agreed. Reto Brand, who chairs it, came.', others(words))).toEqual([]);
  });

  test('words that "she" said, given to another, and one word of hers exchanged', () => {
    const words = 'Edda Bell is the captain. “Nobody in this harbour ever answered me,” she said.';
    const moved = '“Nobody in this harbour ever answered me,” Rolf Amsel said.';
    expect(kinds(moved, others(words))).toEqual([['quotes', moved]]);
    const turned = '“Everybody answered me,” Edda Bell said.';
    expect(kinds(turned, others('Edda Bell is the captain. “Nobody answered me,” she said.'))).toEqual([
      ['quotes', turned],
    ]);
  });
});

test('a text is held against a headline that stands beside it', () => {
  const text = `${LEAD}\n\nThe shares of the Gull Line rose by 14 per cent. Nineteen men of the Gull Line were trapped.`;
  const points = pointsOn({ title: 'Gull Line shares fall as 91 men of the Gull Line are trapped', text });
  expect(points.filter(({ kind }) => kind === 'internal-contradiction').map(({ quote }) => quote)).toEqual([
    'The shares of the Gull Line rose by 14 per cent.',
    'Nineteen men of the Gull Line were trapped.',
  ]);
  const nine = `${LEAD}\n\nAt noon 91 men of the Gull Line were trapped at Ostby.`;
  expect(
    pointsOn({ title: 'Gull Line: 19 men trapped', text: nine }).map(({ kind, quote }) => [kind, quote]),
  ).toContainEqual(['internal-contradiction', 'At noon 91 men of the Gull Line were trapped at Ostby.']);
});

describe('nothing is found where', () => {
  test.for([
    ['a state ends', 'The schools of Ostby reopen on 18 May.', 'The schools of Ostby are closed until 18 May.'],
    ['somebody falls ill', 'The number of cases in Ostby has risen.', 'Six people in Ostby have fallen ill as cases.'],
    ['others did it', 'The mayor of Ostby rejected the plan.', 'The union of Brasse accepted the plan.'],
    [
      'a part is told beside its whole',
      'The fund of Ostby holds 480 million crowns.',
      'Ostby pays 60 million crowns into the fund, which holds 480 million.',
    ],
    [
      'a bound is told',
      'The pilot of Ostby got four years in prison.',
      'The pilot of Ostby got at least three years in prison.',
    ],
    ['a name is spelt otherwise', 'General Alexus Grain of Ostby came.', 'General Alex Grain of Ostby came.'],
    [
      'a place lies in another',
      'The plant in Derrow fears for jobs.',
      'Jobs at the Gull Line plant in Derrow are at risk.',
    ],
    ['both lost and won', 'The Oars lost the race on Friday.', 'On Friday the Rowers won the race.'],
  ])('%s', ([, words, own]) => {
    expect(told('contradicted', own!, others(words!))).toEqual([]);
  });

  test('the other reports tell two days between them', () => {
    const points = pointsOn(
      { text: `${LEAD}\n\nThe council of Ostby meets again on 24 May.` },
      others('The council of Ostby meets again on 14 June.', 'The council of Ostby meets again on 2 July.'),
    );
    expect(points.filter(({ severity }) => severity === 'major')).toEqual([]);
  });
});
