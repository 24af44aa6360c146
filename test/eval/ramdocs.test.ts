/** Questions asked of documents that contradict each other: the counting, our own set, and RAMDocs where it is at hand. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerRamdocs, countRamdocs, readRamdocs } from './ramdocs.ts';

const OWN = path.join(import.meta.dirname, 'contradictions.jsonl');
/** Not in the repository: 120 questions of RAMDocs (MIT). */
const RAMDOCS = path.resolve(import.meta.dirname, '../../../shared/eval/public/ramdocs-120.jsonl');

const fire = {
  question: 'How many people died in the harbour fire?',
  documents: [
    { text: 'In the harbour fire 12 people died. The quay was closed.' },
    { text: 'In the harbour fire 19 people died. Ships waited outside.' },
  ],
  gold_answers: ['12', '19'],
  wrong_answers: ['30'],
  kind: 'conflict',
} as const;

const counted = (question: object) =>
  countRamdocs(answerRamdocs([question as Parameters<typeof answerRamdocs>[0][number]], 0));

describe('contradicting documents', () => {
  it('count what is quoted, what is shown as sides, and what is told wrongly', () => {
    expect(counted(fire)).toMatchObject({
      answered: [1, 1],
      goldQuoted: [2, 2],
      severalSides: [1, 1],
      severalGoldSides: [1, 1],
      conflictsFound: [1, 1],
      wrongAnswer: [0, 1],
    });
    expect(counted({ ...fire, gold_answers: ['40'], wrong_answers: ['12', '19'] })).toMatchObject({
      goldQuoted: [0, 1],
      wrongAnswer: [1, 1],
      wrongAlone: [0, 1],
    });
  });

  it('are told apart in our own set: most conflicts are shown, and hardly anything else is', () => {
    const figures = countRamdocs(answerRamdocs(readRamdocs(OWN), 0.55));
    const share = ([count, of]: [number, number]) => count / of;
    expect(share(figures.conflictsFound)).toBeGreaterThan(0.7);
    expect(share(figures.apartFound)).toBeGreaterThan(0.5);
    expect(share(figures.noneFound)).toBeGreaterThan(0.9);
  });

  it('are named with the line of what is wrong in a file', () => {
    expect(() => readRamdocs(import.meta.filename)).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
    expect(() => readRamdocs('nowhere.jsonl')).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
  });

  it('are printed by npm run eval', () => {
    const main = path.join(import.meta.dirname, 'main.ts');
    const { stdout, status } = spawnSync(process.execPath, [main, 'ramdocs', OWN], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^64 questions +balanced +answering always\n/);
    expect(stdout).toMatch(/\ngoldQuoted +\d+ of \d+, \d+%/);
  });

  it('of RAMDocs are answered, and half of the right answers quoted', context => {
    if (!existsSync(RAMDOCS)) context.skip('RAMDocs is not here');
    const { goldQuoted } = countRamdocs(answerRamdocs(readRamdocs(RAMDOCS), 0));
    expect(goldQuoted[0] / goldQuoted[1]).toBeGreaterThan(0.5);
  });
});
