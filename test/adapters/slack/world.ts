/** Slack as a world of the chat contract: the test server, the real Bolt, and a Stet between. */
import { fileURLToPath } from 'node:url';
import { openSlack } from '../../../src/adapters/slack/adapter.ts';
import { PLATFORM, personId } from '../../../src/adapters/slack/ids.ts';
import type { Act, ChatWorld, Seen, Taken, Who, WorldOptions } from '../../contracts/chat.ts';
import { aProcess } from '../../support/node-process.ts';
import { freePort } from '../../support/servers.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { mentionsOf } from '../../support/slack/block-kit.ts';
import { bot, channels, people, team } from '../../support/slack/cast.ts';
import type { Delivery } from '../../support/slack/deliveries.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';
import type { Message } from '../../support/slack/shapes.ts';
import { plainTextOf, quotesIn } from '../../support/slack/shown.ts';
import { adapterOptions } from './house.ts';

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));

const WHO: Record<Who, string> = {
  asker: people.asker,
  other: people.other,
  editor: people.admin,
  otherBot: people.otherBot,
};

/** Seconds that a refusal as too many asks for: the least that Slack can say. */
const RETRY_AFTER = 1;

/** The sign that an answer is on its way, as a reaction and as a message. */
const SIGN = 'hourglass_flowing_sand';
const SIGN_WORDS = 'Looking through the record …';

/** What the bot itself is made to say. */
const OWN_WORDS = `<@${bot.user}> who said so?`;

/** What Slack says of a message that breaks its rules. */
const BREACH = /^(invalid_blocks|invalid_blocks_format|msg_too_long|msg_blocks_too_long|no_text|invalid_arguments)$/;

