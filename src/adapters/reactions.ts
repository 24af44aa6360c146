/**
 * What every chat platform does with a reaction that flags: it is kept before it counts as heard, and whatever the flagger must be told
 * or asked is told to them alone. Which article is meant is decided in `flagging.ts`; an adapter brings what was done and where. It must
 * never say anything to anyone but the flagger.
 */
import { deliver } from '../../jobs/deliver.ts';
import { StetError } from '../core/errors.ts';
import type { HeardReaction } from '../core/reactions.ts';
import { lineBreak, type Reply, type ReplyField, reply, text } from '../core/reply.ts';
import { type FlaggedArticle, type FlaggingDeps, type FlagOutcome, flagByReaction } from './flagging.ts';

/** Said where somebody wants to flag what a message shows, and there is nothing to choose from. */
export const NOTHING_TO_FLAG = 'This message shows no article of the record, or Stet may not read it.';

/**
 * Keeps what a reaction means, and queues what its person is to be told. Safe to run twice. Rejects where it could not be kept: it must
 * then not be acknowledged, or be tried again. False where the reaction itself is kept, to be heeded when the post of its message is.
 */
export async function heedReaction(heard: HeardReaction, deps: FlaggingDeps): Promise<boolean> {
  const { reaction, target } = heard;
  const { store, queue } = deps.services;
  const outcome = await flagByReaction(reaction, deps);
  if (outcome.kind === 'waits') {
    await store.keepReaction(heard);
    return false;
  }
  const made = toldOf(outcome);
  if (made === null) return true;
  const key = `reaction:${reaction.event}`;
  await store.queuePost({ key, kind: 'notice', target, reply: made, asked: null, request: null });
  await queue.add(deliver, { key });
  return true;
}

/** Null where the reaction says it all. */
function toldOf(outcome: FlagOutcome): Reply | null {
  if (outcome.kind === 'ask') return whichArticle(outcome);
  return outcome.kind === 'refused'
    ? reply({ body: [text(outcome.reason)], tone: 'refusal', fallback: outcome.reason })
    : null;
}

function whichArticle({ articles, actions }: Extract<FlagOutcome, { kind: 'ask' }>): Reply {
  const asked = 'You flagged a message that shows several articles. Which one do you mean?';
  const dropped = 'Without an answer within 24 hours the flag is dropped.';
  return reply({
    body: [text(asked), lineBreak, text(dropped)],
    fields: articles.map(articleField),
    actions,
    fallback: asked,
    data: { articles },
  });
}

function articleField({ id, title, outlet }: FlaggedArticle): ReplyField {
  return { name: id, value: [text([title ?? 'no title', outlet ?? 'unknown outlet'].join(' · '))] };
}

/** What is read of a message; null where it may not be read or is gone. Rejects where that may pass, or the platform lets us in no more. */
export async function ifReadable<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (thrown) {
    const isClosed = thrown instanceof StetError && !thrown.retryable;
    if (isClosed && thrown.code !== 'platform-refused') return null;
    throw thrown;
  }
}

/** Does one thing after another, in the order in which they came: a flag that was taken back at once must not come after that. */
export function inTurn(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return work => {
    const done = last.then(work);
    // A fault is that of whoever waits for the work, and holds up nothing that comes after.
    last = done.catch(() => {});
    return done;
  };
}
