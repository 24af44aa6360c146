/**
 * The brief: an extractive summary of one article for one channel. What is new to the channel comes first; what was told already
 * is one line. Every sentence is a passage of the article, with its place; nothing is ever put in other words.
 */
import type { ArticleId, ArticleReference, Brief, BriefSentence, Passage } from '../../core/model.ts';
import type { Index, IndexedPassage } from '../../core/ports.ts';
import { relatedTo } from '../assess/related.ts';
import type { Doubt } from '../doubt.ts';
import { evidenceOf } from '../evidence.ts';
import type { Offer } from '../model/help.ts';
import { type Candidate, chooseSentences } from './choose.ts';
import { differencesOf } from './differences.ts';
import { speakerIn } from './speaker.ts';
import { canStand } from './standing.ts';
import { rememberTold, sum, type Told } from './told.ts';
import { worthOf } from './worth.ts';

/** What a brief is made with. */
export interface BriefTools {
  index: Index;
  doubt: Doubt;
}

/** Articles told before that are read for what they told; copies and reports on the same event first, then the latest. */
const MOST_TOLD = 40;

/** The share of a copy's words that must be new for it to be told again, 0 to 1: one line of its own is not enough, a new lead is. */
const NEW_IN_COPY = 0.25;

/** Sentences of an article that may be chosen, the first ones: some 8,000 words, and few articles have a tenth of them. */
export const MOST_STANDING = 400;

/** Other articles named at most: a wire's report may stand in hundreds. */
const MOST_ALSO = 5;

/**
 * The brief of an article; an empty one where the record does not hold it.
 * @param seen articles the channel was told of, the latest last; the article itself may be among them, and then counts as told
 */
export function makeBrief(id: ArticleId, seen: readonly ArticleId[], tools: BriefTools): Brief {
  return briefOf(id, seen, tools, candidates => candidates);
}

/** Sentences offered to whoever is to choose among them: the worthiest, three times as many as a brief may have. */
const OFFERED = 12;

/** The sentences that somebody else may put in an order, as they stand in the text; null where there are too few to choose from. */
export function offerSentences(id: ArticleId, seen: readonly ArticleId[], tools: BriefTools): Offer | null {
  let offered: Candidate[] = [];
  const { headline, sentences } = briefOf(id, seen, tools, (candidates, title) => {
    const others = candidates.filter(({ passage }) => passage.text !== title?.text);
    const best = others.sort((a, b) => Number(b.fresh) - Number(a.fresh) || b.worth - a.worth);
    offered = best.slice(0, OFFERED).sort((a, b) => a.passage.n - b.passage.n);
    return candidates;
  });
  if (offered.length <= sentences.length) return null;
  const { revision, title } = sentences[0]!.evidence;
  const told = offered.map(({ passage: { n, text } }) => ({ n, text }));
  return { title: headline?.quote ?? title, revision, sentences: told };
}

/** What a sentence is worth at most that nobody chose, beside 1 for the first that was, 0 to 0.4: no third sentence comes of it. */
const UNCHOSEN = 0.2;

/**
 * The brief that an order of sentences makes, as far as it may: the rules of length, repetition and standing alone are the same. Null where
 * nothing of it is left, or the article is another revision by now.
 * @param order `Passage.n`, the most telling first
 */
export function briefInOrder(
  id: ArticleId,
  seen: readonly ArticleId[],
  { order, revision }: { order: readonly number[]; revision: number },
  tools: BriefTools,
): Brief | null {
  const brief = briefOf(id, seen, tools, candidates => {
    const most = Math.max(...candidates.map(({ worth }) => worth));
    return candidates.map(candidate => {
      const at = order.indexOf(candidate.passage.n);
      // Each a little less than the one before; the others far below, where only a brief that is too short takes them.
      const worth = at >= 0 ? 1 - at / (2 * order.length) : (UNCHOSEN * candidate.worth) / (most || 1);
      return { ...candidate, worth };
    });
  });
  const isHeld = brief.sentences.some(({ evidence }) => evidence.revision === revision);
  return isHeld ? brief : null;
}

