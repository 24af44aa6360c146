/** Builders of digests: their plans, their news and what comes of them. */
import type { DigestDraft, DigestNews, DigestPlanDraft, DigestStory, Weekday } from '../../src/core/digests.ts';
import { someEvidence } from '../adapters/parts.ts';

export const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const WEEKDAYS: Weekday[] = [1, 2, 3, 4, 5];

type PlanGiven = Partial<Omit<DigestPlanDraft, 'place'>> & { place?: Partial<DigestPlanDraft['place']> };

/** The harbour channel has its digest at half past seven in Berlin, from the eighth on, as Ada set it. */
export function aDigestPlan({ place, ...given }: PlanGiven = {}): DigestPlanDraft {
  return {
    place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: null, ...place },
    direct: false,
    at: '07:30',
    zone: 'Europe/Berlin',
    days: EVERY_DAY,
    silent: false,
    startsOn: '2026-01-08',
    setBy: 'wire:w1:ada',
    ...given,
  };
}

/** A digest that was silent and comes as far as nothing. */
export function aDigestDraft(given: Partial<DigestDraft> & Pick<DigestDraft, 'plan'>): DigestDraft {
  return { date: '2026-01-08', post: null, until: { mark: 0, at: '2026-01-08T06:30:00.000Z' }, ...given };
}

/** A story of one report. */
export function aStory(given: Partial<DigestStory> = {}): DigestStory {
  return {
    headline: someEvidence({ quote: 'Ferry line to reopen in spring' }),
    sentence: someEvidence(),
    speaker: null,
    doubtful: false,
    articles: 1,
    reports: 1,
    alsoIn: [],
    ...given,
  };
}

/** One story and nothing else. */
export function someNews(given: Partial<DigestNews> = {}): DigestNews {
  return { stories: [aStory()], changes: [], differences: [], articles: 1, left: 0, ...given };
}
