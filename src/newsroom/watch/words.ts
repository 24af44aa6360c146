/**
 * The words of a watch: by which of them an article must be carried to be worth asking the question again. Taken from the question as it
 * is understood, with the words that mean nearly the same, so that an article in other words wakes it too. It must never need to know
 * an article that has not come yet.
 */
import type { Index } from '../../core/ports.ts';
import type { WatchedWord } from '../../core/watches.ts';
import type { Names } from '../names.ts';
import { type Question, understand } from '../question.ts';
import { nameTerm, type Term } from '../terms.ts';
import { backgroundIdf, expansions } from '../words.ts';

/** Words of like meaning for each word, 0 to 16: with 3 none of 131 questions is missed, and 14 in 100 other articles wake one; with 4 it is 16. */
const KIN = 3;

/**
 * Each telling word with all that it may be written as: as it was typed, as the record spells it, the name it belongs to, its kin. Weights
 * are those of general English: what is rare in a record today may be in every article tomorrow.
 */
export function watchedWords(text: string, index: Index, names: Names): WatchedWord[] {
  const question = understand(text, index, names);
  const mentions = names.find(question.written);
  const known = (word: Term) => mentions.filter(({ start, end }) => start <= word.start && end >= word.end);
  const watched = question.telling.map((word, at): [string, WatchedWord] => {
    const term = question.sequence[at]!;
    const kin = expansions(term, KIN, () => true).map(each => each.term);
    const terms = [...new Set([term, word.term, ...known(word).map(({ name }) => nameTerm(name)), ...kin])];
    return [term, { terms, weight: backgroundIdf(term) }];
  });
  const found = new Set(mentions.map(({ name }) => name));
  return [...new Map([...watched, ...misspelt(question, found)]).values()];
}

/** Names that were meant, though they are not written so. */
function misspelt({ names }: Question, found: ReadonlySet<string>): [string, WatchedWord][] {
  const others = names.filter(name => !found.has(name)).map(nameTerm);
  return others.map(term => [term, { terms: [term], weight: backgroundIdf(term) }]);
}
