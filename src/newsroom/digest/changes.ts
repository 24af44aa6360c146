/**
 * What a new revision says otherwise: sentences that were not there beside those they stand for, both word for word with their own
 * revision. Where only spacing, case or punctuation differ, nothing has changed.
 */
import type { DigestChange } from '../../core/digests.ts';
import type { Article, Passage } from '../../core/model.ts';
import { canStand } from '../brief/standing.ts';
import { type Aligned, alignPassages } from '../changes/align.ts';
import { evidenceOf } from '../evidence.ts';

/** Shown at most: the article has the rest. */
const MOST_PAIRS = 2;

interface Pair {
  now: Passage | null;
  before: Passage | null;
}

/** A revision of an article: what reading made of it, and its number. */
interface ReadRevision {
  passages: readonly Passage[];
  number: number;
}

/** Null where the two say the same. */
export function changeOf(article: Article, now: ReadRevision, before: ReadRevision): DigestChange | null {
  const pairs = pairsOf(before.passages, now.passages).sort((a, b) => worthOf(b) - worthOf(a));
  const evidence = (passage: Passage | null, revision: number) =>
    passage && evidenceOf({ article: { ...article, revision }, passage });
  if (pairs.length === 0) return null;
  return {
    article: article.id,
    pairs: pairs.slice(0, MOST_PAIRS).map(pair => ({
      now: evidence(pair.now, now.number),
      before: evidence(pair.before, before.number),
    })),
  };
}

/** Each sentence of before beside the one that stands for it now; what stood or stands alone must be a sentence that can. */
function pairsOf(before: readonly Passage[], now: readonly Passage[]): Pair[] {
  const stood = before.filter(isShown);
  const stands = now.filter(isShown);
  const aligned = alignPassages(stood, stands);
  const kept = new Set(aligned.map(({ after }) => after));
  const added = stands.filter(passage => !kept.has(passage) && canStand(passage));
  return [...differing(aligned), ...added.map(passage => ({ now: passage, before: null }))];
}

function isShown({ part, kind }: Passage): boolean {
  return part === 'title' || (part === 'body' && kind !== 'row');
}

/** A sentence that took in two of before is shown once. */
function differing(aligned: readonly Aligned[]): Pair[] {
  const shown = new Set<Passage>();
  const pairs: Pair[] = [];
  for (const { before, after, how } of aligned) {
    if (how === 'gone' && canStand(before)) pairs.push({ now: null, before });
    if (how !== 'reworded' || after === null || shown.has(after)) continue;
    shown.add(after);
    pairs.push({ now: after, before });
  }
  return pairs;
}

/** A number that was corrected tells most, then any correction, then what was added, then what was taken out. */
function worthOf({ now, before }: Pair): number {
  if (now === null) return 0;
  if (before === null) return 1;
  const values = (passage: Passage) => passage.numbers.map(({ value }) => value).join();
  return values(now) === values(before) ? 2 : 3;
}
