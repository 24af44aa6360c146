import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { type ChosenOption, chosenCall, focusedField } from '../../../src/adapters/discord/chosen.ts';
import { ASK_ABOUT_MESSAGE, typed } from '../../../src/adapters/discord/command-names.ts';
import { type CommandPayload, commandPayloads } from '../../../src/adapters/discord/commands.ts';
import { parseInput } from '../../../src/adapters/parse.ts';
import { type AnyCommand, defineCommand, type Permission } from '../../../src/core/command.ts';
import { articleField, booleanField, enumField, integerField, stringField } from '../../../src/core/fields.ts';
import { reply } from '../../../src/core/reply.ts';
import { commandListFaults } from '../../support/discord/command-limits.ts';

/** A command for chat that does nothing. */
function aCommand(name: string, shape: z.ZodRawShape = {}, permission: Permission = 'everyone'): AnyCommand {
  return defineCommand({
    name,
    summary: `does ${name}`,
    surfaces: ['console', 'chat'],
    permission,
    input: z.object(shape),
    run: async () => reply({ fallback: 'done' }),
  });
}

const about = 'what it is';
const everyKind = aCommand('show all', {
  limit: integerField({ about, min: 1, max: 50 }).optional(),
  words: stringField({ about, max: 200 }),
  kind: enumField(['one', 'two'], { about }),
  id: articleField({ about }).optional(),
  keepDays: booleanField({ about }),
});
const everything = [
  aCommand('ask', { question: stringField({ about, max: 10_000, rest: true }) }),
  aCommand('help'),
  everyKind,
  aCommand('show one'),
  aCommand('feed add', {}, 'editor'),
];

const named = (payloads: readonly CommandPayload[], name: string) => payloads.find(each => each.name === name)!;

test('every command is typed as it is registered, and so is every hint', () => {
  const registered = commandPayloads(commands, 'global').flatMap(({ type, name, options }) => {
    if (type !== 1) return [];
    const below = options.flatMap(option => {
      if (option.type === 1) return [`/${name} ${option.name}`];
      return option.type === 2 ? option.options!.map(each => `/${name} ${option.name} ${each.name}`) : [];
    });
    return below.length === 0 ? [`/${name}`] : below;
  });
  const offered = commands.filter(({ surfaces }) => surfaces.includes('chat'));
  const typedThere = offered.map(({ name }) => typed(name));
  expect(typedThere.filter(each => !registered.includes(each))).toEqual([]);
  expect(typed('verdict')).toBe('/desk verdict');
});

describe('the commands that are registered', () => {
  test.for(['global', 'guild'] as const)('are taken by Discord, %s', scope => {
    expect(commandListFaults(commandPayloads(commands, scope))).toEqual([]);
    expect(commandListFaults(commandPayloads(everything, scope))).toEqual([]);
  });

  test('are those for chat: ask alone, each by its words under stet, and one on messages', () => {
    const payloads = commandPayloads([...everything, { ...aCommand('backup'), surfaces: ['console'] }], 'guild');
    expect(payloads.map(each => [each.type, each.name])).toEqual([
      [1, 'ask'],
      [1, 'stet'],
      [3, ASK_ABOUT_MESSAGE],
    ]);
    const tree = named(payloads, 'stet').options.map(option => [
      option.type,
      option.name,
      option.options!.map(each => each.name),
    ]);
    expect(tree).toEqual([
      [1, 'ask', ['question', 'private']],
      [1, 'help', ['private']],
      [2, 'show', ['all', 'one']],
      [2, 'feed', ['add']],
    ]);
  });

  test('have an option of its type for every field, the required ones first', () => {
    const show = named(commandPayloads(everything, 'guild'), 'stet').options.find(option => option.name === 'show')!;
    expect(show.options![0]!.options).toEqual([
      { name: 'words', description: about, required: true, type: 3, max_length: 200 },
      {
        name: 'kind',
        description: about,
        required: true,
        type: 3,
        choices: [
          { name: 'one', value: 'one' },
          { name: 'two', value: 'two' },
        ],
      },
      { name: 'limit', description: about, required: false, type: 4, min_value: 1, max_value: 50 },
      { name: 'id', description: about, required: false, type: 3, autocomplete: true },
      { name: 'keep-days', description: about, required: false, type: 5 },
      { name: 'private', description: 'shows the answer to you alone', required: false, type: 5 },
    ]);
  });

  test('never ask for more characters than Discord lets anybody type', () => {
    expect(named(commandPayloads(everything, 'guild'), 'ask').options[0]!.max_length).toBe(6_000);
  });

  test('that are for editors alone are shown to those who manage the server', () => {
    const bits = (all: AnyCommand[]) => commandPayloads(all, 'guild').map(each => each.default_member_permissions);
    expect(bits([aCommand('feed add', {}, 'editor')])).toEqual(['32']);
    expect(bits([aCommand('feed add', {}, 'editor'), aCommand('help')])).toEqual([null]);
  });

  test('work in direct messages too when they are global', () => {
    for (const payload of commandPayloads(everything, 'global'))
      expect(payload).toMatchObject({ contexts: [0, 1], integration_types: [0] });
    for (const payload of commandPayloads(everything, 'guild')) expect(payload).not.toHaveProperty('contexts');
  });

  test('cannot be a command and a group at once', () => {
    expect(() => commandPayloads([aCommand('feed'), aCommand('feed add')], 'guild')).toThrow(TypeError);
    expect(() => commandPayloads([aCommand('feed add'), aCommand('feed')], 'guild')).toThrow(TypeError);
  });

  test('say in at most 100 characters what they are for', () => {
    const wordy = { ...aCommand('help'), summary: 'x'.repeat(300) };
    expect(commandPayloads([wordy], 'guild')[0]!.options[0]!.description).toBe(`${'x'.repeat(99)}…`);
  });
});

