/**
 * What sites ask of Stet, remembered for a while. Who fetches robots.txt is given: it goes through the same guard as everything else.
 */
import { asStetError, StetError } from '../../core/errors.ts';
import { ALL_ALLOWED, parseRobots, type Robots } from './robots.ts';

/** Milliseconds an answer is remembered: RFC 9309 allows a day; an hour lets an editor's change be seen soon. */
const KEEP_MS = 60 * 60 * 1_000;

/** Sites remembered at once; the oldest go first. */
const MANY = 1_000;

export interface RobotsCache {
  /** What the site of this URL asks. Rejects where it cannot be known: the site must then be left alone. */
  of: (url: URL) => Promise<Robots>;
}

/**
 * @param get the text of a robots.txt. Its `not-found`, `gone` and `no-access` mean that the site asks nothing (RFC 9309, 2.3.1.3), and so
 * does what is no text; anything else that it cannot be known.
 * @param now milliseconds.
 */
export function makeRobotsCache(get: (url: URL) => Promise<string>, product: string, now: () => number): RobotsCache {
  const known = new Map<string, { robots: Promise<Robots>; until: number }>();

  return {
    of({ origin }) {
      const kept = known.get(origin);
      if (kept && kept.until > now()) return kept.robots;
      const robots = get(new URL('/robots.txt', origin)).then(text => parseRobots(text, product), withoutRobots);
      const entry = { robots, until: now() + KEEP_MS };
      known.delete(origin);
      known.set(origin, entry);
      if (known.size > MANY) known.delete(known.keys().next().value!);
      // What failed is asked again the next time.
      robots.catch(() => known.get(origin) === entry && known.delete(origin));
      return robots;
    },
  };
}

const ASKS_NOTHING = new Set(['not-found', 'gone', 'no-access', 'wrong-content']);

function withoutRobots(thrown: unknown): Robots {
  const fault = asStetError(thrown);
  if (ASKS_NOTHING.has(fault.code)) return ALL_ALLOWED;
  if (fault.code === 'fetch-refused') throw fault;
  const code = fault.code === 'fetch-later' ? fault.code : 'fetch-failed';
  throw new StetError(code, `robots.txt cannot be read: ${fault.message}`, {
    cause: fault,
    userMessage: 'Whether that site lets programs read the page cannot be found out now.',
    retryAfterMs: fault.retryAfterMs,
  });
}
