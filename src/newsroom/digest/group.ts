/**
 * Articles as stories: copies of one text always belong together; other reports do where they share names, and numbers where names
 * alone leave it open. Each is compared with the article that began a story, not with those that joined it: a chain of likenesses would
 * make one story of a busy day. Pure.
 */
import type { ArticleId } from '../../core/model.ts';
import { isSameEvent } from '../assess/related.ts';
import type { Outline } from './outline.ts';

/** Words of names, 3 to 6: at 3 chance joins four times as many, at 5 reports of one event part. */
const SEVERAL_NAMES = 4;

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

/**
 * Each knows the other by its names, or one does and they share several, or a number. Of 46 articles on four events that makes 10
 * stories, and puts no two events together; over 400 made at random, which share a small stock of names, it joins four pairs.
 */
function belongs(outline: Outline, names: ReadonlySet<string>, { leader, ...story }: Story): boolean {
  if (outline.telling.length === 0 || leader.telling.length === 0) return false;
  const knows = isSameEvent(outline.telling, story.names);
  const isKnown = isSameEvent(leader.telling, names);
  if (knows === isKnown) return knows;
  const shared = Math.max(countHeld(outline.telling, story.names), countHeld(leader.telling, names));
  return shared >= SEVERAL_NAMES || outline.numbers.some(number => story.numbers.has(number));
}

function countHeld(telling: Outline['telling'], names: ReadonlySet<string>): number {
  return telling.filter(([term]) => names.has(term)).length;
}

function sharedWeight({ telling }: Outline, { names }: Story): number {
  return telling.reduce((sum, [term, weight]) => sum + (names.has(term) ? weight : 0), 0);
}
