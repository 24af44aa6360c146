/** What came, beside the index: whether the record holds it, whether it is what somebody follows, and what it says otherwise than before. */
import type { Arrival, DigestChange, DigestQuery } from '../../core/digests.ts';
import type { ArticleId, Revision } from '../../core/model.ts';
import type { Index } from '../../core/ports.ts';
import { type Followable, fitterOf } from '../follows.ts';
import type { Names } from '../names.ts';
import { readArticle } from '../read/read.ts';
import { changeOf } from './changes.ts';

/** Those arrivals that the record holds and that one of the subscriptions fits; all it holds where everything is followed. */
export function fitting(
  arrivals: readonly Arrival[],
  follows: DigestQuery['follows'],
  index: Pick<Index, 'passages' | 'reportsOf'>,
): Arrival[] {
  const held = index.reportsOf(arrivals.map(({ article }) => article));
  const ours = arrivals.filter(({ article }) => held.has(article));
  return follows === null ? ours : ours.filter(arrival => follows.some(fitterOf(followable(arrival, index))));
}

function followable({ article, feeds }: Arrival, index: Pick<Index, 'passages'>): Followable {
  const passages = index.passages(article);
  const text = passages.map(({ passage }) => passage.text).join('\n');
  return { text, outlet: passages[0]?.article.outlet ?? null, feeds };
}

/** What an article says otherwise than an earlier revision of it; null where it says the same, or is not in the record. */
export function changeSince(
  id: ArticleId,
  before: Revision,
  { index, names }: { index: Pick<Index, 'passages'>; names: Names },
): DigestChange | null {
  const passages = index.passages(id);
  const [first] = passages;
  if (!first) return null;
  const { article } = first;
  const now = { passages: passages.map(({ passage }) => passage), number: article.revision };
  const earlier = readArticle({ ...article, text: before.text }, names);
  return changeOf(article, now, { passages: earlier, number: before.number });
}
