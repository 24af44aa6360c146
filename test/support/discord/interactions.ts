/**
 * Interactions: what a person did, which the bot must acknowledge within 3 seconds and may answer for 15 minutes, both by the
 * server's clock. https://discord.com/developers/docs/interactions/receiving-and-responding
 */
import { ApiError, refuse } from './api-error.ts';
import { isRecord } from './form.ts';
import type { Gateway } from './gateway.ts';
import { INTENTS } from './gateway.ts';
import { choiceFaults, modalFaults } from './limits.ts';
import { createMessage, deleteMessage, editMessage, isEphemeral } from './messages.ts';
import { messageShape } from './shapes.ts';
import { type Channel, EPHEMERAL, type Json, LOADING, type Message, type User, type World } from './world.ts';

const ACKNOWLEDGE_WITHIN = 3_000;
const ANSWER_WITHIN = 15 * 60_000;

/** What the bot may answer with. */
const CALLBACK = { pong: 1, message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Discord's types of interactions. */
export const COMMAND = 2;
export const COMPONENT = 3;
export const AUTOCOMPLETE = 4;
export const MODAL_SUBMIT = 5;

const ALLOWED: Record<number, readonly number[]> = {
  [COMMAND]: [CALLBACK.message, CALLBACK.defer, CALLBACK.modal],
  [COMPONENT]: [CALLBACK.message, CALLBACK.defer, CALLBACK.deferUpdate, CALLBACK.update, CALLBACK.modal],
  [AUTOCOMPLETE]: [CALLBACK.choices],
  [MODAL_SUBMIT]: [CALLBACK.message, CALLBACK.defer, CALLBACK.deferUpdate, CALLBACK.update],
};

export interface Interaction {
  id: string;
  token: string;
  type: number;
  user: User;
  channel: Channel;
  /** Words of the command, where it is one. */
  name: string | null;
  /** The message whose button was pressed, or under which the modal was opened. */
  source: Message | null;
  /** In milliseconds since 1970. */
  madeAt: number;
  /** The kind of callback that acknowledged it. */
  acknowledged: number | null;
  /** In milliseconds since 1970. */
  acknowledgedAt: number | null;
  /** The message that answers it, which `@original` is. */
  original: Message | null;
  /** Further messages of it. */
  followUps: Message[];
  /** What the bot showed instead of a message. */
  modal: Json | null;
  choices: { name: string; value: string | number }[] | null;
}

export class Interactions {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly all: Interaction[] = [];

  constructor(world: World, gateway: Gateway) {
    this.#world = world;
    this.#gateway = gateway;
  }

  /** One that nobody has acknowledged. */
  open(given: Pick<Interaction, 'type' | 'user' | 'channel'> & Partial<Interaction>): Interaction {
    const id = this.#world.newId();
    const interaction: Interaction = {
      id,
      token: `token-of-${id}`,
      name: null,
      source: null,
      madeAt: this.#now,
      acknowledged: null,
      acknowledgedAt: null,
      original: null,
      followUps: [],
      modal: null,
      choices: null,
      ...given,
    };
    this.all.push(interaction);
    return interaction;
  }

  get #now(): number {
    return this.#world.clock.now().getTime();
  }

  /** POST /interactions/{id}/{token}/callback */
  acknowledge(id: string, token: string, body: unknown): Interaction {
    const found = this.all.find(each => each.id === id && each.token === token);
    if (!found) throw new ApiError(10062);
    if (found.acknowledged !== null) throw new ApiError(40060);
    if (this.#now - found.madeAt > ACKNOWLEDGE_WITHIN) throw new ApiError(10062);
    const { type, data } = isRecord(body) ? body : {};
    if (typeof type !== 'number' || !ALLOWED[found.type]?.includes(type))
      throw new ApiError(50035, [
        { path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'Value is not a callback that fits.' },
      ]);
    this.#carryOut(found, type, isRecord(data) ? data : {});
    found.acknowledged = type;
    found.acknowledgedAt = this.#now;
    return found;
  }

  #carryOut(interaction: Interaction, type: number, data: Json): void {
    if (type === CALLBACK.message) interaction.original = this.#answer(interaction, data);
    if (type === CALLBACK.defer) interaction.original = this.#think(interaction, data);
    if (type === CALLBACK.deferUpdate) interaction.original = interaction.source;
    if (type === CALLBACK.update) {
      editMessage(this.#world, this.#gateway, interaction.source!, data);
      interaction.original = interaction.source;
    }
    if (type === CALLBACK.choices) {
      refuse(choiceFaults(data));
      interaction.choices = (data.choices as Interaction['choices']) ?? [];
    }
    if (type === CALLBACK.modal) {
      refuse(modalFaults(data));
      interaction.modal = data;
    }
  }

  #answer(interaction: Interaction, data: Json): Message {
    const { channel, user } = interaction;
    const only = isEphemeral({ flags: Number(data.flags ?? 0) }) ? user : null;
    const { name, id } = interaction;
    return createMessage(this.#world, this.#gateway, data, {
      channel,
      author: this.#world.bot,
      interaction: { id, user, name },
      only,
      type: interaction.type === COMMAND ? 20 : 0,
    });
  }

  /** "Stet is thinking…", which the answer will take the place of. */
  #think({ id, channel, user, name }: Interaction, data: Json): Message {
    const flags = (Number(data.flags ?? 0) & EPHEMERAL) | LOADING;
    const only = isEphemeral({ flags }) ? user : null;
    const message = this.#world.addMessage({
      channel,
      author: this.#world.bot,
      flags,
      only,
      type: 20,
      interaction: { id, user, name },
    });
    this.#gateway.dispatchMessage('MESSAGE_CREATE', message);
    return message;
  }

  /** The interaction that a token still speaks for; 10015 before it is acknowledged, 50027 when it is too old. */
  #withToken(token: string): Interaction {
    const found = this.all.find(each => each.token === token);
    if (!found || found.acknowledged === null) throw new ApiError(10015);
    if (this.#now - found.madeAt > ANSWER_WITHIN) throw new ApiError(50027);
    return found;
  }

  /** POST /webhooks/{application}/{token}: what follows on a deferred answer takes its place. */
  followUp(token: string, body: unknown): Message {
    const interaction = this.#withToken(token);
    const { original } = interaction;
    if (original && (original.flags & LOADING) !== 0 && !original.deleted) {
      editMessage(this.#world, this.#gateway, original, body);
      return original;
    }
    const message = this.#answer(interaction, isRecord(body) ? body : {});
    interaction.followUps.push(message);
    return message;
  }

  /** A message of an interaction, by its id or as `@original`. */
  messageOf(token: string, id: string): Message {
    const { original, followUps } = this.#withToken(token);
    const found = id === '@original' ? original : [original, ...followUps].find(each => each?.id === id);
    if (!found || found.deleted) throw new ApiError(10008);
    return found;
  }

  edit(token: string, id: string, body: unknown): Message {
    const message = this.messageOf(token, id);
    editMessage(this.#world, this.#gateway, message, body);
    return message;
  }

  delete(token: string, id: string): void {
    deleteMessage(this.#gateway, this.messageOf(token, id), INTENTS.guildMessages);
  }
}

/** The answer to a callback that asked for one (`with_response`). */
export function callbackShape({ id, type, acknowledged, original, channel }: Interaction): Json {
  const message = original ? messageShape(original, { readable: true }) : undefined;
  return {
    interaction: {
      id,
      type,
      channel_id: channel.id,
      ...(original ? { response_message_id: original.id } : {}),
      response_message_loading: original !== null && (original.flags & LOADING) !== 0,
      response_message_ephemeral: original !== null && isEphemeral(original),
    },
    resource: { type: acknowledged, ...(message ? { message } : {}) },
  };
}
