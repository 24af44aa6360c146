/**
 * Reads an interview that is printed as question and answer: below the questions, which stand on lines of their own, the words are those of
 * the person the introduction names, though nothing says so. Tells an interview by its shape ("you" above, "I" below) and leaves every other text
 * as it is. Sets `speaker`, `speech` and `section`, the last to the question that a passage answers.
 */
import type { EntityMention, Passage } from '../../core/model.ts';

/** Fewer questions than this may stand in any report, and fewer of the answers may say "I" (share, 0 to 1). */
const LEAST_QUESTIONS = 3;
const LEAST_FIRST = 0.4;

/** A longer block is no question, whatever it ends with. UTF-16 units. */
const LONGEST_QUESTION = 240;

const FIRST = /\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|us)\b/;
const SECOND = /\byou(?:r|rs|['’](?:re|ve|d|ll))?\b/i;
const ASKS = /\?[\s*_”"’)]*$/u;
/** What the editors say at the end. */
const EDITORS = /\b(?:interview|conversation) (?:was|has been|is)\b|^\W*(?:interview|questions) by\b/i;

/** What stands between the one who asks and the one who answers, where the asker is named first. */
const MEETS =
  /\b(?:spoke|speaks|talked|talks|sat down|sits down|chatted|caught up|met|meets|asked|asks|interviewed|interviews|questioned|visited)\b(?:\s(?:to|with))?\s*(?:[^.,;:]{0,60}\s)?$/i;
/** What stands before the one who asks, named second. */
const ASKED_BY =
  /\b(?:by|(?:she|he|they|who)\s(?:has\s)?(?:spoke|speaks|talked|talks|told|sat down|met|answered|explained)(?:\s(?:to|with))?)\s(?:our\s(?:\p{L}+\s){1,2})?$/iu;

/** Called with all passages of an article, in order. */
export function markInterview(passages: readonly Passage[]): void {
  const blocks = [...Map.groupBy(passages.filter(isSpoken), ({ block }) => block).values()];
  const asked = blocks.filter(isQuestion);
  if (asked.length < LEAST_QUESTIONS || !asked.some(block => SECOND.test(textOf(block)))) return;
  const first = blocks.indexOf(asked[0]!);
  const person = personOf(passages.filter(({ n }) => n < asked[0]![0]!.n));
  const answers = blocks.slice(first).filter(block => !isPrompt(block));
  const spoken = answers.filter(block => FIRST.test(textOf(block)));
  if (person === null || spoken.length < LEAST_FIRST * answers.length) return;
  let prompt: Passage | null = null;
  for (const block of blocks.slice(first)) {
    if (isPrompt(block)) prompt = block.at(-1)!;
    else if (!EDITORS.test(textOf(block))) for (const passage of block) give(passage, person, prompt);
  }
}

function isSpoken({ part, kind, text }: Passage): boolean {
  return part === 'body' && (kind === 'sentence' || (kind === 'heading' && ASKS.test(text)));
}

function isQuestion(block: readonly Passage[]): boolean {
  const text = textOf(block);
  return text.length <= LONGEST_QUESTION && ASKS.test(text) && !/\bI\b/.test(text);
}

/** A question, or what is put to the person without a question mark: "Your party wants it banned." */
function isPrompt(block: readonly Passage[]): boolean {
  const text = textOf(block);
  return isQuestion(block) || (text.length <= LONGEST_QUESTION && SECOND.test(text) && !FIRST.test(text));
}

function textOf(block: readonly Passage[]): string {
  return block.map(({ text }) => text).join(' ');
}

/** Whom the title and the introduction are about: the one named first who does not ask. Null when nobody is named. */
function personOf(intro: readonly Passage[]): string | null {
  const told = intro.filter(({ part }) => part === 'body' || part === 'title').sort(bodyFirst);
  for (const passage of told) {
    const people = passage.entities.filter(({ kind }) => kind === 'person');
    const found = people.find((person, at) => !asks(passage, person, people[at + 1]));
    if (found) return found.name;
  }
  return null;
}

/** The introduction says who speaks to whom; a title may name somebody the talk is about. */
function bodyFirst(a: Passage, b: Passage): number {
  return Number(a.part === 'title') - Number(b.part === 'title');
}

function asks({ text, start }: Passage, person: EntityMention, next: EntityMention | undefined): boolean {
  if (ASKED_BY.test(text.slice(0, person.start - start))) return true;
  return next !== undefined && MEETS.test(text.slice(person.end - start, next.start - start));
}

function give(passage: Passage, speaker: string, prompt: Passage | null): void {
  passage.speaker = speaker;
  passage.speech = [{ start: passage.start, end: passage.end, speaker, direct: true }];
  if (prompt !== null) passage.section = prompt.n;
}
