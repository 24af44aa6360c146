/** Run as a process of its own by `world.ts`: serves Discord from a store's file with a newsroom that never answers, until it is killed. */
import { writeSync } from 'node:fs';
import { openDiscord } from '../../../src/adapters/discord/adapter.ts';
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { runningClock } from '../../support/clock.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { aNewsroom } from '../parts.ts';

const { options, file, now } = JSON.parse(process.argv[2] ?? '') as {
  options: DiscordOptions;
  file: string;
  now: number;
};
const clock = runningClock(now);
const store = await openSqliteStore({ file, mode: 'owner', clock });
const queue = openLocalQueue({ clock, warn: () => {} });
const newsroom = aNewsroom({ ask: () => new Promise(() => {}) });
const service = openDiscord(options, {
  services: { ...DEFAULT_SERVICES, store, newsroom, queue, clock },
  keepDays: 90,
  onFault: ({ error }) => console.error(error),
  onEnded: fault => console.error(fault),
  warn: () => {},
});
await service.open();
writeSync(1, 'open\n');
