import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { followStore } from '../../src/newsroom/follow.ts';

afterEach(() => void vi.useRealTimers());

/** A store that another process writes, and an index that reads it. */
function aWorld() {
  let wake = () => {};
  const world = { last: 0, read: 0, broken: false, ended: false, wake: () => wake() };
  const store = {
    lastSeq: async () => {
      if (world.broken) throw new Error('the store is away');
      return world.last;
    },
    onChange: (each: () => void) => {
      wake = each;
      return async () => {
        world.ended = true;
      };
    },
  };
  const catchUp = vi.fn(async () => {
    world.read = world.last;
  });
  const end = followStore({ store, newsroom: { indexed: async () => world.read, catchUp }, lookMs: 1_000 });
  onTestFinished(end);
  return { world, catchUp, end };
}

describe('an index that follows a store', () => {
  test('reads what is new when it is woken, and nothing when nothing is', async () => {
    const { world, catchUp, end } = aWorld();
    world.last = 3;
    world.wake();
    await end();
    expect([world.read, world.ended]).toEqual([3, true]);
    expect(catchUp).toHaveBeenCalledTimes(1);
    world.wake();
    await end();
    expect(catchUp).toHaveBeenCalledTimes(1);
  });

  test('finds by itself what it was not woken for, also after a fault', async () => {
    vi.useFakeTimers();
    const { world } = aWorld();
    world.last = 1;
    world.broken = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.read).toBe(0);
    world.broken = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.read).toBe(1);
  });

  test('reads once for many calls that come together', async () => {
    const { world, catchUp, end } = aWorld();
    world.last = 1;
    for (let i = 0; i < 50; i++) world.wake();
    await end();
    expect(catchUp).toHaveBeenCalledTimes(1);
  });

  test('looks no more once it has ended', async () => {
    vi.useFakeTimers();
    const { world, catchUp, end } = aWorld();
    await end();
    world.last = 1;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(catchUp).not.toHaveBeenCalled();
  });
});
