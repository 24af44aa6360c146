import { describe, expect, it } from 'vitest';
import type { Firmness } from '../../../src/core/model.ts';
import { firmnessOf } from '../../../src/newsroom/read/firmness.ts';

describe('how firmly a passage speaks', () => {
  it.each<[Firmness, string]>([
    ['stated', 'The town is the largest port of the north.'],
    ['agreed', 'The two sides have agreed on a framework.'],
    ['agreed', 'They pledged to take part in a proposed mission.'],
    ['will', 'The bank will lead the review.'],
    ['will', 'She said the guarantees would reassure people.'],
    ['proposed', 'It lays out plans for a new force.'],
    ['proposed', 'The paper describes a proposed mission.'],
    ['may', 'These steps may include sanctions.'],
    ['asked', 'He said he had asked the bank for a loan, but five years had been agreed to.'],
    ['denied', 'The union has not agreed to such terms and continues to strike.'],
    ['denied', 'The company denied that it will close.'],
    ['stated', 'They lack the political will.'],
    ['stated', 'The meeting on May 3 ended early.'],
  ])('%s: %s', (firmness, text) => {
    expect(firmnessOf(text)).toBe(firmness);
  });
});
