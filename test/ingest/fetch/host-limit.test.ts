import { describe, expect, it } from 'vitest';
import { makeHostLimit } from '../../../src/ingest/fetch/host-limit.ts';

const never = new AbortController().signal;

/** A limit whose time passes only while somebody waits for it. */
function aLimit(atOnce: number, gapMs: number) {
  const waits: number[] = [];
  let time = 0;
  const wait = async (ms: number) => {
    waits.push(ms);
    time += ms;
  };
  return { limit: makeHostLimit({ atOnce, gapMs, now: () => time, wait }), waits, pass: (ms: number) => (time += ms) };
}

/** Whether a promise is done once everything that can happen now has happened. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const mark = () => {
    done = true;
  };
  promise.then(mark, mark);
  await new Promise(resolve => setImmediate(resolve));
  return done;
}

describe('a host', () => {
  it('is visited by so many at once, the next when one leaves', async () => {
    const { limit } = aLimit(2, 0);
    const [leave] = [await limit.enter('a.example', never), await limit.enter('a.example', never)];
    const [third, fourth] = [limit.enter('a.example', never), limit.enter('a.example', never)];
    expect(await isDone(third)).toBe(false);
    leave();
    leave();
    expect(await isDone(third)).toBe(true);
    expect(await isDone(fourth)).toBe(false);
  });

  it('has a pause between the beginnings of visits', async () => {
    const { limit, waits, pass } = aLimit(9, 100);
    for (let n = 0; n < 3; n++) await limit.enter('a.example', never);
    pass(30);
    await limit.enter('a.example', never);
    expect(waits).toEqual([100, 100, 70]);
  });

  it('does not wait for another', async () => {
    const { limit, waits } = aLimit(1, 100);
    await limit.enter('a.example', never);
    await limit.enter('b.example', never);
    expect(waits).toEqual([]);
  });

  it('keeps the place of nobody who has gone', async () => {
    const { limit } = aLimit(1, 0);
    const leave = await limit.enter('a.example', never);
    const gone = new AbortController();
    const [second, third] = [limit.enter('a.example', gone.signal), limit.enter('a.example', never)];
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    leave();
    expect(await isDone(third)).toBe(true);
  });

  it('is free again after whoever gave up in the pause', async () => {
    const gone = new AbortController();
    const limit = makeHostLimit({ atOnce: 1, gapMs: 100_000 });
    (await limit.enter('a.example', never))();
    const second = limit.enter('a.example', gone.signal);
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow();
    const third = limit.enter('a.example', AbortSignal.abort(new Error('late')));
    await expect(third).rejects.toThrow();
  });
});
