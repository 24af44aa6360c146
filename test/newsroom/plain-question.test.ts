import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putPlainly } from '../../src/newsroom/plain-question.ts';

describe('a question put plainly', () => {
  it.each([
    ['do we know who chairs the board?', 'who chairs the board?'],
    ['can anyone tell me when the bridge opens pls', 'when the bridge opens'],
    ['any idea where the ferry is', 'where the ferry is'],
    ['hey, so what did the mayor say?', 'what did the mayor say?'],
    ['does the report say how many ships waited', 'how many ships waited'],
    ['do we know if they signed the pact', 'is it so that they signed the pact'],
  ])('leaves out what is said around it: %j', (text, plain) => {
    expect(putPlainly(text)).toBe(plain);
  });

  it.each([
    ['harbour board what does it do', 'what does harbour board do'],
    ['the ferry, who runs it?', 'who runs the ferry?'],
    ['novak who is that', 'who is novak'],
    ['new ferries where', 'where is new ferries'],
    ['new ships how many', 'how many new ships'],
  ])('asks of a topic that stands first: %j', (text, plain) => {
    expect(putPlainly(text)).toBe(plain);
  });

  it.each([
    ['ballot date', 'when was ballot'],
    ['date of the ballot', 'when was the ballot'],
    ['mayor quote', 'what was said mayor'],
    ['number of ships', 'how many ships'],
    ['bridge location??', 'where is bridge?'],
    ['quote by the mayor', 'what was said the mayor'],
    ['harbour board', 'what is harbour board'],
    ['brzezinska??', 'who is brzezinska?'],
  ])('asks what a few words hint at: %j', (text, plain) => {
    expect(putPlainly(text)).toBe(plain);
  });

  it.each([
    ['binding or not the promises', 'are the promises binding'],
    ['are the promises binding or not', 'are the promises binding'],
    ['the promises binding or not?', 'are the promises binding?'],
  ])('takes "or not" for yes or no: %j', (text, plain) => {
    expect(putPlainly(text)).toBe(plain);
  });

  it.each([
    'In which city was the treaty signed?',
    'After the vote, what happens to it?',
    'Who is Ada Pell?',
    'Did the union sign?',
    'Prices stayed low until what?',
    'List the three demands',
    'The mayor said what about the tram?',
    'Above what height do ships that use the canal have to stop?',
    'What is the date of the ballot?',
    'The owners signed the agreement',
    'If the talks fail what happens?',
    'If elected who will lead?',
    'Did the article mention Howard?',
    'Did they mention White House plans?',
    'any news on wheat prices?',
    'The mayor set a date',
    'They ran out of time',
    'reason for the strike',
    'number 10 Downing Street',
    'the mayor who resigned',
    'people who died',
    'news about who won',
    'the reason why he resigned',
    'details on when it opens',
    'The vote and how it went',
    'the ferry: how did they raise it?',
    'so-called rebels: which are they?',
    'so far how many died',
    'Did the mayor blame anyone?',
    'Did the mayor say thank you?',
    'the talks, what happened this week?',
    'is it known?',
  ])('leaves alone what is plain: %j', text => {
    expect(putPlainly(text)).toBe(text);
  });

  it('takes any text, adds next to nothing, and has nothing more to do when put again', () => {
    const words = fc.constantFrom(
      ...[
        'who',
        'what',
        'when',
        'it',
        'date',
        'quote',
        'or',
        'not',
        'pls',
        'the',
        'Sel',
        'ships',
        'if',
        '?',
        ',',
        'do we know',
        'tell me',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 9 }), list => {
        const plain = putPlainly(list.join(' '));
        expect(plain.length).toBeLessThan(list.join(' ').length + 20);
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 300 }), text => typeof putPlainly(text) === 'string'));
    expect(putPlainly('so '.repeat(5_000))).toContain('so');
  });

  it.each(['do we know who chairs the board?', 'the ferry who runs it', 'ballot date', 'who won pls thx'])(
    'stays as it is when put again: %j',
    text => {
      expect(putPlainly(putPlainly(text))).toBe(putPlainly(text));
    },
  );
});
