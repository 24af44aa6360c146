/** A real discord.js client pointed at the test server, set as an adapter would set it, and noticing everything that goes wrong. */
import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import { Sharding } from '../../../src/adapters/discord/sharding.ts';
import type { DiscordServer } from './server.ts';

export interface ClientGiven {
  token?: string;
  intents?: GatewayIntentBits[];
  /** Milliseconds for one request. */
  timeout?: number;
  retries?: number;
}

export const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
];

export function aClient({ api }: DiscordServer, { intents = INTENTS, timeout = 5_000, retries = 3 }: ClientGiven = {}) {
  let sharding: Sharding | undefined;
  const client = new Client({
    intents,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api, version: '10', timeout, retries },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    // Discord allows one IDENTIFY in 5 s; a test server need not be waited for.
    ws: {
      buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }),
      buildStrategy: manager => {
        sharding = new Sharding(manager);
        return sharding;
      },
    },
  });
  const faults: Error[] = [];
  client.on(Events.Error, fault => faults.push(fault));
  client.on(Events.ShardError, fault => faults.push(fault));
  const stop = async () => {
    sharding?.stop();
    await client.destroy();
  };
  return { client, faults, stop };
}

/** Logs in, and resolves when the client has its guilds. */
export async function ready(client: Client, token: string): Promise<void> {
  const isReady = new Promise<void>(resolve => client.once(Events.ClientReady, () => resolve()));
  await client.login(token);
  await isReady;
}
