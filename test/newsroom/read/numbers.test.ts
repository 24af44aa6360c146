import { describe, expect, it } from 'vitest';
import { findNumbers } from '../../../src/newsroom/read/numbers.ts';

const numbers = (text: string) => findNumbers(text, []).map(({ value, unit }) => [value, unit]);

describe('finding numbers', () => {
  it.each<[string, [number, string | null][]]>([
    ['35 member states of the coalition', [[35, 'states']]],
    ['35 nations raises the cost', [[35, 'nations']]],
    ['from 27 European countries', [[27, 'countries']]],
    ['funds €250\u202fmillion for more', [[250e6, 'eur']]],
    ['$1.2 billion in new aid', [[1.2e9, 'usd']]],
    [
      'US$5bn, or 3 million euros',
      [
        [5e9, 'usd'],
        [3e6, 'eur'],
      ],
    ],
    ['1,200 personnel', [[1200, 'personnel']]],
    ['seven M1 Abrams tanks', [[7, 'tanks']]],
    [
      '12.5% and 3 per cent',
      [
        [12.5, '%'],
        [3, '%'],
      ],
    ],
    [
      '10 to 15 years',
      [
        [10, 'years'],
        [15, 'years'],
      ],
    ],
    [
      '10-15 years',
      [
        [10, 'years'],
        [15, 'years'],
      ],
    ],
    ['a 15-year deal', [[15, 'year']]],
    ['twenty-five soldiers', [[25, 'soldiers']]],
    ['two hundred and five ships', [[205, 'ships']]],
    ['three million people', [[3e6, 'people']]],
    ['“several thousand” French troops', [[1000, 'troops']]],
    ['hundreds of thousands of people', [[100_000, 'people']]],
    ['a dozen ships', [[12, 'ships']]],
    ['one country', [[1, 'country']]],
  ])('reads "%s"', (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  it('takes no name, pronoun, hour or code for a number', () => {
    expect(numbers('M1, Shield‑2026, 24/7, at 10:30, one of them, no one, B-52')).toEqual([]);
  });

  it('leaves out what the caller says is a date', () => {
    expect(findNumbers('on 6 January', [{ start: 3, end: 12 }])).toEqual([]);
  });
});
