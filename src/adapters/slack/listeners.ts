/**
 * What Bolt is told to listen for. What is asked was stored before Bolt heard of it, so that most of it is acknowledged here and no
 * more; a form that is opened and the App Home ask nothing, and are answered here.
 */
import type { App, MessageShortcut, types, webApi } from '@slack/bolt';
import { recordField } from '../../../commands/status.ts';
import type { Services } from '../../core/command.ts';
import type { StetError } from '../../core/errors.ts';
import { articlesOf } from '../flagging.ts';
import { askAboutForm } from './ask-about.ts';
import { type Call, slackFault } from './calls.ts';
import { flagForm } from './flag-article.ts';
import { plainText, withAddresses } from './heard.ts';
import { homeView } from './home.ts';
import { instantAfter, PLATFORM } from './ids.ts';
import { type AskedAbout, GRANT_MINUTES } from './incoming.ts';
import { ASK_ABOUT_MESSAGE, FLAG_ARTICLE, WHY_MESSAGE } from './manifest.ts';

export interface ListenerDeps {
  /** The workspace the token belongs to. */
  team: string;
  client: webApi.WebClient;
  call: Call;
  services: Pick<Services, 'store' | 'newsroom' | 'queue' | 'clock'>;
  /** Told of what went wrong, an acknowledgement that came too late among it: nothing depends on one. */
  onFault: (fault: StetError) => void;
}

export function listen(app: App, { team, client, call, services, onFault }: ListenerDeps): void {
  app.command(/.*/, ({ ack }) => ack());
  app.action(/.*/, ({ ack }) => ack());
  app.view(/.*/, ({ ack }) => ack());

  app.shortcut(WHY_MESSAGE, ({ ack }) => ack());

  const opens = (form: string, make: (shortcut: MessageShortcut, about: AskedAbout) => Promise<types.ModalView>) =>
    app.shortcut(form, async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type !== 'message_action') return;
      const { message, channel, message_ts, response_url: responseUrl, trigger_id } = shortcut;
      const thread = String(message.thread_ts ?? message_ts);
      const until = instantAfter(services.clock.now(), GRANT_MINUTES);
      const view = await make(shortcut, { channel: channel.id, thread, responseUrl, until });
      await call(() => client.views.open({ trigger_id, view }));
    });

  opens(ASK_ABOUT_MESSAGE, async ({ message }, about) => askAboutForm(plainText(message.text ?? ''), about));
  opens(FLAG_ARTICLE, async ({ message, channel, message_ts }, about) => {
    const shown = { platform: PLATFORM, space: team, channel: channel.id, message: message_ts };
    const wordsOf = async () => withAddresses(message.text ?? '');
    return flagForm(await articlesOf(shown, { services, wordsOf }), about);
  });

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const view = homeView({ status: [await recordField(services)] });
    await call(() => client.views.publish({ user_id: event.user, view }));
  });

  app.error(async thrown => onFault(slackFault((thrown as { original?: unknown }).original ?? thrown)));
}
