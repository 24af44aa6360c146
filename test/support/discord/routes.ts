/** The routes of the REST API v10 that Stet may use, each as one small function over the state of the server. */
import { ApiError, refuse } from './api-error.ts';
import { commandFaults, commandListFaults } from './command-limits.ts';
import { asRegistered, type Registered } from './commands-there.ts';
import { isRecord } from './form.ts';
import { type Gateway, INTENTS } from './gateway.ts';
import { callbackShape, type Interactions } from './interactions.ts';
import { createMessage, deleteMessage, demandOpen, editMessage } from './messages.ts';
import * as shapes from './shapes.ts';
import { madeAt } from './snowflake.ts';
import { type Channel, DIRECT, type Guild, type Json, type Message, THREAD, type World } from './world.ts';

export interface Parts {
  world: World;
  gateway: Gateway;
  interactions: Interactions;
  /** Registered commands, by guild or `global`. */
  commands: Map<string, Registered[]>;
  gatewayUrl: () => string;
  /** Milliseconds for which a nonce is remembered. */
  nonceWindow: number;
}

export interface Asked {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

export interface Answered {
  status: number;
  body?: unknown;
}

export interface Route {
  method: string;
  /** `:name` is a parameter. */
  path: string;
  /** The token in the path is all that is needed. */
  open?: boolean;
  run: (asked: Asked, parts: Parts) => Answered;
}

const ok = (body: unknown): Answered => ({ status: 200, body });
const done: Answered = { status: 204 };

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/gateway', open: true, run: (_, { gatewayUrl }) => ok({ url: gatewayUrl() }) },
  { method: 'GET', path: '/gateway/bot', run: (_, { gatewayUrl }) => ok(gatewayShape(gatewayUrl())) },
  {
    method: 'GET',
    path: '/users/@me',
    run: (_, { world }) => ok({ ...shapes.userShape(world.bot), verified: true, flags: 0 }),
  },
  {
    method: 'GET',
    path: '/users/:user',
    run: ({ params }, { world }) => ok(shapes.userShape(userOf(world, params.user!))),
  },
  { method: 'GET', path: '/applications/@me', run: (_, { world }) => ok(shapes.applicationShape(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', run: (_, { world }) => ok(shapes.applicationShape(world)) },
  { method: 'GET', path: '/users/@me/guilds', run: (_, { world }) => ok(joined(world).map(shapes.guildShape)) },
  { method: 'DELETE', path: '/users/@me/guilds/:guild', run: leave },
  { method: 'POST', path: '/users/@me/channels', run: openDirect },
  ...(['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'] as const).flatMap(
    (path): Route[] => [
      { method: 'GET', path, run: (asked, parts) => ok(registeredAt(asked, parts)) },
      { method: 'PUT', path, run: replaceCommands },
      { method: 'POST', path, run: createCommand },
      { method: 'GET', path: `${path}/:command`, run: (asked, parts) => ok(commandOf(asked, parts)) },
      { method: 'PATCH', path: `${path}/:command`, run: changeCommand },
      { method: 'DELETE', path: `${path}/:command`, run: deleteCommand },
    ],
  ),
  { method: 'POST', path: '/interactions/:interaction/:token/callback', open: true, run: acknowledge },
  { method: 'POST', path: '/webhooks/:app/:token', open: true, run: followUp },
  { method: 'GET', path: '/webhooks/:app/:token/messages/:message', open: true, run: answerOf },
  { method: 'PATCH', path: '/webhooks/:app/:token/messages/:message', open: true, run: editAnswer },
  { method: 'DELETE', path: '/webhooks/:app/:token/messages/:message', open: true, run: deleteAnswer },
  {
    method: 'GET',
    path: '/guilds/:guild',
    run: ({ params }, { world }) => ok(shapes.guildShape(guildOf(world, params.guild!))),
  },
  { method: 'GET', path: '/guilds/:guild/channels', run: channelsOf },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    run: ({ params }, { world }) => ok(guildOf(world, params.guild!).roles.map(shapes.roleShape)),
  },
  { method: 'GET', path: '/guilds/:guild/members/:user', run: memberOf },
  {
    method: 'GET',
    path: '/channels/:channel',
    run: ({ params }, { world }) => ok(shapes.channelShape(channelOf(world, params.channel!), world.bot)),
  },
  { method: 'POST', path: '/channels/:channel/typing', run: typing },
  { method: 'GET', path: '/channels/:channel/messages', run: listMessages },
  { method: 'POST', path: '/channels/:channel/messages', run: sendMessage },
  { method: 'GET', path: '/channels/:channel/messages/:message', run: getMessage },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', run: patchMessage },
  { method: 'DELETE', path: '/channels/:channel/messages/:message', run: removeMessage },
  { method: 'POST', path: '/channels/:channel/messages/:message/threads', run: startThread },
  {
    method: 'PUT',
    path: '/channels/:channel/thread-members/@me',
    run: ({ params }, { world }) => {
      channelOf(world, params.channel!);
      return done;
    },
  },
];

function gatewayShape(url: string): Json {
  const limit = { total: 1_000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
  return { url, shards: 1, session_start_limit: limit };
}

function userOf(world: World, id: string) {
  const user = world.users.get(id);
  if (!user) throw new ApiError(10013);
  return user;
}

function joined({ guilds }: World): Guild[] {
  return [...guilds.values()].filter(guild => guild.joined);
}

/** A guild the bot is not in is one it knows nothing of. */
function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild?.joined) throw new ApiError(10004);
  return guild;
}

function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw new ApiError(10003);
  world.demand(channel);
  return channel;
}

