/**
 * Finds messages of our own in a channel or a thread by the metadata they carry. Reads only. Where we may not look, nothing is found:
 * better said twice than not at all.
 */
import type { webApi } from '@slack/bolt';
import { StetError } from '../../core/errors.ts';
import type { Call } from './calls.ts';
import { oldestTs } from './ids.ts';

/** Messages a page, and pages: two thousand messages are more than a busy channel gets in the hours that a post may be in doubt. */
const PAGE = 200;
const PAGES = 10;

export interface Looked {
  channel: string;
  /** The thread; null for the channel itself, whose threads are not looked into. */
  thread: string | null;
  /** ISO 8601: nothing older is looked at. */
  since: string;
  /** The kind of metadata. */
  kind: string;
}

export interface Found {
  ts: string;
  payload: Record<string, unknown>;
}

export async function ownMessages(
  { channel, thread, since, kind }: Looked,
  client: webApi.WebClient,
  call: Call,
): Promise<Found[]> {
  const found: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const place = {
      channel,
      oldest: oldestTs(since),
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor && { cursor }),
    };
    const answer = await call(async () =>
      thread === null ? client.conversations.history(place) : client.conversations.replies({ ...place, ts: thread }),
    ).catch(nothingThere);
    for (const { ts, metadata } of answer.messages ?? [])
      if (ts && metadata?.event_type === kind) found.push({ ts, payload: metadata.event_payload ?? {} });
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}

/** A channel we are not in, or a thread whose beginning is gone. */
function nothingThere(thrown: unknown): { messages?: []; response_metadata?: { next_cursor?: string } } {
  if (thrown instanceof StetError && (thrown.code === 'channel-gone' || thrown.code === 'not-accepted')) return {};
  throw thrown;
}
