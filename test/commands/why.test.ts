import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { why } from '../../commands/why.ts';
import { renderReply } from '../../src/adapters/console/render.ts';
import type { Explanation } from '../../src/core/model.ts';
import type { Store } from '../../src/core/ports.ts';
import { makeDesk } from '../../src/newsroom/desk.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

let corpus: Corpus;
let store: Store;
beforeAll(async () => {
  corpus = aCorpus([{ id: 'a', text: 'Harbour master Ada Brill closed the north quay on Monday.' }]);
  store = await memoryStore();
});
afterAll(async () => {
  corpus.index.close();
  await store.close();
});

function explained(question: string, threshold: number) {
  const desk = makeDesk(corpus.index, corpus.names, threshold);
  return why.run({ question }, aContext(store, { newsroom: aNewsroom({ why: async text => desk.why(text) }) }));
}

describe('why', () => {
  test('tells what decided, in words and as data', async () => {
    const made = await explained('Who closed the north quay?', 0);
    expect(made.fallback).toMatch(/^Answered: confidence [\d.]+, 0 is needed\.$/);
    expect(made.quotes[0]).toMatchObject({ evidence: { article: 'a' }, says: expect.stringMatching(/^best: rank /) });
    expect((made.data as Explanation).passages).toHaveLength(1);
    const shown = renderReply(made, { width: 100, colour: false, links: false });
    for (const words of ['Asked for', 'quay', 'own', 'Ada Brill closed']) expect(shown).toContain(words);
  });

  test('tells why a question was refused', async () => {
    const made = await explained('Who closed the north quay?', 1.01);
    expect(made.tone).toBe('refusal');
    expect(made.fallback).toContain('Refused');
  });

  test('explains a question without a word of the record', async () => {
    const made = await explained('???', 0.5);
    expect(made.quotes).toEqual([]);
    expect(renderReply(made, { width: 80, colour: false, links: false })).toContain('none that carry a topic');
  });
});
