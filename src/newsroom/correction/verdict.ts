/**
 * Holds a post against what editors decided on an article that it shows: what it tells otherwise, and the reply it is to have instead. What can
 * be made anew from the record is; anything else keeps what it says, with the verdict beside each passage. It changes nothing itself.
 */
import type { Post } from '../../core/chat.ts';
import type { Answer, Article } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import type { CorrectedFact, Correction, Recall } from '../../core/recall.ts';
import type { Reply, ReplyQuote } from '../../core/reply.ts';
import type { Ruling, Verdict } from '../../core/verdicts.ts';
import { DECIDED_LABELS, withLabel } from '../quoted.ts';
import type { Mender } from './mend.ts';
import { remake } from './remake.ts';
import { type AnswerFate, decidedReply, withoutCorrections, withoutDecision } from './reply.ts';

export interface VerdictTools {
  store: Pick<Store, 'lastCorrection' | 'lastShownIn'>;
  newsroom: Pick<Newsroom, 'ask' | 'brief'>;
  recall: Recall;
  article: Article;
  /** The one in force. */
  verdict: Verdict & { effect: Ruling };
}

/** What a post is told of an article before anybody has decided. */
const UNDECIDED = 'not decided';

export function makeVerdictMender({ store, newsroom, recall, article, verdict }: VerdictTools): Mender {
  let last: { key: string; made: Reply | null } | null = null;
  /** What was retracted makes no brief; and an answer whose question was forgotten is not asked again. */
  const anew = async (post: Post): Promise<Reply | null> => {
    // Looked at twice, one post after another: to see whether it differs, and to say so.
    if (last?.key !== post.key)
      last = { key: post.key, made: await remake(post, { newsroom, store, article: article.id }) };
    return last.made;
  };
  const factsFor = (last: Correction | null): CorrectedFact[] => {
    const before = last?.facts.at(-1)?.after ?? UNDECIDED;
    return before === verdict.effect ? [] : [{ before, after: verdict.effect }];
  };

  return {
    async factsOf(post) {
      const last = await store.lastCorrection(post.key, recall);
      const made = await anew(post);
      if (made !== null && saysTheSame(post.reply, made)) return last === null ? [] : factsFor(last);
      // What could not be made anew and was queued later was made by the verdict; that an article stands changes nothing that was not marked.
      if (made === null && last === null && (verdict.effect === 'stands' || post.queuedAt > verdict.at)) return [];
      const facts = factsFor(last);
      // An answer to be changed again though the same was told: what it rests on has changed since.
      return facts.length > 0 || made === null ? facts : [{ before: verdict.effect, after: verdict.effect }];
    },
    async mended(post, _, at) {
      const made = await anew(post);
      const told = { article, ruling: verdict.effect, at, answer: made && fateOf(post.reply, made) };
      const kept = made ?? labelled(post.reply, told);
      return decidedReply(kept, post.reply, told);
    },
  };
}

/** Each passage of the article with what was decided beside it, also of what follows below; nothing beside it where it stands. */
function labelled(made: Reply, of: { article: Article; ruling: Ruling }): Reply {
  const quotes = made.quotes.map(({ evidence, says }): ReplyQuote => {
    if (evidence.article !== of.article.id) return { evidence, says };
    const label = of.ruling === 'stands' ? null : DECIDED_LABELS[of.ruling];
    return { evidence, says: withLabel(label, withoutDecision(says)) };
  });
  return { ...made, quotes, ...(made.rest ? { rest: labelled(made.rest, of) } : {}) };
}

/** Whether people read the same in both: words, passages, cautions. How sure and how quick it was is no part of it. */
function saysTheSame(before: Reply, after: Reply): boolean {
  return told(before) === told(after);
}

function told(reply: Reply): string {
  const { body, quotes, fields, tone, rest } = withoutCorrections(reply);
  const shown = quotes.map(({ evidence: { article, revision, start, end }, says }) => [
    article,
    revision,
    start,
    end,
    says,
  ]);
  return JSON.stringify([body, shown, fields, tone, rest ? told(rest) : null]);
}

/** What became of an answer; null where it is none. Only the same words are the same: "5" is not "5 million". */
function fateOf({ data: before }: Reply, { data: after }: Reply): AnswerFate | null {
  if (!isAnswer(before) || !isAnswer(after) || before.status !== 'answered') return null;
  if (after.status !== 'answered') return 'gone';
  return after.answer === before.answer ? 'holds' : 'anew';
}

function isAnswer(data: unknown): data is Answer {
  return typeof data === 'object' && data !== null && 'status' in data && 'answer' in data;
}
