/**
 * One recorded payload a scenario, in `payloads/`: what the test server sends is compared with it, and the real Bolt
 * hears it as what it is. A change of shape is a change of these files, to be held against Slack's reference.
 */
import { App, LogLevel } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../clock.ts';
import type { Actor } from './actor.ts';
import { bot, channels, otherTeam, people, team } from './cast.ts';
import type { Delivery } from './deliveries.ts';
import { oldBotMessage } from './payloads.ts';
import type { SlackServer } from './server.ts';
import { startSlack } from './server.ts';
import type { Json } from './shapes.ts';

const enterprise = { id: 'E0GRID00001', name: 'Grid' };
const why = {
  type: 'actions',
  block_id: 'answer-actions',
  elements: [{ type: 'button', action_id: 'why', value: 'answer-1', text: { type: 'plain_text', text: 'Why' } }],
};

interface Scenario {
  /** The acts; the last delivery is recorded. */
  act: (slack: SlackServer, asker: Actor) => Promise<Delivery[]> | Delivery[];
  /** What Bolt makes of it: the kind of listener, and who and where its context or payload says. */
  heard: string;
  enterprise?: true;
}

const call = (slack: SlackServer, method: string, args: Json): Promise<Json> =>
  fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.tokens.bot}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  }).then(answer => answer.json() as Promise<Json>);

/** An answer with a button under the asker's mention, as the bot posts it. */
async function anAnswer(slack: SlackServer, asker: Actor) {
  const { message } = asker.mention(channels.newsroom, 'who signed it?');
  const content = { text: 'The answer.', blocks: [why], thread_ts: message.ts, channel: channels.newsroom };
  const { ts } = await call(slack, 'chat.postMessage', content);
  return slack.workspace.find(channels.newsroom, String(ts));
}

const scenarios: Record<string, Scenario> = {
  'slash-command': {
    act: (_, asker) => [asker.slash('/ask', 'who signed it?', channels.newsroom)],
    heard: 'command /ask',
  },
  'slash-command-in-private-channel': {
    act: (_, asker) => [asker.slash('/ask', 'who?', channels.desk)],
    heard: 'command /ask',
  },
  'slash-command-enterprise-grid': {
    act: (_, asker) => [asker.slash('/ask', 'who?', channels.newsroom)],
    heard: 'command /ask',
    enterprise: true,
  },
  'app-mention': {
    act: (_, asker) => asker.mention(channels.newsroom, 'who signed it?').deliveries,
    heard: 'event app_mention',
  },
  'app-mention-enterprise-grid': {
    act: (_, asker) => asker.mention(channels.newsroom, 'who?').deliveries,
    heard: 'event app_mention',
    enterprise: true,
  },
  'app-mention-shared-channel': {
    act: slack => slack.as(people.stranger).mention(channels.shared, 'who signed it?').deliveries,
    heard: 'event app_mention',
  },
  'message-in-thread': {
    act: (_, asker) => {
      const { message } = asker.mention(channels.newsroom, 'who signed it?');
      return asker.say(channels.newsroom, 'and when?', { thread: message.ts }).deliveries;
    },
    heard: 'event message',
  },
  'direct-message': { act: (_, asker) => asker.dm('who signed it?').deliveries, heard: 'event message' },
  'message-of-other-bot': {
    act: slack => slack.as(people.otherBot).say(channels.newsroom, 'hello').deliveries,
    heard: 'event message',
  },
  'message-of-old-integration': {
    act: slack => {
      const channel = slack.workspace.channel(channels.newsroom);
      const said = { ts: slack.workspace.nextTs(), text: 'hello', botId: 'B0HOOK00001', username: 'hook' };
      return slack.emit(oldBotMessage(channel, said), channel.id, people.otherBot);
    },
    heard: 'event message',
  },
  'message-edited': {
    act: (_, asker) => asker.edit(asker.say(channels.newsroom, 'who?').message, 'who signed it?'),
    heard: 'event message',
  },
  'own-message': {
    act: async (slack, asker) => {
      await anAnswer(slack, asker);
      return slack.deliveries.all;
    },
    // Bolt's own rule: what the bot's user says is not heard, but its edits and deletions are.
    heard: 'nothing',
  },
  'own-message-changed': {
    act: async (slack, asker) => {
      const { channel, ts } = await anAnswer(slack, asker);
      await call(slack, 'chat.update', { channel, ts, text: 'The better answer.' });
      return slack.deliveries.all;
    },
    heard: 'event message',
  },
  'own-message-deleted': {
    act: async (slack, asker) => {
      const { channel, ts } = await anAnswer(slack, asker);
      await call(slack, 'chat.delete', { channel, ts });
      return slack.deliveries.all;
    },
    heard: 'event message',
  },
  button: { act: async (slack, asker) => [asker.press(await anAnswer(slack, asker), 'why')], heard: 'action why' },
  'button-in-ephemeral-message': {
    act: async (slack, asker) => {
      await call(slack, 'chat.postEphemeral', {
        channel: channels.newsroom,
        user: asker.id,
        text: 'For you.',
        blocks: [why],
      });
      return [asker.press(asker.sees(channels.newsroom).at(-1)!, 'why')];
    },
    heard: 'action why',
  },
  'button-in-shared-channel': {
    act: async (slack, asker) => {
      const { ts } = await call(slack, 'chat.postMessage', {
        channel: channels.shared,
        text: 'The answer.',
        blocks: [why],
      });
      expect(asker.sees(channels.shared)).toHaveLength(1);
      return [slack.as(people.stranger).press(slack.workspace.find(channels.shared, String(ts)), 'why')];
    },
    heard: 'action why',
  },
  'home-button': {
    act: async (slack, asker) => {
      await call(slack, 'views.publish', { user_id: asker.id, view: { type: 'home', blocks: [why] } });
      return [asker.pressHome('why')];
    },
    heard: 'action why',
  },
  'message-shortcut': {
    act: (slack, asker) => [
      asker.shortcut(slack.as(people.other).say(channels.quiet, 'They signed it.').message, 'ask_about'),
    ],
    heard: 'shortcut ask_about',
  },
  'view-submission': {
    act: async (slack, asker) => {
      const shortcut = asker.shortcut(asker.say(channels.newsroom, 'They signed it.').message, 'ask_about');
      const title = { type: 'plain_text', text: 'Ask' };
      const input = {
        type: 'input',
        block_id: 'question',
        label: title,
        element: { type: 'plain_text_input', action_id: 'text' },
      };
      const view = { type: 'modal', callback_id: 'ask_modal', title, submit: title, blocks: [input] };
      const opened = await call(slack, 'views.open', { trigger_id: shortcut.payload.trigger_id, view });
      const values = { question: { text: { type: 'plain_text_input', value: 'who signed it?' } } };
      return [asker.submit(String((opened.view as Json).id), values)];
    },
    heard: 'view ask_modal',
  },
  'reaction-added': {
    act: async (slack, asker) => asker.react(await anAnswer(slack, asker), '+1'),
    heard: 'event reaction_added',
  },
  'reaction-removed': {
    act: async (slack, asker) => {
      const answer = await anAnswer(slack, asker);
      asker.react(answer, '+1');
      return asker.unreact(answer, '+1');
    },
    heard: 'event reaction_removed',
  },
  'app-home-opened': { act: (_, asker) => asker.openHome(), heard: 'event app_home_opened' },
  'app-home-opened-again': {
    act: async (slack, asker) => {
      await call(slack, 'views.publish', { user_id: asker.id, view: { type: 'home', blocks: [why] } });
      return asker.openHome();
    },
    heard: 'event app_home_opened',
  },
};

