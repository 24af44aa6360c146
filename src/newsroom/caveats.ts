/**
 * What to be careful about in an answer: who alone says so, what is not settled, what is denied or disputed. Called with the passages that
 * give the answer; a caveat holds only where it holds for all of them, and never repeats what the question says itself.
 */
import type { Caveat, CaveatCode } from '../core/model.ts';
import type { Doubt } from './doubt.ts';
import type { ReadPassage } from './inquiry.ts';
import type { Question } from './question.ts';
import { isStopWord, termsOf } from './terms.ts';

type Plain = Exclude<CaveatCode, 'attributed' | 'other-premise'>;

/** In the order they are told. */
const CAVEATS: Record<Plain, string> = {
  disputed: 'Sources disagree.',
  'disputed-source': 'It stands only in an article that editors dispute.',
  'doubtful-source': 'It stands only in an article that there is reason to doubt.',
  denied: 'It is told only as denied.',
  'not-yet-agreed': 'It is proposed or possible, not settled.',
  'single-report': 'Only one report says so.',
};

const UNSETTLED = new Set(['proposed', 'may', 'asked']);
/** Words by which a question itself asks for what is not settled. */
const ASKS_OPEN =
  /\b(?:propos\w*|suggest\w*|demand\w*|call(?:ed|s)? for|ask(?:ed|s)?|want\w*|could|may|might|would|plan\w*)\b/i;
/** Before the answer in its passage: what follows is denied, though other words of the passage are not. */
const DENIED = /\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)? (?:claims?|reports?|accusations?))\b[^.;]*$/i;

/** A longer description is a clause, and names nobody (words). */
const MOST_SPEAKER = 5;

export function caveatsOf(
  question: Question,
  supporters: readonly ReadPassage[],
  {
    reports,
    isDisputed,
    doubt,
  }: { reports: number; isDisputed: boolean; doubt: Pick<Doubt, 'isDoubtful' | 'isDisputed'> },
): Caveat[] {
  const all = (test: (passage: ReadPassage) => boolean) => supporters.every(test);
  const plain = question.wanted.form !== 'yes-no';
  const holds: Record<Plain, boolean> = {
    disputed: isDisputed,
    'disputed-source': all(({ article }) => doubt.isDisputed(article.id)),
    'doubtful-source': all(({ article }) => doubt.isDoubtful(article.id) && !doubt.isDisputed(article.id)),
    denied: plain && all(isDenied),
    'not-yet-agreed': plain && !ASKS_OPEN.test(question.text) && all(({ passage }) => UNSETTLED.has(passage.firmness)),
    'single-report': reports === 1,
  };
  const caveats: Caveat[] = (Object.keys(CAVEATS) as Plain[])
    .filter(code => holds[code])
    .map(code => ({ code, text: CAVEATS[code] }));
  const speaker = soleSpeaker(question, supporters);
  return speaker === null ? caveats : [...caveats, { code: 'attributed', text: `So says ${speaker}.` }];
}

function isDenied({ passage, extraction }: ReadPassage): boolean {
  return DENIED.test(passage.text.slice(0, Math.max(0, extraction.start - passage.start)));
}

/** Whose words the answer is, where nobody else says so; null where the question asks for words, or names the speaker. */
function soleSpeaker({ wanted, text }: Question, supporters: readonly ReadPassage[]): string | null {
  if (wanted.form === 'said' || wanted.type === 'quote') return null;
  const [first, ...others] = supporters.map(speakerOf);
  if (!first || others.some(other => other !== first)) return null;
  const named = new Set([text, ...supporters.map(({ extraction }) => extraction.text)].flatMap(tellingTerms));
  return tellingTerms(first).some(term => named.has(term)) ? null : first;
}

/** A name or a short description; a pronoun is nobody. */
function speakerOf({ passage, extraction }: ReadPassage): string | null {
  const told = passage.speech.find(({ start, end }) => start <= extraction.start && extraction.end <= end);
  const speaker = told?.speaker ?? passage.speaker;
  const words = speaker?.split(/\s+/).length ?? 0;
  return speaker && words <= MOST_SPEAKER && tellingTerms(speaker).length > 0 ? speaker : null;
}

function tellingTerms(text: string): string[] {
  return termsOf(text)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term);
}
