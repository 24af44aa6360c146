/** Small corpora for tests of the engine: texts in, an index that has read them out. */
import type { NameEntry } from '../../src/core/model.ts';
import type { Index } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { makeNames, type Names } from '../../src/newsroom/names.ts';
import { readForIndex } from '../../src/newsroom/read-for-index.ts';

interface CorpusText {
  id: string;
  text: string;
  title?: string;
  outlet?: string;
  publishedAt?: string;
}

export interface Corpus {
  index: Index;
  names: Names;
}

/** An index in memory that has read these texts; close it after the test. */
export function aCorpus(texts: CorpusText[], entries: NameEntry[] = []): Corpus {
  const names = makeNames(entries);
  const index = openSqliteIndex({ file: ':memory:', reader: 'test' });
  const read = texts.map(({ id, text, title = null, outlet = null, publishedAt = null }, at) => {
    const meta = { url: null, byline: null, language: 'en', title, outlet, publishedAt };
    const article = {
      ...meta,
      id,
      origin: 'file' as const,
      revision: 1,
      seq: at + 1,
      storedAt: '2026-01-07T00:00:00.000Z',
      verdict: null,
    };
    return readForIndex({ article, text }, names);
  });
  index.add(read, texts.length);
  return { index, names };
}
