/**
 * What each passage answers to one question, as claims: the number, date, office or yes/no that stands with the question's words.
 * Called by `disagreement.ts`; a passage that does not plainly answer gives no reading.
 */
import type { Claim, Passage } from '../../core/model.ts';
import type { IndexedPassage, PassageTerms } from '../../core/ports.ts';
import type { Question } from '../question.ts';
import { isStopWord, passageTerms, type Term, termsOf } from '../terms.ts';
import { relatedness } from '../words.ts';
import { claimsOf } from './claims.ts';
import { contentWords } from './clauses.ts';
import { coverOf } from './covers.ts';
import { COUNT_FAMILIES, OFFICES, PERSON_UNITS, SAME_OFFICE, SAME_TERM } from './cues.ts';
import { sameName } from './names.ts';
import { officeOf } from './roles.ts';

/** A value found by whoever extracts spans; offsets are into the revision's text. */
export interface Extracted {
  start: number;
  end: number;
  kind: string;
  text: string;
  /** Normalised, so that equal answers are equal. */
  value: string;
  /** 0 to 1: the probability that it is what was asked for. */
  score: number;
}

/** A passage that carries the question. */
export interface CarriedPassage extends IndexedPassage {
  /** How well, higher is better; comparable within one question only. */
  weight: number;
  /** Its words and those around it; made from its text where they are not given. */
  terms?: PassageTerms;
  /** Whether a term stands anywhere in its article. */
  isInArticle?: (term: string) => boolean;
  extraction?: Extracted | null;
}

export interface Reading {
  from: CarriedPassage;
  claim: Claim;
  /** The words that answer. */
  says: string;
}

/** Share of the question's weight that must stand in the passage, and that much less in the value's own clause (0 to 1). */
const FIT = 0.5;
const CLAUSE_FIT = 0.34;

/** An extracted value is trusted from this probability on (0 to 1); that of the best passage, which is answered from, sooner. */
const TRUSTED = 0.5;
const TRUSTED_BEST = 0.3;

/** Words by which a question asks and not what it asks about; index terms. */
const ASKING = new Set([
  'much',
  'mani',
  'long',
  'far',
  'old',
  'go',
  'up',
  'get',
  'number',
  'total',
  'share',
  'percentag',
  'date',
  'year',
  'time',
  'day',
]);

/** Words so near in meaning stand for each other (`words.ts`): derivations and synonyms, seldom mere neighbours. */
const NEAR = 0.6;

/** Characters after a number in which its unit is looked for. */
const UNIT_REACH = 24;

const TIME_UNITS = new Set(['second', 'minut', 'hour', 'day', 'week', 'month', 'year', 'decad']);
const MONEY = /^(?:usd|eur|gbp|cad|aud|jpy|inr|crown|mark|franc|krona|krone|peso|ruble|dollar|euro|pound)$/;

export function readingsOf(question: Question, passages: readonly CarriedPassage[]): Reading[] {
  const pick = pickerOf(question);
  const years = question.text.match(/\b[12]\d{3}\b/g) ?? [];
  // What is told of another year answers nothing.
  const counting = question.kind === 'how-many' || question.kind === 'when';
  const fitting = passages.filter(
    from =>
      years.every(year => from.passage.text.includes(year)) &&
      // A passage without the question's names counts or dates something else.
      !(counting && coverOf(question, from).strays),
  );
  if (!pick) return [];
  const best = Math.max(...passages.map(({ weight }) => weight));
  return onePerArticle(
    fitting.flatMap(from => readingOf(from, pick, from.weight >= best ? TRUSTED_BEST : TRUSTED) ?? []),
  );
}

/** Of several numbers or dates of one article the best fitting, lest its other numbers pass for a contradiction. */
function onePerArticle(readings: (Reading & { fit: number })[]): Reading[] {
  const best = new Map<string, Reading & { fit: number }>();
  for (const reading of readings) {
    const { claim, from } = reading;
    const key =
      claim.kind === 'count' || claim.kind === 'date' ? from.article.id : `${from.article.id} ${from.passage.n}`;
    const known = best.get(key);
    if (!known || reading.fit > known.fit) best.set(key, reading);
  }
  return [...best.values()];
}

/** How well a claim answers, 0 when its words do not show it; null when it is of another kind than was asked for. */
type Pick = (claim: Claim, passage: Passage) => number | null;

function readingOf(from: CarriedPassage, pick: Pick, trusted: number): (Reading & { fit: number }) | null {
  const { passage, extraction } = from;
  const claims = claimsOf(passage, { heading: null });
  let best: { claim: Claim; fit: number } | null = null;
  for (const claim of claims) {
    const picked = pick(claim, passage);
    const fit = (picked ?? 0) + (picked !== null && isExtracted(claim, extraction, trusted) ? 1 : 0);
    if (fit > (best?.fit ?? 0)) best = { claim, fit };
  }
  return best ? { from, ...best, says: wordsOf(best.claim, passage) } : null;
}

