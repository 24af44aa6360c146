import { describe, expect, test } from 'vitest';
import { article } from '../../commands/article.ts';
import type { Passage } from '../../src/core/model.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

function aPassage(given: Partial<Passage> = {}): Passage {
  return {
    n: 0,
    start: 0,
    end: 1,
    text: 'x',
    kind: 'sentence',
    part: 'body',
    section: null,
    block: 0,
    speaker: null,
    speech: [],
    dates: [],
    numbers: [],
    entities: [],
    firmness: 'stated',
    ...given,
  };
}

async function show(draft: ReturnType<typeof anArticle>, passages: Passage[] = []) {
  const store = await memoryStore();
  await store.saveArticle(draft);
  return article.run({ id: draft.id }, aContext(store, { newsroom: aNewsroom({ read: async () => passages }) }));
}

describe('an article', () => {
  test('is shown with what is known, its first sentences, and its passages by part', async () => {
    const passages = [
      aPassage({ part: 'title', kind: 'heading' }),
      aPassage({ part: 'byline' }),
      ...['One.', 'Two.', 'Three.', 'Four.'].map(text => aPassage({ text })),
    ];
    const made = await show(anArticle({ url: 'https://example.org/ferries' }), passages);
    expect(made.quotes.map(quote => quote.evidence.quote)).toEqual(['One.', 'Two.', 'Three.']);
    expect(made.fields.map(field => field.name)).toEqual([
      'Article',
      'Outlet',
      'Byline',
      'Published',
      'Language',
      'Address',
      'Revision',
      'Passages',
    ]);
    expect(made.fields.at(-1)?.value).toEqual([{ kind: 'text', text: '1 title, 4 body, 1 byline' }]);
    expect(made.data).toMatchObject({
      outlet: 'The Harbour Post',
      revision: 1,
      passages: { title: 1, body: 4, furniture: 0 },
    });
  });

  test('is shown as unknown where nothing is known', async () => {
    const made = await show(anArticle({ outlet: null, title: null, byline: null, publishedAt: null, language: null }));
    expect(made.body).toEqual([{ kind: 'emphasis', text: 'untitled' }]);
    const unknown = made.fields.filter(field => JSON.stringify(field.value).includes('unknown'));
    expect(unknown.map(field => field.name)).toEqual(['Outlet', 'Byline', 'Published', 'Language', 'Address']);
  });

  test('that is not there is a fault which names it', async () => {
    const shown = article.run({ id: 'nowhere' }, aContext(await memoryStore()));
    await expect(shown).rejects.toMatchObject({
      code: 'unknown-article',
      userMessage: expect.stringContaining('"nowhere"'),
    });
  });
});
