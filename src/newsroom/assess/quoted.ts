/** The quotations of articles, word by word, and how far two of them are one. Called by points on quotations and by support. Pure. */
import type { Passage, Speech } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { distinct } from '../claims/clauses.ts';
import { CALENDAR } from '../claims/cues.ts';
import { fold } from '../names.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';

/** A run of words between quotation marks; one that leaves words out ("…") is as many as it is cut into. */
export interface Quoted {
  at: IndexedPassage;
  speech: Speech;
  text: string;
  words: Term[];
  /** Who is meant by "she said": the one person named in the sentence before; null where that cannot be told. */
  meant: string | null;
}

/** Where words were left out or put in by whoever quotes. */
const CUT = /\s?(?:\[[^\]]*\]|…|\.{3})\s?/u;

/** @param passages all of the article's, for who is meant by a pronoun. */
export function quotesIn(at: IndexedPassage, passages: readonly IndexedPassage[] = []): Quoted[] {
  const { passage } = at;
  const meant = meantIn(passages[passage.n - 1]?.passage, passage);
  return [...passage.speech.filter(({ direct }) => direct), ...unread(passage)].flatMap(speech =>
    passage.text
      .slice(speech.start - passage.start, speech.end - passage.start)
      .split(CUT)
      .map(text => ({ at, speech, text, words: termsOf(text), meant }))
      .filter(({ words }) => words.length > 0),
  );
}

/** Quotations beside a verb that reading knows for no saying: "he assured everybody". A few words may be a name, a title or irony. */
function unread({ text, start, speech }: Passage): Speech[] {
  if (speech.some(({ direct }) => direct)) return [];
  return [...text.matchAll(MARKED)].flatMap(({ index, groups }) => {
    const said = groups!.said!;
    if (termsOf(said).length < LEAST_UNREAD) return [];
    const from = start + index + 1;
    return [{ start: from, end: from + said.length, speaker: groups!.name ?? null, direct: true }];
  });
}

const MARKED = /“(?<said>[^“”]+)”(?:\s(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)?)\s(?:had\s|has\s)?\p{Ll}+)?/gu;
const LEAST_UNREAD = 5;

function meantIn(before: Passage | undefined, { text, block }: Passage): string | null {
  if (!before || block - before.block > 1 || !PRONOUN.test(text)) return null;
  if (personIn(before.speaker) !== null) return personIn(before.speaker);
  const persons = distinct(before.entities.filter(({ kind }) => kind === 'person').map(({ name }) => name));
  return persons.length === 1 ? personIn(persons[0]!) : null;
}

const PRONOUN = /[”"]\s(?:he|she)\s\p{Ll}+/iu;

/** A speaker whose own name stands in the passage, without what he or she is. */
export function namedSpeaker({ speech, at: { passage } }: Quoted): string | null {
  const name = personIn(speech.speaker) ?? besideOffice(speech.speaker, passage);
  if (name === null) return null;
  return fold(passage.text).includes(fold(name.split(' ').at(-1)!)) ? name : null;
}

/** "Said the mayor, Ann Bell": the person named directly behind the office. */
function besideOffice(office: string | null, { text, entities, start }: Passage): string | null {
  if (office === null || !/^(?:the|its|their|his|her)\s\p{Ll}/u.test(office)) return null;
  const behind = text.indexOf(office) + office.length;
  const person = entities.find(({ kind, start: at }) => kind === 'person' && at - start === behind + 2);
  return text.slice(behind, behind + 2) === ', ' && person ? personIn(person.name) : null;
}

/** "President Ann Bell of Somewhere": the last capitalised words before an "of". */
export function personIn(speaker: string | null): string | null {
  const head = speaker?.split(/\s(?:of|from|to|at|in|for|on)\s|,/u, 1)[0] ?? '';
  const name = /\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)?$/u.exec(head)?.[0] ?? null;
  return name === null || CALENDAR.test(name.toLowerCase()) ? null : name;
}

/** Words as one line that another line can be looked up in. */
export function lineOf(words: readonly Term[]): string {
  return ` ${words.map(({ term }) => term).join(' ')} `;
}

/** Words that carry a topic. */
export function telling(words: readonly Term[]): Set<string> {
  return new Set(words.filter(({ word }) => !isStopWord(word)).map(({ term }) => term));
}
