/**
 * Flags and cases as types, and how a case is told from its log. A flag is one account's doubt about one article; a case gathers all flags on
 * one report, wherever they come from. What happened is a log that only grows; everything else here is worked out from it, and never the
 * other way round.
 */
import type { PersonId, Place } from './chat.ts';
import type { ArticleId } from './model.ts';
import type { Ruling, Verdict } from './verdicts.ts';

/** `c-` and 10 base32 characters. */
export type CaseId = string;

export interface FlagDraft {
  article: ArticleId;
  /** The articles of its report, itself among them: a flag on any copy is on all. */
  report: readonly ArticleId[];
  person: PersonId;
  place: Place;
  /** What it was made with: `COMMAND`, or the message that bears a reaction. It stands for as long as one of a person's does. */
  source: string;
  /** In the person's own words; null where none were given. */
  reason: string | null;
}

/** The source of a flag that was made by a command. */
export const COMMAND = 'command';

/** An article, and those of its report, itself among them. */
export type Grouped = Pick<FlagDraft, 'article' | 'report'>;

/** What came of a flag: the case it is in, or the limit that it would pass. */
export type Flagged =
  /** `opened`: it opened the case; `fresh`: false where that flag stood already. */
  { case: CaseId; opened: boolean; fresh: boolean } | { refused: keyof typeof FLAG_LIMITS };

/** How much may be flagged, with the reason of each number. The README's table is compared with it by a test. */
export const FLAG_LIMITS = {
  person: {
    count: 20,
    minutes: 60,
    why: 'flags of one account: one every three minutes; whoever doubts more has not read it',
  },
  opened: {
    count: 10,
    minutes: 24 * 60,
    why: 'cases that one account opens: more is work for editors, not help',
  },
  cases: { count: 500, minutes: null, why: 'cases open at once: no newsroom reads more' },
} as const satisfies Record<string, { count: number; minutes: number | null; why: string }>;

interface EntryBase {
  /** Grows with each entry of any case. */
  id: number;
  case: CaseId;
  /** ISO 8601. */
  at: string;
  article: ArticleId;
}

/** One thing that happened in a case. */
export type CaseEntry = EntryBase &
  (
    | { kind: 'joined' }
    | { kind: 'flagged'; person: PersonId; place: Place; source: string; reason: string | null }
    | { kind: 'withdrawn'; person: PersonId; source: string }
    | { kind: 'taken'; person: PersonId; name: string }
    | { kind: 'revised'; revision: number }
    /** `effect` is null where the verdict waits for other editors. */
    | { kind: 'ruled'; verdict: number; effect: Ruling | null }
  );

/** One account's doubt about one article, as it stands. */
export interface Flag {
  article: ArticleId;
  person: PersonId;
  /** Where it was made last. */
  place: Place;
  reason: string | null;
  at: string;
}

/** `withdrawn`: every flag was taken back before anyone decided. */
export type CaseState = 'open' | 'decided' | 'withdrawn';

export interface Case {
  id: CaseId;
  state: CaseState;
  openedAt: string;
  /** The one that was flagged first comes first. */
  articles: ArticleId[];
  /** Those that stand, the oldest first. */
  flags: Flag[];
  takenBy: { person: PersonId; name: string } | null;
  /** The ruling of the last decision; null before the first. */
  ruling: Ruling | null;
  /** A text of it has changed since it was decided. */
  revised: boolean;
  /** A copy has come since it was decided that it does not simply stand: on that one nobody has decided. */
  copied: boolean;
  /** Number of its last entry: whatever was shown of an earlier one is old. */
  version: number;
}

/** A case with what editors said of its articles, the oldest first. */
export interface KnownCase extends Case {
  verdicts: Verdict[];
}

/** How many flags stand, of how many accounts, in how many workspaces and servers. */
export interface FlagCounts {
  flags: number;
  people: number;
  spaces: number;
}

/** Before the id of a person who was forgotten. */
const FORGOTTEN = 'forgotten:';