/** @param choose what of the sentences is to be chosen from, and what each is worth */
function briefOf(
  id: ArticleId,
  seen: readonly ArticleId[],
  { index, doubt }: BriefTools,
  choose: (candidates: Candidate[], headline: Passage | null) => Candidate[],
): Brief {
  const passages = index.passages(id);
  if (passages.length === 0) return emptyBrief(id);
  const all = passages.map(({ passage }) => passage);
  const headline = headlineOf(all);
  const standing = all.filter(canStand).slice(0, MOST_STANDING);
  const copies = copiesOf(id, index);
  const told = rememberTold(toldBefore(id, seen, copies, index).map(index.passages));
  const fresh = new Set(standing.filter(told.isFresh));
  const brief: Brief = {
    ...emptyBrief(id),
    url: passages[0]!.article.url,
    headline: headline && evidenceOf(passages[headline.n]!),
    doubtful: doubt.isDoubtful(id),
  };
  const isSeen = (article: ArticleId) => seen.includes(article);
  if ([id, ...copies].some(isSeen) && newShare(standing, fresh) < NEW_IN_COPY) {
    const seenFirst = [...copies.filter(isSeen), ...copies.filter(copy => !isSeen(copy))];
    return { ...brief, told: 'copy', alsoIn: references(seenFirst, index) };
  }
  if (standing.length > 0 && fresh.size === 0)
    return { ...brief, told: 'nothing-new', alsoIn: references(tellingMost(standing, told), index) };
  const worth = worthOf(standing, all, passages[0]!.article, told.novelty);
  const candidates = standing.map((passage, at) => ({ passage, fresh: fresh.has(passage), worth: worth[at]! }));
  const chosen = chooseSentences(choose(candidates, headline), headline, all);
  return {
    ...brief,
    sentences: chosen.map(candidate => toSentence(candidate, passages)),
    differences: differencesOf(passages, new Set(chosen.map(({ passage }) => passage.n)), doubt),
    alsoIn: references(copies, index),
  };
}

function emptyBrief(article: ArticleId): Brief {
  return {
    article,
    url: null,
    headline: null,
    told: null,
    sentences: [],
    differences: [],
    doubtful: false,
    alsoIn: [],
  };
}

/** The line of the title, else the first sentence of the body, else whatever the body begins with. */
function headlineOf(all: readonly Passage[]): Passage | null {
  const body = all.filter(({ part }) => part === 'body');
  const title = all.find(({ part }) => part === 'title');
  return title ?? body.find(({ kind }) => kind === 'sentence') ?? body[0] ?? null;
}

/** Other articles of its report. */
function copiesOf(id: ArticleId, index: Index): ArticleId[] {
  const report = index.reportsOf([id]).get(id);
  return report === undefined ? [] : index.report(report).filter(other => other !== id);
}

function toldBefore(
  id: ArticleId,
  seen: readonly ArticleId[],
  copies: readonly ArticleId[],
  index: Index,
): ArticleId[] {
  const latestFirst = [...new Set(seen)].reverse();
  if (latestFirst.length <= MOST_TOLD) return latestFirst;
  const related = relatedTo(index.passages(id), index, index.reportsOf).others.map(other => other.id);
  const near = new Set([id, ...copies, ...related]);
  return latestFirst.toSorted((a, b) => Number(near.has(b)) - Number(near.has(a))).slice(0, MOST_TOLD);
}

/** The share of an article's words that stand in fresh sentences. */
function newShare(standing: readonly Passage[], fresh: ReadonlySet<Passage>): number {
  const length = (passages: Iterable<Passage>) => sum([...passages].map(({ text }) => text.length));
  return length(fresh) / (length(standing) || 1);
}

function toSentence({ passage, fresh }: Candidate, passages: readonly IndexedPassage[]): BriefSentence {
  const all = passages.map(each => each.passage);
  return { evidence: evidenceOf(passages[passage.n]!), fresh, speaker: speakerIn(passage, all) };
}

/** The articles that told most of these sentences, most first. */
function tellingMost(standing: readonly Passage[], told: Told): ArticleId[] {
  const counts = new Map<ArticleId, number>();
  for (const passage of standing) {
    const id = told.nearest(passage)?.article.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
}

function references(ids: readonly ArticleId[], index: Index): ArticleReference[] {
  return ids.slice(0, MOST_ALSO).flatMap(id => {
    const article = index.passages(id)[0]?.article;
    if (!article) return [];
    const { outlet, title, publishedAt, url } = article;
    return [{ article: id, outlet, title, publishedAt, url }];
  });
}
