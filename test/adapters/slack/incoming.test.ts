/** What is asked in each recorded payload: the files that the test server is held to, and nothing made up. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { type Home, type Incoming, readPayload } from '../../../src/adapters/slack/incoming.ts';
import { bot, channels, otherTeam, people, team } from '../../support/slack/cast.ts';

const PAYLOADS = new URL('../../support/slack/payloads/', import.meta.url);

function payload(name: string) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, PAYLOADS), 'utf8'));
}

const home: Home = {
  team: team.id,
  user: bot.user,
  commands,
  now: new Date('2026-01-07T12:00:00Z'),
  knowsThread: async () => true,
};

const read = (name: string, given: Partial<Home> = {}) => readPayload(payload(name), { ...home, ...given });

const asker = `slack:${team.id}:${people.asker}`;
const question = (words: string) => ({ command: 'ask', input: { kind: 'options', options: { question: words } } });
const place = (channel: string, thread: string | null = null) => ({
  platform: 'slack',
  space: team.id,
  channel,
  thread,
});
const open = { only: null, direct: false, grant: null };

describe('a recorded payload', () => {
  test.each(readdirSync(PAYLOADS))('%s is read without a fault', async file => {
    await expect(read(file.replace('.json', ''))).resolves.toBeDefined();
  });

  const silent = [
    ...['message-of-other-bot', 'message-of-old-integration', 'message-edited', 'own-message', 'own-message-changed'],
    ...['own-message-deleted', 'app-home-opened', 'app-home-opened-again', 'message-shortcut'],
    ...['reaction-added', 'reaction-removed'],
  ];
  test.each(silent)('%s asks nothing', async name => {
    expect(await read(name)).toBeNull();
  });

  test('of a slash command asks in its channel, with leave to answer for less than half an hour', async () => {
    const asked = await read('slash-command');
    expect(asked).toMatchObject({ person: asker, personName: 'asker', call: question('who signed it?') });
    expect(asked!.target).toMatchObject({ ...place(channels.newsroom), only: null, direct: false });
    expect(asked!.target.grant).toEqual({
      token: payload('slash-command').response_url,
      until: '2026-01-07T12:29:00.000Z',
    });
  });

  test('of a mention and of the message it stands in are one event, answered in a thread of its own', async () => {
    const mention = payload('app-mention');
    const asked = await read('app-mention');
    expect(asked).toMatchObject({ person: asker, call: question('who signed it?') });
    expect(asked!.target).toEqual({ ...place(channels.newsroom, mention.event.ts), ...open });
    const message = { ...mention, event: { ...mention.event, type: 'message', channel_type: 'channel' } };
    expect((await readPayload(message, home))!.event).toBe(asked!.event);
  });

  test('of somebody of another organisation names them by their own workspace, and the place by ours', async () => {
    const asked = await read('app-mention-shared-channel');
    expect(asked!.person).toBe(`slack:${otherTeam.id}:${people.stranger}`);
    expect(asked!.target.space).toBe(team.id);
  });

  test('of an Enterprise Grid names one person by one id, however they ask', async () => {
    const persons = await Promise.all(
      ['app-mention-enterprise-grid', 'slash-command-enterprise-grid'].map(name => read(name)),
    );
    expect(persons.map(asked => asked!.person)).toEqual([asker, asker]);
  });

  test('of a thread asks without a mention, where Stet was asked before', async () => {
    expect(await read('message-in-thread')).toMatchObject({ call: question('and when?') });
    expect(await read('message-in-thread', { knowsThread: async () => false })).toBeNull();
  });

  test('of a direct message asks there, in no thread', async () => {
    const asked = await read('direct-message');
    expect(asked!.target).toMatchObject({ thread: null, direct: true, only: null });
  });

  test('of a press asks for what its button is made for, for whoever pressed it', async () => {
    const asked = await read('home-button');
    // Its button is not one of ours.
    expect(asked).toBeNull();
    const pressed = payload('button-in-ephemeral-message');
    pressed.actions[0].action_id = 'act-0';
    expect(await readPayload(pressed, home)).toMatchObject({
      person: asker,
      call: { command: 'press', input: { kind: 'options', options: { action: 'answer-1' } } },
      target: { ...place(channels.newsroom), only: asker },
    });
  });
});

describe('the shortcut that asks why a message is as it is', () => {
  const shortcut = { ...payload('message-shortcut'), callback_id: 'why-message' };

  test('asks for that message, for whoever chose it alone, in its thread', async () => {
    const message = 'message:slack/T0NEWSROOM1/C0QUIET0001/1767787200.000000';
    const asked = await readPayload(shortcut, home);
    expect(asked).toMatchObject({
      person: asker,
      personName: 'asker',
      call: { command: 'why', input: { kind: 'options', options: { question: message } } },
      target: { ...place(channels.quiet), only: asker, direct: false, grant: { token: shortcut.response_url } },
    });
    const inThread = { ...shortcut, message: { ...shortcut.message, thread_ts: '1767780000.000100' } };
    expect((await readPayload(inThread, home))!.target.thread).toBe('1767780000.000100');
  });

  test('is one event, though Slack sends it twice', async () => {
    const [first, second] = [await readPayload(shortcut, home), await readPayload(shortcut, home)];
    expect(first!.event).toBe(second!.event);
  });
});

describe('what is said', () => {
  const saying = async (text: string, given: object = {}): Promise<Incoming | null> => {
    const body = payload('app-mention');
    return readPayload({ ...body, event: { ...body.event, text, ...given } }, home);
  };
  const inThread = { type: 'message', thread_ts: '1767780000.000100', channel_type: 'channel' };

  test('in a thread to somebody else, or to all, is not for Stet', async () => {
    for (const text of [
      `<@${people.other}> and when?`,
      'hey <@U1|ann>, when?',
      '<!here> and when?',
      '<!subteam^S1> you?',
    ])
      expect(await saying(text, inThread)).toBeNull();
    expect(await saying(`<@${people.other}> ask <@${bot.user}> when`, inThread)).not.toBeNull();
  });

  test('is a command where it begins with a slash, alone help, and everything else a question', async () => {
    expect((await saying(`<@${bot.user}> /search hubs`))!.call).toEqual({
      command: 'search',
      input: { kind: 'text', text: ' hubs' },
    });
    expect((await saying(`<@${bot.user}>`))!.call.command).toBe('help');
    expect((await saying(`<@${bot.user}> search hubs`))!.call).toEqual(question('search hubs'));
  });

  test('names people by their name in a question, and by their id behind a command', async () => {
    expect((await saying(`<@${bot.user}> who is <@U1|ann> or <@U2>?`))!.call).toEqual(question('who is @ann or @U2?'));
    expect((await saying(`<@${bot.user}> /forget <@U1|ann>`))!.call.input).toEqual({
      kind: 'text',
      text: ` slack:${team.id}:U1`,
    });
  });

  test('cannot make a mark by typing one', async () => {
    expect((await saying(`<@${bot.user}> /forget &lt;@U1&gt;`))!.call.input).toEqual({ kind: 'text', text: ' <@U1>' });
  });

  test('with --private is for the asker alone', async () => {
    const asked = await saying(`<@${bot.user}> --private who signed it?`);
    expect(asked).toMatchObject({ call: question('who signed it?'), target: { only: asker } });
    const slash = { ...payload('slash-command'), text: 'who signed --private it?' };
    expect(await readPayload(slash, home)).toMatchObject({ target: { only: asker } });
  });

  test.each([
    ['a bot', { bot_id: 'B1' }],
    ['Stet itself', { user: bot.user }],
    ['Slackbot', { user: 'USLACKBOT' }],
    ['an edit', { edited: { user: people.asker, ts: '1.0' } }],
    ['a notice', { subtype: 'channel_join' }],
    ['a hidden message', { hidden: true }],
  ])('by %s is not heard', async (_, given) => {
    expect(await saying(`<@${bot.user}> who?`, given)).toBeNull();
  });

  test('to all of a channel as well, or with a file, is heard', async () => {
    for (const subtype of ['thread_broadcast', 'file_share'])
      expect(await saying(`<@${bot.user}> who?`, { subtype })).not.toBeNull();
  });
});

test('whatever else comes is none of ours', async () => {
  for (const body of [null, 1, 'x', {}, { type: 'event_callback' }, { type: 'event_callback', event: { type: 'x' } }])
    expect(await readPayload(body, home)).toBeNull();
});
