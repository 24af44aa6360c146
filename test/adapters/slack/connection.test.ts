/** How Stet gets into Slack, stays in, and is put out; the real Bolt against the test server. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../support/servers.ts';
import { channels, people } from '../../support/slack/cast.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import { aHouse, aSlack } from './house.ts';

const unhandled: unknown[] = [];
const note = (thrown: unknown) => void unhandled.push(thrown);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await new Promise(resolve => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

/** A Slack that leaves TCP open after a closing handshake, as Slack does. */
async function leavingOpen(): Promise<SlackServer> {
  const slack = await aSlack({ endsTcp: false });
  onTestFinished(() => slack.close());
  return slack;
}

async function answers(slack: SlackServer): Promise<void> {
  slack.as(people.asker).mention(channels.newsroom, 'who closed the quay?');
  await slack.next('message', ({ what, message }) => what === 'posted' && message.botId !== undefined);
}

describe('a socket', () => {
  test.each(['refresh_requested', 'warning', 'link_disabled'] as const)(
    'that Slack asks to renew (%s) is renewed at once',
    async reason => {
      const slack = await leavingOpen();
      const { ended } = await aHouse({ slack });
      await slack.next('connected');
      slack.sockets.disconnect(reason);
      await slack.next('connected', undefined, 3_000);
      await answers(slack);
      expect(ended).toEqual([]);
    },
  );

  test('that is cut comes back by itself, also where Slack is away for a while', async () => {
    const slack = await leavingOpen();
    const { ended } = await aHouse({ slack });
    await slack.next('connected');
    slack.fault({ method: 'apps.connections.open', status: 503, times: 2 });
    slack.fault({ method: 'websocket' });
    slack.sockets.drop();
    await slack.next('connected');
    await answers(slack);
    expect(ended).toEqual([]);
    expect(slack.unusedFaults).toEqual([]);
  });

  test('loses no event that came while it was away', async () => {
    const slack = await leavingOpen();
    await aHouse({ slack });
    slack.sockets.drop();
    await answers(slack);
  });
});

describe('a token that does not let us in', () => {
  const wrong = [
    ['the bot token', { botToken: 'xoxb-wrong' }],
    ['the app token', { appToken: 'xapp-wrong' }],
  ] as const;
  test.each(wrong)('stops with one clear fault: %s', async (_, adapter) => {
    const { service, ended } = await aHouse({ adapter, closed: true });
    const fault = await service.open().catch(thrown => thrown);
    expect(fault).toMatchObject({ code: 'platform-refused', retryable: false });
    expect(fault.userMessage).toBe('Slack did not let Stet in (invalid_auth); `stet doctor` says which token to mend.');
    expect(JSON.stringify([fault, fault.stack])).not.toMatch(/xoxb|xapp/);
    expect(ended).toEqual([]);
  });

  test('ends the service once, when the app token is taken away later', async () => {
    const slack = await leavingOpen();
    const { ended } = await aHouse({ slack });
    await slack.next('connected');
    slack.fault({ method: 'apps.connections.open', error: 'token_revoked', times: 9 });
    slack.sockets.drop();
    await slack.next('call', ({ method, answer }) => method === 'apps.connections.open' && answer?.ok === false);
    await expect.poll(() => ended.length).toBe(1);
    expect(ended[0]).toMatchObject({ code: 'platform-refused' });
  });

  test('ends the service once, when the bot token is taken away later; what it could not say waits', async () => {
    const slack = await leavingOpen();
    const { ended, store } = await aHouse({ slack });
    slack.fault({ method: 'chat.postMessage', error: 'token_revoked', times: 9 });
    const asker = slack.as(people.asker);
    await Promise.all([1, 2].map(() => asker.slash('/ask', 'who?', channels.newsroom).outcome));
    await expect.poll(() => ended.length).toBe(1);
    await slack.next('disconnected');
    expect(ended.map(({ message }) => message)).toEqual(['slack: token_revoked']);
    await expect.poll(() => store.unsentPosts()).toHaveLength(2);
    expect(await store.openRequests('slack')).toHaveLength(2);
  });
});

describe('a Slack that cannot be reached', () => {
  test('is tried until it can', async () => {
    const slack = await leavingOpen();
    slack.fault({ method: 'auth.test', status: 503, times: 2 });
    slack.fault({ method: 'apps.connections.open', status: 503 });
    slack.fault({ method: 'websocket' });
    const { service, warned } = await aHouse({ slack, closed: true, adapter: { retries: 0 } });
    await service.open();
    await answers(slack);
    expect(warned).toContain('slack: cannot be reached');
  });

  test.each(['auth.test', 'apps.connections.open'])('can be given up meanwhile: %s', async method => {
    const slack = await leavingOpen();
    slack.fault({ method, status: 503, times: 99 });
    const { service, ended } = await aHouse({ slack, closed: true, adapter: { retries: 0 } });
    const opening = service.open().then(
      () => 'open',
      () => 'given up',
    );
    await slack.next('call', call => call.method === method);
    await service.close(1_000);
    expect(await opening).toBe('given up');
    expect(ended).toEqual([]);
  });

  test('can be given up while it does not answer at all', async () => {
    const slack = await leavingOpen();
    slack.fault({ method: 'auth.test', silent: true });
    const { service } = await aHouse({ slack, closed: true });
    const opening = service.open().catch(() => 'given up');
    await slack.next('call');
    await service.close(1_000);
    expect(await opening).toBe('given up');
  });
});

describe('over HTTP', () => {
  test('an address that is taken is a fault of the settings', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { service } = await aHouse({ closed: true, adapter: { mode: 'http', port } });
    await expect(service.open()).rejects.toMatchObject({
      code: 'bad-config',
      userMessage: `Slack cannot be listened to at 127.0.0.1:${port} (EADDRINUSE): see SLACK_HOST and SLACK_PORT.`,
    });
  });

  test('a request that Slack did not sign is refused and stored nowhere', async () => {
    const port = await freePort();
    const { slack, store } = await aHouse({ adapter: { mode: 'http', port, signingSecret: 'another' } });
    slack.reachBy(`http://127.0.0.1:${port}/slack/events`);
    const { outcome } = slack.as(people.asker).slash('/ask', 'who?', channels.newsroom);
    expect(await outcome).toMatchObject({ ok: false });
    expect(await store.openRequests('slack')).toEqual([]);
  });
});

test('what is stored is answered, also when its acknowledgement comes too late', async () => {
  const slack = await leavingOpen();
  const gone = Promise.withResolvers<void>();
  const house = await aHouse({
    slack,
    between: store => ({
      ...store,
      openRequest: async draft => {
        const opened = await store.openRequest(draft);
        slack.sockets.drop();
        await gone.promise;
        return opened;
      },
    }),
  });
  void slack.next('disconnected').then(() => setImmediate(() => gone.resolve()));
  slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
  await slack.next('message', ({ what }) => what === 'posted');
  await expect.poll(() => house.store.openRequests('slack')).toEqual([]);
});
