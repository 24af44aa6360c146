/** The parts of the chaos that judge, and a run too small to take time. `npm run chaos` is the real one. */
import { expect, test } from 'vitest';
import { flagBreaches } from './flags.ts';
import { held, type Standing } from './ledger.ts';
import { planOf, SIZES } from './plan.ts';
import { runChaos } from './run.ts';
import { reasonOf, wrongWith } from './stets.ts';

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

test('a flag that was acknowledged is kept, or its person was told or asked; else it is lost', () => {
  const flagged = { person: 'slack:T1:U1', article: 'a-1', event: 'Ev1', acknowledged: true };
  const nothing = { flags: [], told: [], waiting: [] };
  const flag = { person: flagged.person, article: 'a-1' };
  expect(flagBreaches([flagged], { ...nothing, flags: [flag] })).toEqual([]);
  expect(flagBreaches([flagged], { ...nothing, told: ['reaction:slack:T1:reaction:Ev1'] })).toEqual([]);
  expect(flagBreaches([{ ...flagged, acknowledged: false }], nothing)).toEqual([]);
  const lost = 'a flag acknowledged and not kept: slack:T1:U1 on a-1; ';
  for (const [kept, became] of [
    [nothing, 'nobody was told'],
    [{ ...nothing, told: ['reaction:slack:T1:reaction:Ev11'] }, 'nobody was told'],
    [{ ...nothing, flags: [{ ...flag, article: 'a-2' }] }, 'it is on a-2'],
    [{ ...nothing, waiting: [flagged.person] }, 'it still waits for its post'],
  ] as const)
    expect(flagBreaches([flagged], kept)).toEqual([lost + became]);
  expect(flagBreaches([flagged], { ...nothing, flags: [flag, flag] })).toEqual(['a flag 2 times: slack:T1:U1']);
});

test('a process went as it was told where it ended in time, also while it was only starting', () => {
  const gone = { code: null, signal: null, said: 'Stet works on jobs.\n' };
  for (const each of [{ code: 0 }, { signal: 'SIGTERM', said: '' }, { code: 1, said: 'stopped.\n' }] as const)
    expect(wrongWith({ ...gone, ...each })).toBeNull();
  expect(wrongWith({ ...gone, signal: 'SIGKILL' })).toBe('did not stop within 20000 ms');
  expect(wrongWith({ ...gone, code: 1 })).toBe('ended with 1, Stet works on jobs.');
});

test('ends of one reason are counted together', () => {
  const said = 'Stet works on jobs.\nThe queue is away. (queue-failed 1a2b3c4d)\n';
  expect(reasonOf(1, said)).toBe('1, The queue is away. (queue-failed)');
  expect(reasonOf('SIGABRT', '')).toBe('SIGABRT, without a word');
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
