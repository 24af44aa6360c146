import { webApi } from '@slack/bolt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { boltLogger } from '../../../src/adapters/slack/bolt-logger.ts';
import { call, callUntil, slackFault } from '../../../src/adapters/slack/calls.ts';
import { clientOptions } from '../../../src/adapters/slack/options.ts';
import { StetError } from '../../../src/core/errors.ts';
import { channels } from '../../support/slack/cast.ts';
import type { Fault } from '../../support/slack/faults.ts';
import { aSlack } from './house.ts';

const quiet = boltLogger(() => {});

async function aClient(stop?: AbortSignal) {
  const slack = await aSlack();
  onTestFinished(() => slack.close());
  const client = new webApi.WebClient(slack.tokens.bot, clientOptions({ apiUrl: slack.apiUrl }, 0, quiet, stop));
  const say = () => client.chat.postMessage({ channel: channels.newsroom, text: 'x' });
  return { slack, say };
}

describe('a call', () => {
  const faults: [string, Omit<Fault, 'method'>, string][] = [
    ['a broken server', { status: 503 }, 'not-delivered: slack: http 503'],
    ['a cut line', { cut: true }, 'not-delivered: slack: no answer'],
    [
      'a page of somebody between',
      { status: 200, body: '<html>xoxb-secret</html>' },
      'not-delivered: slack: no answer',
    ],
    ['a fault that passes', { error: 'internal_error' }, 'not-delivered: slack: internal_error'],
    ['a channel that is gone', { error: 'is_archived' }, 'channel-gone: slack: is_archived'],
    ['a message it does not take', { error: 'msg_too_long' }, 'not-accepted: slack: msg_too_long'],
    ['a right it has not', { error: 'missing_scope' }, 'not-accepted: slack: missing_scope'],
    ['a token that was taken away', { error: 'token_revoked' }, 'platform-refused: slack: token_revoked'],
  ];
  test.for(faults)('tells of %s', async ([, fault, told]) => {
    const { slack, say } = await aClient();
    slack.fault({ method: 'chat.postMessage', ...fault });
    const thrown = await call(say).catch((each: StetError) => each);
    expect(`${(thrown as StetError).code}: ${(thrown as StetError).message}`).toBe(told);
    expect((thrown as StetError).cause).toBeUndefined();
  });

  test('waits as long as it is told to, and is then made again', async () => {
    const { slack, say } = await aClient();
    slack.fault({ method: 'chat.postMessage', status: 429, retryAfter: 7, times: 2 });
    const waits: number[] = [];
    await call(say, async ms => void waits.push(ms));
    expect(waits).toEqual([7_000, 7_000]);
  });

  test('is given up when it would wait longer than a minute in all', async () => {
    const { slack, say } = await aClient();
    slack.fault({ method: 'chat.postMessage', status: 429, retryAfter: 25, times: 9 });
    const waits: number[] = [];
    await expect(call(say, async ms => void waits.push(ms))).rejects.toMatchObject({ code: 'not-delivered' });
    expect(waits).toEqual([25_000, 25_000]);
  });

  test('waits no longer once stopped, and what is under way is broken off', async () => {
    const stop = new AbortController();
    const { slack, say } = await aClient(stop.signal);
    slack.fault({ method: 'chat.postMessage', status: 429, retryAfter: 50 });
    slack.fault({ method: 'chat.postMessage', silent: true });
    const waiting = callUntil(stop.signal)(say);
    await slack.next('call');
    const hanging = callUntil(stop.signal)(say);
    await slack.next('call');
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'not-delivered' });
    await expect(hanging).rejects.toMatchObject({ code: 'not-delivered' });
  });
});

test('a defect of ours is no fault of Slack’s', () => {
  expect(slackFault(new TypeError('x is undefined'))).toMatchObject({ code: 'internal' });
  const known = new StetError('store-full', 'no room');
  expect(slackFault(known)).toBe(known);
});
