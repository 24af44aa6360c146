/** Orama 3 with its defaults; its BM25 takes any of the words. */
import { create, insertMultiple, search } from '@orama/orama';
import type { Engine } from './engine.ts';

export function openOrama(): Engine {
  const index = create({ schema: { title: 'string', text: 'string' } });
  return {
    async add(articles) {
      await insertMultiple(index, articles, articles.length);
    },
    async search(words, limit) {
      const { hits } = await search(index, { term: words, limit });
      return hits.map(({ id }) => id);
    },
    held: () => 0,
    close: () => {},
  };
}
