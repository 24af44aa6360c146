/** Builders of watches. What they ask, and who asks it, is invented. */
import type { WatchDraft, WatchLimits, WatchNews } from '../../src/core/watches.ts';
import { anAnswer } from '../adapters/parts.ts';
import { aPost, aTarget } from './chat.ts';

let made = 0;

export const FREELY: WatchLimits = { person: 100, channel: 100 };

type Given = Partial<Omit<WatchDraft, 'target'>> & { target?: Parameters<typeof aTarget>[0] };

/** Ada watches a refusal in the harbour channel for a month, woken by `ferri` alone. */
export function aWatch({ target, ...given }: Given = {}): WatchDraft {
  made += 1;
  return {
    about: `r-watched${made}`,
    kind: 'refusal',
    question: 'How many ferries sail?',
    words: [{ terms: ['ferri'], weight: 1 }],
    keys: ['ferri'],
    articles: [],
    target: aTarget(target),
    askedBy: 'wire:w1:ada',
    setBy: 'wire:w1:ada',
    known: anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] }),
    expiresAt: '2026-02-06T12:00:00.000Z',
    ...given,
  };
}

/** An answer, which ends the watch. */
export function someNews(given: Partial<WatchNews> = {}): WatchNews {
  return { post: aPost(), known: anAnswer(), articles: ['t-1'], ended: 'answered', ...given };
}
