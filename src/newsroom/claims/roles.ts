/**
 * Reads who holds which office: "<office> <Name>", "<Name>, <office> of ...", "the <office>, <Name>,", "<Name> is the <office>",
 * and table rows "<office> <Name>". Says nothing where the holder is not named in the passage.
 */
import type { Claim, Passage } from '../../core/model.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { CALENDAR, FORMER, OFFICE_PARTS, OFFICES, SAME_OFFICE, UNSETTLED } from './cues.ts';

interface Word {
  text: string;
  low: string;
  start: number;
  end: number;
  /** What stands between this word and the next. */
  gap: string;
}

export interface Role {
  holder: string;
  office: string;
  of: string[];
  former: boolean;
  start: number;
  end: number;
}

const MOST_ROLES = 12;
/** Words before an office that may belong to it, and words between it and its holder. */
const BEFORE = 5;
const BETWEEN = 8;
const PARTICLES = new Set(['von', 'van', 'der', 'den', 'de', 'di', 'da', 'del', 'la', 'le', 'al', 'el', 'bin', 'ibn']);
const PREPOSITIONS = new Set([
  'before',
  'after',
  'alongside',
  'including',
  'against',
  'between',
  'during',
  'among',
  'like',
  'both',
]);
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'sir', 'dame', 'lord', 'lady', 'prof', 'gen', 'col', 'sen', 'gov']);

export function rolesIn(passage: Passage): Role[] {
  const words = splitWords(passage.text);
  const roles: Role[] = [];
  for (let at = 0; at < words.length && roles.length < MOST_ROLES; at++) {
    if (!isOffice(words[at]!) || isPartOfNext(words, at)) continue;
    const role = roleAt(words, at, passage);
    if (role) roles.push(role);
  }
  return roles;
}

/** An office as its canonical words, its parts kept ("prime minister"); null when the words hold none. */
export function officeOf(text: string): string | null {
  const words = splitWords(text);
  const at = words.findLastIndex(isOffice);
  return at < 0 ? null : officeAt(words, at, null).office;
}

/** "chief" of "chief executive". */
function isPartOfNext(words: Word[], at: number): boolean {
  const next = words[at + 1];
  return next !== undefined && OFFICE_PARTS.has(words[at]!.low) && joined(words[at]!) && isOffice(next);
}

export function roleClaim(role: Role, passage: Passage): Claim {
  const { holder, office, of, former } = role;
  return {
    kind: 'role',
    passage: passage.n,
    start: passage.start + role.start,
    end: passage.start + role.end,
    subject: termsOf(holder).map(({ term }) => term),
    relation: [...termsOf(office).map(({ term }) => term), ...of],
    value: { kind: 'office', holder, office, of, former },
    speaker: passage.speaker,
    firmness: passage.firmness,
    scope: { dates: [], names: [], part: false },
  };
}

function roleAt(words: Word[], at: number, passage: Passage): Role | null {
  const holder = nameAfter(words, at, passage) ?? nameBefore(words, at, passage);
  if (!holder) return null;
  const { office, from, former, unsettled } = officeAt(words, at, passage);
  if (unsettled) return null;
  const of = belongsTo(words, from, at, holder);
  const start = Math.min(words[from]!.start, holder.start);
  return { holder: holder.name, office, of, former, start, end: Math.max(words[at]!.end, holder.end) };
}

function officeAt(
  words: Word[],
  at: number,
  passage: Passage | null,
): { office: string; from: number; former: boolean; unsettled: boolean } {
  let noun = nounOf(words[at]!);
  let from = at;
  while (from > 0 && joined(words[from - 1]!) && OFFICE_PARTS.has(words[from - 1]!.low))
    noun = `${words[--from]!.low} ${noun}`;
  const office = SAME_OFFICE.get(noun) ?? noun;
  let former = false;
  let unsettled = false;
  for (let left = from - 1; left >= Math.max(0, from - BEFORE) && joined(words[left]!); left--) {
    const { low, text } = words[left]!;
    former ||= FORMER.has(low);
    unsettled ||= UNSETTLED.has(low);
    if (passage && isPerson(passage, words[left]!, words[at]!)) break;
    if (!FORMER.has(low) && !UNSETTLED.has(low) && !qualifies(text, low, words[at]!, at - left)) break;
    from = left;
  }
  return { office, from, former, unsettled };
}

