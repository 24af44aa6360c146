/** `reindex`: throws the index away and fills it anew from the store. Nothing can be lost: the index is derived. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { reply, text } from '../src/core/reply.ts';

export const reindex = defineCommand({
  name: 'reindex',
  summary: 'builds the index anew from the store',
  permission: 'editor',
  changesStore: true,
  input: z.object({}),
  async run(_, { store, newsroom, progress }) {
    await newsroom.rebuild((done, total) => progress('reading', done, total));
    const { seed, file, feed } = await store.countArticles();
    const articles = file + feed + ((await newsroom.seedsBelong()) ? seed : 0);
    const fallback = `${count(articles, 'article')} indexed anew.`;
    return reply({ body: [text(fallback)], tone: 'good', fallback, data: { articles } });
  },
});
