/**
 * Puts right what was typed in a hurry: short forms of chat, words with two letters swapped, and words that neither the record nor
 * English knows but for a slip of the finger. It must never turn one English word into another, however near: "police" is no
 * misspelt "politics", and a word the record does not have is the best sign that it does not answer.
 */
import { editDistance } from '../core/edit-distance.ts';
import type { Index } from '../core/ports.ts';
import { ASKED_NOUNS, HOW_WORDS, QUESTION_WORDS } from './data/asking-words.ts';
import { HASTY_WORDS } from './data/hasty-words.ts';
import { isStopWord, type Term, termsOf } from './terms.ts';
import { commonStems, frequencyRank, relatedness } from './words.ts';

/** Shorter words are left as they are: too many real words lie one letter away. Those by which a question asks are fewer. */
const MIN_SPELLED = 4;
const MIN_ASKING = 3;
/** From this length on two typing errors are forgiven. */
const MIN_TWO_ERRORS = 8;

/** Words up to this place in English are words and no slips; further down stand misspellings that many people make. */
const ENGLISH = 15_000;

/** Two forms of one word ("signatures", "signatories") share this many first letters, and are near in meaning or one is the other's beginning. */
const SAME_BEGINNING = 5;
const SAME_MEANING = 0.5;

/** The question with its hasty words spelt out, and those by which it asks; what the record knows stays as it is. */
export function spellOut(text: string, index: Index): string {
  const words = termsOf(text);
  const hasty = words.flatMap((term, at) => {
    const meant = meantBy(term, words[at - 1]?.word ?? '', words[at + 1]?.word ?? '');
    return meant === null ? [] : [{ ...term, meant }];
  });
  const known = index.frequencies(hasty.map(({ term }) => term));
  const changed = hasty.filter(({ term, meant }) => (known.get(term) ?? 0) === 0 || isStopWord(meant.split(' ')[0]!));
  return changed.reduceRight((all, { start, end, meant }) => all.slice(0, start) + meant + all.slice(end), text);
}

function meantBy(term: Term, before: string, after: string): string | null {
  return HASTY_WORDS.get(term.word) ?? asking(term, before, after) ?? swapped(term);
}

/** Words of the question's own: what it asks by is meant sooner than anything in the record. */
function asking({ word, term }: Term, before: string, after: string): string | null {
  if (word.length < MIN_ASKING || /\p{N}/u.test(word) || isStopWord(word) || isEnglish(term)) return null;
  const near = (other: string) => editDistance(word, other, 1) === 1;
  if (isHow(before)) return HOW_WORDS.find(near) ?? null;
  // "Hwo" may be two words: what follows tells.
  if (near('how') && HOW_WORDS.some(other => editDistance(after, other, 1) <= 1)) return 'how';
  const asked = QUESTION_WORDS.find(near);
  if (asked !== undefined || isWord({ word, term })) return asked ?? null;
  return ASKED_NOUNS.find(other => other[0] === word[0] && near(other)) ?? null;
}

function isHow(word: string): boolean {
  return word.length >= MIN_ASKING && editDistance(word, 'how', 1) <= 1;
}

/** Rare words are words: only what nobody writes is a slip of something else. */
function isWord({ word, term }: Pick<Term, 'word' | 'term'>): boolean {
  return frequencyRank(word) !== null || frequencyRank(term) !== null;
}

function isEnglish(term: string): boolean {
  return (frequencyRank(term) ?? Infinity) <= ENGLISH;
}

/** The stop word that a word is with two neighbouring letters swapped ("teh"), where it is no word itself. */
function swapped({ word, term }: Term): string | null {
  const letters = [...word];
  if (word.length < 3 || isStopWord(word) || isEnglish(term)) return null;
  for (let at = 0; at + 1 < letters.length; at++) {
    const other = [...letters.slice(0, at), letters[at + 1], letters[at], ...letters.slice(at + 2)].join('');
    if (other !== word && isStopWord(other)) return other;
  }
  return null;
}

