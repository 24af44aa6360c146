/**
 * The house: opens the store, the queue, the newsroom and the chat platforms for what was asked on the command line, in that order,
 * fills them, and closes them in the opposite one. With main.ts the only file that knows all the others.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { queueAssessments } from '../jobs/assess-article.ts';
import { briefArticle } from '../jobs/brief-article.ts';
import { deliver } from '../jobs/deliver.ts';
import { digestsDue } from '../jobs/digests-due.ts';
import { dropQuestions } from '../jobs/drop-questions.ts';
import { jobs } from '../jobs/index.ts';
import { ingestArticle, queueItems, queueRevisits } from '../jobs/ingest-article.ts';
import { queueArrivals } from '../jobs/join-cases.ts';
import { queuePoll } from '../jobs/poll-feed.ts';
import { recall } from '../jobs/recall.ts';
import { showCase } from '../jobs/show-case.ts';
import { queueTellings } from '../jobs/tell-verdict.ts';
import { tidy } from '../jobs/tidy.ts';
import type { CommandLine } from './adapters/console/arguments.ts';
import { progressOn } from './adapters/console/progress.ts';
import { consolePublisher } from './adapters/console/publisher.ts';
import { type ConsoleDeps, faultLine } from './adapters/console/session.ts';
import { type ConsoleStreams, note } from './adapters/console/streams.ts';
import type { DiscordOptions } from './adapters/discord/options.ts';
import { discordPlatform } from './adapters/discord/setup.ts';
import { faultOf } from './adapters/dispatch.ts';
import type { HttpService } from './adapters/http/server.ts';
import type { HttpDeps } from './adapters/http/setup.ts';
import type { ChatDeps, ChatPlatformSetup, ChatService } from './adapters/service.ts';
import type { SlackOptions } from './adapters/slack/options.ts';
import { slackPlatform } from './adapters/slack/setup.ts';
import { type Config, settingRows } from './config.ts';
import { systemClock } from './core/clock.ts';
import { asStetError, StetError } from './core/errors.ts';
import { type Observe, observedFetcher, observedNewsroom, observedPublisher } from './core/observe.ts';
import { placeKey, placeNamed } from './core/places.ts';
import type { Fetcher, LanguageModel, Newsroom, Publisher, Queue, Reader, Store } from './core/ports.ts';
import { listArticleFiles, readArticleFile } from './ingest/files.ts';
import { readNames } from './ingest/names-file.ts';
import type { Log } from './log.ts';
import { followStore } from './newsroom/follow.ts';
import { openNewsroom } from './newsroom/threaded.ts';
import { openLocalQueue } from './queue/local.ts';
import { openSqliteStore } from './storage/sqlite.ts';

const SEEDS = fileURLToPath(new URL('../seeds', import.meta.url));
const THREAD = new URL('./thread.ts', import.meta.url);
const READER_THREAD = new URL('./page-thread.ts', import.meta.url);
const PACKAGE = new URL('../package.json', import.meta.url);

/** How long after a signal questions, then jobs, may take to end, milliseconds: ten seconds in all, with what closing itself takes. */
const ANSWERS_GRACE_MS = 5_000;
const JOBS_GRACE_MS = 3_000;

/** Rows of one kind taken up at start. */
const TAKEN_UP = 100_000;

/** Once a day, in the quietest hour of most newsrooms, a little after the full hour. */
const TIDY_CRON = '17 3 * * *';

/** How often unanswered questions to flaggers are looked for, milliseconds: they wait for a day. */
const QUESTIONS_EVERY_MS = 15 * 60_000;
/** Every minute, as its first second begins: times of digests are told to the minute. */
const DIGESTS_CRON = '* * * * *';

/** Articles; fewer are read in less than half a second. */
const SHOWN_FROM = 200;

export type Run = Extract<CommandLine, { kind: 'run' | 'start' }>;