/** The words of a claim's value; a number with what it counts, where that stands beside it. */
export function wordsOf(claim: Claim, passage: Passage): string {
  const [start, end] = [claim.start - passage.start, claim.end - passage.start];
  const unit = claim.value.kind === 'number' ? claim.value.unit : null;
  const counted = termsOf(passage.text.slice(end, end + UNIT_REACH)).find(({ term }) => term === unit);
  return passage.text.slice(start, end + (counted?.end ?? 0)).trim();
}

function isExtracted(claim: Claim, extraction: Extracted | null | undefined, trusted: number): boolean {
  if (!extraction || extraction.score < trusted || (claim.kind !== 'count' && claim.kind !== 'date')) return false;
  if (extraction.kind !== (claim.kind === 'count' ? 'number' : 'date')) return false;
  return claim.start < extraction.end && extraction.start < claim.end;
}

function pickerOf(question: Question): Pick | null {
  if (asksRole(question)) return rolePicker(question);
  if (question.kind === 'how-many') return countPicker(question);
  if (question.kind === 'when') return datePicker(question);
  if (question.kind === 'yes-no') return deedPicker(question);
  if (question.kind === 'who') return holderPicker(question);
  return null;
}

/** Words by which a question asks what somebody is. */
const ROLE_WORDS =
  /\b(?:position|role|job|title|post|office|capacity|function|status|in power|rank|former|sitting|incumbent|serving|still|current(?:ly)?|ex)\b/iu;

/** "Who is X", "what is X's job"; or an office is named that is not the title of somebody named ("Minister X"). */
function asksRole({ text, wanted }: Question): boolean {
  // What somebody was before is told of another time.
  if (/\b(?:before|previously|until|used to)\b/iu.test(text)) return false;
  if (ROLE_WORDS.test(text) || wanted.form === 'who-is' || /^\W*what do(?:es)? .{2,40} do\W*$/iu.test(text))
    return true;
  return /^\W*(?:is|was|are|were|as what|what)\b/iu.test(text) && officeOf(text.replace(TITLED, ' ')) !== null;
}

const TITLED = /\b\p{L}+\s(?=\p{Lu}\p{Ll})/gu;

/** Offices of a person the question names. */
function rolePicker(question: Question): Pick {
  const named = [...question.names, ...capitalised(question.text)];
  const still = /\b(?:still|former|sitting|in office|in power|current)\b/iu.test(question.text);
  return claim => {
    if (claim.value.kind !== 'office') return 0;
    const { holder } = claim.value;
    if (!named.some(name => sameName(name, holder) === 'same')) return 0;
    // "Still in office?" is answered by an office, not by a profession; "which office" by the one told most fully.
    return still && !claim.value.former && claim.value.of.length === 0 ? 1 : 1 + claim.value.of.length / 10;
  };
}

/** Persons who hold the office the question names. */
function holderPicker(question: Question): Pick | null {
  const asked = contentWords(question.text);
  const offices = asked.flatMap(({ word, term }) => officeNamed(word) ?? officeNamed(term) ?? []);
  if (offices.length === 0) return null;
  const rest = new Set(
    asked.filter(({ word, term }) => officeNamed(word) === null && officeNamed(term) === null).map(({ term }) => term),
  );
  return claim => {
    if (claim.value.kind !== 'office' || claim.value.former || !offices.includes(claim.value.office)) return 0;
    if (claim.value.of.length === 0) return 0;
    return claim.value.of.every(term => rest.has(term)) ? 1 : 0;
  };
}

/** "Who heads", "who leads", "the chairwoman": the office behind a word. */
function officeNamed(word: string): string | null {
  const noun = VERBS_OF_OFFICE.get(word) ?? word;
  return OFFICES.has(noun) ? (SAME_OFFICE.get(noun) ?? noun) : null;
}

const VERBS_OF_OFFICE = new Map([
  ['headed', 'head'],
  ['heads', 'head'],
  ['lead', 'leader'],
  ['leads', 'leader'],
  ['led', 'leader'],
  ['chairs', 'chair'],
  ['chaired', 'chair'],
  ['directs', 'director'],
  ['mediated', 'mediator'],
]);

function countPicker(question: Question): Pick {
  const asked = unitAsked(question.text);
  const family = COUNT_FAMILIES.find(([, cue]) => cue.test(question.text))?.[0] ?? null;
  const weights = weightsOf(question, asked.noun);
  const whose = namedKind(question.written);
  return (claim, passage) => {
    if (claim.value.kind !== 'number') return null;
    if (whose !== null && !passageTerms(passage).includes(whose)) return null;
    const { unit, family: own } = claim.value;
    if (family !== null || own !== null) return family === own ? 1 : null;
    if (!asked.fits(unit, claim)) return null;
    // "What share of voters": a share told of voters is one.
    if (asked.whole !== null && nearest(asked.whole, told(claim)) >= NEAR) return FIT;
    return fitOf(weights, claim, passage);
  };
}