/** For each word the term it means: its own where the record or English knows it, else the nearest of the record, or else of English, if any is near enough. */
export function correct(words: Term[], index: Index): string[] {
  const frequencies = index.frequencies(words.map(({ term }) => term));
  return words.map(word => {
    if ((frequencies.get(word.term) ?? 0) > 0) return word.term;
    return nearest(word, index) ?? nearestCommon(word) ?? word.term;
  });
}

/**
 * The record's term closest to a word it does not know, of equals the commonest; the same first letter, as most typing errors keep
 * it. The word is compared as typed and as a stem: an error in the ending makes another stem of it.
 */
function nearest({ word, term }: Term, index: Index): string | null {
  if (word.length < MIN_SPELLED || /\p{N}/u.test(word)) return null;
  const english = isEnglish(term);
  const typed = english ? [word, term] : formsOf(word, term);
  const most = Math.max(...typed.map(forgiven));
  let limit = most;
  let close: { term: string; count: number }[] = [];
  const lengths = typed.map(({ length }) => length);
  const [shortest, longest] = [Math.min(...lengths) - most, Math.max(...lengths) + most];
  for (const known of index.vocabulary(word.slice(0, 1), shortest, longest)) {
    const distance = Math.min(...typed.map(form => slips(form, known)));
    if (distance > limit || isStopWord(known) || (english && !isForm(term, known))) continue;
    // The index also gives terms that its articles have lost.
    const count = index.frequencies([known]).get(known) ?? 0;
    if (count === 0) continue;
    if (distance < limit) close = [];
    limit = distance;
    close.push({ term: known, count });
  }
  return close.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))[0]?.term ?? null;
}

/** Endings that a stem has lost, and that a stemmer may leave on a word that is none. */
const ENDINGS = [
  's',
  'es',
  'ed',
  'ing',
  'e',
  'y',
  'ion',
  'ions',
  'ation',
  'ations',
  'er',
  'ers',
  'or',
  'ors',
  'al',
  'ly',
  'ity',
  'ment',
  'ments',
];

/** The word as typed, as a stem, and without each ending that it may have. */
function formsOf(word: string, term: string): string[] {
  const bare = ENDINGS.filter(ending => word.endsWith(ending)).map(ending => word.slice(0, -ending.length));
  return [...new Set([word, term, ...bare.filter(({ length }) => length > MIN_SPELLED)])];
}

/** The commonest English term one slip away, of a word that is none and long enough: the record may mean the same by another word. */
function nearestCommon({ word, term }: Term): string | null {
  if (word.length <= MIN_SPELLED || /\P{L}/u.test(word)) return null;
  if (isWord({ word, term })) return null;
  for (const form of formsOf(word, term)) {
    const lengths = [form.length, form.length - 1, form.length + 1];
    const near = lengths
      .flatMap(length => commonStems(form[0]!, length))
      .filter(stem => editDistance(stem, form, 1) === 1);
    const [best] = near.sort((a, b) => frequencyRank(a)! - frequencyRank(b)!);
    if (best !== undefined) return best;
  }
  return null;
}

/** Typing errors that are forgiven in a word. */
function forgiven(typed: string): number {
  return typed.length >= MIN_TWO_ERRORS ? 2 : 1;
}

/** Typing errors between two words; infinite beyond what is forgiven. */
function slips(typed: string, known: string): number {
  const distance = editDistance(typed, known, forgiven(typed));
  return distance > forgiven(typed) ? Infinity : distance;
}

function isForm(term: string, known: string): boolean {
  const [short, long] = term.length < known.length ? [term, known] : [known, term];
  const alike = short.slice(0, SAME_BEGINNING) === long.slice(0, SAME_BEGINNING);
  return (
    alike && ((short.length >= SAME_BEGINNING && long.startsWith(short)) || relatedness(term, known) >= SAME_MEANING)
  );
}
