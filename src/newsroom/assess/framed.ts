/**
 * Days and places behind the word they belong to: "the meeting on 24 October", "the hospital in Kelsk". Only where all other reports that
 * have the word so have one value, and none has the article's own.
 */
import type { Point } from '../../core/model.ts';
import { contentWords } from '../claims/clauses.ts';
import { differentNames } from '../claims/differ.ts';
import { datesFit } from '../claims/scope.ts';
import { type Found, pointByReports, reportsAmong, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, sharedMatter, statementsElsewhere } from './alike.ts';
import type { Scene } from './scene.ts';

/** Words between the word and its value: "meets again on". */
const BETWEEN = String.raw`(?:\s\p{Ll}+)?\s(?:on|by|until|in|at|near|off|through)\s(?:the\s)?$`;
/** Telling words of both where the others know the place, too. */
const SAME_MATTER = 3;
const FRAME = new RegExp(String.raw`(?<word>\p{Ll}{4,})${BETWEEN}`, 'u');
const PLACE = /\b(?:in|at|near|off|through)\s(?:the\s)?(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*)/gu;

interface Framed {
  kind: 'day' | 'place';
  /** The word's term. */
  word: string;
  value: string;
  text: string;
  statement: Statement;
}

export function framedPoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).flatMap(other => framesIn(other).map(frame => ({ ...other, ...frame })));
  return ownStatements(scene).flatMap(own =>
    framesIn(own).flatMap(frame => {
      const same = theirs.filter(other => other.kind === frame.kind && other.word === frame.word);
      const against: (Found & Framed)[] = same.filter(other => !fits(frame, other));
      const [first] = against;
      if (!first || against.length < same.length || against.some(other => !fits(first, other))) return [];
      if (!isOneMatter(frame, against) || tellsBoth(own, first.statement, frame, first)) return [];
      if (frame.kind === 'place' && isKnown(frame, scene) && sharedMatter(own, first.statement).length < SAME_MATTER)
        return [];
      const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${frame.text}".`;
      return [pointByReports(own.at, 'contradicted', against, why)];
    }),
  );
}

/** Several reports have the word with one value, or a report tells more in common than the word. */
function isOneMatter(own: Framed, against: readonly (Found & Framed)[]): boolean {
  const { terms, people } = own.statement;
  const more = against.some(({ statement }) =>
    [...terms].some(term => term !== own.word && !/^\d/.test(term) && !people.has(term) && statement.terms.has(term)),
  );
  return more || reportsAmong(against) > 1;
}

/** One of the two has the other's value beside its own: a plant in a town, a town of a region. */
function tellsBoth(own: Statement, other: Statement, a: Framed, b: Framed): boolean {
  return own.at.passage.text.includes(b.text) || other.at.passage.text.includes(a.text);
}

/** The others know of that place, too. */
function isKnown({ value }: Framed, scene: Scene): boolean {
  return contentWords(value).some(({ term }) => scene.held(term) > 0);
}

function fits(a: Framed, b: Framed): boolean {
  return a.kind === 'day' ? datesFit(a.value, b.value) : !differentNames(a.value, b.value);
}

function framesIn(statement: Statement): Framed[] {
  const { passage } = statement.at;
  const frame = (kind: Framed['kind'], value: string, start: number, end: number): Framed[] => {
    const word = FRAME.exec(passage.text.slice(0, start))?.groups?.word;
    const term = word === undefined ? undefined : contentWords(word)[0]?.term;
    return term === undefined ? [] : [{ kind, word: term, value, text: passage.text.slice(start, end), statement }];
  };
  const days = passage.dates.flatMap(({ value, start, end }) => {
    const [from, to] = [start - passage.start, end - passage.start];
    const isFull =
      value !== null &&
      /^\d{4}-\d{2}(?:-\d{2})?$/.test(value) &&
      /\d|^\p{Lu}\p{Ll}+$/u.test(passage.text.slice(from, to)) &&
      !/day/u.test(passage.text.slice(from, to));
    return isFull ? frame('day', value, from, to) : [];
  });
  const places = [...passage.text.matchAll(PLACE)].flatMap(({ index, 0: all, groups }) => {
    const name = groups!.name!;
    const end = index + all.length;
    return isCalendar(name) ? [] : frame('place', name, end - name.length, end);
  });
  return [...days, ...places];
}

function isCalendar(name: string): boolean {
  return /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b/u.test(
    name,
  );
}
