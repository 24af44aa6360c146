import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReply as renderDiscord } from '../../../src/adapters/discord/render.ts';
import { renderSlack } from '../../../src/adapters/slack/render.ts';
import type { Digest, DigestStory } from '../../../src/core/digests.ts';
import type { Evidence } from '../../../src/core/model.ts';
import { quotationsOf } from '../../../src/core/quotations.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { digestReply } from '../../../src/newsroom/digest/reply.ts';
import { someEvidence } from '../../adapters/parts.ts';
import { aStory, someNews } from '../../support/digests.ts';

function aDigest(given: Partial<Digest> = {}): Digest {
  return {
    ...someNews(),
    ...{ since: '2026-01-07T06:30:00Z', until: '2026-01-08T06:30:00Z', feeds: [], cases: [] },
    ...{ date: '2026-01-08', late: null, skipped: [] },
    ...given,
  };
}

const says = (reply: Reply) => reply.quotes.map(each => each.says);
const body = ({ body: spans }: Reply) => spans.map(span => ('text' in span ? span.text : span.at)).join('');
const NOTHING = { stories: [], articles: 0 };

describe('a digest says', () => {
  test('its date, how much is new, and since when', () => {
    const made = digestReply(aDigest({ changes: [aChange()], articles: 5, left: 2 }));
    expect(made.headline).toBe('Digest, Thursday 8 January 2026');
    expect(body(made)).toBe('1 story in 3 articles, 2 articles more, 1 article changed since 2026-01-07T06:30:00Z.');
    expect(made.fields.at(-1)).toMatchObject({ name: 'Not told here' });
  });

  test('which cases wait for editors, by their articles', () => {
    const article = { id: 'ferries', title: 'Ferries reopen', outlet: 'The Gazette' };
    const other = { id: 'dam', title: null, outlet: null };
    const cases = [article, other].map((each, n) => ({ id: `c-${n}`, article: each }));
    const [field] = digestReply(aDigest({ cases })).fields;
    const words = field!.value.map(span => ('text' in span ? span.text : span.at)).join('');
    expect([field!.name, words]).toEqual([
      'Open cases',
      'Ferries reopen · The Gazette · ferries\nuntitled · outlet unknown · dam',
    ]);
  });

  test('that nothing is new, in one line', () => {
    const made = digestReply(aDigest(NOTHING));
    expect(body(made)).toBe('Nothing new since 2026-01-07T06:30:00Z.');
    expect(made).toMatchObject({ quotes: [], fields: [], tone: 'plain' });
    expect(made.rest).toBeUndefined();
    expect(digestReply(aDigest({ ...NOTHING, date: null }))).toMatchObject({ fallback: 'Nothing new.' });
  });

  test.for([
    [['2026-01-07'], 'No digest came on 7 January 2026;'],
    [['2026-01-05', '2026-01-06', '2026-01-07'], 'on 5 January 2026, 6 January 2026 and 7 January 2026;'],
    [Array(5).fill('2026-01-07'), '5 digests before it did not come;'],
    [Array(31).fill('2026-01-07'), '31 or more digests before it did not come;'],
  ] as const)('which did not come: %j', ([skipped, told]) => {
    const made = digestReply(aDigest({ skipped: [...skipped] }));
    expect(body(made)).toContain(told);
    expect(made.tone).toBe('warning');
  });

  test('that it is late, and which feeds are in trouble', () => {
    const feed = { id: 'f-1', title: 'Harbour news', shown: 'https://harbour.example', outlet: 'The Harbour Post' };
    const feeds = [
      { feed, says: 'is gone' },
      { feed: { ...feed, title: null }, says: 'is slow' },
    ];
    const made = digestReply(aDigest({ late: { at: '07:30', zone: 'Asia/Tokyo' }, feeds }));
    expect(body(made)).toContain('late: it was due at 07:30 (Asia/Tokyo).');
    const [{ name, value } = { name: '', value: [] }] = made.fields;
    expect([name, body({ ...made, body: value })]).toEqual([
      'Feeds in trouble',
      'Harbour news is gone.\nhttps://harbour.example is slow.',
    ]);
  });
});