type Services = ConsoleDeps['services'];

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
): Promise<House> {
  const platforms = chatPlatforms(config);
  const inMemory = line.corpus !== null || isStandalone(line);
  const store = await openStore(line, config);
  const said = new Set<string>();
  const opened: { close: () => Promise<void> }[] = [{ close: () => store.close() }];
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    const warn: Log['warn'] = (message, fields) => {
      log.warn(message, fields);
      // Said once and aloud as well: whoever starts Stet can put it right, and may never read the log.
      if (line.kind === 'start' && !said.has(message)) void note(streams.stderr, `${message}.`);
      said.add(message);
    };
    const observers = [log.observe];
    const observe: Observe = happening => {
      for (const each of observers) each(happening);
    };
    const queue = await openQueue(line, config, store, { warn, observe });
    const model = await openModel(config, store);
    if (model !== null) opened.push(model);
    const engine = openNewsroom({
      store,
      model,
      indexFile: inMemory ? ':memory:' : join(config.data, 'index.sqlite'),
      names: await readNames(line.corpus, SEEDS),
      thread: THREAD,
      seeds: inMemory ? 'on' : config.seeds,
      boldness: config.answers,
      atOnce: !isStandalone(line),
    });
    opened.push(engine);
    const newsroom = observedNewsroom(engine, observe);
    const fetcher = observedFetcher(lazyFetcher(config), observe);
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
      moveStore: storeMover(config),
    };
    const screen = { redraw: () => {} };
    const deps = { services, streams, screen, keepDays: config.keepDays, onFault: log.fault };
    const chats: ChatService[] = [];
    const served = platforms.filter(({ open }) => servesChat(line, config) && open !== null);
    if (line.kind === 'start' && config.httpPort !== null) {
      const connected = (name: string) => chats.some(chat => chat.name === name && chat.connected());
      const watched = served.map(({ setup: { name } }) => ({ name, connected: () => connected(name) }));
      const http = await openHttp(config, {
        services,
        platforms: watched,
        onFault: thrown => log.fault(faultOf('http', thrown)),
      });
      opened.push(http);
      observers.push(http.observe);
      await note(streams.stderr, `health and metrics are at http://${config.httpHost}:${http.port}.`);
    }
    chats.push(...(await openChats(served, { ...chatDeps(deps, config, warn, log), observe })));
    opened.push({ close: async () => void (await Promise.all(chats.map(chat => chat.close(ANSWERS_GRACE_MS)))) });
    const publishers = publishersOf(chats, line, observedPublisher(consolePublisher(streams, screen), observe));
    const reviewPlaces = (config.reviewChannels ?? []).map(placeNamed);
    const parts = { store, newsroom, publishers, queue, fetcher, reader, clock: systemClock, reviewPlaces };
    if (looksOnly(line)) return { deps, chats, close };
    await queue.work(jobs, parts);
    if (isStandalone(line)) return { deps, chats, close };
    await fill(line, services, streams, stop);
    await catchUp(newsroom, streams, stop);
    const { onChange } = store;
    if (line.kind === 'start' && onChange !== null)
      opened.push({ close: followStore({ store: { ...store, onChange }, newsroom }) });
    if (line.kind === 'start' && line.corpus === null) await takeUp(services, config);
    return { deps, chats, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** Those of the platforms that are served; the console's own where nobody else is. */
function publishersOf(chats: ChatService[], line: Run, console: Publisher): Map<string, Publisher> {
  const publishers = chats.map(({ publisher }) => publisher);
  if (chats.length === 0 && line.kind === 'start') publishers.push(console);
  return new Map(publishers.map(publisher => [publisher.platform, publisher]));
}

/** Loaded where one is set up: nobody else waits for it. */
async function openModel(config: Config, store: Store): Promise<LanguageModel | null> {
  const { modelUrl: url, modelRecord, modelReplay } = config;
  if (url === null && modelRecord === null && modelReplay === null) return null;
  const { openLanguageModel } = await import('./language-model/open.ts');
  const isPrivate = config.modelPrivate === 'on';
  return openLanguageModel({
    server: url === null ? null : { url, name: config.modelName!, key: config.modelKey, isPrivate },
    timeoutMs: config.modelTimeout * 1_000,
    budget: config.modelBudget,
    ...{ recordFile: modelRecord, replayFile: modelReplay, store, clock: systemClock },
  });
}

/** Loaded at the first fetch: a question needs neither the net nor what reads it. */
function lazyFetcher(config: Config): Fetcher {
  const opened = once(async () => {
    const { openFetcher } = await import('./ingest/fetch/fetcher.ts');
    return openFetcher({ clock: systemClock, version: version(), allow: config.fetchAllow ?? [] });
  });
  return {
    fetch: async (url, options) => (await opened.get()).fetch(url, options),
    close: async () => (await opened.made())?.close(),
  };
}

function lazyReader(): Reader {
  const opened = once(async () => {
    const { openReader } = await import('./ingest/reader.ts');
    return openReader({ thread: READER_THREAD, clock: systemClock });
  });
  return {
    page: async (bytes, source) => (await opened.get()).page(bytes, source),
    feed: async (bytes, source) => (await opened.get()).feed(bytes, source),
    site: async (bytes, source) => (await opened.get()).site(bytes, source),
    close: async () => (await opened.made())?.close(),
  };
}

/** Made when it is first wanted, and once. */
function once<Value>(make: () => Promise<Value>): { get: () => Promise<Value>; made: () => Promise<Value | null> } {
  let making: Promise<Value> | null = null;
  return {
    get: () => {
      making ??= make();
      return making;
    },
    made: async () => making,
  };
}

/** Every chat platform there is. */
function chatPlatforms(config: Config): ChatPlatformSetup[] {
  return [
    slackPlatform(slackOptions(config), commands),
    discordPlatform(discordOptions(config), config.discordApp, commands),
  ];
}

/** Whether this run serves chat: `start` does, wherever a platform's token is set. */
export function servesChat(line: Run, config: Config): boolean {
  return line.kind === 'start' && line.corpus === null && chatPlatforms(config).some(({ open }) => open !== null);
}

async function openChats(platforms: ChatPlatformSetup[], deps: ChatDeps): Promise<ChatService[]> {
  const opening = platforms.flatMap(({ open }) => (open === null ? [] : [open(deps)]));
  return Promise.all(opening);
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

/** Takes up what an earlier process left, from the store alone; and sets the clock for what is done by it. */
export async function takeUp(
  { store, queue, clock }: Pick<Services, 'store' | 'queue' | 'clock'>,
  { keepDays, reviewChannels }: Pick<Config, 'keepDays' | 'reviewChannels'>,
): Promise<void> {
  const reviewed = (reviewChannels ?? []).map(placeNamed).map(placeKey);
  await queueItems(await store.openItems(TAKEN_UP), { queue });
  await queueRevisits(await store.openRevisits(TAKEN_UP), { queue });
  for (const article of await store.unbriefed(TAKEN_UP)) await queue.add(briefArticle, { article });
  await queueArrivals(await store.lastSeq(), { queue });
  await queueAssessments({ store, queue });
  for (const key of await store.unsentPosts()) await queue.add(deliver, { key });
  for (const each of await store.unrecalled(TAKEN_UP)) await queue.add(recall, { ...each, at: null });
  for (const each of await store.unshownCases(reviewed, TAKEN_UP)) await queue.add(showCase, each);
  await queueTellings({ store, queue });
  for (const feed of await store.feeds()) await queuePoll(feed, { queue, clock });
  await queue.schedule('drop-questions', dropQuestions, {}, { everyMs: QUESTIONS_EVERY_MS });
  // At once as well: what was due while nothing ran.
  await queue.add(digestsDue, {});
  await queue.schedule('digests-due', digestsDue, {}, { cron: DIGESTS_CRON });
  // At once as well: a machine that is off at night would keep everything.
  await queue.add(tidy, { keepDays });
  await queue.schedule('tidy', tidy, { keepDays }, { cron: TIDY_CRON });
}

function slackOptions(config: Config): SlackOptions | null {
  if (config.slackBotToken === null) return null;
  return {
    botToken: config.slackBotToken,
    appToken: config.slackAppToken,
    signingSecret: config.slackSigningSecret,
    mode: config.slackMode,
    host: config.slackHost,
    port: config.slackPort,
    apiUrl: config.slackApiUrl,
    retries: config.slackRetries,
    teams: config.slackTeamIds,
    editors: config.slackEditors,
    flagEmoji: config.flagEmoji,
  };
}

function discordOptions(config: Config): DiscordOptions | null {
  if (config.discordToken === null) return null;
  return {
    token: config.discordToken,
    app: config.discordApp,
    guild: config.discordGuild,
    guilds: config.discordGuilds,
    editorRoles: config.discordEditorRoles,
    messageContent: config.discordMessageContent === 'on',
    flagEmoji: config.flagEmoji,
    apiUrl: config.discordApiUrl,
    apiVersion: config.discordApiVersion,
  };
}

/** A corpus lives in memory; PostgreSQL is everybody's; a file has one owner, and beside it a one-shot command may still read. */
async function openStore(line: Run, { data, databaseUrl }: Config): Promise<Store> {
  const clock = systemClock;
  if (line.corpus !== null || isStandalone(line)) return openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  if (databaseUrl !== null) {
    // Loaded only where it is used, as the queue is.
    const { openPostgresStore } = await import('./storage/postgres.ts');
    return openPostgresStore({ url: databaseUrl, clock });
  }
  const file = join(data, 'stet.sqlite');
  try {
    return await openSqliteStore({ file, mode: 'owner', clock });
  } catch (thrown) {
    const busy = thrown instanceof StetError && thrown.code === 'store-busy';
    if (busy && line.kind === 'run' && !changesStore(line)) return openSqliteStore({ file, mode: 'reader', clock });
    throw thrown;
  }
}

/** Moves the file's store to the database; null where there is none to move to. */
function storeMover({ data, databaseUrl: url }: Config): Services['moveStore'] {
  if (url === null) return null;
  return async onRows => {
    const { moveToPostgres } = await import('./storage/move.ts');
    return moveToPostgres({ file: join(data, 'stet.sqlite'), url, onRows });
  };
}

export function isStandalone(line: Run): boolean {
  return line.kind === 'run' && commands.some(({ name, standalone }) => name === line.call.command && standalone);
}

export function changesStore({ call }: Extract<Run, { kind: 'run' }>): boolean {
  return commands.some(command => command.name === call.command && command.changesStore);
}

function looksOnly(line: Run): boolean {
  const isOwn = line.kind === 'run' && line.corpus === null;
  return isOwn && commands.some(each => each.name === line.call.command && each.looksOnly);
}

/** A one-shot command works in its own process alone: it must not wait for, nor run, the jobs of others. It may look at them. */
async function openQueue(
  line: Run,
  { redisUrl }: Config,
  store: Store,
  told: { warn: Log['warn']; observe: Observe },
): Promise<Queue> {
  if ((line.kind === 'run' && !looksOnly(line)) || line.corpus !== null || redisUrl === null)
    return openLocalQueue({ clock: systemClock, ...told });
  // Loaded only where it is used: it takes longer to load than everything else together.
  const { openBullQueue } = await import('./queue/bullmq.ts');
  const opening = openBullQueue({ url: redisUrl, clock: systemClock, ...told, prefix: queuePrefix(store) });
  // Whoever looks at how things stand hears of that too.
  return looksOnly(line) ? opening.catch(thrown => unseenQueue(thrown, told)) : opening;
}

function unseenQueue(fault: unknown, told: { warn: Log['warn'] }): Queue {
  const counts = () => Promise.reject(asStetError(fault));
  return { ...openLocalQueue({ clock: systemClock, ...told }), counts };
}

/** Jobs name files and articles of this store: another one on the same Redis has a queue of its own. */
function queuePrefix({ id }: Store): string {
  return `stet-${id}`;
}

/** Loaded only where somebody may ask; the queue's page only when somebody does. */
async function openHttp(
  { httpHost: host, httpPort, httpToken: token, redisUrl }: Config,
  deps: Omit<HttpDeps, 'board'>,
): Promise<HttpService & { observe: Observe }> {
  const { serveHttp, BOARD_PATH: path } = await import('./adapters/http/setup.ts');
  const page = once(async () => {
    const { openBoard } = await import('./queue/bullmq-board.ts');
    const prefix = queuePrefix(deps.services.store);
    return openBoard({ url: redisUrl!, prefix, jobs: jobs.map(({ name }) => name), path });
  });
  const board = redisUrl === null ? null : async () => (await page.get()).handle;
  const http = await serveHttp({ host, port: httpPort!, token }, { ...deps, board });
  const close = async () => {
    await http.close();
    await (await page.made())?.close();
  };
  return { ...http, close };
}

/** Brings the corpus that was named, or the seeds where they belong, into the store; both may be done again and again. */
async function fill(
  { corpus }: Run,
  { store, newsroom, queue }: Services,
  { stderr }: ConsoleStreams,
  stop: AbortSignal,
): Promise<void> {
  if (corpus !== null) return fillFrom(corpus, store, stderr, stop);
  if (!store.writable || !(await newsroom.seedsBelong())) return;
  for (const path of await listArticleFiles(SEEDS)) await queue.add(ingestArticle, { path, origin: 'seed' });
  await queue.idle();
}

/** Without the queue: a corpus is here for one run, and whoever named it wants to hear of every line that cannot be read. */
async function fillFrom(
  corpus: string,
  store: Store,
  stderr: ConsoleStreams['stderr'],
  stop: AbortSignal,
): Promise<void> {
  const files = await listArticleFiles(corpus);
  for (const path of files) {
    const { drafts, faults } = await readArticleFile(path, 'file').catch(thrown => {
      const { code, userMessage } = asStetError(thrown);
      // A bad file among others is told and left out; a corpus that is nothing else is a fault.
      if (code !== 'unreadable-file' || files.length === 1) throw thrown;
      return { drafts: [], faults: [userMessage] };
    });
    for (const draft of drafts) {
      stop.throwIfAborted();
      await store.saveArticle(draft);
    }
    for (const fault of faults) await note(stderr, fault);
  }
}

/** Reads what is new; shows progress for corpora that take longer than anyone could look. */
async function catchUp(
  newsroom: Newsroom,
  { stderr, stderrIsTerminal }: ConsoleStreams,
  stop: AbortSignal,
): Promise<void> {
  const progress = progressOn(stderr, stderrIsTerminal);
  await newsroom.catchUp((done, total) => {
    stop.throwIfAborted();
    if (total > SHOWN_FROM) progress.show('reading', done, total);
  });
  progress.clear();
}

/** Stet's own, of package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;
}
