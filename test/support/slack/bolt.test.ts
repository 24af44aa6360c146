/**
 * Ways of Bolt 5.1 and its Socket Mode client 3.1 that Stet's adapter is built around, each seen here. When one of these
 * fails after an update of the library, look whether the adapter can be made simpler; nothing of Stet is tested here.
 */
import type { types } from '@slack/bolt';
import { App, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import { afterEach, expect, it, vi } from 'vitest';
import { bot, channels, people } from './cast.ts';
import type { SlackOptions, SlackServer } from './server.ts';
import { startSlack } from './server.ts';
import type { Json } from './shapes.ts';

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.INFO,
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function aSlack(options: SlackOptions = {}): Promise<SlackServer> {
  const slack = await startSlack(options);
  stops.push(() => slack.close());
  return slack;
}

const clientOptions = (slack: SlackServer) => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });

function receiverOf(slack: SlackServer): SocketModeReceiver {
  const installerOptions = { clientOptions: clientOptions(slack) };
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    logger: silent,
    autoReconnectEnabled: false,
    installerOptions,
  });
  stops.push(() => endNow(receiver));
  return receiver;
}

/** The bot's ids are given, so that Bolt asks for them neither at once nor at every event. */
function appOf(slack: SlackServer, receiver: SocketModeReceiver, Kind: typeof App = App): App {
  const identity = { token: slack.tokens.bot, botId: bot.id, botUserId: bot.user };
  return new Kind({ ...identity, receiver, logger: silent, clientOptions: clientOptions(slack), convoStore: false });
}

/** The first call sends the closing frame, the second no longer waits for the other side to end TCP. */
async function endNow({ client }: SocketModeReceiver): Promise<void> {
  const first = client.disconnect();
  await client.disconnect();
  await first;
}

it('changes the options it is given, and shares them with its socket client', () => {
  const options: webApi.WebClientOptions = {};
  const tokens = { token: 'xoxb-1', appToken: 'xapp-1', botId: bot.id, botUserId: bot.user };
  const app = new App({ ...tokens, socketMode: true, logger: silent, clientOptions: options });
  expect(options).toEqual({ logger: silent, retryConfig: { retries: 100, factor: 1.3 } });
  expect(app.webClientOptions).toBe(options);
});

it('writes the bot token into headers it is given', () => {
  const headers: Record<string, string> = {};
  new webApi.WebClient('xoxb-1', { headers });
  expect(headers).toEqual({ Authorization: 'Bearer xoxb-1' });
});

it('asks Slack nothing when it knows the ids of its bot', async () => {
  const slack = await aSlack();
  const app = appOf(slack, receiverOf(slack));
  await app.start();
  const [said] = slack.as(people.asker).mention(channels.newsroom, 'x').deliveries;
  await said!.outcome;
  expect(slack.calls().map(call => call.method)).toEqual(['apps.connections.open']);
});

it('lets a subclass keep a request before it is acknowledged, and acknowledge it itself', async () => {
  const order: string[] = [];
  class Keeping extends App {
    override async processEvent(event: Parameters<App['processEvent']>[0]): Promise<void> {
      order.push('kept');
      await event.ack();
      order.push('acknowledged');
      await super.processEvent({ ...event, ack: async () => {} });
    }
  }
  const slack = await aSlack();
  const app = appOf(slack, receiverOf(slack), Keeping);
  app.command('/ask', async ({ ack }) => {
    await ack();
    order.push('heard');
  });
  await app.start();
  expect(await slack.as(people.asker).slash('/ask', 'x', channels.newsroom).outcome).toMatchObject({ ok: true });
  expect(order).toEqual(['kept', 'acknowledged', 'heard']);
});

it('is not acknowledged, and so sent again, when keeping it fails', async () => {
  class Failing extends App {
    override processEvent(): Promise<void> {
      return Promise.reject(new Error('the store is full'));
    }
  }
  const slack = await aSlack({ ackWithin: 50 });
  await appOf(slack, receiverOf(slack), Failing).start();
  const [said] = slack.as(people.asker).dm('x').deliveries;
  expect(await said!.outcome).toMatchObject({ ok: false });
  expect(said!.attempts).toBe(4);
});

