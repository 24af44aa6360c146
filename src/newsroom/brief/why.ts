/** How the sentences of an article weigh in a brief, whatever a channel was told before. Shows what `worth.ts` figures; chooses nothing. */
import type { ArticleId, Figure, WeighedSentence } from '../../core/model.ts';
import type { Index } from '../../core/ports.ts';
import { evidenceOf } from '../evidence.ts';
import { MOST_STANDING } from './brief.ts';
import { canStand } from './standing.ts';
import { figuresOf, weighed } from './worth.ts';

/** The worthiest first; none of an article that is not in the record. */
export function weighSentences(id: ArticleId, index: Index): WeighedSentence[] {
  const passages = index.passages(id);
  const all = passages.map(({ passage }) => passage);
  const standing = all.filter(canStand).slice(0, MOST_STANDING);
  if (passages[0] === undefined || standing.length === 0) return [];
  const figures = figuresOf(standing, all, passages[0].article, () => 0).map(told);
  return standing
    .map((passage, at) => ({ evidence: evidenceOf(passages[passage.n]!), figures: figures[at]! }))
    .sort((a, b) => worthIn(b) - worthIn(a));
}

function worthIn({ figures }: WeighedSentence): number {
  return figures.reduce((sum, { value, weight }) => sum + value * weight, 0);
}

/** Those that brought something. */
function told(figures: Parameters<typeof weighed>[0]): Figure[] {
  return weighed(figures)
    .map(({ name, value, weight }) => ({ name, value: Math.round(value * 1_000) / 1_000, weight }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value * b.weight) - Math.abs(a.value * a.weight));
}
