import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { type CommandScope, commandPayloads } from '../../../src/adapters/discord/commands.ts';
import { changesTo, type RegisteredCommand } from '../../../src/adapters/discord/registration.ts';
import { asRegistered } from '../../support/discord/commands-there.ts';

const NOTHING = { create: [], update: [], delete: [] };

/** As Discord gives back what was sent to it. */
function there(scope: CommandScope): RegisteredCommand[] {
  return commandPayloads(commands, scope).map((command, at) =>
    asRegistered({ ...command }, { id: `${at + 1}`, application: '10', guild: scope === 'guild' ? '20' : null }),
  );
}

describe.for(['global', 'guild'] as const)('registering, %s', scope => {
  const wanted = commandPayloads(commands, scope);

  test('creates everything where nothing is', () => {
    expect(changesTo([], wanted, scope)).toEqual({ ...NOTHING, create: wanted });
  });

  test('sends nothing when all is there, whatever Discord adds to it', () => {
    expect(changesTo(there(scope), wanted, scope)).toEqual(NOTHING);
  });

  test.for([
    ['a description', { description: 'something else' }],
    ['an option', { options: [] }],
    ['permissions', { default_member_permissions: '32' }],
    ['an age limit', { nsfw: true }],
  ] as const)('updates a command alone whose %s differs', ([, change]) => {
    const [first, ...others] = there(scope);
    expect(changesTo([{ ...first!, ...change }, ...others], wanted, scope)).toEqual({
      ...NOTHING,
      update: [{ id: '1', command: wanted[0] }],
    });
  });

  test('sees every part of an option', () => {
    const changes = [
      { required: false },
      { description: 'x' },
      { max_length: 7 },
      { autocomplete: true },
      { choices: [{ name: 'a', value: 'a' }] },
      { type: 4 },
    ];
    for (const change of changes) {
      const [first, ...others] = there(scope);
      const options = (first!.options as object[]).map((option, at) => (at === 0 ? { ...option, ...change } : option));
      expect(changesTo([{ ...first!, options }, ...others], wanted, scope).update).toHaveLength(1);
    }
  });

  test('deletes what is no longer wanted, of the same name in another menu too', () => {
    const old = asRegistered({ type: 2, name: 'ask' }, { id: '99', application: '10', guild: null });
    expect(changesTo([...there(scope), old], wanted, scope)).toEqual({ ...NOTHING, delete: ['99'] });
    expect(changesTo(there(scope), [], scope).delete).toHaveLength(wanted.length);
  });

  test('leaves alone what is no command of anybody', () => {
    const entry = asRegistered({ type: 4, name: 'launch' }, { id: '99', application: '10', guild: null });
    expect(changesTo([...there(scope), entry], wanted, scope)).toEqual(NOTHING);
  });
});

test('where commands may be used counts for global ones, in any order', () => {
  const wanted = commandPayloads(commands, 'global');
  const [first, ...others] = there('global');
  expect(changesTo([{ ...first!, contexts: [1, 0] }, ...others], wanted, 'global')).toEqual(NOTHING);
  expect(changesTo([{ ...first!, contexts: [0] }, ...others], wanted, 'global').update).toHaveLength(1);
});
