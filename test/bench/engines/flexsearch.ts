/** FlexSearch 0.8, words as they stand; `suggest` so that any of the words will do. */
import { Index } from 'flexsearch';
import type { Engine } from './engine.ts';

export function openFlexSearch(): Engine {
  const index = new Index({ tokenize: 'strict' });
  const ids: string[] = [];
  return {
    add(articles) {
      for (const { id, text } of articles) index.add(ids.push(id) - 1, text);
    },
    search: (words, limit) => index.search(words, { limit, suggest: true }).map(number => ids[Number(number)]!),
    held: () => 0,
    close: () => {},
  };
}
