/** Discord as a world of the chat contract: the test server, the real discord.js, and a Stet between. */
import { fileURLToPath } from 'node:url';
import { openDiscord } from '../../../src/adapters/discord/adapter.ts';
import { PLATFORM, personId } from '../../../src/adapters/discord/ids.ts';
import type { DiscordMessage } from '../../../src/adapters/discord/render.ts';
import type { Act, ChatWorld, Seen, Taken, Who, WorldOptions } from '../../contracts/chat.ts';
import type { Interaction } from '../../support/discord/interactions.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { DIRECT, LOADING, type Message, type User } from '../../support/discord/world.ts';
import { aProcess } from '../../support/node-process.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { adapterOptions } from './house.ts';
import { quotesIn, textOf } from './reading.ts';

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Milliseconds that Discord waits for an interaction to be acknowledged. */
const ACK_WITHIN_MS = 3_000;

/** Milliseconds in which something is to be seen of what came of a message, which Discord wants no acknowledgement of. */
const HEARD_WITHIN_MS = 5_000;

/** Seconds that a refusal as too many asks for. */
const RETRY_AFTER = 1;

const SENDING = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };

export async function discordWorld({ clock }: WorldOptions): Promise<ChatWorld> {
  const discord = await startDiscordServer({ clock });
  const { world, people, gateway, journal, home } = discord;
  const { guild, channel, person: asker } = home;
  const deciding = world.addRole(guild, 'desk', ['manageGuild']);
  const cast: Record<Who, User> = {
    asker,
    other: discord.addPerson('other'),
    editor: discord.addPerson('editor', { roles: [deciding.id] }),
    otherBot: discord.addPerson('other-bot', { bot: true }),
  };
  const options = adapterOptions(discord);
  const ownWords = `<@${world.bot.id}> who said so?`;
  const messages = new Map<Seen, Message>();

  const seenOf = (message: Message): Seen => {
    const { id, channel: place, mentions, mentionsEveryone, only } = message;
    const seen: Seen = {
      text: textOf([asSent(message)]),
      buttons: buttonsOf(message),
      calls: [...mentions.map(user => personId(user.id)), ...(mentionsEveryone ? ['@everyone'] : [])],
      alone: only !== null || place.type === DIRECT,
      ref: {
        platform: PLATFORM,
        space: (place.parent ?? place).guild?.id ?? '@me',
        channel: (place.parent ?? place).id,
        message: id,
      },
    };
    messages.set(seen, message);
    return seen;
  };

  /** What somebody does, with how Discord keeps it. */
  const actOf = (act: () => Interaction | Message): Act => {
    const from = journal.entries.length;
    const done = act();
    const events = journal.entries.slice(from).filter(entry => entry.kind === 'dispatched');
    return {
      taken: 'token' in done ? acknowledged(done) : heard(done),
      repeat: () => {
        for (const { event, data } of events) gateway.dispatch(event, data);
        return reached();
      },
    };
  };

  const acknowledged = (interaction: Interaction): Promise<Taken> =>
    journal
      .when(() => interaction.acknowledgedAt, ACK_WITHIN_MS)
      .then(
        at => ({ acknowledged: true, attempts: 1, tookMs: at - interaction.madeAt }),
        () => ({ acknowledged: false, attempts: 1, tookMs: null }),
      );

  /** A message is taken when something is to be seen of it: Stet types, or answers. */
  const heard = (message: Message): Promise<Taken> => {
    if (message.author.bot) return reached();
    const [from, sentAt] = [journal.entries.length, clock.now().getTime()];
    const sign = () =>
      journal.entries
        .slice(from)
        .find(entry => entry.kind === 'rest' && entry.path.startsWith(`/channels/${message.channel.id}/`));
    return journal.when(sign, HEARD_WITHIN_MS).then(
      entry => ({ acknowledged: true, attempts: 1, tookMs: entry.kind === 'rest' ? entry.at - sentAt : null }),
      () => ({ acknowledged: false, attempts: 1, tookMs: null }),
    );
  };

  /** All that was sent has come to the client, which says so by a heartbeat. */
  const reached = async (): Promise<Taken> => {
    const beat = journal.next(entry => entry.kind === 'received' && entry.op === 1);
    gateway.askForHeartbeat();
    await beat;
    return { acknowledged: true, attempts: 1, tookMs: 0 };
  };

  const isSign = ({ flags, only, interaction }: Message): boolean => {
    if ((flags & LOADING) === 0) return false;
    // One that a person alone sees goes by itself when the interaction can be answered no more.
    const made = discord.interactions.all.find(({ id }) => id === interaction?.id)?.madeAt ?? 0;
    return only === null || clock.now().getTime() - made < 15 * 60_000;
  };

  return {
    platform: PLATFORM,
    ackWithinMs: ACK_WITHIN_MS,
    bringsAgain: false,
    clock,
    personId: who => personId(cast[who].id),
    stet: parts =>
      openDiscord(options, {
        services: { ...DEFAULT_SERVICES, ...parts },
        ...parts,
        keepDays: 90,
        warn: () => {},
      }),
    // Its newsroom never answers.
    process: file => aProcess(PROCESS, { options, file, now: discord.world.clock.now() }),

    ask: (who, question, { alone } = {}) =>
      actOf(() => people.slash(cast[who], channel, 'ask', { question, ...(alone && { private: true }) })),
    command: (who, line) =>
      actOf(() => {
        offeredStill(discord, line);
        return people.slash(cast[who], channel, `stet ${line}`);
      }),
    mention: (who, question) => actOf(() => people.mention(cast[who], channel, question)),
    askDirectly: (who, question) => actOf(() => people.dm(cast[who], question)),
    followUp: (who, answer, question) => {
      const replyTo = messages.get(answer)!;
      return actOf(() => people.say(cast[who], replyTo.channel, question, { replyTo }));
    },
    press: (who, seen, label) => actOf(() => people.press(cast[who], messages.get(seen)!, label)),
    why: (who, seen) => actOf(() => people.contextMenu(cast[who], messages.get(seen)!, 'Why does Stet say this?')),
    link: seen => {
      const { id, channel: place } = messages.get(seen)!;
      return `https://discord.com/channels/${place.guild?.id ?? '@me'}/${place.id}/${id}`;
    },
    below: seen => messages.get(seen)!.replies?.id ?? null,
    hearItself: () => actOf(() => people.say(world.bot, channel, ownWords)),
    hearOwnEdit: seen => {
      people.edit(messages.get(seen)!, 'who said so?');
      return { taken: reached(), repeat: reached };
    },

    seenBy: who =>
      [...world.messages.values()]
        .filter(each => !each.deleted && each.author === world.bot && (each.flags & LOADING) === 0)
        .filter(each => each.only === null || each.only === cast[who])
        .filter(each => each.channel.type !== DIRECT || each.channel.recipient === cast[who])
        .filter(each => each.content !== ownWords)
        .map(seenOf),
    quotesIn: seen => quotesIn(seen.map(each => asSent(messages.get(each)!))).map(({ quote }) => quote),
    signs: () => [...world.messages.values()].filter(each => !each.deleted && isSign(each)).length,
    breaches: () =>
      journal.entries.flatMap(entry =>
        entry.kind === 'rest' && entry.status === 400 ? [`${entry.method} ${entry.path}`] : [],
      ),

    fail: fault => {
      if (fault === 'limited') discord.faults.plan({ ...SENDING, fault: { kind: 'rate-limit', after: RETRY_AFTER } });
      else if (fault === 'down') discord.faults.plan({ ...SENDING, fault: { kind: 'status', status: 503 } });
      else discord.faults.plan({ ...SENDING, fault: { kind: 'cut', accepted: true } });
    },
    waited: () => {
      const [first, second] = discord.calls(SENDING.method, SENDING.path);
      return { ms: second!.at - first!.at, atLeast: RETRY_AFTER * 1_000 };
    },
    drop: async () => {
      const resumed = journal.next(entry => entry.kind === 'dispatched' && entry.event === 'RESUMED');
      gateway.drop();
      await resumed;
    },
    demote: who => {
      guild.members.set(cast[who].id, []);
    },
    close: () => discord.close(),
  };
}

function asSent({ content, embeds }: Message): DiscordMessage {
  return { content, embeds, components: [], flags: 0, allowedMentions: { parse: [], repliedUser: false } };
}

function buttonsOf({ components }: Message): string[] {
  return components.flatMap(row => (row.components as { label: string }[]).map(({ label }) => label));
}

/** A client offers what was registered when it last looked, also what is no longer there. */
function offeredStill({ commands }: DiscordServer, name: string): void {
  const stet = commands.get('global')!.find(command => command.name === 'stet')!;
  const options = stet.options as { name: string }[];
  if (!options.some(option => option.name === name))
    stet.options = [...options, { type: 1, name, description: name, options: [] }];
}
