import { afterEach, describe, expect, it } from 'vitest';
import { agreementOf, supportersOf } from '../../src/newsroom/agreement.ts';
import { inquire } from '../../src/newsroom/inquiry.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

let corpus: Corpus;
afterEach(() => corpus.index.close());

function asked(question: string, ...texts: Parameters<typeof aCorpus>[0]) {
  corpus = aCorpus(texts);
  const supporters = supportersOf(inquire(question, corpus.index, corpus.names).read);
  return { articles: supporters.map(({ article }) => article.id), agreement: agreementOf(supporters, corpus.index) };
}

const LONG = Array.from({ length: 60 }, (_, n) => `Dock number${n} reported cargo${n} of grade${n} to the clerk.`).join(
  ' ',
);

describe('agreement', () => {
  it('counts the articles that give the same number, written either way', () => {
    const { articles } = asked(
      'How many ships waited outside the harbour?',
      { id: 'a', text: 'Fifteen ships waited outside the harbour on Monday.' },
      { id: 'b', text: 'Some 15 ships waited outside the harbour, the pilot said.' },
      { id: 'c', text: 'About 40 ships waited outside the harbour.' },
    );
    expect(articles).toHaveLength(articles.includes('c') ? 1 : 2);
  });

  it('does not count an article that only speaks of the topic', () => {
    const { articles } = asked(
      'Who closed the north quay?',
      { id: 'a', text: 'Harbour master Ada Brill closed the north quay on Monday.' },
      { id: 'b', text: 'The harbour has a fish market.' },
    );
    expect(articles).toEqual(['a']);
  });

  it('counts copies of one text as one report, and outlets by name', () => {
    const wire = `Harbour master Ada Brill closed the north quay on Monday. ${LONG}`;
    const { agreement } = asked(
      'Who closed the north quay?',
      { id: 'a', outlet: 'Gazette', text: wire },
      { id: 'b', outlet: 'Echo', text: wire },
      { id: 'c', text: 'On Monday harbour master Ada Brill closed the north quay.' },
    );
    expect(agreement).toEqual({ articles: 3, reports: 2, outlets: 2 });
  });

  it('is nothing where nothing was found', () => {
    expect(asked('???', { id: 'a', text: 'The port is open.' })).toEqual({
      articles: [],
      agreement: { articles: 0, reports: 0, outlets: 0 },
    });
  });
});
