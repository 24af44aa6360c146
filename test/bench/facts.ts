/**
 * Planted facts: in every article one sentence with a person, a thing, a place and a number or date, and the questions that
 * only this article answers. The words are drawn from small pools, so that each stands in many articles and only all of them
 * together in one; which is how questions are in earnest.
 */
import { randomFor } from './random.ts';
import { madeWord } from './words.ts';

export interface Fact {
  kind: 'how-many' | 'when' | 'who';
  /** As it stands in the article. */
  sentence: string;
  question: string;
  /** The words of the question that carry it, for engines that know no questions. */
  words: string;
  /** What an answer must hold. */
  value: string;
}

/** People share 400 first and 400 last names; things and places are 397 and 401, so that no name tells the thing. */
const NAMES = 400;
const THINGS = 397;
const PLACES = 401;

/** Facts that differ in person, and in thing and place, from each other. */
export const MAX_FACTS = 397 * 401;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const personOf = (first: number, last: number) => `${titled(first)}n ${titled(1_000 + last)}ford`;
export const placeOf = (number: number) => `${titled(2_000 + number)}wick`;
export const thingOf = (number: number) => `${madeWord(3_000 + number)}stone`;

export const namesIn = { first: NAMES, last: NAMES, things: THINGS, places: PLACES } as const;

/** The fact of an article by its number, the same for every size of corpus. */
export function factOf(seed: number, article: number): Fact {
  if (article >= MAX_FACTS) throw new RangeError(`no more than ${MAX_FACTS} facts`);
  const { person, thing, place } = partsOf(article);
  const random = randomFor(seed, article + MAX_FACTS);
  const number = (1_000 + random.below(98_000)).toLocaleString('en-GB');
  const date = `${1 + random.below(28)} ${random.pick(MONTHS)} ${1990 + random.below(36)}`;
  const forms: Fact[] = [
    {
      kind: 'how-many',
      sentence: `${person} counted ${number} ${thing} crates at ${place}.`,
      question: `How many ${thing} crates did ${person} count at ${place}?`,
      words: `${thing} crates ${person} ${place}`,
      value: number,
    },
    {
      kind: 'when',
      sentence: `${person} opened the ${thing} hall in ${place} on ${date}.`,
      question: `When did ${person} open the ${thing} hall in ${place}?`,
      words: `${thing} hall ${person} ${place}`,
      value: date,
    },
    {
      kind: 'who',
      sentence: `${person} won the ${thing} prize of ${place} with ${number} drawings.`,
      question: `Who won the ${thing} prize of ${place}?`,
      words: `won ${thing} prize ${place}`,
      value: person,
    },
  ];
  return forms[article % forms.length]!;
}

/** Two walks through all pairs, with steps that share no factor with their number: no pair comes twice. */
function partsOf(article: number) {
  const person = (article * 48_271 + 7) % (NAMES * NAMES);
  const subject = (article * 69_621 + 11) % (THINGS * PLACES);
  return {
    person: personOf(person % NAMES, Math.floor(person / NAMES)),
    thing: thingOf(subject % THINGS),
    place: placeOf(Math.floor(subject / THINGS)),
  };
}

function titled(number: number): string {
  const word = madeWord(number);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
