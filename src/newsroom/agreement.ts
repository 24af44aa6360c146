/**
 * Who else says so: of the passages read for a question, those that give the same answer as the best one, and how many articles,
 * reports and outlets they stand in. Copies of one text are one report.
 */
import type { Agreement } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import type { ReadPassage } from './inquiry.ts';
import { passageTerms, termsOf } from './terms.ts';

/** Kinds whose values are short and exact enough to be compared as they are. */
const EXACT = new Set(['person', 'place', 'date', 'number', 'yes-no']);

/** Of the question's weight that the best passage carries, the share that another one must carry to count (0 to 1). */
const CARRIES = 0.6;

/** A clause in other words says the same when it carries this much, and holds this share of the answer's words. */
const CARRIES_CLAUSE = 0.8;
const SAME_WORDS = 0.6;

/** The best passage and those that say the same, in their order. */
export function supportersOf(read: readonly ReadPassage[]): ReadPassage[] {
  const best = read[0];
  return best ? read.filter(passage => passage === best || saysTheSame(passage, best)) : [];
}

function saysTheSame(passage: ReadPassage, best: ReadPassage): boolean {
  const carried = passage.features.own / (best.features.own || 1);
  if (carried < CARRIES) return false;
  if (EXACT.has(best.extraction.kind))
    return passage.extraction.value === best.extraction.value || says(passage, best) === 1;
  return carried >= CARRIES_CLAUSE && says(passage, best) >= SAME_WORDS;
}

/** The share of the answer's words that stand in another passage, names under any spelling. */
function says({ passage }: ReadPassage, { extraction, passage: own }: ReadPassage): number {
  if (extraction.kind === 'yes-no') return 0;
  const inside = own.entities.filter(({ start, end }) => start >= extraction.start && end <= extraction.end);
  const wanted = passageTerms({ text: extraction.text, entities: inside });
  const there = new Set([...termsOf(passage.text).map(({ term }) => term), ...passageTerms(passage)]);
  return wanted.filter(term => there.has(term)).length / (wanted.length || 1);
}

export function agreementOf(supporters: readonly ReadPassage[], index: Pick<Index, 'reportsOf'>): Agreement {
  const ids = [...new Set(supporters.map(({ article }) => article.id))];
  return {
    articles: ids.length,
    reports: new Set(index.reportsOf(ids).values()).size,
    outlets: new Set(supporters.flatMap(({ article }) => article.outlet ?? [])).size,
  };
}
