/** Processes that could serve one platform, as two services on one store's leases: the store is real, the platform a list of who serves. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatService } from '../../src/adapters/service.ts';
import { standBy } from '../../src/adapters/standby.ts';
import { StetError } from '../../src/core/errors.ts';
import type { LeaseStore, Publisher, Store } from '../../src/core/ports.ts';
import { memoryStore } from './parts.ts';

/** A turn is over soon, so that nobody waits; and no lease runs out on a busy machine unless it is meant to. */
const TIMES = { leaseMs: 60_000, renewMs: 10, lookMs: 5 };

let store: Store;
const processes: ChatService[] = [];
beforeEach(async () => {
  store = await memoryStore();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map(each => each.close(0)));
  await store.close();
});

/** Who serves now, and whatever each was told. */
const serving = new Set<string>();
const refused = new StetError('platform-refused', 'no such token');

interface Given {
  leases?: LeaseStore;
  leaseMs?: number;
  open?: () => Promise<void>;
}

function aProcess(holder: string, { leases = store, leaseMs = TIMES.leaseMs, open = async () => {} }: Given = {}) {
  const ended: StetError[] = [];
  const said: string[] = [];
  let refuse: () => void = () => {};
  const publisher = {} as Publisher;
  const service = (): ChatService => ({
    name: 'wire',
    publisher,
    connected: () => serving.has(holder),
    open: async () => {
      await open();
      serving.add(holder);
    },
    close: async () => void serving.delete(holder),
  });
  const standby = standBy({
    posting: service(),
    forTurn: async ({ onEnded }) => {
      refuse = () => onEnded(refused);
      return service();
    },
    ...{ leases, holder, times: { ...TIMES, leaseMs } },
    onEnded: fault => void ended.push(fault),
    warn: message => void said.push(message),
  });
  processes.push(standby);
  const opening = standby.open();
  opening.catch(() => {});
  return { ...standby, opening, ended, said, refuse: () => refuse(), publisher };
}

const serves = async (...holders: string[]) => vi.waitFor(() => expect([...serving].sort()).toEqual(holders));

test('one serves and the other stands by, and says so once; both can post', async () => {
  const one = aProcess('one');
  await one.opening;
  const two = aProcess('two');
  await vi.waitFor(() => expect(two.said).toEqual(['wire: another process serves it; standing by']));
  await serves('one');
  expect([one.connected(), two.connected()]).toEqual([true, true]);
  expect([one.publisher, two.publisher]).not.toContain(undefined);
});

test('the other takes over when the first is closed', async () => {
  const one = aProcess('one');
  await one.opening;
  const two = aProcess('two');
  await one.close(0);
  await two.opening;
  await serves('two');
  expect(one.ended).toEqual([]);
});

test('whose lease was taken stops serving, and stands by for the next turn', async () => {
  const one = aProcess('one');
  await one.opening;
  // As where it slept through its time.
  await store.releaseLease('socket:wire', 1);
  expect(await store.takeLease('socket:wire', 'two', 60_000)).toEqual({ fence: 2 });
  await serves();
  await vi.waitFor(() => expect(one.said).toContain('wire: another process serves it; standing by'));
  await store.releaseLease('socket:wire', 2);
  await serves('one');
});

test('who cannot renew its lease stops serving before it runs out', async () => {
  const away = { ...store, renewLease: () => Promise.reject(new StetError('store-failed', 'away')) };
  const one = aProcess('one', { leases: away, leaseMs: 200 });
  await one.opening;
  await vi.waitFor(() => expect(one.said).toContain('wire: the lease is lost'));
});

test('a store that does not answer is asked again', async () => {
  const takeLease = vi.fn(store.takeLease).mockRejectedValueOnce(new StetError('store-failed', 'away'));
  const one = aProcess('one', { leases: { ...store, takeLease } });
  await one.opening;
  await serves('one');
  expect(one.said).toEqual([]);
});

test('a platform that lets nobody in is told as ever, and the lease is free', async () => {
  const one = aProcess('one', { open: () => Promise.reject(refused) });
  await expect(one.opening).rejects.toBe(refused);
  expect(await store.takeLease('socket:wire', 'two', 0)).toEqual({ fence: 2 });
});

test('a platform that shuts us out later is told once, and the other takes over', async () => {
  const one = aProcess('one');
  await one.opening;
  const two = aProcess('two');
  one.refuse();
  await two.opening;
  await serves('two');
  expect(one.ended).toEqual([refused]);
});

test('whoever is closed while it stands by has opened nothing', async () => {
  const one = aProcess('one');
  await one.opening;
  const two = aProcess('two');
  await vi.waitFor(() => expect(two.said).toHaveLength(1));
  await two.close(0);
  await expect(two.opening).rejects.toThrow();
  await serves('one');
});
