/**
 * How much a sentence is worth in a brief: plain figures from 0 to 1, each with its meaning, weighed and added. What is new
 * is for `told.ts` to say, what repeats itself for `choose.ts`.
 */
import type { Article, Figure, Passage } from '../../core/model.ts';
import { hasSpeaker } from './speaker.ts';
import { sum, weightsOf } from './told.ts';

/**
 * Weights, from -1 to 1: rounded from the best of 400 drawn at random on `test/eval/briefs/developing.jsonl`. The variants tried around them
 * lie within four points of ROUGE-1, so no second digit is worth having.
 */
const WEIGHTS = {
  /** How much of what the article keeps coming back to. */
  central: 1,
  /** How near the top, as far as the top is to be trusted: see `trustIn`. */
  early: 1,
  /** Share of the title's weight. */
  title: 0.6,
  /** Root of its numbers, names and dates, up to four: the first tells most. */
  figures: 0.6,
  /** Speaks of the days around publication. */
  today: 0.6,
  /** How new it is to the channel. */
  novel: 0.6,
  /** Told by somebody named, in plain words. */
  told: 0.2,
  /** Share of its words in direct speech: colour, seldom the news. */
  colour: -0.7,
  /** Speaks of itself or to the reader, outside quotations. */
  address: -0.4,
} as const;

type Figures = Record<keyof typeof WEIGHTS, number>;

/** Sentences over which being near the top counts, 6 to 15: the first counts all of it, the tenth and later none. */
const EARLY = 10;
const FIGURES = 4;

/** Names, numbers and dates of a first sentence that tells the news; one that sets a scene has none or one. */
const LEAD_FACTS = 3;

/** What being early counts even where the top sets a scene, 0 to 1. */
const LEAST_TRUST = 0.3;

/** Terms below which a sentence is not brief but empty: fewer count as these many. */
const FEWEST_TERMS = 8;

/** Days between what a sentence tells and the day of publication; yesterday's news is today's paper. */
const TODAY_DAYS = 2;
const DAY_MS = 86_400_000;

/** Repetition counts for less and less: the second time tells more than the tenth. */
const repeated = (times: number) => Math.log2(1 + times);

const ADDRESS = /\b(?:I|we|our|us|you|your|reporter|readers?|this (?:newspaper|station|paper))\b/u;

/** The worth of each of some sentences of an article, in their order; comparable within one brief only. */
export function worthOf(...given: Parameters<typeof figuresOf>): number[] {
  return figuresOf(...given).map(figures => sum(weighed(figures).map(({ value, weight }) => value * weight)));
}

/** What a sentence's worth is the sum of: each figure with its weight. */
export function weighed(figures: Figures): Figure[] {
  const names = Object.keys(WEIGHTS) as (keyof Figures)[];
  return names.map(name => ({ name, value: figures[name], weight: WEIGHTS[name] }));
}

/** The figures of each of some sentences of an article, in their order. */
export function figuresOf(
  candidates: readonly Passage[],
  all: readonly Passage[],
  article: Article,
  novelty: (passage: Passage) => number,
): Figures[] {
  const centre = centreOf(all);
  const title = weightsOf({ text: titleOf(all, article) });
  const order = new Map(all.filter(({ part }) => part === 'body').map(({ n }, at) => [n, at]));
  const central = candidates.map(candidate => centrality(candidate, centre));
  const most = Math.max(...central, Number.EPSILON);
  const trust = trustIn(candidates[0], (central[0] ?? 0) / most);
  return candidates.map((candidate, at) => ({
    central: central[at]! / most,
    early: trust * Math.max(0, 1 - order.get(candidate.n)! / EARLY),
    title: shareOf(title, candidate),
    figures: Math.sqrt(Math.min(1, factsIn(candidate) / FIGURES)),
    today: isOfTheDay(candidate, article.publishedAt) ? 1 : 0,
    novel: novelty(candidate),
    told: hasSpeaker(candidate, all) ? 1 - colourOf(candidate) : 0,
    colour: colourOf(candidate),
    address: ADDRESS.test(withoutSpeech(candidate)) ? 1 : 0,
  }));
}

/**
 * Whether an article tells its news first, 0 to 1: its first sentence is then about what the rest is about, and holds facts. Others
 * begin with a scene, and their news stands further down.
 */
function trustIn(first: Passage | undefined, central: number): number {
  if (first === undefined) return 0;
  const facts = Math.min(1, factsIn(first) / LEAD_FACTS);
  return LEAST_TRUST + (1 - LEAST_TRUST) * central * facts;
}

function factsIn({ numbers, entities, dates }: Passage): number {
  return numbers.length + entities.length + dates.length;
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
  return sum(terms.map(term => centre.get(term) ?? 0)) / Math.sqrt(Math.max(FEWEST_TERMS, terms.length));
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
