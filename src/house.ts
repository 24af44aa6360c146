/**
 * The house: opens the store, the queue, the newsroom and the chat platforms for what was asked on the command line, in that order,
 * fills them, and closes them in the opposite one. With program.ts and the files of its folder the only one that knows all the others.
 */
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { jobs } from '../jobs/index.ts';
import { consolePublisher } from './adapters/console/publisher.ts';
import { type ConsoleDeps, faultLine } from './adapters/console/session.ts';
import { type ConsoleStreams, note } from './adapters/console/streams.ts';
import { faultOf } from './adapters/dispatch.ts';
import type { ChatDeps, ChatPlatformSetup, ChatService } from './adapters/service.ts';
import { type Config, settingRows } from './config.ts';
import { systemClock } from './core/clock.ts';
import type { StetError } from './core/errors.ts';
import { type Observe, observedFetcher, observedModel, observedNewsroom, observedPublisher } from './core/observe.ts';
import { placeNamed } from './core/places.ts';
import type { Publisher } from './core/ports.ts';
import { editorMapFrom } from './core/verdicts.ts';
import { tellOfOthers } from './house/alone.ts';
import { catchUp, fill, SEEDS } from './house/fill.ts';
import { openHttp } from './house/http.ts';
import { isStandalone, looksOnly, type Run } from './house/line.ts';
import { openModel } from './house/model.ts';
import { lazyFetcher, lazyReader } from './house/net.ts';
import { chatPlatforms, openChats, servesChat } from './house/platforms.ts';
import { openQueue, openStore, storeMover } from './house/state.ts';
import { takeUp } from './house/take-up.ts';
import { THREAD } from './house/thread.ts';
import { readNames } from './ingest/names-file.ts';
import type { Log } from './log.ts';
import type { DeskThread } from './newsroom/desk-thread.ts';
import { followStore } from './newsroom/follow.ts';
import { openNewsroom } from './newsroom/threaded.ts';

/** How long after a signal questions, then jobs, may take to end, milliseconds: ten seconds in all, with what closing itself takes. */
const ANSWERS_GRACE_MS = 5_000;
const JOBS_GRACE_MS = 3_000;

/** What is open while Stet runs. */
export interface House {
  deps: ConsoleDeps;
  chats: ChatService[];
  close: () => Promise<void>;
}

