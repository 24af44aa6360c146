/** What the desk remembers to be fast must never outlive what it was made from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleText } from '../../src/core/model.ts';
import type { Index } from '../../src/core/ports.ts';
import { RULINGS, type Ruling } from '../../src/core/verdicts.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { type Desk, makeDesk } from '../../src/newsroom/desk.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { anArticle } from '../support/articles.ts';

const QUESTIONS = [
  'how many ports signed the harbour pact?',
  'who is the chair of the Harbour Board?',
  'when was the harbour pact signed?',
  'what did the pilots of the habour pact move?',
];

/** Sentences that support, contradict and doubt each other, and one that turns to other things. */
const SENTENCES = [
  'The harbour pact was signed by 35 ports on 6 January 2026.',
  'The harbour pact was signed by 12 ports on 6 January 2026.',
  'The harbour pact was signed by 12 ports on 9 January 2026, the Harbour Board said.',
  'Ada Quill is the chair of the Harbour Board.',
  'Bela Moor is the chair of the Harbour Board.',
  'On 15 February 2026 the pilots of the harbour pact successfully moved 23 ships in a test.',
  'The lighthouse of Aldport was lit.',
];

function openDesk(): { index: Index; desk: Desk } {
  const index = openSqliteIndex({ file: ':memory:', reader: 'test' });
  return { index, desk: makeDesk(index, makeNames([])) };
}

function aText(id: number, sentences: readonly number[], seq: number, verdict: Ruling | null = null): ArticleText {
  const { text, ...meta } = anArticle({
    id: `a${id}`,
    title: null,
    text: sentences.map(at => SENTENCES[at]!).join('\n\n'),
  });
  return { article: { ...meta, revision: 1, seq, storedAt: `2026-01-07T00:00:0${id}.000Z`, verdict }, text };
}

const said = ({ desk }: { desk: Desk }) => QUESTIONS.map(question => desk.why(question));

describe('the desk', () => {
  it('says the same after any history of articles as a new one that has read only what stands now', () => {
    const article = fc.record({
      id: fc.nat(4),
      sentences: fc.uniqueArray(fc.nat(SENTENCES.length - 1), { minLength: 1, maxLength: 4 }),
      verdict: fc.constantFrom(null, ...RULINGS),
    });
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 7 }), versions => {
        const old = openDesk();
        const now = new Map<string, ArticleText>();
        for (const [at, { id, sentences, verdict }] of versions.entries()) {
          const text = aText(id, sentences, at + 1, verdict);
          // Asked in between, so that something is remembered of every state.
          said(old);
          old.desk.add([text], at + 1);
          now.delete(text.article.id);
          now.set(text.article.id, text);
        }
        const fresh = openDesk();
        fresh.desk.add([...now.values()], versions.length);
        expect(said(old)).toEqual(said(fresh));
        const retracted = [...now.values()].filter(({ article: { verdict } }) => verdict === 'retracted');
        for (const { article: gone } of retracted) expect(JSON.stringify(said(old))).not.toContain(`"${gone.id}"`);
        old.index.close();
        fresh.index.close();
      }),
      { numRuns: 30 },
    );
  });

  it('gives the milliseconds that reading took, by which the next batch is chosen', () => {
    const { index, desk } = openDesk();
    expect(desk.add([aText(1, [0], 1)], 1).ms).toBeGreaterThan(0);
    index.close();
  });

  it('reads no further than its time allows, one article at least, and says how far it came', () => {
    const { index, desk } = openDesk();
    const texts = [1, 2, 3].map(id => aText(id, [id], id));
    expect(desk.add(texts, 3, 0)).toMatchObject({ articles: 1, seq: 1 });
    expect(desk.state().seq).toBe(1);
    expect(desk.add(texts.slice(1), 3)).toMatchObject({ articles: 2, seq: 3 });
    expect(index.counts().articles).toBe(3);
    index.close();
  });
});
