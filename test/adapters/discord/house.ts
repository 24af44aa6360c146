/** A Stet on the Discord of the tests: the real store, queue and adapter, discord.js between, and a newsroom that says what it is told. */
import { onTestFinished } from 'vitest';
import { jobs } from '../../../jobs/index.ts';
import { openDiscord } from '../../../src/adapters/discord/adapter.ts';
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import type { Fault } from '../../../src/adapters/dispatch.ts';
import type { ChatService } from '../../../src/adapters/service.ts';
import type { Place, RequestDraft } from '../../../src/core/chat.ts';
import type { StetError } from '../../../src/core/errors.ts';
import type { Clock, Newsroom, Queue, Store } from '../../../src/core/ports.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { runningClock } from '../../support/clock.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { NO_NET } from '../../support/net.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { aNewsroom, memoryStore } from '../parts.ts';
import { answering } from '../slack/house.ts';

export interface House {
  discord: DiscordServer;
  store: Store;
  queue: Queue;
  service: ChatService;
  faults: Fault[];
  ended: StetError[];
  warned: string[];
}

export const CLOCK: Clock = runningClock('2026-01-07T12:00:00Z');

interface HouseOptions {
  adapter?: Partial<DiscordOptions>;
  newsroom?: Partial<Newsroom>;
  /** Told of each question, and of the one before it. */
  onAsk?: (...asked: Parameters<Newsroom['ask']>) => void;
  /** The test's own, which it closes itself. */
  discord?: DiscordServer;
  store?: Store;
  /** Told of everything that is asked, before it is stored. */
  onRequest?: (draft: RequestDraft) => void;
  clock?: Clock;
  /** Where editors are told of what they should look at. */
  reviewPlaces?: Place[];
  /** What stands between Stet and its store. */
  between?: (store: Store) => Store;
  /** Opened by the test itself. */
  closed?: boolean;
}

/** Opens a house that answers every question with one sourced sentence; closed when the test is done. */
export async function aHouse(options: HouseOptions = {}): Promise<House> {
  const clock = options.clock ?? CLOCK;
  const discord = options.discord ?? (await startDiscordServer({ clock }));
  const store = options.store ?? (await memoryStore());
  const openRequest: Store['openRequest'] = draft => {
    options.onRequest?.(draft);
    return store.openRequest(draft);
  };
  const queue = openLocalQueue({ clock, warn: () => {} });
  const answer = await answering(store);
  const ask: Newsroom['ask'] = (...asked) => {
    options.onAsk?.(...asked);
    return answer(...asked);
  };
  const newsroom = aNewsroom({ ask, ...options.newsroom });
  const [faults, ended, warned]: [Fault[], StetError[], string[]] = [[], [], []];
  const service = openDiscord(adapterOptions(discord, options.adapter), {
    services: {
      ...DEFAULT_SERVICES,
      store: { ...(options.between?.(store) ?? store), openRequest },
      newsroom,
      queue,
      clock,
    },
    keepDays: 90,
    onFault: fault => faults.push(fault),
    onEnded: fault => ended.push(fault),
    warn: message => warned.push(message),
  });
  await queue.work(jobs, {
    store,
    newsroom,
    queue,
    ...NO_NET,
    publishers: new Map([[service.name, service.publisher]]),
    clock,
    ...(options.reviewPlaces && { reviewPlaces: options.reviewPlaces }),
  });
  onTestFinished(async () => {
    await service.close(1_000);
    await queue.close(0);
    if (!options.discord) await discord.close();
    if (!options.store) await store.close();
  });
  if (!options.closed) await service.open();
  return { discord, store, queue, service, faults, ended, warned };
}

export function adapterOptions(discord: DiscordServer, given: Partial<DiscordOptions> = {}): DiscordOptions {
  return {
    token: discord.token,
    app: null,
    guild: null,
    guilds: null,
    editorRoles: null,
    messageContent: false,
    flagEmoji: '🚩',
    apiUrl: discord.api,
    apiVersion: '10',
    ...given,
  };
}
