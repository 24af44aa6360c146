import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPlace, passagesShown, quotationsOf } from '../../src/core/quotations.ts';
import { reply } from '../../src/core/reply.ts';
import { anAnswer, someEvidence } from '../adapters/parts.ts';

const placeOf = ({ article, revision, start, end } = someEvidence()) => ({ article, revision, start, end });

describe('the quotations of a reply', () => {
  it('are those of its quotes and of its data, each as often as it stands there', () => {
    const evidence = someEvidence();
    const made = reply({ fallback: '', quotes: [{ evidence, says: null }], data: anAnswer({ evidence: [evidence] }) });
    expect(quotationsOf(made)).toEqual([evidence, evidence]);
  });

  it('are also those of what follows below it', () => {
    const below = someEvidence({ article: 'below' });
    const rest = reply({ fallback: '', quotes: [{ evidence: below, says: null }] });
    expect(quotationsOf(reply({ fallback: '', rest }))).toEqual([below]);
    expect(passagesShown(reply({ fallback: '', rest }))).toEqual([placeOf(below)]);
  });

  it('are found however deep they stand, and inside each other', () => {
    const inner = someEvidence({ article: 'inner' });
    const outer = { ...someEvidence({ article: 'outer' }), against: [inner] };
    const nest = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant<unknown>(outer),
        fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
        fc.record({ x: tie('value'), quote: fc.string() }),
      ),
    })).value;
    fc.assert(
      fc.property(nest, data => {
        const written = JSON.stringify(data).split('"outer"').length - 1;
        expect(quotationsOf(reply({ fallback: '', data }))).toHaveLength(2 * written);
      }),
    );
  });

  it.each([null, 'words', 3, undefined, [], {}, { quote: 'x' }, { article: 'a' }])('are none in %j', data => {
    expect(quotationsOf(reply({ fallback: '', data }))).toEqual([]);
  });
});

describe('the passages a reply shows', () => {
  it('are each there once', () => {
    const [one, two] = [someEvidence(), someEvidence({ start: 3, end: 9 })];
    const made = reply({
      fallback: '',
      quotes: [{ evidence: one, says: null }],
      data: [one, two, { ...one, quote: 'x' }],
    });
    expect(passagesShown(made)).toEqual([placeOf(one), placeOf(two)]);
  });

  it('are told apart by article, revision and both offsets', () => {
    const all = [{}, { article: 't-1 1' }, { revision: 11 }, { start: 1 }, { end: 30 }].map(change =>
      someEvidence(change),
    );
    expect(passagesShown(reply({ fallback: '', data: all }))).toHaveLength(5);
  });

  it.each([
    { start: undefined },
    { end: null },
    { start: 0.5 },
    { start: -1 },
    { start: 9, end: 8 },
    { end: Number.POSITIVE_INFINITY },
    { revision: undefined },
    { revision: '1' },
    { article: 7 },
  ])('are none where a quotation has no proper place: %o', change => {
    const wrong = { ...someEvidence(), ...change } as ReturnType<typeof someEvidence>;
    expect(hasPlace(wrong)).toBe(false);
    expect(passagesShown(reply({ fallback: '', data: wrong }))).toEqual([]);
  });
});
