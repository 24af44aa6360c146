/**
 * What a question takes for granted and a passage tells otherwise: another year, another number of the same thing, another name, another
 * person's words. Of a refused question it only points that out; a passage that somebody else calls the answer is refused for it.
 */
import type { Caveat, EntityMention } from '../core/model.ts';
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

/**
 * Whether a passage is about something else than the question has by name, year or number, whatever else stands in it.
 * @param span what is said to answer, offsets into the revision: a name or a number asked for is none that contradicts
 */
export function contradicts(question: Question, passage: RankedPassage, span: { start: number; end: number }): boolean {
  const outside = <Mention extends { start: number; end: number }>(mentions: Mention[]) =>
    mentions.filter(({ start, end }) => end <= span.start || start >= span.end);
  const rest = {
    ...passage,
    passage: { ...passage.passage, numbers: outside(passage.passage.numbers), dates: outside(passage.passage.dates) },
  };
  const isOther = [otherYear, otherNumber, otherSpeaker].some(look => look(question, rest) !== null);
  return isOther || otherName(question, passage, outside(passage.passage.entities));
}

/** A name of the question stands nowhere near, and another one does. */
function otherName({ written, names }: Question, { terms }: RankedPassage, told: readonly EntityMention[]): boolean {
  const here = new Set([...terms.own, ...terms.around]);
  const known = names.filter(name => !here.has(nameTerm(name)));
  const absent = known.length > 0 || namesIn(written).some(words => !words.some(({ term }) => here.has(term)));
  return absent && told.some(({ name }) => !names.includes(name));
}

/** Runs of capitalised words but the first word of all, as terms: names that nobody has told of. */
function namesIn(text: string): Term[][] {
  const runs = text.matchAll(
    /(?<=[^\s.?!:“"‘][ ’'“"‘(-]*)(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}-]*(?: \p{Lu}[\p{L}\p{M}\p{N}-]*)*/gu,
  );
  return [...runs].map(([run]) => termsOf(run)).filter(terms => terms.length > 0);
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
