/**
 * Slack through Bolt: what comes in is stored before it is acknowledged, and everything that goes out goes through the Publisher.
 * Bolt routes and acknowledges; what is asked is read by `incoming.ts`. A fault here must never reach the rest of the process.
 */
import { App, type Receiver, webApi } from '@slack/bolt';
import type { Request } from '../../core/chat.ts';
import { asStetError, StetError } from '../../core/errors.ts';
import { openConversation } from '../conversation.ts';
import { faultOf } from '../dispatch.ts';
import type { ChatDeps, ChatService } from '../service.ts';
import { statusFields } from '../status.ts';
import { askAboutForm } from './ask-about.ts';
import { boltLogger } from './bolt-logger.ts';
import { call, slackFault } from './calls.ts';
import { makeConnection } from './connection.ts';
import { plainText } from './heard.ts';
import { homeView } from './home.ts';
import { instantAfter, PLATFORM } from './ids.ts';
import { type Home, PRESS, readPayload } from './incoming.ts';
import { ASK_ABOUT_MESSAGE } from './manifest.ts';
import { clientOptions, type SlackOptions } from './options.ts';
import { slackPublisher } from './publisher.ts';
import { actorOf, editorsInWords } from './rights.ts';
import { clearSigns, showWorking } from './working.ts';

/** Where Bolt keeps what was stored, from the receiver to the listener. */
const TAKEN = 'stetRequest';

export function openSlack(options: SlackOptions, deps: ChatDeps): ChatService {
  const { services, onFault } = deps;
  const logger = boltLogger(deps.warn);
  const reading = new webApi.WebClient(options.botToken, clientOptions(options, options.retries, logger));
  const writing = new webApi.WebClient(options.botToken, clientOptions(options, 0, logger));
  const publisher = slackPublisher({ client: writing, clock: services.clock });
  let home: { team: string; user: string; bot: string } | null = null;

  const conversation = openConversation({
    ...deps,
    platform: {
      publisher,
      editors: editorsInWords(options.editors),
      actor: (request, rights) => actorOf(request, rights, { ...options, home: home!.team, client: reading }),
      working: request => showWorking(request, writing),
      clearSigns: request => clearSigns(request, reading, writing),
      // A mention stands there to be read; what a slash command said does not.
      showsAsked: ({ event }) => event.split(':')[2] === 'trigger' || event.split(':')[2] === 'view',
    },
  });

  const reader = (): Home => ({
    ...{ team: home!.team, user: home!.user, commands: services.commands, now: services.clock.now() },
    knowsThread: async (channel, thread) => {
      const place = { platform: PLATFORM, space: home!.team, channel, thread };
      return (await services.store.lastRequest(place, 'ask')) !== null;
    },
  });

  const connection = makeConnection(options, logger, {
    onRefused: fault => deps.onEnded(refusal(fault)),
    onLost: reason => deps.warn('slack: the connection was lost', { reason }),
  });
  const receiver = storingFirst(connection.receiver, async body => {
    const asked = await readPayload(body, reader());
    return asked && conversation.take(asked);
  });
  const app = new App({
    receiver,
    logger,
    authorize: async () => ({
      botToken: options.botToken,
      botId: home!.bot,
      botUserId: home!.user,
      teamId: home!.team,
    }),
    clientOptions: clientOptions(options, options.retries, logger),
  });
  listen(app, { deps, conversation, writing });

  return {
    name: PLATFORM,
    publisher,
    async open() {
      home = await whoAmI(reading);
      // Not waited for: what is asked now need not wait for what was asked before.
      conversation.resume().catch(thrown => onFault(faultOf('resume', thrown)));
      await connection.open().catch(thrown => {
        throw refusal(asStetError(thrown));
      });
    },
    async close(graceMs) {
      await connection.close();
      await conversation.close(graceMs);
    },
  };

  function refusal(fault: StetError): StetError {
    if (fault.code !== 'platform-refused' && fault.code !== 'not-accepted') return fault;
    const userMessage = `Slack did not let Stet in (${fault.message.replace('slack: ', '')}); \`stet doctor\` says which token to mend.`;
    return new StetError('platform-refused', fault.message, { userMessage });
  }

  async function whoAmI(client: webApi.WebClient) {
    const { team_id, user_id, bot_id } = await call(() => client.auth.test()).catch(thrown => {
      throw refusal(asStetError(thrown));
    });
    return { team: team_id!, user: user_id!, bot: bot_id ?? '' };
  }

  function listen(
    to: App,
    { writing: client }: { deps: ChatDeps; conversation: typeof conversation; writing: webApi.WebClient },
  ) {
    const answer = (context: object) => {
      const taken = (context as { [TAKEN]?: { request: Request; fresh: boolean } })[TAKEN];
      // A repeat is acknowledged and done with: the first one is answered, or will be.
      if (taken?.fresh) void conversation.answer(taken.request);
    };
    to.command(/.*/, async ({ ack, context }) => {
      await ack();
      answer(context);
    });
    to.action(PRESS, async ({ ack, context }) => {
      await ack();
      answer(context);
    });
    to.view(ASK_ABOUT_MESSAGE, async ({ ack, context }) => {
      await ack();
      answer(context);
    });
    to.event('app_mention', async ({ context }) => answer(context));
    to.event('message', async ({ context }) => answer(context));
    to.shortcut(ASK_ABOUT_MESSAGE, async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type !== 'message_action') return;
      const { message, channel, response_url: responseUrl, trigger_id } = shortcut;
      const about = {
        channel: channel.id,
        thread: message.thread_ts ?? message.ts ?? shortcut.message_ts,
        responseUrl,
        until: instantAfter(services.clock.now(), 29),
      };
      await call(() => client.views.open({ trigger_id, view: askAboutForm(plainText(message.text ?? ''), about) }));
    });
    to.event('app_home_opened', async ({ event }) => {
      if (event.tab !== 'home') return;
      const view = homeView({ status: await statusFields(services) });
      await call(() => client.views.publish({ user_id: event.user, view }));
    });
    to.error(async thrown =>
      onFault(faultOf(PLATFORM, slackFault((thrown as { original?: unknown }).original ?? thrown))),
    );
  }
}

/**
 * A receiver that hands nothing on to Bolt before it is stored, for Bolt acknowledges events by itself. What cannot be stored is not
 * acknowledged, and Slack brings it again.
 */
function storingFirst(receiver: Receiver, store: (body: unknown) => Promise<unknown>): Receiver {
  return {
    init: app => {
      const processEvent: App['processEvent'] = async event => {
        const taken = await store(event.body);
        await app.processEvent({ ...event, customProperties: { ...event.customProperties, [TAKEN]: taken } });
      };
      receiver.init({ processEvent } as App);
    },
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}
