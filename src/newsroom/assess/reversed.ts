/**
 * Who did it to whom, with the two exchanged: "A beat B" against "B beat A", "A wrote to B" against "B wrote to A". By the names before and
 * behind the same verb; only where no other report has them in the article's order.
 */
import type { Point } from '../../core/model.ts';
import { shared } from '../claims/clauses.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, statementsElsewhere } from './alike.ts';
import type { Scene } from './scene.ts';
import { timesFit } from './times.ts';

/** Words from a verb to the names that belong to it. */
const REACH = 7;
/** Verbs of telling and being, whose names change sides freely. */
const IDLE = new Set(
  termsOf('said told added called named asked met was were had became based led followed').map(({ term }) => term),
);

interface Done {
  statement: Statement;
  verb: string;
  /** Who did it, to whom: words of names. */
  by: string[];
  to: string[];
  text: string;
}

export function reversedPoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).flatMap(other => doneIn(other).map(done => ({ ...other, ...done })));
  return ownStatements(scene).flatMap(own =>
    doneIn(own)
      .flatMap(done => {
        const same = theirs.filter(other => other.verb === done.verb && timesFit(own.at, other.at));
        const against: (Done & Found)[] = same.filter(other => isExchanged(done, other));
        const [first] = against;
        if (!first || same.some(other => isStraight(done, other))) return [];
        const why = (reports: number) => `${reportsThat(reports, SAY)} it the other way round: "${first.text}".`;
        return [pointByReports(own.at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

function isExchanged(own: Done, other: Done): boolean {
  return shared(own.by, other.to) > 0 && shared(own.to, other.by) > 0 && !isHalfStraight(own, other);
}

function isHalfStraight(own: Done, other: Done): boolean {
  return shared(own.by, other.by) > 0 || shared(own.to, other.to) > 0;
}

function isStraight(own: Done, other: Done): boolean {
  return shared(own.by, other.by) > 0 && shared(own.to, other.to) > 0;
}

function doneIn(statement: Statement): Done[] {
  const { text } = statement.at.passage;
  const words = termsOf(text);
  return words.flatMap((word, n) => {
    if (!isVerb(word, words[n - 1]) || IDLE.has(word.term)) return [];
    const before = namesBefore(words, n, text);
    const behind = namesBehind(words, n, text);
    if (before.length === 0 || behind.length === 0 || shared(before, behind) > 0) return [];
    const isPassive = /\b(?:was|were|been|being|is|are|be)\s(?:\p{Ll}+ly\s)?$/iu.test(text.slice(0, word.start));
    if (isPassive && !/^\s(?:\p{L}+\s){0,4}?by\s/iu.test(text.slice(word.end))) return [];
    const [by, to] = isPassive ? [behind, before] : [before, behind];
    return [
      {
        statement,
        verb: word.term,
        by,
        to,
        text: text.slice(words[Math.max(0, n - 2)]!.start, words[Math.min(words.length - 1, n + 3)]!.end),
      },
    ];
  });
}

function isVerb({ word, start }: Term, before: Term | undefined): boolean {
  if (start === 0 || isStopWord(word)) return false;
  return (
    /[^e]ed$/u.test(word) ||
    IRREGULAR_VERBS.has(word) ||
    word === 'beat' ||
    /^(?:will|would|to)$/u.test(before?.word ?? '')
  );
}

/** The nearest run of capitalised words before a verb; after another verb they are another's. */
function namesBefore(words: readonly Term[], verb: number, text: string): string[] {
  const from = Math.max(0, verb - REACH);
  for (let n = verb - 1; n >= from; n--) {
    if (isVerb(words[n]!, words[n - 1])) return [];
    if (!isCapital(words[n]!, text)) continue;
    let first = n;
    while (first > from && isCapital(words[first - 1]!, text)) first--;
    return termsBetween(words, first, n);
  }
  return [];
}

function namesBehind(words: readonly Term[], verb: number, text: string): string[] {
  const until = Math.min(words.length - 1, verb + REACH);
  for (let n = verb + 1; n <= until; n++) {
    if (isVerb(words[n]!, words[n - 1])) return [];
    if (!isCapital(words[n]!, text)) continue;
    let last = n;
    while (last < until && isCapital(words[last + 1]!, text)) last++;
    return termsBetween(words, n, last);
  }
  return [];
}

function isCapital({ start, word }: Term, text: string): boolean {
  return /\p{Lu}/u.test(text[start]!) && !isStopWord(word);
}

function termsBetween(words: readonly Term[], first: number, last: number): string[] {
  return words.slice(first, last + 1).map(({ term }) => term);
}
