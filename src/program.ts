/**
 * The program: reads the configuration, has the house opened, runs one command, the console or the chat platforms, and closes
 * everything again. It decides nothing that a person would notice in an answer.
 */
import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { helpText, parseCommandLine } from './adapters/console/arguments.ts';
import { runCommandLine } from './adapters/console/command-line.ts';
import { runRepl } from './adapters/console/repl.ts';
import { type ConsoleDeps, faultLine } from './adapters/console/session.ts';
import { type ConsoleStreams, expectFaults, note, write } from './adapters/console/streams.ts';
import { type Fault, faultOf, isAskersFault } from './adapters/dispatch.ts';
import type { ChatService } from './adapters/service.ts';
import { type Config, noColor, readConfig, secretsOf } from './config.ts';
import { StetError } from './core/errors.ts';
import { changesStore, isStandalone, type Run } from './house/line.ts';
import { servesChat } from './house/platforms.ts';
import { version } from './house/version.ts';
import { type House, openHouse } from './house.ts';
import { type Log, openLog } from './log.ts';
import type { DeskThread } from './newsroom/desk-thread.ts';

/** Columns a file or a pipe is written for. */
const PIPE_COLUMNS = 100;

/** Once told to stop, the process is gone within this, milliseconds: whoever told it kills it before long. Closing in order takes up to ten seconds. */
const GONE_MS = 15_000;

/**
 * Gives the exit code.
 * @param begun the thread that answers, where one is loading already
 */
export async function main(argv: string[], begun: DeskThread | null): Promise<number> {
  const streams = consoleStreams();
  const line = parseCommandLine(argv, commands);
  try {
    if (line.kind === 'fault') return await usageFault(line.message, streams);
    if (line.kind === 'version') return await printed(`${version()}\n`, streams);
    if (line.kind === 'help') return await printed(helpText(commands, line.command), streams);
    return await run(line, begun, streams);
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

async function run(line: Run, begun: DeskThread | null, streams: ConsoleStreams): Promise<number> {
  const config = readConfig();
  if (line.kind === 'run' && line.corpus !== null && changesStore(line)) throw keepsNothing(line.call.command);
  if (line.kind === 'start') checkRole(line, config);
  const stop = stopSignal();
  const keeps = line.corpus === null && !isStandalone(line);
  // Where chat is served, or jobs alone are done, nobody talks in the terminal, and the log has it.
  const isAlone = line.kind === 'start' && config.role === 'worker';
  const shown = isAlone || servesChat(line, config) ? streams.stdout : null;
  if (shown !== null) expectFaults(shown);
  const log = await openLog({
    ...{ file: keeps ? join(config.data, 'stet.log') : null, level: config.logLevel, isAskers: isAskersFault },
    ...{ secrets: secretsOf(config), shown, forTheEye: Boolean(process.stdout.isTTY) },
  });
  endInTime(stop, log);
  try {
    const house = await openHouse(line, config, log, streams, stop, begun);
    return await inhabit(line, config, house, stop).finally(house.close);
  } catch (thrown) {
    if (stop.aborted) return await stopped(streams);
    const fault = faultOf(line.kind, thrown);
    log.fault(fault);
    return await tell(fault, streams);
  } finally {
    log.close();
  }
}

/** Closing may wait for a server that says nothing any more. What was under way is then taken up as after a crash. */
function endInTime(stop: AbortSignal, log: Log): void {
  const end = () => {
    log.warn('something did not close when it was told to; the process ends without it', {});
    process.exit(1);
  };
  stop.addEventListener('abort', () => void setTimeout(end, GONE_MS).unref(), { once: true });
}

async function stopped({ stderr }: ConsoleStreams): Promise<number> {
  await note(stderr, 'stopped.');
  return 1;
}

async function inhabit(line: Run, config: Config, { deps, chats }: House, stop: AbortSignal): Promise<number> {
  if (line.kind === 'run') return runCommandLine(line, deps, stop);
  if (config.role === 'worker') return work(deps, stop);
  if (chats.length > 0) return serve(chats, deps, stop);
  const interactive = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const historyFile = line.corpus === null ? join(config.data, 'history') : null;
  await runRepl({ interactive, historyFile }, deps, stop);
  return 0;
}

/** Lets events in on every platform, and waits for a signal. A platform that lets nobody in is told of, and the others go on. */
async function serve(chats: ChatService[], { streams, onFault }: ConsoleDeps, stop: AbortSignal): Promise<number> {
  const ending = stopping(stop);
  const opening = Promise.all(
    chats.map(async chat => {
      try {
        await chat.open();
        await note(streams.stderr, `Stet serves ${chat.name}.`);
        return true;
      } catch (thrown) {
        if (stop.aborted) return false;
        const fault = faultOf(chat.name, thrown);
        onFault(fault);
        await note(streams.stderr, faultLine(fault));
        return false;
      }
    }),
  );
  // A platform that cannot be reached is tried on and on: neither the others nor a signal wait for it.
  const none = opening.then(opened => !opened.includes(true));
  if (await Promise.race([none, ending.then(() => false)])) return 1;
  await ending;
  return 0;
}

/** Jobs are worked on already: waits for a signal. */
async function work({ streams }: ConsoleDeps, stop: AbortSignal): Promise<number> {
  await note(streams.stderr, 'Stet works on jobs.');
  await stopping(stop);
  return 0;
}

function stopping(stop: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Throws where a process of this role would have nothing to do. */
function checkRole(line: Run, config: Config): void {
  if (config.role === 'worker' || servesChat(line, config)) return;
  if (config.role === 'bot') throw nobodyToHear();
  if (!isConversation()) throw nothingToDo();
}

function nobodyToHear(): StetError {
  const userMessage = 'STET_ROLE=bot hears people on Slack and Discord: set SLACK_BOT_TOKEN or DISCORD_TOKEN.';
  return new StetError('bad-config', 'a bot without a platform', { userMessage });
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
