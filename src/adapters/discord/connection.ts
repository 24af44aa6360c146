/**
 * The gateway connection through discord.js: opened again and again until Discord can be reached, kept by discord.js from then on,
 * closed at any time. A fault here is told, never thrown at the process.
 */
import { Client, Events, Status } from 'discord.js';
import { StetError } from '../../core/errors.ts';
import { atLast } from '../at-last.ts';
import { discordFault } from './calls.ts';
import { clientOptions, type DiscordOptions } from './options.ts';
import { Sharding } from './sharding.ts';

/** Why the gateway ends a connection for good (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway). */
const WHY: Record<number, string> = {
  4004: 'the token is not valid',
  4013: 'the intents are not known',
  4014: 'an intent was not granted',
};

export interface ConnectionEvents {
  /** The connection was lost, or could not be made; it is being made anew. */
  onLost: (reason: string) => void;
  /** Discord does not let us in any more. */
  onRefused: (fault: StetError) => void;
  onFault: (fault: StetError) => void;
}

export interface Connection {
  /** Whether every shard gets events now. */
  connected: () => boolean;
  /** Resolves when the client has its guilds. Rejects with `platform-refused`, or once it was closed. */
  open: () => Promise<Client<true>>;
  /** Nothing comes in from now on. Twice is fine. */
  close: () => Promise<void>;
}

/** @param listen is given each client before it connects. */
export function makeConnection(
  options: DiscordOptions,
  listen: (client: Client) => void,
  events: ConnectionEvents,
): Connection {
  const stop = new AbortController();
  let end: () => Promise<void> = async () => {};
  let current: Client | null = null;

  /** A login that failed needs a new client. */
  async function attempt(): Promise<Client<true>> {
    let sharding: Sharding | null = null as Sharding | null;
    const buildStrategy = (manager: ConstructorParameters<typeof Sharding>[0]) => {
      sharding = new Sharding(manager);
      return sharding;
    };
    const client = new Client(clientOptions(options, { buildStrategy }));
    end = async () => {
      sharding?.stop();
      await client.destroy();
    };
    current = client;
    const refused = refusalOf(client);
    tell(client);
    listen(client);
    try {
      await Promise.race([loggedIn(client), refused]);
    } catch (thrown) {
      await end();
      throw discordFault(thrown);
    }
    refused.catch(events.onRefused);
    return client as Client<true>;
  }

  async function loggedIn(client: Client): Promise<void> {
    const ready = new Promise<unknown>(resolve => client.once(Events.ClientReady, resolve));
    await client.login(options.token);
    await ready;
  }

  function tell(client: Client): void {
    const lost = (reason: string) => {
      if (!stop.signal.aborted) events.onLost(reason);
    };
    client.on(Events.ShardReconnecting, () => lost('the connection was closed'));
    client.on(Events.ShardError, thrown => lost(discordFault(thrown).message));
    client.on(Events.Error, thrown => events.onFault(discordFault(thrown)));
  }

  return {
    connected: () => current?.isReady() === true && current.ws.shards.every(({ status }) => status === Status.Ready),
    open: () => atLast(attempt, { stop: stop.signal, onFailed: ({ message }) => events.onLost(message) }),
    close: async () => {
      stop.abort(new StetError('internal', 'the connection was closed'));
      await end();
    },
  };
}

/** Rejects once Discord ends the connection for good. */
function refusalOf(client: Client): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  client.once(Events.ShardDisconnect, ({ code }) => {
    reject(new StetError('platform-refused', `discord: ${WHY[code] ?? `the gateway closed with ${code}`}`));
  });
  // Nobody may be waiting.
  promise.catch(() => {});
  return promise;
}
