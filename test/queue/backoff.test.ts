import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StetError } from '../../src/core/errors.ts';
import { backoffMs, waitAfter } from '../../src/queue/backoff.ts';

const policy = fc.record({
  attempts: fc.constant(20),
  backoffMs: fc.integer({ min: 1, max: 60_000 }),
  maxBackoffMs: fc.integer({ min: 60_000, max: 3_600_000 }),
});
const chance = fc.double({ min: 0, max: 1, noNaN: true });

test('doubles from try to try without jitter', () => {
  const retry = { attempts: 5, backoffMs: 1_000, maxBackoffMs: 60_000 };
  expect([1, 2, 3, 4].map(tries => backoffMs(retry, tries, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test('reaches a quarter either way, and the whole of it', () => {
  const retry = { attempts: 5, backoffMs: 1_000, maxBackoffMs: 60_000 };
  expect([0, 1].map(random => backoffMs(retry, 1, random))).toEqual([750, 1_250]);
});

test('is a whole number within a quarter of the doubled wait, and never above the longest', () => {
  fc.assert(
    fc.property(policy, fc.integer({ min: 1, max: 20 }), chance, (retry, tries, random) => {
      const wait = backoffMs(retry, tries, random);
      const base = Math.min(retry.backoffMs * 2 ** (tries - 1), retry.maxBackoffMs);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeLessThanOrEqual(retry.maxBackoffMs);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(base * 0.75));
      expect(wait).toBeLessThanOrEqual(Math.ceil(base * 1.25));
    }),
  );
});

test('differs from job to job', () => {
  const retry = { attempts: 5, backoffMs: 10_000, maxBackoffMs: 60_000 };
  expect(new Set(Array.from({ length: 50 }, () => backoffMs(retry, 1))).size).toBeGreaterThan(10);
});

test('is never sooner than whoever refused has asked for', () => {
  const retry = { attempts: 5, backoffMs: 1_000, maxBackoffMs: 60_000 };
  const later = (retryAfterMs: number) => new StetError('fetch-later', 'not now', { retryAfterMs });
  expect(waitAfter(retry, 1, later(7_200_000))).toBe(7_200_000);
  expect(waitAfter(retry, 1, later(1))).toBeGreaterThan(700);
  expect(waitAfter(retry, 1, new Error('anything'))).toBeGreaterThan(700);
});
