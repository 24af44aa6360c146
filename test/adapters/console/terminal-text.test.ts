import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, jsonLine } from '../../../src/adapters/console/terminal-text.ts';
import { showHidden } from '../../../src/adapters/visible-text.ts';
import { DRIVES, unescapeTerminal } from './terminal.ts';

/** Any UTF-16 at all, with plenty of what matters here. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.nat(0xffff).map(unit => String.fromCharCode(unit)) }),
      fc.constantFrom(
        '\x1b[2J',
        '\u202e',
        '\u241b',
        '<U+202E>',
        '<U+',
        '<',
        '\u200d',
        '\ufe0f',
        '👩',
        '❤',
        'क',
        '\r\n',
        '\x9b31m',
      ),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

describe('text of others', () => {
  test('drives no terminal, whatever it holds', () => {
    fc.assert(fc.property(anyText, text => !DRIVES.test(showHidden(text)) && !showHidden(text).includes('\n')));
  });

  test('is given back by unescaping what is shown', () => {
    fc.assert(
      fc.property(anyText, text => unescapeTerminal(showHidden(text)) === text),
      { numRuns: 2_000 },
    );
  });

  test('is well-formed when it is shown', () => {
    fc.assert(fc.property(anyText, text => showHidden(text).isWellFormed()));
  });

  test.each([
    ['\x1b[31mred\x07', '␛[31mred␇'],
    ['two\r\nlines\tand\x7f', 'two␍␊lines␉and␡'],
    ['\u202egnp.exe', '<U+202E>gnp.exe'],
    ['a\u200bb\u00adc\ufeffd\u061ce', 'a<U+200B>b<U+00AD>c<U+FEFF>d<U+061C>e'],
    ['\x9b2J', '<U+009B>2J'],
    ['the symbol \u241b and <U+0041>', 'the symbol <U+241B> and <U+003C>U+0041>'],
    ['lone \ud800', 'lone <U+D800>'],
    ['hid\u200dden', 'hid<U+200D>den'],
    ['tag\u{e0041}', 'tag<U+E0041>'],
  ])('%j is shown as %s', (text, shown) => {
    expect(showHidden(text)).toBe(shown);
  });

  test.each([
    '“Curly” – and — dashes…',
    'naïve café',
    'نمی\u200cخواهم',
    'क्\u200dष',
    '👩\u200d💻 ❤\ufe0f 1\ufe0f⃣',
    'ブルー',
    'a < b <b>',
    'no\u00a0break',
  ])('%s, which is honest, is left alone', text => {
    expect(showHidden(text)).toBe(text);
  });
});

describe('a line of JSON', () => {
  test('is the same value, on one line, and drives no terminal', () => {
    fc.assert(
      fc.property(anyText, text => {
        const line = jsonLine({ text });
        expect(JSON.parse(line)).toEqual({ text });
        expect(line).not.toMatch(DRIVES);
        expect(line).not.toContain('\n');
      }),
    );
  });
});

describe('columns', () => {
  test.each([
    ['plain', 5],
    ['naïve', 5],
    ['e\u0301', 1],
    ['漢字', 4],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['ｶﾅ', 2],
    ['👩\u200d💻', 2],
    ['❤\ufe0f', 2],
    ['🇫🇮', 2],
    ['│ ╰ · “ ” –', 11],
  ])('%s takes %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});
