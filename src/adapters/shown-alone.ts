/**
 * What is for one person alone and cannot reach them directly waits behind a button that stands where it is about. Its action names the
 * post, which is shown to whom it is for and to nobody else.
 */
import type { Post } from '../core/chat.ts';
import { StetError } from '../core/errors.ts';
import type { PostStore } from '../core/ports.ts';

/** Before the key of a post: what pressing its button does. Ids of stored actions never begin so. */
const SHOW = 'show:';

export function showAction(key: string): string {
  return SHOW + key;
}

/**
 * The post that an action shows to somebody; null for an action of any other kind. Rejects with `expired-action` when it is no longer
 * kept, and with `not-allowed` when it is for somebody else.
 */
export async function postToShow(action: string, person: string, store: Pick<PostStore, 'post'>): Promise<Post | null> {
  if (!action.startsWith(SHOW)) return null;
  const post = await store.post(action.slice(SHOW.length));
  if (post === null) throw new StetError('expired-action', 'a post that is no longer kept');
  if (post.target.only === person) return post;
  throw new StetError('not-allowed', 'a post for somebody else', { userMessage: 'That is for somebody else.' });
}
