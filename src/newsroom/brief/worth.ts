/**
 * How much a sentence is worth in a brief: plain figures from 0 to 1, each with its meaning, weighed and added. Knows no other
 * article; what is new is for `told.ts`, what repeats itself for `choose.ts`.
 */
import type { Article, Passage } from '../../core/model.ts';
import { sum, weightsOf } from './told.ts';

/** Weights, set by hand on the developing half of `test/eval/briefs`; half or twice one of them changes few choices. */
const WEIGHTS = {
  /** How much of what the article keeps coming back to. */
  central: 1,
  /** How near the top: 1 for the first sentence, 0 from the tenth on. */
  early: 0.8,
  /** Share of the title's weight. */
  title: 0.5,
  /** Numbers and names, up to four. */
  figures: 0.3,
  /** Speaks of the days around publication. */
  today: 0.3,
  /** Share of its words in direct speech: colour, seldom the news. */
  colour: -0.4,
  /** Speaks of itself or to the reader, outside quotations. */
  address: -0.5,
} as const;

type Figures = Record<keyof typeof WEIGHTS, number>;

const EARLY = 10;
const FIGURES = 4;

/** Days between what a sentence tells and the day of publication; yesterday's news is today's paper. */
const TODAY_DAYS = 2;
const DAY_MS = 86_400_000;

/** Repetition counts for less and less: the second time tells more than the tenth. */
const repeated = (times: number) => Math.log2(1 + times);

const ADDRESS = /\b(?:I|we|our|us|you|your|reporter|readers?|this (?:newspaper|station|paper))\b/u;

/** The worth of each of some sentences of an article, in their order; comparable within one article only. */
export function worthOf(candidates: readonly Passage[], all: readonly Passage[], article: Article): number[] {
  const centre = centreOf(all);
  const title = weightsOf({ text: titleOf(all, article) });
  const order = new Map(all.filter(({ part }) => part === 'body').map(({ n }, at) => [n, at]));
  const central = candidates.map(candidate => centrality(candidate, centre));
  const most = Math.max(...central, Number.EPSILON);
  return candidates.map((candidate, at) =>
    weigh({
      central: central[at]! / most,
      early: Math.max(0, 1 - order.get(candidate.n)! / EARLY),
      title: shareOf(title, candidate),
      figures: Math.min(1, (candidate.numbers.length + candidate.entities.length) / FIGURES),
      today: isOfTheDay(candidate, article.publishedAt) ? 1 : 0,
      colour: colourOf(candidate),
      address: ADDRESS.test(withoutSpeech(candidate)) ? 1 : 0,
    }),
  );
}

function weigh(figures: Figures): number {
  const names = Object.keys(WEIGHTS) as (keyof Figures)[];
  return sum(names.map(name => WEIGHTS[name] * figures[name]));
}

function titleOf(all: readonly Passage[], { title }: Article): string {
  return title ?? all.find(({ part }) => part === 'title')?.text ?? '';
}

/** What an article is about: its terms by rarity, times how often it says them. Terms said once are not what it comes back to. */
function centreOf(all: readonly Passage[]): Map<string, number> {
  const times = new Map<string, number>();
  const weights = new Map<string, number>();
  for (const passage of all.filter(({ part }) => part === 'body' || part === 'title')) {
    for (const [term, weight] of weightsOf(passage)) {
      times.set(term, (times.get(term) ?? 0) + 1);
      weights.set(term, weight);
    }
  }
  const repeating = [...times].filter(([, count]) => count > 1);
  return new Map(repeating.map(([term, count]) => [term, repeated(count) * weights.get(term)!]));
}

/** By the root of its length: the sum alone would choose the longest sentence, the mean the shortest. */
function centrality(candidate: Passage, centre: Map<string, number>): number {
  const terms = [...weightsOf(candidate).keys()];
  return sum(terms.map(term => centre.get(term) ?? 0)) / Math.sqrt(terms.length || 1);
}

function shareOf(title: Map<string, number>, candidate: Passage): number {
  const own = weightsOf(candidate);
  return sum([...title].map(([term, weight]) => (own.has(term) ? weight : 0))) / (sum(title.values()) || 1);
}

function isOfTheDay({ dates }: Passage, publishedAt: string | null): boolean {
  if (publishedAt === null) return false;
  const published = Date.parse(publishedAt.slice(0, 10));
  return dates.some(({ value }) => {
    if (value?.length !== 10) return false;
    return Math.abs(Date.parse(value) - published) <= TODAY_DAYS * DAY_MS;
  });
}

function colourOf({ speech, start, end }: Passage): number {
  const direct = speech.filter(said => said.direct).map(said => said.end - said.start);
  return Math.min(1, sum(direct) / (end - start));
}

function withoutSpeech({ text, speech, start }: Passage): string {
  const direct = speech.filter(said => said.direct);
  return direct.reduce(
    (rest, said) =>
      rest.slice(0, said.start - start) + ' '.repeat(said.end - said.start) + rest.slice(said.end - start),
    text,
  );
}
