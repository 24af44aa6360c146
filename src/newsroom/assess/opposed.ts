/**
 * Deeds and holders that exclude each other: "passed" and "failed" the same inspection, one office with two holders of whom the article
 * has one that nobody else knows.
 */
import type { Claim, ClaimValue, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords, distinct, shared } from '../claims/clauses.ts';
import { OFFICES } from '../claims/cues.ts';
import { sameName } from '../claims/names.ts';
import { termsOf } from '../terms.ts';
import { areOpposites } from '../words.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { isAnyStory } from './alike.ts';
import { areOfTwo, matterOf } from './near.ts';
import { spanText } from './point.ts';
import type { Scene, ToldElsewhere } from './scene.ts';

/** Words that tell what was done: the first of an object; what follows tells when and how. */
const OBJECT = 3;
/** Words beside an office of no named body that both sentences have: the matter it is told of. */
const SAME_MATTER = 2;

/** Words for whoever leads a body: of one person they are told of one body. */
const HEADS = new Set(['leader', 'director', 'chief executive', 'executive']);

type Office = Extract<ClaimValue, { kind: 'office' }>;

export function opposedPoints(scene: Scene): Point[] {
  return scene.claims.flatMap(claim => {
    const at = scene.passages[claim.passage];
    if (!at) return [];
    const against = scene.elsewhere.filter(
      other =>
        isOpposedDeed(claim, at, other) ||
        isOtherHolder(claim, at, other, scene) ||
        isOtherBody(claim, at, other, scene),
    );
    const [first] = against;
    if (!first || (isOtherHolder(claim, at, first, scene) && !isSettled(against, scene))) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, SAY)} "${told(first.claim, first.at)}" where this says "${told(claim, at)}".`;
    return [pointByReports(at, 'contradicted', against, why)];
  });
}

function told(claim: Claim, at: IndexedPassage): string {
  return `${spanText(claim, at)}${claim.kind === 'role' ? (bodyBehind(claim, at) ?? '') : ''}`;
}

/** Opposite verbs with one object, and somebody in common who did it. */
function isOpposedDeed(claim: Claim, at: IndexedPassage, { claim: other, at: where }: ToldElsewhere): boolean {
  if (claim.kind !== 'deed' || other.kind !== 'deed' || !isDone(claim) || !isDone(other)) return false;
  const [verb, ...object] = claim.relation;
  const [theirs, ...same] = other.relation;
  if (verb === undefined || theirs === undefined || !areOpposites(verb, theirs)) return false;
  if (isAttribute(verb, at.passage) || isAttribute(theirs, where.passage)) return false;
  if (areOfTwo(matterBehind(verb, at.passage), matterBehind(theirs, where.passage))) return false;
  if (claim.subject.length > 0 && other.subject.length > 0 && shared(claim.subject, other.subject) === 0) return false;
  return shared(object.slice(0, OBJECT), same.slice(0, OBJECT)) > 0;
}

function matterBehind(verb: string, { text }: Passage): string[] {
  const told = termsOf(text).find(({ term }) => term === verb);
  return told === undefined ? [] : matterOf(text.slice(told.end));
}

/** "A broken main": what a thing is like, and nobody's deed. */
function isAttribute(verb: string, { text }: Passage): boolean {
  const before = termsOf(text).find(({ term }) => term === verb);
  return before !== undefined && /\b(?:an?|the|its|their|his|her|this|that)\s$/iu.test(text.slice(0, before.start));
}

function isDone({ value, firmness }: Claim): boolean {
  return (
    value.kind === 'yes-no' && value.value && (firmness === 'stated' || firmness === 'agreed' || firmness === 'denied')
  );
}

/** One office of one body, or told of one matter, held by somebody whom no other report names. */
function isOtherHolder(claim: Claim, at: IndexedPassage, other: ToldElsewhere, scene: Scene): boolean {
  const [own, theirs] = [claim.value, other.claim.value];
  if (own.kind !== 'office' || theirs.kind !== 'office' || own.former || theirs.former) return false;
  if (own.office !== theirs.office || sameName(own.holder, theirs.holder) !== 'other') return false;
  if (termsOf(own.holder).some(({ term }) => scene.held(term) > 0)) return isNewOffice(own, theirs, scene);
  if (areOfOthers(bodyNamed(claim, at), bodyNamed(other.claim, other.at))) return false;
  if (own.of.length > 0 && theirs.of.length > 0) return shared(own.of, theirs.of) > 0;
  if (isPossessed(other) || isPossessed({ claim, at }) || isOfAnother(other, scene)) return false;
  const matter = (passage: Passage, claimed: Claim) =>
    contentWords(passage.text).flatMap(({ term }) =>
      isAnyStory(term) || claimed.subject.includes(term) || claimed.relation.includes(term) ? [] : [term],
    );
  return shared(distinct(matter(at.passage, claim)), matter(other.at.passage, other.claim)) >= SAME_MATTER;
}

/** "Kelsk's foreign minister", "the foreign minister of Kelsk": the name of the body, where one is told. */
function bodyNamed(claim: Claim, at: IndexedPassage): string[] {
  const { text, start } = at.passage;
  const told = text.slice(Math.max(0, claim.start - start - BESIDE), claim.end - start + BESIDE);
  const { owner, body = owner } = BODY.exec(told)?.groups ?? {};
  return body === undefined ? [] : contentWords(body).map(({ term }) => term);
}

function areOfOthers(one: readonly string[], two: readonly string[]): boolean {
  return one.length > 0 && two.length > 0 && shared(one, two) === 0;
}

/** Letters around an office in which its body stands. */
const BESIDE = 25;
const BODY =
  /(?<owner>\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*)(?:['’]s|(?<=s)['’])\s\p{Ll}|\sof\s(?:the\s)?(?<body>\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*)/u;

/** Somebody the others know, but not by this office of this body. */
function isNewOffice(own: Office, theirs: Office, { elsewhere }: Scene): boolean {
  if (own.of.length === 0 || shared(own.of, theirs.of) < own.of.length) return false;
  return !elsewhere.some(
    ({ claim: { value } }) =>
      value.kind === 'office' && value.office === own.office && sameName(value.holder, own.holder) !== 'other',
  );
}

/** "Its chairman": of a body named elsewhere. */
function isPossessed({ claim, at: { passage } }: Pick<ToldElsewhere, 'claim' | 'at'>): boolean {
  return /\b(?:its|their|his|her)\s$/iu.test(passage.text.slice(0, claim.start - passage.start));
}

/** "The Harlandic president", in an article that never speaks of Harland. */
function isOfAnother(other: ToldElsewhere, { passages }: Scene): boolean {
  const [first = ''] = spanText(other.claim, other.at).split(/\s/u);
  if (!/^\p{Lu}/u.test(first) || OFFICES.has(first.toLowerCase())) return false;
  return !passages.some(({ passage }) => passage.text.includes(first));
}

/** One holder of one office, of another body than any other report names behind it: "British" and "UK" before it are one. */
function isOtherBody(claim: Claim, at: IndexedPassage, other: ToldElsewhere, { elsewhere }: Scene): boolean {
  if (!holdsElsewhere(claim, other.claim)) return false;
  const [own, theirs] = [bodyBehind(claim, at), bodyBehind(other.claim, other.at)];
  if (own === null || theirs === null || isNamed(own, claim, at) !== isNamed(theirs, other.claim, other.at))
    return false;
  return !elsewhere.some(({ claim: each }) => bodiesMeet(claim, each));
}

/** " of the employers' federation", behind the office or within what is told of it. */
function bodyBehind(claim: Claim, at: IndexedPassage): string | null {
  const behind = /^\sof\s[^,.;]+/u.exec(at.passage.text.slice(claim.end - at.passage.start))?.[0];
  return behind ?? (/\sof\s[^,.;]+/u.test(spanText(claim, at)) ? '' : null);
}

/** "Of Gull Lines", and not "of the company", which may well be the same. */
function isNamed(behind: string, claim: Claim, at: IndexedPassage): boolean {
  return /\p{Lu}/u.test((/\sof\s.+/u.exec(spanText(claim, at) + behind)?.[0] ?? '').split(',')[0]!);
}

function holdsElsewhere({ value: own }: Claim, { value: theirs }: Claim): boolean {
  if (own.kind !== 'office' || theirs.kind !== 'office' || own.former || theirs.former) return false;
  const isOneOffice = own.office === theirs.office || (HEADS.has(own.office) && HEADS.has(theirs.office));
  if (!isOneOffice || sameName(own.holder, theirs.holder) !== 'same') return false;
  return own.of.length > 0 && theirs.of.length > 0 && shared(own.of, theirs.of) === 0;
}

function bodiesMeet({ value: own }: Claim, { value: theirs }: Claim): boolean {
  if (own.kind !== 'office' || theirs.kind !== 'office' || sameName(own.holder, theirs.holder) === 'other')
    return false;
  return shared(own.of, theirs.of) > 0;
}

/** The other reports agree on one holder, of whom the article says nothing. */
function isSettled(against: readonly ToldElsewhere[], { passages }: Scene): boolean {
  const holders = against.flatMap(({ claim: { value } }) => (value.kind === 'office' ? [value.holder] : []));
  const [first] = holders;
  if (!first || holders.some(holder => sameName(holder, first) === 'other')) return false;
  const last = first.split(/\s+/).at(-1)!;
  return !passages.some(({ passage }) => passage.text.includes(last));
}
