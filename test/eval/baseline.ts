/**
 * What Stet has to be better than: bare BM25 over sentences. No stems, no aliases, no spans; the best sentence is the answer.
 * It stands here to be compared with, and must never be used by the engine.
 */
import type { GivenAnswer, Question, Quote } from './questions.ts';
import type { Texts } from './score.ts';

/** The usual values of Robertson and Zaragoza (2009): how soon repetition stops to count, and how much length does. */
const K1 = 1.2;
const B = 0.75;

/** Score at which confidence is one half; the mapping only has to keep the order. */
const MIDDLE_SCORE = 10;

interface Sentence extends Quote {
  counts: Map<string, number>;
  length: number;
}

/** Answers every question with its best sentence, whatever its score; `confidence` grows with the score. */
export function answerByBm25(questions: readonly Question[], texts: Texts): Map<string, GivenAnswer> {
  const rank = makeRanker(texts);
  return new Map(questions.map(question => [question.id, toAnswer(question, rank(question.question))]));
}

/** Sentences of a text, word for word: cut at line ends, and after a full stop before a capital. */
export function splitSentences(text: string): string[] {
  return text
    .split('\n')
    .flatMap(line => line.split(/(?<=[.!?]["'”’)]?)\s+(?=["'“‘(]?\p{Lu})/u))
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '');
}

function toAnswer(question: Question, ranked: { sentence: Sentence; score: number }[]): GivenAnswer {
  const quotes = ranked.map(({ sentence: { article, quote } }) => ({ article, quote }));
  const best = ranked[0]?.score ?? 0;
  return {
    id: question.id,
    abstained: quotes.length === 0,
    answer: quotes[0]?.quote ?? '',
    confidence: best / (best + MIDDLE_SCORE),
    evidence: quotes,
    nearest: quotes.slice(0, 3),
    disagreement: null,
    caveats: [],
    ms: 0,
    model: null,
  };
}

/** Ranks all sentences for a question: the five best, those without a shared word left out. */
function makeRanker(texts: Texts) {
  const sentences = [...texts].flatMap(([article, text]) =>
    splitSentences(text).map(quote => countSentence(article, quote)),
  );
  const frequency = new Map<string, number>();
  for (const { counts } of sentences)
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const meanLength = sentences.reduce((sum, { length }) => sum + length, 0) / Math.max(1, sentences.length);
  const rarity = (term: string) => {
    const found = frequency.get(term) ?? 0;
    return Math.log(1 + (sentences.length - found + 0.5) / (found + 0.5));
  };
  return (question: string) => {
    const terms = new Map([...new Set(termsOf(question))].map(term => [term, rarity(term)]));
    return sentences
      .map(sentence => ({ sentence, score: bm25(sentence, terms, meanLength) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, 5);
  };
}

function bm25({ counts, length }: Sentence, terms: Map<string, number>, meanLength: number): number {
  const damping = K1 * (1 - B + (B * length) / meanLength);
  let sum = 0;
  for (const [term, rarity] of terms) {
    const count = counts.get(term) ?? 0;
    sum += (rarity * count * (K1 + 1)) / (count + damping);
  }
  return sum;
}

function countSentence(article: string, quote: string): Sentence {
  const terms = termsOf(quote);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { article, quote, counts, length: terms.length };
}

function termsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