/** "county president", "duty director": names of what it belongs to, and one or two plain words; no verb. */
function qualifies(text: string, low: string, office: Word, distance: number): boolean {
  if (isStopWord(low) || isVerbForm(low) || PREPOSITIONS.has(low)) return false;
  if (/^\p{Lu}/u.test(text)) return true;
  return distance <= 2 && !/^\p{Lu}/u.test(office.text);
}

/** A person's name that the office is no part of. */
function isPerson(passage: Passage, word: Word, office: Word): boolean {
  const [start, past] = [passage.start + word.start, passage.start + office.start];
  return passage.entities.some(
    ({ kind, start: from, end }) => kind === 'person' && from <= start && start < end && end <= past,
  );
}

function nounOf({ low }: Word): string {
  return SAME_OFFICE.get(low) ?? low;
}

interface Holder {
  name: string;
  start: number;
  end: number;
}

/** "<office> Name", "the <office> of the body, Name," and, in a table, "<office> of body Name". */
function nameAfter(words: Word[], at: number, passage: Passage): Holder | null {
  if (joined(words[at]!)) {
    const direct = nameFrom(words, at + 1, passage);
    if (direct) return direct;
  }
  const phrase = words[at]!.low;
  for (let next = at; next < Math.min(words.length - 1, at + BETWEEN); next++) {
    const { gap, low } = words[next]!;
    if (next > at && isOffice(words[next]!) && phrase !== low && gap === ' ') return null;
    if (/^,\s$/.test(gap)) return determined(words, at) ? apposed(words, next + 1, passage) : null;
    if (gap !== ' ') return null;
    if (passage.kind === 'row' && next > at && isName(words[next + 1]!, passage))
      return nameFrom(words, next + 1, passage);
    if (isStopWord(low) && !['of', 'the', 'for', 'at', 'a', 'its'].includes(low)) return null;
  }
  return null;
}

