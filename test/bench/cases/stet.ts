/** Stet on one test server, with a real store, the real engine in its worker thread and a made record: what cases and recalls are measured on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deliverPost } from '../../../jobs/deliver.ts';
import { jobs } from '../../../jobs/index.ts';
import { openDiscord } from '../../../src/adapters/discord/adapter.ts';
import type { ChatDeps } from '../../../src/adapters/service.ts';
import { openSlack } from '../../../src/adapters/slack/adapter.ts';
import type { MessageRef, Place, PostDraft } from '../../../src/core/chat.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { placeKey } from '../../../src/core/places.ts';
import type { Newsroom, Store } from '../../../src/core/ports.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { openNewsroom } from '../../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { NO_NET } from '../../support/net.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { articleOf } from '../corpus.ts';
import type { Chat } from './chats.ts';

const THREAD = new URL('../../../src/thread.ts', import.meta.url);

export type Stet = Awaited<ReturnType<typeof openStet>>;

export async function openStet({ stet, review }: Chat, articles: number, seed: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  const clock = systemClock;
  const store = await openSqliteStore({ file: path.join(folder, 'stet.sqlite'), mode: 'owner', clock });
  const meta = { origin: 'file', url: null, outlet: null, byline: null, language: 'en' } as const;
  for (let number = 0; number < articles; number++) await store.saveArticle({ ...articleOf(seed, number), ...meta });
  const indexFile = path.join(folder, 'index.sqlite');
  const newsroom: Newsroom = openNewsroom({ store, indexFile, names: [], thread: THREAD, seeds: 'off' });
  await newsroom.catchUp();
  const warn = (message: string) => console.error(message);
  const queue = openLocalQueue({ clock, warn });
  const deps: ChatDeps = {
    services: { ...DEFAULT_SERVICES, store, newsroom, queue, clock },
    keepDays: 90,
    onFault: ({ error }) => warn(`${error.code}: ${error.message}`),
    onEnded: fault => warn(fault.message),
    warn,
  };
  const service = stet.platform === 'slack' ? openSlack(stet.options, deps) : openDiscord(stet.options, deps);
  const publishers = new Map([[service.name, service.publisher]]);
  await queue.work(jobs, { store, newsroom, publishers, queue, ...NO_NET, clock, reviewPlaces: [review] });
  await service.open();

  return {
    ...{ store, newsroom, queue },
    /** Posts a reply in a place, by the same way as any other. */
    post: (name: string, place: Place, reply: Reply): Promise<MessageRef> =>
      postOne(name, place, reply, { store, newsroom, publishers }),
    async close(): Promise<void> {
      await service.close(1_000);
      await queue.close(0);
      await newsroom.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function postOne(
  name: string,
  place: Place,
  reply: Reply,
  tools: Parameters<typeof deliverPost>[1] & { store: Store },
): Promise<MessageRef> {
  const target = { ...place, only: null, direct: false, grant: null };
  const key = `notice:${name}:${placeKey(place)}`;
  const draft: PostDraft = { key, kind: 'notice', target, reply, asked: null, request: null };
  await tools.store.queuePost(draft);
  const [ref] = await deliverPost(key, tools);
  return ref!;
}
