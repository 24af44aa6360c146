/**
 * Who did it, where one report names them and another only counts them: "signed by X and Y" beside "35 states signed". Called for questions
 * of who did what; it says nothing of a passage that does not tell the deed itself, or tells that it was not done.
 */
import type { Passage } from '../../core/model.ts';
import type { Question } from '../question.ts';
import { type Term, termsOf } from '../terms.ts';
import { coverOf, kinship } from './covers.ts';
import type { CarriedPassage } from './readings.ts';
import type { Voice } from './sides.ts';
import { namesIn, tellsName } from './told.ts';

/** Share of the question that the passage must speak of (0 to 1). */
const SPEAKS_OF = 0.5;
/** Units that count no actors. */
const NO_ACTORS =
  /^(?:%|years?|months?|weeks?|days?|hours?|minutes?|seconds?|times?|usd|eur|gbp|\p{L}*met(?:er|re)s?)$/u;

interface Actors {
  from: CarriedPassage;
  says: string;
  names: string[];
  /** How many, where they are only counted. */
  count: number | null;
}

/** The side that is named and the side that is counted, or null where the passages read do not tell both. */
export function actorSides(question: Question, passages: readonly CarriedPassage[]): Voice[][] | null {
  const { form, type } = question.wanted;
  if (
    form !== 'who' &&
    form !== 'who-is' &&
    !(form === 'which' && (type === 'person' || type === 'place' || type === 'organisation'))
  )
    return null;
  const told = passages.flatMap(from => actorsIn(question, from) ?? []);
  const named = told.filter(({ count, names }) => count === null && names.length > 0);
  const counted = told.filter(({ from, count }) => {
    return count !== null && named.some(one => one.names.length < count && !tellsAny(from.passage, one.names));
  });
  return named.length > 0 && counted.length > 0 ? [named, counted] : null;
}

function tellsAny(passage: Passage, names: readonly string[]): boolean {
  return names.some(name => tellsName(passage, name));
}

function actorsIn(question: Question, from: CarriedPassage): Actors | null {
  const { passage } = from;
  const { share, strays } = coverOf(question, from);
  if (share < SPEAKS_OF || strays || passage.kind === 'heading') return null;
  const words = termsOf(passage.text);
  // A capital makes a name of it, also of a verb.
  const at = words.findIndex(word => /^\p{Ll}/u.test(passage.text.slice(word.start)) && isDeed(question, word));
  if (at < 0 || /\b(?:not|never|n['’]t|refused to|without)\s\S*\s?$/iu.test(passage.text.slice(0, words[at]!.start)))
    return null;
  const place = words[at + 1]?.word === 'by' ? agentAfter(passage.text, words[at + 1]!.end) : subjectBefore(words, at);
  return place && actorsAt(question, from, ...place);
}

/** A past form of what the question asks about. */
function isDeed({ terms }: Question, { word, term }: Term): boolean {
  if (!/(?:ed|en)$/.test(word)) return false;
  return terms.some(asked => asked.term === term || kinship(asked.term, term) > 0);
}

/** Up to where the sentence goes on. */
function agentAfter(text: string, start: number): [number, number] {
  const rest = /^[^,;.]*(?:,\s(?=(?:\S+\s)?\p{Lu})[^,;.]*)*/u.exec(text.slice(start))?.[0] ?? '';
  return [start, start + rest.length];
}

/** From the head of the sentence to the first verb told as past. */
function subjectBefore(words: readonly Term[], deed: number): [number, number] | null {
  const first = words.findIndex(({ word }, at) => at > 0 && (at === deed || /(?:^met$|^came$|[^e]ed$)/.test(word)));
  return first > 0 ? [0, words[first]!.start] : null;
}

function actorsAt(question: Question, from: CarriedPassage, start: number, end: number): Actors | null {
  const { passage } = from;
  const group = passage.numbers.find(
    number =>
      number.start - passage.start >= start &&
      number.end - passage.start <= end &&
      number.value > 1 &&
      number.unit !== null &&
      !NO_ACTORS.test(number.unit),
  );
  const names = group ? [] : namesIn(question, passage, start, end).map(({ name }) => name);
  if (!group && names.length === 0) return null;
  const says = passage.text.slice(group ? group.start - passage.start : start, end).trim();
  return { from, says, names, count: group?.value ?? null };
}