/** "How many *Norse* ships": the term of the name that says which of them; ships of others are counted apart. */
function namedKind(text: string): string | null {
  const word = /\b[Hh]ow many\s(\p{Lu}\p{L}+[^s])\s\p{Ll}/u.exec(text)?.[1];
  return word === undefined ? null : (termsOf(word)[0]?.term ?? null);
}

interface UnitAsked {
  noun: string | null;
  /** What a share is of. */
  whole: string | null;
  fits: (unit: string | null, claim: Claim) => boolean;
}

function unitAsked(text: string): UnitAsked {
  if (/\bhow long\b/iu.test(text))
    return { noun: null, whole: null, fits: unit => unit !== null && TIME_UNITS.has(unit) };
  if (/\b(?:share|percentage|per ?cent|proportion)\b/iu.test(text))
    return { noun: null, whole: wholeOf(text), fits: unit => unit === '%' };
  if (/\bhow much\b|\bwhat (?:amount|sum)\b/iu.test(text))
    return { noun: null, whole: null, fits: unit => unit === '%' || (unit !== null && MONEY.test(unit)) };
  if (/\bhow (?:old|far|large|big|often)\b/iu.test(text)) return { noun: null, whole: null, fits: () => false };
  const word = /\b(?:how many|what number of|which number of)\s(?:\p{L}+\s)??(\p{L}+)/iu.exec(text)?.[1] ?? '';
  const noun = contentWords(text).find(other => other.word === word.toLowerCase())?.term ?? null;
  const people = PERSON_UNITS.has(word.toLowerCase());
  return {
    noun,
    whole: null,
    fits: (unit, claim) =>
      unit === noun ||
      (people && (unit === 'people' || unit === null)) ||
      (unit === null && noun !== null && told(claim).has(noun)),
  };
}

function wholeOf(text: string): string | null {
  const word = /\b(?:share|percentage|per ?cent|proportion) of (?:the |all )?(\p{L}+)/iu.exec(text)?.[1];
  return word === undefined ? null : (termsOf(word)[0]?.term ?? null);
}

function datePicker(question: Question): Pick {
  const time = /\b(?:what time|at what hour|o'clock)\b/iu.test(question.text);
  const weights = weightsOf(question, null);
  return (claim, passage) => {
    if (claim.value.kind !== 'date' || claim.value.value.startsWith('T') !== time) return null;
    if (passage.kind === 'row' && /^date\b/iu.test(passage.text)) return FIT;
    return fitOf(weights, claim, passage);
  };
}

/** The question's verb, with the words before it as who is asked about. */
function deedPicker(question: Question): Pick {
  const words = contentWords(question.text);
  const asked = new Set(words.map(({ term }) => term));
  return claim => {
    const [verb, ...object] = claim.relation;
    if (claim.kind !== 'deed' || verb === undefined || !asked.has(verb)) return 0;
    const place = words.findIndex(({ term }) => term === verb);
    const [subject, rest] = [words.slice(0, place), words.slice(place + 1)];
    if (!meets(subject, claim.subject) || !meets(rest, object, true)) return 0;
    return (1 + object.filter(term => asked.has(term)).length) / 10;
  };
}

function meets(asked: readonly Term[], told: readonly string[], open = false): boolean {
  if (asked.length === 0) return true;
  if (told.length === 0) return open;
  return asked.some(({ term }) => told.includes(term));
}

type Weights = ReadonlyMap<string, number>;

/** The question's weights with the counted noun left out: any number of the same thing has it. */
function weightsOf(question: Question, noun: string | null): Weights {
  return new Map(
    question.terms
      .filter(({ term }) => term !== noun && !term.startsWith('@') && !ASKING.has(term))
      .map(({ term, weight }) => [SAME_TERM.get(term) ?? term, weight]),
  );
}

function fitOf(weights: Weights, claim: Claim, passage: Passage): number {
  const share = (terms: ReadonlySet<string>) => {
    let total = 0;
    let found = 0;
    for (const [term, weight] of weights) {
      total += weight;
      found += weight * nearest(term, terms);
    }
    return total > 0 ? found / total : 0;
  };
  const near = share(told(claim));
  const whole = share(new Set(contentWords(passage.text).map(({ term }) => term)));
  return near >= CLAUSE_FIT && whole >= FIT ? near + whole : 0;
}

function nearest(term: string, terms: ReadonlySet<string>): number {
  if (terms.has(term)) return 1;
  const near = Math.max(0, ...[...terms].map(other => relatedness(term, other)));
  return near >= NEAR ? near : 0;
}

function told(claim: Claim): Set<string> {
  return new Set([...claim.subject, ...claim.relation]);
}

function capitalised(text: string): string[] {
  return termsOf(text)
    .slice(1)
    .filter(({ word, start }) => !isStopWord(word) && /^\p{Lu}/u.test(text.slice(start, start + 2)))
    .map(({ word }) => word);
}
