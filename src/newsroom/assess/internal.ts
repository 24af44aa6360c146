/** Where an article disagrees with itself: table and text, one paragraph and another, a part larger than its whole. */
import type { Claim, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { compareClaims } from '../claims/compare.ts';
import { pointAt, spanText } from './point.ts';

export function internalPoints(passages: readonly IndexedPassage[], claims: readonly Claim[]): Point[] {
  return [...pairPoints(passages, claims), ...partPoints(passages), ...tableDatePoints(passages, claims)];
}

/** Two passages that cannot both be so. Only the later one is named: the reader sees the other beside it. */
function pairPoints(passages: readonly IndexedPassage[], claims: readonly Claim[]): Point[] {
  const points: Point[] = [];
  for (const [n, later] of claims.entries()) {
    const earlier = claims.slice(0, n).find(claim => disagrees(claim, later, passages));
    if (!earlier) continue;
    const [at, other] = [passages[later.passage]!, passages[earlier.passage]!];
    const why = `The article itself also says "${spanText(earlier, other)}".`;
    points.push(pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [other]));
  }
  return points;
}

function disagrees(a: Claim, b: Claim, passages: readonly IndexedPassage[]): boolean {
  // Two speakers may differ; an article that quotes both does not contradict itself.
  if (a.passage === b.passage || a.speaker !== b.speaker || a.kind !== b.kind) return false;
  if (isNarrow(a, passages[a.passage]!) || isNarrow(b, passages[b.passage]!)) return false;
  return placesFit(a, b) && compareClaims(a, b, { sameEvent: true }).relation === 'conflict';
}

/** Two counts of the dead under two names are two events: an article tells of earlier ones, too. */
/** "Three watchmen were killed", "on Monday there had been three deaths": some of the dead, or those of a time before. */
function isNarrow({ value, end }: Claim, { passage }: IndexedPassage): boolean {
  if (value.kind !== 'number' || value.family === null) return false;
  const counted = /^\s(?<noun>\p{Ll}+)/u.exec(passage.text.slice(end - passage.start))?.groups?.noun;
  const before = /\bhad been\b/u.test(passage.text) && passage.dates.length > 0;
  return before || (counted !== undefined && /[^s]s$|men$/u.test(counted) && !EVERYBODY.test(counted));
}

const EVERYBODY =
  /^(?:deaths|persons|victims|lives|men|women|residents|civilians|others|was|has|bodies|casualties|fatalities|injuries)$/u;

function placesFit(a: Claim, b: Claim): boolean {
  const [one, two] = [a.scope.anchors ?? [], b.scope.anchors ?? []];
  const counts = a.value.kind === 'number' && a.value.family !== null;
  return !counts || one.length === 0 || two.length === 0 || one.some(name => two.includes(name));
}

/** "22 recommendations, of which 30 are urgent". */
function partPoints(passages: readonly IndexedPassage[]): Point[] {
  return passages.flatMap(at => {
    const { passage } = at;
    const numbers = passage.numbers;
    const wrong = numbers.slice(1).find((part, n) => {
      const whole = numbers[n]!;
      const between = passage.text.slice(whole.end - passage.start, part.start - passage.start);
      return (
        /^[^.;]{0,60}\bof (?:which|whom|them)(?: (?:about|some|only))?\s$/iu.test(between) &&
        part.unit !== '%' &&
        part.value > whole.value
      );
    });
    const why = 'A part is told as larger than its whole.';
    const before = wholeBefore(at, passages);
    if (before) return [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [before])];
    return wrong ? [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [])] : [];
  });
}

/** "22 houses burned. Of them, 30 were empty." */
function wholeBefore({ passage }: IndexedPassage, passages: readonly IndexedPassage[]): IndexedPassage | null {
  const before = passages[passage.n - 1];
  const lead = /^of (?:these|those|them),?\s(?:about |some |only )?/iu.exec(passage.text)?.[0];
  const [part] = passage.numbers;
  if (!before || !part || lead?.length !== part.start - passage.start || part.unit === '%') return null;
  const wholes = before.passage.numbers;
  return wholes.length > 0 && wholes.every(({ value }) => value < part.value) ? before : null;
}

/** A table's "Date" of another year than the same day or month in the article's opening. */
function tableDatePoints(passages: readonly IndexedPassage[], claims: readonly Claim[]): Point[] {
  const dated = claims.filter(claim => claim.kind === 'date');
  const opening = passages
    .filter(({ passage }) => passage.kind === 'sentence' && passage.part === 'body')
    .slice(0, OPENING);
  const last = opening.at(-1)?.passage.n ?? -1;
  return dated.flatMap(row => {
    const at = passages[row.passage]!;
    if (at.passage.kind !== 'row' || !/^date\b/iu.test(at.passage.text)) return [];
    const other = dated.find(claim => claim.passage <= last && claim !== row && otherYear(claim, row));
    if (!other) return [];
    const told = passages[other.passage]!;
    const why = `The table's date does not fit "${spanText(other, told)}" in the text.`;
    return [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [told])];
  });
}

/** Sentences that tell what an article is about. */
const OPENING = 3;

function otherYear(a: Claim, b: Claim): boolean {
  if (a.value.kind !== 'date' || b.value.kind !== 'date') return false;
  const [one, two] = [a.value.value.split('-'), b.value.value.split('-')];
  const fit =
    one.length > 1 &&
    two.length > 1 &&
    one[1] === two[1] &&
    (one[2] === undefined || two[2] === undefined || one[2] === two[2]);
  return fit && one[0] !== two[0];
}
