/** Whether an article is what a subscription follows: everything, a feed, an outlet or words; and what a filter lets through. Pure. */
import type { FeedId, Subscription } from '../core/feeds.ts';
import { carrierOf } from './carries.ts';

export interface Followable {
  text: string;
  outlet: string | null;
  /** The feeds it came by. */
  feeds: readonly FeedId[];
}

/** Tells of any subscription whether an article fits it. The text is read once. */
export function fitterOf({
  text,
  outlet,
  feeds,
}: Followable): (each: Pick<Subscription, 'followed' | 'words'>) => boolean {
  const carries = carrierOf(text);
  return ({ followed, words }) => {
    if (words.length > 0 && !words.some(carries)) return false;
    if (followed.kind === 'feed') return feeds.includes(followed.feed);
    if (followed.kind === 'outlet') return outlet?.toLowerCase() === followed.outlet.toLowerCase();
    return followed.kind === 'all' || carries(followed.words);
  };
}
