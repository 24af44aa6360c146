/** Which changes of an article a post must tell: those of the passages it shows. Pure. */
import type { Quotation } from '../../core/quotations.ts';
import type { CorrectedFact, PassageChange } from '../../core/recall.ts';

type Place = Pick<Quotation, 'start' | 'end'>;

/** What is told otherwise of what stands in a place of the earlier revision, each once. */
export function factsAt(place: Place, changes: readonly PassageChange[]): CorrectedFact[] {
  const there = changes.filter(({ start, end }) => start < place.end && place.start < end);
  return distinctFacts(there.flatMap(factsOf));
}

function factsOf({ fate, text, facts }: PassageChange): CorrectedFact[] {
  if (fate === 'gone') return [{ before: text, after: null }];
  return facts.map(({ before, after }) => ({ before: before || text, after: after || null }));
}

export function distinctFacts(facts: readonly CorrectedFact[]): CorrectedFact[] {
  return [...new Map(facts.map(fact => [JSON.stringify([fact.before, fact.after]), fact])).values()];
}

/** What it takes to go back: "31" is "27" again. What was gone is there again, and nothing of it was told otherwise. */
export function takenBack(facts: readonly CorrectedFact[]): CorrectedFact[] {
  return facts.flatMap(({ before, after }) => (after === null ? [] : [{ before: after, after: before }]));
}
