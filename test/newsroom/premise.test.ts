/** What a refused question takes for granted, beside what the nearest passage tells. */
import { afterAll, describe, expect, it } from 'vitest';
import { inquire } from '../../src/newsroom/inquiry.ts';
import { otherPremise } from '../../src/newsroom/premise.ts';
import { aCorpus } from '../support/corpus.ts';

const TEXT = `The old lighthouse burned down in 1931.

The harbour board bought 14 ferries for the northern line.

“The quay will be rebuilt before the winter storms,” said Anna Holm.`;
const names = [
  { name: 'Anna Holm', kind: 'person' as const, aliases: [] },
  { name: 'Jon Lind', kind: 'person' as const, aliases: [] },
];
const { index, names: known } = aCorpus([{ id: 'a', text: TEXT }], names);
afterAll(() => index.close());

function premiseOf(text: string) {
  const { question, read } = inquire(text, index, known);
  return otherPremise(question, read[0])?.text ?? null;
}

describe('a premise', () => {
  it.each([
    ['Who saw the old lighthouse burn down in 1954?', 'The passage that comes closest tells of 1931, not of 1954.'],
    ['Why did the harbour board buy 40 ferries?', 'The passage that comes closest tells of 14, not of 40.'],
    [
      'What did Jon Lind say about rebuilding the quay before winter?',
      'The passage that comes closest tells of Anna Holm’s words, not of Jon Lind’s.',
    ],
  ])('is told otherwise: "%s"', (question, says) => {
    expect(premiseOf(question)).toBe(says);
  });

  it.each([
    ['Who saw the old lighthouse burn down in 1931?'],
    ['What did Anna Holm say about rebuilding the quay before winter?'],
    ['Which minister opened the museum in 1954?'],
    ['Why did the harbour board buy ferries?'],
  ])('is left alone: "%s"', question => {
    expect(premiseOf(question)).toBeNull();
  });
});