describe('what a person chose', () => {
  const sub = (name: string, options: ChosenOption[] = []): ChosenOption => ({ name, type: 1, options });

  test.for([
    ['ask', [{ name: 'question', type: 3, value: 'who?' }], 'ask', { question: 'who?' }, false],
    [
      'ask',
      [
        { name: 'question', type: 3, value: 'who?' },
        { name: 'private', type: 5, value: true },
      ],
      'ask',
      { question: 'who?' },
      true,
    ],
    ['stet', [sub('help')], 'help', {}, false],
    [
      'stet',
      [
        {
          name: 'show',
          type: 2,
          options: [
            sub('all', [
              { name: 'limit', type: 4, value: 3 },
              { name: 'keep-days', type: 5, value: true },
            ]),
          ],
        },
      ],
      'show all',
      { limit: 3, keepDays: true },
      false,
    ],
    ['stet', [sub('gone', [{ name: 'x', type: 3, value: 'y' }])], 'gone', { x: 'y' }, false],
    ['other', [], 'other', {}, false],
  ] as [string, ChosenOption[], string, object, boolean][])(
    '/%s %j is a call',
    ([name, options, command, given, hidden]) => {
      expect(chosenCall(name, options, everything)).toEqual({
        call: { command, input: { kind: 'options', options: given } },
        private: hidden,
      });
    },
  );

  test('is parsed by the command as it stands', () => {
    const { call } = chosenCall(
      'stet',
      [
        {
          name: 'show',
          type: 2,
          options: [
            sub('all', [
              { name: 'words', type: 3, value: 'a' },
              { name: 'kind', type: 3, value: 'two' },
            ]),
          ],
        },
      ],
      everything,
    );
    expect(parseInput(everyKind, call.input, typed)).toEqual({ words: 'a', kind: 'two', keepDays: false });
  });

  test('belongs to a field named private where the command has one', () => {
    const own = aCommand('note', { private: booleanField({ about }) });
    const options = [sub('note', [{ name: 'private', type: 5, value: true }])];
    expect(chosenCall('stet', options, [own])).toEqual({
      call: { command: 'note', input: { kind: 'options', options: { private: true } } },
      private: true,
    });
    expect(commandPayloads([own], 'guild')[0]!.options[0]!.options).toHaveLength(1);
  });

  test('while typing says which field is completed', () => {
    const typing = [
      { name: 'show', type: 2, options: [sub('all', [{ name: 'id', type: 3, value: '00', focused: true }])] },
    ];
    expect(focusedField('stet', typing, everything)).toEqual({
      command: 'show all',
      field: 'id',
      kind: 'article',
      value: '00',
    });
    expect(focusedField('stet', [sub('help')], everything)).toBeNull();
    expect(
      focusedField('stet', [sub('gone', [{ name: 'x', type: 3, value: '', focused: true }])], everything),
    ).toBeNull();
  });
});
