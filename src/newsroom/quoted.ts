/** A passage as a reply quotes it: with what it stands for, and before that what editors decided on its article. Puts into words alone. */
import type { Evidence } from '../core/model.ts';
import type { ReplyQuote } from '../core/reply.ts';

/** Beside each passage of an article that was decided on; where it stands, nothing is to be said. */
export const DECIDED_LABELS = { disputed: 'Disputed by editors', retracted: 'Retracted by editors' } as const;

/** @param says what it stands for; null where it simply supports what is said */
export function quoted(evidence: Evidence, says: string | null): ReplyQuote {
  return { evidence, says: evidence.disputed === true ? withLabel(DECIDED_LABELS.disputed, says) : says };
}

/** What a quote stands for, below what was decided. */
export function withLabel(label: string | null, says: string | null): string | null {
  return [label, says].filter(each => each !== null).join(' · ') || null;
}
