/**
 * The house: opens the store, the queue, the newsroom and the chat platforms for what was asked on the command line, in that order,
 * fills them, and closes them in the opposite one. With program.ts and the files of its folder the only one that knows all the others.
 */
import { jobs } from '../jobs/index.ts';
import type { ConsoleDeps } from './adapters/console/session.ts';
import type { ConsoleStreams } from './adapters/console/streams.ts';
import type { ChatService } from './adapters/service.ts';
import type { Config } from './config.ts';
import type { Services } from './core/command.ts';
import { placeNamed } from './core/places.ts';
import type { Publisher } from './core/ports.ts';
import { tellOfOthers } from './house/alone.ts';
import { catchUp, fill } from './house/fill.ts';
import { openInside } from './house/inside.ts';
import { isStandalone, looksOnly, type Run } from './house/line.ts';
import { createOpened, type Opened } from './house/opened.ts';
import { openOutside } from './house/outside.ts';
import { type HouseRun, houseRun } from './house/run.ts';
import { takeUp } from './house/take-up.ts';
import type { Log } from './log.ts';
import type { DeskThread } from './newsroom/desk-thread.ts';
import { followStore } from './newsroom/follow.ts';

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
  const run = houseRun(line, config, log, streams);
  const opened = createOpened();
  const opening = new AbortController();
  const giveUp = () => opening.abort();
  if (stop.aborted) giveUp();
  stop.addEventListener('abort', giveUp);
  try {
    const services = await openInside(run, opened, opening.signal, begun);
    const screen = { redraw: () => {} };
    const deps = { services, streams, screen, keepDays: config.keepDays, onFault: log.fault };
    const { chats, publishers } = await openOutside(run, opened, deps);
    if (!looksOnly(line)) await beginWork(run, opened, services, publishers, stop);
    // A worker only posts.
    return { deps, chats: run.role === 'worker' ? [] : chats, close: opened.close };
  } catch (thrown) {
    await opened.close();
    throw thrown;
  } finally {
    stop.removeEventListener('abort', giveUp);
  }
}

/** Starts the jobs, fills the record, and takes up what an earlier process left; as much of it as this run is for. */
async function beginWork(
  { line, config, role, streams, warn }: HouseRun,
  opened: Opened,
  services: Services,
  publishers: Map<string, Publisher>,
  stop: AbortSignal,
): Promise<void> {
  const { store, newsroom, queue, fetcher, reader, clock } = services;
  const reviewPlaces = (config.reviewChannels ?? []).map(placeNamed);
  const parts = { store, newsroom, queue, fetcher, reader, clock, publishers, reviewPlaces };
  if (role !== 'bot') await queue.work(jobs, parts);
  if (isStandalone(line)) return;
  if (role !== 'bot') await fill(line, services, streams, stop);
  await catchUp(newsroom, streams, stop);
  if (line.kind !== 'start') return;
  const { onChange } = store;
  if (onChange !== null) opened.add({ close: followStore({ store: { ...store, onChange }, newsroom }) });
  if (line.corpus !== null || role === 'bot') return;
  opened.add(tellOfOthers({ store, queue, warn }));
  await queue.onLost?.(() => takeUp(services, config));
  await takeUp(services, config);
}
