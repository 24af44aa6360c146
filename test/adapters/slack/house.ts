/** A Stet on the Slack of the tests: the real store, queue and adapter, Bolt between, and a newsroom that says what it is told. */
import { onTestFinished } from 'vitest';
import { jobs } from '../../../jobs/index.ts';
import type { Fault } from '../../../src/adapters/dispatch.ts';
import type { ChatService } from '../../../src/adapters/service.ts';
import { openSlack } from '../../../src/adapters/slack/adapter.ts';
import type { SlackOptions as AdapterOptions } from '../../../src/adapters/slack/options.ts';
import type { Place } from '../../../src/core/chat.ts';
import type { StetError } from '../../../src/core/errors.ts';
import type { Clock, Newsroom, Queue, Store } from '../../../src/core/ports.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { anArticle } from '../../support/articles.ts';
import { runningClock } from '../../support/clock.ts';
import { NO_NET } from '../../support/net.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { type SlackOptions as ServerOptions, type SlackServer, startSlack } from '../../support/slack/server.ts';
import { aNewsroom, anAnswer, evidenceIn, memoryStore } from '../parts.ts';

export interface House {
  slack: SlackServer;
  store: Store;
  queue: Queue;
  service: ChatService;
  faults: Fault[];
  ended: StetError[];
  warned: string[];
}

const CLOCK: Clock = runningClock('2026-01-07T12:00:00Z');

interface HouseOptions {
  server?: ServerOptions;
  adapter?: Partial<AdapterOptions>;
  newsroom?: Partial<Newsroom>;
  /** Another house's, to go on where it stopped. */
  slack?: SlackServer;
  store?: Store;
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
  const slack = options.slack ?? (await aSlack({ clock, ...options.server }));
  const store = options.store ?? (await memoryStore());
  const queue = openLocalQueue({ clock, warn: () => {} });
  const newsroom = aNewsroom({ ask: await answering(store), ...options.newsroom });
  const [faults, ended, warned]: [Fault[], StetError[], string[]] = [[], [], []];
  const service = openSlack(adapterOptions(slack, options.adapter), {
    services: {
      ...DEFAULT_SERVICES,
      store: options.between?.(store) ?? store,
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
    if (!options.slack) await slack.close();
    if (!options.store) await store.close();
  });
  if (!options.closed) await service.open();
  return { slack, store, queue, service, faults, ended, warned };
}

export function aSlack(options: ServerOptions = {}): Promise<SlackServer> {
  return startSlack({ clock: CLOCK, endsTcp: true, ...options });
}

export function adapterOptions(slack: SlackServer, given: Partial<AdapterOptions> = {}): AdapterOptions {
  return {
    botToken: slack.tokens.bot,
    appToken: slack.tokens.app,
    signingSecret: slack.tokens.signingSecret,
    mode: 'socket',
    host: '127.0.0.1',
    port: 0,
    apiUrl: slack.apiUrl,
    retries: 1,
    teams: null,
    editors: ['admins'],
    flagEmoji: '🚩',
    ...given,
  };
}

/** The one sentence that answers everything, as it stands in a stored article. */
export const SENTENCE = 'The harbour master closed the north quay on Monday.';

export async function answering(store: Store): Promise<Newsroom['ask']> {
  const { article } = await store.saveArticle(anArticle({ id: 't-1', text: `${SENTENCE} Nobody was hurt.` }));
  const evidence = await evidenceIn(store, article, SENTENCE);
  return async question => anAnswer({ question, answer: 'The harbour master', evidence: [evidence] });
}
