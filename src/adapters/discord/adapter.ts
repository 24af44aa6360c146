/**
 * Discord through discord.js: what comes in is stored before it is acknowledged, and everything that goes out goes through the
 * Publisher. What is asked is read by `incoming.ts`. A fault here must never reach the rest of the process.
 */
import type { Client } from 'discord.js';
import { asStetError, StetError } from '../../core/errors.ts';
import { observedPublisher, unobserved } from '../../core/observe.ts';
import { atLast } from '../at-last.ts';
import { type ChatPlatform, type Incoming, openConversation } from '../conversation.ts';
import { faultOf } from '../dispatch.ts';
import { inTurn } from '../reactions.ts';
import type { ChatDeps, ChatService } from '../service.ts';
import { heedReactions } from '../waiting-reactions.ts';
import { discordApi } from './calls.ts';
import { makeConnection } from './connection.ts';
import { servedGuilds } from './guilds.ts';
import { channelOf, INTERACTION, PLATFORM } from './ids.ts';
import { messageAt } from './links.ts';
import { listen } from './listeners.ts';
import { botRest, type DiscordOptions, hooksRest } from './options.ts';
import { discordPublisher } from './publisher.ts';
import { type RawReaction, reactionHeard, wordsOf } from './reactions.ts';
import { registerCommands } from './register.ts';
import { actorOf, editorsInWords } from './rights.ts';
import { showTyping } from './typing.ts';

export function openDiscord(options: DiscordOptions, deps: ChatDeps): ChatService {
  const { services, onFault, observe = unobserved } = deps;
  const stop = new AbortController();
  const rests = [botRest(options), hooksRest(options)] as const;
  const api = discordApi(rests[0], { auth: true, again: true, stop: stop.signal });
  const hooks = discordApi(rests[1], { auth: false, stop: stop.signal });
  const guilds = servedGuilds(options, api);
  const publisher = observedPublisher(discordPublisher({ api, hooks, clock: services.clock, onRefused: end }), observe);
  const reactions = inTurn();
  const flags = heedReactions({
    ...{ platform: PLATFORM, services, inOrder: reactions, onFault },
    wordsOf: ({ message: { channel, message }, thread }) => wordsOf({ channel: thread ?? channel, message }, api),
  });
  const inHand = new Set<Promise<void>>();
  let ended = false;
  let closing: Promise<void> | null = null;

  const platform: ChatPlatform = {
    publisher,
    editors: editorsInWords(options.editorRoles),
    actor: (request, rights) => actorOf(request, rights, { ...options, api, serves: guilds.serves }),
    // Discord shows by itself that an interaction is worked on.
    working: async ({ target }) => (target.grant === null ? showTyping(channelOf(target), api) : async () => {}),
    // What shows that an interaction is worked on is taken away by its answer; typing passes.
    clearSigns: async () => {},
    messageAt: link => messageAt(link, api),
    // What somebody said stands there to be read; what a command or a form said does not.
    showsAsked: ({ event }) => event.startsWith(INTERACTION),
  };
  const conversation = openConversation({ ...deps, platform });
  const connection = makeConnection(options, heed, {
    onRefused: end,
    onLost: reason => deps.warn('discord: the connection was lost', { reason }),
    onFault: fault => onFault(faultOf(PLATFORM, fault)),
  });

  /** Said once. Nothing more is let in, for nobody could be answered. */
  function end(fault: StetError): void {
    if (ended || closing !== null) return;
    ended = true;
    deps.onEnded(refusal(fault));
    void connection.close();
  }

  function heed(client: Client): void {
    listen(client, {
      services,
      guilds,
      handle,
      take,
      onAcknowledged: ms => observe({ what: 'acknowledged', platform: PLATFORM, ms }),
      flagEmoji: options.flagEmoji,
      heed: (reaction, connected) =>
        reactions(() =>
          atLast(() => heedRaw(reaction, connected), {
            stop: stop.signal,
            onFailed: fault => onFault(faultOf('flag', fault)),
          }),
        ),
      takeAtLast: incoming =>
        atLast(() => take(incoming), { stop: stop.signal, onFailed: fault => onFault(faultOf('ask', fault)) }),
    });
  }

  async function heedRaw(raw: RawReaction, client: Client): Promise<void> {
    if (raw.guild !== null && !(await guilds.serves(raw.guild))) return;
    await flags.heed(await reactionHeard(raw, client, api));
  }

  /** A repeat is done with: the first one is answered, or will be. */
  async function take(incoming: Incoming): Promise<() => void> {
    const { request, fresh } = await conversation.take(incoming);
    return () => {
      if (fresh) void conversation.answer(request);
    };
  }

  function handle(work: () => Promise<void>): void {
    const done = work()
      .catch(thrown => {
        if (!stop.signal.aborted) onFault(faultOf(PLATFORM, thrown));
      })
      .finally(() => inHand.delete(done));
    inHand.add(done);
  }

  /** What takes nothing from those who ask when it fails. */
  async function settle(client: Client<true>): Promise<void> {
    const trying = {
      stop: stop.signal,
      onFailed: ({ message }: StetError) => deps.warn('discord: tried again', { message }),
    };
    const [app, all] = [options.app ?? client.application.id, [...client.guilds.cache.keys()]];
    for (const guild of client.guilds.cache.values()) handle(() => atLast(() => guilds.meet(guild), trying));
    await atLast(() => registerCommands(options, app, all, services.commands, api), trying);
  }

  async function close(graceMs: number): Promise<void> {
    const { promise: over, resolve: giveUp } = Promise.withResolvers<void>();
    const late = setTimeout(giveUp, graceMs);
    const began = performance.now();
    const heeded = flags.close();
    await connection.close();
    await Promise.race([Promise.all(inHand), over]);
    // One grace for both waits.
    await conversation.close(Math.max(0, graceMs - (performance.now() - began)));
    clearTimeout(late);
    stop.abort();
    await heeded;
    for (const rest of rests) {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    }
  }

  return {
    name: PLATFORM,
    publisher,
    connected: () => !ended && connection.connected(),
    async open() {
      const client = await connection.open().catch(thrown => {
        throw refusal(asStetError(thrown));
      });
      // Not waited for: what is asked now need not wait for what was asked before, and neither for commands to be registered.
      conversation.resume().catch(thrown => onFault(faultOf('resume', thrown)));
      flags.resume();
      await settle(client).catch(thrown => {
        if (!stop.signal.aborted) onFault(faultOf(PLATFORM, thrown));
      });
    },
    close: graceMs => {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

/** What to tell of a token or an intent that does not let us in; any other fault as it is. */
function refusal(fault: StetError): StetError {
  if (fault.code !== 'platform-refused') return fault;
  const userMessage = `Discord did not let Stet in (${fault.message.replace('discord: ', '')}); \`stet doctor\` says what to mend.`;
  return new StetError('platform-refused', fault.message, { userMessage });
}
