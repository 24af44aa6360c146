/**
 * How a person's name is written, where the articles differ: "Jon Askeland" and "Jon Aspeland". Called only for questions that ask for the
 * name itself; for any other question two spellings are one person.
 */
import type { ArticleId } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { fold } from '../names.ts';
import type { Question } from '../question.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { sameName } from './names.ts';
import type { CarriedPassage } from './readings.ts';
import type { Voice } from './sides.ts';
import { nameRuns, toldBy } from './told.ts';

const ASKS_NAME = /\b(?:spel(?:l|ls|led|t|ling)|(?:first|last|full|family|given) names?|forename|surname)\b/iu;

/** Letters two first names must begin with in common to be one in short and in full: "Alex", "Alexander". */
const SHORT_FORM = 3;

/** The ways the name asked for is written, or null where it is always written alike. */
export function spellingSides(
  question: Question,
  passages: readonly CarriedPassage[],
  articles: readonly ArticleId[],
  passagesOf: (id: ArticleId) => readonly IndexedPassage[],
): Voice[][] | null {
  if (!ASKS_NAME.test(question.text)) return null;
  const wanted = wantedNames(question, passages);
  if (wanted.length === 0) return null;
  const voices = articles.flatMap(passagesOf).flatMap(at =>
    nameRuns(at.passage)
      .filter(({ name }) => /\s/.test(name) && wanted.some(other => isOnePerson(name, other)))
      .map(({ name }): Voice => ({ from: { ...at, weight: 0 }, says: name })),
  );
  const sides = [...Map.groupBy(voices, ({ says }) => fold(says)).values()];
  return sides.length > 1 ? sides : null;
}

/** Names the question has; else the one that the best passage answers with. */
function wantedNames(question: Question, passages: readonly CarriedPassage[]): string[] {
  const words = termsOf(question.text).filter(
    ({ start, word }) => start > 0 && !isStopWord(word) && /^\p{Lu}\p{Ll}{2}/u.test(question.text.slice(start)),
  );
  const named = [...question.names, ...words.map(({ start, end }) => question.text.slice(start, end))];
  if (named.length > 0) return named;
  const [best] = [...passages].sort((a, b) => b.weight - a.weight);
  const told = best && toldBy(question, best);
  return told?.value.kind === 'names' ? told.value.names : [];
}

function isOnePerson(name: string, wanted: string): boolean {
  const [one, two] = [fold(name).split(/\s+/), fold(wanted).split(/\s+/)];
  if (sameName(one.at(-1)!, two.at(-1)!) === 'other') return false;
  if (two.length === 1) return true;
  const [first, other] = [one[0]!, two[0]!];
  return first === other || first.slice(0, SHORT_FORM) === other.slice(0, SHORT_FORM);
}
