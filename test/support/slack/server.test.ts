/**
 * The Slack test server against the real Bolt, in both of its modes: what tests of the adapter rely on is true.
 * Bolt is built here as an app with patience of its own would build it; the adapter's way of it is not tested here.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { bot, channels, people } from './cast.ts';
import type { SlackOptions, SlackServer } from './server.ts';
import { startSlack } from './server.ts';
import type { Json } from './shapes.ts';

/** What Bolt would print, kept for a look when a test fails. */
function quiet() {
  const lines: string[] = [];
  const keep = (...said: unknown[]) => void lines.push(said.map(String).join(' '));
  const logger = {
    debug: () => {},
    info: keep,
    warn: keep,
    error: keep,
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
  return { logger, lines };
}

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function aSlack(options: SlackOptions = {}): Promise<SlackServer> {
  const slack = await startSlack({ endsTcp: true, ...options });
  stops.push(() => slack.close());
  return slack;
}

/** Bolt in Socket Mode, not yet started. Its pings every third of a second let it come back within one. */
function socketApp(slack: SlackServer, tokens: Partial<SlackServer['tokens']> = {}) {
  const { bot: token, app: appToken } = { ...slack.tokens, ...tokens };
  const { logger } = quiet();
  const options = () => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 2, minTimeout: 10 } });
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: 1000,
    installerOptions: { clientOptions: options() },
  });
  const app = new App({
    token,
    receiver,
    logger,
    logLevel: LogLevel.INFO,
    clientOptions: options(),
    deferInitialization: true,
  });
  stops.push(async () => {
    await receiver.client.disconnect();
  });
  return { app, receiver };
}

async function httpApp(slack: SlackServer) {
  const { logger, lines } = quiet();
  const receiver = new HTTPReceiver({ signingSecret: slack.tokens.signingSecret, logger });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const app = new App({ token: slack.tokens.bot, receiver, logger, clientOptions, deferInitialization: true });
  await app.init();
  const server = (await receiver.start({
    port: 0,
    host: '127.0.0.1',
  } as never)) as unknown as Server;
  stops.push(() => receiver.stop());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  return { app, lines, signed: slack.reachBy(url) };
}

/** Answers what Stet answers: a mention in its thread, a command, a button. */
function answerAll(app: App): void {
  app.event('app_mention', async ({ event, client }) => {
    const thread_ts = event.thread_ts ?? event.ts;
    await client.chat.postMessage({ channel: event.channel, thread_ts, text: 'answered', blocks: [button()] });
  });
  app.command('/ask', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'asked', response_type: 'in_channel' });
  });
  app.action('why', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'because', response_type: 'ephemeral', replace_original: false });
  });
}

function button() {
  const text = { type: 'plain_text' as const, text: 'Why' };
  return { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'why', value: 'a1', text }] };
}

async function talk(slack: SlackServer): Promise<void> {
  const asker = slack.as(people.asker);
  const { message } = asker.mention(channels.newsroom, 'who signed it?');
  const answer = (await slack.next('message', ({ message }) => message.text === 'answered')).message;
  expect(answer).toMatchObject({ threadTs: message.ts, botId: bot.id });

  asker.slash('/ask', 'who signed it?', channels.newsroom);
  await slack.next('message', ({ what, message }) => what === 'posted' && message.text === 'asked');

  asker.press(answer, 'why');
  await slack.next('message', ({ what, message }) => what === 'ephemeral' && message.text === 'because');
  expect(asker.sees(channels.newsroom).at(-1)?.text).toBe('because');
  expect(slack.as(people.other).sees(channels.newsroom).at(-1)?.text).toBe('asked');
}

describe('with Bolt in Socket Mode', () => {
  it('brings a mention, a command and a button, and takes the answers', async () => {
    const slack = await aSlack();
    const { app } = socketApp(slack);
    await app.init();
    answerAll(app);
    await app.start();
    await talk(slack);
    const acknowledged = slack.deliveries.all.filter(one => one.tookMs !== null);
    expect(acknowledged.length).toBeGreaterThanOrEqual(3);
  });

  it('refuses a wrong bot token and a wrong app token', async () => {
    const slack = await aSlack();
    await expect(socketApp(slack, { bot: 'xoxb-wrong' }).app.init()).rejects.toMatchObject({
      data: { error: 'invalid_auth' },
    });
    const { app } = socketApp(slack, { app: 'xapp-wrong' });
    await app.init();
    await expect(app.start()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  });

  it('rates a call, which Bolt waits out', async () => {
    const slack = await aSlack();
    const { app } = socketApp(slack);
    slack.fault({ method: 'chat.postMessage', status: 429, retryAfter: 1 });
    const begun = performance.now();
    await app.client.chat.postMessage({ channel: channels.newsroom, text: 'late' });
    expect(performance.now() - begun).toBeGreaterThan(900);
    expect(slack.calls('chat.postMessage').map(call => call.status)).toEqual([429, 200]);
    expect(slack.as(people.asker).sees(channels.newsroom)).toHaveLength(1);
  });

  it('drops a socket, after which Bolt comes back and gets the event that was under way', async () => {
    const slack = await aSlack();
    const { app } = socketApp(slack);
    await app.init();
    answerAll(app);
    await app.start();
    await slack.next('connected');
    slack.sockets.mute();
    slack.as(people.asker).mention(channels.newsroom, 'still there?');
    slack.sockets.drop();
    await slack.next('connected');
    await slack.next('message', ({ message }) => message.text === 'answered');
    const mention = slack.deliveries.all.find(one => (one.payload.event as Json).type === 'app_mention');
    expect(mention?.attempts).toBe(2);
  });

  it('repeats an event under the same id', async () => {
    const slack = await aSlack();
    const { app } = socketApp(slack);
    await app.init();
    const seen: unknown[] = [];
    app.event('app_mention', async ({ body, context }) => {
      seen.push([body.event_id, context.retryNum, context.retryReason]);
    });
    await app.start();
    const mention = slack.as(people.asker).mention(channels.newsroom, 'twice').deliveries.at(-1)!;
    await mention.outcome;
    await slack.deliveries.repeat(mention);
    const id = mention.payload.event_id;
    expect(seen).toEqual([
      [id, 0, ''],
      [id, 1, 'timeout'],
    ]);
  });
});

describe('with Bolt over HTTP', () => {
  it('brings a mention, a command and a button, and takes the answers', async () => {
    const slack = await aSlack();
    const { app, signed } = await httpApp(slack);
    answerAll(app);
    expect(JSON.parse(await signed.verifyUrl('a challenge'))).toEqual({ challenge: 'a challenge' });
    await talk(slack);
  });

  it('is refused when it signs with another secret, and tries an event four times', async () => {
    const slack = await aSlack();
    const { lines, signed } = await httpApp(slack);
    slack.tokens.signingSecret = 'another';
    slack.reachBy(signed.url);
    const { deliveries } = slack.as(people.asker).dm('hello');
    expect(await deliveries[0]!.outcome).toMatchObject({ ok: false, reason: 'http_error' });
    expect(deliveries[0]!.attempts).toBe(4);
    expect(lines.join('\n')).toContain('signature mismatch');
  });
});

it('tells of reactions only an app that may read them', async () => {
  for (const [scopes, told] of [
    [['chat:write', 'reactions:read'], 1],
    [['chat:write', 'reactions:write'], 0],
  ] as const) {
    const slack = await aSlack({ scopes: [...scopes] });
    const { message } = slack.as(people.other).say(channels.newsroom, 'lunch?');
    expect(slack.as(people.asker).react(message, '+1')).toHaveLength(told);
  }
});
