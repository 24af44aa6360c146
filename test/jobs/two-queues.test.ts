/** Two processes that do the jobs of one store on PostgreSQL, each by a queue of its own: every job twice, and nothing said twice. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctor } from '../../commands/doctor.ts';
import { deliver } from '../../jobs/deliver.ts';
import { systemClock as clock } from '../../src/core/clock.ts';
import type { Check } from '../../src/core/command.ts';
import type { Queue, Store } from '../../src/core/ports.ts';
import { tellOfOthers } from '../../src/house/alone.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { aDatabase, withoutPostgres } from '../storage/databases.ts';
import { aPost } from '../support/chat.ts';
import { NO_NET } from '../support/net.ts';
import { aWall, publisherOn } from '../support/publisher.ts';

const POSTS = 30;

const database = aDatabase();

describe.skipIf(withoutPostgres)('two processes with a queue each', () => {
  let stores: Store[];
  let queues: Queue[];
  beforeEach(async () => {
    await database.empty();
    stores = [
      await openPostgresStore({ url: database.url(), clock }),
      await openPostgresStore({ url: database.url(), clock }),
    ];
    queues = stores.map(() => openLocalQueue({ clock, warn: () => {} }));
  });
  afterEach(async () => {
    for (const each of [...queues, ...stores]) await each.close();
  });

  it('send each post once', async () => {
    const wall = aWall();
    const keys = Array.from({ length: POSTS }, (_, n) => `brief:${n}`);
    for (const key of keys) await stores[0]!.queuePost(aPost({ key }));
    for (const [n, queue] of queues.entries()) {
      const publishers = new Map([['wire', publisherOn({ wall, clock })]]);
      const parts = { store: stores[n]!, queue, publishers, newsroom: aNewsroom(), clock, reviewPlaces: [], ...NO_NET };
      await queue.work([deliver], parts);
    }
    await Promise.all(keys.flatMap(key => queues.map(queue => queue.add(deliver, { key }))));
    await Promise.all(queues.map(queue => queue.idle()));
    expect(wall.messages.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    expect(await stores[0]!.unsentPosts()).toEqual([]);
  });

  it('are told of each other, once, by the one who came later', async () => {
    const told: string[] = [];
    const other = Promise.withResolvers<void>();
    const warn = (n: number) => (message: string) => {
      told.push(`${n}: ${message}`);
      other.resolve();
    };
    const first = tellOfOthers({ store: stores[0]!, queue: queues[0]!, warn: warn(0) });
    await expect.poll(async () => (await database.query("SELECT 1 FROM leases WHERE name = 'jobs'")).rowCount).toBe(1);
    const second = tellOfOthers({ store: stores[1]!, queue: queues[1]!, warn: warn(1) });
    await other.promise;
    await second.close();
    await first.close();
    expect(told).toEqual(['1: another Stet does the jobs of this store too; set STET_REDIS_URL for both']);
    // Given back: whoever comes next is alone.
    await tellOfOthers({ store: stores[1]!, queue: queues[1]!, warn: warn(2) }).close();
    expect(told).toHaveLength(1);
  });

  it('are warned of by doctor before there are two', async () => {
    const adviceOn = async (store: Store) => {
      const { data } = await doctor.run({}, aContext(store, { platforms: [], queue: queues[0]! }));
      return (data as Check[]).find(({ name }) => name === 'job queue');
    };
    expect(await adviceOn(stores[0]!)).toMatchObject({ state: 'ok', mend: expect.stringContaining('STET_REDIS_URL') });
    expect(await adviceOn(await memoryStore())).toMatchObject({ state: 'ok', mend: null });
  });
});
