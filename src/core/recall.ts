/**
 * What changes between two revisions of an article, and what is done about posts that show the earlier one, as types. Why an article is
 * recalled is its `reason`; everything else is the same for all of them.
 */
import type { MessageRef, PostDraft, PostKind } from './chat.ts';
import type { ArticleId } from './model.ts';

/** A number, date or name; an office; yes or no; how firmly it is said; who says it. */
export type FactKind = 'number' | 'date' | 'name' | 'role' | 'negation' | 'modality' | 'attribution';

/** A fact that is told otherwise than before, in the words of both revisions. */
export interface FactChange {
  kind: FactKind;
  before: string;
  after: string;
}

/**
 * What became of a passage: `same` words in the same place; `moved`: the same words elsewhere; `reworded`, no fact changed; `changed`:
 * at least one fact is another; `gone`: nothing stands for it any more.
 */
export type PassageFate = 'same' | 'moved' | 'reworded' | 'changed' | 'gone';

/** A passage of the earlier revision, and what became of it. */
export interface PassageChange {
  /** Offsets into the earlier revision's text. */
  start: number;
  end: number;
  text: string;
  fate: PassageFate;
  /** Empty unless it is `changed`. */
  facts: FactChange[];
}

/** Why posts that show an article are mended: its text tells a fact otherwise, or an editor judged it. */
export type RecallReason = 'revision' | 'verdict';

/** An article to be recalled. */
export interface Recall {
  article: ArticleId;
  reason: RecallReason;
  /** Number of the revision, or of the verdict, that posts are held against; grows with each. */
  version: number;
}

/** One thing that was corrected in a post; `after` is null where the article no longer says it. */
export interface CorrectedFact {
  before: string;
  after: string | null;
}

/**
 * `due`: the post's row shows it, its messages perhaps not yet; `shown`: they do; `noted`: they cannot be edited, and a note says it where
 * they stand; `unreachable`: nothing can be done; `removed`: they were deleted by hand.
 */
export type CorrectionState = 'due' | 'shown' | 'noted' | 'unreachable' | 'removed';

/** A post that was corrected, once for each version. */
export interface Correction extends Recall {
  /** Key of the post. */
  post: string;
  facts: CorrectedFact[];
  at: string;
  state: CorrectionState;
  /** Why its messages could not be edited, without secrets. */
  fault: string | null;
}

/** A correction that is still to be shown. */
export interface DueCorrection extends Correction {
  /** The platform of its post. */
  platform: string;
}

/** What came of showing a correction. */
export interface ShownCorrection {
  state: Exclude<CorrectionState, 'due'>;
  fault: string | null;
  /** The messages the post now has. */
  refs: MessageRef[];
  /** What says so where they stand; it is seen by whoever sees the post. */
  note: PostDraft | null;
}

/** A correction as editors are told of it. */
export interface ListedCorrection extends Correction {
  kind: PostKind;
  /** Where it stands; null for what one person alone sees, which is nobody else's business. */
  message: Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'> | null;
}

/** An article whose text was corrected so often in a day that editors should look at it. */
export interface UnstableArticle {
  article: ArticleId;
  /** When it was last found to be so. */
  at: string;
}
