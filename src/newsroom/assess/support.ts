/**
 * What speaks for an article: claims that other reports confirm, and quotations that they have in the same words. A passage against
 * which there is a point supports nothing.
 */
import type { Claim, Point, Support } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { compareClaims } from '../claims/compare.ts';
import { evidenceOf } from '../evidence.ts';
import { inOrder, lineOf, type Quoted, quotesIn } from './quoted.ts';
import { firstOfEach, passagesElsewhere, reporting, reportsAmong, type Scene } from './scene.ts';

/** Kept of an article: as many as a page can show, and no more than anyone reads. */
const MOST = 12;
/** Passages shown of those that say the same. */
const MOST_SHOWN = 3;
/** Words of a quotation from which its wording is told: fewer stand together by chance. */
const MIN_QUOTED = 4;

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

function confirmed({ passages, claims, elsewhere }: Scene): Support[] {
  return claims.flatMap(claim => {
    const at = passages[claim.passage];
    if (!at || !tellsMuch(claim)) return [];
    const same = elsewhere.filter(
      other =>
        other.claim.kind === claim.kind && compareClaims(claim, other.claim, { sameEvent: true }).relation === 'same',
    );
    return same.length === 0 ? [] : [supportAt(at, 'confirmed', same)];
  });
}

/** An office is told in passing, and confirms little; what was done needs more than a verb in common. */
function tellsMuch({ value, relation }: Claim): boolean {
  return value.kind === 'yes-no' ? relation.length > 2 : true;
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
