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

/**
 * Entries of all sources in order of term, for a segment that begins at passage `first`. `sources` in order of passage. Each entry's
 * postings are valid until the next is asked for.
 */
export function* mergeEntries(
  sources: readonly Source[],
  first: number,
  isAlive: (passage: number) => boolean,
): Generator<Entry, void> {
  const heads = sources.flatMap(source => {
    const entry = nextOf(source);
    return entry ? { ...source, entry } : [];
  });
  const writer = new PostingWriter();
  while (heads.length > 0) {
    const term = leastTerm(heads);
    let count = 0;
    writer.begin(first);
    for (const head of heads) {
      if (head.entry.term !== term) continue;
      count += head.entry.count;
      copy(head, writer, isAlive);
    }
    const postings = writer.bytes();
    if (count !== 0 || postings.length > 0) yield { term, count, postings };
    advance(heads, term);
  }
}

function nextOf({ entries }: Source): Entry | null {
  const next = entries.next();
  return next.done ? null : next.value;
}

function leastTerm(heads: readonly Head[]): string {
  let least = heads[0]!.entry.term;
  for (const { entry } of heads) if (entry.term < least) least = entry.term;
  return least;
}

function copy({ first, entry }: Head, writer: PostingWriter, isAlive: (passage: number) => boolean): void {
  const reader = new PostingReader(entry.postings, first);
  while (reader.next()) if (isAlive(reader.passage)) writer.add(reader.passage, reader.weight);
}

/** Moves those that stand on `term` to their next entry, and leaves out those at their end. */
function advance(heads: Head[], term: string): void {
  for (let at = heads.length - 1; at >= 0; at--) {
    const head = heads[at]!;
    if (head.entry.term !== term) continue;
    const next = nextOf(head);
    if (next) head.entry = next;
    else heads.splice(at, 1);
  }
}
