/**
 * `deliver`: sends one post through its platform's Publisher and closes its row, and with it the request that it answers.
 * Queued by whoever queued a post that could not be sent at once, and at start for every post that is not sent. Safe to run twice:
 * a post that was tried before is first looked for where it was to stand.
 */
import { z } from 'zod';
import type { Post, RequestOutcome } from '../src/core/chat.ts';
import { asStetError, StetError } from '../src/core/errors.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Reply } from '../src/core/reply.ts';
import { verifyQuotes } from '../src/core/verify-quotes.ts';

export const deliver = defineJob({
  name: 'deliver',
  payload: z.object({ key: z.string().min(1) }),
  key: ({ key }) => key,
  // About an hour and a half in all: longer than the outages of the platforms are.
  retry: { attempts: 20, backoffMs: 2_000, maxBackoffMs: 300_000 },
  concurrency: 4,
  run: async ({ key }, context) => {
    await deliverPost(key, context);
  },
});

/**
 * Sends the post of this key now. Resolves to its messages; to none where another run has it, or it is already closed.
 * Rejects with what the Publisher rejects with; a fault that is not `retryable` has then closed the post as failed.
 */
export async function deliverPost(key: string, { store, publishers }: Pick<JobContext, 'store' | 'publishers'>) {
  const claimed = await store.claimPost(key);
  if (claimed === null) return [];
  const { post, doubtSince } = claimed;
  try {
    const publisher = publishers.get(post.target.platform);
    if (!publisher) throw new StetError('not-delivered', 'this process does not serve the platform of the post');
    // Once more, just before it is seen: it may have waited.
    await verifyQuotes(post.reply, store);
    const found = doubtSince === null ? post.refs : await publisher.find(post, doubtSince);
    const refs = await publisher.post(post, found, sent => store.partlySent(key, sent));
    await store.markSent(key, refs);
    await close(post, outcomeOf(post.reply), store);
    return refs;
  } catch (thrown) {
    const fault = asStetError(thrown);
    await store.markUnsent(key, `${fault.code}: ${fault.message}`, fault.retryable ? 'queued' : 'failed');
    if (!fault.retryable) await close(post, 'failed', store);
    throw fault;
  }
}

async function close({ request }: Post, outcome: RequestOutcome, store: JobContext['store']): Promise<void> {
  if (request !== null) await store.closeRequest(request, outcome);
}

/** What came of a request, told by the reply it got. */
function outcomeOf({ tone, data }: Reply): RequestOutcome {
  if (tone === 'error') return 'failed';
  const status = (data as { status?: unknown } | null)?.status;
  return status === 'answered' || status === 'not-in-corpus' ? status : 'done';
}
