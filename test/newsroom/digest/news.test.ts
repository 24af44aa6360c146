import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DigestNews, DigestQuery } from '../../../src/core/digests.ts';
import type { Newsroom, Store } from '../../../src/core/ports.ts';
import { verifyQuotes } from '../../../src/core/verify-quotes.ts';
import { digestReply } from '../../../src/newsroom/digest/reply.ts';
import { openNewsroom } from '../../../src/newsroom/threaded.ts';
import { memoryStore } from '../../adapters/parts.ts';
import { articleOf } from '../../bench/corpus.ts';
import { anArticle } from '../../support/articles.ts';
import { STORIES, type Story } from '../../support/stories.ts';

const THREAD = new URL('../../../src/thread.ts', import.meta.url);
const { ferries, dam, strike } = STORIES;

let store: Store;
let newsroom: Newsroom;
beforeEach(async () => {
  store = await memoryStore();
  newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
});
afterEach(async () => {
  await newsroom.close();
  await store.close();
});

const textOf = ({ title, lines }: Story) => [title, ...lines].join('\n\n');

/** A story as an article of an outlet; its text may be given otherwise. */
async function came(story: Story, outlet: string, text = textOf(story), id?: string): Promise<string> {
  const draft = anArticle({
    text,
    outlet,
    title: story.title,
    publishedAt: story.day,
    ...(id === undefined ? {} : { id }),
  });
  return (await store.saveArticle(draft)).article.id;
}

/** The news since a mark; everything shown of it is verified. */
async function news(mark = 0, follows: DigestQuery['follows'] = null): Promise<DigestNews> {
  await newsroom.catchUp();
  const arrivals = await store.arrivals({ mark }, await store.digestMark(), 1_000);
  const made = await newsroom.digest({ arrivals, follows });
  const ofNoDate = {
    date: null,
    late: null,
    skipped: [],
    feeds: [],
    cases: [],
    since: '2026-01-07',
    until: '2026-01-08',
  };
  await verifyQuotes(digestReply({ ...made, ...ofNoDate }), store);
  return made;
}
const titles = ({ stories }: DigestNews) => stories.map(({ headline }) => headline?.quote);

describe('the news of a digest', () => {
  test('is stories, the one that most reports tell first, copies counted as one report', async () => {
    await came(dam, 'Valley Courier');
    await came(ferries, 'The Harbour Post');
    await came(ferries, 'Island Wire');
    const told = ferries.lines.slice(0, 3).map(line => line.replace('said on Tuesday', 'told reporters on Tuesday'));
    await came(ferries, 'The Gazette', [ferries.title, 'Harrow Isle waits for its boats.', ...told].join('\n\n'));
    const made = await news();
    expect(titles(made)).toEqual([ferries.title, dam.title]);
    expect(made.stories[0]).toMatchObject({ articles: 3, reports: 2, doubtful: false });
    expect(made.stories[0]!.alsoIn.map(({ outlet }) => outlet).toSorted()).toEqual(['Island Wire', 'The Harbour Post']);
    expect(made).toMatchObject({ articles: 4, left: 0, changes: [], differences: [] });
  });

  test('has a sentence of its article beside the headline', async () => {
    await came(dam, 'Valley Courier');
    const [story] = (await news()).stories;
    expect(dam.lines.some(line => line.includes(story!.sentence!.quote))).toBe(true);
    expect(story!.sentence!.quote).not.toBe(story!.headline!.quote);
  });

  test('tells what a revision says otherwise, and not as a new article', async () => {
    const id = await came(dam, 'Valley Courier');
    const { mark } = await store.digestMark();
    await came(dam, 'Valley Courier', textOf(dam).replace('3,200', '3,400'), id);
    const made = await news(mark);
    expect(made).toMatchObject({ stories: [], articles: 0 });
    expect(made.changes).toMatchObject([{ article: id, pairs: [{ now: { revision: 2 }, before: { revision: 1 } }] }]);
    expect(made.changes[0]!.pairs[0]!.now!.quote).toContain('3,400');
    expect(made.changes[0]!.pairs[0]!.before!.quote).toContain('3,200');
  });

  test('shows where reports of one event say otherwise, each once from either side', async () => {
    const pact = (text: string) => store.saveArticle(anArticle({ text, title: null }));
    await pact('The Harbour Pact of Sand was signed by 35 ports on 6 January 2026, the Harbour Office said.');
    await pact(
      'The Harbour Pact of Sand was signed by 12 ports on 6 January 2026, Nils Torp of the Harbour Office said.',
    );
    const [first, ...others] = (await news()).differences;
    expect(others).toEqual([]);
    const sides = [first!.evidence, ...first!.against].map(({ quote }) => /\d+ ports/.exec(quote)?.[0]);
    expect(new Set(sides)).toEqual(new Set(['35 ports', '12 ports']));
  });

  test('is what somebody follows, and nothing else', async () => {
    const [a, b] = [await came(ferries, 'The Harbour Post'), await came(dam, 'Valley Courier')];
    const follows = (followed: NonNullable<DigestQuery['follows']>[number]['followed'], words: string[] = []) =>
      news(0, [{ followed, words }]);
    expect(titles(await follows({ kind: 'topic', words: 'the seepage' }))).toEqual([dam.title]);
    expect(titles(await follows({ kind: 'outlet', outlet: 'the harbour post' }))).toEqual([ferries.title]);
    expect(titles(await follows({ kind: 'all' }, ['crowns', 'nobody']))).toEqual([ferries.title]);
    expect(titles(await follows({ kind: 'feed', feed: 'f-1' }))).toEqual([]);
    const arrivals = [
      { article: a, before: null, feeds: ['f-1', 'f-2'] },
      { article: b, before: null, feeds: ['f-2'] },
    ];
    const ofFeed = await newsroom.digest({
      arrivals,
      follows: [{ followed: { kind: 'feed', feed: 'f-1' }, words: [] }],
    });
    expect(titles(ofFeed)).toEqual([ferries.title]);
  });

  test('leaves out what the record does not hold', async () => {
    const arrivals = [{ article: 'nowhere', before: null, feeds: [] }];
    expect(await newsroom.digest({ arrivals, follows: null })).toMatchObject({ stories: [], articles: 0 });
  });

  test('of many articles tells 20 stories and counts the rest; a question that comes meanwhile does not wait for it', async () => {
    await came(strike, 'The Harbour Post');
    for (let n = 0; n < 60; n++) {
      const { text, title } = articleOf(6, n);
      await store.saveArticle(anArticle({ text, title }));
    }
    await newsroom.catchUp();
    const ended: string[] = [];
    const making = news().then(made => {
      ended.push('digest');
      return made;
    });
    await newsroom.ask('who voted to end the strike?').then(() => ended.push('answer'));
    const made = await making;
    expect(ended).toEqual(['answer', 'digest']);
    expect(made.stories).toHaveLength(20);
    const told = made.stories.reduce((sum, { articles }) => sum + articles, 0);
    expect(made).toMatchObject({ articles: 61, left: 61 - told });
  });
});