export async function slackWorld(mode: 'socket' | 'http', { clock, ackWithinMs }: WorldOptions): Promise<ChatWorld> {
  const slack = await startSlack({ clock, ...(ackWithinMs === undefined ? {} : { ackWithin: ackWithinMs }) });
  const port = mode === 'http' ? await freePort() : 0;
  const options = adapterOptions(slack, { mode, port, retries: 1 });
  if (mode === 'http') slack.reachBy(`http://127.0.0.1:${port}/slack/events`);
  const messages = new Map<Seen, Message>();
  let connected: Promise<unknown> | null = null;
  const as = (who: Who) => slack.as(WHO[who]);

  const seenOf = (message: Message): Seen => {
    const place = slack.workspace.channel(message.channel);
    const seen: Seen = {
      text: plainTextOf(message.blocks ?? []),
      buttons: buttonsOf(message).map(({ text }) => text.text),
      calls: mentionsOf(message).map(callOf),
      alone: message.onlyFor !== undefined || place.type === 'im',
      ref: { platform: PLATFORM, space: team.id, channel: message.channel, message: message.ts },
    };
    messages.set(seen, message);
    return seen;
  };

  return {
    platform: PLATFORM,
    ackWithinMs: 3_000,
    clock,
    personId: who => personId(team.id, WHO[who]),
    stet: parts =>
      openSlack(options, {
        services: { ...DEFAULT_SERVICES, ...parts },
        ...parts,
        keepDays: 90,
        warn: () => {},
      }),
    // Its newsroom never answers.
    process: file => aProcess(PROCESS, { options, file, now: slack.workspace.now() }),

    ask: (who, question, { alone = false } = {}) =>
      actOf(slack, [
        as(who).slash('/ask', alone ? `--private ${escaped(question)}` : escaped(question), channels.newsroom),
      ]),
    command: (who, line) => actOf(slack, [as(who).slash('/stet', line, channels.newsroom)]),
    mention: (who, question) => actOf(slack, as(who).mention(channels.newsroom, escaped(question)).deliveries),
    askDirectly: (who, question) => actOf(slack, as(who).dm(escaped(question)).deliveries),
    followUp: (who, answer, question) => {
      const { channel, threadTs, ts } = messages.get(answer)!;
      return actOf(slack, as(who).say(channel, question, { thread: threadTs ?? ts }).deliveries);
    },
    press: (who, seen, label) => {
      const message = messages.get(seen)!;
      const button = buttonsOf(message).find(({ text }) => text.text === label)!;
      return actOf(slack, [as(who).press(message, button.action_id)]);
    },
    why: (who, seen) => actOf(slack, [as(who).shortcut(messages.get(seen)!, 'why-message')]),
    link: ({ ref }) => `https://${team.domain}.slack.com/archives/${ref.channel}/p${ref.message.replace('.', '')}`,
    below: seen => messages.get(seen)!.threadTs ?? null,
    hearItself: () => actOf(slack, slack.as(bot.user).say(channels.newsroom, OWN_WORDS).deliveries),
    hearOwnEdit: seen => actOf(slack, slack.as(bot.user).edit(messages.get(seen)!, 'who said so?')),

    seenBy: who =>
      [...slack.workspace.channels.keys(), as(who).dmChannel]
        .filter((channel, at, all) => all.indexOf(channel) === at)
        .flatMap(channel => as(who).sees(channel))
        .filter(message => message.user === bot.user && !isSign(message) && message.text !== OWN_WORDS)
        .sort((one, other) => (one.ts < other.ts ? -1 : 1))
        .map(seenOf),
    quotesIn: seen =>
      quotesIn(seen.map(each => ({ blocks: messages.get(each)!.blocks ?? [] }))).map(({ quote }) => quote),
    signs: () => everyMessage(slack).filter(message => isSign(message) || message.reactions.has(SIGN)).length,
    breaches: () =>
      slack
        .calls()
        .flatMap(({ method, answer }) => (BREACH.test(String(answer?.error)) ? [`${method} ${answer!.error}`] : [])),

    fail: fault => {
      const method = 'chat.postMessage';
      if (fault === 'limited') slack.fault({ method, status: 429, retryAfter: RETRY_AFTER });
      else if (fault === 'down') slack.fault({ method, status: 503 });
      else slack.fault({ method, cut: true, applied: true });
    },
    waited: () => {
      const [first, second] = slack.calls('chat.postMessage');
      return { ms: second!.at - first!.at, atLeast: RETRY_AFTER * 1_000 };
    },
    drop:
      mode === 'http'
        ? null
        : async () => {
            // The first one, which was there when Stet was opened.
            connected ??= slack.next('connected');
            await connected;
            slack.sockets.drop();
            await slack.next('connected');
          },
    demote: who => {
      slack.workspace.person(WHO[who]).admin = false;
    },
    close: () => slack.close(),
  };
}

function actOf(slack: SlackServer, deliveries: Delivery[]): Act {
  return {
    taken: Promise.all(deliveries.map(takenOf)).then(all => ({
      acknowledged: all.every(({ acknowledged }) => acknowledged),
      attempts: Math.max(...all.map(({ attempts }) => attempts)),
      tookMs: Math.max(...all.map(({ tookMs }) => tookMs ?? Number.POSITIVE_INFINITY)),
    })),
    repeat: () => Promise.all(deliveries.map(delivery => slack.deliveries.repeat(delivery))),
  };
}

async function takenOf(delivery: Delivery): Promise<Taken> {
  const { ok } = await delivery.outcome;
  const { attempts, tookMs } = delivery;
  return { acknowledged: ok, attempts, tookMs };
}

/** What Slack does to the text of a command: `&`, `<` and `>` that a person typed are entities. */
function escaped(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function buttonsOf({ blocks = [] }: Message): { action_id: string; text: { text: string } }[] {
  return blocks.flatMap(block => (block.type === 'actions' ? (block.elements as never[]) : []));
}

/** A mention of a person as the id Stet has of them; anything else as it stands. */
function callOf(mark: string): string {
  const user = /^<@(U[A-Z0-9]+)>$/.exec(mark)?.[1];
  return user === undefined ? mark : personId(team.id, user);
}

function isSign({ text }: Message): boolean {
  return text === SIGN_WORDS;
}

function everyMessage({ workspace }: SlackServer): Message[] {
  return [...workspace.channels.keys()].flatMap(channel => workspace.history(channel));
}
