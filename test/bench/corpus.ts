/**
 * Articles out of nothing: about 500 words each in headed paragraphs, with names, numbers, dates and quotations as news has them,
 * and one planted fact. Any article can be made by itself, so that a corpus of any size takes no memory.
 */
import { factOf, namesIn, personOf, placeOf, thingOf } from './facts.ts';
import { type Random, randomFor } from './random.ts';
import { drawWord } from './words.ts';

export interface MadeArticle {
  /** `m-0` and so on. */
  id: string;
  title: string;
  /** Title, blank line, paragraphs. */
  text: string;
  publishedAt: string;
}

const WORDS = 480;
const SENTENCES_PER_PARAGRAPH = 4;

export const idOf = (article: number) => `m-${article}`;

/** The same article for the same seed and number. */
export function articleOf(seed: number, number: number): MadeArticle {
  const random = randomFor(seed, number);
  const title = capital(wordsOf(random, 5 + random.below(5)).join(' '));
  const sentences = sentencesOf(random);
  sentences.splice(random.below(sentences.length + 1), 0, factOf(seed, number).sentence);
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; at += SENTENCES_PER_PARAGRAPH)
    paragraphs.push(sentences.slice(at, at + SENTENCES_PER_PARAGRAPH).join(' '));
  const day = new Date(Date.UTC(2024, 0, 1) + random.below(700) * 86_400_000);
  return {
    id: idOf(number),
    title,
    text: [title, ...paragraphs].join('\n\n'),
    publishedAt: day.toISOString().slice(0, 10),
  };
}

function sentencesOf(random: Random): string[] {
  const sentences: string[] = [];
  for (let words = 0; words < WORDS; ) {
    const length = 8 + random.below(18);
    sentences.push(sentenceOf(random, length));
    words += length;
  }
  return sentences;
}

/** One sentence in three holds a name, a place, a thing, a number or a quotation. */
function sentenceOf(random: Random, length: number): string {
  const words = wordsOf(random, length);
  const at = 1 + random.below(length - 1);
  const chance = random.next();
  if (chance < 0.1) words.splice(at, 0, drawPerson(random));
  else if (chance < 0.16) words.splice(at, 0, `in ${placeOf(random.below(namesIn.places))}`);
  else if (chance < 0.2) words.splice(at, 0, thingOf(random.below(namesIn.things)));
  else if (chance < 0.28) words.splice(at, 0, String(2 + random.below(900)));
  else if (chance < 0.33) return `"${capital(words.join(' '))}," said ${drawPerson(random)}.`;
  return `${capital(words.join(' '))}.`;
}

function drawPerson(random: Random): string {
  return personOf(random.below(namesIn.first), random.below(namesIn.last));
}

function wordsOf(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => drawWord(random));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
