/** The sign that an answer is on its way: shown where the work takes more than a moment, and taken away whatever becomes of it. */
import type { Request } from '../core/chat.ts';
import { inTime } from '../core/in-time.ts';
import type { ChatPlatform } from './conversation.ts';

/** A sign that takes longer to be taken away holds up the answer no more, milliseconds. */
const SIGN_MS = 2_000;

/** Does the work; when it takes more than a moment, with a sign that is always taken away again. */
export async function whileWorking<Value>(
  request: Request,
  { working }: ChatPlatform,
  signAfterMs: number,
  work: () => Promise<Value>,
): Promise<Value> {
  let shown: Promise<() => Promise<void>> | null = null as Promise<() => Promise<void>> | null;
  const timer = setTimeout(() => {
    // A sign that cannot be shown or taken away must not cost the answer.
    shown = Promise.resolve(request)
      .then(working)
      .catch(() => async () => {});
  }, signAfterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    const gone = shown?.then(remove => remove()).catch(() => {});
    if (gone) await inTime(gone, SIGN_MS, undefined);
  }
}
