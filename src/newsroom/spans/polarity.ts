/**
 * Yes or no: whether a passage says what a question supposes, or its contrary. Counts what turns a meaning round (not, refuse,
 * opposites, "will be" for what is asked of now). Where too little of the question stands in the passage it says neither.
 */

import type { Question } from '../question.ts';
import { termsOf } from '../terms.ts';
import { areOpposites } from '../words.ts';
import type { Scene } from './scene.ts';
import type { Token } from './tokens.ts';

/** Words that turn their clause into its contrary; "without" is left out, as it mostly turns a noun alone. */
const NOT = new Set(
  'not no never none nobody nothing neither nor cannot t dont doesnt didnt wont wouldnt isnt arent wasnt hasnt'.split(
    ' ',
  ),
);

/** Verbs that say that something is not so, not done or no more; by term. */
const DENIALS = new Set(
  termsOf(`deny refuse reject dismiss decline oppose exclude dispute ban forbid prohibit cancel abandon halt stop end cut reduce scrap
    fail lack withhold prevent block veto stall unlikely impossible unclear against`).map(({ term }) => term),
);
const PARTICLES =
  /\b(?:rul(?:e|ed|es|ing) out|turn(?:ed|s|ing)? down|no longer|far from|instead of|rather than|not yet|yet to)\b/i;

/** Whether a question asks of what is so by now. */
const BY_NOW = /\b(?:already|exists?|yet)\b|^(?:has|have)\b/i;
const NOT_YET = /\b(?:will|would|plans? to|planned|to be|proposed|proposes|expected to|set to|due to)\b/i;

/** A clause that carries less of the question's weight is not about it. */
const ABOUT = 0.1;
/** Where less of the question stands in the passage (0 to 1), nothing turned round is no sign of a yes. */
const ENOUGH = 0.3;

/** True for yes, false for no, null where it cannot be told. */
export function polarityOf(question: Question, { passage, tokens, sums }: Scene): boolean | null {
  const told = /\b(?:says?|said|answer(?:ed|s|:| is| was)?|replied) (yes|no)\b/i.exec(passage.text)?.[1]?.toLowerCase();
  if (told) return told === 'yes';
  const about = aboutIt(tokens);
  const text = about.map(({ word }) => word).join(' ');
  const asked = termsOf(question.written);
  const turns = [
    about.some(({ word }) => NOT.has(word)) !== asked.some(({ word }) => NOT.has(word)),
    (about.some((token, at) => isDenial(token, about, at)) || PARTICLES.test(text)) !==
      (asked.some(({ term }) => DENIALS.has(term)) || PARTICLES.test(question.written)),
    opposes(question, tokens),
    BY_NOW.test(question.written) && NOT_YET.test(text),
  ].filter(Boolean).length;
  if (turns === 0 && sums.at(-1)! < ENOUGH) return null;
  return turns % 2 === 0;
}

/** Words that point back to what was spoken of. */
const BACK = /^(?:it|they|he|she|these|those)$/;

/** The words of the clauses that carry the question, and of what follows them up to the next mark. */
function aboutIt(tokens: Token[]): Token[] {
  const weights = new Map<number, number>();
  for (const { clause, weight } of tokens) weights.set(clause, (weights.get(clause) ?? 0) + weight);
  const back = new Set(tokens.filter(token => BACK.test(token.word)).map(({ clause }) => clause));
  const isAbout = (clause: number) => (weights.get(clause) ?? 0) >= ABOUT;
  const about = tokens.filter(({ clause }) => isAbout(clause) || isAbout(clause - 1) || back.has(clause));
  return about.length > 0 ? about : tokens;
}

/** A denial that stands over words of the question, not one that opens a clause of its own behind them ("signed a pact that ends ..."). */
function isDenial({ term, clause }: Token, about: Token[], at: number): boolean {
  return DENIALS.has(term) && about.some((token, i) => token.weight > 0 && (i > at || token.clause === clause));
}

/** A word of the question that is missing here stands here as its opposite. */
function opposes(question: Question, tokens: Token[]): boolean {
  const here = new Set(tokens.map(({ term }) => term));
  const missing = question.terms.filter(({ term }) => !here.has(term) && !DENIALS.has(term));
  return missing.some(({ term }) => tokens.some(token => !token.asked && areOpposites(term, token.term)));
}
