import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../src/core/feeds.ts';
import { afterPoll, LONGEST_S, type PollOutcome, SHORTEST_S, troubleOf } from '../../../src/ingest/feed/polling.ts';
import { aKeptFeed } from '../../support/feeds.ts';

const NOW = new Date('2026-01-07T12:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function anOutcome(given: Partial<PollOutcome> = {}): PollOutcome {
  return {
    ...{ says: 'has nothing new', kind: 'fine', news: 0, ttlMinutes: null, retryAfterS: null },
    ...{ etag: null, lastModified: null },
    ...given,
  };
}

/** Seconds until the next poll. */
function waitAfter(feed: Partial<Feed>, outcome: Partial<PollOutcome>, random = 0.5): number {
  const { nextPollAt } = afterPoll(aKeptFeed(feed), anOutcome(outcome), NOW, random);
  return (Date.parse(nextPollAt) - NOW.getTime()) / 1_000;
}

const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();

const anyFeed = fc.record({
  intervalS: fc.integer({ min: 1, max: 10 * LONGEST_S }),
  failures: fc.nat(10_000),
});
const anyOutcome = fc.record({
  kind: fc.constantFrom('fine' as const, 'failed' as const, 'gone' as const),
  news: fc.nat(1_000),
  ttlMinutes: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
});
const anyRandom = fc.double({ min: 0, max: 1, noNaN: true });

describe('the next poll', () => {
  it('comes never sooner than five minutes less the jitter, and never later than six hours and the jitter', () => {
    fc.assert(
      fc.property(anyFeed, anyOutcome, anyRandom, (feed, outcome, random) => {
        const wait = waitAfter(feed, outcome, random);
        expect(wait).toBeGreaterThanOrEqual(270);
        expect(wait).toBeLessThanOrEqual(21_600 * 1.1);
        const { intervalS } = afterPoll(aKeptFeed(feed), anOutcome(outcome), NOW, random);
        expect(intervalS).toBeGreaterThanOrEqual(SHORTEST_S);
        expect(intervalS).toBeLessThanOrEqual(LONGEST_S);
      }),
    );
  });

  it('comes never sooner than its server asks, up to nearly two days', () => {
    fc.assert(
      fc.property(
        anyFeed,
        anyOutcome,
        anyRandom,
        fc.integer({ min: 0, max: 10 * LONGEST_S }),
        (feed, outcome, random, asked) => {
          const wait = waitAfter(feed, { ...outcome, retryAfterS: asked }, random);
          expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 7 * LONGEST_S));
          expect(wait).toBeLessThanOrEqual(Math.max(7 * LONGEST_S, LONGEST_S * 1.1));
        },
      ),
    );
  });

  it('comes sooner where there is news, later where there is none', () => {
    expect(waitAfter({ intervalS: 1_000 }, { news: 3 })).toBe(500);
    expect(waitAfter({ intervalS: 1_000 }, { news: 0 })).toBe(1_200);
  });

  it('waits twice as long after each failure, and goes back to its interval when all is well', () => {
    const waits = [0, 1, 2, 3, 4, 5].map(failures => waitAfter({ intervalS: 900, failures }, { kind: 'failed' }));
    expect(waits).toEqual([1_800, 3_600, 7_200, 14_400, 21_600, 21_600]);
    expect(waitAfter({ intervalS: 900, failures: 5 }, { news: 0 })).toBe(1_080);
  });

  it('hears the ttl of a feed, within six hours', () => {
    expect(waitAfter({ intervalS: 900 }, { ttlMinutes: 60 })).toBe(3_600);
    expect(waitAfter({ intervalS: 900 }, { ttlMinutes: 1 })).toBe(1_080);
    expect(waitAfter({ intervalS: 900 }, { ttlMinutes: 10_000 })).toBe(21_600);
  });

  it('is spread by a tenth either way', () => {
    expect([0, 0.5, 1].map(random => waitAfter({ intervalS: 1_000 }, { news: 1 }, random))).toEqual([450, 500, 550]);
  });
});

describe('what is kept of a poll', () => {
  it('that went well are its marks, its time and what it said', () => {
    const poll = afterPoll(
      aKeptFeed({ failures: 3, lastNewAt: ago(DAY_MS) }),
      anOutcome({ etag: '"2"', lastModified: 'Wed', says: 'has 2 new', news: 2 }),
      NOW,
      0.5,
    );
    const at = NOW.toISOString();
    expect(poll).toMatchObject({
      ...{ state: 'active', failures: 0, etag: '"2"', lastModified: 'Wed', lastOutcome: 'has 2 new' },
      ...{ lastGoodAt: at, lastNewAt: at, lastPolledAt: at },
    });
  });

  it('that failed are the marks of before, and one more failure', () => {
    const before = aKeptFeed({ failures: 3, etag: '"1"', lastModified: 'Tue', lastGoodAt: ago(DAY_MS) });
    const poll = afterPoll(before, anOutcome({ kind: 'failed', says: 'did not answer' }), NOW, 0.5);
    expect(poll).toMatchObject({
      ...{ state: 'active', failures: 4, etag: '"1"', lastModified: 'Tue', lastOutcome: 'did not answer' },
      ...{ lastGoodAt: before.lastGoodAt, lastNewAt: before.lastNewAt, lastPolledAt: NOW.toISOString() },
    });
  });

  it('with nothing new leaves when there was news, but begins to count at the first', () => {
    const feed = aKeptFeed({ lastNewAt: ago(DAY_MS) });
    expect(afterPoll(feed, anOutcome(), NOW, 0.5).lastNewAt).toBe(ago(DAY_MS));
    expect(afterPoll({ ...feed, lastNewAt: null }, anOutcome(), NOW, 0.5).lastNewAt).toBe(NOW.toISOString());
  });

  it('whose server says that the feed is gone is that', () => {
    expect(afterPoll(aKeptFeed(), anOutcome({ kind: 'gone' }), NOW, 0.5).state).toBe('gone');
  });
});

describe('trouble', () => {
  const troubled = (given: Partial<Feed>) => troubleOf(aKeptFeed(given), NOW);

  it.each([
    ['a feed that is well', {}, null],
    ['one that failed for less than half a day', { failures: 9, lastGoodAt: ago(12 * HOUR_MS) }, null],
    ['one that failed for longer', { failures: 9, lastGoodAt: ago(12 * HOUR_MS + 1) }, 'half a day'],
    [
      'one that never answered since',
      { failures: 9, lastGoodAt: null, lastNewAt: null, addedAt: ago(DAY_MS) },
      'half a day',
    ],
    ['one that was asked rarely and answers', { lastGoodAt: ago(DAY_MS) }, null],
    ['one with nothing new for two weeks', { lastNewAt: ago(14 * DAY_MS) }, null],
    ['one with nothing new for longer', { lastNewAt: ago(14 * DAY_MS + 1) }, 'two weeks'],
    ['a silent one that fails for a moment', { lastNewAt: ago(15 * DAY_MS), failures: 1 }, 'two weeks'],
    ['one that is gone', { state: 'gone' }, 'is gone'],
    ['one that a person paused', { state: 'paused', failures: 9, lastGoodAt: null }, null],
  ] as const)('of %s', (_, given, words) => {
    if (words === null) expect(troubled(given)).toBeNull();
    else expect(troubled(given)).toContain(words);
  });
});
