/**
 * What Discord takes and what it refuses of commands: names, descriptions, options and their nesting.
 * https://discord.com/developers/docs/interactions/application-commands
 */
import { type FormFault, type FormPath, isRecord, listFaults, textFaults } from './form.ts';

const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;
const TYPES_WITH_TEXT = [3, 4, 10];

/** Characters of names, descriptions and values of one command and all of its options together. */
const TOGETHER = 8_000;

export function commandFaults(body: unknown, path: FormPath = []): FormFault[] {
  if (!isRecord(body)) return [fault(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  if ((body.type ?? 1) !== 1) return menuFaults(body, path);
  return [
    ...nameFaults([...path, 'name'], body.name),
    ...textFaults([...path, 'description'], body.description, { min: 1, max: 100, required: true }),
    ...permissionFaults([...path, 'default_member_permissions'], body.default_member_permissions),
    ...optionListFaults([...path, 'options'], body.options, 0),
    ...(charactersOf(body) > TOGETHER
      ? [fault(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${TOGETHER})`)]
      : []),
  ];
}

/** Several at once: each alone, and at most 100 slash and 5 message and 5 user commands. */
export function commandListFaults(body: unknown): FormFault[] {
  const all = Array.isArray(body) ? body : [];
  const names = all.map(each => (isRecord(each) ? `${each.type ?? 1} ${each.name}` : ''));
  const repeated = names.flatMap((name, at) => (names.indexOf(name) < at ? [at] : []));
  const counts = [100, 5, 5].flatMap((max, at) => {
    const count = all.filter(each => isRecord(each) && (each.type ?? 1) === at + 1).length;
    return count > max ? [fault([], 'APPLICATION_COMMANDS_LIMIT', `At most ${max} commands of type ${at + 1}`)] : [];
  });
  return [
    ...(Array.isArray(body) ? [] : [fault([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')]),
    ...all.flatMap((each, at) => commandFaults(each, [at])),
    ...repeated.map(at =>
      fault([at, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
    ),
    ...counts,
  ];
}

function fault(path: FormPath, code: string, message: string): FormFault {
  return { path, code, message };
}

function menuFaults(body: Record<string, unknown>, path: FormPath): FormFault[] {
  const has = (key: string) =>
    body[key] !== undefined && body[key] !== '' && !(Array.isArray(body[key]) && body[key].length === 0);
  return [
    ...textFaults([...path, 'name'], body.name, { min: 1, max: 32, required: true }),
    ...(has('description')
      ? [
          fault(
            [...path, 'description'],
            'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
            'Context menu commands cannot have description',
          ),
        ]
      : []),
    ...(has('options')
      ? [
          fault(
            [...path, 'options'],
            'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
            'Context menu commands cannot have options',
          ),
        ]
      : []),
    ...permissionFaults([...path, 'default_member_permissions'], body.default_member_permissions),
  ];
}

function nameFaults(path: FormPath, name: unknown): FormFault[] {
  if (typeof name === 'string' && NAME.test(name) && name === name.toLowerCase()) return [];
  return [fault(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')];
}

function permissionFaults(path: FormPath, bits: unknown): FormFault[] {
  if (bits === undefined || bits === null || (typeof bits === 'string' && /^\d+$/.test(bits))) return [];
  return [fault(path, 'NUMBER_TYPE_COERCE', 'Value is not permissions')];
}

function optionListFaults(path: FormPath, options: unknown, depth: number): FormFault[] {
  const list = Array.isArray(options) ? options.filter(isRecord) : [];
  const names = list.map(option => option.name);
  const kinds = new Set(list.map(option => option.type === SUBCOMMAND || option.type === GROUP));
  const lastRequired = list.findLastIndex(option => option.required === true);
  return [
    ...listFaults(path, options, { max: 25 }, (at, option) => optionFaults(at, option, depth)),
    ...names.flatMap((name, at) =>
      names.indexOf(name) < at
        ? [fault([...path, at], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_TAKEN', 'Option name already taken')]
        : [],
    ),
    ...(kinds.size > 1
      ? [fault(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands and other options cannot be mixed')]
      : []),
    ...list.flatMap((option, at) =>
      at < lastRequired && option.required !== true
        ? [
            fault(
              [...path, at + 1],
              'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
              'Required options must be placed before non-required options',
            ),
          ]
        : [],
    ),
  ];
}

function optionFaults(path: FormPath, option: unknown, depth: number): FormFault[] {
  if (!isRecord(option)) return [fault(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  const { type, choices, autocomplete } = option;
  const known = typeof type === 'number' && type >= 1 && type <= 11;
  const nests = type === SUBCOMMAND || type === GROUP;
  const tooDeep = (type === GROUP && depth > 0) || (type === SUBCOMMAND && depth > 1);
  const both = autocomplete === true && Array.isArray(choices) && choices.length > 0;
  return [
    ...nameFaults([...path, 'name'], option.name),
    ...textFaults([...path, 'description'], option.description, { min: 1, max: 100, required: true }),
    ...(known ? [] : [fault([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of 1 to 11.')]),
    ...(tooDeep
      ? [fault([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands are nested too deeply')]
      : []),
    ...(both
      ? [fault([...path, 'autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES', 'Not together with choices')]
      : []),
    ...(autocomplete === true && !TYPES_WITH_TEXT.includes(type as number)
      ? [fault([...path, 'autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_TYPE', 'Not of this type')]
      : []),
    ...(nests ? [] : listFaults([...path, 'choices'], choices, { max: 25 }, choiceFaults)),
    ...lengthFaults(path, option),
    ...(nests ? optionListFaults([...path, 'options'], option.options, depth + (type === GROUP ? 1 : 2)) : []),
  ];
}

function choiceFaults(path: FormPath, choice: unknown): FormFault[] {
  const { name, value } = isRecord(choice) ? choice : {};
  return [
    ...textFaults([...path, 'name'], name, { max: 100, required: true }),
    ...(typeof value === 'number' ? [] : textFaults([...path, 'value'], value, { max: 100, required: true })),
  ];
}

function lengthFaults(
  path: FormPath,
  { type, min_length: min, max_length: max }: Record<string, unknown>,
): FormFault[] {
  const wrong = (value: unknown, least: number) =>
    value !== undefined && !(type === 3 && typeof value === 'number' && value >= least && value <= 6_000);
  return [
    ...(wrong(min, 0)
      ? [fault([...path, 'min_length'], 'NUMBER_TYPE_MIN', 'Must be between 0 and 6000, of a string.')]
      : []),
    ...(wrong(max, 1)
      ? [fault([...path, 'max_length'], 'NUMBER_TYPE_MAX', 'Must be between 1 and 6000, of a string.')]
      : []),
  ];
}

function charactersOf(part: Record<string, unknown>): number {
  const own = [part.name, part.description, part.value].reduce<number>(
    (sum, each) => sum + String(each ?? '').length,
    0,
  );
  const parts = [part.options, part.choices].flatMap(list => (Array.isArray(list) ? list.filter(isRecord) : []));
  return own + parts.reduce((sum, each) => sum + charactersOf(each), 0);
}
