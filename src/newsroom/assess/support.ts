/**
 * What speaks for an article: claims that other reports confirm, and quotations that they have in the same words. A passage against
 * which there is a point supports nothing.
 */
import type { Claim, Passage, Point, Support } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { compareClaims } from '../claims/compare.ts';
import { inOrder } from '../claims/in-order.ts';
import { evidenceOf } from '../evidence.ts';
import { firstOfEach, reportsAmong } from './against.ts';
import { lineOf, type Quoted, quotesIn } from './quoted.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Kept of an article: a long report has some thirty. */
const MOST = 50;
/** Passages shown of those that say the same. */
const MOST_SHOWN = 3;
/** Words of a quotation from which its wording is told: fewer stand together by chance. */
const MIN_QUOTED = 4;

/** Words of a deed's verb and object. */
const MIN_DEED = 3;
/** Words that two sentences share to tell the same, and their share of the one that is confirmed (0 to 1). */
const MIN_TOLD = 5;
const SAME_TOLD = 0.5;

interface Found {
  report: string | number;
  at: IndexedPassage;
}

/** Passages with most reports beside them first; one a passage. */
export function supportIn(scene: Scene, points: readonly Point[]): Support[] {
  const doubted = new Set(points.filter(({ kind }) => kind !== 'garbled').map(({ passage }) => passage));
  const all = [...confirmed(scene), ...quoted(scene)].filter(({ passage }) => !doubted.has(passage));
  const sorted = all.sort((a, b) => b.by - a.by || a.start - b.start || (a.kind < b.kind ? -1 : 1));
  const seen = new Set<number>();
  return sorted.filter(({ passage }) => !seen.has(passage) && seen.add(passage)).slice(0, MOST);
}

function confirmed(scene: Scene): Support[] {
  const theirs = passagesElsewhere(scene).map(each => ({ ...each, terms: termsIn(each.at.passage) }));
  return reporting(scene.passages).flatMap(at => {
    const { passage } = at;
    if (passage.kind === 'heading' || passage.part === 'title') return [];
    const claims = scene.claims.filter(claim => claim.passage === passage.n && claim.value.kind !== 'office');
    const own = termsIn(passage);
    const same = [
      ...scene.elsewhere.filter(other => claims.some(claim => isConfirmed(claim, other.claim))),
      ...theirs.filter(other => tellsTheSame(own, other.terms) && figuresMeet(passage, other.at.passage)),
    ];
    return same.length === 0 ? [] : [supportAt(at, 'confirmed', same)];
  });
}

/** What was done needs more than a verb in common; an office is told in passing, and confirms nothing. */
function isConfirmed(claim: Claim, other: Claim): boolean {
  if (claim.kind !== other.kind || (claim.kind === 'deed' && claim.relation.length < MIN_DEED)) return false;
  return compareClaims(claim, other, { sameEvent: true }).relation === 'same';
}

function termsIn({ text }: Passage): Set<string> {
  return new Set(contentWords(text).map(({ term }) => term));
}

function tellsTheSame(own: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean {
  if (own.size < MIN_TOLD || theirs.size < MIN_TOLD) return false;
  const common = [...own].filter(term => theirs.has(term)).length;
  return common >= MIN_TOLD && common >= SAME_TOLD * own.size;
}

/** One figure in common where both tell any. */
function figuresMeet({ numbers: own }: Passage, { numbers: theirs }: Passage): boolean {
  return (
    own.length === 0 || theirs.length === 0 || own.some(({ value }) => theirs.some(other => other.value === value))
  );
}

function quoted(scene: Scene): Support[] {
  const heard = passagesElsewhere(scene).flatMap(({ report, at }) =>
    quotesIn(at).map(quote => ({ report, at, quote })),
  );
  return reporting(scene.passages).flatMap(at => {
    const own = quotesIn(at).filter(({ words }) => words.length >= MIN_QUOTED);
    const same = heard.filter(({ quote }) => own.some(each => isSame(each, quote)));
    return same.length === 0 ? [] : [supportAt(at, 'quoted', same)];
  });
}

function isSame(one: Quoted, two: Quoted): boolean {
  const [short, long] = one.words.length <= two.words.length ? [one, two] : [two, one];
  if (short.words.length < MIN_QUOTED) return false;
  return (
    lineOf(long.words).includes(lineOf(short.words)) || inOrder(short.words, long.words).length === short.words.length
  );
}

function supportAt(at: IndexedPassage, kind: Support['kind'], same: readonly Found[]): Support {
  const by = reportsAmong(same);
  const who = by === 1 ? 'Another report' : `${by} other reports`;
  const verb = by === 1 ? (kind === 'quoted' ? 'has' : 'says') : kind === 'quoted' ? 'have' : 'say';
  const { passage } = at;
  return {
    kind,
    passage: passage.n,
    start: passage.start,
    end: passage.end,
    quote: passage.text,
    why: kind === 'quoted' ? `${who} ${verb} the same words.` : `${who} ${verb} the same.`,
    by,
    with: firstOfEach(same)
      .slice(0, MOST_SHOWN)
      .map(each => evidenceOf(each.at)),
  };
}
