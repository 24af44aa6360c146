/** From what a person chose or is typing on Discord back to a command of ours and its fields. Pure. */
import { inputFields } from '../../../commands/help.ts';
import type { AnyCommand, Call } from '../../core/command.ts';
import type { FieldKind } from '../../core/fields.ts';
import { DESK, GROUP, optionName, PRIVATE, ROOT, SUBCOMMAND } from './command-names.ts';
import { personId } from './ids.ts';

/** An option as an interaction brings it: of the API, or of discord.js (`interaction.options.data`). */
export interface ChosenOption {
  name: string;
  type: number;
  value?: string | number | boolean | undefined;
  focused?: boolean | undefined;
  options?: readonly ChosenOption[] | undefined;
}

export interface ChosenCall {
  call: Call;
  /** Whether the answer is for the asker's eyes only. */
  private: boolean;
}

/** What a person chose, as a call; a command that is no longer there comes out by its name, for `dispatch` to refuse. */
export function chosenCall(
  name: string,
  options: readonly ChosenOption[],
  commands: readonly AnyCommand[],
): ChosenCall {
  const chosen = leafOf(name, options);
  const fields = fieldsOf(chosen.command, commands);
  const given = chosen.options.flatMap(({ name: option, value }): [string, unknown][] => {
    const field = fields.get(option);
    if (value === undefined || (option === PRIVATE && field === undefined)) return [];
    return [[field?.name ?? option, field?.meta.kind === 'person' ? personId(String(value)) : value]];
  });
  return {
    call: { command: chosen.command, input: { kind: 'options', options: Object.fromEntries(given) } },
    private: chosen.options.some(option => option.name === PRIVATE && option.value === true),
  };
}

/** The field that a person is typing into, for which completions are asked. */
export interface FocusedField {
  command: string;
  field: string;
  kind: FieldKind;
  /** As far as it is typed. */
  value: string;
}

/** Null when nothing of ours is being typed into. */
export function focusedField(
  name: string,
  options: readonly ChosenOption[],
  commands: readonly AnyCommand[],
): FocusedField | null {
  const { command, options: leaves } = leafOf(name, options);
  const focused = leaves.find(option => option.focused === true);
  const field = focused && fieldsOf(command, commands).get(focused.name);
  if (!focused || !field) return null;
  return { command, field: field.name, kind: field.meta.kind, value: String(focused.value ?? '') };
}

/** The command at the end of the path, with what was chosen for it. */
function leafOf(name: string, options: readonly ChosenOption[]): { command: string; options: readonly ChosenOption[] } {
  const words = name === ROOT || name === DESK ? [] : [name];
  let level = options;
  while (level[0]?.type === SUBCOMMAND || level[0]?.type === GROUP) {
    words.push(level[0].name);
    level = level[0].options ?? [];
  }
  return { command: words.join(' '), options: level };
}

function fieldsOf(name: string, commands: readonly AnyCommand[]) {
  const command = commands.find(each => each.name === name);
  return new Map((command ? inputFields(command) : []).map(field => [optionName(field.name), field]));
}
