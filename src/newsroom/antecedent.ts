/**
 * What a passage means without saying it: whose words it tells, and whether its "he", "it" or "this plan" stands for something in the
 * passage before. English only; by the shape of the words.
 */
import type { Passage } from '../core/model.ts';
import type { Question } from './question.ts';
import { nameTerm, termsOf } from './terms.ts';
import { frequencyRank } from './words.ts';

/** A word that stands for something told before, as the subject. */
const LEANS =
  /^[“"‘']?(?:(?:and|but|so|yet|also|then|still|later|however|meanwhile|moreover|instead|for that|according to \p{L}+),?\s+){0,2}(?:he|she|it|they|his|her|its|their|this|that|these|those|such|both|neither|another|one of (?:them|these|those))\b/iu;
/** "..., she added": the speaker is somebody told before. */
const SAID_BY_PRONOUN =
  /\b(?:he|she|it|they) (?:also |then |later )?(?:said|says|added|told|wrote|asked|called|warned|noted)\b|\b(?:said|says|added) (?:he|she|they)\b/iu;

/** Whether a text goes on from the one before it. */
export function leansBack(text: string): boolean {
  return LEANS.test(text) || SAID_BY_PRONOUN.test(text);
}

/** Who speaks in a passage, as reading made it out. */
export function speakersOf({ speaker, speech }: Passage): string[] {
  return [...new Set([speaker, ...speech.map(said => said.speaker)])].filter(name => name !== null);
}

/** Names of people have few words, each with a capital. */
const PERSON = /^(?:\p{Lu}[\p{L}.’'-]*\s|(?:van|von|der|de|del|di|da|la|le|al|el|bin)\s){0,5}\p{Lu}[\p{L}’'-]+$/u;
/** Words before this place in English end the names of bodies ("Union", "Council") more often than those of people. */
const EVERYDAY = 5_000;

/** Whether a question names this speaker: wholly, or a person by the last word of the name. */
export function isAskedAbout(speaker: string, { names, terms }: Pick<Question, 'names' | 'terms'>): boolean {
  if (names.includes(speaker)) return true;
  const last = termsOf(speaker).at(-1)?.term;
  if (last === undefined || !PERSON.test(speaker) || (frequencyRank(last) ?? Infinity) < EVERYDAY) return false;
  return terms.some(({ term }) => term === last);
}

/** The terms of their names. */
export function speakerTerms(passage: Passage): Set<string> {
  return new Set(speakersOf(passage).flatMap(name => [nameTerm(name), ...termsOf(name).map(({ term }) => term)]));
}
