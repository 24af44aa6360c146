/**
 * The rules of the Slack test server without Bolt: what it refuses as Slack does, what each person sees, and how planned
 * faults come about. A server that took everything would prove nothing about an adapter.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SettableClock } from '../clock.ts';
import { fixedClock } from '../clock.ts';
import { bot, channels, groups, people } from './cast.ts';
import type { SlackServer } from './server.ts';
import { startSlack } from './server.ts';
import type { Json } from './shapes.ts';

let clock: SettableClock;
let slack: SlackServer;

beforeEach(async () => {
  clock = fixedClock();
  slack = await startSlack({ clock });
  slack.reachThrough({ ready: () => Promise.resolve(), send: async () => ({ ok: true, payload: {} }) });
});
afterEach(() => slack.close());

async function call(method: string, args: Json = {}, token: string | null = slack.tokens.bot): Promise<Json> {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const headers = { ...authorization, 'content-type': 'application/json' };
  const answer = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
  return (await answer.json()) as Json;
}

/** The error of a call, or `ok`. */
async function outcome(method: string, args: Json, token?: string | null): Promise<unknown> {
  const answer = await call(method, args, token);
  return answer.ok ? 'ok' : answer.error;
}

async function respond(url: unknown, body: Json): Promise<number> {
  return (
    await fetch(String(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).status;
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (more: Json = {}) => ({
  type: 'button',
  action_id: 'a',
  text: { type: 'plain_text', text: 'Why' },
  ...more,
});
const post = (args: Json) => outcome('chat.postMessage', { channel: channels.newsroom, text: 'x', ...args });

describe('a token', () => {
  it('must be there, be right and be of the right kind', async () => {
    expect(await outcome('auth.test', {}, null)).toBe('not_authed');
    expect(await outcome('auth.test', {}, 'xoxb-wrong')).toBe('invalid_auth');
    expect(await outcome('apps.connections.open', {})).toBe('not_allowed_token_type');
    expect(await outcome('chat.postMessage', {}, slack.tokens.app)).toBe('not_allowed_token_type');
    expect(await call('auth.test')).toMatchObject({ ok: true, user_id: bot.user, bot_id: bot.id });
  });

  it('must carry a scope the method accepts', async () => {
    slack.scopes.delete('chat:write');
    expect(await call('chat.postMessage', { channel: channels.newsroom, text: 'x' })).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: expect.stringContaining('users:read'),
    });
    slack.scopes.delete('groups:history');
    expect(await outcome('conversations.history', { channel: channels.desk })).toBe('missing_scope');
    expect(await outcome('conversations.history', { channel: channels.newsroom })).toBe('ok');
  });
});

describe('a message', () => {
  it('goes where the bot may write', async () => {
    expect(await post({ channel: 'C0NOWHERE01' })).toBe('channel_not_found');
    expect(await post({ channel: channels.quiet })).toBe('ok');
    slack.scopes.delete('chat:write.public');
    expect(await post({ channel: channels.quiet })).toBe('not_in_channel');
    expect(await post({ channel: people.asker })).toBe('ok');
    expect(slack.as(people.asker).sees(slack.as(people.asker).dmChannel)).toHaveLength(1);
  });

  it('has content within the limits', async () => {
    expect(await post({ text: '' })).toBe('no_text');
    expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await post({ blocks: [section('x'.repeat(3001))] })).toBe('invalid_blocks');
    expect(await post({ blocks: '[not json' })).toBe('invalid_blocks_format');
    expect(await post({ metadata: { event_type: 'post' } })).toBe('invalid_metadata_format');
    expect(await post({ thread_ts: '1.000000' })).toBe('thread_not_found');
  });

  it('is changed and deleted by the bot that wrote it alone', async () => {
    const theirs = slack.as(people.asker).say(channels.newsroom, 'mine').message;
    const place = { channel: channels.newsroom, ts: theirs.ts };
    expect(await outcome('chat.update', { ...place, text: 'y' })).toBe('cant_update_message');
    expect(await outcome('chat.delete', place)).toBe('cant_delete_message');
    expect(await outcome('chat.update', { ...place, ts: '1.000000', text: 'y' })).toBe('message_not_found');
    const own = await call('chat.postMessage', { channel: channels.newsroom, text: 'x' });
    expect(await outcome('chat.update', { channel: own.channel, ts: own.ts, text: 'y'.repeat(4001) })).toBe(
      'msg_too_long',
    );
    expect(await outcome('chat.update', { channel: own.channel, ts: own.ts, text: 'y' })).toBe('ok');
    expect(
      slack
        .as(people.asker)
        .sees(channels.newsroom)
        .map(one => one.text),
    ).toEqual(['mine', 'y']);
  });

  it('is seen by one person alone when it is ephemeral, and in no history', async () => {
    const args = { channel: channels.newsroom, user: people.asker, text: 'for you' };
    expect(await outcome('chat.postEphemeral', args)).toBe('ok');
    expect(await outcome('chat.postEphemeral', { ...args, user: people.stranger })).toBe('user_not_in_channel');
    expect(slack.as(people.asker).sees(channels.newsroom)).toHaveLength(1);
    expect(slack.as(people.other).sees(channels.newsroom)).toEqual([]);
    expect((await call('conversations.history', { channel: channels.newsroom })).messages).toEqual([]);
  });

  it('keeps its metadata, which a history shows when it is asked', async () => {
    const metadata = { event_type: 'post', event_payload: { key: 'k1' } };
    const root = slack.as(people.asker).say(channels.newsroom, 'root').message;
    await post({ metadata, thread_ts: root.ts });
    const thread = { channel: channels.newsroom, ts: root.ts };
    expect(JSON.stringify(await call('conversations.replies', thread))).not.toContain('k1');
    const { messages } = await call('conversations.replies', { ...thread, include_all_metadata: true });
    expect(messages).toMatchObject([{ reply_count: 1 }, { metadata, thread_ts: root.ts, bot_id: bot.id }]);
  });
});

