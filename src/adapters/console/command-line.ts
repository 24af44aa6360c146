/**
 * The one-shot form, `stet <command> …`: runs one command, or puts a file of questions to one, and says how it ended.
 * Only results reach stdout. Nothing a line of input does can lose the answers to the others.
 */

import type { Call } from '../../core/command.ts';
import type { Reply } from '../../core/reply.ts';
import { type Fault, faultOf, isAskersFault } from '../dispatch.ts';
import { showHidden } from '../visible-text.ts';
import type { RunLine } from './arguments.ts';
import { type QuestionLine, readQuestions } from './questions.ts';
import { renderReply } from './render.ts';
import { type ConsoleDeps, faultLine, runCall } from './session.ts';
import { lookOf, note, write } from './streams.ts';
import { jsonLine } from './terminal-text.ts';

/** 0 done, and a refusal is done; 1 a fault of ours; 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Runs what was asked for. Never rejects. */
export async function runCommandLine(line: RunLine, deps: ConsoleDeps, signal: AbortSignal): Promise<ExitCode> {
  try {
    return line.questions === null
      ? await runOnce(line, deps, signal)
      : await runQuestions(line, line.questions, deps, signal);
  } catch (thrown) {
    return await endedEarly(faultOf(line.call.command, thrown), deps);
  }
}

async function endedEarly(fault: Fault, deps: ConsoleDeps): Promise<ExitCode> {
  if (fault.error.code === 'closed-output') {
    // Whoever closed the pipe has had what was wanted: `stet … | head -1` is no fault.
    await note(deps.streams.stderr, fault.error.userMessage);
    return 0;
  }
  deps.onFault(fault);
  return await tellFault(fault, '', deps);
}

async function runOnce({ call, json }: RunLine, deps: ConsoleDeps, signal: AbortSignal): Promise<ExitCode> {
  const { reply, fault, stopped } = await runCall(call, deps, signal);
  if (stopped) return await tellStopped(deps);
  if (fault) return await tellFault(fault, '', deps);
  await write(deps.streams.stdout, json ? jsonOf(reply.data) : renderReply(reply, lookOf(deps.streams)));
  // A command that looked and found faults has done its work; a script must still hear of them.
  return reply.tone === 'error' ? 1 : 0;
}

/** One line for one value; an array is a line an element. */
function jsonOf(data: unknown): string {
  const values: unknown[] = Array.isArray(data) ? data : [data];
  return values.map(value => `${jsonLine(value)}\n`).join('');
}

async function tellStopped({ streams }: ConsoleDeps): Promise<ExitCode> {
  await note(streams.stderr, 'stopped.');
  return 1;
}

async function tellFault(fault: Fault, where: string, { streams }: ConsoleDeps): Promise<ExitCode> {
  await note(streams.stderr, where + faultLine(fault));
  return isAskersFault(fault.error) ? 2 : 1;
}

/** The worst that happened: a fault of ours, else a line that could not be used, else nothing. */
async function runQuestions(line: RunLine, file: string, deps: ConsoleDeps, signal: AbortSignal): Promise<ExitCode> {
  const name = file === '-' ? 'stdin' : file;
  const codes = new Set<ExitCode>();
  for await (const asked of readQuestions(file, deps.streams.stdin, signal)) {
    codes.add(await runQuestion(line, asked, `${name}:${asked.number}: `, deps, signal));
  }
  if (signal.aborted) return await tellStopped(deps);
  if (codes.size === 0) await note(deps.streams.stderr, `${name} holds no question.`);
  if (codes.has(1)) return 1;
  return codes.has(2) ? 2 : 0;
}

async function runQuestion(
  line: RunLine,
  asked: QuestionLine,
  where: string,
  deps: ConsoleDeps,
  signal: AbortSignal,
): Promise<ExitCode> {
  if ('fault' in asked) {
    await note(deps.streams.stderr, `${where}${asked.fault}`);
    return 2;
  }
  const { reply, fault, stopped } = await runCall(questionCall(line.call.command, asked.question), deps, signal);
  // Said once, when the file is left.
  if (stopped) return 1;
  if (fault) return await tellFault(fault, where, deps);
  await write(deps.streams.stdout, line.json ? answerLine(asked.id, reply) : readable(asked.question, reply, deps));
  return 0;
}

/** The words as they are, never read as flags: a question is text. */
function questionCall(command: string, question: string): Call {
  return { command, input: { kind: 'options', options: command === 'search' ? { words: question } : { question } } };
}

function answerLine(id: string | number, { data }: Reply): string {
  return `${jsonLine({ id, ...(data as object) })}\n`;
}

function readable(question: string, reply: Reply, { streams }: ConsoleDeps): string {
  return `${showHidden(question)}\n\n${renderReply(reply, lookOf(streams))}\n\n`;
}
