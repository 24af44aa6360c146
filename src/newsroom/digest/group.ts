/**
 * Articles as stories: copies of one text always belong together; other reports do where they share names, and numbers where names
 * alone leave it open. Each is compared with the article that began a story, not with those that joined it: a chain of likenesses would
 * make one story of a busy day. Pure.
 */
import type { ArticleId } from '../../core/model.ts';
import { isSameEvent } from '../assess/related.ts';
import type { Outline } from './outline.ts';

interface Story {
  leader: Outline;
  names: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  members: Outline[];
}

/** The stories of some articles, given the oldest first, so that a story begins with its first report. Each keeps that order. */
export function groupStories(outlines: readonly Outline[]): ArticleId[][] {
  const stories: Story[] = [];
  const byReport = new Map<string, Story>();
  for (const outline of outlines) {
    const story = byReport.get(outline.report) ?? nearest(outline, stories);
    if (story) story.members.push(outline);
    else stories.push(begun(outline));
    byReport.set(outline.report, story ?? stories.at(-1)!);
  }
  return stories.map(({ members }) => members.map(({ article }) => article));
}

function begun(leader: Outline): Story {
  return { leader, names: new Set(leader.names), numbers: new Set(leader.numbers), members: [leader] };
}

/** The story that shares most, among those on the same event. */
function nearest(outline: Outline, stories: readonly Story[]): Story | null {
  const names = new Set(outline.names);
  let best: { story: Story; shared: number } | null = null;
  for (const story of stories) {
    if (!belongs(outline, names, story)) continue;
    const shared = sharedWeight(outline, story);
    if (best === null || shared > best.shared) best = { story, shared };
  }
  return best?.story ?? null;
}

/** Each must know the other by its names; one is enough where they tell the same number. */
function belongs(outline: Outline, names: ReadonlySet<string>, story: Story): boolean {
  if (outline.telling.length === 0 || story.leader.telling.length === 0) return false;
  const knows = isSameEvent(outline.telling, story.names);
  const isKnown = isSameEvent(story.leader.telling, names);
  return knows && isKnown ? true : (knows || isKnown) && outline.numbers.some(number => story.numbers.has(number));
}

function sharedWeight({ telling }: Outline, { names }: Story): number {
  return telling.reduce((sum, [term, weight]) => sum + (names.has(term) ? weight : 0), 0);
}
