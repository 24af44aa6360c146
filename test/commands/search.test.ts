import { expect, test } from 'vitest';
import { search } from '../../commands/search.ts';
import { aContext, aNewsroom, memoryStore, someEvidence } from '../adapters/parts.ts';

test('search quotes at most ten articles, and gives their scores to machines', async () => {
  const asked: [string, number][] = [];
  const newsroom = aNewsroom({
    search: async (words, limit) => {
      asked.push([words, limit]);
      return [{ ...someEvidence(), score: 2 }];
    },
  });
  const made = await search.run({ words: 'ferries\tsail' }, aContext(await memoryStore(), { newsroom }));
  expect(asked).toEqual([['ferries sail', 10]]);
  expect(made.quotes).toEqual([{ evidence: someEvidence(), says: null }]);
  expect(made.data).toEqual({ results: [{ ...someEvidence(), score: 2 }] });
  expect(made.fallback).toBe('1 article, best first.');
});

test('search says so when nothing matches', async () => {
  const made = await search.run({ words: 'ferries' }, aContext(await memoryStore()));
  expect(made).toMatchObject({ tone: 'refusal', fallback: 'Nothing in the record matches.', data: { results: [] } });
});
