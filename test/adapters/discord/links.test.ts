import { expect, test } from 'vitest';
import type { Api } from '../../../src/adapters/discord/calls.ts';
import { messageAt } from '../../../src/adapters/discord/links.ts';
import { StetError } from '../../../src/core/errors.ts';

/** A server where channel 2 has the thread 21, and channel 9 is closed to us. */
const CHANNELS: Record<string, object> = {
  '/channels/2': { id: '2', type: 0, parent_id: '1' },
  '/channels/21': { id: '21', type: 11, parent_id: '2', thread_metadata: {} },
};
const api: Pick<Api, 'get'> = {
  get: async <Answer>(route: string) => {
    if (!(route in CHANNELS)) throw new StetError('channel-gone', 'not for us');
    return CHANNELS[route] as Answer;
  },
};

test.each([
  ['https://discord.com/channels/7/2/3', { space: '7', channel: '2' }],
  ['https://ptb.discord.com/channels/7/2/3', { space: '7', channel: '2' }],
  ['https://discordapp.com/channels/7/2/3', { space: '7', channel: '2' }],
  // A thread is a channel of its own there, and its category is no channel of a message's.
  ['https://discord.com/channels/7/21/3', { space: '7', channel: '2' }],
  ['https://discord.com/channels/7/9/3', { space: '7', channel: '9' }],
  ['https://discord.com/channels/@me/5/3', { space: '@me', channel: '5' }],
])('%s leads to its message', async (link, place) => {
  expect(await messageAt(link, api)).toEqual({ platform: 'discord', message: '3', ...place });
});

test.each([
  'https://discord.com/channels/7/2',
  'https://discord.com.evil.example/channels/7/2/3',
  'https://discord.com/channels/7/2/3/4',
  'who signed it?',
])('%s leads to none', async link => {
  expect(await messageAt(link, api)).toBeNull();
});
