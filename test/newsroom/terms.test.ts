import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import stem from 'wink-porter2-stemmer';
import { IRREGULAR_VERBS } from '../../src/newsroom/data/irregular-verbs.ts';
import { isStopWord, nameTerm, passageTerms, termsOf } from '../../src/newsroom/terms.ts';

const termList = (text: string) => termsOf(text).map(term => term.term);

/** Holds what may be a British spelling: another word is stemmed. */
const BRITISH = /is|our|ence|ogue|gramme|re/;

describe('terms', () => {
  it('meets a word in any case, ending and accent', () => {
    expect(termList('Signing')).toEqual(termList('signed'));
    expect(termList('CAFÉ')).toEqual(termList('cafe'));
  });

  it('meets British and American spellings', () => {
    for (const [british, american] of [
      ['defence', 'defense'],
      ['organised', 'organized'],
      ['labour', 'labor'],
      ['neighbouring', 'neighboring'],
      ['centre', 'center'],
    ]) {
      expect(termList(british!)).toEqual(termList(american!));
    }
  });

  it('meets a verb in its irregular forms', () => {
    expect(termList('led met built')).toEqual(termList('leads meeting builds'));
  });

  it('keeps numbers whole and reads number words as digits', () => {
    expect(termList('1,200 or fifteen or 1.2')).toEqual(['1200', 'or', '15', 'or', '1.2']);
  });

  it('drops possessives and joins dotted abbreviations', () => {
    expect(termList('Port’s')).toEqual(termList('port'));
    expect(termList('the U.N. said')[1]).toBe('un');
  });

  it('makes one term of a canonical name', () => {
    expect(nameTerm('José O’Neill-Smith')).toBe('@jose_oneill_smith');
    const entities = [{ start: 0, end: 3, name: 'Port of Sel', kind: 'place' as const }];
    expect(passageTerms({ text: 'Sel closed', entities })).toEqual(['sel', 'close', '@port_of_sel']);
  });

  it('knows words without a topic', () => {
    expect(isStopWord('the')).toBe(true);
    expect(isStopWord('port')).toBe(false);
  });

  it('gives offsets of the words as they stand, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        let last = 0;
        for (const term of termsOf(text)) {
          expect(term.start).toBeGreaterThanOrEqual(last);
          expect(term.end).toBeGreaterThan(term.start);
          expect(term.end).toBeLessThanOrEqual(text.length);
          expect(term.term).not.toMatch(/\s/);
          last = term.end;
        }
      }),
    );
  });

  it.each(['\uFDFA', '\uFC5E', 'a\uFDFBb', '\u037A'])('makes no term of several words of a ligature: %j', text => {
    for (const { term, word } of termsOf(text)) expect(term + word).not.toMatch(/\s/);
  });

  it('leaves a word to the stemmer wherever it may have an ending', () => {
    const endings = [
      '',
      'ed',
      'ing',
      'ation',
      'izer',
      'ator',
      'ful',
      'ness',
      'ment',
      'ism',
      'iti',
      'enci',
      'ogi',
      'll',
      'ic',
    ];
    const word = fc
      .tuple(
        fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 5 }),
        fc.constantFrom(...endings),
      )
      .map(parts => parts.join(''))
      .filter(made => !isStopWord(made) && !BRITISH.test(made));
    fc.assert(
      fc.property(word, made => {
        fc.pre(!/^(zero|one|two|three|four|five|six|seven|eight|nine|ten)$/.test(made));
        const [term] = termList(made);
        // Irregular verbs are other words before they are stemmed.
        expect([stem(made), ...IRREGULAR_VERBS.values().map(stem)]).toContain(term);
      }),
      { numRuns: 2_000 },
    );
  });
});
