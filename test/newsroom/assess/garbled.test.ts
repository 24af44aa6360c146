/** Names a letter away, wrong titles, designations of mixed parts, damage inside words; and what only looks like them. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, told } from '../../support/dossiers.ts';

describe('garbled is', () => {
  test.for([
    ['a surname', 'major', 'Later Anders Polhmann was seen at the quay.'],
    ['a first name', 'minor', 'Later Andres Pohlmann was seen at the quay.'],
    ['a title', 'major', 'Mayor Anders Pohlmann was seen at the quay.'],
    ['a designation of two others', 'major', 'Two Severn-225 boats searched on.'],
    ['a word grown together with a name', 'major', 'Two hovercraft-Tergel boats searched on.'],
    ['a word with a lost letter', 'minor', 'The harbour was closd off, the line anounced.'],
    ['a word with a swapped letter', 'minor', 'The captain saeid nothing.'],
    ['a missing space after a comma', 'minor', 'They were wet,cold and tired.'],
    ['a missing space after a stop', 'minor', 'They had waited for hours.The boats came late.'],
  ])('%s', ([, severity, words]) => {
    expect(told('garbled', words!)).toEqual([expect.stringContaining(`${severity}: `)]);
  });

  test('a place without its capital, where it is a place', () => {
    const entries = [{ name: 'Ostby', kind: 'place' as const, aliases: [] }];
    const points = pointsOn({ text: `${LEAD}\n\nThe road to ostby is closed.` }, REPORTS, entries);
    expect(points.map(({ kind, severity, quote }) => [kind, severity, quote])).toEqual([
      ['garbled', 'minor', 'The road to ostby is closed.'],
    ]);
  });
});

describe('garbled is not', () => {
  test.for([
    ['the right name', 'Later Anders Pohlmann and Mirel Dunst were seen.'],
    ['another name', 'Later Andrea Vohl was seen.'],
    ['a surname alone', 'Later Pohlmann was seen.'],
    ['an adjective of a known name', 'The Ostbyan flag hung low.'],
    ['a word that is rare', 'The demersal trawl lay on the quay beside a barge.'],
    ['an address, an abbreviation or a figure', 'See news.ostby.example, e.g. at 6.40 a.m. for 1,200 crowns.'],
    ['the next of a series', 'A new H226 helicopter will come.'],
    ['two names with a hyphen', 'The Dunst-Pohlmann report is due.'],
    ['another office that goes with the first', 'Anders Pohlmann, the party leader, was seen.'],
    ['a sentence in another language', 'La mer était très calme et personne ne voyait rien.'],
  ])('%s', ([, words]) => {
    expect(told('garbled', words!)).toEqual([]);
  });

  test('a name that others spell both ways, or transliterate', () => {
    const spelled = (name: string) => ({ text: `${REPORTS[0]!.text}\n\nThe witness was Olga Zelinsky${name}.` });
    expect(told('garbled', 'The witness was Olga Zelinsky.', [spelled('y'), REPORTS[1]!])).toEqual([]);
  });
});
