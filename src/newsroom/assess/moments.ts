/**
 * Who did it at one exact moment: "A headed in the 113th minute" against "B headed in the 113th". Only where several
 * reports tell it of one person and the article of another, whom none of them names beside it.
 */
import type { Passage, Point } from '../../core/model.ts';
import { termsOf } from '../terms.ts';
import { MAJOR_REPORTS, pointByReports, reportsAmong, reportsThat } from './against.ts';
import { ownStatements, type Statement, sharedMatter, statementsElsewhere } from './alike.ts';
import type { Scene } from './scene.ts';

/** "The 113th minute": a place in an order that one deed has; no century, no anniversary. */
const ORDINAL = /\b(?<ordinal>\d{2,}(?:st|nd|rd|th))\b(?!\s(?:century|centuries|anniversary|birthday|floor|time))/gu;

export function momentPoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).filter(isTold);
  return ownStatements(scene).flatMap(own => {
    const [person, ...more] = personsIn(own.at.passage);
    if (!isTold(own) || person === undefined || more.length > 0) return [];
    const same = theirs.filter(other => isOneMoment(own, other) && personsIn(other.at.passage).length > 0);
    if (reportsAmong(same) < MAJOR_REPORTS) return [];
    const agreed = personsIn(same[0]!.at.passage).find(name => same.every(other => names(other, name)));
    if (agreed === undefined || names(own, agreed) || same.some(other => names(other, person))) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, ['tells', 'tell'])} this of ${agreed}, and not of ${person}.`;
    return [pointByReports(own.at, 'contradicted', same, why)];
  });
}

/** Told of what happened, and not by somebody: a speaker is no doer. */
function isTold({ at: { passage } }: Statement): boolean {
  return passage.speaker === null && passage.speech.length === 0;
}

function personsIn({ entities }: Passage): string[] {
  return [...new Set(entities.flatMap(({ kind, name }) => (kind === 'person' ? [name] : [])))];
}

/** By the last name at least. */
function names({ terms }: Statement, name: string): boolean {
  const last = termsOf(name).at(-1);
  return last !== undefined && terms.has(last.term);
}

function isOneMoment(own: Statement, other: Statement): boolean {
  const ordinals = ordinalsIn(other.at.passage);
  if (!ordinalsIn(own.at.passage).some(ordinal => ordinals.includes(ordinal))) return false;
  return sharedMatter(own, other).some(term => !/^(?:st|nd|rd|th)$/u.test(term));
}

function ordinalsIn({ text }: Passage): string[] {
  return [...text.matchAll(ORDINAL)].map(({ groups }) => groups!.ordinal!);
}
