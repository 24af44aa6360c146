/** The seed corpus as tests read it: text and metadata of one file, and what reading makes of it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ArticleMeta, NameEntry, Passage } from '../../../src/core/model.ts';
import { makeNames } from '../../../src/newsroom/names.ts';
import { type Readable, readArticle } from '../../../src/newsroom/read/read.ts';

const SEEDS = new URL('../../../seeds/', import.meta.url);

export const SEED_IDS = ['000', '001', '002', '003', '004'];

export const seedEntries = JSON.parse(readFileSync(new URL('names.json', SEEDS), 'utf8')) as NameEntry[];
export const seedNames = makeNames(seedEntries);

export function seed(id: string): ArticleMeta & { id: string; text: string } {
  const [, front, text] = /^---\n(.*?\n)---\n(.*)$/s.exec(readFileSync(new URL(`${id}.md`, SEEDS), 'utf8'))!;
  return { ...(parse(front!) as ArticleMeta & { id: string }), text: text! };
}

export function readSeed(id: string): Passage[] {
  return readArticle(seed(id), seedNames);
}

/** The first passage that holds these words; throws when none does. */
export function passageWith(passages: Passage[], words: string): Passage {
  const found = passages.find(passage => passage.text.includes(words));
  if (!found) throw new Error(`no passage holds "${words}"`);
  return found;
}

function anArticle(parts: Partial<Readable> = {}): Readable {
  return { text: 'Rain fell.', title: null, byline: null, publishedAt: null, language: 'en', ...parts };
}

export function read(text: string, parts: Partial<Readable> = {}): Passage[] {
  return readArticle(anArticle({ text, ...parts }), seedNames);
}
