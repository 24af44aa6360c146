import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../src/newsroom/excerpt.ts';
import type { Question } from '../../src/newsroom/question.ts';
import { wantedOf } from '../../src/newsroom/spans/wanted.ts';

const asking = (...terms: string[]): Question => ({
  text: terms.join(' '),
  written: terms.join(' '),
  telling: [],
  sequence: terms,
  kind: 'what',
  names: [],
  terms: terms.map(term => ({ term, weight: 1, count: 1, name: null, phrase: null })),
  wanted: wantedOf(terms.join(' ')),
});

describe('excerpt', () => {
  it('is the whole passage when that is short enough', () => {
    expect(excerptOf('The port closed.', asking('port'))).toBe('The port closed.');
  });

  it('takes the sixty words that hold the question from a long one', () => {
    const text = `${'filler '.repeat(100)}the harbour closed at noon ${'padding '.repeat(100)}`.trim();
    const excerpt = excerptOf(text, asking('harbor', 'close', 'noon'));
    expect(excerpt).toContain('harbour closed at noon');
    expect(excerpt.split(/\s+/)).toHaveLength(60);
  });

  it('is always a run of the passage, at most sixty words', () => {
    const words = fc.array(fc.constantFrom('port', 'noon', '...', 'a-b', '12,5', 'É'), { maxLength: 150 });
    fc.assert(
      fc.property(words, list => {
        const text = list.join(' ');
        const excerpt = excerptOf(text, asking('port', 'noon'));
        expect(text).toContain(excerpt);
        expect(excerpt.split(/\s+/).length).toBeLessThanOrEqual(60);
      }),
    );
  });
});
