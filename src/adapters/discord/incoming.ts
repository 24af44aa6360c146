/**
 * What discord.js brings, as what was asked: one interaction or message in, one request out or none. Stet ignores itself, other bots
 * and webhooks here. It must never trust a message's text: it chooses a command only where it begins with `/`.
 */
import {
  type ChatInputCommandInteraction,
  type Message,
  type MessageComponentInteraction,
  MessageType,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Target } from '../../core/chat.ts';
import type { AnyCommand, Call } from '../../core/command.ts';
import type { Incoming } from '../conversation.ts';
import { callOfTalk } from '../dispatch.ts';
import { ALONE_FIELD, QUESTION_FIELD } from './ask-about.ts';
import { type ChosenOption, chosenCall } from './commands.ts';
import { DIRECT, PLATFORM, personId } from './ids.ts';
import type { Grant } from './publisher.ts';

/** Minutes that an interaction's token is good for, with a little to spare. */
const GRANT_MINUTES = 14.5;

/** An interaction that was asked for, and whether what shows that it is worked on is for the asker alone. */
export interface Asked {
  incoming: Incoming;
  ephemeral: boolean;
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

export function slashCommand(interaction: ChatInputCommandInteraction, commands: readonly AnyCommand[]): Asked {
  const chosen = chosenCall(interaction.commandName, interaction.options.data as readonly ChosenOption[], commands);
  const command = commands.find(each => each.name === chosen.call.command);
  return asked(interaction, chosen.call, chosen.private, chosen.private || command?.forAskerAlone === true);
}

/** A press is answered for whoever pressed. */
export function press(interaction: MessageComponentInteraction): Asked {
  const call: Call = { command: 'press', input: { kind: 'options', options: { action: interaction.customId } } };
  return asked(interaction, call, true, true);
}

export function form(interaction: ModalSubmitInteraction): Asked {
  const question = interaction.fields.getTextInputValue(QUESTION_FIELD);
  const alone = /^\s*y/i.test(interaction.fields.getTextInputValue(ALONE_FIELD));
  return asked(interaction, { command: 'ask', input: { kind: 'options', options: { question } } }, alone, alone);
}

function asked(interaction: Answerable, call: Call, alone: boolean, ephemeral: boolean): Asked {
  const person = personId(interaction.user.id);
  const until = new Date(interaction.createdTimestamp + GRANT_MINUTES * 60_000).toISOString();
  const grant: Grant = { token: interaction.token, ephemeral };
  const direct = interaction.guildId === null;
  const target: Target = {
    ...placeOf(interaction.guildId, interaction.channelId ?? '', interaction.channel),
    only: alone && !direct ? person : null,
    direct,
    grant: { token: JSON.stringify(grant), until },
  };
  const personName = interaction.user.username;
  return { incoming: { event: `${PLATFORM}:i:${interaction.id}`, person, personName, target, call }, ephemeral };
}

export interface Hearing {
  /** Our own account. */
  user: string;
  commands: readonly AnyCommand[];
  /** Whether a message is one of ours that answers something. */
  isOurs: (channel: string, message: string) => Promise<boolean>;
  /** Whether Stet was asked in this thread before: then what is said there needs no mention, where it may be read at all. */
  knowsThread: (guild: string, channel: string, thread: string) => Promise<boolean>;
}

/** The request in a message; null for what is not said to us. */
export async function heard(message: Message, hearing: Hearing): Promise<Incoming | null> {
  const { author, content, guildId, channelId } = message;
  const isSaid = message.type === MessageType.Default || message.type === MessageType.Reply;
  if (author.bot || author.id === hearing.user || message.webhookId !== null || !isSaid) return null;
  if (content.trim() === '' || !(await isForUs(message, hearing))) return null;
  const direct = guildId === null;
  return {
    event: `${PLATFORM}:${channelId}:${message.id}`,
    person: personId(author.id),
    personName: author.username,
    call: callOfTalk(withPersonIds(withoutMention(content, hearing.user)), hearing.commands),
    target: { ...placeOf(guildId, channelId, message.channel), only: null, direct, replyTo: message.id, grant: null },
    repliesTo: message.reference?.messageId ?? null,
  };
}

/** To us alone, by our name, as a reply to what we said, or in a thread we are in, unless it speaks to somebody else there. */
async function isForUs(message: Message, { user, isOurs, knowsThread }: Hearing): Promise<boolean> {
  const { guildId, channelId, content, channel, reference } = message;
  if (guildId === null || mentions(content, user)) return true;
  if (/<@!?\d+>/.test(content)) return false;
  if (reference?.messageId && (await isOurs(channelId, reference.messageId))) return true;
  return channel.isThread() && knowsThread(guildId, channel.parentId ?? channelId, channelId);
}

/** A thread is a channel of its own at Discord, and stands in its parent here. */
function placeOf(guild: string | null, channel: string, object: { isThread: () => boolean } | null) {
  const parent = object?.isThread() ? ((object as { parentId?: string | null }).parentId ?? null) : null;
  const place = parent === null ? { channel, thread: null } : { channel: parent, thread: channel };
  return { platform: PLATFORM, space: guild ?? DIRECT, ...place };
}

function mentions(content: string, user: string): boolean {
  return content.includes(`<@${user}>`) || content.includes(`<@!${user}>`);
}

function withoutMention(content: string, user: string): string {
  return content.replaceAll(`<@${user}>`, ' ').replaceAll(`<@!${user}>`, ' ').replace(/\s+/g, ' ').trim();
}

/** People who are named, as persons' ids: the way a `person` field is written. */
function withPersonIds(content: string): string {
  return content.replace(/<@!?(\d+)>/g, (_, user: string) => personId(user));
}
