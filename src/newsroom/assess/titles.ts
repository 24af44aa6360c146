/**
 * Wrong titles for known people: an office that no other report gives a person, where the others agree on one that does not go with it.
 * Who may well hold both offices is left alone.
 */
import type { Claim, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { sameName } from '../claims/names.ts';
import { pointByReports, reportsThat } from './against.ts';
import { spanText } from './point.ts';
import type { Scene } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

/** Offices of which one person holds one at a time; what stands together in a line may be two words for one. */
const RIVALS: readonly (readonly string[])[] = [
  ['president'],
  ['prime minister', 'premier', 'chancellor'],
  ['king', 'queen', 'emperor', 'sultan', 'pope'],
  ['minister', 'secretary'],
  ['ambassador', 'envoy'],
  ['general', 'admiral', 'colonel', 'captain'],
  ['judge', 'prosecutor', 'attorney'],
  ['inspector', 'superintendent'],
  ['mayor'],
  ['governor'],
  ['chief executive', 'executive'],
  ['spokesperson'],
  ['engineer', 'chief engineer', 'architect'],
];

export function titlePoints(scene: Scene): Point[] {
  const theirs = rolesElsewhere(scene);
  return scene.claims.flatMap(claim => {
    const own = officeOf(claim);
    const at = scene.passages[claim.passage];
    if (!own || !at || own.former) return [];
    const of = theirs.filter(other => isOfOne(own.holder, at, other.office.holder, other.at));
    const [first] = of;
    if (!first || of.some(({ office }) => goTogether(office.office, own.office))) return [];
    const why = (reports: number) => {
      const called = `${reportsThat(reports, ['calls', 'call'])} ${first.office.holder}`;
      return `${called} "${spanText(first.claim, first.at)}", and none "${spanText(claim, at)}".`;
    };
    return [pointByReports(at, 'garbled', of, why)];
  });
}

/** One person, at about one time: who holds an office may change. */
function isOfOne(holder: string, at: IndexedPassage, other: string, elsewhere: IndexedPassage): boolean {
  const days = daysBetween(at.article.publishedAt, elsewhere.article.publishedAt);
  return Math.abs(days) <= TENURE_DAYS && sameName(other, holder) !== 'other';
}

function rolesElsewhere({ elsewhere }: Scene) {
  return elsewhere.flatMap(told => {
    const office = officeOf(told.claim);
    return office && !office.former ? [{ ...told, office }] : [];
  });
}

function officeOf({ value }: Claim) {
  return value.kind === 'office' && lineOf(value.office) >= 0 ? value : null;
}

function lineOf(office: string): number {
  return RIVALS.findIndex(line => line.includes(office));
}

function goTogether(one: string, two: string): boolean {
  return lineOf(one) === lineOf(two);
}
