/**
 * A question that leans on the one before it ("and when?", "what about the navy?", "who leads it?") made whole again, from the
 * words of both and no others. It only ever rearranges what was typed, and what it makes is shown, so that nobody has to guess
 * what was answered.
 */
import type { Names } from './names.ts';
import { isStopWord, termsOf } from './terms.ts';

/** Words by which a question goes on from the one before. */
const GOES_ON = /^(?:and|but|or|so|ok|okay|also|then)\b[\s,]*/i;
const WHAT_ABOUT = /^(?:(?:what|how)\s+about|same\s+for)\b\s*/i;

/** What is asked for, at the head of a question; the longest first. */
const ASKED =
  /^(?:(?:on|in|at|by|for|from|to|since|until|with)\s+)?(?:how\s+(?:many|much|long|often|far|old|big|large)|which\s+\w+|what\s+(?:time|date|day|year)|who(?:m|se)?|what|when|where|why|how|which)\b\s*(?:else\b|exactly\b)?\s*/i;

/** Words that stand for something said before; "this" and its kin only where no noun can follow. */
const STANDS_FOR = /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers)\b|\b(?:this|that|these|those|there)$/i;

/** Content words in a question that is whole by itself. */
const WHOLE = 2;

/** The whole question, or `question` itself where it does not lean on `before`. */
export function wholeQuestion(question: string, before: string | null, names: Names): string {
  if (before === null) return question;
  const said = plain(question);
  const rest = said.replace(GOES_ON, '');
  const about = rest.replace(WHAT_ABOUT, '');
  if (about !== rest) return withSubject(plain(before), about, names);
  const asked = ASKED.exec(rest)?.[0].trim() ?? '';
  const topic = rest.slice(asked.length).trim();
  if (asked !== '' && contentOf(topic).length === 0 && isFragment(topic)) return withAsked(plain(before), rest);
  if (asked === '' && rest !== said) return withSubject(plain(before), rest, names);
  if (!STANDS_FOR.test(rest) || contentOf(topic).length > WHOLE) return question;
  return `${rest} (${subjectOf(plain(before), names)})?`;
}

function plain(question: string): string {
  return question.trim().replace(/[\s?!.]+$/u, '');
}

function contentOf(words: string): string[] {
  return termsOf(words)
    .map(({ word }) => word)
    .filter(word => !isStopWord(word) && !STANDS_FOR.test(word));
}

/** "when", "when was it", "how many then": nothing in it that a question could be about. */
function isFragment(topic: string): boolean {
  return topic.split(/\s+/).length <= WHOLE + 1;
}

/** The question before, asked for something else: "who signed it", "when" gives "when signed it". */
function withAsked(before: string, fragment: string): string {
  const asked = ASKED.exec(fragment)![0].trim();
  return `${asked} ${before.replace(ASKED, '')}?`;
}

/** The question before, about something else: its last name gives way to the new words, or they are added. */
function withSubject(before: string, subject: string, names: Names): string {
  const old = names.find(before).at(-1);
  if (old === undefined) return `${before} ${subject}?`;
  return `${before.slice(0, old.start)}${subject}${before.slice(old.end)}?`;
}

/** What a question is about: its names where it has any, else its words but what it asked for. */
function subjectOf(before: string, names: Names): string {
  const known = names.find(before).map(({ start, end }) => before.slice(start, end));
  return known.length > 0 ? known.join(', ') : before.replace(ASKED, '');
}