function leave({ params }: Asked, { world, gateway }: Parts): Answered {
  const guild = guildOf(world, params.guild!);
  guild.joined = false;
  gateway.dispatch('GUILD_DELETE', { id: guild.id }, INTENTS.guilds);
  return done;
}

function openDirect({ body }: Asked, { world }: Parts): Answered {
  const recipient = userOf(world, String(isRecord(body) ? body.recipient_id : ''));
  return ok(shapes.channelShape(world.directChannel(recipient), world.bot));
}

function channelsOf({ params }: Asked, { world }: Parts): Answered {
  const guild = guildOf(world, params.guild!);
  const channels = [...world.channels.values()].filter(each => each.guild === guild && each.type !== THREAD);
  return ok(channels.map(each => shapes.channelShape(each, world.bot)));
}

function memberOf({ params }: Asked, { world }: Parts): Answered {
  const guild = guildOf(world, params.guild!);
  const user = userOf(world, params.user === '@me' ? world.bot.id : params.user!);
  if (!guild.members.has(user.id)) throw new ApiError(10007);
  return ok(shapes.memberShape(guild, user));
}

function registeredAt({ params }: Asked, { world, commands }: Parts): Registered[] {
  if (params.app !== world.application.id) throw new ApiError(10002);
  if (params.guild !== undefined && !world.guilds.get(params.guild)?.joined) throw new ApiError(50001);
  const scope = params.guild ?? 'global';
  const found = commands.get(scope) ?? [];
  commands.set(scope, found);
  return found;
}

function asThere(sent: unknown, { params }: Asked, { world }: Parts, id = world.newId()): Registered {
  return asRegistered(isRecord(sent) ? sent : {}, {
    id,
    application: world.application.id,
    guild: params.guild ?? null,
  });
}

function replaceCommands(asked: Asked, parts: Parts): Answered {
  const registered = registeredAt(asked, parts);
  refuse(commandListFaults(asked.body));
  const kept = new Map(registered.map(each => [`${each.type} ${each.name}`, each.id]));
  const sent = asked.body as Json[];
  const all = sent.map(each => asThere(each, asked, parts, kept.get(`${each.type ?? 1} ${each.name}`)));
  registered.splice(0, registered.length, ...all);
  return ok(all);
}

/** One of the same name and type is overwritten and keeps its id. */
function createCommand(asked: Asked, parts: Parts): Answered {
  const registered = registeredAt(asked, parts);
  refuse(commandFaults(asked.body));
  const { type = 1, name } = asked.body as Json;
  const at = registered.findIndex(each => each.type === type && each.name === name);
  const made = asThere(asked.body, asked, parts, registered[at]?.id);
  const all = at < 0 ? [...registered, made] : registered.with(at, made);
  refuse(commandListFaults(all));
  registered.splice(0, registered.length, ...all);
  return { status: at < 0 ? 201 : 200, body: made };
}

function commandOf(asked: Asked, parts: Parts): Registered {
  const found = registeredAt(asked, parts).find(each => each.id === asked.params.command);
  if (!found) throw new ApiError(10063);
  return found;
}

function changeCommand(asked: Asked, parts: Parts): Answered {
  const found = commandOf(asked, parts);
  const changed = { ...found, ...(isRecord(asked.body) ? asked.body : {}) };
  refuse(commandFaults(changed));
  return ok(Object.assign(found, asThere(changed, asked, parts, found.id)));
}

function deleteCommand(asked: Asked, parts: Parts): Answered {
  const found = commandOf(asked, parts);
  const registered = registeredAt(asked, parts);
  registered.splice(registered.indexOf(found), 1);
  return done;
}

function acknowledge({ params, query, body }: Asked, { interactions }: Parts): Answered {
  const interaction = interactions.acknowledge(params.interaction!, params.token!, body);
  return query.with_response === 'true' ? ok(callbackShape(interaction)) : done;
}

function followUp({ params, body }: Asked, { interactions }: Parts): Answered {
  return ok(shapes.messageShape(interactions.followUp(params.token!, body), { readable: true }));
}

function answerOf({ params }: Asked, { interactions }: Parts): Answered {
  return ok(shapes.messageShape(interactions.messageOf(params.token!, params.message!), { readable: true }));
}

