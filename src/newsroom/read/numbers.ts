/**
 * Finds numbers in a passage: digits, words, money, shares, ranges, vague amounts, and what they count. "Several thousand" and
 * "hundreds" are read as their scale (1,000; 100): the words say no more. Dates are the caller's to leave out.
 */
import type { NumberMention } from '../../core/model.ts';
import { STAMP } from '../data/clock.ts';
import {
  AFTER_NOUN,
  COLLECTIVES,
  CURRENCY_SIGNS,
  CURRENCY_WORDS,
  NUMBER_WORDS,
  SCALES,
  SHORT_SCALES,
} from '../data/number-words.ts';

interface Found {
  start: number;
  end: number;
  value: number;
  unit: string | null;
}

const words = (map: Map<string, number>) => [...map.keys()].join('|');
const UNIT_WORD = words(NUMBER_WORDS);
const SCALE_WORD = words(SCALES);
const DIGITS = new RegExp(
  `(?<![\\p{L}\\p{N}_@#/]|\\d[.,:/]|[\\p{L}][-\\u2010\\u2011.])(?<sign>(?:US|C|A)?\\$|[€£¥₹])?\\s?(?<digits>\\d{1,3}(?:[,\\u00a0\\u202f]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:(?<short>[km]|[mbt]n|b)(?![\\p{L}\\p{N}])|[\\s-](?<scale>${SCALE_WORD})s?(?!\\p{L}))?(?![\\p{N}]|[/:]\\d|\\p{L}|[.,]\\d)`,
  'giu',
);
const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?<vague>(?:(?:several|a few|many|some|a|an|tens of|hundreds of)\\s)?(?:${SCALE_WORD})s?(?:\\sof\\s(?:${SCALE_WORD})s)?)|(?<exact>(?:${UNIT_WORD})(?:[\\s-](?:and\\s)?(?:${UNIT_WORD}|${SCALE_WORD})){0,8}))(?![\\p{L}\\p{N}])`,
  'giu',
);
const DIGIT = /\d/;
/** Without the flag `u`, with which a search takes twice as long; the two letters are those that stand for a Latin s and k with it. */
const WORTH = new RegExp(`[\u017f\u212a]|\\b(?:${UNIT_WORD}|${SCALE_WORD})`, 'i');
/** A passage with more numbers is noise; the rest are left out. */
const MOST = 200;
/** "One of them", "no one", "one can": a pronoun, not a count. */
const ONE_PRONOUN = /^\s(?:of|can|could|may|might|should|would|is|was|has|that|who|another|must)\b/iu;

/** Numbers in `text`, in order, never overlapping; offsets are into `text`. `known` are spans that are something else. */
export function findNumbers(text: string, known: { start: number; end: number }[]): NumberMention[] {
  const found: Found[] = [];
  const taken = [...known, ...stampOf(text)];
  if (DIGIT.test(text)) for (const match of text.matchAll(DIGITS)) push(found, taken, fromDigits(text, match));
  if (WORTH.test(text)) for (const match of text.matchAll(WORDS)) push(found, taken, fromWords(text, match));
  if (found.length === 0) return found;
  found.sort((a, b) => a.start - b.start);
  shareUnits(text, found);
  return found;
}

const ENTRY = new RegExp(STAMP, 'u');

/** The time before an entry of a live report counts nothing. */
function stampOf(text: string): { start: number; end: number }[] {
  const stamp = ENTRY.exec(text);
  return stamp ? [{ start: 0, end: stamp[0].length }] : [];
}

function push(found: Found[], taken: { start: number; end: number }[], number: Found | null): void {
  if (!number || found.length >= MOST || !Number.isFinite(number.value)) return;
  const meets = (other: { start: number; end: number }) => number.start < other.end && other.start < number.end;
  if (!found.some(meets) && !taken.some(meets)) found.push(number);
}

function fromDigits(text: string, match: RegExpExecArray): Found {
  const { sign, digits, short, scale } = match.groups as Record<string, string | undefined>;
  const lead = match[0].length - match[0].trimStart().length;
  const times = SHORT_SCALES.get(short?.toLowerCase() ?? '') ?? SCALES.get(scale?.toLowerCase() ?? '') ?? 1;
  const value = Number(digits!.replace(/[,\u00a0\u202f]/g, '')) * times;
  const start = match.index + lead;
  const end = match.index + match[0].length;
  const money = sign ? (CURRENCY_SIGNS.get(sign.toLowerCase()) ?? null) : null;
  return money ? { start, end, value, unit: money } : withUnit(text, start, end, value);
}

function fromWords(text: string, match: RegExpExecArray): Found | null {
  const { vague, exact } = match.groups as Record<string, string | undefined>;
  const start = match.index;
  const end = start + match[0].length;
  if (vague !== undefined) return withUnit(text, start, end, vagueValue(vague));
  if (/^one$/i.test(exact!) && (ONE_PRONOUN.test(text.slice(end, end + 12)) || !/^[\s-]\p{Ll}/u.test(text.slice(end))))
    return null;
  if (
    /^(?:no|any|some|every|this|that)\s$/i.test(
      text.slice(Math.max(0, start - 6), start).replace(/^.*\s(?=\S+\s$)/, ''),
    ) &&
    /^one$/i.test(exact!)
  )
    return null;
  return withUnit(text, start, end, exactValue(exact!));
}

function vagueValue(phrase: string): number {
  let value = 1;
  for (const word of phrase.toLowerCase().split(/\s+/))
    value *= SCALES.get(word.replace(/s$/, '')) ?? (word === 'tens' ? 10 : 1);
  return value;
}

function exactValue(phrase: string): number {
  let total = 0;
  let group = 0;
  for (const word of phrase.toLowerCase().split(/[\s-]+/)) {
    const scale = SCALES.get(word);
    if (scale === undefined) group += NUMBER_WORDS.get(word) ?? 0;
    else if (scale <= 100) group = (group || 1) * scale;
    else {
      total += (group || 1) * scale;
      group = 0;
    }
  }
  return total + group;
}

function withUnit(text: string, start: number, end: number, value: number): Found {
  const rest = text.slice(end, end + 120);
  const percent = /^\s?(?:%|per\s?cent\b|percentage points?\b)/iu.exec(rest);
  if (percent) return { start, end: end + percent[0].length, value, unit: '%' };
  const currency = /^\s(?:US\s)?(\p{L}{3,7})\b/u.exec(rest);
  const money = CURRENCY_WORDS.get(currency?.[1]?.toLowerCase() ?? '');
  if (currency && money) return { start, end: end + currency[0].length, value, unit: money };
  return { start, end, value, unit: countedNoun(rest, value) };
}

/** The first plural within six words is what is counted, a capitalised one if need be; after "one", the noun phrase's last word. */
function countedNoun(rest: string, value: number): string | null {
  const phrase =
    /^(?:\sof\s|[\u201d"’']?\s|[-\u2010\u2011])((?:[\p{L}\p{N}][\p{L}\p{N}’'\u2010\u2011-]*\s?){1,6})/u.exec(rest)?.[1];
  if (!phrase) return null;
  const nouns: string[] = [];
  let proper: string | null = null;
  for (const word of phrase.trim().split(/\s+/)) {
    const low = word
      .toLowerCase()
      .replace(/['’]s?$/u, '')
      .replace(/[\u2010\u2011]/gu, '-');
    if (AFTER_NOUN.has(low) || !/\p{L}/u.test(low)) break;
    const plural = COLLECTIVES.has(low) || (/[^su'’i]s$/u.test(low) && !/['’]/u.test(word));
    if (plural && !/^\p{Lu}/u.test(word)) return low;
    if (plural) proper ??= low;
    nouns.push(low);
  }
  const hyphenated = /^[-\u2010\u2011]/u.test(rest);
  if (hyphenated) return nouns[0]?.split('-')[0] ?? null;
  return proper ?? (value === 1 ? (nouns.at(-1) ?? null) : null);
}

/** "10 to 15 years": the first number counts what the second does. */
function shareUnits(text: string, found: Found[]): void {
  for (let i = found.length - 2; i >= 0; i--) {
    const [one, next] = [found[i]!, found[i + 1]!];
    if (one.unit === null && /^\s?(?:-|–|to|and|or)\s?$/u.test(text.slice(one.end, next.start))) one.unit = next.unit;
  }
}
