import { describe, expect, test } from 'vitest';
import { brief } from '../../commands/brief.ts';
import type { ArticleReference, Brief, Evidence } from '../../src/core/model.ts';
import { verifyQuotes } from '../../src/core/verify-quotes.ts';
import { briefReply } from '../../src/newsroom/brief/reply.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

function evidence(quote: string, start = 0): Evidence {
  const known = { article: 'a', revision: 1, outlet: 'The Post', title: null, publishedAt: null };
  return { ...known, quote, start, end: start + quote.length };
}

function aBrief(given: Partial<Brief> = {}): Brief {
  return {
    article: 'a',
    url: 'https://example.org/a',
    headline: evidence('Ferry line to reopen'),
    told: null,
    sentences: [{ evidence: evidence('The ferry will sail again in April.', 30), fresh: true, speaker: null }],
    differences: [],
    doubtful: false,
    alsoIn: [],
    ...given,
  };
}

const gazette: ArticleReference = {
  article: 'g',
  outlet: 'The Gazette',
  title: null,
  publishedAt: null,
  url: 'https://example.org/g',
};
const unknown: ArticleReference = { article: 'u', outlet: null, title: null, publishedAt: null, url: null };

describe('a brief', () => {
  test('is shown as headline, quotes, where else it stands, and a link', () => {
    const made = briefReply(aBrief({ alsoIn: [gazette, unknown] }));
    expect(made.body).toEqual([{ kind: 'strong', text: 'Ferry line to reopen' }]);
    expect(made.quotes.map(({ says }) => says)).toEqual([null]);
    expect(made.fields).toEqual([
      {
        name: 'Also in',
        value: [
          { kind: 'link', text: 'The Gazette', url: 'https://example.org/g' },
          { kind: 'text', text: ', ' },
          { kind: 'text', text: 'u' },
        ],
      },
      { name: 'Link', value: [{ kind: 'link', text: 'https://example.org/a', url: 'https://example.org/a' }] },
    ]);
    expect(made.tone).toBe('plain');
  });

  test.for([
    ['copy', [gazette], 'Ferry line to reopen – already told; also in The Gazette.'],
    ['copy', [], 'Ferry line to reopen – already told.'],
    ['nothing-new', [gazette, unknown], 'Ferry line to reopen – nothing new; told before in The Gazette, u.'],
  ] as const)('that was told is one line: %s', ([told, alsoIn, line]) => {
    const made = briefReply(aBrief({ told, alsoIn: [...alsoIn], sentences: [] }));
    expect(made.body.map(span => ('text' in span ? span.text : '')).join('')).toBe(line);
    expect(made).toMatchObject({ quotes: [], fields: [] });
  });

  test('says who speaks where the words do not tell, and what was told before', () => {
    const sentence = (quote: string, start: number, fresh: boolean, speaker: string | null) => ({
      ...{ evidence: evidence(quote, start), fresh, speaker },
    });
    const { quotes } = briefReply(
      aBrief({
        sentences: [
          sentence('“It will sail,” he said.', 30, true, 'Nils Torp'),
          sentence('Torp said it will sail.', 60, true, 'Nils Torp'),
          sentence('“It is red,” he said.', 90, false, 'Nils Torp'),
          sentence('It is old.', 120, false, null),
        ],
      }),
    );
    expect(quotes.map(({ says }) => says)).toEqual(['Nils Torp', null, 'Told before · Nils Torp', 'Told before']);
  });

  test('shows what is disputed last, beside what other reports say, and nothing twice', () => {
    const told = evidence('The ferry will sail again in April.', 30);
    const plain = evidence('The ferry is red.', 80);
    const counter = { ...evidence('The ferry will sail again in May.'), article: 'b' };
    const made = briefReply(
      aBrief({
        doubtful: true,
        sentences: [told, plain].map(each => ({ evidence: each, fresh: true, speaker: null })),
        differences: [{ evidence: told, against: [counter] }],
      }),
    );
    expect(made.quotes).toEqual([
      { evidence: plain, says: null },
      { evidence: told, says: 'Disputed' },
      { evidence: counter, says: 'Other reports say otherwise' },
    ]);
    expect(made.tone).toBe('warning');
    expect(JSON.stringify(made.body)).toContain('There is reason to doubt this article.');
  });

  test('without a sentence quotes its headline, and without one says so', () => {
    const lone = briefReply(aBrief({ sentences: [] }));
    expect(lone.quotes).toEqual([{ evidence: evidence('Ferry line to reopen'), says: null }]);
    const bare = briefReply(aBrief({ sentences: [], headline: null, url: null }));
    expect(bare.body[0]).toEqual({ kind: 'emphasis', text: 'untitled' });
    expect(bare).toMatchObject({ quotes: [], fields: [] });
  });
});

describe('the command', () => {
  test('tells all of an article, its quotations verified', async () => {
    const store = await memoryStore();
    const draft = anArticle({ id: 'a', text: 'Ferry line to reopen\n\nThe ferry will sail again.' });
    await store.saveArticle(draft);
    const asked: unknown[] = [];
    const made = aBrief({
      sentences: [{ evidence: evidence('The ferry will sail again.', 22), fresh: true, speaker: null }],
    });
    const newsroom = aNewsroom({
      brief: async (...given) => {
        asked.push(given);
        return made;
      },
    });
    const shown = await brief.run({ article: 'a' }, aContext(store, { newsroom }));
    expect(asked).toEqual([['a', [], { model: true }]]);
    expect(shown.data).toBe(made);
    await expect(verifyQuotes(shown, store)).resolves.toBeUndefined();
    const wrong = { ...made, headline: evidence('Ferry line to close') };
    await expect(verifyQuotes(briefReply(wrong), store)).rejects.toMatchObject({ code: 'quote-mismatch' });
  });

  test('refuses an article that is not in the record', async () => {
    const shown = brief.run({ article: 'nowhere' }, aContext(await memoryStore()));
    await expect(shown).rejects.toMatchObject({ code: 'unknown-article' });
  });
});
