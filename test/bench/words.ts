/**
 * A vocabulary without end: the most common English words first, then words made of syllables, one for every rank. Ranks are
 * drawn by Zipf's law, so that a corpus has as many rare words as real text has. Nothing is kept in memory.
 */
import type { Random } from './random.ts';

/** What `madeWord` makes: a common word of that shape is left out, so that no word has two ranks. */
const MADE = /^([bdfgklmnprstv][aeiou]){2,}$/;

/** About in the order of their frequency in news. */
const COMMON =
  `the of to and a in that is for on it was with as he be at by said from his have has are this they not but an had were
  their which will who its or been would about more one we after also there when up out new first two people other year into
  than last some so could time can over she all if no government years what her them against between state only may under
  during before three most country percent while because where police day made do many now such minister week him group told
  then these national since officials our world local million former should any through public city according including
  report since party next security president home both still work court market company long another way number however
  second council health school early region council money office trade water north south east west river street morning
  evening plan project meeting vote member family house service road workers leader decision support statement`
    .split(/\s+/)
    .filter((word, at, all) => all.indexOf(word) === at && !MADE.test(word));

/** As many different words as half a million newspaper articles use; ranks reach from 1 to here. */
const RANKS = 300_000;

const SYLLABLES = [...'bdfgklmnprstv'].flatMap(consonant => [...'aeiou'].map(vowel => consonant + vowel));
const ENDINGS = ['s', 'ed', 'ing', 'er', 'ly', 'ation'];

/** Zipf's law with exponent 1: rank k is drawn about 1/k as often as the first. */
export function drawRank(random: Random): number {
  return Math.floor(RANKS ** random.next());
}

/** The word of a rank from 1; different for every rank, shorter for lower ones. */
export function wordOf(rank: number): string {
  return COMMON[rank - 1] ?? madeWord(rank - 1 - COMMON.length);
}

/** A word as it stands in a sentence: one made word in five bears an ending, so that stemming has work to do. */
export function drawWord(random: Random): string {
  const rank = drawRank(random);
  const word = wordOf(rank);
  return rank > COMMON.length && random.next() < 0.2 ? word + random.pick(ENDINGS) : word;
}

/** Different for every number from 0: at least two syllables, the first one changing fastest so that initials spread. */
export function madeWord(number: number): string {
  let word = '';
  for (let left = number + SYLLABLES.length; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length];
  return word;
}
