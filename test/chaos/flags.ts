/** What became of the flags of a run: each that was acknowledged is kept, or its person was told or asked something about it. Reads only. */
import type { Flagged } from './people.ts';

/** What the store says in the end. */
export interface KeptFlags {
  /** Flags in the log of cases. */
  flags: readonly { person: string; article: string }[];
  /** Keys of posts to flaggers: what they were told, such as that nothing was flagged, or asked. */
  told: readonly string[];
  /** Whose reactions still wait for the post of their message. */
  waiting: readonly string[];
}

/** A line for each flag that was lost, and for each that was kept more than once. */
export function flagBreaches(flagged: readonly Flagged[], { flags, told, waiting }: KeptFlags): string[] {
  const twice = Map.groupBy(flags, ({ person }) => person)
    .entries()
    .flatMap(([person, { length }]) => (length > 1 ? [`a flag ${length} times: ${person}`] : []));
  const lost = flagged.flatMap(({ person, article, event, acknowledged }) => {
    const own = flags.filter(each => each.person === person).map(each => each.article);
    const isTold = told.some(key => key.endsWith(`:${event}`));
    if (!acknowledged || isTold || own.includes(article ?? '')) return [];
    const instead = own.length > 0 ? `it is on ${own.join(', ')}` : 'nobody was told';
    const became = waiting.includes(person) ? 'it still waits for its post' : instead;
    return [`a flag acknowledged and not kept: ${person} on ${article}; ${became}`];
  });
  return [...twice, ...lost];
}
