/** Reads numbers as claims: what is counted, about what, how exactly, and whether the number is a part of another. */
import type { Bound, Claim, NumberMention, Passage } from '../../core/model.ts';
import { termsOf } from '../terms.ts';
import { type Clause, clauseAt, contentWords, distinct } from './clauses.ts';
import { COUNT_FAMILIES, PERSON_UNITS } from './cues.ts';
import { isRestricted } from './extent.ts';
import { scopeOf } from './scope.ts';

/** A passage with more numbers is a table in disguise. */
const MOST_COUNTS = 20;

/** Longest run of characters before a number in which its "at least" stands. */
const LEAD = 24;

const BOUNDS: readonly [Bound, RegExp][] = [
  ['at-least', /\b(?:at least|more than|over|no fewer than|no less than|above|exceeding|upwards of)\s(?:the\s)?$/iu],
  [
    'at-most',
    /\b(?:up to|at most|no more than|as many as|as much as|fewer than|less than|under|below|nearly|almost|maximum of)\s$/iu,
  ],
  ['about', /\b(?:about|around|some|roughly|approximately|nearly|almost|close to|an estimated|circa)\s$/iu],
];

export function countClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  const numbers = passage.numbers.slice(0, MOST_COUNTS);
  return numbers.flatMap(number => countClaim(passage, number, clauses) ?? []);
}

function countClaim(passage: Passage, number: NumberMention, clauses: readonly Clause[]): Claim | null {
  const at = number.start - passage.start;
  const clause = clauseAt(clauses, at);
  if (!clause || isLabel(passage.text, at) || isYearOrAge(passage.text, at, number)) return null;
  const unit = unitOf(number);
  const family = familyOf(passage, clause, at);
  const own = new Set(numberTerms(passage, clause));
  const words = clause.words.filter(({ term }) => !own.has(term));
  const scope = scopeOf(passage, clause);
  const behind = passage.text.slice(number.end - passage.start);
  return {
    kind: 'count',
    passage: passage.n,
    start: number.start,
    end: number.end,
    subject: distinct(words.filter(({ start }) => start < at).map(({ term }) => term)),
    relation: distinct(words.filter(({ start }) => start >= at).map(({ term }) => term)),
    value: {
      kind: 'number',
      value: number.value,
      unit,
      family,
      bound: boundOf(passage.text.slice(Math.max(0, at - LEAD), at)),
    },
    speaker: passage.speaker,
    firmness: passage.firmness,
    scope: { ...scope, part: isPart(passage, number) || (family === null && isRestricted(behind)) },
  };
}

function unitOf({ unit }: NumberMention): string | null {
  if (unit === null) return null;
  return PERSON_UNITS.has(unit) ? 'people' : (contentWords(unit)[0]?.term ?? unit);
}

/** "The 1964 deaths", "aged 90". */
function isYearOrAge(text: string, at: number, { value, unit, end, start }: NumberMention): boolean {
  const written = text.slice(at, at + end - start);
  if (unit !== '%' && value >= 1500 && value <= 2100 && /^\d{4}$/.test(written.trim().slice(0, 5))) return true;
  return (
    isAgeBehind(text.slice(0, at), text.slice(at + end - start)) ||
    isAgeOfOldest(text.slice(0, at)) ||
    /\b(?:aged?|turned)\s$/iu.test(text.slice(Math.max(0, at - 8), at)) ||
    /^,\s?\d{1,3}(?:[,.](?!\d)|$)/.test(text.slice(Math.max(0, at - 2), at + 5).trimStart())
  );
}

/** "A shepherd of 71 was", "a boy of nine,": one person, and no more of them. */
export function isAgeBehind(before: string, after: string): boolean {
  const who = ONE_OF.exec(before)?.groups?.who;
  return (
    who !== undefined &&
    !MANY.test(who) &&
    /^(?:[,.;:)”’]|$|\s(?:was|is|had|has|who|with|from|and|in|at|on|of)\b)/u.test(after)
  );
}

