/** Where other reports on the same event say otherwise: most of those that speak of it must. */
import type { Claim, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { claimsOfArticle } from '../claims/claims.ts';
import { compareClaims } from '../claims/compare.ts';
import { pointAt, spanText } from './point.ts';
import type { Related } from './related.ts';

/** An article cannot know what is told this many days after it; later reports speak against it no more. */
const LATER_DAYS = 3;

/** The dead, the missing and the like change by the day: only reports so close in time speak of the same count. */
const EVOLVING_DAYS = 1;
const DAY_MS = 86_400_000;

/** Who holds an office may change: reports further apart speak of different times. */
const TENURE_DAYS = 60;

/** With this many reports against, the article and not they must explain itself. */
const MAJOR_REPORTS = 2;

interface Other {
  report: string | number;
  claim: Claim;
  at: IndexedPassage;
}

interface Verdict {
  against: Other[];
  reason: string;
}

/** Points on each passage whose claim most other reports contradict. */
export function contradictedPoints(
  passages: readonly IndexedPassage[],
  claims: readonly Claim[],
  related: readonly Related[],
): Point[] {
  const others = claimsOfOthers(related, passages[0]?.article.publishedAt ?? null);
  return claims.flatMap(claim => {
    const verdict = verdictOn(claim, others);
    const at = passages[claim.passage];
    return verdict && at ? [toPoint(claim, at, verdict)] : [];
  });
}

function claimsOfOthers(related: readonly Related[], publishedAt: string | null): Map<Claim['kind'], Other[]> {
  const byKind = new Map<Claim['kind'], Other[]>();
  for (const { report, passages } of related) {
    for (const claim of claimsOfArticle(passages.map(({ passage }) => passage))) {
      if (isStale(claim, passages[claim.passage]!, publishedAt)) continue;
      const known = byKind.get(claim.kind) ?? [];
      known.push({ report, claim, at: passages[claim.passage]! });
      byKind.set(claim.kind, known);
    }
  }
  return byKind;
}

/** Whole or broken days from one publication to another; 0 when either is unknown. */
function daysBetween(from: string | null, to: string | null): number {
  return from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

function isStale(claim: Claim, at: IndexedPassage, publishedAt: string | null): boolean {
  const days = Math.abs(daysBetween(publishedAt, at.article.publishedAt));
  if (claim.value.kind === 'office') return days > TENURE_DAYS;
  if (daysBetween(publishedAt, at.article.publishedAt) > LATER_DAYS) return true;
  return claim.value.kind === 'number' && claim.value.family !== null && days > EVOLVING_DAYS;
}

/** A report that says the same anywhere supports the claim, whatever else it says. */
function verdictOn(claim: Claim, others: Map<Claim['kind'], Other[]>): Verdict | null {
  const against = new Map<string | number, Other>();
  const supporting = new Set<string | number>();
  let reason = '';
  for (const other of others.get(claim.kind) ?? []) {
    const compared = compareClaims(claim, other.claim);
    if (compared.relation === 'same') supporting.add(other.report);
    if (compared.relation !== 'conflict' || against.has(other.report)) continue;
    against.set(other.report, other);
    reason ||= compared.reason;
  }
  const opposed = [...against.values()].filter(({ report }) => !supporting.has(report));
  return opposed.length > supporting.size ? { against: opposed, reason } : null;
}

function toPoint(claim: Claim, at: IndexedPassage, { against, reason }: Verdict): Point {
  const [first] = against;
  const said = first ? spanText(first.claim, first.at) : '';
  return pointAt(
    at,
    {
      // Who holds an office is a matter of time: told of the wrong time it is an anachronism.
      kind: reason === 'former' ? 'anachronism' : 'contradicted',
      severity: against.length >= MAJOR_REPORTS ? 'major' : 'minor',
      why: whyOf(claim, at, reason, said, against.length),
    },
    against.map(other => other.at),
  );
}

function whyOf(claim: Claim, at: IndexedPassage, reason: string, said: string, reports: number): string {
  const own = spanText(claim, at);
  const who = reports === 1 ? 'Another report says' : `${reports} other reports say`;
  if (reason === 'former') return `"${own}": ${who.toLowerCase()} "${said}" for the same time.`;
  return `${who} "${said}" where this says "${own}".`;
}
