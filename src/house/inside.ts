/** The inside of the house: the store, the queue, the newsroom, and what fetches and reads pages, as commands and jobs are given them. */
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { type Config, settingRows } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { Services } from '../core/command.ts';
import { observedFetcher, observedModel, observedNewsroom } from '../core/observe.ts';
import { editorMapFrom } from '../core/verdicts.ts';
import { readNames } from '../ingest/names-file.ts';
import type { DeskThread } from '../newsroom/desk-thread.ts';
import { openNewsroom } from '../newsroom/threaded.ts';
import { SEEDS } from './fill.ts';
import { isStandalone } from './line.ts';
import { openModel } from './model.ts';
import { lazyFetcher, lazyReader } from './net.ts';
import type { Opened } from './opened.ts';
import { chatPlatforms } from './platforms.ts';
import type { HouseRun } from './run.ts';
import { openQueue, openStore, storeMover } from './state.ts';
import { THREAD } from './thread.ts';

/** How long jobs may take to end after a signal, milliseconds. */
const JOBS_GRACE_MS = 3_000;

/**
 * @param stop until all is open, gives up what waits
 * @param begun the newsroom's thread, where it was begun before anything else
 */
export async function openInside(
  run: HouseRun,
  opened: Opened,
  stop: AbortSignal,
  begun: DeskThread | null,
): Promise<Services> {
  const { line, config, role, warn, observe } = run;
  const store = opened.add(await openStore(line, config));
  const queue = await openQueue(line, config, store, { warn, observe });
  const closeQueue = () => queue.close(JOBS_GRACE_MS);
  // What waits for a Redis that went away meanwhile would wait through the signal too.
  if (stop.aborted) void closeQueue();
  stop.addEventListener('abort', () => void closeQueue(), { once: true });
  const model = await openModel(config, store, warn);
  if (model !== null) opened.add(model);
  const inMemory = line.corpus !== null || isStandalone(line);
  const engine = opened.add(
    openNewsroom({
      store,
      model: model && observedModel(model, observe),
      indexFile: inMemory ? ':memory:' : join(config.data, indexName(role)),
      names: await readNames(line.corpus, SEEDS),
      thread: THREAD,
      begun,
      seeds: inMemory ? 'on' : config.seeds,
      boldness: config.answers,
      atOnce: !isStandalone(line),
    }),
  );
  const fetcher = opened.add(observedFetcher(lazyFetcher(config.fetchAllow ?? []), observe));
  const reader = opened.add(lazyReader());
  // Closed before everything that jobs use, or a page under way would be taken for one that cannot be read.
  opened.add({ close: closeQueue });
  return {
    ...{ store, queue, fetcher, reader, commands },
    newsroom: observedNewsroom(engine, observe),
    clock: systemClock,
    platforms: chatPlatforms(config).map(({ setup }) => setup),
    settings: () => settingRows(config),
    retractEditors: config.retractEditors,
    editorMap: editorMapFrom(config.editorMap ?? []),
    moveStore: storeMover(config),
  };
}

/** A bot and a worker on one machine may share a folder, and each follows the store by itself. */
function indexName(role: Config['role']): string {
  return role === 'all' ? 'index.sqlite' : `index-${role}.sqlite`;
}
