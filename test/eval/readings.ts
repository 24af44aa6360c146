/**
 * Readings of the repository's own questions, and a server that gives them back as a language model would. A reader wrote them by hand from the
 * articles, and no model was asked: they measure what the program makes of good readings, and nothing about any model.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Asked, type ModelServer, openModelServer } from '../support/model-server.ts';
import type { Texts } from './score.ts';
import type { QuestionSet } from './sets.ts';

const FOLDER = path.join(import.meta.dirname, 'readings');

/** `near` tells the passage where the words stand in several. */
const point = z.strictObject({ article: z.string(), span: z.string(), near: z.string().optional() });
const readingLine = z.strictObject({
  id: z.string(),
  question: z.string(),
  sides: z.array(z.array(point)),
  words: z.array(z.string()).default([]),
});
const line = z.union([z.strictObject({ note: z.string() }), readingLine]);

type Reading = z.infer<typeof readingLine>;
type Point = z.infer<typeof point>;

/** Every reading, by question. */
export function readReadings(): Map<string, Reading> {
  const lines = readdirSync(FOLDER).flatMap(file => readFileSync(path.join(FOLDER, file), 'utf8').trim().split('\n'));
  const read = lines.map(each => line.parse(JSON.parse(each)));
  return new Map(read.flatMap(each => ('question' in each ? [[each.question, each] as const] : [])));
}

/** Whether the reader has read some question of a set. */
export function hasReadings({ questions }: Pick<QuestionSet, 'questions'>): boolean {
  const readings = readReadings();
  return questions.some(({ question }) => readings.has(question));
}

/** A server that reads the questions of a set as the reader did, and any other as one that nothing answers. */
export function openReader({ texts }: Pick<QuestionSet, 'texts'>): Promise<ModelServer> {
  const readings = readReadings();
  const read = ({ task, data }: Asked) => {
    const reading = readings.get(data.question);
    if (task === 'widen') return { words: reading?.words ?? [], questions: [] };
    return {
      sides: (reading?.sides ?? []).map(side => pointed(side, data.passages, texts)).filter(side => side.length > 0),
    };
  };
  return openModelServer(read, false);
}

/** Where what the reader pointed at stands among the passages that were given. */
function pointed(side: readonly Point[], passages: { passage: number; text: string }[], texts: Texts) {
  return side.flatMap(({ article, span, near = span }) => {
    const isThere = (text: string) => text.includes(span) && text.includes(near) && texts.get(article)?.includes(text);
    const found = passages.find(({ text }) => isThere(text));
    return found === undefined ? [] : [{ passage: found.passage, span }];
  });
}
