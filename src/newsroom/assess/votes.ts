/**
 * How a vote went: "by five votes to four" against "eight of the nine judges voted for it". Two figures that belong together, in whatever
 * words; only where the other reports agree on one result.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { commonWords } from './near.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { timesFit } from './times.ts';

const NUMBER = String.raw`\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|all`;
const PATTERNS = [
  String.raw`\b(?<yes>${NUMBER})(?:\svotes)?\s(?:to|against|–)\s(?<no>${NUMBER})\b`,
  String.raw`\b(?<yes>${NUMBER})\s(?:of\s(?:the|its)\s)?(?:\p{L}+\s){0,3}?voted\s(?:for|in favour)\b[^.;]{0,40}?\b(?<no>${NUMBER})\b[^.;]{0,12}\bagainst`,
].map(pattern => new RegExp(pattern, 'iu'));
const VOTED = /\b(?:votes?|voted|voting|judges|ruled|majority|passed|carried)\b/iu;
const WORDS = 'none one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Words in common that make one vote of two, where they count as many voters; more where they do not. */
const SAME_VOTE = 1;
const OTHER_TOTAL = 3;

interface Vote {
  at: IndexedPassage;
  yes: number;
  no: number;
  text: string;
  terms: Set<string>;
}

export function votePoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each => votesIn(each.at).map(vote => ({ ...each, ...vote })));
  return reporting(scene.passages).flatMap(at =>
    votesIn(at).flatMap(own => {
      const same = theirs.filter(other => isOneVote(own, other));
      const [first]: (Vote & Found)[] = same;
      if (!first || isSame(own, first) || same.some(other => !isSame(first, other))) return [];
      if (theirs.some(other => isSame(own, other))) return [];
      const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${own.text}".`;
      return [pointByReports(at, 'contradicted', same, why)];
    }),
  );
}

function votesIn(at: IndexedPassage): Vote[] {
  const { text } = at.passage;
  if (!VOTED.test(text)) return [];
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [yes, no] = [numberOf(found.groups!.yes!), numberOf(found.groups!.no!)];
    if (yes === null || no === null) continue;
    return [{ at, yes, no, text: found[0], terms: new Set(contentWords(text).map(({ term }) => term)) }];
  }
  return [];
}

function numberOf(word: string): number | null {
  if (/^\d/.test(word)) return Number(word);
  const value = WORDS.indexOf(word.toLowerCase());
  return value < 0 ? null : value;
}

function isSame(one: Vote, two: Vote): boolean {
  return one.yes === two.yes && one.no === two.no;
}

function isOneVote(own: Vote, other: Vote): boolean {
  const least = own.yes + own.no === other.yes + other.no ? SAME_VOTE : OTHER_TOTAL;
  return timesFit(own.at, other.at) && commonWords(own.terms, other.terms).length >= least;
}
