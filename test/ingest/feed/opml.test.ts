/** Lists of feeds, in and out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/ingest/feed/characters.ts';
import { MAX_OPML_FEEDS, readOpml, writeOpml } from '../../../src/ingest/feed/opml.ts';

const read = (text: string) => readOpml(Buffer.from(text));
const list = (inner: string) => `<?xml version="1.0"?><opml version="1.0"><head/><body>${inner}</body></opml>`;

describe('a list of feeds', () => {
  it('is read at any depth and with attributes in any case, each address once', () => {
    const outlines = `<outline text="Folder"><outline TEXT="Harbour &amp; quay" xmlURL="https://harbour.example/rss?a=1&amp;b=2" htmlurl="https://harbour.example/"/>
      <outline text="Deeper"><outline title="Valley" text="v" type="rss" xmlUrl="http://valley.example/rss"></outline></outline></outline>
      <outline text="Again" xmlUrl="http://valley.example/rss"/><outline text="No feed" htmlUrl="https://none.example"/>`;
    expect(read(list(outlines))).toEqual({
      feeds: [
        { url: 'https://harbour.example/rss?a=1&b=2', title: 'Harbour & quay', siteUrl: 'https://harbour.example/' },
        { url: 'http://valley.example/rss', title: 'Valley', siteUrl: null },
      ],
      faults: [],
    });
  });

  it('says of each entry why it is not taken', () => {
    const { feeds, faults } = read(list('<outline text="Local" xmlUrl="file:///etc/passwd"/><outline xmlUrl="rss"/>'));
    expect(feeds).toEqual([]);
    expect(faults).toEqual(['"Local" has no address of the web', '"a feed" has no address of the web']);
  });

  it('is read as far as it goes, and up to a limit', () => {
    const entry = (at: number) => `<outline text="${at}" xmlUrl="https://many.example/${at}"/>`;
    const long = read(list(Array.from({ length: MAX_OPML_FEEDS + 3 }, (_, at) => entry(at)).join('')));
    expect(long.feeds).toHaveLength(MAX_OPML_FEEDS);
    expect(long.faults).toEqual([`3 feeds past the first ${MAX_OPML_FEEDS} were left out`]);
    const cut = read(list(entry(1) + entry(2)).slice(0, -40));
    expect(cut).toEqual({
      feeds: [expect.objectContaining({ url: 'https://many.example/1' })],
      faults: ['the list is broken: it ends in the middle'],
    });
  });

  it('is refused where it is none, or too large', () => {
    expect(() => read('<rss/>')).toThrow(
      expect.objectContaining({ code: 'unreadable-feed', message: 'it is no OPML' }),
    );
    expect(() => readOpml(new Uint8Array(6e6))).toThrow(expect.objectContaining({ message: 'it is larger than 5 MB' }));
  });

  it('is written so that no address or title is markup', () => {
    const url = 'https://p.example/?a=1&lt=2&amp;b="';
    const feed = {
      url: 'https://p.example/?a=&quot;&amp;',
      title: '"A" & <b> &amp; c',
      siteUrl: 'https://p.example/?b=&lt;&c',
    };
    expect(read(writeOpml('A "title" & <more>', [feed])).feeds).toEqual([feed]);
    expect(writeOpml('', [{ ...feed, url }])).toContain('xmlUrl="https://p.example/?a=1&amp;lt=2&amp;amp;b=&quot;"');
  });

  it('comes back as it was written', () => {
    const line = fc.string({ unit: 'binary' }).map(text => cleanText(text).replace(/\s+/g, ' ').trim() || null);
    const feed = fc.record({
      url: fc.webUrl({ withQueryParameters: true }),
      title: line,
      siteUrl: fc.option(fc.webUrl()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(feed, { selector: ({ url }) => url, maxLength: 8 }), feeds => {
        const back = read(writeOpml('Feeds of Stet', feeds));
        expect(back.faults).toEqual([]);
        // A feed without a title gets its address for one, since OPML asks for a text.
        expect(back.feeds).toEqual(feeds.map(each => ({ ...each, title: each.title ?? each.url })));
      }),
      { numRuns: 50 },
    );
  });
});
