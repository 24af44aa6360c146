/**
 * A command's words become its input: booleans are `--name` anywhere, the other fields take words by position, and a `rest`
 * field takes what is left as it was written. Pure; knows no platform, and never decides who may run what.
 */
import type { z } from 'zod';
import { inputFields, usage } from '../../commands/help.ts';
import type { AnyCommand, Input, Typed } from '../core/command.ts';
import { StetError } from '../core/errors.ts';

/** A word, and what a `rest` field sees of it: the text as it was written, from the end of the word before. */
interface Word {
  value: string;
  raw: string;
}

/**
 * The command's parsed input. Throws `bad-usage`, or the fault a field names for itself, with a sentence that says which
 * field is wrong and how the command is written.
 */
export function parseInput(command: AnyCommand, input: Input, typed: Typed): z.infer<AnyCommand['input']> {
  const options = input.kind === 'options' ? input.options : optionsOf(command, wordsOf(input), typed);
  const parsed = command.input.safeParse(options);
  if (!parsed.success) throw misfit(command, parsed.error.issues[0]!, options, typed);
  return parsed.data;
}

function wordsOf(input: Exclude<Input, { kind: 'options' }>): Word[] {
  if (input.kind === 'text') return splitWords(input.text);
  return input.words.map((value, at) => ({ value, raw: at === 0 ? value : ` ${value}` }));
}

/**
 * Words apart by white space; "two words" in double quotes, straight or curly, stay one. An unclosed quote is a character.
 * Linear: the end is trimmed and quotes hold at most 200 characters, so that no part of a line is looked through again and again.
 */
export function splitWords(text: string): Word[] {
  const words = text.trimEnd().matchAll(/\s*(?:"([^"]{0,200})"(?=\s|$)|“([^”]{0,200})”(?=\s|$)|(\S+))/gu);
  return Array.from(words, ([raw, straight, curly, plain]) => ({ value: straight ?? curly ?? plain ?? '', raw }));
}

function optionsOf(command: AnyCommand, words: Word[], typed: Typed): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const fields = inputFields(command);
  const switches = new Set(fields.filter(field => field.meta.kind === 'boolean').map(field => `--${field.name}`));
  for (const { value } of words) if (switches.has(value)) options[value.slice(2)] = true;
  const left = words.filter(word => !switches.has(word.value));
  for (const { name, meta } of fields) {
    if (meta.kind === 'boolean' || left.length === 0) continue;
    options[name] = meta.rest ? restOf(left.splice(0)) : left.shift()!.value;
  }
  if (left.length > 0) throw badUsage(command, `"${left[0]!.value}" is one word too many.`, typed);
  return options;
}

function restOf(words: Word[]): string {
  return words
    .map(word => word.raw)
    .join('')
    .trim();
}

/** What Zod found, in a person's words. Only the first issue: one clear line. */
function misfit(
  command: AnyCommand,
  issue: z.core.$ZodIssue,
  options: Readonly<Record<string, unknown>>,
  typed: Typed,
): StetError {
  const name = String(issue.path[0] ?? 'input');
  const field = inputFields(command).find(each => each.name === name);
  if (!field) return badUsage(command, `"${name}" is not one of its options.`, typed);
  const value = options[name];
  const why = `"${name}" ${whatIsWrong(issue, value)}.`;
  if (field.meta.fault === undefined) return badUsage(command, why, typed);
  return new StetError(field.meta.fault, 'a field of a command does not fit', { userMessage: why });
}

function whatIsWrong(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null) return 'is missing';
  // A field that says for itself what it must be.
  if (issue.code === 'invalid_format' || issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'is empty' : `must be at least ${issue.minimum}`;
  if (issue.code !== 'too_big')
    return issue.code === 'invalid_type' && issue.expected === 'string' ? 'must be text' : 'must be a whole number';
  if (issue.origin !== 'string') return `must be at most ${issue.maximum}`;
  const length = typeof value === 'string' ? value.trim().length : 0;
  return `is too long: ${grouped(length)} characters, and at most ${grouped(Number(issue.maximum))} are read`;
}

function grouped(n: number): string {
  return n.toLocaleString('en-GB');
}

function badUsage(command: AnyCommand, why: string, typed: Typed): StetError {
  return new StetError('bad-usage', 'a command was written wrongly', {
    userMessage: `${why} Usage: ${usage(command, typed(command.name))}`,
  });
}
