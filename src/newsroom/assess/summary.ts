/** What weighs in a dossier, in one or two plain sentences. It counts and names kinds; it never makes a score of them. */
import type { Dossier, Point, PointKind } from '../../core/model.ts';

/** How each kind is told to people. */
export const KIND_WORDS: Record<PointKind, string> = {
  contradicted: 'contradicted',
  'internal-contradiction': 'contradicts itself',
  anachronism: 'out of its time',
  garbled: 'garbled',
  uncorroborated: 'uncorroborated',
  quotes: 'quotation',
  sourcing: 'sourcing',
  'machine-text': 'generated text',
};

export function summaryOf({
  points,
  support,
  compared,
  doubtful,
}: Omit<Dossier, 'article' | 'revision' | 'summary'>): string {
  const major = points.filter(({ severity }) => severity === 'major');
  const minor = points.length - major.length;
  const against = [kindsOf(major), minor > 0 ? countOf(minor, 'minor point') : null].filter(each => each !== null);
  const found = against.length > 0 ? against.join('; ') : 'nothing was found against it';
  const verdict = doubtful ? 'There is reason to doubt this article' : 'No reason to doubt the article as a whole';
  return `${verdict}: ${found}. ${forIt(support.length, compared)}`;
}

/** "5 major points (2 contradicted, 3 garbled)", the most frequent kind first. */
function kindsOf(major: readonly Point[]): string | null {
  if (major.length === 0) return null;
  const counts = [...Map.groupBy(major, ({ kind }) => kind)].map(([kind, { length }]) => ({ kind, length }));
  const kinds = counts
    .sort((a, b) => b.length - a.length || (a.kind < b.kind ? -1 : 1))
    .map(({ kind, length }) => `${length} ${KIND_WORDS[kind]}`);
  return `${countOf(major.length, 'major point')} (${kinds.join(', ')})`;
}

function forIt(supported: number, compared: number): string {
  if (compared === 0) return 'The record has no other report on the same event to hold it against.';
  const reports = countOf(compared, 'other report');
  return supported === 0
    ? `None of ${reports} on the event confirms any of it.`
    : `${countOf(supported, 'passage')} of it ${supported === 1 ? 'is' : 'are'} confirmed by the ${reports} on the event.`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
