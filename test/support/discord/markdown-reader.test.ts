/** The reader makes of a text what Discord's client makes of it: without that, "shown as text" would mean nothing. */
import { expect, test } from 'vitest';
import { allNodes, invitationsIn, readMarkdown, shownText } from './markdown-reader.ts';

test.for([
  ['**a** __b__ *c* _d_ ~~e~~ ||f||', 'strong underline emphasis emphasis strike spoiler', 'a b c d e f'],
  ['`a` ``b`c``', 'code code', 'a b`c'],
  ['```js\na\n```', 'codeblock', 'a\n'],
  ['\\*\\*a\\*\\* \\_b\\_', '', '**a** _b_'],
  ['a_b_c snake_case_word', '', 'a_b_c snake_case_word'],
  ['* a*', 'list', 'a*'],
  ['# a', 'heading', 'a'],
  ['a # b', '', 'a # b'],
  ['**# a**', 'strong heading', 'a'],
  ['-# a', 'subtext', 'a'],
  [' -# a', '', ' -# a'],
  ['-# -# a', '', '-# -# a'],
  ['> a\n> b\nc', 'quote', 'a\nbc'],
  ['>  a', 'quote', ' a'],
  ['> ', 'quote', ''],
  ['a > b', '', 'a > b'],
  ['> # a', 'quote heading', 'a'],
  ['> > a', 'quote', '> a'],
  ['>>> a\nb', 'quote', 'a\nb'],
  ['- a', 'list', 'a'],
  ['12. a', 'list', 'a'],
  ['12.a', '', '12.a'],
  [
    '<@123> <@!123> <@&123> <#123> </ask:123> <id:guide>',
    'user user role channel command guild',
    '123 123 123 123 ask:123 guide',
  ],
  ['@everyone @here', 'everyone everyone', 'everyone here'],
  ['\\@everyone \\<@123>', '', '@everyone <@123>'],
  ['<t:1:R> <t:1> <a:b:1> :c:', 'time time emoji emoji', '1:R 1 b c'],
  ['https://a.example/b, <https://c.example>', 'link link', 'https://a.example/b, https://c.example'],
  ['https\\://a.example', '', 'https://a.example'],
  ['[a](https://b.example) [c](<https://d.example>)', 'link link', 'a c'],
  ['\\[a](b)', '', '[a](b)'],
  ['¯\\_(ツ)_/¯', '', '¯\\_(ツ)_/¯'],
  ['\\a \\1 \\\\', '', '\\a \\1 \\'],
  ['a  \nb', '', 'a\nb'],
] as const)('%j holds %s and shows %j', ([source, kinds, shown]) => {
  const nodes = readMarkdown(source);
  expect(
    allNodes(nodes)
      .map(node => node.kind)
      .filter(kind => kind !== 'text')
      .join(' '),
  ).toBe(kinds);
  expect(shownText(nodes)).toBe(shown);
});

test('a link is previewed unless it stands in pointed brackets', () => {
  const previewed = (source: string) => readMarkdown(source).map(node => node.previewed);
  expect(previewed('https://a.example')).toEqual([true]);
  expect(previewed('<https://a.example>')).toEqual([false]);
  expect(previewed('[a](https://a.example)')).toEqual([true]);
  expect(previewed('[a](<https://a.example>)')).toEqual([false]);
});

test('an invitation is found with and without its scheme', () => {
  expect(invitationsIn('discord.gg/abc https://discord.com/invite/def discord.gg\\/ghi')).toEqual(['abc', 'def']);
});
