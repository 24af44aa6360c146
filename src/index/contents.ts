/**
 * What the articles of the index hold, as text that is quickly read in part: passages and their terms, a line each. Kept in memory
 * for the articles last asked for; an article that changes gets a new number, so that nothing kept is ever wrong.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Article, Passage } from '../core/model.ts';
import type { ArticleTerms, PassageTerms, ReadArticle } from '../core/ports.ts';
import { there } from './database.ts';

/** An article as the index holds it. Passages and terms are by their place in it, from 0. */
export interface Content {
  /** Number of its first passage. */
  number: number;
  article: Article;
  size: number;
  passage: (n: number) => Passage;
  terms: (n: number) => PassageTerms;
  allTerms: () => ArticleTerms;
  /** Those that are some passage's own. */
  termSet: () => ReadonlySet<string>;
}

export interface Contents {
  insert: (number: number, read: ReadArticle) => void;
  /** Of the article with this number, which must be there. */
  at: (number: number) => Content;
  /** To be called when the index was emptied or what was done was rolled back: numbers may then come again. */
  forget: () => void;
}

/** Characters of articles kept, about 15,000 each: one question reads passages of up to 120 and whole articles of 30. */
const KEPT = 3_000_000;

export function openContents(database: DatabaseSync): Contents {
  const add = database.prepare('INSERT INTO contents (number, passages, terms, around) VALUES (?, ?, ?, ?)');
  const get = database.prepare(`
    SELECT article, passages, terms, around FROM articles JOIN contents USING (number) WHERE number = ?`);
  const kept = new Map<number, Kept>();
  let characters = 0;

  function keep(number: number, found: Kept): Content {
    kept.set(number, found);
    characters += found.characters;
    for (const [oldest, { characters: theirs }] of kept) {
      if (characters <= KEPT || oldest === number) break;
      kept.delete(oldest);
      characters -= theirs;
    }
    return found.content;
  }

  return {
    insert(number, { passages, terms }) {
      const lines = passages.map(passage => JSON.stringify(packed(passage)));
      add.run(number, lines.join('\n'), terms.lists.map(joined).join('\n'), terms.around.map(joined).join('\n'));
    },
    at(number) {
      const known = kept.get(number);
      if (!known) return keep(number, keptOf(number, there(get.get(number))));
      // The last one asked for stands last.
      kept.delete(number);
      kept.set(number, known);
      return known.content;
    },
    forget() {
      kept.clear();
      characters = 0;
    },
  };
}

interface Kept {
  content: Content;
  characters: number;
}

function keptOf(number: number, row: Record<string, unknown>): Kept {
  const characters = (row.passages as string).length + (row.terms as string).length;
  return { content: contentOf(number, row), characters };
}

function contentOf(number: number, row: Record<string, unknown>): Content {
  const lines = (row.passages as string).split('\n');
  const passages: Passage[] = [];
  const termLines = (row.terms as string).split('\n');
  const lists: string[][] = [];
  const aroundLines = (row.around as string).split('\n');
  const list = (at: number) => {
    lists[at] ??= split(termLines[at]!);
    return lists[at];
  };
  const size = row.passages === '' ? 0 : lines.length;
  let set: ReadonlySet<string> | null = null;
  const around = (n: number) => split(aroundLines[n]!).map(Number);
  return {
    number,
    article: JSON.parse(row.article as string) as Article,
    size,
    passage(n) {
      passages[n] ??= unpacked(n, JSON.parse(lines[n]!) as Packed);
      return passages[n];
    },
    terms: n => {
      const beside = around(n);
      return { own: list(n), around: beside.flatMap(list), before: n > 0 && beside.includes(n - 1) ? list(n - 1) : [] };
    },
    termSet() {
      set ??= new Set(termLines.slice(0, size).flatMap(split));
      return set;
    },
    allTerms: () => ({ lists: termLines.map((_, at) => list(at)), around: aroundLines.map((_, n) => around(n)) }),
  };
}

function joined(values: readonly (string | number)[]): string {
  return values.join(' ');
}

function split(line: string): string[] {
  return line === '' ? [] : line.split(' ');
}

/** A passage without the names of its fields, which would be half of the text, and without what can be worked out. */
type Packed = ReturnType<typeof packed>;

function packed({
  start,
  text,
  kind,
  part,
  section,
  block,
  speaker,
  speech,
  dates,
  numbers,
  entities,
  firmness,
}: Passage) {
  return [start, text, kind, part, section, block, speaker, speech, dates, numbers, entities, firmness] as const;
}

function unpacked(n: number, packed: Packed): Passage {
  const [start, text, kind, part, section, block, speaker, speech, dates, numbers, entities, firmness] = packed;
  const end = start + text.length;
  return { n, start, end, text, kind, part, section, block, speaker, speech, dates, numbers, entities, firmness };
}
