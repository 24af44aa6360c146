/** What discord.js leaves running when it is destroyed, and that Sharding does not. Each test fails with `client.destroy()` alone. */
import { Events } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { aClient, ready } from '../../support/discord/client.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';

let server: DiscordServer;
afterEach(() => server.close());

/** Longer than discord.js waits before it connects again: 500 ms. */
const PATIENCE = 900;

/** Whether anybody knocks at the gateway from now on. */
function knocks(): Promise<boolean> {
  const before = server.journal.entries.length;
  const knock = () => server.journal.entries.slice(before).some(entry => entry.kind === 'knocked');
  return server.journal.when(knock, PATIENCE).catch(() => false);
}

test('a connection that is coming back does not come back', async () => {
  server = await startDiscordServer();
  const { client, stop } = aClient(server);
  await ready(client, server.token);
  const lost = new Promise(resolve => client.once(Events.ShardReconnecting, resolve));
  server.gateway.drop();
  await lost;
  await stop();
  expect(await knocks()).toBe(false);
});

test('a handshake that nobody answers is given up without a word', async () => {
  server = await startDiscordServer();
  const { client, faults, stop } = aClient(server);
  await ready(client, server.token);
  const knocked = server.journal.next(entry => entry.kind === 'knocked');
  server.gateway.handshakes = 'ignore';
  server.gateway.drop();
  await knocked;
  await stop();
  expect(await knocks()).toBe(false);
  expect(faults).toEqual([]);
});

test('a login that is under way is refused', async () => {
  server = await startDiscordServer();
  const { client, stop } = aClient(server);
  server.gateway.handshakes = 'ignore';
  const knocked = server.journal.next(entry => entry.kind === 'knocked');
  const login = client.login(server.token);
  const refused = expect(login).rejects.toThrow('stopped');
  await knocked;
  await stop();
  await refused;
});

test('a login that has only asked where the gateway is does not go there', async () => {
  server = await startDiscordServer();
  const { client, stop } = aClient(server);
  const asked = server.nextCall('GET', /^\/gateway\/bot$/);
  const refused = expect(client.login(server.token)).rejects.toThrow('stopped');
  await asked;
  await stop();
  await refused;
  expect(await knocks()).toBe(false);
});

test('a login that the gateway refused does not go on trying', async () => {
  server = await startDiscordServer();
  const { client } = aClient(server);
  server.gateway.handshakes = 'refuse';
  await expect(client.login(server.token)).rejects.toThrow('503');
  expect(await knocks()).toBe(false);
});

test('stopping twice is fine, and before anything began', async () => {
  server = await startDiscordServer();
  const { client, stop } = aClient(server);
  await stop();
  await ready(aClient(server).client, server.token).catch(() => {});
  await Promise.all([stop(), stop()]);
  expect(client.isReady()).toBe(false);
});
