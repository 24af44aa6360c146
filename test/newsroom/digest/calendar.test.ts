import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestTime, LocalDate } from '../../../src/core/digests.ts';
import { datesFrom, dueOn, lastDue, nextDue, zoneName } from '../../../src/newsroom/digest/calendar.ts';
import { EVERY_DAY, WEEKDAYS } from '../../support/digests.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Date.parse('2020-01-01T00:00:00Z');
const UNTIL = Date.parse('2030-12-31T00:00:00Z');

const daily = (zone: string, at = '07:30'): DigestTime => ({ zone, at, days: EVERY_DAY });
const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace(':00.000Z', 'Z'));
const never = () => Promise.resolve(false);

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show, `2026-03-29 03:30:00`: by Node's own formatter, which the calendar does not use. */
function wallOf(ms: number, zone: string): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  return format.format(ms);
}

/** How far a zone's clocks are ahead, ms. */
function aheadOf(ms: number, zone: string): number {
  return Date.parse(`${wallOf(ms, zone).replace(' ', 'T')}Z`) - ms;
}

/** The instants between two at which a zone's clocks are put forward or back, by halving. */
function changesOf(zone: string, from: number, until: number): number[] {
  const changes: number[] = [];
  // No zone keeps a change for less than a week: Morocco's month of fasting lasts four.
  for (let at = from; at < until; at += 7 * DAY_MS) {
    let [before, after] = [at, Math.min(at + 7 * DAY_MS, until)];
    if (aheadOf(before, zone) === aheadOf(after, zone)) continue;
    while (after - before > 1_000) {
      const middle = Math.floor((before + after) / 2_000) * 1_000;
      if (aheadOf(middle, zone) === aheadOf(before, zone)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}

/** A date so many days after the local date of an instant. */
function dateNear(ms: number, zone: string, days: number): LocalDate {
  const date = wallOf(ms, zone).slice(0, 10);
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * What must be so of the instant a digest is due: the clocks show the time or, where they never do on that date, one that is later and
 * was earlier a moment before; and they have not shown the time before.
 */
function faultOf(date: LocalDate, when: DigestTime): string | null {
  const due = dueOn(date, when);
  const wanted = `${date} ${when.at}:00`;
  if (due === null) return `${when.zone} has none on ${date}`;
  const shows = wallOf(due, when.zone);
  const before = wallOf(due - 1_000, when.zone);
  if (shows === wanted) {
    // The first time, where it comes twice: no clock was put back over it within the day before.
    const again = changesOf(when.zone, due - DAY_MS, due).find(change => wallOf(change - 1_000, when.zone) >= wanted);
    return again === undefined ? null : `${when.zone} ${wanted} is due the second time`;
  }
  const isFirstAfterGap = shows > wanted && before < wanted;
  return isFirstAfterGap ? null : `${when.zone} ${wanted} is due at ${shows}`;
}

describe('a digest is due', () => {
  test.for([
    ['Europe/Berlin', '07:30', '2026-01-08', '2026-01-08T06:30Z'],
    ['Asia/Kathmandu', '07:30', '2026-01-08', '2026-01-08T01:45Z'],
    ['Pacific/Kiritimati', '00:00', '2026-01-08', '2026-01-07T10:00Z'],
    // In a gap: at its end.
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00Z'],
    ['Africa/Cairo', '00:30', '2026-04-24', '2026-04-23T22:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30Z'],
    // The gap ends at midnight there, so that it comes when the next date begins.
    ['America/Nuuk', '23:45', '2026-03-28', '2026-03-29T01:00Z'],
    // Twice: the first time.
    ['Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30Z'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45Z'],
  ] as const)('in %s at %s on %s at %s', ([zone, at, date, due]) => {
    expect(instant(dueOn(date, daily(zone, at)))).toBe(due);
  });

  test('on no date that its zone has left out', () => {
    const samoa = daily('Pacific/Apia');
    const dates = ['2011-12-29', '2011-12-30', '2011-12-31'];
    expect(dates.map(date => instant(dueOn(date, samoa)))).toEqual(['2011-12-29T17:30Z', null, '2011-12-30T17:30Z']);
  });

  test('on no day that is not among its days', () => {
    expect(dueOn('2026-01-10', { ...daily('UTC'), days: WEEKDAYS })).toBeNull();
    expect(dueOn('2026-01-12', { ...daily('UTC'), days: WEEKDAYS })).not.toBeNull();
  });
});

/**
 * Times of day that a change touches: just before it, and a little after it as the clocks show it and as they would have: that is in the
 * gap, or in the overlap. And one that it seldom touches.
 */
function timesAround(change: number, zone: string): string[] {
  const later = change + 10 * MINUTE_MS;
  const unchanged = new Date(later + aheadOf(change - 1_000, zone)).toISOString();
  return [wallOf(change - MINUTE_MS, zone), wallOf(later, zone), unchanged, '2026-01-08 07:30'].map(shown =>
    shown.slice(11, 16),
  );
}

describe('in every zone of the IANA database, through every change of its clocks in ten years', () => {
  const changed = ZONES.map(zone => ({ zone, changes: changesOf(zone, FROM, UNTIL) }));

  test('there is something to look at', () => {
    expect(ZONES.length).toBeGreaterThan(400);
    expect(changed.reduce((sum, { changes }) => sum + changes.length, 0)).toBeGreaterThan(2_500);
  });

  test('a digest is due once on each date, at its time, or at the first instant after a gap', () => {
    const faults: string[] = [];
    for (const { zone, changes } of changed)
      for (const change of changes) {
        for (const at of timesAround(change, zone))
          for (const days of [-1, 0, 1]) {
            const fault = faultOf(dateNear(change, zone, days), daily(zone, at));
            if (fault) faults.push(fault);
          }
      }
    expect(faults).toEqual([]);
  }, 120_000);

  test('who looks every half hour finds each date once, never two', () => {
    const faults: string[] = [];
    for (const { zone, changes } of changed) {
      // Every second one: spring and autumn take turns by the zone.
      for (const change of changes.filter((_, n) => n % 4 === zone.length % 4)) {
        const when = daily(zone, wallOf(change - 20 * MINUTE_MS, zone).slice(11, 16));
        const found: LocalDate[] = [];
        const from = Math.floor((change - 1.5 * DAY_MS) / (30 * MINUTE_MS)) * 30 * MINUTE_MS;
        for (let now = from; now < from + 4 * DAY_MS; now += 30 * MINUTE_MS) {
          const due = lastDue(when, new Date(now));
          if (due && due.date !== found.at(-1)) found.push(due.date);
        }
        const [first = ''] = found;
        const expected = found.map((_, n) => new Date(Date.parse(first) + n * DAY_MS).toISOString().slice(0, 10));
        if (found.length < 4 || found.join() !== expected.join()) faults.push(`${zone} ${when.at}: ${found}`);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);

  test('the next one is on the date after the last', async () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(parts => parts.map(n => `${n}`.padStart(2, '0')).join(':'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        time,
        fc.integer({ min: FROM, max: UNTIL }),
        async (zone, at, from) => {
          const when = daily(zone, at);
          let now = from;
          let date: LocalDate | null = null;
          for (let n = 0; n < 20; n++) {
            const next = (await nextDue(when, new Date(now), never))!;
            expect(faultOf(next.date, when)).toBeNull();
            expect(next.at).toBeGreaterThan(now);
            if (date !== null) expect(Date.parse(next.date) - Date.parse(date)).toBe(DAY_MS);
            expect(lastDue(when, new Date(next.at))).toEqual(next);
            expect(lastDue(when, new Date(next.at - 1))?.date).not.toBe(next.date);
            ({ at: now, date } = next);
          }
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  }, 60_000);
});

describe('the last one', () => {
  const when = { ...daily('Europe/Berlin'), days: WEEKDAYS };
  test.for([
    ['2026-01-08T06:29:59Z', '2026-01-07'],
    ['2026-01-08T06:30:00Z', '2026-01-08'],
    ['2026-01-08T23:59:00Z', '2026-01-08'],
    ['2026-01-10T06:29:59Z', '2026-01-09'],
    ['2026-01-10T06:30:00Z', null],
    ['2026-01-11T12:00:00Z', null],
  ] as const)('that is due at %s is that of %s, until it is a day late', ([now, date]) => {
    expect(lastDue(when, new Date(now))?.date ?? null).toBe(date);
  });

  test('is none before the first date that has one', () => {
    const startsOn = (date: LocalDate) => lastDue({ ...when, startsOn: date }, new Date('2026-01-08T12:00:00Z'))?.date;
    expect([startsOn('2026-01-08'), startsOn('2026-01-09')]).toEqual(['2026-01-08', undefined]);
  });
});

describe('the next one', () => {
  test('is not on a date that is taken, nor on a day that is not among its days', async () => {
    const when = { ...daily('Europe/Berlin'), days: WEEKDAYS };
    const isTaken = async (date: LocalDate) => date === '2026-01-09';
    const next = await nextDue(when, new Date('2026-01-08T12:00:00Z'), isTaken);
    expect(next).toEqual({ date: '2026-01-12', at: Date.parse('2026-01-12T06:30:00Z') });
  });

  test('is none where all that come are taken', async () => {
    expect(await nextDue(daily('UTC'), new Date(FROM), async () => true)).toBeNull();
  });
});

describe('dates from one on', () => {
  const weekdays = { ...daily('Europe/Berlin'), days: WEEKDAYS };
  test('are those that should have had a digest, the last not counted', () => {
    expect(datesFrom('2026-01-09', '2026-01-13', weekdays)).toEqual(['2026-01-09', '2026-01-12']);
    expect(datesFrom('2026-01-09', '2026-01-09', weekdays)).toEqual([]);
    expect(datesFrom('2026-02-08', '2026-01-09', weekdays)).toEqual([]);
  });

  test('are the latest 31 where there are more, also where only one day a week counts', () => {
    expect(datesFrom('2020-01-01', '2026-01-08', weekdays)).toHaveLength(31);
    const mondays = datesFrom('2020-01-01', '2026-01-08', { ...weekdays, days: [1] });
    expect(mondays).toHaveLength(31);
    expect(mondays.at(-1)).toBe('2026-01-05');
  });
});

test.for([
  ['europe/berlin', 'Europe/Berlin'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['utc', 'UTC'],
] as const)('the zone %s is written %s', ([given, name]) => {
  expect(zoneName(given)).toBe(name);
});