/** @param log every entry of one case, the oldest first; at least one. */
export function caseFrom(log: readonly CaseEntry[]): Case {
  const [first] = log;
  if (first === undefined) throw new TypeError('a case without entries is none');
  const standing = standingFlags(log);
  const decided = log.findLast(entry => entry.kind === 'ruled' && entry.effect !== null);
  const since = decided?.id ?? 0;
  const ruling = decided?.kind === 'ruled' ? decided.effect : null;
  const isAfter = (kind: CaseEntry['kind']) => log.some(entry => entry.kind === kind && entry.id > since);
  const revised = decided !== undefined && isAfter('revised');
  const copied = ruling !== null && ruling !== 'stands' && isAfter('joined');
  const isOpen = revised || copied || [...standing.values()].some(({ id }) => id > since);
  const taken = log.findLast(entry => entry.kind === 'taken');
  return {
    id: first.case,
    state: isOpen ? 'open' : decided === undefined ? 'withdrawn' : 'decided',
    openedAt: first.at,
    articles: [...new Set(log.filter(({ kind }) => kind === 'joined').map(({ article }) => article))],
    flags: [...standing.values()].map(({ flag }) => flag),
    takenBy: taken?.kind === 'taken' ? { person: taken.person, name: taken.name } : null,
    ...{ ruling, revised, copied },
    version: log.at(-1)!.id,
  };
}

/** Number of the entry that made a flag, and what stands of it. */
interface Standing {
  id: number;
  flag: Flag;
  sources: Set<string>;
}

/** By person and article: an account counts once for each, by however many ways it came. */
function standingFlags(log: readonly CaseEntry[]): Map<string, Standing> {
  const standing = new Map<string, Standing>();
  for (const entry of log) {
    if (entry.kind === 'flagged') addFlag(standing, entry);
    if (entry.kind === 'withdrawn') removeFlag(standing, entry);
  }
  return standing;
}

function addFlag(standing: Map<string, Standing>, entry: Extract<CaseEntry, { kind: 'flagged' }>): void {
  const { id, article, person, place, source, reason, at } = entry;
  const key = keyOf(entry);
  const known = standing.get(key);
  const sources = new Set([...(known?.sources ?? []), source]);
  const flag = { article, person, place, reason: reason ?? known?.flag.reason ?? null, at: known?.flag.at ?? at };
  standing.set(key, { id, flag, sources });
}

function removeFlag(standing: Map<string, Standing>, entry: Extract<CaseEntry, { kind: 'withdrawn' }>): void {
  const known = standing.get(keyOf(entry));
  known?.sources.delete(entry.source);
  if (known?.sources.size === 0) standing.delete(keyOf(entry));
}

function keyOf({ person, article }: { person: PersonId; article: ArticleId }): string {
  return JSON.stringify([person, article]);
}

/** The sources by which a person's flag on an article stands. */
export function sourcesOf(log: readonly CaseEntry[], by: { person: PersonId; article: ArticleId }): string[] {
  return [...(standingFlags(log).get(keyOf(by))?.sources ?? [])];
}

/** As they are, without weights. */
export function countsOf({ flags }: Pick<Case, 'flags'>): FlagCounts {
  return {
    flags: flags.length,
    people: new Set(flags.map(({ person }) => person)).size,
    spaces: new Set(flags.map(({ place }) => `${place.platform}:${place.space}`)).size,
  };
}

/** Whoever flagged since the last decision, whether or not they took it back: they are no judges of it. */
export function flaggersSince(log: readonly CaseEntry[]): Set<PersonId> {
  const since = log.findLast(entry => entry.kind === 'ruled' && entry.effect !== null)?.id ?? 0;
  return new Set(log.flatMap(entry => (entry.kind === 'flagged' && entry.id > since ? [entry.person] : [])));
}

/**
 * Whoever is to hear of a decision: all whose flag stood when it was made, each with the place where they flagged last. Where it says what the
 * one before said, those who heard that need not hear it again.
 */
export function hearersOf(log: readonly CaseEntry[], decision: number): Map<PersonId, Place> {
  const before = log.filter(({ id }) => id < decision);
  const effectOf = (entry: CaseEntry | undefined) => (entry?.kind === 'ruled' ? entry.effect : null);
  const last = before.findLast(entry => effectOf(entry) !== null);
  const isSame = effectOf(last) === effectOf(log.find(({ id }) => id === decision));
  const heard = isSame ? (last?.id ?? 0) : 0;
  const standing = [...standingFlags(before).values()].filter(
    ({ id, flag }) => id > heard && !flag.person.startsWith(FORGOTTEN),
  );
  return new Map(standing.map(({ flag }) => [flag.person, flag.place]));
}

/** A question to whoever flagged a post that shows several articles: which is meant? */
export interface FlagQuestion {
  /** The message that bears the reaction, as `source` of a flag has it. */
  source: string;
  person: PersonId;
  /** Where it was flagged, and where it is said that the question was dropped. */
  place: Place;
  articles: ArticleId[];
  /** ISO 8601. */
  askedAt: string;
}

/** How long such a question waits, milliseconds. */
export const QUESTION_MS = 24 * 3_600_000;
