/**
 * Shows a correction on its platform: edits the messages of its post, and makes the note that says so. What cannot be edited any more has a
 * note where it stands; what one person saw for a moment, in the direct conversation with them. It keeps nothing and sends no note itself.
 * A note must be seen by nobody who did not see the post.
 */
import type { MessageRef, Post, PostDraft, Target } from '../../core/chat.ts';
import { asStetError, isLasting, reasonOf } from '../../core/errors.ts';
import type { Article } from '../../core/model.ts';
import type { Publisher, Store } from '../../core/ports.ts';
import { correctionNoteKey } from '../../core/post-keys.ts';
import type { Correction, ShownCorrection } from '../../core/recall.ts';
import { verifyQuotes } from '../../core/verify-quotes.ts';
import { correctionNote, decisionNote } from './reply.ts';

export interface ShowTools {
  store: Pick<Store, 'request' | 'revision'>;
  /** Of the platform where the post stands. */
  publisher: Pick<Publisher, 'edit' | 'canEdit' | 'under'>;
  article: Article;
}

/**
 * Rejects with what may pass; all else is an outcome.
 * @param post as it is to be shown
 * @param doubtSince since when an earlier run may have shown it already, ISO 8601
 */
export async function showCorrection(
  correction: Correction,
  post: Post,
  doubtSince: string | undefined,
  tools: ShowTools,
): Promise<ShownCorrection> {
  const { publisher, store } = tools;
  const { refs } = post;
  const [first] = refs;
  if (first === undefined) return { state: 'removed', fault: null, refs, note: null };
  const noted = async (fault: string | null): Promise<ShownCorrection> => {
    const target = await besides(first, post, tools);
    return { state: 'noted', fault, refs, note: noteOf(correction, post, target, post.sentAt, tools) };
  };
  if (!refs.every(publisher.canEdit)) return noted(null);
  try {
    await verifyQuotes(post.reply, store);
    const kept = await publisher.edit(post, doubtSince);
    const [top] = kept;
    if (top === undefined) return { state: 'removed', fault: null, refs: kept, note: null };
    const target = await besides(top, post, tools);
    return { state: 'shown', fault: null, refs: kept, note: noteOf(correction, post, target, null, tools) };
  } catch (thrown) {
    const fault = asStetError(thrown);
    if (!isLasting(fault)) throw fault;
    if (fault.code === 'not-accepted') return noted(reasonOf(fault));
    return { state: 'unreachable', fault: reasonOf(fault), refs, note: null };
  }
}

/**
 * Where a note stands beside a message. Whoever saw that for a moment may be elsewhere by now: theirs stays where they find it, and nothing says
 * to others that there was something.
 */
async function besides(message: MessageRef, { request }: Post, { publisher, store }: ShowTools): Promise<Target> {
  const under = publisher.under(message);
  if (under.only !== null) return under.direct ? under : { ...under, replyTo: null, lasting: true };
  const asker = under.direct && request !== null ? await store.request(request) : null;
  return asker === null ? under : { ...under, only: asker.person };
}

/** @param shownAt when the message was shown, where it could not be edited */
function noteOf(
  correction: Correction,
  { reply: shown, asked }: Post,
  target: Target,
  shownAt: string | null,
  { article }: ShowTools,
): PostDraft {
  const { reason, facts } = correction;
  // Far from what it speaks of, it says which question that answered.
  const isApart = target.lasting === true;
  const where = shownAt === null ? null : { at: shownAt, isApart };
  const isVerdict = reason === 'verdict' && article.verdict !== null;
  const reply = isVerdict
    ? decisionNote(shown, article, article.verdict!, where)
    : correctionNote({ article, facts }, where);
  const key = correctionNoteKey(correction);
  return { key, kind: 'notice', target, reply, asked: isApart ? asked : null, request: null };
}
