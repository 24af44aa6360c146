import { expect, test } from 'vitest';
import { reindex } from '../../commands/reindex.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

test('reindex builds the index anew, with progress', async () => {
  const steps: unknown[] = [];
  const newsroom = aNewsroom({
    rebuild: async progress => {
      progress?.(1, 2);
      progress?.(2, 2);
    },
  });
  const store = await memoryStore();
  for (const id of ['a', 'b']) await store.saveArticle(anArticle({ id }));
  await store.saveArticle(anArticle({ id: 'b', text: 'Changed.' }));
  const context = aContext(store, { newsroom, progress: (...step) => void steps.push(step) });
  const made = await reindex.run({}, context);
  expect(steps).toEqual([
    ['reading', 1, 2],
    ['reading', 2, 2],
  ]);
  expect(made).toMatchObject({ fallback: '2 articles indexed anew.', data: { articles: 2 } });
});
