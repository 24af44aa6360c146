/**
 * What people do on the server, as the client lets them: it offers only commands that are registered, options as they are
 * declared, and buttons on messages that the person sees. Anything else throws: it would prove nothing.
 */
import type { Registered } from './commands-there.ts';
import { isRecord } from './form.ts';
import { INTENTS } from './gateway.ts';
import { AUTOCOMPLETE, COMMAND, COMPONENT, type Interaction, MODAL_SUBMIT } from './interactions.ts';
import { deleteMessage, editMessage, mentionsOf } from './messages.ts';
import type { Parts } from './routes.ts';
import { channelShape, memberShape, messageShape, userShape } from './shapes.ts';
import { type Channel, DIRECT, type Json, type Message, type User } from './world.ts';

const SUBCOMMAND = 1;
const GROUP = 2;

interface Declared {
  type: number;
  name: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { value: unknown }[];
  min_value?: number;
  max_value?: number;
  max_length?: number;
  options?: Declared[];
}

export class People {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Somebody writes in a channel; `replyTo` pings its author unless `ping` is false. */
  say(
    user: User,
    channel: Channel,
    content: string,
    { replyTo = null, ping = true }: { replyTo?: Message | null; ping?: boolean } = {},
  ): Message {
    const { world, gateway } = this.#parts;
    const mentioned = mentionsOf(world, content, { parse: ['users', 'everyone'], replied_user: ping }, replyTo);
    const message = world.addMessage({ channel, author: user, content, replies: replyTo, ...mentioned });
    gateway.dispatchMessage('MESSAGE_CREATE', message);
    return message;
  }

  mention(user: User, channel: Channel, content: string): Message {
    return this.say(user, channel, `<@${this.#parts.world.bot.id}> ${content}`);
  }

  dm(user: User, content: string): Message {
    return this.say(user, this.#parts.world.directChannel(user), content);
  }

  /** They change or take away a message of theirs. */
  edit(message: Message, content: string): void {
    editMessage(this.#parts.world, this.#parts.gateway, message, { content });
  }

  unsay(message: Message): void {
    deleteMessage(
      this.#parts.gateway,
      message,
      intentOf(message.channel, INTENTS.guildMessages, INTENTS.directMessages),
    );
  }

  react(user: User, message: Message, emoji: string): void {
    message.reactions.push({ emoji, user });
    this.#reaction('MESSAGE_REACTION_ADD', user, message, emoji);
  }

  unreact(user: User, message: Message, emoji: string): void {
    message.reactions = message.reactions.filter(each => each.user !== user || each.emoji !== emoji);
    this.#reaction('MESSAGE_REACTION_REMOVE', user, message, emoji);
  }

  #reaction(event: string, user: User, message: Message, emoji: string): void {
    const guild = guildOf(message.channel);
    const added = event === 'MESSAGE_REACTION_ADD';
    const data = {
      user_id: user.id,
      channel_id: message.channel.id,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...(guild ? { guild_id: guild.id } : {}),
      ...(guild && added ? { member: memberShape(guild, user) } : {}),
      ...(added ? { message_author_id: message.author.id } : {}),
    };
    const intent = intentOf(message.channel, INTENTS.guildMessageReactions, INTENTS.directMessageReactions);
    this.#parts.gateway.dispatch(event, data, intent);
  }

  /** `/stet feed add` with its options by name. */
  slash(
    user: User,
    channel: Channel,
    words: string,
    options: Record<string, string | number | boolean> = {},
  ): Interaction {
    const { command, declared, wrap } = this.#path(channel, words);
    for (const { name, required } of declared)
      if (required === true && options[name] === undefined) throw new Error(`/${words} asks for "${name}"`);
    const given = Object.entries(options).map(([name, value]) => chosen(declared, words, name, value));
    const data = { id: command.id, name: command.name, type: 1, options: wrap(given) };
    return this.#interact({ type: COMMAND, user, channel, name: words }, data);
  }

  /** Somebody is typing an option; what the bot offers is in `choices`. */
  autocomplete(user: User, channel: Channel, words: string, focused: string, value: string): Interaction {
    const { command, declared, wrap } = this.#path(channel, words);
    const option = declared.find(each => each.name === focused);
    if (option?.autocomplete !== true) throw new Error(`/${words} does not complete "${focused}"`);
    const data = {
      id: command.id,
      name: command.name,
      type: 1,
      options: wrap([{ name: focused, type: option.type, value, focused: true }]),
    };
    return this.#interact({ type: AUTOCOMPLETE, user, channel, name: words }, data);
  }

  /** A command from the menu of a message. */
  contextMenu(user: User, message: Message, name: string): Interaction {
    const { channel } = message;
    const command = this.#registered(channel).find(each => each.type === 3 && each.name === name);
    if (!command) throw new Error(`"${name}" is not in the menu of messages`);
    const data = {
      id: command.id,
      name,
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: messageShape(message, { readable: true }) } },
    };
    return this.#interact({ type: COMMAND, user, channel, name }, data);
  }

  /** A press on the button of that label or custom id. */
  press(user: User, message: Message, which: string): Interaction {
    if (message.deleted || (message.only !== null && message.only !== user))
      throw new Error(`${user.username} does not see that message`);
    const buttons = message.components.flatMap(row => (Array.isArray(row.components) ? row.components : []));
    const button = buttons.find(each => isRecord(each) && (each.label === which || each.custom_id === which));
    if (!isRecord(button) || button.disabled === true) throw new Error(`there is no button "${which}" to press`);
    const data = { custom_id: button.custom_id, component_type: 2 };
    return this.#interact({ type: COMPONENT, user, channel: message.channel, source: message }, data);
  }

  /** What was filled in or chosen, by custom id, into the modal that answered an interaction; the rest is left as it was shown. */
  submitModal(interaction: Interaction, values: Record<string, string> = {}): Interaction {
    const { user, channel, source, modal } = interaction;
    if (!modal) throw new Error('no modal was shown');
    const components = inputsOf(modal).map(({ input, label }) => {
      const filled = filledIn(input, values[String(input.custom_id)]);
      return label ? { type: 18, id: 2, component: filled } : { type: 1, id: 2, components: [filled] };
    });
    return this.#interact({ type: MODAL_SUBMIT, user, channel, source }, { custom_id: modal.custom_id, components });
  }

  /** What is registered where the channel is: the guild's own and the global ones, of which direct messages have the latter. */
  #registered(channel: Channel): Registered[] {
    const guild = guildOf(channel);
    const { commands } = this.#parts;
    const everywhere = (commands.get('global') ?? []).filter(
      ({ contexts }) => !Array.isArray(contexts) || contexts.includes(guild ? 0 : 1),
    );
    return [...(guild ? (commands.get(guild.id) ?? []) : []), ...everywhere];
  }

  /** The registered command at the end of the words, its options, and how they are nested in what is sent. */
  #path(channel: Channel, words: string) {
    const [first, ...rest] = words.split(' ');
    const command = this.#registered(channel).find(each => each.type === 1 && each.name === first);
    if (!command) throw new Error(`/${first} is not registered here`);
    let declared = (command.options ?? []) as Declared[];
    let wrap = (options: Json[]): Json[] => options;
    for (const word of rest) {
      const step = declared.find(each => each.name === word && (each.type === SUBCOMMAND || each.type === GROUP));
      if (!step) throw new Error(`/${words} is not registered here`);
      const outer = wrap;
      wrap = options => outer([{ name: step.name, type: step.type, options }]);
      declared = step.options ?? [];
    }
    if (declared.some(each => each.type === SUBCOMMAND || each.type === GROUP))
      throw new Error(`/${words} is not complete`);
    return { command, declared, wrap };
  }

  #interact(given: Pick<Interaction, 'type' | 'user' | 'channel'> & Partial<Interaction>, data: Json): Interaction {
    const { world, gateway, interactions } = this.#parts;
    const interaction = interactions.open(given);
    const { id, token, type, user, channel, source } = interaction;
    const guild = guildOf(channel);
    gateway.dispatch('INTERACTION_CREATE', {
      id,
      application_id: world.application.id,
      type,
      token,
      version: 1,
      data,
      channel: channelShape(channel, world.bot),
      channel_id: channel.id,
      context: guild ? 0 : 1,
      locale: 'en-GB',
      entitlements: [],
      entitlement_sku_ids: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: guild ? { 0: guild.id } : { 0: '0' },
      app_permissions: String(world.permissionsIn(channel, world.bot)),
      ...(source ? { message: messageShape(source, { readable: true }) } : {}),
      ...(guild
        ? {
            guild_id: guild.id,
            guild_locale: 'en-GB',
            guild: { id: guild.id, locale: 'en-GB', features: [] },
            member: { ...memberShape(guild, user), permissions: String(world.permissionsIn(channel, user)) },
          }
        : { user: userShape(user) }),
    });
    return interaction;
  }
}

