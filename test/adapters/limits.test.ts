import { beforeEach, describe, expect, test } from 'vitest';
import { LIMITS, refuseTooMany } from '../../src/adapters/limits.ts';
import type { Request } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aRequest } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';

const MINUTE_MS = 60_000;
const clock = fixedClock();
let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
});

/** So many requests, a millisecond apart. */
async function asked(n: number, given: Parameters<typeof aRequest>[0] = {}): Promise<Request[]> {
  const all: Request[] = [];
  for (let i = 0; i < n; i++) {
    clock.advance(1);
    all.push((await store.openRequest(aRequest(given))).request);
  }
  return all;
}

const refused = (request: Request) =>
  refuseTooMany(request, { store }).then(
    () => null,
    thrown => thrown,
  );
const someone = () => ({ person: crypto.randomUUID() });

describe.each([
  ['person', 'You have asked 30 questions in 5 minutes', {}],
  ['channel', 'This channel has asked 300 questions in 5 minutes', null],
] as const)('a %s', (kind, told, same) => {
  const { count, minutes } = LIMITS[kind];
  const ask = async (n: number) => {
    if (same) return asked(n);
    const all: Request[] = [];
    for (let i = 0; i < n; i++) all.push(...(await asked(1, someone())));
    return all;
  };

  test('may ask as much as its limit, and is told kindly from then on', async () => {
    const all = await ask(count + 1);
    expect(await refused(all[count - 1]!)).toBeNull();
    expect(await refused(all[count]!)).toMatchObject({ code: 'too-many', userMessage: expect.stringContaining(told) });
  });

  test('may go on when its minutes are over', async () => {
    await ask(count);
    clock.advance(minutes * MINUTE_MS);
    expect(await refused((await ask(1))[0]!)).toBeNull();
  });

  test('is told the same whenever it is answered', async () => {
    const all = await ask(count + 1);
    clock.advance(3 * 86_400_000);
    expect([await refused(all[0]!), await refused(all[count - 1]!)]).toEqual([null, null]);
    expect((await refused(all[count]!)).code).toBe('too-many');
  });
});

test('what a person asks anywhere counts, and what others ask there does not', async () => {
  for (let i = 0; i < LIMITS.person.count; i++) await asked(1, { target: { channel: `c${i}`, thread: `${i}` } });
  expect(await refused((await asked(1, someone()))[0]!)).toBeNull();
  expect((await refused((await asked(1))[0]!)).code).toBe('too-many');
});

test('a channel counts its threads, and no other channel', async () => {
  for (let i = 0; i < LIMITS.channel.count; i++) await asked(1, { ...someone(), target: { thread: `${i % 9}` } });
  expect(await refused((await asked(1, { ...someone(), target: { channel: 'quay' } }))[0]!)).toBeNull();
  expect((await refused((await asked(1, someone()))[0]!)).code).toBe('too-many');
});
