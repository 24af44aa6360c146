/** Each limit of commands is met at its edge and missed one past it. */
import { expect, test } from 'vitest';
import { commandFaults, commandListFaults } from './command-limits.ts';

const x = (length: number) => 'x'.repeat(length);
const times = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
const command = (given: object = {}) => ({ name: 'ask', description: 'd', ...given });
const option = (given: object = {}) => ({ type: 3, name: 'o', description: 'd', ...given });
const withOptions = (...options: object[]) => command({ options });
const choice = (given: object = {}) => ({ name: 'n', value: 'v', ...given });
const sub = (given: object = {}) => option({ type: 1, name: 'sub', ...given });
const group = (given: object = {}) => option({ type: 2, name: 'group', options: [sub()], ...given });

test.for([
  ['name', command({ name: x(32) }), command({ name: x(33) })],
  ['a name in lower case', command(), command({ name: 'Ask' })],
  ['a name of one word', command(), command({ name: 'ask me' })],
  ['description', command({ description: x(100) }), command({ description: x(101) })],
  ['a description', command(), command({ description: '' })],
  [
    'options',
    withOptions(...times(25, at => option({ name: `o${at}` }))),
    withOptions(...times(26, at => option({ name: `o${at}` }))),
  ],
  ['name of an option', withOptions(option({ name: x(32) })), withOptions(option({ name: x(33) }))],
  [
    'description of an option',
    withOptions(option({ description: x(100) })),
    withOptions(option({ description: x(101) })),
  ],
  ['names that differ', withOptions(option(), option({ name: 'p' })), withOptions(option(), option())],
  [
    'required ones first',
    withOptions(option({ required: true }), option({ name: 'p' })),
    withOptions(option(), option({ name: 'p', required: true })),
  ],
  [
    'choices',
    withOptions(option({ choices: times(25, () => choice()) })),
    withOptions(option({ choices: times(26, () => choice()) })),
  ],
  [
    'a choice',
    withOptions(option({ choices: [choice({ name: x(100) })] })),
    withOptions(option({ choices: [choice({ name: x(101) })] })),
  ],
  [
    'value of a choice',
    withOptions(option({ choices: [choice({ value: x(100) })] })),
    withOptions(option({ choices: [choice({ value: x(101) })] })),
  ],
  [
    'choices or completion',
    withOptions(option({ autocomplete: true })),
    withOptions(option({ autocomplete: true, choices: [choice()] })),
  ],
  [
    'completion of texts and numbers',
    withOptions(option({ type: 4, autocomplete: true })),
    withOptions(option({ type: 5, autocomplete: true })),
  ],
  ['longest text', withOptions(option({ max_length: 6_000 })), withOptions(option({ max_length: 6_001 }))],
  ['shortest text', withOptions(option({ min_length: 0 })), withOptions(option({ type: 4, min_length: 0 }))],
  ['known types', withOptions(option({ type: 11 })), withOptions(option({ type: 12 }))],
  ['sub-commands or options', withOptions(sub()), withOptions(sub(), option())],
  ['sub-commands in groups', withOptions(group()), withOptions(group({ options: [group({ name: 'deeper' })] }))],
  [
    'no sub-commands in sub-commands',
    withOptions(sub({ options: [option()] })),
    withOptions(sub({ options: [sub({ name: 'deeper' })] })),
  ],
  [
    'permissions in decimal',
    command({ default_member_permissions: '32' }),
    command({ default_member_permissions: 32 }),
  ],
  ['name in a menu', { type: 3, name: 'Ask about this' }, { type: 3, name: x(33) }],
  ['no description in a menu', { type: 3, name: 'Ask', description: '' }, { type: 3, name: 'Ask', description: 'd' }],
  ['no options in a menu', { type: 3, name: 'Ask', options: [] }, { type: 3, name: 'Ask', options: [option()] }],
  [
    'characters in all',
    withOptions(...times(20, at => option({ name: `o${at}`, choices: times(20, () => choice({ value: x(10) })) }))),
    withOptions(...times(20, at => option({ name: `o${at}`, choices: times(20, () => choice({ value: x(20) })) }))),
  ],
] as const)('%s', ([, taken, refused]) => {
  expect(commandFaults(taken)).toEqual([]);
  expect(commandFaults(refused).length).toBeGreaterThan(0);
});

test('names are unique for each type, and there are so many of each', () => {
  expect(commandListFaults([command(), { type: 3, name: 'ask' }])).toEqual([]);
  expect(commandListFaults([command(), command()]).length).toBeGreaterThan(0);
  const menus = (count: number) => times(count, at => ({ type: 3, name: `m${at}` }));
  expect(commandListFaults(menus(5))).toEqual([]);
  expect(commandListFaults(menus(6)).length).toBeGreaterThan(0);
  expect(commandListFaults({}).length).toBeGreaterThan(0);
});
