/**
 * The console as a conversation: a prompt with history and completion on a terminal, or the lines of a pipe, each treated alike.
 * `/name` is a command, bare `help`, `exit` and `quit` work, anything else is a question.
 */
import { createInterface, type Interface } from 'node:readline/promises';
import { commandsOn } from '../../../commands/help.ts';
import type { AnyCommand, Call } from '../../core/command.ts';
import { count } from '../../core/count.ts';
import { StetError } from '../../core/errors.ts';
import { callOfTalk, questionOf } from '../dispatch.ts';
import { addToHistory, loadHistory } from './history.ts';
import { type InputLine, readLines } from './lines.ts';
import { renderReply } from './render.ts';
import { type ConsoleDeps, faultLine, runCall } from './session.ts';
import { type ConsoleStreams, lookOf, note, write } from './streams.ts';

export interface ReplOptions {
  /** Whether somebody sits at a terminal: stdin and stdout both are one. */
  interactive: boolean;
  /** Where the prompt's history is kept; null keeps none. */
  historyFile: string | null;
}

/** Runs until the input ends, `exit`, or `signal`. A reader that went away ends it quietly; other faults of the streams are thrown. */
export async function runRepl(options: ReplOptions, deps: ConsoleDeps, signal: AbortSignal): Promise<void> {
  try {
    if (options.interactive) await runPrompt(options.historyFile, deps, signal);
    else await runPipe(deps, signal);
  } catch (thrown) {
    if (!(thrown instanceof StetError && thrown.code === 'closed-output')) throw thrown;
  }
}

/** What has been said in this conversation, as far as the next question may lean on it. */
interface Talk {
  before: string | null;
}

/** The question before this one, which then takes its place. */
function leantOn(call: Call, talk: Talk): string | null {
  const { before } = talk;
  talk.before = questionOf(call) ?? before;
  return before;
}

/** What a line asks for; null for an empty one. */
export function readLine(line: string, commands: readonly AnyCommand[]): Call | 'exit' | null {
  const said = line.trim();
  if (said === '') return null;
  if (/^\/?(exit|quit)$/i.test(said)) return 'exit';
  return callOfTalk(said, commands);
}

async function runPipe(deps: ConsoleDeps, signal: AbortSignal): Promise<void> {
  const talk: Talk = { before: null };
  for await (const line of readLines(deps.streams.stdin, signal)) {
    if (signal.aborted || (await runPiped(line, talk, deps, signal)) === 'exit') return;
  }
}

async function runPiped(
  line: InputLine,
  talk: Talk,
  deps: ConsoleDeps,
  signal: AbortSignal,
): Promise<'exit' | 'go on'> {
  const { stdout, stderr } = deps.streams;
  if ('fault' in line) {
    await note(stderr, `line ${line.number}: ${line.fault}`);
    return 'go on';
  }
  const call = readLine(line.text, deps.services.commands);
  if (call === null) return 'go on';
  if (call === 'exit') return 'exit';
  const { reply, fault } = await runCall(call, deps, signal, leantOn(call, talk));
  if (fault) await note(stderr, `line ${line.number}: ${faultLine(fault)}`);
  else await write(stdout, `${renderReply(reply, lookOf(deps.streams))}\n`);
  return 'go on';
}

async function runPrompt(historyFile: string | null, deps: ConsoleDeps, signal: AbortSignal): Promise<void> {
  const { streams, services } = deps;
  const history = await historyOf(historyFile, deps);
  await write(streams.stdout, await banner(deps));
  const prompt = createInterface({
    input: streams.stdin,
    output: streams.stdout,
    terminal: true,
    prompt: streams.colour ? '\x1b[1mstet›\x1b[0m ' : 'stet› ',
    history: history.lines,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, services.commands),
  });
  const running = { current: null as AbortController | null };
  const talk: Talk = { before: null };
  prompt.on('SIGINT', () => interrupt(prompt, running.current, streams));
  const leave = () => prompt.close();
  // Ctrl-D or a signal may close the prompt while an answer is on its way.
  let open = true;
  prompt.on('close', () => {
    open = false;
  });
  signal.addEventListener('abort', leave, { once: true });
  deps.screen.redraw = () => prompt.prompt(true);
  prompt.prompt();
  for await (const line of prompt) {
    await history.add(line);
    running.current = new AbortController();
    const told = await runAsked(line, talk, deps, AbortSignal.any([signal, running.current.signal]));
    running.current = null;
    if (told === 'exit' || !open) break;
    prompt.prompt();
  }
  signal.removeEventListener('abort', leave);
  deps.screen.redraw = () => {};
  prompt.close();
  await write(streams.stdout, '\n');
}

async function runAsked(line: string, talk: Talk, deps: ConsoleDeps, signal: AbortSignal): Promise<'exit' | 'go on'> {
  const call = readLine(line, deps.services.commands);
  if (call === 'exit') return 'exit';
  if (call === null) return 'go on';
  const { reply } = await runCall(call, deps, signal, leantOn(call, talk));
  await write(deps.streams.stdout, `\n${renderReply(reply, lookOf(deps.streams))}\n`);
  return 'go on';
}

/** Ctrl-C: stops what runs, else clears the line, else says how to leave. */
function interrupt(prompt: Interface, running: AbortController | null, { stdout }: ConsoleStreams): void {
  if (running) {
    running.abort();
    return;
  }
  if (prompt.line === '') {
    stdout.write('\nexit or Ctrl-D leaves.\n');
    prompt.prompt();
    return;
  }
  // From the end of the line to its beginning, as the keys would do it.
  prompt.write(null, { ctrl: true, name: 'e' });
  prompt.write(null, { ctrl: true, name: 'u' });
}

/** Commands that begin like a line that begins with a slash. */
function complete(line: string, commands: readonly AnyCommand[]): [string[], string] {
  if (!line.startsWith('/')) return [[], line];
  const names = commandsOn(commands, 'console').map(command => `/${command.name} `);
  return [names.filter(name => name.startsWith(line)), line];
}

async function banner({ services }: ConsoleDeps): Promise<string> {
  const counts = await services.store.countArticles();
  const own = counts.file + counts.feed;
  const record = own > 0 ? count(own, 'article') : `${count(counts.seed, 'article')} of the seed corpus`;
  return `Stet answers from the record, word for word: ${record}.\nAsk a question. /help lists the commands, Ctrl-D leaves.\n\n`;
}

interface History {
  lines: string[];
  add: (line: string) => Promise<void>;
}

/** A history that cannot be read or written is told once; the conversation goes on without. */
async function historyOf(file: string | null, { streams }: ConsoleDeps): Promise<History> {
  if (file === null) return { lines: [], add: async () => {} };
  let broken = false;
  const giveUp = async () => {
    broken = true;
    await note(streams.stderr, `${file}: the history cannot be kept there.`);
    return [];
  };
  const lines = await loadHistory(file).catch(giveUp);
  const add = async (line: string) => {
    if (!broken) await addToHistory(file, line).catch(giveUp);
  };
  return { lines, add };
}
