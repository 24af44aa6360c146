/**
 * What a question leans on: the one before it in its conversation, so that "and when?" is understood. Reads the store alone, and must never
 * let what one person asked for themselves show in what all read.
 */
import type { Request, RequestDraft, Target } from '../core/chat.ts';
import type { Answer } from '../core/model.ts';
import type { Store } from '../core/ports.ts';
import { questionOf } from './dispatch.ts';

/** How long a question outside a thread is leant on, milliseconds: a conversation that paused longer has begun anew. */
const LEANS_MS = 15 * 60_000;

/**
 * The question before it, as it was read; null where it stands alone. Whoever asks in a channel asks anew; a reply, a thread or a direct
 * conversation goes on.
 */
export async function leansOn(
  { call, target, person }: Omit<RequestDraft, 'before'>,
  repliesTo: string | null,
  store: Store,
  now: Date,
): Promise<string | null> {
  if (call.command !== 'ask') return null;
  const above = await requestAbove(target, repliesTo ?? target.thread, store);
  if (repliesTo !== null && above !== null) return questionAsRead(above, store);
  if (target.thread === null && !target.direct) return null;
  // What somebody asked for themselves alone must not show in what all read.
  const isPrivate = target.direct || target.only !== null;
  const last = (await store.lastRequest(target, 'ask', isPrivate ? person : undefined)) ?? above;
  if (last === null) return null;
  if (target.thread === null && now.getTime() - Date.parse(last.askedAt) > LEANS_MS) return null;
  return questionAsRead(last, store);
}

/** "And when?" was itself made whole: what it was read as is what the next one leans on. */
async function questionAsRead({ id, call }: Request, store: Pick<Store, 'postOfRequest'>): Promise<string | null> {
  const answer = (await store.postOfRequest(id))?.reply.data as Partial<Answer> | null | undefined;
  return answer?.readAs ?? questionOf(call);
}

/** What a message answers, where it is one of ours that all could read: one that is replied to, or that a thread hangs on. */
async function requestAbove(
  { thread: _, ...channel }: Target,
  message: string | null,
  store: Pick<Store, 'postOfMessage' | 'request'>,
): Promise<Request | null> {
  const post = message === null ? null : await store.postOfMessage({ ...channel, message });
  return post?.request && post.target.only === null ? store.request(post.request) : null;
}
