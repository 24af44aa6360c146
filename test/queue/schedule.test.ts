import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../src/core/job.ts';
import { nextRun } from '../../src/queue/schedule.ts';
import { fixedClock } from '../support/clock.ts';

/** The next `count` runs after an instant, as ISO 8601 without milliseconds. */
function runs(when: Schedule, after: string, count: number): string[] {
  const clock = fixedClock(after);
  return Array.from({ length: count }, () => {
    clock.set(nextRun(when, clock.now()).getTime());
    return clock.now().toISOString().replace(':00.000Z', 'Z');
  });
}

describe('a daily schedule', () => {
  test.for([
    ['Europe/Berlin', '30 2 * * *', '2026-03-28T12:00:00Z', ['2026-03-29T01:30Z', '2026-03-30T00:30Z']],
    ['America/New_York', '30 2 * * *', '2026-03-07T12:00:00Z', ['2026-03-08T07:30Z', '2026-03-09T06:30Z']],
    ['Africa/Cairo', '0 0 * * *', '2026-04-23T12:00:00Z', ['2026-04-23T22:00Z', '2026-04-24T21:00Z']],
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T12:00:00Z', ['2026-10-03T15:45Z', '2026-10-04T15:15Z']],
    // The gap ends at midnight there, so that the run falls on the next date.
    ['America/Nuuk', '45 23 * * *', '2026-03-28T12:00:00Z', ['2026-03-29T01:45Z', '2026-03-30T00:45Z']],
  ] as const)('moves a time left out in %s (%s) forward by the gap', ([zone, cron, after, expected]) => {
    expect(runs({ cron, zone }, after, 2)).toEqual(expected);
  });

  test.for([
    ['Europe/Berlin', '30 2 * * *', '2026-10-24T12:00:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['America/New_York', '30 1 * * *', '2026-10-31T12:00:00Z', ['2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-04-04T12:00:00Z', ['2026-04-04T14:45Z', '2026-04-05T15:15Z']],
  ] as const)('runs once at a time that comes twice in %s (%s)', ([zone, cron, after, expected]) => {
    expect(runs({ cron, zone }, after, 2)).toEqual(expected);
  });

  test('keeps its hour on both sides of a change', () => {
    expect(runs({ cron: '0 7 * * *', zone: 'Pacific/Auckland' }, '2026-09-25T12:00:00Z', 3)).toEqual([
      ...['2026-09-25T19:00Z', '2026-09-26T18:00Z', '2026-09-27T18:00Z'],
    ]);
  });

  test('is still due when asked inside the gap', () => {
    const when = { cron: '30 2 * * *', zone: 'Europe/Berlin' };
    expect(runs(when, '2026-03-29T01:10:00Z', 1)).toEqual(['2026-03-29T01:30Z']);
    expect(runs({ cron: '15 2 * * *', zone: 'Australia/Lord_Howe' }, '2026-10-03T15:40:00Z', 1)).toEqual([
      '2026-10-03T15:45Z',
    ]);
  });

  test('runs exactly once on every local date, wherever and at whatever time', () => {
    const zones = fc.constantFrom(
      ...['Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Havana'],
      ...['Asia/Beirut', 'America/Santiago', 'Pacific/Chatham', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'],
      ...['Africa/Casablanca', 'Atlantic/Azores', 'Antarctica/Troll'],
    );
    const time = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
    fc.assert(
      fc.property(zones, time, (zone, { hour, minute }) => {
        const local = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' });
        const dates = runs({ cron: `${minute} ${hour} * * *`, zone }, '2026-01-01T12:00:00Z', 365).map(at =>
          local.format(new Date(at)),
        );
        const first = Date.parse(dates[0] as string);
        expect(dates).toEqual(dates.map((_, n) => new Date(first + n * 86_400_000).toISOString().slice(0, 10)));
      }),
      { numRuns: 10 },
    );
  });
});

test('an hourly schedule runs every hour through both changes', () => {
  const hour = { cron: '0 * * * *', zone: 'Europe/Berlin' };
  expect(runs(hour, '2026-03-28T23:30:00Z', 4)).toEqual(['00', '01', '02', '03'].map(each => `2026-03-29T${each}:00Z`));
  expect(runs(hour, '2026-10-24T23:30:00Z', 4)).toEqual(['00', '01', '02', '03'].map(each => `2026-10-25T${each}:00Z`));
});

test('is read in UTC unless said', () => {
  expect(runs({ cron: '0 7 * * *' }, '2026-07-01T12:00:00Z', 1)).toEqual(['2026-07-02T07:00Z']);
});

test('an interval counts from the instant given', () => {
  expect(nextRun({ everyMs: 250 }, new Date(1_000))).toEqual(new Date(1_250));
});

test.for([
  [{ cron: '5' }, 'five fields'],
  [{ cron: '@daily' }, 'five fields'],
  [{ cron: '* * * * * * *' }, 'five fields'],
  [{ cron: '0 25 * * *' }, 'cannot be read'],
  [{ cron: '0 0 30 2 *' }, 'cannot be read'],
  [{ cron: '0 0 * * *', zone: 'Mars/Olympus' }, 'unknown time zone'],
  [{ cron: '0 0 * * *', zone: '' }, 'unknown time zone'],
  [{ everyMs: 1.5 }, 'whole number'],
  [{ everyMs: Number.NaN }, 'whole number'],
  [{}, 'either cron or everyMs'],
] as const)('refuses %j', ([when, message]) => {
  const read = () => nextRun(when, new Date(0));
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({ code: 'bad-payload' }));
});

test('answers or refuses any five fields, and never looks back', () => {
  const field = fc.constantFrom('*', '0', '5', '*/7', '1-3', '59', '31', 'L', 'MON', '?', 'x', '2,4');
  fc.assert(
    fc.property(fc.tuple(field, field, field, field, field), fields => {
      const after = new Date('2026-03-29T00:59:59Z');
      try {
        const next = nextRun({ cron: fields.join(' '), zone: 'Europe/Berlin' }, after);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'bad-payload' });
      }
    }),
  );
});
