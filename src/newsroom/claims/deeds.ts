/**
 * Reads who did, or did not do, what: a verb in its past form or behind an auxiliary, the words before it in the clause as
 * its subject, those after it as its object. There is no grammar here: what cannot be told from word order is left out.
 */
import type { Claim, Passage } from '../../core/model.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { type Clause, distinct } from './clauses.ts';
import { scopeOf } from './scope.ts';

const MOST_DEEDS = 12;

const AUXILIARY =
  /\b(?:did|does|do|has|have|had|was|were|is|are|will|would|can|could|shall|should|may|might|must)\b/giu;

/** What may stand between an auxiliary and its verb. */
const NOT = /^(?:n['’]t\b|\s?not\b|\s(?:\p{L}+ly\s)?never\b|\sno longer\b)/iu;
const REFUSAL = /\b(?:refused|refuses|declined|failed)\sto\s$/iu;

interface Verb {
  at: number;
  negated: boolean;
  passive: boolean;
}

export function deedClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  return clauses.flatMap(clause => verbsOf(clause).map(verb => deedClaim(passage, clause, verb))).slice(0, MOST_DEEDS);
}

function deedClaim(passage: Passage, clause: Clause, { at, negated, passive }: Verb): Claim {
  const verb = clause.words[at]!;
  const before = distinct(clause.words.slice(0, at).map(({ term }) => term));
  const after = distinct(clause.words.slice(at + 1).map(({ term }) => term));
  const [start, end] = [passage.start + clause.start, passage.start + clause.end];
  const object = passive ? before : after;
  return {
    kind: 'deed',
    passage: passage.n,
    start,
    end,
    subject: passive ? byWhom(clause, verb) : before,
    relation: [verb.term, ...object],
    value: { kind: 'yes-no', value: !negated },
    speaker: passage.speaker,
    firmness: passage.firmness === 'denied' ? 'stated' : passage.firmness,
    scope: scopeOf(passage, clause),
  };
}

/** "was signed by X": X; who did it is not told otherwise. */
function byWhom(clause: Clause, verb: Term): string[] {
  const by = /\bby\s/iu.exec(clause.text.slice(verb.end - clause.start));
  if (!by) return [];
  const from = verb.end + by.index;
  return distinct(clause.words.filter(({ start }) => start >= from).map(({ term }) => term));
}

function verbsOf(clause: Clause): Verb[] {
  const found: Verb[] = [];
  const helped = helpedVerbs(clause);
  for (const [at, word] of clause.words.entries()) {
    const help = helped.get(at);
    if (help) found.push(help);
    else if (at > 0 && isPast(word.word)) found.push({ at, negated: false, passive: false });
  }
  return found;
}

function isPast(word: string): boolean {
  return IRREGULAR_VERBS.has(word) || /[^e]ed$/.test(word);
}

/** Verbs behind an auxiliary, by their place among the clause's words. */
function helpedVerbs({ text, start, words }: Clause): Map<number, Verb> {
  const helped = new Map<number, Verb>();
  for (const match of text.matchAll(AUXILIARY)) {
    const end = match.index + match[0].length;
    const not = NOT.exec(text.slice(end))?.[0] ?? '';
    const at = words.findIndex(word => word.start >= start + end + not.length);
    const word = words[at];
    if (!word || word.start - start - end - not.length > 12) continue;
    const be = /^(?:was|were|is|are)$/i.test(match[0]);
    const verb = be ? isPast(word.word) : !/^(?:has|have|had)$/i.test(match[0]) || isPast(word.word);
    if (verb && at > 0) helped.set(at, { at, negated: not !== '', passive: be && isPast(word.word) });
  }
  for (const [at, word] of words.entries()) {
    if (REFUSAL.test(text.slice(0, word.start - start))) helped.set(at, { at, negated: true, passive: false });
  }
  return helped;
}

/** Terms of what a passage says is not so: "political rather than binding", "not a treaty but a pact". */
export function deniedTerms(text: string): string[] {
  const denied = [...text.matchAll(/\b(?:rather than|instead of|and not|, not)\s((?:[\p{L}-]+\s?){1,3})/giu)];
  return distinct(
    denied.flatMap(match =>
      termsOf(match[1]!)
        .filter(({ word }) => !isStopWord(word))
        .map(({ term }) => term),
    ),
  );
}
