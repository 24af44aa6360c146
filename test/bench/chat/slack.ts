/** Slack under load: the test server, with a channel and a person for every question under way, and Stet in a process of its own. */
import type { SlackOptions } from '../../../src/adapters/slack/options.ts';
import { bot } from '../../support/slack/cast.ts';
import type { Delivery } from '../../support/slack/deliveries.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';
import { plainTextOf } from '../../support/slack/shown.ts';
import type { Asked, Slot, UnderLoad } from './load.ts';

/** Milliseconds after which a question counts as one without an outcome. */
const PATIENCE_MS = 60_000;

/** The words of the sign that an answer is on its way. */
const SIGN = 'Looking through the record …';

export async function slackUnderLoad(inFlight: number): Promise<UnderLoad> {
  const slack = await startSlack();
  return {
    stet: { platform: 'slack', options: slackOptions(slack) },
    slots: Array.from({ length: inFlight }, (_, n) => slotOf(slack, n)),
    close: () => slack.close(),
  };
}

export function slackOptions({ tokens, apiUrl }: SlackServer): SlackOptions {
  const { bot: botToken, app: appToken, signingSecret } = tokens;
  const served = { mode: 'socket' as const, host: '127.0.0.1', port: 0, apiUrl, retries: 3, teams: null };
  return { botToken, appToken, signingSecret, ...served, editors: ['admins'], flagEmoji: '🚩' };
}

/** Every third slot asks by a command, by a mention and directly. */
function slotOf(slack: SlackServer, n: number): Slot {
  const person = slack.workspace.addPerson({ id: `U0LOAD${String(n).padStart(5, '0')}` }).id;
  const channel = `C0LOAD${String(n).padStart(5, '0')}`;
  slack.workspace.addChannel({ id: channel, members: [person, bot.user] });
  const actor = slack.as(person);
  const place = n % 3 === 2 ? actor.dmChannel : channel;
  const act = (question: string): Delivery[] => {
    if (n % 3 === 0) return [actor.slash('/ask', question, channel)];
    return n % 3 === 1 ? actor.mention(channel, question).deliveries : actor.dm(question).deliveries;
  };
  return { ask: question => asked(slack, place, () => act(question)) };
}

async function asked(slack: SlackServer, place: string, act: () => Delivery[]): Promise<Asked> {
  const started = performance.now();
  const deliveries = act();
  const { message } = await slack.next(
    'message',
    ({ what, message: each }) =>
      each.channel === place &&
      each.user === bot.user &&
      each.text !== SIGN &&
      (what === 'posted' || what === 'ephemeral'),
    PATIENCE_MS,
  );
  const answered = performance.now() - started;
  await Promise.all(deliveries.map(({ outcome }) => outcome));
  return {
    acknowledged: deliveries.map(({ tookMs }) => tookMs ?? Number.POSITIVE_INFINITY),
    again: deliveries.filter(({ attempts }) => attempts > 1).length,
    answered,
    isAnswer: !plainTextOf(message.blocks ?? []).includes('The record does not say.'),
  };
}
