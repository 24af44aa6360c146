/**
 * Verbs whose meaning is in their particle ("turn *down*", "step down"): each pair that the word file knows is one term besides its two
 * words. Finds them in lists of terms; what they mean is for `words.ts`.
 */
import { isKnownTerm } from './words.ts';

/** How many words may stand between a verb and its particle ("turned the offer down"); 0: none. */
const PARTICLES = new Map([
  ...['up', 'down', 'off', 'out', 'away', 'back', 'over'].map(particle => [particle, 3] as const),
  ...['in', 'on', 'through', 'apart', 'aside', 'forward', 'along', 'around', 'together'].map(
    particle => [particle, 0] as const,
  ),
]);

export function isParticle(word: string): boolean {
  return PARTICLES.has(word);
}

/** The term of a verb's term and its particle. */
export function phraseTerm(verb: string, particle: string): string {
  return `${verb}+${particle}`;
}

export function isPhrase(term: string): boolean {
  return term.includes('+');
}

export interface Phrase {
  term: string;
  /** Places of the verb and of the particle in the list. */
  verb: number;
  particle: number;
}

/** Phrases in a text's terms, stop words among them, in order. Linear in the text. */
export function phrasesIn(terms: readonly string[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (let particle = 1; particle < terms.length; particle++) {
    const between = PARTICLES.get(terms[particle]!);
    if (between === undefined) continue;
    for (let verb = particle - 1; verb >= 0 && verb >= particle - 1 - between; verb--) {
      const term = phraseTerm(terms[verb]!, terms[particle]!);
      if (!isKnownTerm(term)) continue;
      phrases.push({ term, verb, particle });
      break;
    }
  }
  return phrases;
}