/** "The oldest of the dead was about 45": no more of them either. */
function isAgeOfOldest(before: string): boolean {
  return /\b(?:oldest|eldest|youngest)\b[^,.;]{0,40}\b(?:is|was|are|were)\s(?:about |only |just |nearly |almost )?$/iu.test(
    before,
  );
}

const ONE_OF = /\b(?:an?|another|the)\s(?:[\p{L}-]+\s){0,2}?(?<who>\p{Ll}+)\sof\s$/iu;
/** What is "of" so many because it is made up of them, or measures so much. */
const MANY =
  /^(?:\p{Ll}+s|group|total|crowd|team|crew|convoy|number|majority|minority|family|party|list|minimum|maximum|record|average|fleet|pair|series|toll|population|panel|jury|committee|council|board|squad|staff|class|score|speed|height|depth|distance|length|width|weight|price|sum|fine|share|rate|range|turnout|top|rest|half|third|quarter|most|one|delegation|force|brigade|audience|queue|sample|vote|lead|margin|temperature|level|magnitude|age|out|network|chain|set)$/u;

/** "Gate 3", "Article 5", "page 12": a name's number counts nothing. */
function isLabel(text: string, at: number): boolean {
  if (!/\d/.test(text.charAt(at))) return false;
  const before = text.slice(Math.max(0, at - 20), at);
  if (/\b(?:page|day|number|no\.|chapter|article|section|item|round|phase|edition)\s$/iu.test(before)) return true;
  if (BOUNDS.some(([, lead]) => lead.test(before))) return false;
  // A sentence's or row's first word has its capital for another reason.
  return at - before.length + before.search(/\p{Lu}\p{Ll}+\s$/u) > 0 && /\p{Lu}\p{Ll}+\s$/u.test(before);
}

function familyOf(passage: Passage, clause: Clause, at: number): string | null {
  const near = clause.text;
  const family = COUNT_FAMILIES.find(([, cue]) => cue.test(near));
  if (!family) return null;
  // A person's age, a price or a year beside "died" counts no dead.
  const unit = passage.numbers.find(number => number.start - passage.start === at)?.unit ?? null;
  return unit === null || PERSON_UNITS.has(unit) || /^(?:dead|deaths?|bodies|fatalities|casualties)$/.test(unit)
    ? family[0]
    : null;
}

function numberTerms(passage: Passage, clause: Clause): string[] {
  return passage.numbers
    .filter(({ start }) => start - passage.start >= clause.start && start - passage.start < clause.end)
    .flatMap(({ start, end }) =>
      termsOf(passage.text.slice(start - passage.start, end - passage.start)).map(({ term }) => term),
    );
}

/** @param lead the words before a number. */
export function boundOf(lead: string): Bound {
  return BOUNDS.find(([, cue]) => cue.test(lead))?.[0] ?? 'exact';
}

/** One of several of its kind in the passage, a share of them, or so many each. */
function isPart(passage: Passage, number: NumberMention): boolean {
  const alike = passage.numbers.filter(({ unit }) => unit === number.unit && unit !== null);
  const before = passage.text.slice(Math.max(0, number.start - passage.start - 30), number.start - passage.start);
  const after = passage.text.slice(number.end - passage.start, number.end - passage.start + 40);
  return (
    alike.length > 1 ||
    /^\s(?:more|additional|further|others?)\b|^\s\p{L}+\s(?:more|each)\b|^\sof\s(?:them|the|these|those|its|his|her)\b|^[^,.;]{0,25}\b(?:each|apiece|per\s\p{L}+|a\s(?:day|week|month|year|second|minute|hour))\b/iu.test(
      after,
    ) ||
    /\b(?:of which|of whom|including|another|further|additional|other|all|first|next|last|each|every)\s(?:\p{L}+\s)?$/iu.test(
      before,
    )
  );
}
