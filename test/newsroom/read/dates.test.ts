import { describe, expect, it } from 'vitest';
import { dayOfIso } from '../../../src/newsroom/read/calendar.ts';
import { dayOrder, findDates, latestFullDate } from '../../../src/newsroom/read/dates.ts';

/** 7 January 2026 is a Wednesday. */
const dates = (text: string, day: string | null = '2026-01-07') =>
  findDates(text, { anchor: dayOfIso(day), order: null }).map(({ start, end, value }) => [
    text.slice(start, end),
    value,
  ]);

describe('finding dates', () => {
  it.each([
    ['on 6 January 2026, they', '6 January 2026', '2026-01-06'],
    ['on January 6, 2026, they', 'January 6, 2026', '2026-01-06'],
    ['Date: 2026‑01‑07 01:20:35 |', '2026‑01‑07 01:20:35', '2026-01-07'],
    ['Date: 15\u202fFebruary\u202f2026', '15\u202fFebruary\u202f2026', '2026-02-15'],
    ['on Tuesday (January 6) for', 'Tuesday (January 6)', '2026-01-06'],
    ['a summit on 6 January.', '6 January', '2026-01-06'],
    ['on 28 December.', '28 December', '2025-12-28'],
    ['issued on Tuesday.', 'Tuesday', '2026-01-06'],
    ['issued on Wednesday.', 'Wednesday', '2026-01-07'],
    ['next Friday', 'next Friday', '2026-01-09'],
    ['it came yesterday', 'yesterday', '2026-01-06'],
    ['Last week, he', 'Last week', '2026-W01'],
    ['last month', 'last month', '2025-12'],
    ['two years ago', 'two years ago', '2024'],
    ['in May, they', 'May', '2025-05'],
    ['a drill scheduled in august', 'august', '2026-08'],
    ['in January 2025', 'January 2025', '2025-01'],
    ['invaded in 2014.', '2014', '2014'],
    ['since post‑2022', '2022', '2022'],
    ['on 13/04/2025', '13/04/2025', '2025-04-13'],
    ['on 03/04/2025', '03/04/2025', null],
  ])('reads "%s"', (text, words, value) => {
    if (text.startsWith('in May')) expect(dates(text, '2025-06-01')).toEqual([[words, value]]);
    else expect(dates(text)).toEqual([[words, value]]);
  });

  it('finds what it cannot resolve, and says so', () => {
    expect(dates('on Tuesday (January 6) and last week', null)).toEqual([
      ['Tuesday (January 6)', null],
      ['last week', null],
    ]);
  });

  it('takes no verb and no count for a date', () => {
    expect(dates('They may march 6 miles, 30 February, of 2000 soldiers')).toEqual([]);
  });

  it('takes the latest full date of a text as its anchor', () => {
    expect(latestFullDate('On 1 May 2024 and January 6, 2026.', null)).toBe(dayOfIso('2026-01-06'));
    expect(latestFullDate('On 6 January and in 2030.', null)).toBeNull();
  });

  it('learns day and month order from a date that can be read one way only', () => {
    expect(dayOrder('on 13/04/2025 and 03/04/2025', 'en')).toBe('dmy');
    expect(dayOrder('on 04/13/2025', 'en')).toBe('mdy');
    expect(dayOrder('on 03/04/2025', 'en')).toBeNull();
    expect(dayOrder('le 03/04/2025', 'fr')).toBe('dmy');
  });
});
