/**
 * The sign that an answer is on its way: a reaction on what was said, or for a slash command a short message. A process that dies
 * leaves it there, so the next one looks for it before it answers. What only the asker may see gets none: Slack cannot take such a
 * message back.
 */
import type { webApi } from '@slack/bolt';
import type { Request } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import { type Call, slackWord } from './calls.ts';
import { saidIn } from './ids.ts';
import { ownMessages } from './own-messages.ts';

const REACTION = 'hourglass_flowing_sand';
const WORDS = 'Looking through the record …';

/** The metadata by which a sign that was left is known. */
const KIND = 'stet_working';

/** Shows the sign, also where it stands already; what it gives takes it away. */
export async function showWorking(
  request: Request,
  client: webApi.WebClient,
  call: Call,
): Promise<() => Promise<void>> {
  const clear = () => clearSigns(request, client, call);
  const said = saidIn(request.event);
  const { target } = request;
  try {
    if (said !== null) await call(() => ignoring('already_reacted', client.reactions.add({ ...said, name: REACTION })));
    else if (target.only === null) {
      const { ts } = await call(() => client.chat.postMessage(signFor(request)));
      return () => call(() => taken(client, target.channel, ts!));
    }
  } catch (thrown) {
    // It may stand there although nobody told us so.
    if (!(thrown instanceof StetError && thrown.retryable)) throw thrown;
  }
  return clear;
}

function signFor({ id, target: { channel, thread } }: Request): webApi.ChatPostMessageArguments {
  return {
    channel,
    ...(thread === null ? {} : { thread_ts: thread }),
    text: WORDS,
    metadata: { event_type: KIND, event_payload: { request: id } },
  };
}

/** Takes away what a process that died may have left. */
export async function clearSigns(request: Request, client: webApi.WebClient, call: Call): Promise<void> {
  const said = saidIn(request.event);
  if (said !== null) {
    await call(() => ignoring('no_reaction', client.reactions.remove({ ...said, name: REACTION })));
    return;
  }
  const { channel, thread, only } = request.target;
  if (only !== null) return;
  const signs = await ownMessages({ channel, thread, since: request.askedAt, kind: KIND }, client, call);
  for (const { ts, payload } of signs) if (payload.request === request.id) await call(() => taken(client, channel, ts));
}

async function taken(client: webApi.WebClient, channel: string, ts: string): Promise<void> {
  await ignoring('message_not_found', client.chat.delete({ channel, ts }));
}

/** A thing that is so already need not be done. */
async function ignoring(word: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    if (slackWord(thrown) !== word) throw thrown;
  }
}
