/** Stet as it runs in its worker thread: the desk over the index in a file. Knows none of the made names in advance. */
import path from 'node:path';
import type { ArticleText } from '../../../src/core/model.ts';
import { openSqliteIndex } from '../../../src/index/sqlite-index.ts';
import { makeDesk } from '../../../src/newsroom/desk.ts';
import { makeNames } from '../../../src/newsroom/names.ts';
import { readerStamp } from '../../../src/newsroom/reader-stamp.ts';
import { thresholdOf } from '../../../src/newsroom/threshold.ts';
import type { MadeArticle } from '../corpus.ts';
import type { Engine } from './engine.ts';

export function openStet(folder: string): Engine {
  const index = openSqliteIndex({ file: path.join(folder, 'index.sqlite'), reader: readerStamp([]) });
  const desk = makeDesk(index, makeNames([]), thresholdOf('balanced'));
  let seq = index.state().seq;
  return {
    add(articles) {
      const texts = articles.map(article => toArticleText(article, ++seq));
      // As the newsroom does: as long for putting in order as for adding.
      desk.tidy(desk.add(texts, seq).ms);
    },
    search: (words, limit) => desk.search(words, limit).map(({ article }) => article),
    ask: desk.ask,
    held: () => index.counts().articles,
    close: index.close,
  };
}

function toArticleText({ id, title, text, publishedAt }: MadeArticle, seq: number): ArticleText {
  const meta = { url: null, byline: null, language: 'en', outlet: `Outlet ${seq % 40}`, title, publishedAt };
  return {
    article: { ...meta, id, origin: 'file', revision: 1, seq, storedAt: `${publishedAt}T12:00:00.000Z`, verdict: null },
    text,
  };
}
