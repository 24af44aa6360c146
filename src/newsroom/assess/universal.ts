/**
 * All, or none, of what others count some: "all 38 are in a serious condition" against "one is in a serious condition", "nobody had to leave"
 * against "1,400 people had to leave". Only where both tell the same of them, in the article itself or in other reports.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords, shared } from '../claims/clauses.ts';
import { findNumbers } from '../read/numbers.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, timesFit } from './times.ts';

const IS = '(?:is|are|was|were|remains?|has been|have been|had been|had to|have to|must)';
const TOLD = String.raw`\s(?<is>${IS})\s(?<told>[^.,;:“”]{3,60})`;
/** "All 38 patients from the exchange, he added, are". */
const ALL = new RegExp(String.raw`\b(?<who>[Aa]ll|[Ee]very|[Ee]ach)\s(?!but\b)(?<what>(?:[^.;“”]{0,60}?))${TOLD}`, 'u');
const NONE = new RegExp(
  String.raw`\b(?<who>[Nn]obody|[Nn]o one|[Nn]one of \p{L}+(?:\s\p{L}+)?|[Nn]o(?:\s\p{Ll}+){1,2})(?<what>)${TOLD}`,
  'u',
);
const SOME = new RegExp(
  String.raw`\b(?<who>[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[\d,.]*\d)(?<what>(?:\s[\p{L}’-]+){0,4}?)${TOLD}`,
  'u',
);
const OPEN =
  /\?[”"’)]*$|\b(?:if|unless|whether|would|could|might|should|may|almost|nearly|except|apart from|but for|not all|not every)\b/iu;
/** What is so of all today may have been so of some the day before. */
const DAYS = 1;
const WEEK = 7;
const TOPIC = 2;

interface Quantified {
  at: IndexedPassage;
  kind: 'all' | 'none' | 'some';
  count: number | null;
  terms: string[];
  text: string;
}

export function universalPoints(scene: Scene): Point[] {
  const told = reporting(scene.passages);
  const mine = told.flatMap(quantifiedIn);
  if (mine.length === 0) return [];
  const theirs = passagesElsewhere(scene).flatMap(each => quantifiedIn(each.at).map(other => ({ ...each, ...other })));
  return mine.flatMap(own => {
    const inside = mine.find(other => other.at.passage.n < own.at.passage.n && isAgainst(own, other));
    if (inside) {
      const why = `The article itself also says "${inside.text}".`;
      return [pointAt(own.at, { kind: 'internal-contradiction', severity: 'major', why }, [inside.at])];
    }
    const against: (Quantified & Found)[] = theirs.filter(other => isAgainst(own, other));
    const [first] = against;
    if (!first || theirs.some(other => other.kind === own.kind && isOfSame(own, other) && other.count === own.count))
      return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${own.text}".`;
    return [pointByReports(own.at, 'contradicted', against, why)];
  });
}

function quantifiedIn(at: IndexedPassage): Quantified[] {
  const { text, kind, speech } = at.passage;
  if (kind !== 'sentence' || OPEN.test(text) || speech.some(({ direct }) => direct)) return [];
  const found = (['all', 'none', 'some'] as const)
    .map(each => ({ each, match: { all: ALL, none: NONE, some: SOME }[each].exec(text) }))
    .find(({ match }) => match !== null);
  if (!found?.match) return [];
  const { who, what, told } = found.match.groups as { who: string; what: string; told: string };
  const [number] = findNumbers(`${who} ${what}`.trim(), []);
  const count = /^one$/iu.test(who) ? 1 : (number?.value ?? null);
  return [
    { at, kind: found.each, count, terms: contentWords(told).map(({ term }) => term), text: found.match[0].trim() },
  ];
}

function isAgainst(own: Quantified, other: Quantified): boolean {
  const kinds = [own.kind, other.kind];
  if (own.kind === other.kind || !isOfSame(own, other)) return false;
  const some = own.kind === 'some' ? own : other;
  const whole = own.kind === 'some' ? other : own;
  if (!kinds.includes('some') || some.count === null) return false;
  // "All 38" against "one"; all of an unnamed number may be those.
  return whole.kind === 'none' ? some.count > 0 : whole.count !== null && some.count < whole.count;
}

/** Whoever says afterwards that nobody had to leave denies it of those who had to before. */
function isOfOneTime(own: Quantified, other: Quantified): boolean {
  const gap = daysBetween(other.at.article.publishedAt, own.at.article.publishedAt);
  if (Math.abs(gap) <= DAYS) return true;
  const after = gap > 0 ? own : other;
  return after.kind === 'none' && Math.abs(gap) <= WEEK && /\b(?:was|were|had)\b/u.test(after.text);
}

function isOfSame(own: Quantified, other: Quantified): boolean {
  if (
    !isOfOneTime(own, other) ||
    !timesFit(own.at, other.at) ||
    own.terms[0] === undefined ||
    own.terms[0] !== other.terms[0]
  )
    return false;
  const least = Math.min(own.terms.length, other.terms.length);
  const common = shared(own.terms, other.terms);
  return common === least && (common >= TOPIC || [own, other].some(({ kind }) => kind === 'none'));
}
