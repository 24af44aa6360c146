/**
 * The events Slack sends to an app, in the shape its Events API documents: the envelope with its `authorizations`, and
 * the events Stet listens to. Pure but for ids and time stamps, which the workspace gives.
 */
import type { Channel, Json, Message, Person, Team } from './shapes.ts';
import type { Workspace } from './workspace.ts';

/** The deprecated verification token, which every payload still carries; Bolt ignores it. */
export const verificationToken = 'verification-token-of-the-tests';

/** What surrounds every event. In a channel shared with others, `team_id` is the team of whoever acted. */
export function eventCallback(workspace: Workspace, event: Json, channel: Channel | null, by: Person): Json {
  const { team, appId, bot } = workspace.app;
  const eventId = workspace.nextId('Ev');
  return {
    token: verificationToken,
    team_id: by.team.id,
    ...(team.enterprise ? { enterprise_id: team.enterprise.id } : {}),
    context_team_id: team.id,
    context_enterprise_id: team.enterprise?.id ?? null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: team.enterprise?.id ?? null,
        team_id: team.id,
        user_id: bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: (channel?.sharedWith.length ?? 0) > 0,
    event_context: `4-${Buffer.from(`${eventId} ${team.id} ${appId} ${channel?.id ?? ''}`).toString('base64url')}`,
  };
}

/** A message as it lies in a history: no channel, no event. */
export function messageBody(workspace: Workspace, message: Message): Json {
  const author = workspace.person(message.user);
  return {
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    ...(message.botId ? botFields(author) : {}),
    text: message.text,
    team: author.team.id,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...threadFields(workspace, message),
  };
}

function botFields(author: Person): Json {
  const { id, appId } = author.bot!;
  return {
    bot_id: id,
    app_id: appId,
    bot_profile: {
      id,
      deleted: false,
      name: author.name,
      updated: 1767600000,
      app_id: appId,
      user_id: author.id,
      icons: { image_36: 'https://a.slack-edge.com/80588/img/plugins/app/bot_36.png' },
      team_id: author.team.id,
    },
  };
}

function threadFields(workspace: Workspace, message: Message): Json {
  if (message.threadTs === undefined) return {};
  const parent = workspace.history(message.channel).find(one => one.ts === message.threadTs);
  return { thread_ts: message.threadTs, ...(parent ? { parent_user_id: parent.user } : {}) };
}

/** What Slack adds for someone of another organisation: which team they write from, and who they are. */
function foreignFields(workspace: Workspace, author: Person): Json {
  if (author.team.id === workspace.app.team.id) return {};
  return {
    user_team: author.team.id,
    source_team: author.team.id,
    user_profile: {
      avatar_hash: 'g0000000001',
      image_72: 'https://secure.gravatar.com/avatar/g0000000001.jpg?s=72',
      first_name: author.name,
      real_name: author.name,
      display_name: author.name,
      team: author.team.id,
      name: author.name,
      is_restricted: false,
      is_ultra_restricted: false,
    },
  };
}

/** `message.channels`, `message.groups`, `message.im`, `message.mpim`: something was said. */
export function messageEvent(workspace: Workspace, message: Message): Json {
  const channel = workspace.channel(message.channel);
  return {
    ...messageBody(workspace, message),
    ...foreignFields(workspace, workspace.person(message.user)),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channel.type,
  };
}

/** `app_mention`: the bot was named. It has no `channel_type`. */
export function appMention(workspace: Workspace, message: Message): Json {
  return {
    ...messageBody(workspace, message),
    type: 'app_mention',
    ...foreignFields(workspace, workspace.person(message.user)),
    channel: message.channel,
    event_ts: message.edited?.ts ?? message.ts,
  };
}

/** A message of an integration of the old kind: no user, only a bot and a name it gave itself. */
export function oldBotMessage(
  channel: Channel,
  message: { ts: string; text: string; botId: string; username: string },
): Json {
  return {
    type: 'message',
    subtype: 'bot_message',
    text: message.text,
    ts: message.ts,
    username: message.username,
    bot_id: message.botId,
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channel.type,
  };
}

/** A message was edited, by anyone: also our own edits arrive as this. There is no `user` at the top. */
export function messageChanged(workspace: Workspace, message: Message, previous: Json): Json {
  const channel = workspace.channel(message.channel);
  const ts = workspace.nextTs();
  return {
    type: 'message',
    subtype: 'message_changed',
    message: messageBody(workspace, message),
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: channel.type,
  };
}

/** A message was deleted. */
export function messageDeleted(workspace: Workspace, message: Message): Json {
  const channel = workspace.channel(message.channel);
  const ts = workspace.nextTs();
  return {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: messageBody(workspace, message),
    channel: channel.id,
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
    channel_type: channel.type,
  };
}

export function reactionEvent(
  workspace: Workspace,
  type: 'reaction_added' | 'reaction_removed',
  { user, reaction, message }: { user: string; reaction: string; message: Message },
): Json {
  return {
    type,
    user,
    reaction,
    item: { type: 'message', channel: message.channel, ts: message.ts },
    item_user: message.user,
    event_ts: workspace.nextTs(),
  };
}

export function appHomeOpened(workspace: Workspace, user: string, tab: 'home' | 'messages'): Json {
  const view = workspace.homes.get(user);
  return {
    type: 'app_home_opened',
    user,
    channel: workspace.directMessages(user).id,
    tab,
    ...(tab === 'home' && view ? { view } : {}),
    event_ts: workspace.nextTs(),
  };
}

/** The team as interactive payloads name it. */
export function teamFields(team: Team): Json {
  const { id, domain, enterprise } = team;
  return { id, domain, ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}) };
}
