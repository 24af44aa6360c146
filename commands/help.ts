/** `help`: what can be asked here, and how each command is written. Made from the definitions alone. */
import { z } from 'zod';
import { type AnyCommand, defineCommand, type Surface, type Typed } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { fieldMeta, stringField } from '../src/core/fields.ts';
import { emphasis, lineBreak, type Reply, type ReplyField, reply, strong, text } from '../src/core/reply.ts';

export const help = defineCommand({
  name: 'help',
  summary: 'lists the commands, or explains one',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  standalone: true,
  input: z.object({ command: stringField({ about: 'the command to explain', max: 100, rest: true }).optional() }),
  forAskerAlone: true,
  usesRights: true,
  async run({ command }, { commands, surface, actor, typed }) {
    const offered = commandsOn(commands, surface).filter(each => each.permission === 'everyone' || actor.editor);
    if (command === undefined) return listReply(offered, typed);
    const name = command.replace(/^\//, '').toLowerCase();
    const found = offered.find(each => [each.name, typed(each.name).slice(1)].includes(name));
    if (!found) throw unknownCommand(name, typed);
    return oneReply(found, typed);
  },
});

/** The commands that may be run on a surface, in their order. */
export function commandsOn(commands: readonly AnyCommand[], surface: Surface): AnyCommand[] {
  return commands.filter(command => command.surfaces.includes(surface));
}

/** One line, with the name as it is typed somewhere: `article <id>`, `articles [after]`, `feed pause <feed> [--now]`. */
export function usage(command: AnyCommand, typed = command.name): string {
  const words = inputFields(command).map(({ name, meta, required }) => {
    if (meta.kind === 'boolean') return `[--${name}]`;
    const shown = meta.choices ? meta.choices.join('|') : name;
    return required ? `<${shown}>` : `[${shown}]`;
  });
  return [typed, ...words].join(' ');
}

/** The input's fields in their order, with what each says of itself; required when nothing may be left out. */
export function inputFields(command: AnyCommand) {
  const shape = command.input.shape as Record<string, z.ZodType>;
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    meta: fieldMeta(schema),
    required: !schema.safeParse(undefined).success,
  }));
}

function listReply(offered: AnyCommand[], typed: Typed): Reply {
  return reply({
    body: [text('Anything that is not a command is a question to the record.')],
    fields: offered.map(command => ({ name: usage(command, typed(command.name)), value: [text(command.summary)] })),
    fallback: `Commands: ${offered.map(command => command.name).join(', ')}.`,
    data: offered.map(described),
  });
}

function oneReply(command: AnyCommand, typed: Typed): Reply {
  const line = usage(command, typed(command.name));
  const fields: ReplyField[] = inputFields(command).map(({ name, meta, required }) => ({
    name: meta.kind === 'boolean' ? `--${name}` : name,
    value: [text(meta.about), ...(required ? [] : [emphasis(' (may be left out)')])],
  }));
  const body = [strong(line), lineBreak, text(`It ${command.summary}.`)];
  if (command.permission === 'editor') body.push(lineBreak, text('For editors.'));
  return reply({ body, fields, fallback: `Usage: ${line}`, data: described(command) });
}

function described(command: AnyCommand) {
  const { name, summary, permission } = command;
  return { name, usage: usage(command), summary, permission };
}

function unknownCommand(name: string, typed: Typed): StetError {
  return new StetError('unknown-command', 'help was asked about no command', {
    userMessage: `There is no command "${name}"; ${typed('help')} alone lists them.`,
  });
}
