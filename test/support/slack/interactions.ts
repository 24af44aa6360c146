/**
 * Slash commands and interactive payloads (buttons, shortcuts, submitted views) as Slack sends them.
 * Each carries a `trigger_id` for opening a view and most a `response_url`; both are made by the caller.
 */
import { messageBody, teamFields, verificationToken } from './payloads.ts';
import type { Channel, Json, Message, Person } from './shapes.ts';
import type { Workspace } from './workspace.ts';

/** What ties a payload to the act that caused it. */
export interface Act {
  by: Person;
  triggerId: string;
  responseUrl: string;
}

/** Slack hides the names of private places. */
function shownName(channel: Channel): string {
  if (channel.type === 'im') return 'directmessage';
  return channel.type === 'group' ? 'privategroup' : channel.name;
}

export function slashCommand(workspace: Workspace, act: Act, command: string, text: string, channel: Channel): Json {
  const { team, appId } = workspace.app;
  return {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    ...(team.enterprise ? { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name } : {}),
    channel_id: channel.id,
    channel_name: shownName(channel),
    user_id: act.by.id,
    user_name: act.by.name,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: act.responseUrl,
    trigger_id: act.triggerId,
  };
}

/** What every interactive payload begins with. The team is the actor's own, which may be another organisation's. */
function interactive(workspace: Workspace, act: Act): Json {
  const { by } = act;
  return {
    user: { id: by.id, username: by.name, name: by.name, team_id: by.team.id },
    api_app_id: workspace.app.appId,
    token: verificationToken,
    trigger_id: act.triggerId,
    team: teamFields(by.team),
    enterprise: workspace.app.team.enterprise ?? null,
    is_enterprise_install: false,
  };
}

/** A button was pressed. Slack does not send the message where it is ephemeral. */
export function blockActions(
  workspace: Workspace,
  act: Act,
  message: Message,
  button: Json & { block_id: string },
): Json {
  const channel = workspace.channel(message.channel);
  const isEphemeral = message.onlyFor !== undefined;
  const { action_id, block_id, text, value, style } = button;
  return {
    type: 'block_actions',
    ...interactive(workspace, act),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: channel.id, name: shownName(channel) },
    ...(isEphemeral ? {} : { message: messageBody(workspace, message) }),
    state: { values: {} },
    response_url: act.responseUrl,
    actions: [
      {
        action_id,
        block_id,
        text,
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
        type: 'button',
        action_ts: workspace.nextTs(),
      },
    ],
  };
}

/** A button of the App Home was pressed: it has a view in place of a message, and no `response_url`. */
export function homeActions(workspace: Workspace, act: Act, view: Json, button: Json & { block_id: string }): Json {
  const { action_id, block_id, text, value } = button;
  return {
    type: 'block_actions',
    ...interactive(workspace, act),
    container: { type: 'view', view_id: view.id },
    view,
    actions: [
      {
        action_id,
        block_id,
        text,
        ...(value === undefined ? {} : { value }),
        type: 'button',
        action_ts: workspace.nextTs(),
      },
    ],
  };
}

/** A message shortcut. The message may be anybody's, from long ago, and in a channel the bot is not in. */
export function messageShortcut(workspace: Workspace, act: Act, callbackId: string, message: Message): Json {
  const channel = workspace.channel(message.channel);
  return {
    type: 'message_action',
    ...interactive(workspace, act),
    action_ts: workspace.nextTs(),
    channel: { id: channel.id, name: shownName(channel) },
    callback_id: callbackId,
    response_url: act.responseUrl,
    message_ts: message.ts,
    message: messageBody(workspace, message),
  };
}

/** A view was submitted with what was filled in: block id to action id to value. */
export function viewSubmission(workspace: Workspace, act: Act, view: Json, values: Json): Json {
  return {
    type: 'view_submission',
    ...interactive(workspace, act),
    view: { ...view, state: { values } },
    response_urls: [],
  };
}

/** A view as Slack keeps it, with the fields it adds to what the app sent. */
export function wholeView(workspace: Workspace, given: Json): Json {
  const id = workspace.nextId('V');
  const { team, appId, bot } = workspace.app;
  return {
    id,
    team_id: team.id,
    private_metadata: '',
    callback_id: '',
    state: { values: {} },
    hash: `${Math.floor(workspace.now() / 1000)}.${id}`,
    title: null,
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    previous_view_id: null,
    root_view_id: id,
    app_id: appId,
    external_id: '',
    app_installed_team_id: team.id,
    bot_id: bot.bot.id,
    ...given,
  };
}
