/**
 * From what was asked to one Reply, for every platform: find the command, check where it runs and who asks, parse, run, verify
 * the quotations. Whatever happens there is exactly one outcome; nothing is ever thrown at an adapter.
 */
import { commandsOn } from '../../commands/help.ts';
import type { AnyCommand, Call, CommandContext, Typed } from '../core/command.ts';
import { editDistance } from '../core/edit-distance.ts';
import { asStetError, type ErrorCode, StetError } from '../core/errors.ts';
import { code, type Reply, reply, text } from '../core/reply.ts';
import { verifyQuotes } from '../core/verify-quotes.ts';
import { parseInput, splitWords } from './parse.ts';

/** A call that failed. `id` stands in the log and, where the fault is ours, in what the person reads. */
export interface Fault {
  id: string;
  command: string;
  error: StetError;
}

export interface Outcome {
  reply: Reply;
  fault: Fault | null;
  /** Whether it was given up because the asker is gone; the reply then says only that. */
  stopped: boolean;
}

/** Faults of what was asked, or of what it led to, rather than of Stet: the person can put them right, and they end a one-shot run with 2. */
const ASKERS_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-config',
  'bad-usage',
  'unknown-command',
  'not-here',
  'not-allowed',
  'bad-question',
  'unknown-article',
  'unknown-case',
  'unknown-answer',
  'expired-action',
  'too-many',
  'unreadable-file',
  'unknown-feed',
  'unreadable-feed',
  'unreadable-page',
  'fetch-refused',
  'robots-refused',
  'fetch-failed',
  'fetch-later',
  'not-found',
  'gone',
  'no-access',
  'too-large',
  'wrong-content',
]);

export function isAskersFault({ code }: StetError): boolean {
  return ASKERS_FAULTS.has(code);
}

/** Runs one call. Never rejects. Aborting `context.signal` ends it with "Stopped." at once; what still runs is not shown. */
export async function dispatch(call: Call, context: CommandContext): Promise<Outcome> {
  try {
    return { reply: await unlessAborted(run(call, context), context.signal), fault: null, stopped: false };
  } catch (thrown) {
    if (context.signal.aborted)
      return { reply: reply({ body: [text('Stopped.')], fallback: 'Stopped.' }), fault: null, stopped: true };
    const fault = faultOf(call.command, thrown);
    return { reply: faultReply(fault), fault, stopped: false };
  }
}

async function run({ command: name, input }: Call, context: CommandContext): Promise<Reply> {
  const command = context.commands.find(each => each.name === name);
  if (!command) throw unknownCommand(name, commandsOn(context.commands, context.surface), context.typed);
  if (!command.surfaces.includes(context.surface))
    throw new StetError('not-here', `${name} is not for ${context.surface}`);
  if (command.permission === 'editor' && !context.actor.editor)
    throw new StetError('not-allowed', `${name} needs an editor`, {
      userMessage: `${name} needs an editor: ${context.editors}.`,
    });
  const made = await command.run(parseInput(command, input, context.typed), context);
  await verifyQuotes(made, context.store);
  return made;
}

function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}

/** "feed add https://…" as a call: the longest command name the line begins with, else its first word, for dispatch to refuse. */
export function callOf(line: string, commands: readonly AnyCommand[]): Call {
  const [first, second] = splitWords(line);
  const names = new Set(commands.map(command => command.name));
  const one = (first?.value ?? '').toLowerCase();
  const two = `${one} ${(second?.value ?? '').toLowerCase()}`;
  const used = second && names.has(two) ? [first, second] : [first];
  const taken = used.reduce((length, word) => length + (word?.raw.length ?? 0), 0);
  return { command: used.length === 2 ? two : one, input: { kind: 'text', text: line.slice(taken) } };
}

/** What is said in a conversation: `/name` is a command, so is a bare `help`, and everything else is a question. */
export function callOfTalk(said: string, commands: readonly AnyCommand[]): Call {
  const line = said.trim();
  if (/^(help|\/)?$/i.test(line)) return { command: 'help', input: { kind: 'text', text: '' } };
  if (line.startsWith('/')) return callOf(line.slice(1), commands);
  return { command: 'ask', input: { kind: 'options', options: { question: line } } };
}

/** The same for words that a shell has already split; `/name` is `name`, as the prompt has it. */
export function callOfWords(words: readonly string[], commands: readonly AnyCommand[]): Call {
  const two = words.slice(0, 2).join(' ').replace(/^\//, '');
  const used = words.length > 1 && commands.some(command => command.name === two) ? 2 : 1;
  return {
    command: used === 2 ? two : (words[0] ?? '').replace(/^\//, ''),
    input: { kind: 'words', words: words.slice(used) },
  };
}

/** The question in a call of `ask`; null where it is none. */
export function questionOf({ command, input }: Call): string | null {
  if (command !== 'ask') return null;
  if (input.kind === 'options') return typeof input.options.question === 'string' ? input.options.question : null;
  return input.kind === 'text' ? input.text.trim() : input.words.join(' ');
}

/** A Reply that tells a fault: a plain sentence, and for a fault of ours the id under which the log has it. */
export function faultReply({ id, error }: Fault): Reply {
  const { code: kind, userMessage, retryable } = error;
  return reply({
    body: [text(userMessage)],
    fields: isAskersFault(error) ? [] : [{ name: 'Error', value: [code(`${kind} ${id}`)] }],
    tone: 'error',
    fallback: userMessage,
    data: { error: { id, code: kind, message: userMessage, retryable } },
  });
}

/** Any thrown thing as a fault with a new id: eight characters, short enough to read out, enough to find one line of a log. */
export function faultOf(command: string, thrown: unknown): Fault {
  return { id: crypto.randomUUID().slice(0, 8), command, error: asStetError(thrown) };
}

export function unknownCommand(name: string, offered: readonly AnyCommand[], typed: Typed): StetError {
  const nearest = nearestName(
    name,
    offered.map(command => command.name),
  );
  const hint = nearest === null ? `${typed('help')} lists them.` : `did you mean ${typed(nearest)}?`;
  return new StetError('unknown-command', 'no command of that name', {
    userMessage: `There is no command "${name}"; ${hint}`,
  });
}

/** The name fewest typing errors away, at most a third of its letters (rounded up); null when none is near. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const errors = new Map(names.map(each => [each, editDistance(name, each, Math.ceil(each.length / 3))]));
  const near = names.filter(each => errors.get(each)! <= Math.ceil(each.length / 3));
  return near.toSorted((a, b) => errors.get(a)! - errors.get(b)!)[0] ?? null;
}
