/**
 * The passages that a language model is shown: the best by the question's own words, and, where those were not enough, the best by other words.
 * Runs beside the index; decides nothing about the answer.
 */
import type { OfferedPassage, PassagePlace } from '../../core/language-model.ts';
import type { Index } from '../../core/ports.ts';
import type { Inquiry } from '../inquiry.ts';
import type { Names } from '../names.ts';
import { understand } from '../question.ts';
import { type RankedPassage, rankFound, rankPassages } from '../rank.ts';

/** Passages, 12 to 30: each costs some forty tokens, and below twelve answers are lost. */
const OFFERED = 20;

/** A longer passage, in characters, is no sentence: a table run together, or furniture. */
const LONGEST = 1_200;

/** Passages in their order, best first, no text twice. The same record and questions give the same. */
export function poolOf(
  { question, read, ranked }: Inquiry,
  questions: readonly string[],
  { index, names }: { index: Index; names: Names },
): RankedPassage[] {
  const own: RankedPassage[] = [...read, ...ranked];
  const others = questions.map(other => rankPassages(understand(other, index, names), index));
  const lists = [own, ...others].map(list => list.filter(({ passage }) => passage.text.length <= LONGEST));
  const chosen = inTurn(lists).slice(0, OFFERED);
  const weighed = new Map(
    [...rankFound(question, chosen), ...ranked].map(passage => [placeKey(placeOf(passage)), passage]),
  );
  return chosen.map(passage => weighed.get(placeKey(placeOf(passage)))!);
}

/** One of each list in turn, each text once. */
function inTurn(lists: readonly (readonly RankedPassage[])[]): RankedPassage[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap(list => list[at] ?? [])).flat();
  const seen = new Set<string>();
  return all.filter(({ passage }) => !seen.has(passage.text) && seen.add(passage.text));
}

export function placeOf({ article, passage }: Pick<RankedPassage, 'article' | 'passage'>): PassagePlace {
  return { article: article.id, revision: article.revision, passage: passage.n };
}

export function placeKey({ article, revision, passage }: PassagePlace): string {
  return `${article} ${revision} ${passage}`;
}

export function offered(passage: RankedPassage): OfferedPassage {
  const { text } = passage.passage;
  const { title, publishedAt } = passage.article;
  return { ...placeOf(passage), text, title, publishedAt };
}