/** Runs a scenario at a fixed time and gives the payload, its URLs as Slack's are. */
async function record({ act, enterprise: grid }: Scenario): Promise<Json> {
  const slack = await startSlack({ clock: fixedClock('2026-01-07T12:00:00Z'), ...(grid ? { enterprise } : {}) });
  slack.reachThrough({ ready: () => Promise.resolve(), send: async () => ({ ok: true, payload: {} }) });
  try {
    const deliveries = await act(slack, slack.as(people.asker));
    const text = JSON.stringify(deliveries.at(-1)!.payload);
    return JSON.parse(text.replace(/http:\/\/127\.0\.0\.1:\d+\/respond/g, 'https://hooks.slack.com/actions')) as Json;
  } finally {
    await slack.close();
  }
}

/** Gives a payload to the real Bolt and says which listener heard it. */
async function hear(body: Json): Promise<string> {
  const heard: string[] = [];
  const silent = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.INFO,
  };
  const receiver = { init() {}, start: async () => {}, stop: async () => {} };
  const app = new App({ token: 'xoxb-none', botId: bot.id, botUserId: bot.user, receiver, logger: silent });
  app.event(/.*/, async ({ event }) => void heard.push(`event ${event.type}`));
  app.command(/.*/, async ({ command }) => void heard.push(`command ${command.command}`));
  app.action(/.*/, async ({ action }) => void heard.push(`action ${'action_id' in action ? action.action_id : ''}`));
  app.shortcut(/.*/, async ({ shortcut }) => void heard.push(`shortcut ${shortcut.callback_id}`));
  app.view(/.*/, async ({ view }) => void heard.push(`view ${view.callback_id}`));
  await app.processEvent({ body, ack: async () => {} });
  return heard.join(', ') || 'nothing';
}

describe.each(Object.entries(scenarios))('the payload of %s', (name, scenario) => {
  it('is the recorded one, and Bolt hears it as what it is', async () => {
    const payload = await record(scenario);
    await expect(`${JSON.stringify(payload, null, 2)}\n`).toMatchFileSnapshot(`payloads/${name}.json`);
    expect(await hear(payload)).toBe(scenario.heard);
  });
});

it('tells a stranger by the team of the event, and the workspace by the authorization', async () => {
  const payload = await record(scenarios['app-mention-shared-channel']!);
  expect(payload).toMatchObject({ team_id: otherTeam.id, context_team_id: team.id, is_ext_shared_channel: true });
  expect((payload.authorizations as Json[])[0]).toMatchObject({ team_id: team.id, user_id: bot.user });
});