function guildOf(channel: Channel) {
  return (channel.parent ?? channel).guild;
}

function intentOf({ type }: Channel, inGuild: number, direct: number): number {
  return type === DIRECT ? direct : inGuild;
}

/** An option as the client lets it be given. */
function chosen(declared: Declared[], words: string, name: string, value: string | number | boolean): Json {
  const option = declared.find(each => each.name === name);
  if (!option) throw new Error(`/${words} has no option "${name}"`);
  const type = { string: [3, 6, 7, 8], number: [4, 10], boolean: [5] }[typeof value as 'string' | 'number' | 'boolean'];
  const fits =
    type.includes(option.type) &&
    (option.choices === undefined || option.choices.some(choice => choice.value === value)) &&
    (typeof value !== 'string' || value.length <= (option.max_length ?? 6_000)) &&
    (typeof value !== 'number' || (value >= (option.min_value ?? value) && value <= (option.max_value ?? value)));
  if (!fits) throw new Error(`/${words} does not take ${JSON.stringify(value)} as "${name}"`);
  return { name, type: option.type, value };
}

function inputsOf(modal: Json): { input: Json; label: boolean }[] {
  const parts = Array.isArray(modal.components) ? modal.components.filter(isRecord) : [];
  return parts.map(part => {
    const label = part.type === 18;
    const input = label ? part.component : (part.components as unknown[])[0];
    return { input: input as Json, label };
  });
}

/** One input of a modal as the client sends it: a text, or the value of one choice. */
function filledIn({ type, custom_id: id, value, required, options }: Json, given: string | undefined): Json {
  const offered = Array.isArray(options) ? options.filter(isRecord) : [];
  const chosen = given ?? (type === 3 ? offered.find(option => option.default === true)?.value : value) ?? '';
  if (required !== false && chosen === '') throw new Error(`the modal asks for "${id}"`);
  if (type !== 3) return { type, id: 1, custom_id: id, value: chosen };
  if (!offered.some(option => option.value === chosen)) throw new Error(`the modal does not offer "${chosen}"`);
  return { type, id: 1, custom_id: id, values: [chosen] };
}
