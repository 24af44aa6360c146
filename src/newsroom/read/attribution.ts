/**
 * Finds who a passage says is speaking: "X said", "said X", "according to X", "X ..., adding that". Reads the article's own words
 * alone (quotations come blanked), a bounded number of verbs, and never decides who a pronoun is: `speech.ts` does.
 */
import type { EntityMention } from '../../core/model.ts';
import { STARTERS } from '../data/abbreviations.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { BETWEEN, PRONOUNS, SAYING, SAYS, TELLS, TITLES } from '../data/speaking.ts';
import { classOf } from '../spans/word-classes.ts';
import { isStopWord } from '../terms.ts';
import { nounPhrase, type Speaker } from './noun-phrase.ts';

export interface Attribution {
  /** A canonical name or the words of the text; a lower-case pronoun when `pronoun`. */
  speaker: string;
  pronoun: boolean;
  person: boolean;
  /** Where what is said without marks begins and ends, offsets into the passage; null when nothing is. */
  said: { start: number; end: number } | null;
}

const MOST_VERBS = 8;
const VERBS = new Set([...SAYING, ...TELLS]);
const QUOTED_VERBS = new Set([...SAYING, ...SAYS]);
const ACCORDING = /(?:^|[\s,(])according to\s([^,.;:”"]{2,100}?)(?=[,.;:]|$)/iu;

/** A quotation that ended as a sentence does: the verb after it belongs to it. */
const CLOSED_SPEECH = /[,.?!…][”"»’][^”"»]*$/u;
/** From the verb to the words told: "said after the summit that ...", "told reporters that ...". */
const PAST_THAT =
  /^\s(?:(?:after|before|on|in|at|to|during|by|via|through|from|late|early|earlier|last|this|confidence|hope|concern|\p{L}+day)\b[^,;:“"]{0,60}?\s)?that\s/iu;
const PAST_HEARER = /^\s[^,;:“"]{1,60}?\sthat\s/u;
const NEEDS_THAT = new Set([
  'expressed',
  'expressing',
  'reaffirmed',
  'shared',
  'posted',
  'calling',
  'asking',
  'tweeted',
]);

/**
 * @param masked the passage with its quotations blanked; same offsets as `text`
 * @param entities names in the passage, offsets into it
 */
export function findAttribution(
  text: string,
  masked: string,
  entities: EntityMention[],
  quoted: boolean,
): Attribution | null {
  if (!/[a-z]{3}/i.test(masked)) return null;
  const according = ACCORDING.exec(masked);
  if (according) return accordingTo(text, masked, according, entities);
  let tried = 0;
  const verbs = quoted ? QUOTED_VERBS : VERBS;
  for (const match of masked.matchAll(/[\p{L}’'-]+/gu)) {
    const verb = match[0].toLowerCase();
    if (!verbs.has(verb)) continue;
    if (++tried > MOST_VERBS) return null;
    const speaker = SAYING.has(verb)
      ? participleSubject(masked, match.index, entities)
      : subject(text, masked, match.index, verb.length, entities);
    if (speaker) return { ...speaker, said: saidSpan(text, masked, match.index + verb.length, verb) };
  }
  return null;
}

/** The person a passage is about: a name at its very beginning, titles and trade aside ("Crane driver X"). */
export function openingPerson(masked: string, entities: EntityMention[]): string | null {
  return startPerson(masked, 0, masked.length, entities, isTitleOrTrade)?.name ?? null;
}

function accordingTo(text: string, masked: string, match: RegExpExecArray, entities: EntityMention[]): Attribution {
  const end = match.index + match[0].length;
  const start = end - match[1]!.length;
  const speaker = nounPhrase(text, start, end, entities) ?? { name: match[1]!, pronoun: false, person: false };
  const after = /^,?\s*/u.exec(masked.slice(end))![0].length;
  const said = match.index === 0 ? span(text, end + after, text.length) : span(text, 0, match.index);
  return { speaker: speaker.name, pronoun: speaker.pronoun, person: speaker.person, said };
}

function subject(
  text: string,
  masked: string,
  verb: number,
  length: number,
  entities: EntityMention[],
): (Attribution & Speaker) | null {
  const before = masked.slice(0, verb).trimEnd();
  const found = /[”"’»]$/u.test(before) ? inverted(text, verb + length, entities) : plain(text, masked, verb, entities);
  return found ? { ...found, speaker: found.name, said: null } : null;
}

/** "..., " said X of Y. */
function inverted(text: string, from: number, entities: EntityMention[]): Speaker | null {
  const rest = /^\s[^,.;:“"”]{1,100}/u.exec(text.slice(from, from + 101))?.[0] ?? '';
  const person = entities.find(
    entity => entity.kind === 'person' && entity.start >= from && entity.end <= from + rest.length,
  );
  if (person && onlyTitles(text.slice(from, person.start))) return { name: person.name, pronoun: false, person: true };
  const words = rest.split(/\s(?:on|in|at|during|after|before|to|from|as)\s/u, 1)[0]!;
  return nounPhrase(text, from, from + words.length, entities);
}

function plain(text: string, masked: string, verb: number, entities: EntityMention[]): Speaker | null {
  const start = clauseStart(masked, verb);
  const end = start + trimBetween(masked.slice(start, verb)).length;
  const lastWord = /[\p{L}]+$/u.exec(masked.slice(start, end))?.[0].toLowerCase() ?? '';
  if (PRONOUNS.has(lastWord)) return { name: lastWord, pronoun: true, person: lastWord === 'he' || lastWord === 'she' };
  return (
    adjacentPerson(masked, start, end, entities) ??
    startPerson(masked, start, end, entities) ??
    nounPhrase(text, start, end, entities)
  );
}

/** After the last quotation, sentence mark or leading adverbial ("Last week, ..."). */
function clauseStart(masked: string, verb: number): number {
  const last = Math.max(...['”', '"', ';', '»'].map(mark => masked.lastIndexOf(mark, verb - 1))) + 1;
  const region = masked.slice(last, verb);
  const lead = /^\s*([^,]{1,60}),\s(?=\S)/u.exec(region);
  if (
    !lead ||
    !/^(?:in|on|at|after|before|during|for|since|by|from|following|post|earlier|later|last|next|this|today|yesterday|meanwhile|however|separately|also|still|ahead|speaking|asked)\b/iu.test(
      lead[1]!,
    )
  )
    return last;
  return last + lead[0].length;
}

function trimBetween(region: string): string {
  let rest = region.trimEnd();
  for (;;) {
    const word = /[\s,]([\p{L}]+)$/u.exec(rest);
    if (!word || !BETWEEN.has(word[1]!.toLowerCase())) return rest.replace(/,$/u, '');
    rest = rest.slice(0, word.index).trimEnd();
  }
}

function adjacentPerson(masked: string, start: number, end: number, entities: EntityMention[]): Speaker | null {
  const person = entities.find(entity => entity.kind === 'person' && entity.end === end && entity.start >= start);
  if (!person) return null;
  const before = masked.slice(start, person.start);
  const lead = /(?:^|[,:–—]|\b(?:that|but|while|as|when|because))\s*([^,:–—]*)$/u.exec(before)?.[1] ?? before;
  return onlyTitles(lead) ? { name: person.name, pronoun: false, person: true } : null;
}

/** "President X ... but said": the sentence's own subject. A possessive ("X's office") is not X. */
function startPerson(
  masked: string,
  start: number,
  end: number,
  entities: EntityMention[],
  isLead = onlyTitles,
): Speaker | null {
  const person = entities.find(entity => entity.kind === 'person' && entity.start >= start && entity.end <= end);
  if (!person || /^['’]s?\b/u.test(masked.slice(person.end))) return null;
  // "X and Y said" is said by both.
  if (/^\s(?:and|or)\s|^,\s(?:\p{L}+\s)?\p{Lu}[^,]*,?\sand\s/u.test(masked.slice(person.end, end + 1))) return null;
  return isLead(masked.slice(start, person.start)) ? { name: person.name, pronoun: false, person: true } : null;
}

/** Titles, or up to three words that may name one person's trade: none of them a verb, a plural or a word that links. */
function isTitleOrTrade(lead: string): boolean {
  if (onlyTitles(lead)) return true;
  const words = lead.trim().split(/\s+/);
  return words.length <= 3 && words.every(word => /^[\p{L}-]+$/u.test(word) && !isLinking(word.toLowerCase()));
}

/** Irregular verbs as they stand in a plural present: "Police shoot". */
const BASES = new Set(IRREGULAR_VERBS.values());

function isLinking(word: string): boolean {
  if (word === 'the') return false;
  if (isStopWord(word) || STARTERS.has(word) || /[^s]s$|ed$/.test(word)) return true;
  return BASES.has(word) || (classOf(word, word, null, false) === 'verb' && !word.endsWith('ing'));
}

/** Nothing but titles, offices and the names of what they belong to. */
function onlyTitles(lead: string): boolean {
  const words = lead.match(/[\p{L}.’'-]+/gu) ?? [];
  return words.length <= 8 && words.every(word => isTitleWord(word.replace(/[.’']s?$/u, '')));
}

function isTitleWord(word: string): boolean {
  if (STARTERS.has(word.toLowerCase()))
    return ['the', 'a', 'and', 'for'].includes(word.toLowerCase()) || word === 'For';
  return TITLES.has(word.toLowerCase()) || /^\p{Lu}/u.test(word);
}

function participleSubject(masked: string, verb: number, entities: EntityMention[]): (Attribution & Speaker) | null {
  const start = clauseStart(masked, verb);
  const near = /\bwith\s((?:[\p{L}’'-]+\s){1,4})$/u.exec(masked.slice(Math.max(0, verb - 60), verb))?.[1]?.trim();
  const found = near ? { name: near, pronoun: false, person: false } : startPerson(masked, start, verb, entities);
  return found ? { ...found, speaker: found.name, said: null } : null;
}

/** What follows the verb, past "that"; nothing when a quotation follows, or when the verb only closes one. */
function saidSpan(text: string, masked: string, from: number, verb: string): Attribution['said'] {
  if (!TELLS.has(verb) && !SAYING.has(verb)) return null;
  if (CLOSED_SPEECH.test(text.slice(0, from - verb.length))) return null;
  const rest = masked.slice(from);
  const past = (verb === 'told' || verb === 'telling' ? PAST_HEARER : PAST_THAT).exec(rest)?.[0].length;
  if (past === undefined && NEEDS_THAT.has(verb)) return null;
  const that = past ?? /^[\s,:]*/u.exec(rest)![0].length;
  if (/^[“"«]/u.test(rest.slice(that).trimStart())) return null;
  return span(text, from + that, text.length);
}

function span(text: string, start: number, end: number): { start: number; end: number } | null {
  const raw = text.slice(start, end);
  const words = raw.trim();
  if (words.split(/\s+/u, 3).length < 3) return null;
  const told = words.replace(/[,.\s]+$/u, '');
  if (told === '') return null;
  const at = start + raw.length - raw.trimStart().length;
  return { start: at, end: at + told.length };
}
