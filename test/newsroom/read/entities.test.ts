import { describe, expect, it } from 'vitest';
import { passageWith, read, readSeed } from './seed.ts';

const named = (text: string) => read(text).map(({ entities }) => entities.map(({ name, kind }) => `${kind} ${name}`));

describe('names in an article', () => {
  it('keeps titles out of names and lets a surname stand for its person', () => {
    expect(named('Prime Minister Ann Novak met Bob Cole. Novak left.')).toEqual([
      ['person Ann Novak', 'person Bob Cole'],
      ['person Ann Novak'],
    ]);
  });

  it('gives a shared surname to the person named last', () => {
    expect(named('Minister Ann Novak spoke. Her brother Jan Novak left. Later Novak returned.').at(-1)).toEqual([
      'person Jan Novak',
    ]);
  });

  it('tells bodies, places and things by their last word', () => {
    expect(named('They met the Harbour Safety Board near Lake Anders under the Anders Bridge Treaty.')).toEqual([
      ['organisation Harbour Safety Board', 'place Lake Anders', 'thing Anders Bridge Treaty'],
    ]);
  });

  it('lets a known place be part of a longer name', () => {
    expect(named('They signed the Berlin Water Treaty in Berlin.')).toEqual([
      ['thing Berlin Water Treaty', 'place Berlin'],
    ]);
  });

  it('learns nothing from a capital that is due to its place', () => {
    expect(named('Heavy rain fell. Roads closed: Drivers waited.')).toEqual([[], []]);
  });

  it('knows the people of the seeds under one name', () => {
    expect(passageWith(readSeed('004'), 'Gitanas').entities.map(({ name }) => name)).toContain('Gitanas Nausėda');
    expect(passageWith(readSeed('000'), 'Witcoff').entities.map(({ name }) => name)).toContain('Steve Witkoff');
    expect(passageWith(readSeed('001'), 'Kushner said').entities.map(({ name }) => name)).toContain('Jared Kushner');
    expect(passageWith(readSeed('003'), 'The Coalition pledged').entities.map(({ name }) => name)).toContain(
      'Coalition of the Willing',
    );
  });
});
