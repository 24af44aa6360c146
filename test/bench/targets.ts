/** What Stet set itself, beside what a run found. Pure. */
import { aligned } from '../eval/table.ts';
import type { EngineName } from './engines/index.ts';
import type { Measured, Results } from './results.ts';

interface Target {
  name: string;
  /** What was found; null where the run did not measure it. */
  found: number | null;
  /** Met when `found` is at most this, or at least where `least`. */
  goal: number;
  least?: boolean;
  unit: string;
}

const MB = 1_000_000;

/** One line a target that the run can judge; empty when there is none. */
export function targetLines(results: Results): string {
  const lines = targetsOf(results).flatMap(({ name, found, goal, least = false, unit }) => {
    if (found === null) return [];
    const met = least ? found >= goal : found <= goal;
    const value = found < 10 ? found.toFixed(2) : String(Math.round(found));
    return [[name, `${value}${unit}`, `${least ? 'at least' : 'at most'} ${goal}${unit}`, met ? 'met' : 'missed']];
  });
  return lines.length === 0 ? '' : aligned([['targets', 'found', 'goal', ''], ...lines]);
}

function targetsOf({ rows, start, catchUp }: Results): Target[] {
  const at = (engine: EngineName, articles: number) =>
    rows.find(row => row.engine === engine && row.articles === articles)?.measured ?? null;
  const beside = (peer: EngineName, articles: number, figure: (measured: Measured) => number | undefined) => {
    const [ours, theirs] = [at('stet', articles), at(peer, articles)].map(each => each && figure(each));
    return ours && theirs ? ours / theirs : null;
  };
  const sizes = [...new Set(rows.map(({ articles }) => articles))];
  const large = at('stet', 100_000);
  return [
    ...[10_000, 100_000].flatMap((size): Target[] => [
      peerTarget(
        `list p50, ${size} articles, beside MiniSearch`,
        beside('minisearch', size, m => m.ranked.p50),
        size > 10_000 ? 0.5 : 1,
      ),
      {
        ...peerTarget(
          `recall among ten, ${size} articles, beside MiniSearch`,
          beside('minisearch', size, m => m.recall.ten),
          1,
        ),
        least: true,
      },
      peerTarget(
        `memory, ${size} articles, beside MiniSearch`,
        beside('minisearch', size, m => m.memory.resident),
        0.25,
      ),
    ]),
    ...sizes.map(size =>
      peerTarget(
        `answer p95, ${size} articles, beside FTS5's list`,
        answerBesideFts5(at('stet', size), at('fts5', size)),
        4,
      ),
    ),
    { name: 'answer p95, 100000 articles', found: large?.answer?.p95 ?? null, goal: 150, unit: ' ms' },
    { name: 'resident, 100000 articles', found: large && large.memory.resident / MB, goal: 300, unit: ' MB' },
    ...sizes
      .filter(size => size >= 1_000)
      .map((size): Target => {
        const found = at('stet', size)?.indexed?.cpu ?? null;
        return { name: `reading and indexing, ${size} articles`, found, goal: 500, least: true, unit: '/s' };
      }),
    {
      name: 'an answer held up by arriving articles',
      found: catchUp && catchUp.during.max - catchUp.alone.p50,
      goal: 50,
      unit: ' ms',
    },
    { name: 'start to first answer', found: start?.fresh ?? null, goal: 500, unit: ' ms' },
    { name: 'memory on the seeds', found: start && start.peak / MB, goal: 150, unit: ' MB' },
  ];
}

function peerTarget(name: string, found: number | null, goal: number): Target {
  return { name, found, goal, unit: 'x' };
}

function answerBesideFts5(ours: Measured | null, theirs: Measured | null): number | null {
  return ours?.answer && theirs ? ours.answer.p95 / theirs.ranked.p95 : null;
}
