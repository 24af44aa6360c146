/** One run of Stet, as every part of the house is opened for it. */
import type { ConsoleStreams } from '../adapters/console/streams.ts';
import { note } from '../adapters/console/streams.ts';
import type { Config } from '../config.ts';
import type { Observe } from '../core/observe.ts';
import type { Log } from '../log.ts';
import type { Run } from './line.ts';

export interface HouseRun {
  line: Run;
  config: Config;
  /** Whoever runs one command does it all. */
  role: Config['role'];
  log: Log;
  streams: ConsoleStreams;
  warn: Log['warn'];
  observe: Observe;
  /** Whoever joins hears of all that happens from now on. */
  addObserver: (observer: Observe) => void;
}

export function houseRun(line: Run, config: Config, log: Log, streams: ConsoleStreams): HouseRun {
  const observers = [log.observe];
  return {
    ...{ line, config, log, streams },
    role: line.kind === 'start' ? config.role : 'all',
    warn: line.kind === 'start' ? aloudOnce(log, streams) : log.warn,
    observe: happening => {
      for (const each of observers) each(happening);
    },
    addObserver: observer => observers.push(observer),
  };
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
