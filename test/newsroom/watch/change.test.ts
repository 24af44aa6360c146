import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/model.ts';
import { makeNames } from '../../../src/newsroom/names.ts';
import { changeOf } from '../../../src/newsroom/watch/change.ts';
import { anAnswer, someEvidence } from '../../adapters/parts.ts';

const names = makeNames([{ name: 'Northern Isles', kind: 'place', aliases: ['NI'] }]);

/** An answer, and the quotation that gives it. */
const says = (answer: string, quote = `It is ${answer}.`, given: Partial<Answer> = {}) =>
  anAnswer({ answer, evidence: [someEvidence({ quote })], ...given });
const SILENT = anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] });
const disputed = (...sides: string[]): Answer['disagreement'] => ({
  kind: 'conflict',
  sides: sides.map(side => ({ says: side, evidence: [] })),
});

const change = (before: Answer, now: Answer) => changeOf(before, now, names);

describe('an answer', () => {
  it('where there was none, and none where there was one, are changes', () => {
    expect(change(SILENT, says('14 ferries'))).toBe('answered');
    expect(change(says('14 ferries'), SILENT)).toBe('silent');
    expect(change(SILENT, SILENT)).toBeNull();
  });

  it.each([
    ['another number', '14 ferries', '15 ferries'],
    ['another name', 'Ada Brill', 'Nils Torp'],
    ['a name more', 'Ada Brill', 'Ada Brill and Nils Torp'],
    ['a number more', 'two boats', 'two boats and 5 barges'],
    ['Yes for No', 'No', 'Yes'],
    ['other words', 'in the harbour', 'on the hill'],
  ])('with %s is another value', (_, before, now) => {
    expect(change(says(before), says(now))).toBe('value');
  });

  it.each([
    ['the same words', '14 ferries', '14 ferries'],
    ['a number in words', '14 ferries', 'fourteen ferries'],
    ['another spelling of a name', 'Northern Isles', 'the NI'],
    ['more words for it', 'the harbour', 'the harbour by the old town'],
    ['fewer words for it', 'Ada Brill of the board', 'Ada Brill'],
    ['Yes again', 'Yes', 'Yes'],
  ])('with %s says the same', (_, before, now) => {
    expect(change(says(before), says(now))).toBeNull();
  });

  it('made of what the earlier quotations showed says the same', () => {
    const before = says('Ada Brill', 'Ada Brill and Nils Torp signed it.');
    expect(change(before, says('Nils Torp'))).toBeNull();
  });

  it('that yes and no are said of is another, whatever its quotations held', () => {
    expect(change(says('Yes', 'No ferry sails, yes.'), says('No'))).toBe('value');
  });

  it('with a disagreement that was not there is a change, and with the same one is none', () => {
    const now = says('14 ferries', undefined, { disagreement: disputed('14 ferries', '9') });
    expect(change(says('14 ferries'), now)).toBe('disagreement');
    expect(change(now, now)).toBeNull();
    expect(change(now, says('14 ferries'))).toBeNull();
  });

  it('with a side that says what none said is a change', () => {
    const before = says('14 ferries', undefined, { disagreement: disputed('14', '9') });
    const now = says('14 ferries', undefined, { disagreement: disputed('14', '9', '11') });
    expect(change(before, now)).toBe('disagreement');
  });

  it('beside what cannot be compared is no change', () => {
    const apart = { ...disputed('14', '9')!, kind: 'cannot-compare' as const };
    expect(change(says('14 ferries'), says('14 ferries', undefined, { disagreement: apart }))).toBeNull();
  });
});
