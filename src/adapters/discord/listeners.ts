/**
 * What a client of discord.js is told to listen for. What is asked is stored, then acknowledged, then answered; a form that is
 * opened and what is offered while somebody types ask nothing, and are answered here.
 */
import {
  type AutocompleteInteraction,
  type Client,
  Events,
  type Guild,
  type Interaction,
  type Message,
  MessageFlags,
} from 'discord.js';
import type { CommandContext } from '../../core/command.ts';
import { zones } from '../../core/zones.ts';
import type { Incoming } from '../conversation.ts';
import { askAboutForm } from './ask-about.ts';
import { discordFault, isNumbered } from './calls.ts';
import { ASK_ABOUT_MESSAGE, focusedField } from './commands.ts';
import { articleChoices, type Choice, zoneChoices } from './completions.ts';
import type { Guilds } from './guilds.ts';
import { PLATFORM } from './ids.ts';
import { type Asked, askedBy, heard } from './incoming.ts';

/** Articles looked through for what is being typed. */
const LOOKED_THROUGH = 500;

export interface ListenerDeps {
  services: Pick<CommandContext, 'store' | 'newsroom' | 'commands'>;
  guilds: Guilds;
  /** Keeps what was asked; gives what begins to answer it. */
  take: (incoming: Incoming) => Promise<() => void>;
  /** The same for what nobody brings again: it is tried until it is kept. */
  takeAtLast: (incoming: Incoming) => Promise<() => void>;
  /** Runs what an event asks for. It is waited for when Stet stops, and its fault goes no further than the log. */
  handle: (work: () => Promise<void>) => void;
}

export function listen(client: Client, { services, guilds, take, takeAtLast, handle }: ListenerDeps): void {
  const { store, newsroom, commands } = services;

  async function onInteraction(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return offer(interaction);
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === ASK_ABOUT_MESSAGE)
      return unlessLate(interaction.showModal(askAboutForm(interaction.targetMessage.content)));
    const asked = askedBy(interaction, commands);
    if (asked === null) return;
    const begin = await take(asked.incoming);
    // What is stored is answered also when its acknowledgement fails: by an ordinary message.
    await acknowledge(asked).finally(begin);
  }

  async function offer(interaction: AutocompleteInteraction): Promise<void> {
    await unlessLate(interaction.respond(await choicesFor(interaction)));
  }

  async function choicesFor({ guildId, commandName, options }: AutocompleteInteraction): Promise<Choice[]> {
    const field = focusedField(commandName, options.data, commands);
    if (field?.kind === 'zone') return zoneChoices(zones(), field.value);
    if (field?.kind !== 'article' || (guildId !== null && !(await guilds.serves(guildId)))) return [];
    const seeds = await newsroom.seedsBelong();
    return articleChoices(await store.articles({ limit: LOOKED_THROUGH, seeds }), field.value);
  }

  async function onMessage(message: Message): Promise<void> {
    const incoming = await heard(message, {
      commands,
      isOurs: async (space, channel, id) =>
        (await store.postOfMessage({ platform: PLATFORM, space, channel, message: id })) !== null,
      knowsThread: async (space, channel, thread) =>
        (await store.lastRequest({ platform: PLATFORM, space, channel, thread }, 'ask')) !== null,
    });
    if (incoming === null || (message.guildId !== null && !(await guilds.serves(message.guildId)))) return;
    const begin = await takeAtLast(incoming);
    begin();
  }

  const onGuild = (guild: Guild) => handle(() => guilds.meet(guild));

  client.on(Events.InteractionCreate, interaction => handle(() => onInteraction(interaction)));
  client.on(Events.MessageCreate, message => handle(() => onMessage(message)));
  client.on(Events.GuildCreate, onGuild);
  client.on(Events.GuildAvailable, onGuild);
}

async function acknowledge({ interaction, ephemeral }: Asked): Promise<void> {
  await unlessLate(interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {}));
}

/** Too late, or acknowledged before: there is nothing to be done about it. */
async function unlessLate(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    const fault = discordFault(thrown);
    if (!isNumbered(fault, 'unknownInteraction', 'alreadyAcknowledged')) throw fault;
  }
}
