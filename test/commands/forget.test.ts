import { expect, test } from 'vitest';
import { forget } from '../../commands/forget.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';

const ADA = { id: 'p:s:ada', name: 'Ada', editor: false };

async function aStoreThatKnowsAda() {
  const store = await memoryStore();
  const target = { platform: 'p', space: 's', channel: 'c', thread: null, only: null, direct: false, grant: null };
  const call = { command: 'ask', input: { kind: 'text', text: 'who?' } } as const;
  const { request } = await store.openRequest({
    event: 'e',
    person: ADA.id,
    personName: 'Ada',
    target,
    call,
    before: null,
  });
  await store.vote(request.id, ADA.id, 'good');
  return { store, request };
}

test('everyone may be forgotten, and the counts stay', async () => {
  const { store, request } = await aStoreThatKnowsAda();
  const made = await forget.run({}, aContext(store, { actor: ADA }));
  expect(made.data).toEqual({ requests: 1, votes: 1, flags: 0 });
  expect(JSON.stringify(await store.request(request.id))).not.toMatch(/p:s:ada|Ada|who\?/);
  expect(await store.votes(request.id)).toEqual({ good: 1, bad: 0 });
});

test('only an editor forgets somebody else', async () => {
  const { store, request } = await aStoreThatKnowsAda();
  const ben = { id: 'p:s:ben', name: 'Ben', editor: false };
  await expect(forget.run({ person: ADA.id }, aContext(store, { actor: ben }))).rejects.toMatchObject({
    code: 'not-allowed',
  });
  expect((await store.request(request.id))?.person).toBe(ADA.id);
  const made = await forget.run({ person: ADA.id }, aContext(store, { actor: { ...ben, editor: true } }));
  expect(made.data).toEqual({ requests: 1, votes: 1, flags: 0 });
});
