/** Where a sentence takes one side of a question that has two: "rejected", "turned down", "not accepted". Read for `sides.ts`; judges nothing. */
import { type Clause, clauseAt, clausesOf, contentWords } from '../claims/clauses.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { SIDES } from '../data/sides.ts';
import { type Term, termsOf } from '../terms.ts';
import type { Statement } from './alike.ts';
import { type Around, matterOf, wordsAround } from './near.ts';

/** Words before another among which its "not" stands. */
const REACH = 4;
/** Words that take no side where they stand so: "he is survived by two sons". */
const IDIOM = /^(?:survived by|open to|close to|lost for|drawn? up)\b/iu;
/** Telling words of a list that stand close to what is told of all of it. */
const CLOSE = 6;
const NOT = new Set('not never no nobody neither nor without cannot none refused refuses declined failed'.split(' '));
const SHORT_NOT = /^(?:did|does|do|has|have|had|was|were|is|are|wo|would|could|ca|should)nt$/u;
const ENDS_NOT = new Set('but because until after before only longer and'.split(' '));
const AUXILIARY = /^(?:do|does|did|will|would|can|could|shall|should|must)$/u;

/** A word with its side, 0 or 1; told the other way round by a "not". */
export interface Sided {
  statement: Statement;
  /** The question: a line of the list, or the word that somebody denies. */
  line: string;
  side: number;
  negated: boolean;
  word: string;
  /** What is told of it, worked out when first asked for. */
  told: () => Told;
}

export interface Told {
  around: Around;
  /** Telling words of who did it and of what it was done to. */
  doer: string[];
  object: string[];
  /** Of these, what it is of: "acquitted of arson". */
  matter: string[];
  /** "Closed until Thursday": the other side comes after. */
  isBounded: boolean;
}

type Lines = ReadonlyMap<string, readonly { line: string; side: number }[]>;

let known: Lines | null = null;

/** The list by term; two words by both terms with a space between them. */
function listed(): Lines {
  if (known) return known;
  const all = SIDES.flatMap((sides, line) =>
    sides.flatMap((words, side) => words.split(/\s+/).map(word => ({ key: keyOf(word), line: String(line), side }))),
  );
  known = Map.groupBy(all, ({ key }) => key);
  return known;
}

function keyOf(word: string): string {
  return termsOf(word.replaceAll('_', ' '))
    .map(({ term }) => term)
    .join(' ');
}

/** Words that a sentence denies: "would not respect", "had never received". */
export function deniedIn({ at: { passage } }: Statement): string[] {
  const words = termsOf(passage.text);
  return words.flatMap(({ term }, n) => (isDenied(words, n) ? [term] : []));
}

/** @param denied words of which a plain mention counts, too, for another sentence denies them. */
export function sidesIn(statement: Statement, denied: ReadonlySet<string>): Sided[] {
  const { text } = statement.at.passage;
  const words = termsOf(text);
  return words.flatMap((word, n) => {
    const next = words[n + 1];
    const pair = next ? listed().get(`${word.term} ${next.term}`) : undefined;
    const lines = [...(pair ?? listed().get(word.term) ?? [])];
    if (denied.has(word.term)) lines.push({ line: `=${word.term}`, side: 0 });
    if (lines.length === 0 || isOfName(text, word.start) || IDIOM.test(text.slice(word.start))) return [];
    const negated = isNegated(words, n);
    const end = pair ? next!.end : word.end;
    return lines
      .filter(({ line }) => !line.startsWith('=') || !negated || isDenied(words, n))
      .map(({ line, side }) => ({
        statement,
        line,
        side: negated ? 1 - side : side,
        negated,
        word: text.slice(word.start, end),
        told: once(() => toldAt(statement, word.start, end)),
      }));
  });
}

/** "Grand Open": a capital inside a sentence. */
function isOfName(text: string, start: number): boolean {
  return start > 0 && /\p{Lu}/u.test(text[start]!);
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function toldAt({ at: { passage } }: Statement, start: number, end: number): Told {
  const { text } = passage;
  const clauses = clausesOf(text);
  const clause = clauseAt(clauses, start);
  const terms = (from: number, to: number) => contentWords(text.slice(from, to)).map(({ term }) => term);
  const lead = clause ? subjectStart(text, clauses, clause) : 0;
  const before = clause ? terms(lead, start) : [];
  const subject = before.length > 0 ? before : terms(0, clauses[0]?.end ?? 0);
  const after = clause ? terms(end, clause.end) : [];
  // "Stays open": what is told of is what it is done to, too.
  const passive = /\b(?:is|are|was|were|be|been|being|(?:remain|stay|keep|kept)(?:s|ed)?)\s(?:\p{Ll}+ly\s)?$/iu.test(
    text.slice(0, start),
  );
  const around = wordsAround(passage, start, end);
  const listed = clause && lead < clause.start ? terms(lead, clause.start) : [];
  return {
    around: {
      ...around,
      terms: new Set([...around.terms, ...listed]),
      close: new Set([...around.close, ...listed.slice(-CLOSE)]),
    },
    doer: passive ? [] : subject,
    object: passive ? [...subject, ...after] : after,
    matter: matterOf(text.slice(end)),
    isBounded: /^[^,;]*\b(?:until|till|before|by (?=\d{4}|\p{Lu}))\b/u.test(text.slice(end)),
  };
}

/** "Shops, banks and offices stay closed", "the bridge, which was closed": where what a clause speaks of begins. */
function subjectStart(text: string, clauses: readonly Clause[], clause: Clause): number {
  let n = clauses.indexOf(clause);
  while (n > 0 && isJoined(text.slice(clauses[n - 1]!.end, clauses[n]!.start), clauses[n - 1]!.text)) n--;
  return clauses[n]!.start;
}

/** Items of one list, none of which tells anything by itself. */
function isJoined(joint: string, before: string): boolean {
  return /^(?:,\s?|\sand\s|,?\s(?:who|which)\s)$/iu.test(joint) && !VERB.test(before);
}

const VERB =
  /\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|do|does|did|said|says|\p{Ll}+[^e]ed)\b/iu;

/** A "not" further off, or before a noun, may well deny something else. */
function isDenied(words: readonly Term[], n: number): boolean {
  const before = words[n - 1]?.word ?? '';
  if (before !== 'not' && before !== 'never' && !SHORT_NOT.test(before)) return false;
  const { word } = words[n]!;
  return /[^e]ed$/u.test(word) || IRREGULAR_VERBS.has(word) || AUXILIARY.test(words[n - 2]?.word ?? '');
}

function isNegated(words: readonly Term[], n: number): boolean {
  const before = words.slice(Math.max(0, n - REACH), n).map(({ word }) => word);
  const not = before.findLastIndex(word => NOT.has(word) || SHORT_NOT.test(word));
  return not >= 0 && !before.slice(not + 1).some(word => ENDS_NOT.has(word));
}
