/**
 * Holds a post against an article as it is now: what it tells otherwise, and the reply it is to have instead. It changes nothing itself,
 * and corrects nothing that cannot be told from another wording.
 */
import type { Post } from '../../core/chat.ts';
import type { Digest } from '../../core/digests.ts';
import type { Article, ArticleId } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import { passagesShown } from '../../core/quotations.ts';
import type { CorrectedFact, PassageChange, Recall } from '../../core/recall.ts';
import type { Reply } from '../../core/reply.ts';
import { distinctFacts, factsAt, takenBack } from './facts.ts';
import { remake } from './remake.ts';
import { correctedReply, labelledReply, tellsCorrection } from './reply.ts';

export interface MendTools {
  store: Pick<Store, 'lastCorrection' | 'lastShownIn'>;
  newsroom: Pick<Newsroom, 'ask' | 'brief' | 'changes'>;
  recall: Recall;
  article: Article;
}

export interface Mender {
  /** What a post tells otherwise than the article does now; empty where nothing is. */
  factsOf: (post: Post) => Promise<CorrectedFact[]>;
  /** The reply made anew from the record; where that cannot be, the reply as it was, with the correction beside what it quotes. */
  mended: (post: Post, facts: CorrectedFact[], at: string) => Promise<Reply>;
}

/** One for a run: what a revision changed is found once. */
export function makeMender({ store, newsroom, recall, article }: MendTools): Mender {
  const changes = new Map<string, PassageChange[]>();

  const changesBetween = async (from: number, to: number): Promise<PassageChange[]> => {
    const known = changes.get(`${from} ${to}`);
    if (known) return known;
    const found = await newsroom.changes(article.id, from, to);
    changes.set(`${from} ${to}`, found);
    return found;
  };
  /** What a reply tells otherwise than a version of the article does. */
  const factsUntil = async (post: Post, version: number): Promise<CorrectedFact[]> => {
    const found: CorrectedFact[] = [];
    const earlier = toldAsEarlier(post);
    for (const place of passagesShown(post.reply))
      if (place.article === article.id && place.revision < version && !earlier.has(placeOf(place)))
        found.push(...factsAt(place, await changesBetween(place.revision, version)));
    return distinctFacts(found);
  };
  /** What is told beside an earlier text that a reply still shows; nothing where it was made anew. */
  const toldAlready = async (post: Post): Promise<CorrectedFact[]> => {
    const last = tellsCorrection(post.reply, article.id) ? await store.lastCorrection(post.key, recall) : null;
    return last === null ? [] : factsUntil(post, last.version);
  };

  return {
    async factsOf(post) {
      const [found, told] = [await factsUntil(post, recall.version), await toldAlready(post)];
      if (JSON.stringify(found) === JSON.stringify(told)) return [];
      // A text that went back takes back what was corrected.
      return found.length > 0 ? found : takenBack(told);
    },
    async mended(post, facts, at) {
      const anew = await remake(post, { newsroom, store, article: article.id });
      const earlier = toldAsEarlier(post);
      const kept = labelledReply(post.reply, article.id, place =>
        earlier.has(placeOf(place)) ? [] : factsAt(place, changes.get(`${place.revision} ${recall.version}`) ?? []),
      );
      return correctedReply(anew ?? kept, post.reply, { article, facts, at });
    },
  };
}

/** Where a digest quotes what an article said before, and says so: that is no mistake to be corrected. */
function toldAsEarlier({ kind, reply: { data } }: Post): ReadonlySet<string> {
  const changes = kind === 'digest' ? ((data as Partial<Digest> | null)?.changes ?? []) : [];
  return new Set(changes.flatMap(({ pairs }) => pairs.flatMap(({ before }) => (before ? [placeOf(before)] : []))));
}

function placeOf({ article, revision, start }: { article: ArticleId; revision: number; start: number }): string {
  return `${article} ${revision} ${start}`;
}
