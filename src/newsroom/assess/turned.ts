/**
 * Sentences turned round: "stay open" against "stay closed" of one thing, and who did what to whom with the two exchanged. Only where no
 * other report, and no other sentence of the article itself, tells it as this one does.
 */
import type { Claim, Point } from '../../core/model.ts';
import { distinct, shared } from '../claims/clauses.ts';
import { termsOf } from '../terms.ts';
import { areOpposites, hasOpposites } from '../words.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { isNegated, ownStatements, type Statement, sharedMatter, statementsElsewhere } from './alike.ts';
import { spanText } from './point.ts';
import type { Scene, ToldElsewhere } from './scene.ts';
import { daysBetween, timesFit } from './times.ts';

/** Telling words in common, beside the opposites, that make one matter of two sentences; one less where one is next to both. */
const SAME_MATTER = 3;
/** Words before and after an opposite among which one must be in common. */
const BESIDE = 2;
/** Words of an object that are looked at. */
const OBJECT = 3;
const STATE_DAYS = 2;
/** They stand in each other's place by where and when one looks: "the first man", "the last man". */
const RELATIVE = new Set(
  termsOf(
    'first last next day night morning evening come came go went early late old new more less man woman left right late long short win lose up down',
  ).map(({ term }) => term),
);

export function turnedPoints(scene: Scene): Point[] {
  return [...oppositePoints(scene), ...exchangedPoints(scene)];
}

interface Opposed extends Found {
  own: string;
  theirs: string;
}

function oppositePoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene);
  const all = ownStatements(scene);
  return all.flatMap(own => {
    const against = theirs.flatMap(other => {
      const opposed = oppositesIn(own, other);
      if (!opposed || !isAlone(opposed, own, other, [theirs, all])) return [];
      return [{ report: other.report, at: other.at, ...opposed }];
    });
    const [first] = against;
    if (!first) return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.theirs}" where this says "${first.own}".`;
    return [pointByReports(own.at, 'contradicted', against, why)];
  });
}

/** The one pair of opposite words, each in one of the sentences only. */
export function oppositesIn(own: Statement, other: Statement): Pick<Opposed, 'own' | 'theirs'> | null {
  if (!isOfOneState(own, other)) return null;
  const matter = sharedMatter(own, other);
  if (matter.length < SAME_MATTER - 1 || isNegated(own) !== isNegated(other)) return null;
  for (const [n, word] of own.words.entries()) {
    if (!mayHaveOpposite(word.term) || RELATIVE.has(word.term) || isIdiom(own, n) || other.terms.has(word.term))
      continue;
    const m = other.words.findIndex(
      each => mayHaveOpposite(each.term) && !own.terms.has(each.term) && opposite(word.term, each.term),
    );
    if (m < 0 || isIdiom(other, m) || RELATIVE.has(other.words[m]!.term)) continue;
    const near = (reach: number) =>
      shared(
        besideOf(own.words, n, reach),
        besideOf(other.words, m, reach).filter(term => matter.includes(term)),
      );
    if (isBounded(own, n) !== isBounded(other, m) || takeOtherObjects([own, n], [other, m])) continue;
    if (near(BESIDE) === 0 || matter.length + Math.min(near(1), 1) < SAME_MATTER) continue;
    return { own: word.word, theirs: other.words[m]!.word };
  }
  return null;
}

/** What is shut today may be open in three days: reports further apart tell of two states. */
function isOfOneState(own: Statement, other: Statement): boolean {
  return Math.abs(daysBetween(own.at.article.publishedAt, other.at.article.publishedAt)) <= STATE_DAYS;
}

/** "Fell ill" is no fall. */
function isIdiom({ words }: Statement, n: number): boolean {
  return words[n]!.term === 'fall' && FALLEN.has(words[n + 1]?.term ?? '');
}

const FALLEN = new Set(termsOf('ill sick asleep silent apart short victim').map(({ term }) => term));

