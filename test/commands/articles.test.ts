import { describe, expect, test } from 'vitest';
import { articles } from '../../commands/articles.ts';
import type { Reply } from '../../src/core/reply.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

async function aRecordOf(n: number) {
  const store = await memoryStore();
  for (let at = 0; at < n; at += 1) await store.saveArticle(anArticle({ id: String(at).padStart(3, '0') }));
  return aContext(store);
}

const next = (made: Reply) => made.body.find(span => span.kind === 'code');

describe('articles', () => {
  test('are listed twenty a page, each page naming the next', async () => {
    const context = await aRecordOf(41);
    const first = await articles.run({}, context);
    expect(first.fields.map(field => field.name)).toEqual(
      Array.from({ length: 20 }, (_, at) => String(at).padStart(3, '0')),
    );
    expect(next(first)).toEqual({ kind: 'code', text: '/articles 019' });
    expect(first.fallback).toBe('41 articles in the record.');
    const second = await articles.run({ after: '019' }, context);
    expect(second.fields[0]?.name).toBe('020');
    const third = await articles.run({ after: '039' }, context);
    expect(third.data).toEqual([expect.objectContaining({ id: '040' })]);
    expect(next(third)).toBeUndefined();
  });

  test('promise no further page when twenty are all', async () => {
    expect(next(await articles.run({}, await aRecordOf(20)))).toBeUndefined();
  });

  test('are shown as unknown where nothing is known', async () => {
    const store = await memoryStore();
    await store.saveArticle(anArticle({ outlet: null, title: null, publishedAt: null }));
    const made = await articles.run({}, aContext(store));
    const shown = made.fields[0]?.value.map(span => ('text' in span ? span.text : span.at)).join('');
    expect(shown).toBe('untitled · outlet unknown · undated');
  });

  test('leaves the seeds out, listed and counted, once they have left the record', async () => {
    const store = await memoryStore();
    await store.saveArticle(anArticle({ id: '000', origin: 'seed' }));
    await store.saveArticle(anArticle({ id: 'own', origin: 'file' }));
    const made = await articles.run({}, aContext(store, { newsroom: aNewsroom({ seedsBelong: async () => false }) }));
    expect(made.fields.map(({ name }) => name)).toEqual(['own']);
    expect(made.fallback).toBe('1 article in the record.');
    await store.close();
  });
});
