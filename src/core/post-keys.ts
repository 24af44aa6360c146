/** Keys of posts, by which each is said once, and what they tell. Pure. */
import type { PersonId, Post, RequestId } from './chat.ts';
import type { PostStore, RequestStore } from './ports.ts';
import type { Correction } from './recall.ts';
import type { WatchId } from './watches.ts';

/** Of the answer to a request. */
export function answerKey(request: RequestId): string {
  return `answer:${request}`;
}

/** Of what a watch tells for the `told`th time. */
export function watchKey(watch: WatchId, told: number): string {
  return `watch:${watch}:${told}`;
}

/** The watch whose post it is; null for any other post. */
export function watchOfKey(key: string): WatchId | null {
  return /^watch:(w-[a-z2-7]{10}):\d+$/.exec(key)?.[1] ?? null;
}

/** Of the note that says what was corrected in a post. */
export function correctionNoteKey({
  post,
  reason,
  article,
  version,
}: Pick<Correction, 'post' | 'reason' | 'article' | 'version'>): string {
  return `correction:${post}:${reason}:${article}:${version}`;
}

/** Whether these words are the key of a post: no question is one word with such marks in it. */
export function isPostKey(words: string): boolean {
  return /^(?!https?:|message:)[a-z-]+:\S+$/.test(words);
}

/** Whether these words are the id of an answer, as its buttons name it: its request's, or the key of a post that nobody asked for. */
export function isAnswerId(words: string): boolean {
  return /^r-[a-z2-7]{10}$/.test(words) || watchOfKey(words) !== null;
}

/** The post that an answer's id names. */
export function postOfAnswer(id: string, store: Pick<PostStore, 'post' | 'postOfRequest'>): Promise<Post | null> {
  return watchOfKey(id) === null ? store.postOfRequest(id) : store.post(id);
}

/** The one who alone may see a post, null where all in its place may; empty where it is private and nobody knows any more whose it was. */
export async function readerOf(
  { target, request }: Pick<Post, 'target' | 'request'>,
  store: Pick<RequestStore, 'request'>,
): Promise<PersonId | null> {
  if (target.only !== null) return target.only;
  if (!target.direct) return null;
  return request === null ? '' : ((await store.request(request))?.person ?? '');
}
