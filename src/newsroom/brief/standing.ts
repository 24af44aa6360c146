/**
 * Which sentences can stand in a brief, away from the text around them: whole ones, of the article itself, that do not lean on a
 * sentence before them. Judges the shape of a sentence alone; whether it is worth telling is for others.
 */
import type { Passage } from '../../core/model.ts';
import { SAYS } from '../data/speaking.ts';
import { findQuotes, maskQuotes } from '../read/quotes.ts';
import { hasSpeaker } from './speaker.ts';

/** Words: below, a scrap ("No comment."); above, a list or a text without stops, which no brief has room for. */
const FEWEST_WORDS = 5;
const MOST_WORDS = 60;

const WHOLE = /[.!…][”"’»)\]]*$/u;

/** What may stand before the word by which a sentence goes on from another. */
const LEAD_IN =
  /^(?:(?:and|but|so|yet|or|nor|for|also|still|then|now|later|instead|however|meanwhile|moreover|besides|afterwards|soon|first|finally|even|only|perhaps|though|although|while|when|as|if|because|since|after|before|until|until then|by then|with|for|to|in|of|at|on|from|under|according to|most of|some of|one of|two of|three of|many of|none of|all of|both of|neither of|each of|half of|among|like|unlike|despite)[\s,]+){0,2}/iu;

/** Words that stand for something said before; "this week" and its kin stand for no word of the text. */
const STANDS_FOR =
  /^(?:he|she|it|they|him|her|them|his|hers|mine|ours|its|their|theirs|then|these|those|such|both|neither|another|(?:this|that)(?!\s+(?:morning|afternoon|evening|night|day|week|weekend|month|year|spring|summer|autumn|winter|time|newspaper|station|paper)\b)|the\s+(?:latter|former|same|others?|two|three|pair|second|third|fourth|rest|first\s+two)|(?:two|three|four|some|many|most|few|several)\s+(?:more|others?)|others?|there,|the\s+\p{L}+\s+one)(?:\b|\s)/iu;

/** "The older of them": a part of what was said before. */
const PART_OF = /^(?:[\p{L}\p{N}-]+\s){1,4}of\s(?:them|these|those|which|whom)\b/iu;

/** A person's pronoun: it needs a name in its own sentence, or the sentence before. */
const PERSON = /\b(?:he|she|him|his|her|hers|himself|herself)\b/iu;

/** A subject of the sentence's own that a pronoun after it may mean. */
const SUBJECT = /^(?:an?|the|one|every|each|no)\s\p{L}/iu;

/** A word with a capital that may be a name. */
const NAME = /\p{Lu}[\p{L}’'-]+/u;

/** Whether a passage may stand in a brief at all. */
export function canStand(passage: Passage): boolean {
  const { part, kind, text } = passage;
  if (part !== 'body' || (kind !== 'sentence' && kind !== 'item')) return false;
  const words = text.split(/\s+/u).length;
  if (words < FEWEST_WORDS || words > MOST_WORDS || !WHOLE.test(text) || !/\p{Ll}/u.test(text)) return false;
  return !isInsideQuotation(passage) && !isBracketed(text);
}

/** "(Reporting by …)": an aside of the page, not a sentence of the story. */
function isBracketed(text: string): boolean {
  return /^[([].*[)\]]\.?$/su.test(text);
}

/** Part of a quotation that began before it or goes on after it: alone, nobody could tell whose words they are. */
function isInsideQuotation({ text, speech, start, end }: Passage): boolean {
  const { quotes, open } = findQuotes(text, null);
  if (open !== null || /^[^“«„"]*[”»]/u.test(text)) return true;
  const straight = text.split('"').length - 1;
  if (straight % 2 === 1) return true;
  return quotes.length === 0 && speech.some(said => said.direct && said.start <= start + 1 && said.end >= end - 1);
}

/** Whether a sentence can be understood only after the one before it. `all` are the passages of its article. */
export function leans(passage: Passage, all: readonly Passage[]): boolean {
  const { text } = passage;
  const { quotes } = findQuotes(text, null);
  const own = maskQuotes(text, quotes);
  const isQuoteFirst = quotes[0] !== undefined && quotes[0].start <= 1;
  const words = isQuoteFirst ? withoutAttribution(own, hasSpeaker(passage, all)) : own.trimStart();
  if (words === null) return true;
  const rest = words.replace(LEAD_IN, '');
  return STANDS_FOR.test(words) || STANDS_FOR.test(rest) || PART_OF.test(words) || isNameless(words);
}

/**
 * What stands behind a quotation, its verb of saying and a pronoun for the speaker left out; null where the pronoun stands for
 * somebody reading could not find.
 */
function withoutAttribution(own: string, isKnown: boolean): string | null {
  const after = own.replace(/^[\s"“”«»„‘’,.!?…]+/u, '');
  const [first = '', second = '', ...more] = after.split(/\s+/u);
  const said = [first, second].map(word => word.replace(/[^\p{L}]/gu, '').toLowerCase());
  const pronoun = said.findIndex(word => /^(?:he|she|they|it)$/u.test(word));
  if (pronoun < 0 || !SAYS.has(said[1 - pronoun]!)) return after;
  return isKnown ? `Name ${more.join(' ')}` : null;
}

/** A person's pronoun before anybody it could mean: a name, or the sentence's own subject ("A woman ... her"). */
function isNameless(words: string): boolean {
  const pronoun = PERSON.exec(words);
  if (!pronoun || SUBJECT.test(words)) return false;
  const before = words.slice(0, pronoun.index);
  const first = /^\P{L}*\p{L}[\p{L}’'-]*/u.exec(before)?.[0] ?? '';
  return !NAME.test(isNameAlone(first, words) ? before : before.slice(first.length));
}

/** The first word has a capital anyway; it is a name where another capital, a verb of saying or a possessive follows. */
function isNameAlone(first: string, words: string): boolean {
  const next = /^\s+(\p{L}+)/u.exec(words.slice(first.length))?.[1] ?? '';
  return first === 'Name' || /^\p{Lu}/u.test(next) || SAYS.has(next) || /[’']s$/u.test(first);
}
