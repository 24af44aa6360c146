/**
 * What a new revision says otherwise: sentences that were not there beside those they stand for, both word for word with their own
 * revision. Where only spacing, case or punctuation differ, nothing has changed.
 */
import type { DigestChange } from '../../core/digests.ts';
import type { Article, Passage } from '../../core/model.ts';
import { overlap } from '../brief/choose.ts';
import { canStand } from '../brief/standing.ts';
import { weightsOf } from '../brief/told.ts';
import { evidenceOf } from '../evidence.ts';

/** Shown at most: the article has the rest. */
const MOST_PAIRS = 2;

/** The share of the shorter one's weight from which two sentences are one that was changed, 0 to 1: at .3 any two on one subject are. */
const SAME_SENTENCE = 0.5;

/** Sentences compared, the first that differ: a text written anew has hundreds, and none of them stands for another. */
const MOST_COMPARED = 60;

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
  const added = unlike(now.passages, before.passages);
  const removed = unlike(before.passages, now.passages);
  const pairs = pairsOf(added, removed).sort((a, b) => worthOf(b) - worthOf(a));
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

/** What the others do not say. */
function unlike(passages: readonly Passage[], others: readonly Passage[]): Passage[] {
  const said = new Set(others.map(({ text }) => plain(text)));
  const own = passages.filter(({ part, kind }) => part === 'title' || (part === 'body' && kind !== 'row'));
  return own.filter(({ text }) => !said.has(plain(text))).slice(0, MOST_COMPARED);
}

/** Letters and digits alone. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Each sentence beside the one it most likely was; what stood or stands alone must be a sentence that can. */
function pairsOf(added: readonly Passage[], removed: readonly Passage[]): Pair[] {
  const left = new Set(removed);
  const pairs: Pair[] = [];
  for (const now of added) {
    const before = likest(now, left);
    if (before) left.delete(before);
    if (before || canStand(now)) pairs.push({ now, before });
  }
  return [...pairs, ...[...left].filter(canStand).map(before => ({ now: null, before }))];
}

function likest(passage: Passage, others: ReadonlySet<Passage>): Passage | null {
  const own = weightsOf(passage);
  let best: { other: Passage; likeness: number } | null = null;
  for (const other of others) {
    const likeness = overlap(own, weightsOf(other));
    if (likeness >= SAME_SENTENCE && (best === null || likeness > best.likeness)) best = { other, likeness };
  }
  return best?.other ?? null;
}

/** A number that was corrected tells most, then any correction, then what was added, then what was taken out. */
function worthOf({ now, before }: Pair): number {
  if (now === null) return 0;
  if (before === null) return 1;
  const values = (passage: Passage) => passage.numbers.map(({ value }) => value).join();
  return values(now) === values(before) ? 2 : 3;
}
