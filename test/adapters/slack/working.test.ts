/** The sign that an answer is on its way: there after a moment, and never left behind. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../../src/core/ports.ts';
import { bot, channels, people } from '../../support/slack/cast.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import { anAnswer, memoryStore } from '../parts.ts';
import { aHouse, aSlack } from './house.ts';

const SIGN = 'hourglass_flowing_sand';
const WORDS = 'Looking through the record …';

/** A house whose newsroom answers when it is let. */
async function aSlowHouse(given: { slack?: SlackServer; store?: Store } = {}) {
  const { promise, resolve: release, reject: fail } = Promise.withResolvers<void>();
  const ask = async (question: string) => {
    await promise;
    return anAnswer({ question, evidence: [] });
  };
  return { ...(await aHouse({ ...given, newsroom: { ask } })), release, fail };
}

/** Signs that stand anywhere, as the bot's reactions and as its messages. */
function signs({ workspace }: SlackServer): string[] {
  const messages = [...workspace.channels.keys()].flatMap(channel => workspace.history(channel));
  return messages.flatMap(({ text, reactions }) => [
    ...(text === WORDS ? ['message'] : []),
    ...(reactions.get(SIGN)?.has(bot.user) ? ['reaction'] : []),
  ]);
}

/** What asks, and the call that shows its sign. */
const WAYS = {
  'a mention': ['reactions.add', slack => slack.as(people.asker).mention(channels.newsroom, 'who?')],
  'a direct message': ['reactions.add', slack => slack.as(people.asker).dm('who?')],
  'a command': ['chat.postMessage', slack => slack.as(people.asker).slash('/ask', 'who?', channels.newsroom)],
} satisfies Record<string, [string, (slack: SlackServer) => unknown]>;

const answered = (slack: SlackServer) =>
  slack.next(
    'message',
    ({ what, message }) => what === 'posted' && message.user === bot.user && message.text !== WORDS,
  );

describe.each(Object.entries(WAYS))('after %s', (_, [method, act]) => {
  test('it appears when the answer takes more than a moment, and is gone when it is there', async () => {
    const { slack, release } = await aSlowHouse();
    act(slack);
    await slack.next('call', call => call.method === method);
    expect(signs(slack)).toHaveLength(1);
    release();
    await answered(slack);
    expect(signs(slack)).toEqual([]);
  });

  test('it is gone when the answer failed', async () => {
    const { slack, fail } = await aSlowHouse();
    act(slack);
    await slack.next('call', call => call.method === method);
    fail(new Error('no matter'));
    await slack.next(
      'call',
      call =>
        /postEphemeral|response_url|postMessage/.test(call.method) && !String(call.args.text).startsWith('Looking'),
    );
    expect(signs(slack)).toEqual([]);
  });

  test('it is gone though Slack did not say that it stands there', async () => {
    const { slack, release } = await aSlowHouse();
    slack.fault({ method, cut: true, applied: true });
    act(slack);
    await slack.next('call', call => call.method === method);
    expect(signs(slack)).toHaveLength(1);
    release();
    await answered(slack);
    expect(signs(slack)).toEqual([]);
  });

  test('one that a process left is taken away by the next', async () => {
    const slack = await aSlack();
    onTestFinished(() => slack.close());
    const store = await memoryStore();
    const first = await aSlowHouse({ slack, store });
    act(slack);
    await slack.next('call', call => call.method === method);
    // As a crash leaves it: the sign cannot be taken away any more.
    slack.fault({ method: 'reactions.remove', status: 503, times: 9 });
    slack.fault({ method: 'chat.delete', status: 503, times: 9 });
    await first.service.close(1);
    expect(signs(slack)).toHaveLength(1);
    for (const fault of slack.unusedFaults) fault.when = () => false;
    const second = await aSlowHouse({ slack, store });
    second.release();
    await answered(slack);
    expect(signs(slack)).toEqual([]);
  });
});

test('nothing is shown for what the asker alone may see', async () => {
  const { slack, release } = await aSlowHouse();
  slack.as(people.asker).slash('/ask', '--private who?', channels.newsroom);
  await slack.next('acknowledged');
  release();
  await slack.next('message', ({ what }) => what === 'ephemeral');
  expect(slack.calls().map(({ method }) => method)).not.toContain('reactions.add');
  expect(signs(slack)).toEqual([]);
});

test('an answer that is there at once shows none', async () => {
  const { slack, release } = await aSlowHouse();
  release();
  slack.as(people.asker).mention(channels.newsroom, 'who?');
  await answered(slack);
  expect(slack.calls('reactions.add')).toEqual([]);
});