describe('a history', () => {
  it('is newest first, in pages and between two times', async () => {
    const said = ['a', 'b', 'c'].map(text => slack.as(people.asker).say(channels.newsroom, text).message);
    const first = await call('conversations.history', { channel: channels.newsroom, limit: 2 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: 'c' }, { text: 'b' }] });
    const cursor = (first.response_metadata as Json).next_cursor;
    const second = await call('conversations.history', { channel: channels.newsroom, limit: 2, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: 'a' }] });
    const since = await call('conversations.history', { channel: channels.newsroom, oldest: said[1]!.ts });
    expect(since.messages).toMatchObject([{ text: 'c' }]);
  });
});

describe('people', () => {
  it('have the roles, team and groups Slack tells of', async () => {
    const user = async (id: string) => (await call('users.info', { user: id })).user as Json;
    expect(await user(people.admin)).toMatchObject({ is_admin: true, is_owner: false });
    expect(await user(people.singleGuest)).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await user(people.stranger)).toMatchObject({ is_stranger: true, team_id: 'T0PARTNER01' });
    expect(await user(people.stranger)).not.toHaveProperty('is_admin');
    expect(await call('usergroups.users.list', { usergroup: groups.editors })).toMatchObject({
      users: [people.editor],
    });
    expect(await outcome('users.info', { user: 'U0NOBODY001' })).toBe('user_not_found');
  });
});

describe('a response_url', () => {
  const slash = () => slack.as(people.asker).slash('/ask', 'x', channels.quiet).payload.response_url;

  it('answers one person or all, five times', async () => {
    const url = slash();
    expect(await respond(url, { text: 'one' })).toBe(200);
    expect(await respond(url, { text: 'all', response_type: 'in_channel' })).toBe(200);
    expect(
      slack
        .as(people.asker)
        .sees(channels.quiet)
        .map(one => one.text),
    ).toEqual(['one', 'all']);
    expect(
      slack
        .as(people.other)
        .sees(channels.quiet)
        .map(one => one.text),
    ).toEqual(['all']);
    for (let used = 2; used < 5; used++) expect(await respond(url, { text: 'more' })).toBe(200);
    expect(await respond(url, { text: 'six' })).toBe(404);
  });

  it('is good for thirty minutes', async () => {
    const url = slash();
    clock.advance(30 * 60_000);
    expect(await respond(url, { text: 'in time' })).toBe(200);
    clock.advance(1);
    expect(await respond(url, { text: 'late' })).toBe(404);
    expect(await respond(slash(), { blocks: [{ type: 'nonsense' }] })).toBe(400);
  });

  it('replaces and deletes the message whose button was pressed', async () => {
    await call('chat.postEphemeral', {
      channel: channels.newsroom,
      user: people.asker,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button()] }],
    });
    const asker = slack.as(people.asker);
    const url = asker.press(asker.sees(channels.newsroom)[0]!, 'a').payload.response_url;
    await respond(url, { replace_original: true, text: 'replaced' });
    expect(asker.sees(channels.newsroom)).toMatchObject([{ text: 'replaced' }]);
    await respond(url, { delete_original: true });
    expect(asker.sees(channels.newsroom)).toEqual([]);
  });
});

