/**
 * What Bolt is told to listen for. What is asked was stored before Bolt heard of it, so that most of it is acknowledged here and no
 * more; a form that is opened and the App Home ask nothing, and are answered here.
 */
import type { App, webApi } from '@slack/bolt';
import type { StetError } from '../../core/errors.ts';
import type { Clock, Newsroom, Store } from '../../core/ports.ts';
import { statusFields } from '../status.ts';
import { askAboutForm } from './ask-about.ts';
import { type Call, slackFault } from './calls.ts';
import { plainText } from './heard.ts';
import { homeView } from './home.ts';
import { instantAfter } from './ids.ts';
import { GRANT_MINUTES } from './incoming.ts';
import { ASK_ABOUT_MESSAGE, WHY_MESSAGE } from './manifest.ts';

export interface ListenerDeps {
  client: webApi.WebClient;
  call: Call;
  services: { store: Store; newsroom: Newsroom; clock: Clock };
  /** Told of what went wrong, an acknowledgement that came too late among it: nothing depends on one. */
  onFault: (fault: StetError) => void;
}

export function listen(app: App, { client, call, services, onFault }: ListenerDeps): void {
  app.command(/.*/, ({ ack }) => ack());
  app.action(/.*/, ({ ack }) => ack());
  app.view(/.*/, ({ ack }) => ack());

  app.shortcut(WHY_MESSAGE, ({ ack }) => ack());
  app.shortcut(ASK_ABOUT_MESSAGE, async ({ ack, shortcut }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    const { message, channel, message_ts, response_url: responseUrl, trigger_id } = shortcut;
    const thread = String(message.thread_ts ?? message_ts);
    const until = instantAfter(services.clock.now(), GRANT_MINUTES);
    const about = { channel: channel.id, thread, responseUrl, until };
    const view = askAboutForm(plainText(message.text ?? ''), about);
    await call(() => client.views.open({ trigger_id, view }));
  });

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const view = homeView({ status: await statusFields(services) });
    await call(() => client.views.publish({ user_id: event.user, view }));
  });

  app.error(async thrown => onFault(slackFault((thrown as { original?: unknown }).original ?? thrown)));
}
