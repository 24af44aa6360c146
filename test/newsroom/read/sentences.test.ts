import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../src/newsroom/read/sentences.ts';

const split = (text: string) => splitSentences(text, 0, text.length).map(({ start, end }) => text.slice(start, end));

describe('splitting sentences', () => {
  it.each([
    ['titles and initials', ['Gen. Ade met Mr. Bo and J. R. Cole.', 'They left.']],
    ['country abbreviations', ['He joined the U.S. Air Force.', 'She left the U.S.', 'The plan failed.']],
    ['numbers', ['It cost $3.5 million.', 'No. 10 agreed.', 'In fig. 2 it rose.']],
    ['a full stop inside closing marks', ['“It is hard.”', 'He left.']],
    ['an ellipsis that goes on', ['We are done… so that they know.', 'Go.']],
    ['an elision before a name', ['“We want … Peace for all.”']],
    ['questions told by somebody', ['"Is it so?" Ms. Jones asked.', '"Yes."']],
    ['a careless small letter', ['It was agreed.', 'this text is a summary.']],
    ['an ellipsis before a new sentence', ['Nobody came…', 'Then it rained.']],
    ['other scripts', ['雨。', '雪。']],
  ])('minds %s', (_, sentences) => {
    expect(split(sentences.join(sentences[0] === '雨。' ? '' : ' '))).toEqual(sentences);
  });

  it('cuts where the space after a full stop was forgotten', () => {
    expect(split('A deal with Ruritania.The pledge holds.')).toEqual(['A deal with Ruritania.', 'The pledge holds.']);
    expect(split('He said “no.”The next day came.')).toEqual(['He said “no.”', 'The next day came.']);
    expect(split('See Node.js and www.Example.Com now.')).toEqual(['See Node.js and www.Example.Com now.']);
  });

  it('stands text whose punctuation is set apart', () => {
    expect(split('In 1972 . It was at St . Mary church . Then it fell .')).toEqual([
      'In 1972 .',
      'It was at St . Mary church .',
      'Then it fell .',
    ]);
  });

  it('cuts a giant at white space and loses nothing', () => {
    const text = 'word '.repeat(2000).trim();
    const pieces = split(text);
    expect(pieces.every(piece => piece.length <= 1500)).toBe(true);
    expect(pieces.join(' ')).toBe(text);
  });
});