/** "Closed until Thursday": the other side comes after. */
function isBounded({ at, words }: Statement, n: number): boolean {
  return /^[^,;]*\b(?:until|till)\b/u.test(at.passage.text.slice(words[n]!.end));
}

function besideOf(words: Statement['words'], place: number, reach: number): string[] {
  return [...words.slice(Math.max(0, place - reach), place), ...words.slice(place + 1, place + 1 + reach)].map(
    ({ term }) => term,
  );
}

/** "Raised its rate" and "lowered its forecast": two deeds, whatever else is alike. */
function takeOtherObjects(...deeds: readonly [Statement, number][]): boolean {
  const objects = deeds.map(([{ at, words }, place]) => {
    const takes = /^\s(?:an?|the|its|their|his|her)\s/iu.test(at.passage.text.slice(words[place]!.end));
    return takes ? words.slice(place + 1, place + 1 + OBJECT).map(({ term }) => term) : null;
  });
  const [own, theirs] = objects;
  return !!own && !!theirs && shared(own, theirs) === 0;
}

/** "Reopened" is "opened". */
function bare(term: string): string {
  return term.startsWith('re') && /^re\p{L}{4,}/u.test(term) ? term.slice(2) : term;
}

/** Few words have one, and every word is held against every other. */
function mayHaveOpposite(term: string): boolean {
  return hasOpposites(term) || hasOpposites(bare(term));
}

function opposite(a: string, b: string): boolean {
  return areOpposites(a, b) || areOpposites(bare(a), b) || areOpposites(a, bare(b));
}

/** Nobody else tells this matter in the article's word, nor the article in theirs: else it changed, or has two sides. */
function isAlone(
  { own: word, theirs: theirWord }: Pick<Opposed, 'own' | 'theirs'>,
  own: Statement,
  other: Statement,
  [theirs, all]: readonly [readonly Statement[], readonly Statement[]],
): boolean {
  const matter = sharedMatter(own, other);
  const tells = (statement: Statement, told: string) =>
    statement.words.some(each => each.word === told) && shared(matter, [...statement.terms]) >= SAME_MATTER - 1;
  return !theirs.some(each => tells(each, word)) && !all.some(each => each !== own && tells(each, theirWord));
}

/** "A accused B" against "B accused A". */
function exchangedPoints(scene: Scene): Point[] {
  return scene.claims.flatMap(claim => {
    const at = scene.passages[claim.passage];
    if (!at || claim.kind !== 'deed') return [];
    const same = scene.elsewhere.filter(other => isSameDeed(claim, other));
    const against = same.filter(other => isExchanged(claim, other) && timesFit(at, other.at));
    const [first] = against;
    if (!first || same.some(other => isStraight(claim, other))) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, SAY)} it the other way round: "${spanText(first.claim, first.at)}".`;
    return [pointByReports(at, 'contradicted', against, why)];
  });
}

function isSameDeed({ relation: [verb] }: Claim, { claim }: ToldElsewhere): boolean {
  return claim.kind === 'deed' && claim.relation[0] === verb;
}

const objectOf = ({ relation: [, ...object] }: Claim) => distinct(object);

function isExchanged(own: Claim, { claim: other }: ToldElsewhere): boolean {
  return (
    onlyIn(own.subject, objectOf(own), objectOf(other), other.subject) &&
    onlyIn(objectOf(own), own.subject, other.subject, objectOf(other))
  );
}

/** A word of one side that the other report has on the opposite side, and neither has on both. */
function onlyIn(
  own: readonly string[],
  notOwn: readonly string[],
  theirs: readonly string[],
  notTheirs: readonly string[],
) {
  return own.some(term => theirs.includes(term) && !notOwn.includes(term) && !notTheirs.includes(term));
}

function isStraight(own: Claim, { claim: other }: ToldElsewhere): boolean {
  return shared(own.subject, other.subject) > 0 && shared(objectOf(own), objectOf(other)) > 0;
}
