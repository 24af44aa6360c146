/** The outside of the house: the chat platforms, the page on its health, and by whom anything is posted. */
import { consolePublisher } from '../adapters/console/publisher.ts';
import { type ConsoleDeps, faultLine } from '../adapters/console/session.ts';
import { note } from '../adapters/console/streams.ts';
import { faultOf } from '../adapters/dispatch.ts';
import type { ChatDeps, ChatPlatformSetup, ChatService } from '../adapters/service.ts';
import type { StetError } from '../core/errors.ts';
import { observedPublisher } from '../core/observe.ts';
import type { Publisher } from '../core/ports.ts';
import { openHttp } from './http.ts';
import type { Opened } from './opened.ts';
import { chatPlatforms, openChats, servesChat } from './platforms.ts';
import type { HouseRun } from './run.ts';

/** How long questions may take to end after a signal, milliseconds. */
const ANSWERS_GRACE_MS = 5_000;

export interface Outside {
  chats: ChatService[];
  publishers: Map<string, Publisher>;
}

export async function openOutside(run: HouseRun, opened: Opened, deps: ConsoleDeps): Promise<Outside> {
  const { line, config, role, observe, streams } = run;
  const chats: ChatService[] = [];
  const served = chatPlatforms(config).filter(({ open }) => servesChat(line, config) && open !== null);
  // Before the platforms, so that their connecting is seen.
  await openHealth(run, opened, deps, watchedBy(chats, role === 'worker' ? [] : served));
  chats.push(...(await openChats(served, { ...chatDeps(deps, run), observe }, config)));
  opened.add({ close: async () => void (await Promise.all(chats.map(chat => chat.close(ANSWERS_GRACE_MS)))) });
  const isConsole = line.kind === 'start' && role !== 'worker';
  const ofConsole = observedPublisher(consolePublisher(streams, deps.screen), observe);
  return { chats, publishers: publishersOf(chats, isConsole, ofConsole) };
}

type Watched = { name: string; connected: () => boolean }[];

async function openHealth(
  { line, config, log, streams, addObserver }: HouseRun,
  opened: Opened,
  { services }: ConsoleDeps,
  platforms: Watched,
): Promise<void> {
  if (line.kind !== 'start' || config.httpPort === null) return;
  const onFault = (thrown: StetError) => log.fault(faultOf('http', thrown));
  const http = opened.add(await openHttp(config, { services, platforms, onFault }));
  addObserver(http.observe);
  await note(streams.stderr, `health and metrics are at ${http.origin}.`);
}

/** The platforms by name, and whether each is connected: `chats` grows as they are opened. */
function watchedBy(chats: readonly ChatService[], served: readonly ChatPlatformSetup[]): Watched {
  return served.map(({ setup: { name } }) => ({
    name,
    connected: () => chats.some(chat => chat.name === name && chat.connected()),
  }));
}

/** Those of the platforms that are served; the console's own where nobody else is. */
function publishersOf(chats: ChatService[], isConsole: boolean, console: Publisher): Map<string, Publisher> {
  const publishers = chats.map(({ publisher }) => publisher);
  if (chats.length === 0 && isConsole) publishers.push(console);
  return new Map(publishers.map(publisher => [publisher.platform, publisher]));
}

/** What a chat platform is opened with; one that ends says so in a line, once, and the others go on. */
function chatDeps({ services, onFault }: ConsoleDeps, { config, streams, warn, log }: HouseRun): ChatDeps {
  const onEnded = (thrown: StetError) => {
    const fault = faultOf('start', thrown);
    onFault(fault);
    void note(streams.stderr, faultLine(fault));
  };
  return { services, keepDays: config.keepDays, onFault, onEnded, warn, note: log.warn };
}
