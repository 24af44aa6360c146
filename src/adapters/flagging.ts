/**
 * Flags that come by a reaction: which article a message shows, and what is done about it. The same for every platform; an adapter brings
 * what was done to which message, and shows the flagger alone what comes of it. It must never decide anything by the words of a message.
 */
import type { CaseId } from '../core/cases.ts';
import type { Services } from '../core/command.ts';
import type { Article } from '../core/model.ts';
import type { Reaction } from '../core/reactions.ts';
import type { ReplyAction } from '../core/reply.ts';

export interface FlaggingDeps {
  services: Services;
  /** The words of the message, where it is none of ours and may be read; null where it may not. */
  wordsOf?: () => Promise<string | null>;
}

/** An article that a message shows. */
export type FlaggedArticle = Pick<Article, 'id' | 'title' | 'outlet'>;

/**
 * What came of a reaction: nothing, for the message shows no article; a flag made or taken back; a question to the flagger, who alone may
 * press its buttons, one for each article, for 24 hours; or a refusal, in words for the flagger alone.
 */
export type FlagOutcome =
  | { kind: 'none' }
  | { kind: 'flagged' | 'withdrawn'; case: CaseId }
  | { kind: 'ask'; articles: FlaggedArticle[]; actions: ReplyAction[] }
  | { kind: 'refused'; reason: string };

export type FlagByReaction = (reaction: Reaction, deps: FlaggingDeps) => Promise<FlagOutcome>;
