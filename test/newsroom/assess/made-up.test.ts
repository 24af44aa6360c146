/** Marks of a text that somebody made up, and figures that no other report can contradict. */
import { describe, expect, test } from 'vitest';
import { LEAD, REPORTS, type Report, told } from '../../support/dossiers.ts';

const others = (...words: string[]): Report[] =>
  REPORTS.map(({ text }, n) => ({ text: `${text}\n\n${words[n] ?? words[0]}` }));

describe('a made-up text', () => {
  test('a sum paid for a purpose, which nobody else has', () => {
    const words = 'For years the line had paid an inspector 9,000 marks a month so that he overlooked the rust.';
    const third = { text: `${LEAD}\n\nMirel Dunst spoke.\n\nThe pilot slept.\n\nGulls cried.\n\nIt rained.` };
    const detailed = [...others('Gulls cried.\n\nIt rained.'), third];
    expect(told('uncorroborated', words, detailed)).toEqual([`minor: ${words}`]);
    expect(told('uncorroborated', words, others(words))).toEqual([]);
  });

  test('several short words that are slips of what the other reports have', () => {
    const words = 'The smll brige was hitt and has fuond no helpp.';
    const reports = others('The small bridge was hit and has found no help.');
    expect(told('garbled', words, reports)).toEqual([`major: ${words}`]);
  });

  test('a machine that answers inside an interview', () => {
    const words = 'Here is the next answer in about sixty words, written in a warm tone:';
    expect(told('machine-text', words)).toEqual([`major: ${words}`]);
    expect(told('machine-text', '“Here is my answer in about sixty words,” said Mirel Dunst.')).toEqual([]);
  });

  test('no time of day, no limit and nothing that should have been is a fact to compare', () => {
    const reports = others('The ferry must be halted when waves reach 7 metres.', 'The ferry stopped at 3.40 p.m.');
    expect(told('contradicted', 'Waves of 9 metres were measured at the ferry.', reports)).toEqual([]);
    expect(told('contradicted', 'At 7 metres the ferry should have been stopped.', reports)).toEqual([]);
  });
});
