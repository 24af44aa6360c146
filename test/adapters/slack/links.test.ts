import { expect, test } from 'vitest';
import { messageAt } from '../../../src/adapters/slack/links.ts';

const MESSAGE = { platform: 'slack', space: 'T1', channel: 'C0NEWSROOM1', message: '1767787200.000100' };

test.each([
  'https://newsroom.slack.com/archives/C0NEWSROOM1/p1767787200000100',
  'https://newsroom.slack.com/archives/C0NEWSROOM1/p1767787200000100?thread_ts=1767787100.000100&cid=C0NEWSROOM1',
  'https://paper.enterprise.slack.com/archives/C0NEWSROOM1/p1767787200000100',
  ' https://newsroom.slack.com/archives/C0NEWSROOM1/p1767787200000100 ',
])('%s leads to its message', link => {
  expect(messageAt(link, 'T1')).toEqual(MESSAGE);
});

test.each([
  'https://newsroom.slack.com/archives/C0NEWSROOM1',
  'https://newsroom.slack.com.evil.example/archives/C0NEWSROOM1/p1767787200000100',
  'http://newsroom.slack.com/archives/C0NEWSROOM1/p1767787200000100',
  'https://newsroom.slack.com/archives/C0NEWSROOM1/p1767787200000100 and more',
  'who signed it?',
])('%s leads to none', link => {
  expect(messageAt(link, 'T1')).toBeNull();
});