function editAnswer({ params, body }: Asked, { interactions }: Parts): Answered {
  return ok(shapes.messageShape(interactions.edit(params.token!, params.message!, body), { readable: true }));
}

function deleteAnswer({ params }: Asked, { interactions }: Parts): Answered {
  interactions.delete(params.token!, params.message!);
  return done;
}

function typing({ params }: Asked, { world }: Parts): Answered {
  world.demand(channelOf(world, params.channel!), 'sendMessages');
  return done;
}

/** At most 100, newest first: before, after or around a message, or the last ones. */
function listMessages({ params, query }: Asked, { world, gateway }: Parts): Answered {
  const channel = channelOf(world, params.channel!);
  world.demand(channel, 'readHistory');
  const limit = Number(query.limit ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw new ApiError(50035, [
      { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' },
    ]);
  const all = world.messagesIn(channel, world.bot).filter(each => each.only === null);
  return ok(
    windowOf(all, query, limit)
      .toReversed()
      .map(each => shown(each, gateway)),
  );
}

function windowOf(all: Message[], { before, after, around }: Record<string, string>, limit: number): Message[] {
  if (before !== undefined) return all.filter(each => BigInt(each.id) < BigInt(before)).slice(-limit);
  if (after !== undefined) return all.filter(each => BigInt(each.id) > BigInt(after)).slice(0, limit);
  if (around === undefined) return all.slice(-limit);
  const middle = all.findIndex(each => BigInt(each.id) >= BigInt(around));
  const from = Math.max(0, (middle < 0 ? all.length : middle) - Math.floor(limit / 2));
  return all.slice(from, from + limit);
}

function shown(message: Message, gateway: Gateway): Json {
  return shapes.messageShape(message, { readable: gateway.readsContent || gateway.isMeantForBot(message) });
}

function sendMessage({ params, body }: Asked, { world, gateway, nonceWindow }: Parts): Answered {
  const channel = channelOf(world, params.channel!);
  world.demand(channel, channel.type === THREAD ? 'sendInThreads' : 'sendMessages');
  demandOpen(channel);
  const { nonce, enforce_nonce: enforced } = isRecord(body) ? body : {};
  const since = world.clock.now().getTime() - nonceWindow;
  const same = world
    .messagesIn(channel, world.bot)
    .find(each => each.nonce !== null && each.nonce === nonce && each.author === world.bot && madeAt(each.id) >= since);
  const message =
    enforced === true && same ? same : createMessage(world, gateway, body, { channel, author: world.bot });
  if (channel.archived) reopen(channel, world, gateway);
  return ok(shapes.messageShape(message, { readable: true }));
}

/** A thread that somebody writes in is no longer archived; changing what stands in it does not count. */
function reopen(thread: Channel, world: World, gateway: Gateway): void {
  thread.archived = false;
  gateway.dispatch('THREAD_UPDATE', shapes.channelShape(thread, world.bot), INTENTS.guilds);
}

function messageOf({ params }: Asked, world: World): Message {
  const channel = channelOf(world, params.channel!);
  const message = world.messages.get(params.message!);
  if (!message || message.deleted || message.channel !== channel || message.only !== null) throw new ApiError(10008);
  return message;
}

function getMessage(asked: Asked, { world, gateway }: Parts): Answered {
  const message = messageOf(asked, world);
  world.demand(message.channel, 'readHistory');
  return ok(shown(message, gateway));
}

function patchMessage(asked: Asked, { world, gateway }: Parts): Answered {
  const message = messageOf(asked, world);
  if (message.author !== world.bot) throw new ApiError(50005);
  if (message.channel.archived) throw new ApiError(50083);
  editMessage(world, gateway, message, asked.body);
  return ok(shapes.messageShape(message, { readable: true }));
}

function removeMessage(asked: Asked, { world, gateway }: Parts): Answered {
  const message = messageOf(asked, world);
  if (message.author !== world.bot) throw new ApiError(50013);
  deleteMessage(gateway, message, message.channel.type === DIRECT ? INTENTS.directMessages : INTENTS.guildMessages);
  return done;
}

/** A thread bears the id of the message it starts from. */
function startThread(asked: Asked, { world, gateway }: Parts): Answered {
  const message = messageOf(asked, world);
  world.demand(message.channel, 'createThreads');
  if (world.channels.has(message.id)) throw new ApiError(160004);
  const { name } = isRecord(asked.body) ? asked.body : {};
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100)
    throw new ApiError(50035, [
      { path: ['name'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
    ]);
  const { guild } = message.channel;
  const thread = world.addChannel({ id: message.id, type: THREAD, name, guild, parent: message.channel });
  const shape = shapes.channelShape(thread, world.bot);
  gateway.dispatch('THREAD_CREATE', { ...shape, newly_created: true }, INTENTS.guilds);
  return { status: 201, body: shape };
}
