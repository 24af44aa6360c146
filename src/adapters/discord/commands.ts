/**
 * Our commands as they are registered at Discord. Pure. Permissions shown by Discord are a courtesy: who may run what is decided where a
 * command runs.
 */
import type { z } from 'zod';
import { commandsOn, inputFields } from '../../../commands/help.ts';
import type { AnyCommand } from '../../core/command.ts';
import type { FieldKind, FieldMeta } from '../../core/fields.ts';
import {
  ASK,
  ASK_ABOUT_MESSAGE,
  DESK,
  FLAG_ARTICLE,
  GROUP,
  isForDesk,
  optionName,
  PRIVATE,
  ROOT,
  SUBCOMMAND,
  WHY_MESSAGE,
} from './command-names.ts';

/** Where commands are registered: `global` is everywhere the bot is, direct messages too. */
export type CommandScope = 'global' | 'guild';

/** Discord's types of commands, and of options that hold a value. */
const CHAT_INPUT = 1;
const MESSAGE_MENU = 3;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;

/** Discord's limits: characters of a description, choices of an option, characters that a person may type into one. */
const DESCRIPTION = 100;
const CHOICES = 25;
const TYPED = 6_000;

/** Discord's `MANAGE_GUILD`: who has it is an editor where no roles are named. */
const MANAGE_GUILD = String(1 << 5);

/** The command that each entry of a message's menu leads to; without it the entry is not offered. */
const MENU: readonly { name: string; command: string }[] = [
  { name: ASK_ABOUT_MESSAGE, command: 'ask' },
  { name: WHY_MESSAGE, command: 'why' },
  { name: FLAG_ARTICLE, command: 'flag' },
];

export interface OptionPayload {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: { name: string; value: string }[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  options?: OptionPayload[];
}

/** A command as Discord's API takes it. */
export interface CommandPayload {
  type: number;
  name: string;
  description: string;
  options: OptionPayload[];
  /** Permission bits in decimal, or null for everyone. */
  default_member_permissions: string | null;
  /** Of global commands alone: in servers (0) and in direct messages with the bot (1). */
  contexts?: number[];
  /** Of global commands alone: installed to a server (0). */
  integration_types?: number[];
}

/** Everything that is registered. Throws TypeError where our names do not fit under one another. */
export function commandPayloads(all: readonly AnyCommand[], scope: CommandScope): CommandPayload[] {
  const offered = commandsOn(all, 'chat');
  const alone = offered.find(command => command.name === ASK);
  const where = scope === 'global' ? { contexts: [0, 1], integration_types: [0] } : {};
  const payloads: CommandPayload[] = [
    ...(alone ? [{ ...commandAlone(alone), ...where }] : []),
    ...commandTrees(offered).map(tree => ({ ...tree, ...where })),
  ];
  for (const { name, command } of MENU) {
    const behind = offered.filter(each => each.name === command);
    if (behind.length > 0) payloads.push({ ...topLevel(MESSAGE_MENU, name, '', behind), options: [], ...where });
  }
  return payloads;
}

function commandAlone(command: AnyCommand): CommandPayload {
  return { ...topLevel(CHAT_INPUT, command.name, command.summary, [command]), options: optionsOf(command) };
}

/** Shown to everyone: editors may be named by roles, which Discord does not know. */
function commandTrees(offered: readonly AnyCommand[]): CommandPayload[] {
  const desk = treeOptions(offered.filter(({ name }) => isForDesk(name)));
  const rest = treeOptions(offered.filter(({ name }) => !isForDesk(name)));
  const root = { ...topLevel(CHAT_INPUT, ROOT, 'answers from the record, word for word', offered), options: rest };
  const about = 'what editors decide on articles that are doubted';
  return desk.length === 0 ? [root] : [root, { ...topLevel(CHAT_INPUT, DESK, about, []), options: desk }];
}

function treeOptions(offered: readonly AnyCommand[]): OptionPayload[] {
  const options: OptionPayload[] = [];
  for (const command of offered) {
    const [first, second] = command.name.split(' ') as [string, string?];
    const beside = options.find(option => option.name === first);
    if (beside && (second === undefined || beside.type !== GROUP))
      throw new TypeError(`"${first}" cannot be a command and a group of commands on Discord`);
    if (second === undefined) options.push(subcommand(first, command));
    else if (beside) beside.options!.push(subcommand(second, command));
    else
      options.push({
        type: GROUP,
        name: first,
        description: `commands that begin with ${first}`,
        options: [subcommand(second, command)],
      });
  }
  return options;
}

/** Discord sets permissions for whole top-level commands: one that has anything for everyone is shown to everyone. */
function topLevel(type: number, name: string, description: string, holds: readonly AnyCommand[]) {
  const editors = holds.length > 0 && holds.every(command => command.permission === 'editor');
  return { type, name, description: clipped(description), default_member_permissions: editors ? MANAGE_GUILD : null };
}

function subcommand(name: string, command: AnyCommand): OptionPayload {
  return { type: SUBCOMMAND, name, description: clipped(command.summary), options: optionsOf(command) };
}

/** What must be given stands before what may be, as Discord wants it; otherwise in the order of the fields. */
function optionsOf(command: AnyCommand): OptionPayload[] {
  const shape = command.input.shape as Record<string, z.ZodType>;
  const options = inputFields(command).map(({ name, meta, required }) => ({
    name: optionName(name),
    description: clipped(meta.about),
    required,
    ...typeOf(meta, shape[name]!),
  }));
  const ours = options.some(option => option.name === PRIVATE) ? [] : [privateOption()];
  return [...options.filter(option => option.required), ...options.filter(option => !option.required), ...ours];
}

function privateOption(): OptionPayload {
  return { type: BOOLEAN, name: PRIVATE, description: 'shows the answer to you alone', required: false };
}

function typeOf(meta: FieldMeta, schema: z.ZodType): Pick<OptionPayload, 'type'> & Partial<OptionPayload> {
  if (meta.kind === 'boolean') return { type: BOOLEAN };
  if (meta.kind === 'person') return { type: USER };
  if (meta.kind === 'integer') return { type: INTEGER, ...range(schema) };
  if (meta.kind === 'enum') return { type: STRING, ...choicesOf(meta.choices ?? []) };
  if (isCompleted(meta.kind)) return { type: STRING, autocomplete: true };
  return { type: STRING, ...length(schema) };
}

/** Kinds whose values are ids that nobody knows by heart. */
function isCompleted(kind: FieldKind): boolean {
  return kind === 'article' || kind === 'feed' || kind === 'zone';
}

function choicesOf(choices: readonly string[]): Partial<OptionPayload> {
  return choices.length > CHOICES ? {} : { choices: choices.map(value => ({ name: value, value })) };
}

function range(schema: z.ZodType): Partial<OptionPayload> {
  const { minValue, maxValue } = innermost(schema) as z.ZodNumber;
  return {
    ...(minValue === null || !Number.isSafeInteger(minValue) ? {} : { min_value: minValue }),
    ...(maxValue === null || !Number.isSafeInteger(maxValue) ? {} : { max_value: maxValue }),
  };
}

function length(schema: z.ZodType): Partial<OptionPayload> {
  const { maxLength } = innermost(schema) as z.ZodString;
  return typeof maxLength === 'number' ? { max_length: Math.min(maxLength, TYPED) } : {};
}

function innermost(schema: z.ZodType): z.ZodType {
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap?.();
  return inner ? innermost(inner) : schema;
}

function clipped(words: string): string {
  return words.length <= DESCRIPTION ? words : `${words.slice(0, DESCRIPTION - 1)}…`;
}
