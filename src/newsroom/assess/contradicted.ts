/** Where other reports on the same event say otherwise: most of those that speak of it must. */
import type { Claim, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { compareClaims, TOLD_BY_ANOTHER } from '../claims/compare.ts';
import { CALENDAR } from '../claims/cues.ts';
import { isEndOfSpan, stagesFit } from '../claims/extent.ts';
import { datesFit } from '../claims/scope.ts';
import { MONEY } from '../data/weighty.ts';
import { relatedness } from '../words.ts';
import { MAJOR_REPORTS, reportsAmong, reportsThat, SAY, severityOf } from './against.ts';
import { isDigitSlip, isNoMeasure } from './figures.ts';
import { pointAt, spanText } from './point.ts';
import { reporting, type Scene, type ToldElsewhere } from './scene.ts';
import { daysBetween, TENURE_DAYS, timesFit } from './times.ts';

/** An article cannot know what is told this many days after it; later reports speak against it no more. */
const LATER_DAYS = 3;

/** The dead, the missing and the like change by the day: only reports so close in time speak of the same count. */
const EVOLVING_DAYS = 1;
type Other = ToldElsewhere;

interface Verdict {
  against: Other[];
  reason: string;
}

/** Points on each passage whose claim most other reports contradict. */
export function contradictedPoints({ passages, claims, elsewhere }: Scene): Point[] {
  const others = comparable(elsewhere, passages[0]?.article.publishedAt ?? null);
  const names = new Set(passages.flatMap(namesIn));
  const points = claims.flatMap(claim => {
    const at = passages[claim.passage];
    const verdict = at && isFirm(claim, at.passage) ? verdictOn(claim, at, others, names) : null;
    return verdict && at ? [toPoint(claim, at, verdict)] : [];
  });
  return [...points, ...unnamedFormer(passages, points)];
}

function comparable(told: readonly ToldElsewhere[], publishedAt: string | null): Map<Claim['kind'], Other[]> {
  const fresh = told.filter(({ claim, at }) => !isStale(claim, at, publishedAt) && isFirm(claim, at.passage));
  return Map.groupBy(fresh, ({ claim }) => claim.kind);
}

/** "Dozens", or what would be: no figure that another could contradict. */
function isFirm(claim: Claim, passage: Passage): boolean {
  if (claim.value.kind !== 'number') return true;
  const [start, end] = [claim.start - passage.start, claim.end - passage.start];
  const [before, after] = [passage.text.slice(0, start), passage.text.slice(end)];
  return !VAGUE.test(passage.text.slice(start, end)) && !SUPPOSED.test(before) && !isNoMeasure(before, after);
}

const VAGUE = /\b(?:dozens|scores|hundreds|thousands|tens|millions|several)\b/iu;
const SUPPOSED = /\b(?:would|could|might|if|unless)\b[^.;]*$/iu;

function isStale(claim: Claim, at: IndexedPassage, publishedAt: string | null): boolean {
  const days = Math.abs(daysBetween(publishedAt, at.article.publishedAt));
  if (claim.value.kind === 'office') return days > TENURE_DAYS;
  if (daysBetween(publishedAt, at.article.publishedAt) > LATER_DAYS) return true;
  return claim.value.kind === 'number' && claim.value.family !== null && days > EVOLVING_DAYS;
}

/** A report that says the same anywhere supports the claim, whatever else it says. */
function verdictOn(
  claim: Claim,
  own: IndexedPassage,
  others: Map<Claim['kind'], Other[]>,
  names: ReadonlySet<string>,
): Verdict | null {
  const against = new Map<string | number, Other>();
  const dated: Other[] = [];
  const supporting = new Set<string | number>();
  let reason = '';
  for (const other of others.get(claim.kind) ?? []) {
    const compared = compareClaims(claim, other.claim, { sameEvent: true });
    if (compared.relation === 'same') supporting.add(other.report);
    if (compared.reason === TOLD_BY_ANOTHER && !tellsBoth(claim, own, other)) dated.push(other);
    if (compared.reason === 'former' && (LEAVES.test(own.passage.text) || LEAVES.test(other.at.passage.text))) continue;
    if (compared.relation !== 'conflict' || against.has(other.report) || tellsBoth(claim, own, other)) continue;
    if (isElsewhere(claim, own, other, names)) continue;
    against.set(other.report, other);
    reason ||= compared.reason;
  }
  if (supporting.size === 0 && isAgreed(claim, dated)) for (const other of dated) against.set(other.report, other);
  const opposed = [...against.values()].filter(({ report }) => !supporting.has(report));
  return opposed.length > supporting.size ? { against: opposed, reason } : null;
}

/** Told on the day that somebody leaves an office: holder and former holder are both right. */
const LEAVES = /\b(?:resign(?:ed|s|ation)?|stepp?(?:ed|s|ing) down|quits?|dismissed|sacked|ousted)\b/iu;

/** "On Monday" is worked out, perhaps wrongly; two reports do not work it out wrongly alike. */
function isAgreed({ value }: Claim, dated: readonly Other[]): boolean {
  if (value.kind !== 'date' || value.told === 'relative') return false;
  const days = new Set(dated.map(({ claim }) => (claim.value.kind === 'date' ? claim.value.value : '')));
  return days.size === 1 && reportsAmong(dated) >= MAJOR_REPORTS;
}

/** One passage has the other's figure beside its own, or they tell of different days: both may be so. */
function tellsBoth(claim: Claim, own: IndexedPassage, other: Other): boolean {
  if (claim.value.kind === 'number' && !timesFit(own, other.at)) return true;
  if (isOtherStage(claim, own, other)) return true;
  if (claim.value.kind === 'date' && isRangeEnd(claim, own) !== isRangeEnd(other.claim, other.at)) return true;
  if (claim.value.kind === 'date' && otherFigures(own.passage, other.at.passage)) return true;
  if (claim.value.kind === 'number' && other.claim.value.kind === 'number' && isOfOther(claim, other.claim))
    return true;
  // "Built between 1958 and 1961": one of the two is the other's.
  if (claim.value.kind === 'date' && (hasDay(other.at, claim) || hasDay(own, other.claim))) return true;
  const holds = ({ passage }: IndexedPassage, { value }: Claim) =>
    value.kind === 'number' && passage.numbers.some(number => number.value === value.value);
  return holds(other.at, claim) || holds(own, other.claim);
}

function isOtherStage(
  { value: one }: Claim,
  { passage: own }: IndexedPassage,
  { claim, at: { passage } }: Other,
): boolean {
  if (one.kind !== 'number' || claim.value.kind !== 'number') return false;
  return !stagesFit({ text: own.text, value: one.value }, { text: passage.text, value: claim.value.value });
}

function isRangeEnd({ start, end }: Claim, { passage: { text, start: from } }: IndexedPassage): boolean {
  return isEndOfSpan(text.slice(0, start - from), text.slice(end - from));
}

function hasDay({ passage }: IndexedPassage, { value }: Claim): boolean {
  return value.kind === 'date' && passage.dates.some(date => date.value !== null && date.value === value.value);
}

/**
 * People who "left" and people who "live" there, sums that something is "worth" and "insured for": in these measures everything is told, and
 * what a figure is of stands in the word it goes with.
 */
function isOfOther(own: Claim, other: Claim): boolean {
  if (own.value.kind !== 'number' || other.value.kind !== 'number' || own.value.family !== null) return false;
  if (isSlip(own.value.value, other.value.value)) return false;
  const [a, b] = [governing(own), governing(other)];
  return a !== null && b !== null && a !== b && relatedness(a, b) < SAME_MEANING;
}

/** Words so near in meaning tell of one thing: cost, price (0 to 1). */
const SAME_MEANING = 0.4;

function governing({ value, subject, relation }: Claim): string | null {
  const unit = value.kind === 'number' ? value.unit : null;
  if (unit === 'people') return relation.find(term => term !== unit && term !== 'peopl') ?? null;
  const isMoney = unit !== null && (/^\p{Ll}{3}$/u.test(unit) || MONEY.test(unit));
  return isMoney ? (subject.filter(term => !HEDGE.test(term)).at(-1) ?? null) : null;
}

const HEDGE = /^(?:estim|total|least|most|nearli|almost|rough|approxim|around|about|some|onli|anoth|up)$/u;

function isSlip(one: number, two: number): boolean {
  const mention = (value: number) => ({ value, unit: null, start: 0, end: 0 });
  return isDigitSlip(mention(one), mention(two));
}

/** A count of people told beside names of which the article has none: of another event. Without a name beside its own, nothing tells. */
function isElsewhere({ value }: Claim, own: IndexedPassage, { at }: Other, names: ReadonlySet<string>): boolean {
  if (value.kind !== 'number' || value.family === null || namesIn(own).length === 0) return false;
  const theirs = namesIn(at);
  return theirs.length > 0 && !theirs.some(name => names.has(name));
}

/** Words with a capital inside the sentence. */
function namesIn({ passage: { text } }: IndexedPassage): string[] {
  return contentWords(text).flatMap(({ word, term, start }) =>
    start > 0 && /\p{Lu}/u.test(text[start]!) && !CALENDAR.test(word) ? [term] : [],
  );
}

/** Both tell figures beside their dates, and none in common: two occasions. */
function otherFigures({ numbers: own }: Passage, { numbers: theirs }: Passage): boolean {
  if (own.length === 0 || theirs.length === 0) return false;
  return !own.some(({ value }) => theirs.some(other => other.value === value));
}

/** "The former president", without a name, in an article that was found to call a holder of that office former. */
function unnamedFormer(passages: readonly IndexedPassage[], points: readonly Point[]): Point[] {
  const [first] = points.filter(({ kind, severity }) => kind === 'anachronism' && severity === 'major');
  if (!first) return [];
  const told = new Set(points.map(({ passage }) => passage));
  return reporting(passages).flatMap(at => {
    if (told.has(at.passage.n) || !UNNAMED_FORMER.test(at.passage.text)) return [];
    const why = `Whoever is meant by "${UNNAMED_FORMER.exec(at.passage.text)![0]}" holds the office, as other reports tell.`;
    return [{ ...pointAt(at, { kind: 'anachronism', severity: 'major', why }, []), against: first.against }];
  });
}

const UNNAMED_FORMER =
  /\b(?:[Tt]he|[Aa]|major|then)\s[Ff]ormer\s(?:\p{Lu}[\p{L}.]*\s)?(?:president|leader|prime minister|chancellor|minister|premier|king|queen|governor|mayor|director|chief)\b(?!\s\p{Lu})/u;

function toPoint(claim: Claim, at: IndexedPassage, { against, reason }: Verdict): Point {
  const [first] = against;
  const said = first ? spanText(first.claim, first.at) : '';
  return pointAt(
    at,
    {
      // Who holds an office is a matter of time: told of the wrong time it is an anachronism.
      kind: reason === 'former' ? 'anachronism' : 'contradicted',
      severity: isDisputed(against) ? 'minor' : severityOf(against.length),
      why: whyOf(claim, at, reason, said, against.length),
    },
    against.map(other => other.at),
  );
}

/** The other reports differ among themselves, too: any of them may be wrong. */
function isDisputed(against: readonly Other[]): boolean {
  const values = against.map(({ claim: { value } }) => value);
  const [first] = values;
  return values.some(value => {
    if (value.kind === 'number' && first?.kind === 'number') return value.value !== first.value;
    return value.kind === 'date' && first?.kind === 'date' && !datesFit(value.value, first.value);
  });
}

function whyOf(claim: Claim, at: IndexedPassage, reason: string, said: string, reports: number): string {
  const own = spanText(claim, at);
  const who = reportsThat(reports, SAY);
  if (reason === 'former') return `"${own}": ${who.replace(/^A/, 'a')} "${said}" for the same time.`;
  return `${who} "${said}" where this says "${own}".`;
}