describe('the record of changes', () => {
  it('keeps each message as it was, and acts reach it as it is', async () => {
    const sent = await call('chat.postMessage', { channel: channels.newsroom, text: 'one' });
    await call('chat.update', {
      channel: sent.channel,
      ts: sent.ts,
      text: 'two',
      blocks: [{ type: 'actions', elements: [button()] }],
    });
    expect(slack.changes().map(one => one.message.text)).toEqual(['one', 'two']);
    const first = (await slack.next('message')).message;
    const url = slack.as(people.asker).press(first, 'a').payload.response_url;
    await respond(url, { replace_original: true, text: 'three' });
    expect(slack.as(people.other).sees(channels.newsroom)).toMatchObject([{ text: 'three' }]);
  });

  it('hands each thing out once, and says what there was when nothing comes', async () => {
    await post({ text: 'one' });
    await slack.next('message');
    const none = slack.next('message', undefined, 20);
    await expect(none).rejects.toThrow(
      'no such message within 20 ms; there were: message posted "one", call chat.postMessage 200',
    );
    const later = slack.next('message');
    await post({ text: 'two' });
    expect((await later).message.text).toBe('two');
  });
});

describe('a trigger', () => {
  it('opens one view within three seconds', async () => {
    const title = { type: 'plain_text', text: 'Ask' };
    const view = { type: 'modal', title, blocks: [section('x')] };
    const trigger_id = slack.as(people.asker).slash('/ask', 'x', channels.newsroom).payload.trigger_id;
    expect(await outcome('views.open', { trigger_id, view })).toBe('ok');
    expect(await outcome('views.open', { trigger_id, view })).toBe('exchanged_trigger_id');
    const late = slack.as(people.asker).slash('/ask', 'x', channels.newsroom).payload.trigger_id;
    clock.advance(3001);
    expect(await outcome('views.open', { trigger_id: late, view })).toBe('expired_trigger_id');
  });
});

describe('an event', () => {
  it('is sent for what happens where the bot is, and what the app listens to', async () => {
    expect(slack.as(people.asker).mention(channels.quiet, 'x').deliveries).toEqual([]);
    expect(slack.as(people.asker).mention(channels.newsroom, 'x').deliveries).toHaveLength(2);
    expect(slack.as(people.asker).dm(`<@${bot.user}> x`).deliveries).toHaveLength(1);
  });
});

describe('a fault', () => {
  it('hits the calls it is for, before or after they take effect', async () => {
    slack.fault({ method: 'chat.postMessage', status: 503, skip: 1, times: 2 });
    expect(await post({ text: 'passes' })).toBe('ok');
    expect(await post({ text: 'lost' })).toBe('internal_error');
    expect(slack.unusedFaults).toHaveLength(1);
    expect(await post({ text: 'lost' })).toBe('internal_error');
    slack.fault({ method: 'chat.postMessage', cut: true, applied: true });
    await expect(post({ text: 'accepted' })).rejects.toThrow('fetch failed');
    expect(
      slack
        .as(people.asker)
        .sees(channels.newsroom)
        .map(one => one.text),
    ).toEqual(['passes', 'accepted']);
    expect(slack.calls('chat.postMessage').map(one => one.applied)).toEqual([true, false, false, true]);
  });

  it('holds a call back until a test lets it go', async () => {
    let release = () => {};
    slack.fault({ method: 'chat.postMessage', hold: new Promise<void>(resolve => (release = resolve)) });
    const held = post({ text: 'held' });
    expect(await outcome('auth.test', {})).toBe('ok');
    expect(slack.as(people.asker).sees(channels.newsroom)).toEqual([]);
    release();
    expect(await held).toBe('ok');
  });
});
