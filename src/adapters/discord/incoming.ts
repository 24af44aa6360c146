/**
 * What discord.js brings, as what was asked: one interaction or message in, one request out or none. Stet ignores itself, other bots
 * and webhooks here. It must never trust a message's text: it chooses a command only where it begins with `/`.
 */
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageType,
  type ModalSubmitInteraction,
  type TextBasedChannel,
} from 'discord.js';
import type { AnyCommand, Call } from '../../core/command.ts';
import { messageReference } from '../../core/places.ts';
import type { Incoming } from '../conversation.ts';
import { callOfTalk } from '../dispatch.ts';
import { ALONE, ASK_ABOUT_FORM, AUDIENCE_FIELD, QUESTION_FIELD } from './ask-about.ts';
import { type ChosenOption, chosenCall } from './chosen.ts';
import { WHY_MESSAGE } from './command-names.ts';
import { ARTICLE_FIELD, FLAG_FORM, REASON_FIELD } from './flag-article.ts';
import { keptGrant } from './grant.ts';
import { DIRECT, INTERACTION, PLATFORM, personId } from './ids.ts';

/** Interactions that are answered by messages. */
export type Answerable =
  | ChatInputCommandInteraction
  | ButtonInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction;

/** An interaction that asks something, and whether what shows that it is worked on is for the asker alone. */
export interface Asked {
  interaction: Answerable;
  incoming: Incoming;
  ephemeral: boolean;
}

interface Chosen {
  call: Call;
  /** Whether the answer is for the asker alone. */
  alone: boolean;
}

/** Null for what asks nothing, or nothing of ours. */
export function askedBy(interaction: Interaction, commands: readonly AnyCommand[]): Asked | null {
  if (interaction.isChatInputCommand()) return asked(interaction, slashCommand(interaction, commands));
  if (interaction.isButton()) return asked(interaction, press(interaction));
  if (interaction.isMessageContextMenuCommand() && interaction.commandName === WHY_MESSAGE)
    return asked(interaction, whyMessage(interaction));
  const chosen = interaction.isModalSubmit() ? FORMS[interaction.customId]?.(interaction) : undefined;
  return interaction.isModalSubmit() && chosen ? asked(interaction, chosen) : null;
}

function slashCommand({ commandName, options }: ChatInputCommandInteraction, commands: readonly AnyCommand[]): Chosen {
  const { call, private: alone } = chosenCall(commandName, options.data as readonly ChosenOption[], commands);
  const command = commands.find(each => each.name === call.command);
  return { call, alone: alone || command?.forAskerAlone === true };
}

/** A press is answered for whoever pressed. */
function press({ customId }: ButtonInteraction): Chosen {
  return { call: { command: 'press', input: { kind: 'options', options: { action: customId } } }, alone: true };
}

/** Why one of our messages is as it is, told to whoever asks alone. */
function whyMessage({ targetId, guildId, channelId, channel }: MessageContextMenuCommandInteraction): Chosen {
  const question = messageReference({ ...placeOf(guildId, channelId, channel), message: targetId });
  return { call: { command: 'why', input: { kind: 'options', options: { question } } }, alone: true };
}

/** What each form asks for, by its name. */
const FORMS: Record<string, (form: ModalSubmitInteraction) => Chosen> = {
  [ASK_ABOUT_FORM]: questionAsked,
  [FLAG_FORM]: flagged,
};

function questionAsked({ fields }: ModalSubmitInteraction): Chosen {
  const question = fields.getTextInputValue(QUESTION_FIELD);
  const [audience] = fields.getStringSelectValues(AUDIENCE_FIELD);
  return { call: { command: 'ask', input: { kind: 'options', options: { question } } }, alone: audience === ALONE };
}

/** Who flags what is nobody else's business. */
function flagged({ fields }: ModalSubmitInteraction): Chosen {
  const [article = ''] = fields.getStringSelectValues(ARTICLE_FIELD);
  const reason = fields.getTextInputValue(REASON_FIELD).trim();
  const options = { article, ...(reason === '' ? {} : { reason }) };
  return { call: { command: 'flag', input: { kind: 'options', options } }, alone: true };
}

function asked(interaction: Answerable, { call, alone }: Chosen): Asked {
  const { id, applicationId: app, token, user, guildId, channelId, channel, createdTimestamp } = interaction;
  const person = personId(user.id);
  // A direct conversation is private as it stands.
  const direct = guildId === null;
  const ephemeral = alone && !direct;
  const target = {
    ...placeOf(guildId, channelId ?? '', channel),
    only: ephemeral ? person : null,
    direct,
    grant: keptGrant({ app, interaction: id, token, ephemeral }, createdTimestamp),
  };
  const incoming = { event: INTERACTION + id, person, personName: user.username, target, call };
  return { interaction, incoming, ephemeral };
}

export interface Hearing {
  commands: readonly AnyCommand[];
  /** Whether a message is one of ours that answers something. */
  isOurs: (guild: string, channel: string, message: string) => Promise<boolean>;
  /** Whether Stet was asked in this thread before: then what is said there needs no mention, where it may be read at all. */
  knowsThread: (guild: string, channel: string, thread: string) => Promise<boolean>;
}

/** The request in a message; null for what is not said to us. */
export async function heard(message: Message, hearing: Hearing): Promise<Incoming | null> {
  const { author, content, guildId, channelId, channel, client } = message;
  const isSaid = message.type === MessageType.Default || message.type === MessageType.Reply;
  if (author.bot || message.webhookId !== null || !isSaid) return null;
  if (content.trim() === '') return null;
  // A thread that we have not heard of comes without the channel it is in.
  if (channel.isThread() && channel.parentId === null) await channel.fetch();
  if (!(await isForUs(message, hearing))) return null;
  return {
    event: `${PLATFORM}:${channelId}:${message.id}`,
    person: personId(author.id),
    personName: author.username,
    call: callOfTalk(withPersonIds(withoutMention(content, client.user.id)), hearing.commands),
    target: {
      ...placeOf(guildId, channelId, channel),
      ...{ only: null, direct: guildId === null, replyTo: message.id, grant: null },
    },
    repliesTo: message.reference?.messageId ?? null,
  };
}

/** To us alone, by our name, as a reply to what we said, or in a thread where we were asked, unless it speaks to somebody else. */
async function isForUs(message: Message, { isOurs, knowsThread }: Hearing): Promise<boolean> {
  const { guildId, channelId, channel, content, reference, client } = message;
  if (guildId === null || content.includes(`<@${client.user.id}>`) || content.includes(`<@!${client.user.id}>`))
    return true;
  if (/<@!?\d+>/.test(content)) return false;
  const { thread, ...place } = placeOf(guildId, channelId, channel);
  if (reference?.messageId && (await isOurs(guildId, place.channel, reference.messageId))) return true;
  return thread !== null && knowsThread(guildId, place.channel, thread);
}

/** A thread is a channel of its own at Discord, and stands in its parent here. */
export function placeOf(guild: string | null, channel: string, object: TextBasedChannel | null) {
  const parent = object?.isThread() ? object.parentId : null;
  const place = parent === null ? { channel, thread: null } : { channel: parent, thread: channel };
  return { platform: PLATFORM, space: guild ?? DIRECT, ...place };
}

function withoutMention(content: string, user: string): string {
  return content.replaceAll(`<@${user}>`, ' ').replaceAll(`<@!${user}>`, ' ').replace(/\s+/g, ' ').trim();
}

/** People who are named, as persons' ids: the way a `person` field is written. */
function withPersonIds(content: string): string {
  return content.replace(/<@!?(\d+)>/g, (_, user: string) => personId(user));
}
