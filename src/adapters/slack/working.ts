/**
 * The sign that an answer is on its way: a reaction on what was said, or for a slash command a short message. A process that dies
 * leaves it there, so the next one looks for it before it answers. What only the asker may see gets none: Slack cannot take such a
 * message back.
 */
import type { webApi } from '@slack/bolt';
import type { Request } from '../../core/chat.ts';
import { call, slackWord } from './calls.ts';
import { oldestTs } from './ids.ts';

const REACTION = 'hourglass_flowing_sand';
const EVENT_TYPE = 'stet_working';
const WORDS = 'Looking through the record …';

/** Messages looked through for a sign that was left. */
const LOOKED_THROUGH = 100;

/** Shows the sign; what it gives takes it away. */
export async function showWorking(request: Request, client: webApi.WebClient): Promise<() => Promise<void>> {
  const said = saidIn(request);
  if (said !== null) {
    await call(() => client.reactions.add({ ...said, name: REACTION }));
    return () => takeReaction(said, client);
  }
  const { target } = request;
  if (target.only !== null) return async () => {};
  const { ts } = await call(() =>
    client.chat.postMessage({
      channel: target.channel,
      ...(target.thread === null ? {} : { thread_ts: target.thread }),
      text: WORDS,
      metadata: { event_type: EVENT_TYPE, event_payload: { request: request.id } },
    }),
  );
  return async () => {
    await call(() => client.chat.delete({ channel: target.channel, ts: ts! }));
  };
}

/** Takes away what a process that died may have left. */
export async function clearSigns(
  request: Request,
  reading: webApi.WebClient,
  writing: webApi.WebClient,
): Promise<void> {
  const said = saidIn(request);
  if (said !== null) return takeReaction(said, writing);
  const { target, askedAt, id } = request;
  if (target.only !== null) return;
  const page = {
    channel: target.channel,
    oldest: oldestTs(askedAt),
    limit: LOOKED_THROUGH,
    include_all_metadata: true,
  };
  const { messages = [] } = await call(() => reading.conversations.history(page));
  for (const { ts, metadata } of messages) {
    const ours = metadata?.event_type === EVENT_TYPE && (metadata.event_payload as { request?: string }).request === id;
    if (ours && ts) await call(() => writing.chat.delete({ channel: target.channel, ts }));
  }
}

/** The message that asked; null where nothing was said, as in a slash command or a form. */
function saidIn({ event }: Request): { channel: string; timestamp: string } | null {
  const [, , channel, ts] = event.split(':');
  return channel && ts && /^\d+\.\d+$/.test(ts) ? { channel, timestamp: ts } : null;
}

async function takeReaction(said: { channel: string; timestamp: string }, client: webApi.WebClient): Promise<void> {
  try {
    await client.reactions.remove({ ...said, name: REACTION });
  } catch (thrown) {
    if (slackWord(thrown) !== 'no_reaction') throw thrown;
  }
}
