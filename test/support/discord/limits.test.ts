/** Each limit is met at its edge and missed one past it: a validator that lets things through would prove nothing. */
import { describe, expect, test } from 'vitest';
import { invalidForm } from './form.ts';
import { choiceFaults, isEmptyMessage, messageFaults, modalFaults } from './limits.ts';

const x = (length: number) => 'x'.repeat(length);
const times = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
const embed = (given: object) => ({ embeds: [{ description: 'd', ...given }] });
const button = (given: object = {}) => ({ type: 2, style: 2, label: 'Why', custom_id: 'b-1', ...given });
const rows = (...rowsOf: object[][]) => ({ components: rowsOf.map(components => ({ type: 1, components })) });
const field = (given: object = {}) => ({ name: 'n', value: 'v', ...given });

describe('a message is taken at the limit and refused past it', () => {
  test.for([
    ['content', { content: x(2_000) }, { content: x(2_001) }],
    ['content counted in characters', { content: '👩'.repeat(2_000) }, { content: '👩'.repeat(2_001) }],
    ['content of whole characters', { content: '\ud83d\udc69' }, { content: '\ud83d' }],
    ['embeds', { embeds: times(10, () => ({ title: 't' })) }, { embeds: times(11, () => ({ title: 't' })) }],
    ['an embed with something in it', embed({}), { embeds: [{ color: 1 }] }],
    ['title', embed({ title: x(256) }), embed({ title: x(257) })],
    ['description', embed({ description: x(4_096) }), embed({ description: x(4_097) })],
    ['footer', embed({ footer: { text: x(2_048) } }), embed({ footer: { text: x(2_049) } })],
    ['author', embed({ author: { name: x(256) } }), embed({ author: { name: x(257) } })],
    ['fields', embed({ fields: times(25, () => field()) }), embed({ fields: times(26, () => field()) })],
    ['name of a field', embed({ fields: [field({ name: x(256) })] }), embed({ fields: [field({ name: x(257) })] })],
    [
      'value of a field',
      embed({ fields: [field({ value: x(1_024) })] }),
      embed({ fields: [field({ value: x(1_025) })] }),
    ],
    ['a field with a value', embed({ fields: [field()] }), embed({ fields: [field({ value: ' ' })] })],
    ['colour', embed({ color: 0xffffff }), embed({ color: 0x1000000 })],
    ['address', embed({ url: 'https://example.org' }), embed({ url: 'javascript:alert(1)' })],
    [
      'all embeds together',
      { embeds: [{ description: x(4_096) }, { description: x(1_900), footer: { text: x(4) } }] },
      { embeds: [{ description: x(4_096) }, { description: x(1_900), footer: { text: x(5) } }] },
    ],
    [
      'rows',
      rows(...times(5, at => [button({ custom_id: `${at}` })])),
      rows(...times(6, at => [button({ custom_id: `${at}` })])),
    ],
    [
      'buttons in a row',
      rows(times(5, at => button({ custom_id: `${at}` }))),
      rows(times(6, at => button({ custom_id: `${at}` }))),
    ],
    ['a row with something in it', rows([button()]), rows([])],
    ['buttons in rows', rows([button()]), { components: [button()] }],
    ['label', rows([button({ label: x(80) })]), rows([button({ label: x(81) })])],
    ['a button with a label', rows([button()]), rows([button({ label: '' })])],
    ['a button with a style', rows([button()]), rows([button({ style: undefined })])],
    ['custom id', rows([button({ custom_id: x(100) })]), rows([button({ custom_id: x(101) })])],
    ['a button with a custom id', rows([button()]), rows([button({ custom_id: undefined })])],
    ['custom ids that differ', rows([button()], [button({ custom_id: 'b-2' })]), rows([button()], [button()])],
    [
      'link button',
      rows([button({ style: 5, custom_id: undefined, url: 'https://example.org' })]),
      rows([button({ style: 5 })]),
    ],
    ['choices of a menu', rows([menu(25)]), rows([menu(26)])],
    ['nonce', { nonce: x(25) }, { nonce: x(26) }],
    ['mentions', { allowed_mentions: { parse: [] } }, { allowed_mentions: { parse: ['all'] } }],
    [
      'mentions of some',
      { allowed_mentions: { users: ['123456789012345678'] } },
      { allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
    ],
    ['flags', { flags: 4 }, { flags: 64 }],
  ] as const)('%s', ([, taken, refused]) => {
    expect(messageFaults(taken)).toEqual([]);
    expect(messageFaults(refused).length).toBeGreaterThan(0);
  });

  test('an answer to an interaction may be ephemeral', () => {
    expect(messageFaults({ flags: 64 }, { interaction: true })).toEqual([]);
  });

  function menu(options: number) {
    return { type: 3, custom_id: 'm', options: times(options, at => ({ label: `${at}`, value: `${at}` })) };
  }
});

test('a message without words and embeds is empty, whatever buttons it has', () => {
  expect(isEmptyMessage({ content: ' \n', embeds: [], ...rows([button()]) })).toBe(true);
  expect(isEmptyMessage({ content: 'a' })).toBe(false);
  expect(isEmptyMessage(embed({}))).toBe(false);
});

describe('a modal', () => {
  const input = (given: object = {}) => ({ type: 4, custom_id: 'i', label: 'Reason', style: 2, ...given });
  const modal = (given: object = {}, inputs: object[] = [input()]) => ({
    title: 't',
    custom_id: 'm',
    ...rows(inputs),
    ...given,
  });

  test.for([
    ['title', modal({ title: x(45) }), modal({ title: x(46) })],
    ['a title', modal(), modal({ title: '' })],
    [
      'parts',
      modal(rows(...times(5, at => [input({ custom_id: `${at}` })]))),
      modal(rows(...times(6, at => [input({ custom_id: `${at}` })]))),
    ],
    ['one input a row', modal(), modal({}, [input(), input({ custom_id: 'j' })])],
    ['label of an input', modal({}, [input({ label: x(45) })]), modal({}, [input({ label: x(46) })])],
    ['style of an input', modal(), modal({}, [input({ style: 3 })])],
    ['text of an input', modal({}, [input({ value: x(4_000) })]), modal({}, [input({ value: x(4_001) })])],
    ['longest text of an input', modal({}, [input({ max_length: 4_000 })]), modal({}, [input({ max_length: 4_001 })])],
    [
      'input under a label',
      modal({ components: [{ type: 18, label: 'Reason', component: input({ label: undefined }) }] }),
      modal({ components: [{ type: 18, component: input({ label: undefined }) }] }),
    ],
  ] as const)('%s', ([, taken, refused]) => {
    expect(modalFaults(taken)).toEqual([]);
    expect(modalFaults(refused).length).toBeGreaterThan(0);
  });
});

test('an autocompletion offers at most 25 choices of at most 100 characters', () => {
  const choices = (count: number, length: number) => ({
    choices: times(count, () => ({ name: x(length), value: x(length) })),
  });
  expect(choiceFaults(choices(25, 100))).toEqual([]);
  expect(choiceFaults(choices(26, 1)).length).toBeGreaterThan(0);
  expect(choiceFaults(choices(1, 101)).length).toBeGreaterThan(0);
  expect(choiceFaults(choices(1, 0)).length).toBeGreaterThan(0);
});

test('faults are told as Discord tells them: a tree of paths', () => {
  const faults = messageFaults({ content: x(2_001), embeds: [{ description: 'd', fields: [field({ name: '' })] }] });
  expect(invalidForm(faults)).toEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      content: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 0 and 2000 in length.' }] },
      embeds: {
        0: {
          fields: { 0: { name: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } } },
        },
      },
    },
  });
});
