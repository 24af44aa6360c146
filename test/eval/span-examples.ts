/**
 * Examples for fitting spans: each question with the passages that hold its answer and some that only seem to, each passage with
 * its candidates and what each candidate would earn. Knows the scoring rules; fits nothing.
 */
import type { Index, IndexedPassage } from '../../src/core/ports.ts';
import { type Question as Understood, understand } from '../../src/newsroom/question.ts';
import { candidatesOf, type Span } from '../../src/newsroom/spans/candidates.ts';
import { offsetsOf } from '../../src/newsroom/spans/extract.ts';
import { type Scene, sceneOf } from '../../src/newsroom/spans/scene.ts';
import type { Context } from '../../src/newsroom/spans/slot.ts';
import { tokensOf } from '../../src/newsroom/spans/tokens.ts';
import { type FitQuestion, type FitSet, fitSets, foldOf, groupOf } from './fit-sets.ts';
import { saysGold, wordF1 } from './match.ts';
import { setsForSpans } from './sets.ts';

export interface Example {
  /** Corpus, or article of the SQuAD half: what is reported together. */
  group: string;
  fold: number;
  asked: FitQuestion;
  question: Understood;
  found: IndexedPassage;
  context: Context;
  scene: Scene;
  candidates: Span[];
  texts: string[];
  isGold: boolean;
}

/** Passages looked at beside the gold ones. */
const SEEMING = 4;

export async function spanExamples(files: string[]): Promise<Example[]> {
  const sets = await fitSets(files, await setsForSpans());
  return sets.flatMap(set => set.questions.flatMap(asked => examplesOf(set, asked)));
}

function examplesOf(set: FitSet, asked: FitQuestion): Example[] {
  const question = understand(asked.question, set.index, set.names);
  const group = groupOf(set.name, asked);
  const found = set.index
    .search(
      question.terms.map(({ term }) => term),
      80,
    )
    .filter(({ passage }) => passage.part === 'body' || passage.part === 'title');
  const gold = asked.answerable ? goldOf(set, asked, found) : [];
  const seeming = found.filter(passage => !asked.mentionsGold(passage)).slice(0, SEEMING);
  const example = (passage: IndexedPassage, isGold: boolean): Example => {
    const scene = sceneOf(passage.passage, tokensOf(passage.passage, question), question.wanted);
    const candidates = candidatesOf(passage.passage, scene.tokens);
    const texts = candidates.map(span => {
      const { start, end } = offsetsOf(scene, span);
      return passage.passage.text.slice(start, end);
    });
    return {
      group,
      fold: foldOf(set.name, asked),
      asked,
      question,
      found: passage,
      context: contextOf(set.index, passage),
      scene,
      candidates,
      texts,
      isGold,
    };
  };
  return [...gold.map(passage => example(passage, true)), ...seeming.map(passage => example(passage, false))];
}

/** Of our own questions every gold passage; of SQuAD's the best match that holds the answer, as others may hold it by chance. */
function goldOf(set: FitSet, asked: FitQuestion, found: IndexedPassage[]): IndexedPassage[] {
  const gold = found.filter(asked.isGold);
  if (set.name === 'squad') return gold.slice(0, 1);
  const articles = [...new Set(asked.evidence.map(({ article }) => article))];
  const seen = new Set(gold.map(key));
  const missed = articles
    .flatMap(id => set.index.passages(id))
    .filter(passage => asked.isGold(passage) && !seen.has(key(passage)));
  return [...gold, ...missed];
}

const key = ({ article, passage }: IndexedPassage) => `${article.id} ${passage.n}`;

function contextOf(index: Index, { article, passage }: IndexedPassage): Context {
  const all = index.passages(article.id);
  const at = all.findIndex(other => other.passage.n === passage.n);
  const previous = all[at - 1]?.passage ?? null;
  const heading = all.find(other => other.passage.n === passage.section)?.passage ?? null;
  return { previous: previous?.section === passage.section ? previous : null, heading, title: article.title };
}

/** How much an answer is what was wanted, 0 to 1; the powers make the exact words earn most of it. */
export function reward(asked: FitQuestion, text: string): number {
  const f1 = f1Of(asked, text);
  return isHit(asked, text) ? f1 ** 2 : 0.3 * f1 ** 3;
}

export function isHit({ gold, gold_mode }: FitQuestion, text: string): boolean {
  const hits = gold.map(one => saysGold(text, one));
  return gold_mode === 'all' ? hits.every(Boolean) : hits.some(Boolean);
}

export function f1Of({ gold }: FitQuestion, text: string): number {
  return Math.max(0, ...gold.map(one => wordF1(text, one)));
}
