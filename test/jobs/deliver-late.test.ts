import { expect, it } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { deliverLate } from '../../jobs/deliver-late.ts';
import type { JobContext } from '../../src/core/job.ts';
import { memoryStore } from '../adapters/parts.ts';
import { aPost } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';

it('queues what nobody sent for a minute, claimed or not, and nothing younger or sent', async () => {
  const clock = fixedClock();
  const store = await memoryStore(clock);
  for (const key of ['claimed', 'waiting', 'sent', 'failed']) await store.queuePost(aPost({ key }));
  await store.claimPost('claimed');
  await store.claimPost('sent');
  await store.markSent('sent', []);
  await store.claimPost('failed');
  await store.markUnsent('failed', 'no', 'failed');
  clock.advance(60_001);
  await store.queuePost(aPost({ key: 'young' }));
  const added: unknown[] = [];
  const queue = { add: async (...given: unknown[]) => void added.push(given) };
  await deliverLate.run({}, { store, clock, queue } as unknown as JobContext);
  expect(added).toEqual([
    [deliver, { key: 'claimed' }],
    [deliver, { key: 'waiting' }],
  ]);
  await store.close();
});
