/**
 * Discord through discord.js: what comes in is stored and then acknowledged, and everything that goes out goes through the
 * Publisher. What is asked is read by `incoming.ts`. A fault here must never reach the rest of the process.
 */
import {
  ApplicationCommandType,
  type AutocompleteInteraction,
  Client,
  Events,
  type Interaction,
  type Message,
  MessageFlags,
  REST,
  Routes,
} from 'discord.js';
import { asStetError, StetError } from '../../core/errors.ts';
import { openConversation } from '../conversation.ts';
import { faultOf } from '../dispatch.ts';
import type { ChatDeps, ChatService } from '../service.ts';
import { ASK_ABOUT_FORM, askAboutForm } from './ask-about.ts';
import { call, discordCode, discordFault } from './calls.ts';
import { focusedField } from './commands.ts';
import { articleChoices, type Choice } from './completions.ts';
import { servedGuilds, whoWeAre } from './guilds.ts';
import { channelOf, PLATFORM } from './ids.ts';
import { type Asked, form, heard, press, slashCommand } from './incoming.ts';
import { clientOptions, type DiscordOptions, restOptions } from './options.ts';
import { discordPublisher } from './publisher.ts';
import { registerCommands } from './register.ts';
import { actorOf, editorsInWords } from './rights.ts';
import { Sharding } from './sharding.ts';

/** Articles looked through for what is being typed. */
const LOOKED_THROUGH = 500;

/** Discord's own codes for a token or an intent that it does not let in (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway). */
const REFUSED = /TokenInvalid|DisallowedIntents|invalid token|disallowed intent/i;

export function openDiscord(options: DiscordOptions, deps: ChatDeps): ChatService {
  const { services, onFault } = deps;
  const rest = new REST(restOptions(options, 1)).setToken(options.token);
  let sharding: Sharding | null = null;
  const client = new Client(
    clientOptions(options, {
      buildStrategy: manager => {
        sharding = new Sharding(manager);
        return sharding;
      },
    }),
  );
  let us: { app: string; user: string } | null = null;
  let served: ReadonlySet<string> = new Set();
  let closed = false;

  const publisher = discordPublisher({ rest, app: () => us!.app, user: () => us!.user, clock: services.clock });
  const conversation = openConversation({
    ...deps,
    platform: {
      publisher,
      editors: editorsInWords(options.editorRoles),
      actor: (request, rightsMatter) =>
        actorOf(request, rightsMatter, { rest, serves: guild => served.has(guild), editorRoles: options.editorRoles }),
      // Discord shows by itself that an interaction is worked on; typing passes by itself.
      working: async ({ target }) => {
        if (target.grant === null) await call(() => rest.post(Routes.channelTyping(channelOf(target))));
        return async () => {};
      },
      clearSigns: async () => {},
      // A mention stands there to be read; what a slash command said does not.
      showsAsked: ({ event }) => event.startsWith(`${PLATFORM}:i:`),
    },
  });

  /** Runs what an event asks for; a fault is logged and goes no further. */
  const handled = (work: () => Promise<void>) => {
    work().catch(thrown => {
      if (!closed) onFault(faultOf(PLATFORM, discordFault(thrown)));
    });
  };

  const onInteraction = async (interaction: Interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond(await choicesFor(interaction));
      return;
    }
    if (interaction.isMessageContextMenuCommand() && interaction.commandType === ApplicationCommandType.Message) {
      await interaction.showModal(askAboutForm(interaction.targetMessage.content));
      return;
    }
    const asked = askedBy(interaction);
    if (asked === null) return;
    const { request, fresh } = await conversation.take(asked.incoming);
    await deferred(() =>
      (interaction as Deferrable).deferReply(asked.ephemeral ? { flags: MessageFlags.Ephemeral } : {}),
    );
    if (fresh) void conversation.answer(request);
  };

  const choicesFor = async (interaction: AutocompleteInteraction): Promise<Choice[]> => {
    const field = focusedField(interaction.commandName, interaction.options.data, services.commands);
    if (field?.kind !== 'article') return [];
    const page = { limit: LOOKED_THROUGH, seeds: await services.newsroom.seedsBelong() };
    return articleChoices(await services.store.articles(page), field.value);
  };

  const askedBy = (interaction: Interaction): Asked | null => {
    if (interaction.isChatInputCommand()) return slashCommand(interaction, services.commands);
    if (interaction.isButton()) return press(interaction);
    return interaction.isModalSubmit() && interaction.customId === ASK_ABOUT_FORM ? form(interaction) : null;
  };

  const onMessage = async (message: Message) => {
    if (us === null || (message.guildId !== null && !served.has(message.guildId))) return;
    const incoming = await heard(message, {
      user: us.user,
      commands: services.commands,
      isOurs: async (channel, id) => {
        const place = { platform: PLATFORM, space: message.guildId ?? '', channel, message: id };
        return (await services.store.postOfMessage(place)) !== null;
      },
      knowsThread: async (space, channel, thread) =>
        (await services.store.lastRequest({ platform: PLATFORM, space, channel, thread }, 'ask')) !== null,
    });
    if (incoming === null) return;
    const { request, fresh } = await conversation.take(incoming);
    if (fresh) void conversation.answer(request);
  };

  /** Guilds that are not served are told, and left. */
  const onGuilds = async () => {
    served = await servedGuilds(options, client, rest);
  };

  client.on(Events.InteractionCreate, interaction => handled(() => onInteraction(interaction)));
  client.on(Events.MessageCreate, message => handled(() => onMessage(message)));
  client.on(Events.GuildCreate, () => handled(onGuilds));
  client.on(Events.Error, thrown => onFault(faultOf(PLATFORM, discordFault(thrown))));
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (!closed) deps.onEnded(refusal(new StetError('platform-refused', `discord: the gateway closed with ${code}`)));
  });
  client.on(Events.Invalidated, () => {
    if (!closed) deps.onEnded(refusal(new StetError('platform-refused', 'discord: the session was invalidated')));
  });
  client.on(Events.ShardReconnecting, () => {
    if (!closed) deps.warn('discord: the connection was lost', {});
  });

  return {
    name: PLATFORM,
    publisher,
    async open() {
      try {
        us = await whoWeAre(options, rest);
        const ready = new Promise<void>(resolve => client.once(Events.ClientReady, () => resolve()));
        await client.login(options.token);
        await ready;
        await onGuilds();
        await registerCommands(options, us.app, services.commands, rest);
      } catch (thrown) {
        throw REFUSED.test(String(thrown))
          ? refusal(new StetError('platform-refused', 'discord: the token or an intent'))
          : refusal(discordFault(thrown));
      }
      // Not waited for: what is asked now need not wait for what was asked before.
      conversation.resume().catch(thrown => onFault(faultOf('resume', asStetError(thrown))));
    },
    async close(graceMs) {
      closed = true;
      sharding?.stop();
      await client.destroy();
      await conversation.close(graceMs);
    },
  };
}

/** The interactions that are acknowledged by showing that they are worked on. */
type Deferrable = { deferReply: (options: object) => Promise<unknown> };

/** Stored is stored: one that was acknowledged before, or too late, is answered by an ordinary message. */
async function deferred(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (![10_062, 40_060].includes(discordCode(thrown) ?? 0)) throw thrown;
  }
}

function refusal(fault: StetError): StetError {
  if (fault.code !== 'platform-refused') return fault;
  const userMessage = `Discord did not let Stet in (${fault.message.replace('discord: ', '')}); \`stet doctor\` says what to mend.`;
  return new StetError('platform-refused', fault.message, { userMessage });
}
