/** Merges the entries of neighbouring segments, and leaves out what was replaced since. Pure: where entries are kept is for others. */
import type { Entry } from './blocks.ts';
import { PostingReader, PostingWriter } from './postings.ts';

/** A segment's entries in order of term. */
interface Source {
  /** Its first passage. */
  first: number;
  entries: Iterator<Entry, void>;
}

/** A source with the entry it stands on. */
interface Head extends Source {
  entry: Entry;
}

/** Entries of all sources in order of term, for a segment that begins at passage `first`. `sources` in order of passage. */
export function* mergeEntries(
  sources: readonly Source[],
  first: number,
  isAlive: (passage: number) => boolean,
): Generator<Entry, void> {
  let heads = sources.flatMap(advanced);
  while (heads.length > 0) {
    const term = heads.map(({ entry }) => entry.term).sort()[0]!;
    const same = heads.filter(({ entry }) => entry.term === term);
    const merged = mergeTerm(term, same, first, isAlive);
    if (merged.count !== 0 || merged.postings.length > 0) yield merged;
    heads = heads.flatMap(head => (head.entry.term === term ? advanced(head) : head));
  }
}

function advanced({ first, entries }: Source): Head[] {
  const next = entries.next();
  return next.done ? [] : [{ first, entries, entry: next.value }];
}

function mergeTerm(term: string, heads: readonly Head[], first: number, isAlive: (passage: number) => boolean): Entry {
  const postings = new PostingWriter(first);
  let count = 0;
  for (const { first: begins, entry } of heads) {
    count += entry.count;
    const reader = new PostingReader(entry.postings, begins);
    while (reader.next()) if (isAlive(reader.passage)) postings.add(reader.passage, reader.weight);
  }
  return { term, count, postings: postings.bytes() };
}
