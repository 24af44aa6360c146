import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../../src/ingest/page/dates.ts';

const now = new Date('2026-01-08T00:00:00Z');

describe('a date of a page', () => {
  it.each([
    ['2026-01-07', '2026-01-07'],
    ['2026-01-07T01:20:35Z', '2026-01-07T01:20:35Z'],
    ['2026-01-07T01:20:35.123Z', '2026-01-07T01:20:35Z'],
    ['2026-01-07T01:20:35+02:00', '2026-01-06T23:20:35Z'],
    ['2026-01-07T01:20:35-0530', '2026-01-07T06:50:35Z'],
    ['2026-01-07T01:20', '2026-01-07'],
    ['2026-01-07 01:20:35', '2026-01-07'],
    ['2026-01-07 01:20:35 UTC', '2026-01-07T01:20:35Z'],
    ['2026/1/7', '2026-01-07'],
    ['7 January 2026', '2026-01-07'],
    ['Jan. 7, 2026', '2026-01-07'],
    ['January 7th, 2026 at 10:00', '2026-01-07'],
    ['Published on Wednesday, 7 Jan 2026 10:00 GMT', '2026-01-07T10:00:00Z'],
    ['Wed, 07 Jan 2026 10:00:00 +0100', '2026-01-07T09:00:00Z'],
    ['Sept 3, 2025', '2025-09-03'],
    ['29 February 2024', '2024-02-29'],
    ['2026-01-09T05:00:00Z', '2026-01-09T05:00:00Z'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text, now)).toBe(date);
  });

  it.each([
    '',
    'today',
    '12 minutes ago',
    '07/01/2026',
    '3.4.2026',
    '2026',
    '30 February 2026',
    '2026-13-01',
    '2026-02-30',
    '0001-01-01',
    '1970-01-01T00:00:00Z',
    '2026-01-12',
    '2099-01-01',
    'May 2026',
    '1767225600',
  ])('%s is none', text => {
    expect(readDate(text, now)).toBeNull();
  });

  it('is a day or an instant, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map(String),
      fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/),
    );
    fc.assert(
      fc.property(text, given => {
        const read = readDate(given, now);
        if (read !== null) expect(read).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
