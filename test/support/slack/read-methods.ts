/**
 * The reading half of the Web API: conversations, people, groups, team. Pages are cut as Slack cuts them,
 * newest first in a history and oldest first in a thread.
 */
import { flag, optional, required } from './arguments.ts';
import { messageBody } from './payloads.ts';
import type { Channel, ChannelType, Json, Message, Person } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import type { ApiContext, Method } from './web-api.ts';
import type { Workspace } from './workspace.ts';

const prefixes: Record<ChannelType, string> = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' };

export const readMethods: Record<string, Method> = {
  'conversations.info': { scopes: byChannel('read'), run: info },
  'conversations.history': { scopes: byChannel('history'), run: history },
  'conversations.replies': { scopes: byChannel('history'), run: replies },
  'conversations.open': { scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.members': { scopes: byChannel('read'), run: members },
  'users.info': { scopes: ['users:read'], run: userInfo },
  'usergroups.users.list': { scopes: ['usergroups:read'], run: groupMembers },
  'team.info': { scopes: ['team:read'], run: teamInfo },
  'bots.info': { scopes: ['users:read'], run: botInfo },
};

/** The scope of a method that depends on the kind of channel; an unknown channel is found out by the method itself. */
function byChannel(what: 'read' | 'history') {
  return ({ workspace }: ApiContext, args: Json): string[] => {
    const channel = workspace.channels.get(optional(args, 'channel') ?? '');
    return channel ? [`${prefixes[channel.type]}:${what}`] : Object.values(prefixes).map(one => `${one}:${what}`);
  };
}

/** A channel the bot can read: private ones exist for their members alone. */
function readable(workspace: Workspace, args: Json): Channel {
  const channel = workspace.channel(required(args, 'channel'));
  if (channel.type !== 'channel' && !channel.members.has(workspace.app.bot.id))
    throw new SlackFault('channel_not_found');
  return channel;
}

function info({ workspace }: ApiContext, args: Json): Json {
  const channel = readable(workspace, args);
  const shared = channel.sharedWith.length > 0;
  const person = [...channel.members].find(id => id !== workspace.app.bot.id);
  return {
    channel: {
      id: channel.id,
      ...(channel.type === 'im' ? { user: person } : { name: channel.name, name_normalized: channel.name }),
      is_channel: channel.type === 'channel',
      is_group: channel.type === 'group',
      is_im: channel.type === 'im',
      is_mpim: channel.type === 'mpim',
      is_private: channel.type !== 'channel',
      is_archived: channel.archived ?? false,
      is_general: false,
      is_member: channel.members.has(workspace.app.bot.id),
      is_shared: shared,
      is_ext_shared: shared,
      is_org_shared: false,
      context_team_id: workspace.app.team.id,
      shared_team_ids: [workspace.app.team.id, ...channel.sharedWith],
      ...(shared ? { connected_team_ids: channel.sharedWith } : {}),
    },
  };
}

function history(context: ApiContext, args: Json): Json {
  const { workspace } = context;
  const channel = joined(workspace, args);
  const roots = workspace.history(channel.id).filter(one => one.threadTs === undefined);
  return page(workspace, between(roots, args).reverse(), args);
}

function replies(context: ApiContext, args: Json): Json {
  const { workspace } = context;
  const channel = joined(workspace, args);
  const ts = required(args, 'ts');
  const found = workspace.history(channel.id).find(one => one.ts === ts);
  if (!found) throw new SlackFault('thread_not_found');
  const [root, ...rest] = workspace.replies(channel.id, found.threadTs ?? ts);
  return page(workspace, [root!, ...between(rest, args)], args);
}

function joined(workspace: Workspace, args: Json): Channel {
  const channel = readable(workspace, args);
  if (!channel.members.has(workspace.app.bot.id)) throw new SlackFault('not_in_channel');
  return channel;
}

/** Messages from `oldest` to `latest`, the two themselves only with `inclusive`. */
function between(messages: Message[], args: Json): Message[] {
  const oldest = optional(args, 'oldest') ?? '0';
  const latest = optional(args, 'latest') ?? '9999999999.999999';
  const inclusive = flag(args, 'inclusive');
  return messages.filter(({ ts }) => (inclusive && (ts === oldest || ts === latest)) || (ts > oldest && ts < latest));
}

function page(workspace: Workspace, all: Message[], args: Json): Json {
  const from = Number(optional(args, 'cursor') ?? 0);
  const limit = Math.min(Number(optional(args, 'limit') ?? 100), 1000);
  const messages = all
    .slice(from, from + limit)
    .map(one => inHistory(workspace, one, flag(args, 'include_all_metadata')));
  const more = from + limit < all.length;
  return {
    messages,
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}

function inHistory(workspace: Workspace, message: Message, withMetadata: boolean): Json {
  const answers = workspace.history(message.channel).filter(one => one.threadTs === message.ts);
  const reactions = [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
  return {
    ...messageBody(workspace, message),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
    ...(reactions.length > 0 ? { reactions } : {}),
    ...(answers.length > 0
      ? { thread_ts: message.ts, reply_count: answers.length, latest_reply: answers.at(-1)!.ts }
      : {}),
  };
}

function open({ workspace }: ApiContext, args: Json): Json {
  const [user, ...others] = required(args, 'users').split(',');
  if (others.length > 0) throw new SlackFault('method_not_supported_for_channel_type');
  if (workspace.person(user!).bot) throw new SlackFault('cannot_dm_bot');
  return { channel: { id: workspace.directMessages(user!).id } };
}

function members({ workspace }: ApiContext, args: Json): Json {
  return { members: [...readable(workspace, args).members], response_metadata: { next_cursor: '' } };
}

function userInfo({ workspace }: ApiContext, args: Json): Json {
  return { user: personBody(workspace, workspace.person(required(args, 'user'))) };
}

/** A person as `users.info` gives them. Someone of another organisation is a stranger without roles here. */
function personBody(workspace: Workspace, person: Person): Json {
  const stranger = person.team.id !== workspace.app.team.id;
  return {
    id: person.id,
    team_id: person.team.id,
    name: person.name,
    real_name: person.name,
    deleted: person.deleted ?? false,
    tz: 'Europe/London',
    tz_offset: 0,
    profile: { real_name: person.name, display_name: person.name, team: person.team.id },
    is_bot: person.bot !== undefined,
    is_app_user: false,
    ...(stranger ? { is_stranger: true } : roles(person)),
    ...(person.team.enterprise ? { enterprise_user: { id: person.id, enterprise_id: person.team.enterprise.id } } : {}),
  };
}

function roles(person: Person): Json {
  return {
    is_admin: person.admin ?? false,
    is_owner: person.owner ?? false,
    is_primary_owner: person.owner ?? false,
    is_restricted: person.guest !== undefined,
    is_ultra_restricted: person.guest === 'single',
  };
}

function groupMembers({ workspace }: ApiContext, args: Json): Json {
  const users = workspace.groups.get(required(args, 'usergroup'));
  if (!users) throw new SlackFault('no_such_subteam');
  return { users };
}

function teamInfo({ workspace }: ApiContext): Json {
  const { id, name, domain, enterprise } = workspace.app.team;
  return {
    team: {
      id,
      name,
      domain,
      ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    },
  };
}

function botInfo({ workspace }: ApiContext, args: Json): Json {
  const person = [...workspace.people.values()].find(one => one.bot?.id === optional(args, 'bot'));
  if (!person?.bot) throw new SlackFault('bot_not_found');
  return {
    bot: { id: person.bot.id, deleted: false, name: person.name, user_id: person.id, app_id: person.bot.appId },
  };
}