export async function openHouse(
  line: Run,
  config: Config,
  log: Log,
  streams: ConsoleStreams,
  stop: AbortSignal,
  begun: DeskThread | null,
): Promise<House> {
  const role = roleOf(line, config);
  const platforms = chatPlatforms(config);
  const inMemory = line.corpus !== null || isStandalone(line);
  const store = await openStore(line, config);
  const opened: { close: () => Promise<void> }[] = [{ close: () => store.close() }];
  const opening = new AbortController();
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    const warn = line.kind === 'start' ? aloudOnce(log, streams) : log.warn;
    const observers = [log.observe];
    const observe: Observe = happening => {
      for (const each of observers) each(happening);
    };
    const queue = await openQueue(line, config, store, { warn, observe });
    // What waits for a Redis that went away meanwhile would wait through the signal too.
    const giveUp = () => void queue.close(JOBS_GRACE_MS);
    if (stop.aborted) giveUp();
    stop.addEventListener('abort', giveUp, { signal: opening.signal });
    const model = await openModel(config, store, warn);
    if (model !== null) opened.push(model);
    const engine = openNewsroom({
      store,
      model: model && observedModel(model, observe),
      indexFile: inMemory ? ':memory:' : join(config.data, indexName(role)),
      names: await readNames(line.corpus, SEEDS),
      thread: THREAD,
      begun,
      seeds: inMemory ? 'on' : config.seeds,
      boldness: config.answers,
      atOnce: !isStandalone(line),
    });
    opened.push(engine);
    const newsroom = observedNewsroom(engine, observe);
    const fetcher = observedFetcher(lazyFetcher(config.fetchAllow ?? []), observe);
    const reader = lazyReader();
    opened.push(fetcher, reader);
    // Closed before everything that jobs use, or a page under way would be taken for one that cannot be read.
    opened.push({ close: () => queue.close(JOBS_GRACE_MS) });
    const services = {
      store,
      newsroom,
      queue,
      fetcher,
      reader,
      clock: systemClock,
      commands,
      platforms: platforms.map(({ setup }) => setup),
      settings: () => settingRows(config),
      retractEditors: config.retractEditors,
      editorMap: editorMapFrom(config.editorMap ?? []),
      moveStore: storeMover(config),
    };
    const screen = { redraw: () => {} };
    const deps = { services, streams, screen, keepDays: config.keepDays, onFault: log.fault };
    const chats: ChatService[] = [];
    const served = platforms.filter(({ open }) => servesChat(line, config) && open !== null);
    if (line.kind === 'start' && config.httpPort !== null) {
      const watched = watchedBy(chats, role === 'worker' ? [] : served);
      const onFault = (thrown: StetError) => log.fault(faultOf('http', thrown));
      const http = await openHttp(config, { services, platforms: watched, onFault });
      opened.push(http);
      observers.push(http.observe);
      await note(streams.stderr, `health and metrics are at ${http.origin}.`);
    }
    chats.push(...(await openChats(served, { ...chatDeps(deps, config, warn, log), observe }, config)));
    opened.push({ close: async () => void (await Promise.all(chats.map(chat => chat.close(ANSWERS_GRACE_MS)))) });
    const isConsole = line.kind === 'start' && role !== 'worker';
    const publishers = publishersOf(chats, isConsole, observedPublisher(consolePublisher(streams, screen), observe));
    const reviewPlaces = (config.reviewChannels ?? []).map(placeNamed);
    const parts = { store, newsroom, publishers, queue, fetcher, reader, clock: systemClock, reviewPlaces };
    // A worker only posts.
    const house = { deps, chats: role === 'worker' ? [] : chats, close };
    if (looksOnly(line)) return house;
    if (role !== 'bot') await queue.work(jobs, parts);
    if (isStandalone(line)) return house;
    if (role !== 'bot') await fill(line, services, streams, stop);
    await catchUp(newsroom, streams, stop);
    const { onChange } = store;
    if (line.kind === 'start' && onChange !== null)
      opened.push({ close: followStore({ store: { ...store, onChange }, newsroom }) });
    if (line.kind === 'start' && line.corpus === null && role !== 'bot') {
      opened.push(tellOfOthers({ store, queue, warn }));
      await queue.onLost?.(() => takeUp(services, config));
      await takeUp(services, config);
    }
    return house;
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    opening.abort();
  }
}

/** Warnings that are said once and aloud as well: whoever starts Stet can put it right, and may never read the log. */
function aloudOnce(log: Log, { stderr }: ConsoleStreams): Log['warn'] {
  const said = new Set<string>();
  return (message, fields) => {
    log.warn(message, fields);
    if (!said.has(message)) void note(stderr, `${message}.`);
    said.add(message);
  };
}

/** The platforms by name, and whether each is connected: `chats` grows as they are opened. */
function watchedBy(chats: readonly ChatService[], served: readonly ChatPlatformSetup[]) {
  return served.map(({ setup: { name } }) => ({
    name,
    connected: () => chats.some(chat => chat.name === name && chat.connected()),
  }));
}

/** Whoever runs one command does it all. */
function roleOf({ kind }: Run, { role }: Config): Config['role'] {
  return kind === 'start' ? role : 'all';
}

/** A bot and a worker on one machine may share a folder, and each follows the store by itself. */
function indexName(role: Config['role']): string {
  return role === 'all' ? 'index.sqlite' : `index-${role}.sqlite`;
}

/** Those of the platforms that are served; the console's own where nobody else is. */
function publishersOf(chats: ChatService[], isConsole: boolean, console: Publisher): Map<string, Publisher> {
  const publishers = chats.map(({ publisher }) => publisher);
  if (chats.length === 0 && isConsole) publishers.push(console);
  return new Map(publishers.map(publisher => [publisher.platform, publisher]));
}

/** What a chat platform is opened with; one that ends says so in a line, once, and the others go on. */
function chatDeps(
  { services, streams, onFault }: ConsoleDeps,
  { keepDays }: Config,
  warn: Log['warn'],
  log: Log,
): ChatDeps {
  const onEnded = (thrown: StetError) => {
    const fault = faultOf('start', thrown);
    onFault(fault);
    void note(streams.stderr, faultLine(fault));
  };
  return { services, keepDays, onFault, onEnded, warn, note: log.warn };
}