it('hears the edits and deletions of its own messages, and other bots', async () => {
  const slack = await aSlack();
  const app = appOf(slack, receiverOf(slack));
  const heard: unknown[] = [];
  app.event(
    'message',
    async ({ event }) => void heard.push(event.subtype ?? (event as types.GenericMessageEvent).bot_id),
  );
  await app.start();
  const { ts } = await app.client.chat.postMessage({ channel: channels.newsroom, text: 'one' });
  await app.client.chat.update({ channel: channels.newsroom, ts: ts!, text: 'two' });
  await app.client.chat.delete({ channel: channels.newsroom, ts: ts! });
  slack.as(people.otherBot).say(channels.newsroom, 'a bot');
  await Promise.all(slack.deliveries.all.map(one => one.outcome));
  expect(heard).toEqual(['message_changed', 'message_deleted', 'B0OTHERBOT1']);
});

it('throws on an acknowledgement after the socket is gone', async () => {
  const slack = await aSlack();
  const receiver = receiverOf(slack);
  const app = appOf(slack, receiver);
  const gone = new Promise(resolve => receiver.client.once('disconnected', resolve));
  const thrown = new Promise(resolve => app.error(async error => resolve(error.code)));
  app.command('/ask', async ({ ack }) => {
    slack.sockets.drop();
    await gone;
    await ack();
  });
  await app.start();
  slack.as(people.asker).slash('/ask', 'x', channels.newsroom);
  expect(await thrown).toBe('slack_socket_mode_send_while_not_ready_error');
  await slack.next('message', ({ message }) => message.text === '/ask failed with the error "operation_timeout"');
});

it('says when its socket is gone, and can be started again at once', async () => {
  const slack = await aSlack();
  const { client } = receiverOf(slack);
  // When Slack asks for a new connection: the second closing does not wait for the other side to end TCP.
  client.on('ws_message', (data: string) => {
    if ((JSON.parse(data) as Json).type === 'disconnect') void client.disconnect();
  });
  await client.start();
  for (const lose of [() => slack.sockets.drop(), () => slack.sockets.disconnect()]) {
    const gone = new Promise(resolve => client.once('disconnected', resolve));
    lose();
    await gone;
    await client.start();
  }
  expect(slack.calls('apps.connections.open')).toHaveLength(3);
});

it('rejects a start without words when there is no greeting and it is told to stop', async () => {
  const slack = await aSlack();
  slack.sockets.greets = false;
  const receiver = receiverOf(slack);
  const started = receiver.client.start();
  // Told to stop in the middle of the handshake, it would leave a timer of 30 s behind that holds the process.
  // biome-ignore lint/complexity/useLiteralKeys: the brackets reach what the types call private
  await vi.waitFor(() => expect(receiver.client['websocket']?.isActive()).toBe(true), { interval: 5 });
  const rejected = expect(started).rejects.toBeUndefined();
  await endNow(receiver);
  await rejected;
});

it('does not stay stopped when it was connecting', async () => {
  const slack = await aSlack();
  let release = () => {};
  const hold = new Promise<void>(resolve => {
    release = resolve;
  });
  slack.fault({ method: 'apps.connections.open', hold });
  const { client } = receiverOf(slack);
  const started = client.start();
  await client.disconnect();
  release();
  await started;
  expect(slack.sockets.open).toBe(1);
});

it('posts twice when it retries what was accepted', async () => {
  const slack = await aSlack();
  const args = { channel: channels.newsroom, text: 'x' };
  slack.fault({
    method: 'chat.postMessage',
    cut: true,
    applied: true,
    times: 2,
    when: ({ text }: Json) => text === 'x',
  });
  const retrying = new webApi.WebClient(slack.tokens.bot, {
    slackApiUrl: slack.apiUrl,
    logger: silent,
    retryConfig: { retries: 1, minTimeout: 1 },
  });
  await retrying.chat.postMessage(args).catch(() => {});
  expect(slack.workspace.history(channels.newsroom)).toHaveLength(2);
});

it('gives up a rated call at once, with the seconds to wait, when it is told to', async () => {
  const slack = await aSlack();
  slack.fault({ method: 'chat.postMessage', status: 429, retryAfter: 7 });
  const client = new webApi.WebClient(slack.tokens.bot, {
    ...clientOptions(slack),
    logger: silent,
    rejectRateLimitedCalls: true,
  });
  await expect(client.chat.postMessage({ channel: channels.newsroom, text: 'x' })).rejects.toMatchObject({
    retryAfter: 7,
  });
});
