/** Whether passages that carry a question differ, on small corpora; every passage is handed over, as if ranked in the order of the texts. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Disagreement } from '../../../src/core/model.ts';
import { disagreementOf } from '../../../src/newsroom/claims/disagreement.ts';
import { understand } from '../../../src/newsroom/question.ts';
import { aCorpus, type Corpus } from '../../support/corpus.ts';

const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

function askedOf(texts: string[], question: string, reports?: Map<string, number>): Disagreement | null {
  const corpus = aCorpus(texts.map((text, n) => ({ id: `a${n}`, text, publishedAt: '2025-05-02' })));
  open.push(corpus);
  const understood = understand(question, corpus.index, corpus.names);
  const carried = texts
    .flatMap((_, n) => corpus.index.passages(`a${n}`))
    .map((at, n) => ({ ...at, weight: texts.length - n }));
  return disagreementOf(understood, carried, { passagesOf: corpus.index.passages, ...(reports && { reports }) });
}

const says = (disagreement: Disagreement | null) => disagreement?.sides.map(side => side.says);

describe('a disagreement', () => {
  test('is none between what a name in the question counts and what is counted of all', () => {
    const texts = ['The heads of 27 Norse towns backed the plan.', 'Heads of 35 allied towns backed the plan.'];
    expect(askedOf(texts, 'Heads of how many Norse towns backed the plan?')).toBeNull();
    expect(askedOf(texts, 'How many Norse towns backed the plan?')).toBeNull();
    expect(says(askedOf(texts, 'Heads of how many towns backed the plan?'))).toHaveLength(2);
  });

  test('shows both numbers, the better supported first', () => {
    const texts = [
      'The fire killed 17 sheep farmers and 17 people died in all.',
      'Nine people died in the fire.',
      'The fire killed nine people.',
    ];
    const shown = askedOf(texts.slice(1).concat('In the fire 12 people died.'), 'How many people died in the fire?');
    expect(says(shown)?.[0]?.toLowerCase()).toBe('nine');
    expect(says(shown)).toContain('12');
    expect(shown?.kind).toBe('conflict');
  });

  test('is silent when all say the same in other words', () => {
    expect(
      askedOf(['Nine people died in the fire.', 'The fire killed 9 people.'], 'How many people died in the fire?'),
    ).toBeNull();
  });

  test('counts copies of one report once', () => {
    const texts = [
      'The fire killed 12 people.',
      'The fire killed 12 people.',
      'Nine people died in the fire.',
      'Nine people were killed by the fire.',
    ];
    const shown = askedOf(
      texts,
      'How many people died in the fire?',
      new Map([
        ['a0', 1],
        ['a1', 1],
      ]),
    );
    expect(says(shown)?.[0]?.toLowerCase()).toBe('nine');
  });

  test('tells who holds an office and who is said to', () => {
    const texts = ['The head of the panel, Mira Tolle, spoke.', 'The head of the panel, Jan Brekk, spoke.'];
    expect(askedOf(texts, 'Who is the head of the panel?')?.sides).toHaveLength(2);
  });

  test('sets yes beside no', () => {
    const texts = ['The union signed the agreement on Friday.', 'The union did not sign the agreement.'];
    expect(askedOf(texts, 'Did the union sign the agreement?')?.sides).toHaveLength(2);
  });

  test('shows who takes which side of a choice', () => {
    const texts = [
      'The promises are legally binding on all members.',
      'The promises are political rather than binding.',
    ];
    expect(says(askedOf(texts, 'Are the promises binding or political?'))?.sort()).toEqual(['binding', 'political']);
  });

  test('quotes its sides word for word', () => {
    const texts = ['The fire killed 12 people.', 'Nine people died in the fire.'];
    const quotes = askedOf(texts, 'How many people died in the fire?')?.sides.flatMap(side =>
      side.evidence.map(({ quote }) => quote),
    );
    expect(quotes?.sort()).toEqual([...texts].sort());
  });

  test('leaves another year out', () => {
    const texts = ['The fire killed 12 people.', 'Nine people died in the fire.'];
    expect(askedOf(texts, 'How many people died in the fire of 1931?')).toBeNull();
  });
});
