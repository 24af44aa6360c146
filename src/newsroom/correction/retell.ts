/**
 * What is said instead of a post that nobody has seen yet and that shows what was retracted meanwhile: the same made again from the record as it
 * is now, or that there is nothing to be told. It changes nothing, and never shows what was retracted.
 */
import type { Place, Post } from '../../core/chat.ts';
import type { Digest } from '../../core/digests.ts';
import { ERRORS } from '../../core/errors.ts';
import type { ArticleId, Brief } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import { passagesShown } from '../../core/quotations.ts';
import { type Reply, reply, text } from '../../core/reply.ts';
import { makeDigest } from '../digest/digest.ts';
import { digestReply } from '../digest/reply.ts';
import { remake } from './remake.ts';

export interface RetellTools {
  store: Pick<Store, 'article' | 'digestMark' | 'arrivals' | 'subscriptions' | 'cases' | 'lastShownIn'>;
  newsroom: Pick<Newsroom, 'ask' | 'brief' | 'digest' | 'catchUp'>;
}

/** The articles a reply shows that are out of the record by now. */
export async function retractedIn(made: Reply, store: Pick<Store, 'article'>): Promise<Set<ArticleId>> {
  const found = new Set<ArticleId>();
  for (const id of new Set(passagesShown(made).map(({ article }) => article)))
    if ((await store.article(id))?.verdict === 'retracted') found.add(id);
  return found;
}

/** Null where nothing is to be said: a brief of what was retracted is for nobody. */
export async function retold(post: Post, retracted: ReadonlySet<ArticleId>, tools: RetellTools): Promise<Reply | null> {
  if (post.kind === 'brief' && retracted.has((post.reply.data as Brief).article)) return null;
  await tools.newsroom.catchUp();
  const made = post.kind === 'digest' ? await digestAnew(post, tools) : await remake(post, tools);
  return made === null || (await retractedIn(made, tools.store)).size > 0 ? nothingReply() : made;
}

/** Of the same time: what came since belongs to the next one. */
async function digestAnew({ target, reply: { data } }: Post, tools: RetellTools): Promise<Reply> {
  const { date, late, skipped, feeds, ...told } = data as Digest;
  const [since, until] = [await tools.store.digestMark(told.since), await tools.store.digestMark(told.until)];
  const { digest } = await makeDigest({ place: placeOf(target), since, until, feeds }, tools);
  return digestReply({ ...digest, date, late, skipped });
}

function placeOf({ platform, space, channel, thread }: Place): Place {
  return { platform, space, channel, thread };
}

function nothingReply(): Reply {
  const told = ERRORS.retracted.userMessage;
  return reply({ body: [text(told)], tone: 'warning', fallback: told });
}
