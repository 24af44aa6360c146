/**
 * What somebody's state is: "in custody since Monday" against "questioned but not arrested". By the person who is named, or meant by "he";
 * only where nobody else, and no other sentence of the article, tells what the article does: states change, and then some have both.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { distinct } from '../claims/clauses.ts';
import { sameName } from '../claims/names.ts';
import { STATES } from '../data/states.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { areOfTwo, matterOf } from './near.ts';
import { pointAt } from './point.ts';
import { reporting, type Scene } from './scene.ts';
import { daysBetween } from './times.ts';

/** Reports further apart tell of two states. */
const STATE_DAYS = 3;
const OPEN =
  /\?[”"’)]*$|\b(?:if|unless|whether|would|could|might|may|should|must|wants? to|threaten\p{L}*|demand\p{L}*|call(?:s|ed) for)\b/iu;
/** "The court acquitted the dealer Ann Bell": nothing but what she is stands between. */
const OBJECT = /^\s(?:(?:the|its|their|an?)\s)?(?:\p{Ll}[\p{L}-]*\s){0,3}$/u;
/** "He" at the head of the sentence: the state is his. */
const SUBJECT = /^(?:he|she)\b/iu;
/** Sentences back in which "he" is named. */
const REACH = 3;
const PRONOUN = /\b(?:he|she|him|her)\b/iu;

interface Held {
  at: IndexedPassage;
  person: string;
  line: number;
  side: 0 | 1;
  text: string;
  /** Telling words of what it is of: "acquitted of arson"; none where that is not told. */
  matter: string[];
}

export function statePoints(scene: Scene): Point[] {
  const own = statesIn(scene.passages);
  if (own.length === 0) return [];
  const theirs = scene.others.flatMap(({ report, passages }) => statesIn(passages).map(held => ({ report, ...held })));
  return own.flatMap(held => {
    const same = theirs.filter(other => isOne(held, other) && isOfOneTime(held, other));
    const inside = own.find(other => isOne(held, other) && other.side !== held.side);
    if (same.some(({ side }) => side === held.side)) return [];
    const [first]: (Held & Found)[] = same;
    if (!first) return inside && inside.at.passage.n < held.at.passage.n ? ownPoint(held, inside) : [];
    const why = (reports: number) =>
      `${reportsThat(reports, SAY)} of ${held.person} "${first.text}", and this "${held.text}".`;
    return [pointByReports(held.at, 'contradicted', same, why)];
  });
}

/** Told of one day twice, and otherwise; what is told of two days may have changed. */
function ownPoint(held: Held, earlier: Held): Point[] {
  const days = [held, earlier].map(({ at }) => at.passage.dates.length);
  if (days.some(count => count > 0) || /\b(?:since|then|later|now|again|after)\b/iu.test(held.at.passage.text))
    return [];
  const why = `The article itself also says "${earlier.text}" of ${held.person}.`;
  return [pointAt(held.at, { kind: 'internal-contradiction', severity: 'major', why }, [earlier.at])];
}

function isOne(own: Held, other: Held): boolean {
  return (
    !areOfTwo(own.matter, other.matter) && own.line === other.line && sameName(own.person, other.person) === 'same'
  );
}

/** Told no later than the other report, or of a day that it knew; or what the other tells stays so. */
function isOfOneTime({ at: own }: Held, { at: other, line, side }: Held): boolean {
  const gap = daysBetween(other.article.publishedAt, own.article.publishedAt);
  if (Math.abs(gap) > STATE_DAYS) return false;
  if (gap > 0 && STATES[line]?.stays?.includes(side)) return true;
  if (gap <= 0) return gap === 0 || !other.passage.dates.some(({ value }) => isAfter(value, own.article.publishedAt));
  const until = other.article.publishedAt;
  return own.passage.dates.some(
    ({ value }) => value !== null && /^\d{4}-\d{2}-\d{2}/.test(value) && !isAfter(value, until),
  );
}

function isAfter(value: string | null, day: string | null): boolean {
  return value !== null && day !== null && /^\d{4}-\d{2}-\d{2}/.test(value) && value.slice(0, 10) > day.slice(0, 10);
}

function statesIn(passages: readonly IndexedPassage[]): Held[] {
  return reporting(passages).flatMap(at => {
    const { text, kind, firmness } = at.passage;
    if (kind !== 'sentence' || firmness === 'may' || firmness === 'proposed' || OPEN.test(text)) return [];
    return STATES.flatMap(({ sides }, line) => {
      const found = sides.map(side => side.exec(text));
      // Both in one sentence: first the one, then the other.
      const side = found[0] && !found[1] ? 0 : found[1] && !found[0] ? 1 : null;
      if (side === null) return [];
      const { index, 0: told } = found[side]!;
      const person = personOf(at.passage, [index, index + told.length], passages);
      const matter = matterOf(text.slice(index + told.length));
      return person === null ? [] : [{ at, person, line, side, text: told, matter } satisfies Held];
    });
  });
}

/** The one person named before the state in its sentence, else whoever "he" is: the one person of the last sentence that names any. */
function personOf(
  passage: Passage,
  [index, end]: readonly [number, number],
  passages: readonly IndexedPassage[],
): string | null {
  const placed = personsIn(passage).map(({ name, start }) => ({ name, from: start - passage.start }));
  const isObject = (from: number) => from > end && OBJECT.test(passage.text.slice(end, from));
  // "He will appeal, his lawyer, Ann Bell, said": not she.
  const isOfPronoun = SUBJECT.test(passage.text.slice(0, index));
  const named = isOfPronoun ? placed.filter(({ from }) => from < index || isObject(from)) : placed;
  if (named.length > 1) return null;
  const [only] = named;
  if (only) return only.from < index || isObject(only.from) || passage.speaker !== null ? only.name : null;
  if (!PRONOUN.test(passage.text.slice(0, index + 40))) return null;
  const told = distinct(lastNamed(passage, passages).map(({ name }) => name));
  return told.length === 1 ? told[0]! : null;
}

/** The people of the nearest sentence before that names any, in the same paragraph or the one before. */
function lastNamed(passage: Passage, passages: readonly IndexedPassage[]) {
  for (let n = passage.n - 1; n >= Math.max(0, passage.n - REACH); n--) {
    const before = passages[n]!.passage;
    const named = passage.block - before.block <= 1 ? personsIn(before) : [];
    if (named.length > 0) return named;
  }
  return [];
}

/** "Farmer Ann Bell" is "Ann Bell": the last two words. */
function personsIn({ entities }: Passage) {
  return entities
    .filter(({ kind }) => kind === 'person')
    .map(({ name, start }) => ({ name: name.split(/\s+/u).slice(-2).join(' '), start }));
}
