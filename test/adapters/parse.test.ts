import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { typed } from '../../src/adapters/console/session.ts';
import { parseInput as parseInputOf, splitWords } from '../../src/adapters/parse.ts';
import { type AnyCommand, defineCommand, type Input } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import { articleField, booleanField, enumField, integerField, stringField } from '../../src/core/fields.ts';
import { reply } from '../../src/core/reply.ts';

const parseInput = (command: AnyCommand, input: Input) => parseInputOf(command, input, typed);

const judge = defineCommand({
  name: 'judge',
  summary: 'is a command of every kind of field',
  permission: 'everyone',
  input: z.object({
    article: articleField({ about: 'which' }),
    verdict: enumField(['stands', 'disputed'], { about: 'what' }),
    weight: integerField({ about: 'how much', min: 1, max: 9 }),
    quiet: booleanField({ about: 'say nothing' }),
    reason: stringField({ about: 'why', max: 20, rest: true }).optional(),
  }),
  run: async () => reply({ fallback: 'done' }),
});

const say = defineCommand({
  name: 'say',
  summary: 'takes any words',
  permission: 'everyone',
  input: z.object({ words: stringField({ about: 'words', max: 1_000, rest: true, fault: 'bad-question' }) }),
  run: async () => reply({ fallback: 'done' }),
});

const show = defineCommand({
  name: 'show',
  summary: 'takes one word',
  permission: 'everyone',
  input: z.object({ article: articleField({ about: 'which' }) }),
  run: async () => reply({ fallback: 'done' }),
});

const text = (value: string): Input => ({ kind: 'text', text: value });

function faultOf(work: () => unknown): StetError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof StetError) return thrown;
  }
  throw new Error('nothing was refused');
}

describe('text', () => {
  test('fills the fields by their order, and flags from anywhere', () => {
    const expected = { article: '003', verdict: 'stands', weight: 4, quiet: true, reason: 'it is  so' };
    expect(parseInput(judge, text('003 stands --quiet 4 it is  so'))).toEqual(expected);
    expect(parseInput(judge, text(' --quiet 003 stands 4 it is  so '))).toEqual(expected);
  });

  test('keeps words in double quotes together, straight or curly', () => {
    expect(splitWords('one "two words" “three more words” end').map(word => word.value)).toEqual([
      'one',
      'two words',
      'three more words',
      'end',
    ]);
  });

  test('takes an unclosed quote as a character', () => {
    expect(splitWords('5" pipe').map(word => word.value)).toEqual(['5"', 'pipe']);
    expect(splitWords('"open end').map(word => word.value)).toEqual(['"open', 'end']);
  });

  test('leaves quotes in what is left of the line', () => {
    expect(parseInput(say, text('who said "not yet" and why'))).toEqual({ words: 'who said "not yet" and why' });
  });

  test('leaves words that look like flags to a command without such a flag', () => {
    expect(parseInput(say, text('what does --quiet do'))).toEqual({ words: 'what does --quiet do' });
  });

  test('is never lost or changed by a rest field', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter(value => value.trim() !== '');
    fc.assert(fc.property(words, value => parseInput(say, text(value)).words === value.trim()));
  });

  test('ends in time, however many quotes it holds', () => {
    expect(splitWords('"“'.repeat(50_000))).toHaveLength(1);
    expect(splitWords('“ '.repeat(20_000))).toHaveLength(20_000);
    expect(splitWords(`x${' '.repeat(100_000)}`)).toHaveLength(1);
  });
});

describe('words of a shell', () => {
  test('are one field each, and the rest field takes all that are left', () => {
    const input: Input = { kind: 'words', words: ['a b', 'disputed', '2', '--quiet', 'because', 'of this'] };
    expect(parseInput(judge, input)).toEqual({
      article: 'a b',
      verdict: 'disputed',
      weight: 2,
      quiet: true,
      reason: 'because of this',
    });
  });
});

describe('what does not fit', () => {
  test.each([
    ['', '"article" is missing. Usage: /judge <article> <stands|disputed> <weight> [--quiet] [reason]'],
    ['003 maybe 1', '"verdict" must be one of stands, disputed.'],
    ['003 stands many', '"weight" must be a whole number.'],
    ['003 stands 1.5', '"weight" must be a whole number.'],
    ['003 stands 10', '"weight" must be at most 9.'],
    ['003 stands 0', '"weight" must be at least 1.'],
    ['003 stands 1 123456789012345678901', '"reason" is too long: 21 characters, and at most 20 are read.'],
  ])('"%s" is refused in words', (line, words) => {
    const fault = faultOf(() => parseInput(judge, text(line)));
    expect(fault.code).toBe('bad-usage');
    expect(fault.userMessage).toContain(words);
  });

  test('one word too many is refused where nothing takes what is left', () => {
    expect(faultOf(() => parseInput(show, text('003 004'))).userMessage).toContain('"004" is one word too many.');
  });

  test('a field may name its own fault', () => {
    expect(faultOf(() => parseInput(say, text('  '))).code).toBe('bad-question');
    expect(faultOf(() => parseInput(say, text('x'.repeat(1_001)))).userMessage).toBe(
      '"words" is too long: 1,001 characters, and at most 1,000 are read.',
    );
  });

  test('options of the wrong type are refused', () => {
    expect(faultOf(() => parseInput(say, { kind: 'options', options: { words: 7 } })).userMessage).toBe(
      '"words" must be text.',
    );
  });
});