describe('a story', () => {
  test('is its best sentence under its headline, with what is known of its reports', () => {
    const alsoIn = ['The Gazette', 'The Gazette', 'The Harbour Post', null].map(outlet => ({
      ...{ article: 'x', outlet, title: null, publishedAt: null, url: null },
    }));
    const story = aStory({ reports: 3, alsoIn, doubtful: true, speaker: 'Nils Torp' });
    expect(says(digestReply(aDigest({ stories: [story] })))).toEqual([
      'Ferry line to reopen in spring · in the words of Nils Torp · 3 reports · also in The Gazette · there is reason to doubt it',
    ]);
  });

  test('does not name a speaker whom the sentence names', () => {
    const sentence = someEvidence({ quote: 'We sail, said Torp.' });
    expect(says(digestReply(aDigest({ stories: [aStory({ sentence, speaker: 'Nils Torp' })] })))[0]).not.toContain(
      'words',
    );
  });

  test('is its headline alone where no sentence can stand, and nothing where it has no words', () => {
    const [alone, none] = [aStory({ sentence: null }), aStory({ sentence: null, headline: null })];
    const made = digestReply(aDigest({ stories: [alone, none], articles: 2 }));
    expect(made.quotes).toEqual([{ evidence: alone.headline, says: 'New' }]);
  });

  test('whose headline is a long sentence is under no headline, for none is cut', () => {
    const headline = someEvidence({ quote: 'The ferries sail again. '.repeat(8) });
    expect(says(digestReply(aDigest({ stories: [aStory({ headline })] })))).toEqual(['New']);
  });
});

test('a change is what it says now beside what it said, or what was added or taken out', () => {
  const { pairs } = aChange();
  const [{ now, before }] = pairs as [{ now: Evidence; before: Evidence }];
  const changes = [
    {
      article: 'a',
      pairs: [
        { now, before },
        { now, before: null },
        { now: null, before },
      ],
    },
  ];
  expect(says(digestReply(aDigest({ ...NOTHING, changes })))).toEqual([
    ...['Changed: it says now', 'It said before', 'Added', 'Taken out'],
  ]);
});

describe('what has room', () => {
  const manyStories = (count: number, length: number): DigestStory[] =>
    Array.from({ length: count }, (_, n) => {
      const quote = `Story ${n} ${'of the sea '.repeat(length)}.`;
      return aStory({ sentence: someEvidence({ article: `s-${n}`, quote }) });
    });

  test('stands in the first message, one of each kind first; the rest below it', () => {
    const made = digestReply(aDigest({ stories: manyStories(20, 25), changes: [aChange()], articles: 20 }));
    expect(says(made)).toContain('Changed: it says now');
    expect(made.rest!.quotes.length).toBeGreaterThan(5);
    expect(made.fields).toMatchObject([
      { name: 'Below', value: [{ text: `${made.rest!.quotes.length} stories more` }] },
    ]);
  });

  test('fits one message on every platform, whatever there is', () => {
    for (const count of [1, 8, 20])
      for (const length of [1, 20, 45]) {
        const digest = aDigest({
          ...{ stories: manyStories(count, length), articles: count, changes: Array(8).fill(aChange()) },
          differences: Array(6).fill({ evidence: someEvidence(), against: [someEvidence(), someEvidence()] }),
        });
        const { rest: _, ...first } = digestReply(digest);
        expect([renderSlack(first).length, renderDiscord(first).length], `${count} of ${length}`).toEqual([1, 1]);
      }
  });

  test('every passage is quoted once, above or below, and all are found by their articles', () => {
    const evidence = fc
      .tuple(fc.nat(99), fc.string({ minLength: 1, maxLength: 500 }))
      .map(([article, quote]) => someEvidence({ article: `a-${article}`, quote }));
    const story = fc.record({ headline: fc.option(evidence), sentence: fc.option(evidence) }).map(aStory);
    const change = fc
      .tuple(evidence, fc.option(evidence))
      .map(([now, before]) => ({ article: 'a', pairs: [{ now, before }] }));
    const difference = fc.record({ evidence, against: fc.array(evidence, { minLength: 1, maxLength: 2 }) });
    fc.assert(
      fc.property(
        fc.array(story, { maxLength: 20 }),
        fc.array(change, { maxLength: 8 }),
        fc.array(difference, { maxLength: 6 }),
        (stories, changes, differences) => {
          const made = digestReply(aDigest({ stories, changes, differences, articles: stories.length }));
          const shown = [...made.quotes, ...(made.rest?.quotes ?? [])].map(each => each.evidence);
          const wanted = [
            ...stories.flatMap(each => each.sentence ?? each.headline ?? []),
            ...changes.flatMap(({ pairs }) => pairs.flatMap(({ now, before }) => [now, before ?? []].flat())),
            ...differences.flatMap(each => [each.evidence, ...each.against]),
          ];
          expect(shown.map(({ quote }) => quote).toSorted()).toEqual(wanted.map(({ quote }) => quote).toSorted());
          const found = new Set(quotationsOf(made).map(({ article }) => article));
          for (const { headline } of stories) if (headline) expect(found).toContain(headline.article);
          if (made.rest) expect(made.quotes.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

function aChange() {
  const [now, before] = [
    someEvidence({ revision: 2, quote: '11 ferries sail.' }),
    someEvidence({ quote: '14 ferries sail.' }),
  ];
  return { article: 't-1', pairs: [{ now, before }] };
}
