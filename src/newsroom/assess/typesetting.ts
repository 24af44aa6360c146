/**
 * Damage inside words: letters in a wrong place, a missing space after a stop, a place's name without its capital. One such slip is
 * minor; it says how an article was made, and not that it is wrong.
 */
import { editDistance } from '../../core/edit-distance.ts';
import type { Passage, Point } from '../../core/model.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { type Term, termsOf } from '../terms.ts';
import { COMMON, commonStems, frequencyRank } from '../words.ts';
import { visibleDamage } from './damage.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Letters of a word that is looked at: shorter ones lie a letter from too many others. */
const MIN_LETTERS = 4;
/** Letters from which a word lies a letter from no other but by a slip. */
const LONG = 9;
/** Letters from which a word is a slip of one that other reports have. */
const MIN_LONG = 7;
/** Torn words in a sentence that are no slip, and how many times rarer than the whole a piece is. */
const TORN = 2;
const RARER = 20;
/** Words of a sentence that may be broken; with more it is of another language. */
const MOST_BROKEN = 2;

/** A stop or comma with the next word directly behind it; addresses, figures and abbreviations are none. */
const GLUED = /(?<![\p{L}.@/_-])\p{Ll}{2,}(?:,\p{L}|[.!?](?:\p{Lu}\p{Ll}|[“"]\p{Lu}))(?!\S*(?:[./@]\p{Ll}|\.\p{Lu}))/u;

export function typesettingPoints(scene: Scene): Point[] {
  const theirs = wordsElsewhere(scene);
  return reporting(scene.passages).flatMap(at => {
    const words = termsOf(at.passage.text);
    const torn = tornWords(at.passage, words, scene);
    if (torn.length >= TORN) {
      const why = `Words are torn apart: "${torn.join('", "')}".`;
      return [pointAt(at, { kind: 'garbled', severity: 'major', why }, [])];
    }
    const unknown = words.filter(word => isBroken(word, at.passage, scene));
    const harmed = [...torn, ...slipsElsewhere(unknown, scene), ...slipsOfTheirs(unknown, theirs, scene)];
    if (harmed.length >= TORN) {
      const why = `Words are torn apart or broken: "${harmed.join('", "')}".`;
      return [pointAt(at, { kind: 'garbled', severity: 'major', why }, [])];
    }
    const broken = brokenWords(unknown, scene);
    if (broken.length > MOST_BROKEN) {
      const why = `Words are broken: "${broken.join('", "')}".`;
      return [pointAt(at, { kind: 'garbled', severity: 'major', why }, [])];
    }
    const why = gluedTo(at.passage, scene.passages[at.passage.n + 1]?.passage) ?? damageIn(at.passage, unknown, scene);
    return why === null ? [] : [pointAt(at, { kind: 'garbled', severity: 'minor', why }, [])];
  });
}

/** More than two in one sentence, each a slip away from a word: in another language they would be none. */
function brokenWords(unknown: readonly Term[], scene: Scene): string[] {
  if (unknown.length <= MOST_BROKEN) return [];
  const slips = unknown.filter(({ word, term }) => meantBy(word) !== null && !scene.known(term));
  return slips.length > MOST_BROKEN && slips.length > unknown.length / 2 ? slips.map(({ word }) => word) : [];
}

/** "Win ners", "op-en": two pieces that are a common word together, of which one by itself is rare or no word. */
function tornWords({ text }: Passage, words: readonly Term[], scene: Scene): string[] {
  const rankOf = ({ word, term }: Term) =>
    PIECE.test(word)
      ? Infinity
      : scene.held(term) > 0 && frequencyRank(term) === null
        ? 0
        : (frequencyRank(term) ?? frequencyRank(word) ?? Infinity);
  return words.slice(1).flatMap((right, n) => {
    const left = words[n]!;
    const whole = text.slice(left.start, right.end);
    if (!/^\p{Ll}{2,}[\s-]\p{Ll}{2,}$/u.test(whole)) return [];
    const joined = termsOf(left.word + right.word)[0];
    const rank = joined ? (frequencyRank(joined.term) ?? Infinity) : Infinity;
    return rank <= COMMON && Math.max(rankOf(left), rankOf(right)) >= RARER * rank ? [whole] : [];
  });
}

/** Beginnings and endings of words, of which none is a word of the news. */
const PIECE = /^(?:re|de|dis|con|com|pre|sub|tion|sion|ment|ness|ing|ly|ed|ty|ry|ous|ive|ble)$/u;

/** Long words a letter away from one that other reports have: of a text that is damaged otherwise, too, that tells enough. */
function slipsElsewhere(unknown: readonly Term[], scene: Scene): string[] {
  if (unknown.length === 0 || unknown.length > MOST_BROKEN) return [];
  const theirs = new Set(scene.others.flatMap(({ terms }) => [...terms]));
  const isSlip = ({ term }: Term) =>
    term.length >= MIN_LONG && [...theirs].some(meant => isOneSlip(meant, term, MIN_LONG) && !isForm(meant, term));
  return unknown.filter(word => isSlip(word) && !scene.known(word.term)).map(({ word }) => word);
}

/** Several words in one sentence, however short, each a slip away from one that the other reports have. */
function slipsOfTheirs(unknown: readonly Term[], theirs: () => ReadonlySet<string>, scene: Scene): string[] {
  if (unknown.length <= MOST_BROKEN) return [];
  const isSlip = ({ word }: Term) =>
    theirs()
      .values()
      .some(meant => isNear(meant, word));
  const slips = unknown.filter(word => isSlip(word) && !scene.known(word.term));
  return slips.length > unknown.length / 2 ? slips.map(({ word }) => word) : [];
}

function isNear(meant: string, word: string): boolean {
  return meant.length >= MIN_LETTERS && meant[0] === word[0] && editDistance(meant, word, 1) === 1;
}

/** Words of the other reports, gathered when they are first asked for, and once. */
function wordsElsewhere(scene: Scene): () => ReadonlySet<string> {
  let words: Set<string> | null = null;
  return () => {
    words ??= new Set(passagesElsewhere(scene).flatMap(({ at }) => termsOf(at.passage.text).map(({ word }) => word)));
    return words;
  };
}

/** Two sentences without a space between them. */
function gluedTo({ text, end, block }: Passage, next: Passage | undefined): string | null {
  if (next?.start !== end || next.block !== block) return null;
  return `No space between "${text.split(/\s/).at(-1)}" and "${next.text.split(/\s/)[0]}".`;
}

function damageIn(passage: Passage, unknown: readonly Term[], scene: Scene): string | null {
  const glued = GLUED.exec(passage.text);
  if (glued) return `No space after "${glued[0].replace(/\p{L}+$/u, '')}".`;
  const entity = ENTITY.exec(passage.text);
  if (entity) return `"${entity[0]}" is left over from a page's code.`;
  const swapped = [...passage.text.matchAll(FIGURE_INSIDE)].find(([word]) => isWordWithFigure(word));
  if (swapped) return `"${swapped[0]}" has a figure for a letter.`;
  const visible = visibleDamage(passage, term => scene.held(term) > 0 || scene.known(term));
  if (visible !== null) return visible;
  // A sentence in another language is no damage.
  for (const word of unknown.length > MOST_BROKEN ? [] : unknown) {
    const meant = meantBy(word.word);
    // Asked last: the record is asked on disk.
    if (meant && !scene.known(word.term)) return `"${word.word}" is no word; perhaps "${meant}" is meant.`;
  }
  return smallName(passage, scene);
}

const ENTITY = /&(?:nbsp|amp|quot|apos|lt|gt|mdash|ndash|#\d{2,5});/u;
const FIGURE_INSIDE = /(?<![\p{L}\d@/_.-])\p{L}\p{Ll}+\d\p{Ll}+(?![\p{L}\d@/_-])/gu;
/** The letters that figures look like. */
const LOOKS: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** English with the letter that the figure looks like: "log4j" is none. */
function isWordWithFigure(word: string): boolean {
  const meant = termsOf(word.replace(/\d/u, figure => LOOKS[figure] ?? figure))[0];
  return meant !== undefined && (frequencyRank(meant.term) !== null || frequencyRank(meant.word) !== null);
}

/** Written small throughout, and known neither to English nor to the other reports. */
function isBroken({ word, term, start, end }: Term, { text }: Passage, scene: Scene): boolean {
  const written = text.slice(start, end);
  if (word.length < MIN_LETTERS || !/^\p{Ll}+$/u.test(written) || /[-‑’'@#/_.]/.test(text[start - 1] ?? ' '))
    return false;
  if (/[-‑@/_]/.test(text[end] ?? ' ') || frequencyRank(term) !== null || frequencyRank(word) !== null) return false;
  return scene.held(term) === 0;
}

/** The common word that one slip makes this of; a lost, doubled, wrong or swapped letter. */
function meantBy(word: string): string | null {
  const endings = ['', 's', 'd', 'ed', 'ing', 'e', 'es'];
  for (const ending of endings) {
    if (!word.endsWith(ending)) continue;
    const bare = word.slice(0, word.length - ending.length);
    if (bare.length < MIN_LETTERS) continue;
    for (const length of [bare.length - 1, bare.length, bare.length + 1])
      for (const stem of commonStems(bare[0]!, length))
        if (isOneSlip(stem, bare) && !isForm(stem, bare)) return stem + ending;
  }
  return irregular(word);
}

/** Short everyday words and irregular forms have no stem among those: "saeid", "thes", "stoood". */
function irregular(word: string): string | null {
  const near = (other: string) => other[0] === word[0] && editDistance(other, word, 1) === 1;
  const verb = [...IRREGULAR_VERBS.keys()].find(other => isOneSlip(other, word));
  return EVERYDAY.find(near) ?? verb ?? null;
}

const EVERYDAY = 'said these those which would their there'.split(' ');

/**
 * Letters swapped, one of a double letter lost or one too many; in a long word any letter lost or too many. One letter for another, and
 * one letter of a short word, make other words too often: many rare words lie a letter from a common one.
 */
function isOneSlip(meant: string, word: string, long = LONG): boolean {
  if (meant[0] !== word[0] || editDistance(meant, word, 1) !== 1) return false;
  if (meant.length === word.length) return [...meant].sort().join() === [...word].sort().join();
  const single = (letters: string) => letters.replace(/(\p{L})\1+/gu, '$1');
  return word.length >= long || single(meant) === single(word);
}

/** Another ending makes another form, and no slip. */
function isForm(stem: string, word: string): boolean {
  return word.startsWith(stem) || stem.startsWith(word);
}

/** A place written small where every other mention has its capital. */
function smallName({ text, entities, start }: Passage, { passages }: Scene): string | null {
  for (const { kind, name, start: from, end } of entities) {
    const written = text.slice(from - start, end - start);
    if (kind !== 'place' || !/^\p{Ll}{4,}$/u.test(written)) continue;
    const capital = passages.some(({ passage }) =>
      passage.entities.some(other => {
        const word = passage.text.slice(other.start - passage.start, other.end - passage.start);
        return other.name === name && word !== written && word.toLowerCase() === written;
      }),
    );
    if (capital || written === name.toLowerCase()) return `"${written}" has lost its capital.`;
  }
  return null;
}
