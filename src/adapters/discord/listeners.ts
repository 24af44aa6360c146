/**
 * What a client of discord.js is told to listen for. What is asked is stored, then acknowledged, then answered; a form that is
 * opened and what is offered while somebody types ask nothing, and are answered here.
 */
import {
  type AutocompleteInteraction,
  type Client,
  Events,
  GatewayDispatchEvents,
  type Guild,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
} from 'discord.js';
import type { Services } from '../../core/command.ts';
import { zones } from '../../core/zones.ts';
import type { Incoming } from '../conversation.ts';
import { articlesOf } from '../flagging.ts';
import { NOTHING_TO_FLAG } from '../reactions.ts';
import { askAboutForm } from './ask-about.ts';
import { discordFault, isNumbered } from './calls.ts';
import { focusedField } from './chosen.ts';
import { ASK_ABOUT_MESSAGE, FLAG_ARTICLE } from './command-names.ts';
import { articleChoices, type Choice, zoneChoices } from './completions.ts';
import { flagForm } from './flag-article.ts';
import type { Guilds } from './guilds.ts';
import { PLATFORM } from './ids.ts';
import { type Asked, askedBy, heard, placeOf } from './incoming.ts';
import { type RawReaction, type ReactionData, reactionIn } from './reactions.ts';

/** Articles looked through for what is being typed. */
const LOOKED_THROUGH = 500;

export interface ListenerDeps {
  services: Pick<Services, 'store' | 'newsroom' | 'queue' | 'clock' | 'commands'>;
  guilds: Guilds;
  /** Keeps what was asked; gives what begins to answer it. */
  take: (incoming: Incoming) => Promise<() => void>;
  /** Told how long it took from when an interaction came in, milliseconds. */
  onAcknowledged: (ms: number) => void;
  /** The same as `take` for what nobody brings again: it is tried until it is kept. */
  takeAtLast: (incoming: Incoming) => Promise<() => void>;
  /** The reaction that flags, and what is done about it. */
  flagEmoji: string;
  heed: (reaction: RawReaction, client: Client) => Promise<void>;
  /** Runs what an event asks for. It is waited for when Stet stops, and its fault goes no further than the log. */
  handle: (work: () => Promise<void>) => void;
}

export function listen(
  client: Client,
  { services, guilds, take, onAcknowledged, takeAtLast, flagEmoji, heed, handle }: ListenerDeps,
): void {
  const { store, newsroom, commands } = services;

  async function onInteraction(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return offer(interaction);
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === ASK_ABOUT_MESSAGE)
      return unlessLate(interaction.showModal(askAboutForm(interaction.targetMessage.content)));
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === FLAG_ARTICLE)
      return unlessLate(offerFlag(interaction));
    const asked = askedBy(interaction, commands);
    if (asked === null) return;
    const began = performance.now();
    const begin = await take(asked.incoming);
    // What is stored is answered also when its acknowledgement fails: by an ordinary message.
    await acknowledge(asked).finally(begin);
    onAcknowledged(performance.now() - began);
  }

  async function offerFlag(interaction: MessageContextMenuCommandInteraction): Promise<unknown> {
    const { guildId, channelId, channel, targetMessage } = interaction;
    const { platform, space, channel: place } = placeOf(guildId, channelId, channel);
    const message = { platform, space, channel: place, message: targetMessage.id };
    const isServed = guildId === null || (await guilds.serves(guildId));
    const wordsOf = async () => targetMessage.content;
    const form = isServed ? flagForm(await articlesOf(message, { services, wordsOf })) : null;
    if (form !== null) return interaction.showModal(form);
    return interaction.reply({ content: NOTHING_TO_FLAG, flags: MessageFlags.Ephemeral });
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

  const onReaction = (added: boolean) => (data: ReactionData) => {
    const reaction = reactionIn(data, { added, emoji: flagEmoji, us: client.user?.id ?? '' });
    if (reaction !== null) handle(() => heed(reaction, client));
  };

  const onGuild = (guild: Guild) => handle(() => guilds.meet(guild));

  client.on(Events.InteractionCreate, interaction => handle(() => onInteraction(interaction)));
  client.on(Events.MessageCreate, message => handle(() => onMessage(message)));
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, onReaction(true));
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, onReaction(false));
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
