import { describe, expect, test } from 'vitest';
import { reply } from '../../src/core/reply.ts';
import { verifyQuotes } from '../../src/core/verify-quotes.ts';
import { anAnswer, evidenceIn, memoryStore, someEvidence } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

const mismatch = expect.objectContaining({ code: 'quote-mismatch' });

async function aStoredQuote() {
  const store = await memoryStore();
  const { article } = await store.saveArticle(anArticle());
  return { store, evidence: await evidenceIn(store, article, '14 ferries will sail') };
}

describe('a reply is shown', () => {
  test('when its quotes stand in their revisions word for word', async () => {
    const { store, evidence } = await aStoredQuote();
    const made = reply({ fallback: '', quotes: [{ evidence, says: null }], data: anAnswer({ evidence: [evidence] }) });
    await expect(verifyQuotes(made, store)).resolves.toBeUndefined();
  });

  test('when an older revision is quoted as it was', async () => {
    const { store, evidence } = await aStoredQuote();
    await store.saveArticle(anArticle({ id: evidence.article, text: 'All is different now.' }));
    await expect(verifyQuotes(reply({ fallback: '', data: { evidence } }), store)).resolves.toBeUndefined();
  });
});

describe('a reply is held back', () => {
  test.each([
    ['one letter differs', { quote: '14 ferries will sell' }],
    ['the offsets are one off', { start: 1 }],
    ['the revision does not exist', { revision: 2 }],
    ['no revision is named', { revision: undefined as unknown as number }],
    ['it is counted from the end', { start: -42, end: -22 }],
    [
      'it quotes the whole and says no place',
      { quote: anArticle().text, start: undefined as unknown as number, end: undefined as unknown as number },
    ],
    ['the article does not exist', { article: 'nowhere' }],
  ])('when %s', async (_, change) => {
    const { store, evidence } = await aStoredQuote();
    const wrong = { ...evidence, ...change };
    await expect(
      verifyQuotes(reply({ fallback: '', quotes: [{ evidence: wrong, says: null }] }), store),
    ).rejects.toEqual(mismatch);
  });

  test.each([
    ['its evidence', anAnswer({ evidence: [someEvidence()] })],
    ['what came nearest', anAnswer({ evidence: [], nearest: [someEvidence()] })],
    [
      'one side of a disagreement',
      anAnswer({
        evidence: [],
        disagreement: { kind: 'conflict', sides: [{ says: '14', evidence: [someEvidence()] }] },
      }),
    ],
    ['a search result', { results: [{ ...someEvidence(), score: 1 }] }],
    ['a quote without a place', { article: 't-1', quote: 'anything' }],
  ])('when %s, in the data alone, is not verbatim', async (_, data) => {
    await expect(verifyQuotes(reply({ fallback: '', data }), await memoryStore())).rejects.toEqual(mismatch);
  });
});
