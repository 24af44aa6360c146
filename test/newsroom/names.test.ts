import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNames } from '../../src/newsroom/names.ts';
import { seedNames } from './read/seed.ts';

const names = makeNames([
  { name: 'United States', kind: 'place', aliases: ['US', 'U.S.', 'America'], adjectives: ['American'] },
  { name: 'Poland', kind: 'place', aliases: [], adjectives: ['Polish'] },
  { name: 'NATO', kind: 'organisation', aliases: ['Nato'] },
  { name: 'European Union', kind: 'organisation', aliases: ['EU'] },
  { name: 'European Union Court', kind: 'organisation', aliases: [] },
  { name: 'Gitanas Nausėda', kind: 'person', aliases: ['Nausėda'] },
  { name: 'Theresa May', kind: 'person', aliases: [] },
  { name: 'Anna Smith', kind: 'person', aliases: ['Smith'] },
  { name: 'Ben Smith', kind: 'person', aliases: ['Smith'] },
]);

const found = (text: string) => names.find(text).map(({ start, end, name }) => [text.slice(start, end), name]);

describe('finding names', () => {
  it('keeps "US" apart from "us"', () => {
    expect(found('The US told us it may act.')).toEqual([['US', 'United States']]);
    expect(found('JOIN US NOW')).toEqual([]);
    expect(found('what did the us sign')).toEqual([['us', 'United States']]);
    expect(found('who told us')).toEqual([]);
  });

  it('reads abbreviations with and without dots', () => {
    expect(found('In the U.S. it rained.')).toEqual([['U.S.', 'United States']]);
    expect(found('Nato and NATO and nato')).toEqual([
      ['Nato', 'NATO'],
      ['NATO', 'NATO'],
    ]);
    expect(found('is nato in')).toEqual([['nato', 'NATO']]);
  });

  it('prefers the longest name', () => {
    expect(found('The European Union Court ruled.')).toEqual([['European Union Court', 'European Union Court']]);
  });

  it('leaves possessives and compounds outside the name', () => {
    expect(found("Poland’s US-led plan; America's")).toEqual([
      ['Poland', 'Poland'],
      ['US', 'United States'],
      ['America', 'United States'],
    ]);
  });

  it('folds diacritics and keeps the offsets of the text as written', () => {
    const text = 'Élan: Nauseda met Nause\u0307da, and NAUSĖDA spoke.';
    expect(found(text).map(([, name]) => name)).toEqual(Array(3).fill('Gitanas Nausėda'));
    expect(found(text)[1]![0]).toBe('Nause\u0307da');
  });

  it('takes no verb for a name', () => {
    expect(found('They may polish it in May.')).toEqual([]);
    expect(found('Polish leaders')).toEqual([['Polish', 'Poland']]);
  });

  it('finds no name inside another word', () => {
    expect(found('Polandia, USB, preNATO')).toEqual([]);
  });

  it('gives an alias that two names claim to neither', () => {
    expect(found('Smith spoke.')).toEqual([]);
    expect(names.canonical('Smith')).toBeNull();
  });

  it('knows the canonical name of every spelling', () => {
    expect(names.canonical('american')).toBe('United States');
    expect(names.canonical('u.s.')).toBe('United States');
    expect(names.canonical('Atlantis')).toBeNull();
    expect(names.entry('NATO')?.kind).toBe('organisation');
    expect(names.entry('Nato')).toBeNull();
  });

  it('finds in any text only ordered spans that do not overlap', () => {
    const hostile = fc.array(
      fc.constantFrom(
        'US',
        'us',
        'U.S.',
        ' ',
        '.',
        '’s',
        'Trump',
        'Kyiv',
        '\ud800',
        'e\u0301',
        '-',
        'von der',
        ' Leyen',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          hostile.map(parts => parts.join('')),
        ),
        text => {
          let last = 0;
          for (const { start, end } of seedNames.find(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        },
      ),
    );
  });
});
