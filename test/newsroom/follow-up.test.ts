import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeQuestion } from '../../src/newsroom/follow-up.ts';
import { makeNames } from '../../src/newsroom/names.ts';

const names = makeNames([
  { name: 'Harbour Board', kind: 'organisation', aliases: ['the Board'] },
  { name: 'Northport', kind: 'place', aliases: [] },
  { name: 'Southport', kind: 'place', aliases: [] },
]);
const whole = (question: string, before: string | null) => wholeQuestion(question, before, names);

describe('a follow-up', () => {
  it.each([
    ['and when?', 'Who signed the agreement?', 'when signed the agreement?'],
    ['why', 'When did the Harbour Board close the quay?', 'why did the Harbour Board close the quay?'],
    ['How many?', 'Which ferries sail from Northport?', 'How many sail from Northport?'],
    ['what about Southport?', 'How many ferries sail from Northport?', 'How many ferries sail from Southport?'],
    ['and Southport', 'How many ferries sail from Northport?', 'How many ferries sail from Southport?'],
    ['what about the crew', 'How many were hurt?', 'How many were hurt the crew?'],
    ['who leads it?', 'What is the Harbour Board?', 'who leads it (Harbour Board)?'],
    ['and where was that?', 'When was the ferry sold?', 'where was the ferry sold?'],
    ['who paid for it', 'When was the ferry sold?', 'who paid for it (was the ferry sold)?'],
  ])('%s after "%s" is read as "%s"', (question, before, expected) => {
    expect(whole(question, before)).toBe(expected);
  });

  it.each([
    ['Who leads the special harbour commission?', 'When was the ferry sold?'],
    ['Is there a strike?', 'When was the ferry sold?'],
    ['What does this agreement say about pay?', 'When was the ferry sold?'],
    ['Did the crews say they would return to work on Monday?', 'When was the ferry sold?'],
  ])('"%s" is whole by itself', (question, before) => {
    expect(whole(question, before)).toBe(question);
  });

  it('leans on nothing where nothing was asked', () => {
    expect(whole('and when?', null)).toBe('and when?');
  });

  it('holds no word that was not typed', () => {
    const words = (text: string) => text.toLowerCase().match(/[^\s?!.,()]+/gu) ?? [];
    const typed = fc.array(
      fc.constantFrom(
        'who',
        'and',
        'when',
        'it',
        'what',
        'about',
        'Northport',
        'signed',
        'the',
        'quay',
        'how many',
        'that?',
        '',
      ),
      { maxLength: 7 },
    );
    fc.assert(
      fc.property(typed, typed, (question, before) => {
        const asked = question.join(' ');
        const made = whole(asked, before.join(' '));
        const known = new Set([...words(asked), ...words(before.join(' '))]);
        expect(words(made).filter(word => !known.has(word))).toEqual([]);
      }),
    );
  });

  it('ends quickly whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 1_000 }),
        fc.string({ maxLength: 1_000 }),
        (a, b) => typeof whole(a, b) === 'string',
      ),
    );
  });
});