/** ", Judge Orla Venn, told": a name between commas, titles aside. */
function apposed(words: Word[], from: number, passage: Passage): Holder | null {
  let at = from;
  while (at < words.length && (isOffice(words[at]!) || OFFICE_PARTS.has(words[at]!.low)) && joined(words[at]!)) at++;
  const holder = nameFrom(words, at, passage);
  if (!holder || holder.name.split(/\s+/).length < 2) return null;
  return /^[,.;:”"]|^$/.test(passage.text.slice(holder.end).trimStart().slice(0, 1)) ? holder : null;
}

/** "Name, the <office> of", "Name is the <office>": the name stands first, and none follows the office. */
function nameBefore(words: Word[], at: number, passage: Passage): Holder | null {
  const after = words[at + 1];
  if (after && joined(words[at]!) && isName(after, passage)) return null;
  for (let left = at - 1; left >= Math.max(0, at - BETWEEN); left--) {
    const { gap, low } = words[left]!;
    const comma = /^,\s$/.test(gap);
    const copula = ['is', 'was', 'became', 'remains', 'as'].includes(low);
    if (comma || copula) return nameEnding(words, copula ? left - 1 : left, comma ? at : null, passage);
    if (gap !== ' ') return null;
  }
  return null;
}

function nameEnding(words: Word[], at: number, office: number | null, passage: Passage): Holder | null {
  if (at < 0) return null;
  let from = at;
  while (from > 0 && joined(words[from - 1]!) && isName(words[from - 1]!, passage)) from--;
  const holder = nameFrom(words, from, passage);
  if (!holder || holder.end !== words[at]!.end || holder.name.split(/\s+/).length < 2) return null;
  // "Name, the minister said": the office begins another thought unless a mark ends it.
  if (office !== null && !/^(?:of|for|at|in|[,.;:”"’])|^$/.test(passage.text.slice(words[office]!.end).trimStart()))
    return null;
  return holder;
}

function nameFrom(words: Word[], from: number, passage: Passage): Holder | null {
  let start = from;
  while (start < words.length && TITLES.has(words[start]!.low)) start++;
  let at = start;
  for (; at < words.length && at - start < 5; at++) {
    const particle = at > start && PARTICLES.has(words[at]!.low);
    if (!particle && !isName(words[at]!, passage)) break;
    if (joined(words[at]!)) continue;
    at++;
    break;
  }
  if (at === start || (at < words.length && joined(words[at - 1]!) && isOffice(words[at]!))) return null;
  const [begin, end] = [words[start]!.start, words[at - 1]!.end];
  // A heading writes every word with a capital: only a known person is a person there.
  if (passage.kind === 'heading' && !knownName(passage, begin, end)) return null;
  return {
    name: knownName(passage, begin, end) ?? passage.text.slice(begin, end).replace(/['’]s$/u, ''),
    start: begin,
    end,
  };
}

/** The canonical name of a person who stands there; of two in a row the first. */
function knownName(passage: Passage, start: number, end: number): string | null {
  const inside = passage.entities.filter(
    entity =>
      entity.kind === 'person' && entity.start - passage.start >= start && entity.end - passage.start <= end + 2,
  );
  return inside[0]?.name ?? null;
}

/** Capitalised, no office, and no name of a place or body. */
function isName(word: Word, passage: Passage): boolean {
  if (isOffice(word) || OFFICE_PARTS.has(word.low) || TITLES.has(word.low)) return false;
  if (!/^\p{Lu}[\p{L}'’.-]*$/u.test(word.text) || isStopWord(word.low) || CALENDAR.test(word.low)) return false;
  const start = passage.start + word.start;
  return !passage.entities.some(
    ({ kind, start: from, end }) => from <= start && start < end && (kind === 'place' || kind === 'organisation'),
  );
}

/** Index terms of what an office belongs to: the words before it and those after "of", the holder's left out. */
function belongsTo(words: Word[], from: number, at: number, holder: Holder): string[] {
  const before = words.slice(from, at).filter(({ low }) => !FORMER.has(low) && !OFFICE_PARTS.has(low));
  const after: Word[] = [];
  const of = words[at + 1]?.low;
  if (of === 'of' || of === 'for' || of === 'at') {
    for (
      let next = at + 2;
      next < Math.min(words.length, at + BETWEEN) && words[next]!.start !== holder.start;
      next++
    ) {
      after.push(words[next]!);
      if (words[next]!.gap !== ' ') break;
    }
  }
  const text = [...before, ...after].map(word => word.text).join(' ');
  return [
    ...new Set(
      termsOf(text)
        .filter(({ word }) => !isStopWord(word) && !OFFICES.has(word))
        .map(({ term }) => term),
    ),
  ];
}

function determined(words: Word[], at: number): boolean {
  for (let left = at - 1; left >= Math.max(0, at - BEFORE); left--) {
    if (/^(?:a|an|the|its|his|her|their|our)$/.test(words[left]!.low) || /['’]s?$/u.test(words[left]!.text))
      return true;
    if (words[left]!.gap !== ' ' && words[left]!.gap !== '-') return false;
  }
  return false;
}

/** A guess from the ending, or an irregular past. */
function isVerbForm(low: string): boolean {
  return IRREGULAR_VERBS.has(low) || /(?:[^e]ed|ing)$/.test(low);
}

function isOffice({ low }: Word): boolean {
  return OFFICES.has(low);
}

function joined({ gap }: Word): boolean {
  return gap === ' ' || gap === '-' || gap === '\u2011' || gap === '\u00a0';
}

function splitWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:\.(?=\p{L}\.)\p{L}\.?)*(?:['’]\p{L}*)?/gu)) {
    const last = words.at(-1);
    if (last) last.gap = text.slice(last.end, match.index);
    const low = match[0].toLowerCase().replace(/['’]s?$/u, '');
    words.push({ text: match[0], low, start: match.index, end: match.index + match[0].length, gap: '' });
  }
  return words;
}
