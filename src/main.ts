/**
 * The entry point: reads the configuration, opens what is needed, runs one command or the console, and closes everything
 * again. The only file that knows all the others; it decides nothing that a person would notice in an answer.
 */
import { fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { jobs } from '../jobs/index.ts';
import { ingestArticle } from '../jobs/ingest-article.ts';
import { type CommandLine, helpText, parseCommandLine } from './adapters/console/arguments.ts';
import { runCommandLine } from './adapters/console/command-line.ts';
import { progressOn } from './adapters/console/progress.ts';
import { runRepl } from './adapters/console/repl.ts';
import { type ConsoleDeps, faultLine } from './adapters/console/session.ts';
import { type ConsoleStreams, note, write } from './adapters/console/streams.ts';
import { type Fault, faultOf, isAskersFault } from './adapters/dispatch.ts';
import { type Config, noColor, readConfig, settingRows } from './config.ts';
import { systemClock } from './core/clock.ts';
import { asStetError, StetError } from './core/errors.ts';
import type { Newsroom, Queue, Store } from './core/ports.ts';
import { listArticleFiles, readArticleFile } from './ingest/files.ts';
import { readNames } from './ingest/names-file.ts';
import { type Log, openLog } from './log.ts';
import { openNewsroom } from './newsroom/threaded.ts';
import { openLocalQueue } from './queue/local.ts';
import { openSqliteStore } from './storage/sqlite.ts';

const SEEDS = fileURLToPath(new URL('../seeds', import.meta.url));
const THREAD = new URL('./thread.ts', import.meta.url);
const PACKAGE = new URL('../package.json', import.meta.url);

/** Running work may take this long to end after a signal, milliseconds; the promise of design and README. */
const GRACE_MS = 10_000;

/** Columns a file or a pipe is written for. */
const PIPE_COLUMNS = 100;

/** Articles; fewer are read in less than half a second. */
const SHOWN_FROM = 200;

type Run = Extract<CommandLine, { kind: 'run' | 'start' }>;

type Services = ConsoleDeps['services'];

/** What is open while Stet runs. */
interface House {
  deps: ConsoleDeps;
  close: () => Promise<void>;
}

process.exitCode = await main(process.argv.slice(2), consoleStreams());

async function main(argv: string[], streams: ConsoleStreams): Promise<number> {
  const line = parseCommandLine(argv, commands);
  try {
    if (line.kind === 'fault') return await usageFault(line.message, streams);
    if (line.kind === 'version') return await printed(`${version()}\n`, streams);
    if (line.kind === 'help') return await printed(helpText(commands, line.command), streams);
    return await run(line, streams);
  } catch (thrown) {
    return tell(faultOf(line.kind, thrown), streams);
  }
}

/** A fault on standard error, a line each of what it says, with its id where it is ours; and the exit code for it. */
async function tell(fault: Fault, { stderr }: ConsoleStreams): Promise<number> {
  if (fault.error.code === 'closed-output') return 0;
  for (const each of faultLine(fault).split('\n')) await note(stderr, each);
  return isAskersFault(fault.error) ? 2 : 1;
}

async function usageFault(message: string, streams: ConsoleStreams): Promise<number> {
  await note(streams.stderr, message);
  return 2;
}

async function printed(text: string, { stdout }: ConsoleStreams): Promise<number> {
  await write(stdout, text);
  return 0;
}

async function run(line: Run, streams: ConsoleStreams): Promise<number> {
  const config = readConfig();
  if (line.kind === 'run' && line.corpus !== null && changesStore(line)) throw keepsNothing(line.call.command);
  if (line.kind === 'start' && !isConversation()) throw nothingToDo();
  const stop = stopSignal();
  const keeps = line.corpus === null && !isStandalone(line);
  const log = openLog(keeps ? join(config.data, 'stet.log') : null, config.logLevel, isAskersFault);
  try {
    const house = await openHouse(line, config, log, streams, stop);
    return await inhabit(line, config, house.deps, stop).finally(house.close);
  } catch (thrown) {
    if (stop.aborted) return await stopped(streams);
    const fault = faultOf(line.kind, thrown);
    log.fault(fault);
    return await tell(fault, streams);
  } finally {
    log.close();
  }
}

async function stopped({ stderr }: ConsoleStreams): Promise<number> {
  await note(stderr, 'stopped.');
  return 1;
}

async function inhabit(line: Run, config: Config, deps: ConsoleDeps, stop: AbortSignal): Promise<number> {
  if (line.kind === 'run') return runCommandLine(line, deps, stop);
  const interactive = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const historyFile = line.corpus === null ? join(config.data, 'history') : null;
  await runRepl({ interactive, historyFile }, deps, stop);
  return 0;
}

async function openHouse(
  line: Run,
  config: Config,
  log: Log,
  streams: ConsoleStreams,
  stop: AbortSignal,
): Promise<House> {
  const inMemory = line.corpus !== null || isStandalone(line);
  const store = await openStore(line, config);
  const said = new Set<string>();
  const opened: { close: () => Promise<void> }[] = [{ close: () => store.close() }];
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    const queue = await openQueue(line, config, store, (message, fields) => {
      log.warn(message, fields);
      // Said once and aloud as well: whoever starts Stet can put it right, and may never read the log.
      if (line.kind === 'start' && !said.has(message)) void note(streams.stderr, `${message}.`);
      said.add(message);
    });
    opened.push({ close: () => queue.close(GRACE_MS) });
    const newsroom = openNewsroom({
      store,
      indexFile: inMemory ? ':memory:' : join(config.data, 'index.sqlite'),
      names: await readNames(line.corpus, SEEDS),
      thread: THREAD,
      seeds: inMemory ? 'on' : config.seeds,
      boldness: config.answers,
      atOnce: !isStandalone(line),
    });
    opened.push(newsroom);
    await queue.work(jobs, { store, newsroom, clock: systemClock });
    const services = { store, newsroom, queue, clock: systemClock, commands, settings: () => settingRows(config) };
    if (isStandalone(line)) return { deps: { services, streams, onFault: log.fault }, close };
    await fill(line, services, streams, stop);
    await catchUp(newsroom, streams, stop);
    return { deps: { services, streams, onFault: log.fault }, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** A corpus lives in memory; a store has one owner, and beside it a one-shot command may still read. */
async function openStore(line: Run, { data }: Config): Promise<Store> {
  const clock = systemClock;
  if (line.corpus !== null || isStandalone(line)) return openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  const file = join(data, 'stet.sqlite');
  try {
    return await openSqliteStore({ file, mode: 'owner', clock });
  } catch (thrown) {
    const busy = thrown instanceof StetError && thrown.code === 'store-busy';
    if (busy && line.kind === 'run' && !changesStore(line)) return openSqliteStore({ file, mode: 'reader', clock });
    throw thrown;
  }
}

function isStandalone(line: Run): boolean {
  return line.kind === 'run' && commands.some(({ name, standalone }) => name === line.call.command && standalone);
}

function changesStore({ call }: Extract<Run, { kind: 'run' }>): boolean {
  return commands.some(command => command.name === call.command && command.changesStore);
}

/** A one-shot command works in its own process alone: it must not wait for, nor run, the jobs of others. */
async function openQueue(line: Run, { redisUrl }: Config, store: Store, warn: Log['warn']): Promise<Queue> {
  if (line.kind === 'run' || line.corpus !== null || redisUrl === null)
    return openLocalQueue({ clock: systemClock, warn });
  // Loaded only where it is used: it takes longer to load than everything else together.
  const { openBullQueue } = await import('./queue/bullmq.ts');
  // Jobs name files and articles of this store: another one on the same Redis has a queue of its own.
  return openBullQueue({ url: redisUrl, clock: systemClock, warn, prefix: `stet-${store.id}` });
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

function keepsNothing(command: string): StetError {
  const userMessage = `${command} changes the store, and with --corpus nothing is kept.`;
  return new StetError('bad-usage', 'a command that changes the store beside a corpus', { userMessage });
}

function nothingToDo(): StetError {
  const userMessage = 'there is nobody to talk to: start Stet in a terminal, or pipe questions to it, a line each.';
  return new StetError('bad-usage', 'start without a terminal or a pipe', { userMessage });
}

/** Whether standard input is a terminal, a pipe or a file; a service manager gives /dev/null or nothing. */
function isConversation(): boolean {
  if (process.stdin.isTTY) return true;
  try {
    const stats = fstatSync(0);
    return stats.isFIFO() || stats.isFile() || stats.isSocket();
  } catch {
    // No standard input at all.
    return false;
  }
}

/** Aborted by the first SIGINT or SIGTERM. A second one is the same wish again, not another fault. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

function version(): string {
  return (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;
}

function consoleStreams(): ConsoleStreams {
  const colour = Boolean(process.stdout.isTTY) && !noColor();
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    // A terminal of unknown size says 0.
    columns: () => process.stdout.columns || PIPE_COLUMNS,
    colour,
    links: colour,
    stderrIsTerminal: Boolean(process.stderr.isTTY),
  };
}
