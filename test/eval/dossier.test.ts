/** The pairs of sound and doctored articles: their form, the counting, and the targets on both halves. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/core/model.ts';
import { assessChanges, assessPairs, countDossiers, readLines, soundPoints } from './dossier.ts';

const PAIRS = path.join(import.meta.dirname, 'dossiers');
const HALVES = ['developing', 'measuring'].map(half => path.join(PAIRS, `${half}.jsonl`));

const FURTHER = ['blind', 'blind-2', 'blind-3', 'blind-4'].map(name => path.join(PAIRS, `${name}.jsonl`));
/** Stories told in wholly other words, half of them read since; and stories that no rule was made with in sight. */
const OTHERS = [
  { name: 'blind-5', found: 5, onSound: 3 },
  { name: 'blind-6', found: 11, onSound: 1 },
] as const;

const share = ([count, of]: readonly [number, number]) => count / of;

describe('pairs of a sound and a doctored article', () => {
  it('are sixteen on four stories, and every mark stands in its doctored text', () => {
    const lines = HALVES.flatMap(readLines);
    const pairs = lines.filter(({ doctored }) => doctored !== undefined);
    expect(pairs.length).toBeGreaterThanOrEqual(16);
    expect(new Set(pairs.map(({ story }) => story)).size).toBe(4);
    for (const { doctored, text, points } of pairs)
      for (const { quote } of points) {
        expect(doctored).toContain(quote);
        expect(text).not.toContain(quote);
      }
  });

  it.each(['blind-5', 'blind-6'])('carry marks that stand in the doctored text alone, in %s', name => {
    const pairs = readLines(path.join(PAIRS, `${name}.jsonl`)).filter(({ doctored }) => doctored !== undefined);
    expect(pairs.length).toBeGreaterThanOrEqual(13);
    for (const { doctored, text, points } of pairs)
      for (const { quote } of points) {
        expect(doctored).toContain(quote);
        expect(text).not.toContain(quote);
      }
  });

  it('are counted: found by kind and passage, right by both', () => {
    const mark = (kinds: string[], quote: string) => ({ kinds, severity: 'major' as const, quote });
    const point = (kind: string, quote: string) => ({ kind, quote, severity: 'major' }) as unknown as Point;
    const figures = countDossiers([
      {
        id: 'a',
        version: 'doctored',
        found: [point('garbled', 'One.'), point('quotes', 'Two.'), point('garbled', 'Three.')],
        marked: [mark(['garbled', 'contradicted'], 'One.'), mark(['sourcing'], 'Two.')],
      },
      { id: 'a', version: 'sound', found: [point('garbled', 'One.')], marked: [] },
    ]);
    expect([...figures.recall]).toEqual([
      ['garbled', [1, 1]],
      ['sourcing', [0, 1]],
    ]);
    expect(figures).toMatchObject({ precision: [1, 4], onSound: 1, pairs: 1 });
  });

  it.each(HALVES)('are told apart: seven in ten doctorings found, four in five points right, in %s', file => {
    const { recall, precision, onSound, soundDoubtful } = countDossiers(assessPairs(readLines(file)));
    const all = [...recall.values()].reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    expect(share(all)).toBeGreaterThanOrEqual(0.7);
    expect(share(precision)).toBeGreaterThanOrEqual(0.8);
    expect([onSound, soundDoubtful]).toEqual([0, 0]);
  });

  it.each(FURTHER)('hold no sound article against itself in %s, and most of their doctorings are found', file => {
    const lines = readLines(file);
    const { recall, precision, onSound } = countDossiers(assessPairs(lines));
    const all = [...recall.values()].reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    expect(share(all)).toBeGreaterThanOrEqual(0.7);
    expect(share(precision)).toBeGreaterThanOrEqual(0.8);
    expect(onSound).toBe(0);
    expect(soundPoints(lines)).toEqual([]);
  });

  it.each(OTHERS)('are found in $name as seldom as the README tells, no sound article of it doubtful', set => {
    const { recall, onSound, soundDoubtful } = countDossiers(
      assessPairs(readLines(path.join(PAIRS, `${set.name}.jsonl`))),
    );
    expect([...recall.values()].reduce((found, [each]) => found + each, 0)).toBeGreaterThanOrEqual(set.found);
    expect(onSound).toBeLessThanOrEqual(set.onSound);
    expect(soundDoubtful).toBe(0);
  });

  it.each(['changed-developing', 'changed-measuring'])(
    'and single facts changed on five stories more, in %s',
    name => {
      const lines = readLines(path.join(PAIRS, `${name}.jsonl`));
      const changed = assessChanges(lines);
      const facts = changed.filter(({ change: { what } }) => what !== 'sound');
      expect(facts.length).toBeGreaterThanOrEqual(90);
      expect(facts.filter(({ noticed }) => noticed).length / facts.length).toBeGreaterThan(0.25);
      expect(changed.flatMap(({ noticed, found }) => (noticed ? [] : found))).toEqual([]);
      expect(soundPoints(lines)).toEqual([]);
    },
    120_000,
  );

  it('and single facts changed in one are told from slips and details', () => {
    const line = { story: 's', outlet: null, publishedAt: '2025-05-02', title: null, points: [] };
    const text = 'The Tolmark ferry Sandling of Ostby stays closed all week, the Gull Line said.';
    const changes = [
      { from: 'closed', to: 'open', what: 'antonym' },
      { from: 'all week', to: 'all of the week', what: 'sound' },
    ];
    const found = assessChanges([
      { ...line, id: 'a', text, changes },
      { ...line, id: 'b', text: `On Tuesday ${text}`.replace('The', 'the'), changes: [] },
    ]);
    expect(found.map(({ noticed }) => noticed)).toEqual([true, false]);
  });

  it('are named with the line of what is wrong in a file', () => {
    expect(() => readLines(import.meta.filename)).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
    expect(() => readLines('nowhere.jsonl')).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
  });

  it('are printed by npm run eval', () => {
    const main = path.join(import.meta.dirname, 'main.ts');
    const { stdout, status } = spawnSync(process.execPath, [main, 'dossier', HALVES[0]!, '--show'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/\nrecall of major points +\d+ of \d+, \d+%\n/);
    expect(stdout).toMatch(/\n {2}right major /);
  });
});
