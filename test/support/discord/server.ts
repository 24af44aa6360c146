/**
 * Discord in a box: REST API v10 and gateway on one port, with people who use them. The real discord.js speaks to it as to
 * Discord; nothing here knows Stet. Time is the clock's; whoever waits, waits on what happens and never sleeps.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../../src/core/ports.ts';
import { Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { Interactions } from './interactions.ts';
import { Journal, type RestCall } from './journal.ts';
import { People } from './people.ts';
import type { PermissionName } from './permissions.ts';
import { answerRequest } from './rest.ts';
import type { Parts } from './routes.ts';
import { type Channel, type Guild, LOADING, type Message, TEXT, type User, World } from './world.ts';

export interface DiscordServerOptions {
  clock?: Clock;
  token?: string;
  /** Privileged intents that the application was granted (`INTENTS`). */
  privileged?: number;
  /** Milliseconds. */
  heartbeatInterval?: number;
  /** Milliseconds for which a nonce is remembered; Discord says "a few minutes". */
  nonceWindow?: number;
}

export interface DiscordServer {
  /** For `rest.api`: with no version. */
  api: string;
  token: string;
  world: World;
  gateway: Gateway;
  people: People;
  interactions: Interactions;
  faults: Faults;
  journal: Journal;
  /** What is registered, by guild or `global`. */
  commands: Parts['commands'];
  /** A guild with the bot, its owner, one channel and one person in it. */
  home: { guild: Guild; channel: Channel; person: User };
  addPerson: (name: string, given?: { guild?: Guild; roles?: string[]; bot?: boolean }) => User;
  addChannel: (guild: Guild, name: string, denied?: PermissionName[]) => Channel;
  /** The bot joins a new guild, and is told. */
  invite: (name: string, owner?: User) => Guild;
  /** The token is worth nothing from now on. */
  revokeToken: () => void;
  /** Calls so far of a method to a path. */
  calls: (method: string, path: RegExp) => RestCall[];
  /** The next such call. */
  nextCall: (method: string, path: RegExp) => Promise<RestCall>;
  /** The message that answers, once it is no longer being thought about. */
  answerTo: (interaction: Interactions['all'][number]) => Promise<Message>;
  /** The next message of the bot that fits, or the first that is there. */
  said: (fits: (message: Message) => boolean) => Promise<Message>;
  close: () => Promise<void>;
}

export async function startDiscordServer(options: DiscordServerOptions = {}): Promise<DiscordServer> {
  const { clock = { now: () => new Date() }, token: given = 'a-bot-token', privileged = 0 } = options;
  const { heartbeatInterval = 41_250, nonceWindow = 3 * 60_000 } = options;
  let token = given;
  const [journal, faults, world] = [new Journal(), new Faults(), new World(clock)];
  const commands: Parts['commands'] = new Map();
  const server = createServer((request, response) => {
    answerRequest(request, response, { token: () => token, parts, faults, journal }).catch(fault =>
      response.destroy(fault),
    );
  });
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listen(server);
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
  const gateway = new Gateway(server, world, journal, {
    token: () => token,
    privileged,
    heartbeatInterval,
    url: gatewayUrl,
  });
  const interactions = new Interactions(world, gateway);
  const parts: Parts = { world, gateway, interactions, commands, gatewayUrl, nonceWindow };

  const addPerson: DiscordServer['addPerson'] = (name, { guild = home.guild, roles = [], bot = false } = {}) => {
    const user = world.addUser(name, { bot });
    guild.members.set(user.id, roles);
    return user;
  };
  const addChannel: DiscordServer['addChannel'] = (guild, name, denied = []) =>
    world.addChannel({ type: TEXT, name, guild, denied: new Set(denied) });
  const guild = world.addGuild('Newsroom');
  const home = { guild, channel: addChannel(guild, 'desk'), person: world.addUser('reporter') };
  guild.members.set(home.person.id, []);

  const isCall =
    (method: string, path: RegExp) =>
    (entry: unknown): entry is RestCall => {
      const call = entry as RestCall;
      return call.kind === 'rest' && call.method === method && path.test(call.path);
    };
  return {
    api: `http://127.0.0.1:${port}/api`,
    token,
    world,
    gateway,
    people: new People(parts),
    interactions,
    faults,
    journal,
    commands,
    home,
    addPerson,
    addChannel,
    invite: (name, owner) => {
      const joined = world.addGuild(name, owner);
      gateway.joined(joined);
      return joined;
    },
    revokeToken: () => {
      token = `${given}-revoked`;
    },
    calls: (method, path) => journal.entries.filter(isCall(method, path)),
    nextCall: (method, path) => journal.next(isCall(method, path)),
    answerTo: interaction =>
      journal.when(() => interaction.original && (interaction.original.flags & LOADING) === 0 && interaction.original),
    said: fits =>
      journal.when(() =>
        [...world.messages.values()].find(
          each => each.author === world.bot && (each.flags & LOADING) === 0 && fits(each),
        ),
      ),
    close: async () => {
      journal.close();
      await gateway.close();
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      await promise;
    },
  };
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}
