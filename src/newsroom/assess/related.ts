/**
 * Finds the other reports on an article's event, in a bounded number of searches, so that doubt costs the same in a small
 * record and in a large one. An event is known by the proper names that tell it from others.
 */
import type { ArticleId, Passage } from '../../core/model.ts';
import type { Index, IndexedPassage } from '../../core/ports.ts';
import { CALENDAR } from '../claims/cues.ts';
import { isStopWord, termsOf } from '../terms.ts';

/** What doubt asks of the record; the Index is one. */
export type DoubtRecord = Pick<Index, 'scores' | 'passages' | 'termsOf' | 'frequencies' | 'counts'>;

/** Articles that share a text, by article: those of one value are one report. An article left out is a report of its own. */
export type ReportsOf = (ids: ArticleId[]) => ReadonlyMap<ArticleId, string | number>;

/** Another article on the same event. */
export interface Related {
  id: ArticleId;
  report: string | number;
  passages: IndexedPassage[];
  /** Index terms that stand in it. */
  terms: ReadonlySet<string>;
}

/** Words of names that stand for the event, and how many of them one search asks for: 4 cost half of 8 and find as much. */
const TELLING = 16;
const PER_SEARCH = 4;

/** Passages a search gives, and articles read in the end: 5 to 15 speak of one event in a busy record. */
const HITS = 60;
const MOST_RELATED = 16;

/** Telling words another article must share, fewer where the article has fewer, and their share of all the weight (0 to 1). */
const MIN_SHARED = 3;
const SAME_EVENT = 0.2;

/** What else the record has on the article's event, the closest first. */
export interface Surroundings {
  /** Other reports; several copies of one count once, by `report`. */
  others: Related[];
  /** Copies of the article's own text: they support nothing, but show where it was changed. */
  copies: Related[];
}

export function relatedTo(
  passages: readonly IndexedPassage[],
  record: DoubtRecord,
  reportsOf: ReportsOf,
): Surroundings {
  const self = passages[0]?.article.id;
  if (self === undefined) return { others: [], copies: [] };
  const telling = tellingWords(passages, record);
  const found = candidates(telling, record, self);
  const reports = reportsOf([self, ...found]);
  const reportOf = (id: ArticleId) => reports.get(id) ?? id;
  const same = found
    .filter(id => isSameEvent(telling, record.termsOf(id)))
    .map((id): Related => ({ id, report: reportOf(id), passages: record.passages(id), terms: record.termsOf(id) }));
  return {
    others: same.filter(({ report }) => report !== reportOf(self)),
    copies: same.filter(({ report }) => report === reportOf(self)),
  };
}

/** Words that stand for an event, with their weights, the heaviest first. */
export type Telling = [term: string, weight: number][];

/** Stems of capitalised words inside sentences, the most telling first: often here, seldom elsewhere. */
export function tellingWords(passages: readonly IndexedPassage[], record: DoubtRecord): Telling {
  const counts = new Map<string, number>();
  for (const { passage } of passages) {
    for (const term of properWords(passage)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const frequencies = record.frequencies([...counts.keys()]);
  const total = record.counts().passages;
  return [...counts]
    .map(([term, count]): [string, number] => {
      const known = Math.max(count, frequencies.get(term) ?? 0);
      return [term, count * Math.log(1 + total / known)];
    })
    .sort(byWeight)
    .slice(0, TELLING);
}

function byWeight([a, one]: [string, number], [b, two]: [string, number]): number {
  return two - one || (a < b ? -1 : 1);
}

/** Headings and rows write other words with a capital, too. */
function properWords(passage: Passage): string[] {
  if (passage.part !== 'body' || passage.kind === 'heading' || passage.kind === 'row') return [];
  const words = termsOf(passage.text).slice(1);
  const proper = words.filter(
    ({ word, start }) =>
      !isStopWord(word) && !CALENDAR.test(word) && /^\p{Lu}/u.test(passage.text.slice(start, start + 2)),
  );
  return [...new Set(proper.map(({ term }) => term))];
}

function candidates(telling: Telling, record: DoubtRecord, self: ArticleId): ArticleId[] {
  const scores = new Map<ArticleId, number>();
  for (let at = 0; at < telling.length; at += PER_SEARCH) {
    const terms = telling.slice(at, at + PER_SEARCH).map(([term]) => term);
    for (const [id, score] of record.scores(terms, HITS)) {
      if (id !== self) scores.set(id, (scores.get(id) ?? 0) + score);
    }
  }
  return [...scores]
    .sort(byWeight)
    .slice(0, MOST_RELATED)
    .map(([id]) => id);
}

/** Whether an article that holds these terms speaks of the event that those words stand for. */
export function isSameEvent(telling: Telling, held: ReadonlySet<string>): boolean {
  const common = telling.filter(([term]) => held.has(term));
  const sum = (words: Telling) => words.reduce((total, [, weight]) => total + weight, 0);
  return common.length >= Math.min(MIN_SHARED, telling.length) && sum(common) >= SAME_EVENT * sum(telling);
}
