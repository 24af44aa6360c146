/** The parts of the chaos that judge, and a run too small to take time. `npm run chaos` is the real one. */
import { expect, test } from 'vitest';
import { held, type Standing } from './ledger.ts';
import { planOf, SIZES } from './plan.ts';
import { runChaos } from './run.ts';

const MOST_MS = 60_000;

test('a seed plans the same again, another seed something else', () => {
  for (const size of SIZES) expect(planOf(3, 50, size)).toEqual(planOf(3, 50, size));
  expect(planOf(3, 50, 'small')).not.toEqual(planOf(4, 50, 'small'));
});

test('what was lost, and what stands twice, is found; what one person alone saw twice is in the window', () => {
  const there = (id: string, isAlone = false): Standing => ({
    ...{ platform: 'slack', id, isAlone, channel: 'C1', shows: 'Fourteen.' },
  });
  const sent = (message: string) => ({ post: 'answer:r-1', platform: 'slack', channel: 'C1', message });
  expect(held([there('1'), there('2')], [sent('1'), sent('2')])).toEqual({ lost: [], twice: [], twiceInWindow: [] });
  expect(held([there('1')], [sent('1'), sent('2')]).lost).toEqual([sent('2')]);
  expect(held([there('1'), there('2')], [sent('1')]).twice).toEqual([there('2')]);
  // One without an id of its own stands for one message of its channel.
  const unnamed = sent('unnamed:answer:r-1:0');
  expect(held([there('1', true), there('2', true)], [unnamed])).toMatchObject({
    lost: [],
    twiceInWindow: [there('2', true)],
  });
  expect(held([], [unnamed]).lost).toEqual([unnamed]);
});

test(
  'a few faults on the small size lose nothing',
  async () => {
    const run = await runChaos({ seed: 802, faults: 2, size: 'small', quietMs: 500, say: () => {} });
    expect(run.breaches).toEqual([]);
    expect(run.counts).toMatchObject({ 'articles stored': run.counts.published, 'messages twice, in the window': 0 });
  },
  MOST_MS,
);
