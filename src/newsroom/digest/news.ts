/**
 * The news of a digest: what came, as stories, with what was changed and what is disputed. Asks the desk in short steps, between which
 * questions are answered, and puts together what it says; every quotation is a passage that the desk cut out.
 */
import type { Arrival, DigestChange, DigestNews, DigestQuery, DigestStory } from '../../core/digests.ts';
import type { ArticleId, ArticleReference, Brief, BriefDifference, Revision } from '../../core/model.ts';
import type { Store } from '../../core/ports.ts';
import type { Outline } from './outline.ts';

/** What the desk does for it, and where old revisions are. */
export interface NewsTools {
  store: Pick<Store, 'article' | 'revision'>;
  fitting: (arrivals: Arrival[], follows: DigestQuery['follows']) => Promise<Arrival[]>;
  outlines: (ids: ArticleId[]) => Promise<Outline[]>;
  stories: (outlines: Outline[]) => Promise<ArticleId[][]>;
  brief: (id: ArticleId) => Promise<Brief>;
  change: (id: ArticleId, before: Revision) => Promise<DigestChange | null>;
}

/** Articles the desk reads in one step: some 20 ms, for which a question may have to wait. */
const A_STEP = 10;

/** New articles that are made stories of, the latest: grouping more would hold up a question, and nobody reads so many. */
const MOST_GROUPED = 400;

/** Stories told, and reports of one that are read for it: two seconds of the desk in all, in steps. */
const MOST_STORIES = 20;
const MOST_READ = 6;

/** Changed articles told, and compared with what they were: a page with a clock on it changes and says nothing new. */
const MOST_CHANGES = 8;
const MOST_COMPARED = 100;

/** Differences shown in all, and articles named beside the one that tells a story. */
const MOST_DIFFERENCES = 6;
const MOST_ALSO = 4;

/** The news among what came, for whoever follows it. */
export async function newsOf({ arrivals, follows }: DigestQuery, tools: NewsTools): Promise<DigestNews> {
  const ours = await inSteps(arrivals, step => tools.fitting(step, follows));
  const fresh = ours.filter(({ before }) => before === null).map(({ article }) => article);
  const outlines = await inSteps(fresh.slice(0, MOST_GROUPED).reverse(), tools.outlines);
  const grouped = await tools.stories(outlines);
  const reportOf = new Map(outlines.map(({ article, report }) => [article, report]));
  const ranked = grouped.map(articles => ranking(articles, reportOf, fresh)).sort(biggestFirst);
  const told = await oneByOne(ranked.slice(0, MOST_STORIES), group => toldStory(group, tools));
  // What has no words can only be counted.
  const shown = told.filter(({ story }) => story.headline !== null || story.sentence !== null);
  const changes = await changesOf(ours, tools);
  return {
    stories: shown.map(({ story }) => story),
    changes,
    differences: distinct(told.flatMap(({ differences }) => differences)).slice(0, MOST_DIFFERENCES),
    articles: fresh.length,
    left: fresh.length - shown.reduce((sum, { story }) => sum + story.articles, 0),
  };
}

/** A group of articles, its reports with the latest first, and how recent its latest is (0 is the latest of all). */
interface Group {
  articles: ArticleId[];
  /** One article each, the first that told it. */
  reports: ArticleId[];
  recency: number;
}

function ranking(articles: ArticleId[], reportOf: ReadonlyMap<ArticleId, string>, latestFirst: ArticleId[]): Group {
  const first = new Map<string, ArticleId>();
  for (const article of articles) {
    const report = reportOf.get(article) ?? article;
    if (!first.has(report)) first.set(report, article);
  }
  return { articles, reports: [...first.values()].reverse(), recency: latestFirst.indexOf(articles.at(-1)!) };
}

/** By reports, not by articles: a wire's copies make no story bigger. */
function biggestFirst(a: Group, b: Group): number {
  return b.reports.length - a.reports.length || a.recency - b.recency;
}

/** Told by its latest report that there is no reason to doubt and that has a title, with all that the reports read for it dispute. */
async function toldStory(
  { articles, reports }: Group,
  tools: NewsTools,
): Promise<{ story: DigestStory; differences: BriefDifference[] }> {
  const briefs = await oneByOne(reports.slice(0, MOST_READ), tools.brief);
  const worded = briefs.filter(({ headline }) => headline !== null);
  const sound = worded.filter(({ doubtful }) => !doubtful);
  const lead = sound.find(({ headline }) => headline!.title !== null) ?? sound[0] ?? worded[0] ?? briefs[0]!;
  const others = articles.filter(id => id !== lead.article).slice(0, MOST_ALSO);
  const sentence = lead.sentences.find(({ evidence }) => evidence.start !== lead.headline?.start) ?? null;
  return {
    story: {
      headline: lead.headline,
      sentence: sentence?.evidence ?? null,
      speaker: sentence?.speaker ?? null,
      doubtful: sound.length === 0 && worded.length > 0,
      articles: articles.length,
      reports: reports.length,
      alsoIn: await references(others, tools),
    },
    differences: briefs.flatMap(({ differences }) => differences),
  };
}

async function references(ids: readonly ArticleId[], { store }: NewsTools): Promise<ArticleReference[]> {
  const articles = await oneByOne(ids, store.article);
  return articles
    .filter(article => article !== null)
    .map(({ id, outlet, title, publishedAt, url }) => ({ article: id, outlet, title, publishedAt, url }));
}

/** The latest changes of articles that were there before. */
async function changesOf(arrivals: readonly Arrival[], { store, change }: NewsTools): Promise<DigestChange[]> {
  const changes: DigestChange[] = [];
  const revised = arrivals.filter(({ before }) => before !== null).slice(0, MOST_COMPARED);
  for (const { article, before } of revised) {
    if (changes.length === MOST_CHANGES) break;
    const earlier = await store.revision(article, before!);
    const found = earlier && (await change(article, earlier));
    if (found) changes.push(found);
  }
  return changes;
}

/** One of two that show the same passages from either side. */
function distinct(differences: readonly BriefDifference[]): BriefDifference[] {
  const shown = new Set<string>();
  return differences.filter(({ evidence, against }) => {
    const places = [evidence, ...against].map(({ article, start }) => `${article} ${start}`);
    const isShown = shown.has(places[0]!) && places.slice(1).every(place => shown.has(place));
    for (const place of places) shown.add(place);
    return !isShown;
  });
}

async function inSteps<Item, Found>(
  items: readonly Item[],
  step: (items: Item[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < items.length; at += A_STEP) found.push(...(await step(items.slice(at, at + A_STEP))));
  return found;
}

/** One after another, so that the desk is free in between. */
async function oneByOne<Item, Made>(items: readonly Item[], make: (item: Item) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
