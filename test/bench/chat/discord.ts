/** Discord under load: the test server, with a channel and a person for every question under way, and Stet in a process of its own. */
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import { isRecord } from '../../support/discord/form.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { type Json, LOADING } from '../../support/discord/world.ts';
import type { Asked, Slot, UnderLoad } from './load.ts';

/** Milliseconds after which a question counts as one without an outcome. */
const PATIENCE_MS = 60_000;

export async function discordUnderLoad(inFlight: number): Promise<UnderLoad> {
  const discord = await startDiscordServer();
  return {
    stet: { platform: 'discord', options: discordOptions(discord) },
    slots: Array.from({ length: inFlight }, (_, n) => slotOf(discord, n)),
    close: () => discord.close(),
  };
}

export function discordOptions({ token, api }: DiscordServer): DiscordOptions {
  const unset = { app: null, guild: null, guilds: null, editorRoles: null, messageContent: false, flagEmoji: '🚩' };
  return { token, apiUrl: api, apiVersion: '10', ...unset };
}

/** Every other slot asks by a command, which alone wants to be acknowledged; the rest by a mention and directly in turn. */
function slotOf(discord: DiscordServer, n: number): Slot {
  const { people, home, world } = discord;
  const person = discord.addPerson(`person-${n}`);
  const channel = discord.addChannel(home.guild, `channel-${n}`);
  const place = n % 4 === 3 ? world.directChannel(person) : channel;
  const act = (question: string) => {
    if (n % 2 === 0) return people.slash(person, channel, 'ask', { question });
    if (n % 4 === 1) people.mention(person, channel, question);
    else people.dm(person, question);
    return null;
  };
  return {
    ask: async question => {
      const started = performance.now();
      const answer = answerIn(place.id, discord);
      const interaction = act(question);
      const isAnswer = !JSON.stringify(await answer).includes('The record does not say.');
      return asked(performance.now() - started, isAnswer, interaction);
    },
  };
}

function asked(
  answered: number,
  isAnswer: boolean,
  interaction: ReturnType<DiscordServer['people']['slash']> | null,
): Asked {
  const acknowledged = interaction === null ? [] : [interaction.acknowledgedAt! - interaction.madeAt];
  return { acknowledged, again: 0, answered, isAnswer };
}

/** The next message of the bot that stands in a channel, as the gateway tells it. Looks at each entry of the journal once, as it comes. */
function answerIn(channel: string, { journal, world }: DiscordServer): Promise<Json> {
  return journal.when(() => {
    const entry = journal.entries.at(-1);
    if (entry?.kind !== 'dispatched' || !/^MESSAGE_(CREATE|UPDATE)$/.test(entry.event)) return null;
    const { channel_id: place, author, flags } = entry.data as Json;
    const isOurs = isRecord(author) && author.id === world.bot.id;
    return place === channel && isOurs && (Number(flags) & LOADING) === 0 && (entry.data as Json);
  }, PATIENCE_MS);
}
