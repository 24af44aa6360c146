/**
 * What a question takes for granted and a passage tells otherwise: another year, another number of the same thing, another name, another
 * person's words. Of a refused question it only points that out; a passage that somebody else calls the answer is refused for it.
 */
import type { Caveat, EntityMention } from '../core/model.ts';
import type { Names } from './names.ts';
import type { Question } from './question.ts';
import type { RankedPassage } from './rank.ts';
import { nameTerm, type Term, termsOf } from './terms.ts';

/** The rest of the question must stand in the passage to this share of its weight, else it speaks of something else. */
const REST = 0.6;

type Difference = { asked: string; told: string; term: string };

/** A caveat that names both, or null where nothing is told otherwise. */
export function otherPremise(question: Question, nearest: RankedPassage | undefined): Caveat | null {
  if (!nearest) return null;
  const found = [otherYear, otherNumber, otherSpeaker].flatMap(look => look(question, nearest) ?? []);
  const difference = found.find(({ term }) => restCarried(question, nearest, term));
  if (!difference) return null;
  const { asked, told } = difference;
  return { code: 'other-premise', text: `The passage that comes closest tells of ${told}, not of ${asked}.` };
}

function restCarried({ terms }: Question, { terms: { own } }: RankedPassage, but: string): boolean {
  // A name's own words go with the name.
  const rest = terms.filter(({ term }) => term !== but && !but.split('_').some(part => part.replace('@', '') === term));
  const total = rest.reduce((sum, { weight }) => sum + weight, 0);
  const carried = rest.reduce((sum, { term, weight }) => sum + (own.includes(term) ? weight : 0), 0);
  return total > 0 && carried / total >= REST;
}

const YEAR = /^[12]\d{3}$/;

function otherYear({ sequence }: Question, { article, passage, terms }: RankedPassage): Difference | null {
  const asked = sequence.find(term => YEAR.test(term));
  const told = passage.dates
    .map(({ value }) => value?.slice(0, 4))
    .find(year => year !== undefined && terms.own.includes(year));
  if (asked === undefined || told === undefined) return null;
  const known = terms.own.includes(asked) || terms.around.includes(asked) || article.publishedAt?.startsWith(asked);
  return known || told === asked ? null : { asked, told, term: asked };
}

/** What is known of the record besides the passage. */
export interface Known {
  names: Names;
  /** Whether a term stands anywhere in the passage's article. */
  isInArticle: (term: string) => boolean;
}

/**
 * Whether a passage is about something else than the question has by name, year or number, whatever else stands in it.
 * @param span what is said to answer, offsets into the revision: a name or a number that is asked for contradicts nothing
 */
export function contradicts(question: Question, passage: RankedPassage, span: Place, known: Known): boolean {
  const outside = <Mention extends Place>(mentions: Mention[]) =>
    mentions.filter(({ start, end }) => end <= span.start || start >= span.end);
  const { numbers, dates, entities } = passage.passage;
  const rest = { ...passage, passage: { ...passage.passage, numbers: outside(numbers), dates: outside(dates) } };
  const isPerson = question.names[0] !== undefined && known.names.entry(question.names[0])?.kind === 'person';
  const looks = isPerson ? [otherYear, otherNumber, otherSpeaker] : [otherYear, otherNumber];
  return looks.some(look => look(question, rest) !== null) || tellsOthers(question, passage, outside(entities), known);
}

type Place = { start: number; end: number };

/**
 * A name of the question is missing and another one of its kind is told: people are named where they are spoken of, and a place or a body
 * somewhere in the article. Whom nobody has told of is taken for a person.
 */
function tellsOthers(
  { written, names }: Question,
  { terms }: RankedPassage,
  told: readonly EntityMention[],
  { names: all, isInArticle }: Known,
): boolean {
  const near = new Set([...terms.own, ...terms.around]);
  const others = told.filter(({ name }) => !names.includes(name));
  const isMissing = (name: string, kind: EntityMention['kind']) =>
    kind === 'person' ? !near.has(nameTerm(name)) : !isInArticle(nameTerm(name));
  const missing = names
    .map(name => ({ name, kind: all.entry(name)?.kind ?? 'thing' }))
    .filter(({ name, kind }) => isMissing(name, kind));
  const strangers = strangersIn(written, all).filter(words => !words.some(({ term }) => near.has(term)));
  return others.some(
    ({ kind }) => (kind === 'person' && strangers.length > 0) || missing.some(each => each.kind === kind),
  );
}

const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}-]*(?: \p{Lu}[\p{L}\p{M}\p{N}-]*)*/gu;

/** Runs of capitalised words that no known name has, but for the word that opens the question, as terms. */
function strangersIn(text: string, names: Names): Term[][] {
  const known = names.find(text);
  const runs = [...text.matchAll(CAPITALISED)].filter(({ 0: run, index }) => {
    const end = index + run.length;
    return index > 0 && !known.some(mention => mention.start < end && mention.end > index);
  });
  return runs.map(([run]) => termsOf(run)).filter(terms => terms.length > 0);
}

/** The number before the same noun: "40 states" and "35 member states". */
function otherNumber({ sequence }: Question, { passage, terms }: RankedPassage): Difference | null {
  const at = sequence.findIndex(term => /^\p{N}/u.test(term) && !YEAR.test(term));
  const counted = sequence[at + 1];
  if (at < 0 || counted === undefined || terms.own.includes(sequence[at]!)) return null;
  const told = passage.numbers.find(({ unit }) => unit !== null && termsOf(unit).some(({ term }) => term === counted));
  return told ? { asked: sequence[at]!, told: String(told.value), term: sequence[at]! } : null;
}

/** Speakers are also "a spokeswoman" and "the declaration": only names are set beside names. */
const NAME = /^\p{Lu}\S*(?: \p{Lu}\S*)*$/u;

/** Somebody else's words. */
function otherSpeaker({ names, wanted }: Question, { passage, terms: { own } }: RankedPassage): Difference | null {
  if (wanted.form !== 'said') return null;
  const speakers = [passage.speaker, ...passage.speech.map(({ speaker }) => speaker)].filter(name => name !== null);
  const told = speakers.find(name => NAME.test(name));
  const [asked] = names;
  if (told === undefined || asked === undefined || speakers.some(name => names.includes(name))) return null;
  return own.includes(nameTerm(asked)) ? null : { asked: `${asked}’s`, told: `${told}’s words`, term: nameTerm(asked) };
}
