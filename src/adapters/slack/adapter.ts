/**
 * Slack through Bolt: what comes in is stored before it is acknowledged, and everything that goes out goes through the Publisher.
 * Bolt routes and acknowledges; what is asked is read by `incoming.ts`. A fault here must never reach the rest of the process.
 */
import { App, webApi } from '@slack/bolt';
import { asStetError, StetError } from '../../core/errors.ts';
import { observedPublisher, unobserved } from '../../core/observe.ts';
import type { Reaction } from '../../core/reactions.ts';
import { type Conversation, openConversation } from '../conversation.ts';
import { faultOf } from '../dispatch.ts';
import { inTurn } from '../reactions.ts';
import type { ChatDeps, ChatService } from '../service.ts';
import { heedReactions } from '../waiting-reactions.ts';
import { boltLogger } from './bolt-logger.ts';
import { callUntil } from './calls.ts';
import { type Connection, connectAtLast, makeConnection } from './connection.ts';
import { slackNames } from './emoji.ts';
import { PLATFORM, saidIn } from './ids.ts';
import { type Home, readPayload } from './incoming.ts';
import { messageAt } from './links.ts';
import { listen } from './listeners.ts';
import { clientOptions, type SlackOptions } from './options.ts';
import { slackPublisher } from './publisher.ts';
import { reactionHeard, reactionIn, stillStands, wordsOf } from './reactions.ts';
import { type Brought, storingFirst, timed } from './receiver.ts';
import { actorOf, editorsInWords } from './rights.ts';
import { clearSigns, showWorking } from './working.ts';

/** What Slack says we are: the workspace of the token, our user and our bot there. */
interface Identity {
  team: string;
  user: string;
  bot: string;
}

/** What there is once Slack has said who we are. */
interface Opened {
  conversation: Conversation;
  connection: Connection;
}

export function openSlack(options: SlackOptions, deps: ChatDeps): ChatService {
  const { services, onFault, observe = unobserved } = deps;
  const logger = boltLogger(deps.note ?? deps.warn);
  const stop = new AbortController();
  const call = callUntil(stop.signal);
  const clientWith = (retries: number) =>
    new webApi.WebClient(options.botToken, clientOptions(options, retries, logger, stop.signal));
  const reading = clientWith(options.retries);
  const writing = clientWith(0);
  const publisher = observedPublisher(
    slackPublisher({ client: writing, call, clock: services.clock, onRefused: end }),
    observe,
  );
  const flag = slackNames(options.flagEmoji);
  const reactions = inTurn();
  const asking = { client: writing, call, store: services.store };
  const flags = heedReactions({
    ...{ platform: PLATFORM, services, inOrder: reactions, onFault },
    wordsOf: ({ message }) => wordsOf(message, asking),
  });
  let opened: Opened | null = null;
  let ended = false;
  let closing: Promise<void> | null = null;

  /** Said once. Nothing more is let in, for nobody could be answered. */
  function end(fault: StetError): void {
    if (ended || closing !== null) return;
    ended = true;
    deps.onEnded(refusal(fault));
    void opened?.connection.close();
  }

  async function whoAmI(): Promise<Identity> {
    const { team_id, user_id, bot_id } = await call(() => reading.auth.test());
    return { team: team_id!, user: user_id!, bot: bot_id ?? '' };
  }

  function conversationOf({ team }: Identity): Conversation {
    return openConversation({
      ...deps,
      platform: {
        publisher,
        editors: editorsInWords(options.editors),
        actor: (request, rights) => actorOf(request, rights, { ...options, home: team, client: reading, call }),
        working: request => showWorking(request, writing, call),
        clearSigns: request => clearSigns(request, writing, call),
        messageAt: async (link, { target }) => messageAt(link, target.space),
        // What somebody said stands there to be read; what a command or a form said does not.
        showsAsked: ({ event }) => saidIn(event) === null,
      },
    });
  }

  /** Keeps what a payload asks, if anything; gives what begins to answer it. A repeat is done with: the first one is answered, or will be. */
  async function take(
    { body, retryNum = 0 }: Brought,
    us: Identity,
    conversation: Conversation,
  ): Promise<(() => void) | null> {
    try {
      const reaction = reactionIn(body, { ...us, teams: options.teams, flag });
      if (reaction !== null) await reactions(() => heed(reaction, retryNum > 0));
      const asked = await readPayload(body, homeOf(us));
      const taken = asked && (await conversation.take(asked));
      return taken?.fresh ? () => void conversation.answer(taken.request) : null;
    } catch (thrown) {
      onFault(faultOf('ask', thrown));
      throw thrown;
    }
  }

  /** Rejects where it could not be kept. */
  async function heed(reaction: Reaction, isRepeat: boolean): Promise<void> {
    if (reaction.added && isRepeat && !(await stillStands(reaction, flag, asking))) return;
    const heard = await reactionHeard(reaction, asking);
    if (heard !== null) await flags.heed(heard);
  }

  const homeOf = ({ team, user }: Identity): Home => ({
    ...{ team, user, commands: services.commands, now: services.clock.now() },
    knowsThread: async (channel, thread) => {
      const place = { platform: PLATFORM, space: team, channel, thread };
      return (await services.store.lastRequest(place, 'ask')) !== null;
    },
  });

  function enter(us: Identity): Opened {
    const conversation = conversationOf(us);
    const connection = makeConnection(options, logger, {
      onRefused: end,
      onLost: reason => deps.warn('slack: the connection was lost', { reason }),
    });
    const app = new App({
      receiver: storingFirst(timed(connection.receiver, observe), brought => take(brought, us, conversation)),
      logger,
      authorize: async () => ({ botToken: options.botToken, botId: us.bot, botUserId: us.user, teamId: us.team }),
      clientOptions: clientOptions(options, options.retries, logger, stop.signal),
      convoStore: false,
    });
    listen(app, {
      team: us.team,
      client: writing,
      call,
      services,
      onFault: fault => onFault(faultOf(PLATFORM, fault)),
    });
    return { conversation, connection };
  }

  async function close(graceMs: number): Promise<void> {
    const late = setTimeout(() => stop.abort(), graceMs);
    const heeded = flags.close();
    if (opened === null) stop.abort();
    await opened?.connection.close();
    await opened?.conversation.close(graceMs);
    clearTimeout(late);
    stop.abort();
    await heeded;
  }

  return {
    name: PLATFORM,
    publisher,
    connected: () => !ended && opened !== null && opened.connection.connected(),
    async open() {
      try {
        const onLost = (reason: string) => deps.warn('slack: cannot be reached', { reason });
        opened = enter(await connectAtLast(whoAmI, stop.signal, onLost));
        // Not waited for: what is asked now need not wait for what was asked before.
        opened.conversation.resume().catch(thrown => onFault(faultOf('resume', thrown)));
        flags.resume();
        await opened.connection.open();
      } catch (thrown) {
        throw refusal(asStetError(thrown));
      }
    },
    close: graceMs => {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

/** What to tell of a token that does not let us in; any other fault as it is. */
function refusal(fault: StetError): StetError {
  if (fault.code !== 'platform-refused' && fault.code !== 'not-accepted') return fault;
  const userMessage = `Slack did not let Stet in (${fault.message.replace('slack: ', '')}); \`stet doctor\` says which token to mend.`;
  return new StetError('platform-refused', fault.message, { userMessage });
}
