/** The validator itself: it takes what Slack documents, and finds each limit and shape that is broken. */
import { describe, expect, test } from 'vitest';
import { linksOf, mentionsOf, messageFaults, viewFaults } from './block-kit.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (given: object = {}) => ({
  type: 'button',
  text: plain('Why'),
  action_id: 'act-1',
  value: 'a1',
  ...given,
});
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const words = (text: string) => rich({ type: 'text', text });
const link = (url: string) => rich({ type: 'link', text: 'the article', url });
const input = { type: 'input', label: plain('Question'), element: { type: 'plain_text_input', action_id: 'q' } };
const x = (length: number) => 'x'.repeat(length);
const times = (n: number, made: object) => Array.from({ length: n }, () => made);
const codes = (blocks: unknown[]) => messageFaults({ text: 'hello', blocks }).map(fault => fault.code);

describe('what Slack takes passes', () => {
  test.for<[string, object[]]>([
    ['a header of 150 characters', [{ type: 'header', text: plain(x(150)) }]],
    ['a section of 3,000 characters', [{ type: 'section', text: mrkdwn(x(3_000)) }]],
    ['ten fields', [{ type: 'section', fields: times(10, mrkdwn('a')) }]],
    ['ten elements of context', [{ type: 'context', elements: times(10, plain('a')) }]],
    ['a button with a value of 2,000 characters', [{ type: 'actions', elements: [button({ value: x(2_000) })] }]],
    ['fifty dividers', times(50, { type: 'divider' })],
    ['3,000 characters of rich text', [words(x(3_000))]],
    ['a link', [link('https://example.org/a%7Cb')]],
    [
      'a date',
      [rich({ type: 'date', timestamp: 1_767_748_800, format: '{date_long_full}', fallback: '7 January 2026' })],
    ],
  ])('%s', ([, blocks]) => {
    expect(messageFaults({ text: 'hello', blocks })).toEqual([]);
  });

  test('a message without blocks', () => {
    expect(messageFaults({ text: 'hello' })).toEqual([]);
  });

  test('a home tab of a hundred blocks, and a modal with an input', () => {
    expect(viewFaults({ type: 'home', blocks: times(100, { type: 'divider' }) })).toEqual([]);
    expect(viewFaults({ type: 'modal', title: plain('Ask'), submit: plain('Ask'), blocks: [input] })).toEqual([]);
  });
});

describe('what Slack refuses is found', () => {
  test.for<[string, object[]]>([
    ['no block at all', []],
    ['fifty-one blocks', times(51, { type: 'divider' })],
    ['a block of no known kind', [{ type: 'marquee' }]],
    ['a key that is not there', [{ type: 'divider', colour: 'red' }]],
    ['a header of 151 characters', [{ type: 'header', text: plain(x(151)) }]],
    ['a header with marks', [{ type: 'header', text: mrkdwn('a') }]],
    ['a section of 3,001 characters', [{ type: 'section', text: mrkdwn(x(3_001)) }]],
    ['a section of nothing', [{ type: 'section' }]],
    ['eleven fields', [{ type: 'section', fields: times(11, mrkdwn('a')) }]],
    ['a field of 2,001 characters', [{ type: 'section', fields: [mrkdwn(x(2_001))] }]],
    ['an empty text', [{ type: 'section', text: plain('') }]],
    ['eleven elements of context', [{ type: 'context', elements: times(11, plain('a')) }]],
    ['no button among actions', [{ type: 'actions', elements: [] }]],
    [
      'twenty-six buttons',
      [{ type: 'actions', elements: times(26, {}).map((_, n) => button({ action_id: `act-${n}` })) }],
    ],
    ['a button of 76 characters', [{ type: 'actions', elements: [button({ text: plain(x(76)) })] }]],
    ['a button value of 2,001 characters', [{ type: 'actions', elements: [button({ value: x(2_001) })] }]],
    ['a button of no known style', [{ type: 'actions', elements: [button({ style: 'plain' })] }]],
    ['an action id of 256 characters', [{ type: 'actions', elements: [button({ action_id: x(256) })] }]],
    ['an action id twice', [{ type: 'actions', elements: [button(), button()] }]],
    ['a block id twice', times(2, { type: 'divider', block_id: 'a' })],
    ['an empty rich text', [{ type: 'rich_text', elements: [] }]],
    ['an empty element of rich text', [words('')]],
    ['3,001 characters of rich text', [rich({ type: 'text', text: x(3_000) }, { type: 'text', text: 'x' })]],
    ['a style that is false', [rich({ type: 'text', text: 'a', style: { bold: false } })]],
    ['a date without a fallback', [rich({ type: 'date', timestamp: 1_767_748_800, format: '{date}' })]],
    ['a link that is not http(s)', [link('javascript:alert(1)')]],
    ['a link with a space', [link('https://example.org/a b')]],
    ['a lone surrogate', [words('\ud800')]],
    ['a control character', [words('\x1b[2J')]],
    ['an input in a message', [input]],
  ])('%s', ([, blocks]) => {
    expect(codes(blocks)).toContain('invalid_blocks');
  });

  test('more than a message holds in all', () => {
    expect(codes(times(5, words(x(2_900))))).toEqual(['msg_blocks_too_long']);
  });

  test('a text that is missing, empty, too long or not clean', () => {
    const blocks = [{ type: 'divider' }];
    expect(messageFaults({ blocks }).map(fault => fault.code)).toEqual(['no_text']);
    expect(messageFaults({ text: ' \n', blocks }).map(fault => fault.code)).toEqual(['no_text']);
    expect(messageFaults({ text: x(4_001), blocks }).map(fault => fault.code)).toEqual(['msg_too_long']);
    expect(messageFaults({ text: 'a\x00', blocks }).map(fault => fault.code)).toEqual(['invalid_arguments']);
  });

  test.for<[string, object]>([
    ['a hundred and one blocks', { type: 'home', blocks: times(101, { type: 'divider' }) }],
    ['a view of no known kind', { type: 'page', blocks: [{ type: 'divider' }] }],
    ['a modal without a title', { type: 'modal', blocks: [input] }],
    ['a title of 25 characters', { type: 'modal', title: plain(x(25)), blocks: [input] }],
    ['metadata of 3,001 characters', { type: 'home', private_metadata: x(3_001), blocks: [input] }],
  ])('a view with %s', ([, view]) => {
    expect(viewFaults(view).map(fault => fault.code)).toEqual(['invalid_arguments']);
  });
});

describe('mentions and links', () => {
  test('are found wherever Slack reads them', () => {
    const blocks = [
      { type: 'context', elements: [mrkdwn('<@U1> asked <!here> in <#C1|news>'), plain('<@U2>')] },
      rich(
        { type: 'broadcast', range: 'channel' },
        { type: 'user', user_id: 'U3' },
        { type: 'text', text: '<!channel>' },
      ),
    ];
    const found = mentionsOf({ text: '<!everyone>', blocks });
    expect(found).toEqual(['<!everyone>', '<@U1>', '<!here>', '<#C1|news>', 'broadcast channel', 'user U3']);
  });

  test('are not seen in a date', () => {
    expect(mentionsOf({ text: '<!date^1767748800^{date}|7 January>', blocks: [] })).toEqual([]);
  });

  test('are told with their address', () => {
    const blocks = [
      { type: 'section', text: mrkdwn('<https://example.org/a|here> &lt;ftp://x&gt;') },
      link('https://b.example/'),
    ];
    expect(linksOf({ text: 'a', blocks })).toEqual(['https://example.org/a', 'https://b.example/']);
  });
});
