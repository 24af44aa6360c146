/** Feeds of every kind and encoding, read from bytes. All outlets in `feeds/` are invented. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../../src/ingest/feed/characters.ts';
import type { Feed, FeedItem } from '../../../src/ingest/feed/model.ts';
import { readFeed } from '../../../src/ingest/feed/read.ts';

const FOLDER = path.join(import.meta.dirname, 'feeds');
const URL_OF_FEED = 'https://from.example/dir/feed';

const bytesOf = (file: string) => readFileSync(path.join(FOLDER, file));
const read = (file: string) => readFeed(bytesOf(file), { url: URL_OF_FEED });
const readText = (text: string) => readFeed(Buffer.from(text), { url: URL_OF_FEED });
const rss = (inner: string) => `<rss version="2.0"><channel><title>T</title>${inner}</channel></rss>`;

/** What each feed must say; fields that are not named here are not looked at. */
const EXPECTED: Record<string, Omit<Partial<Feed>, 'items'> & { items: Partial<FeedItem>[] }> = {
  'rss-2.0.xml': {
    ...{
      kind: 'rss',
      title: 'The Harbour Post',
      siteUrl: 'https://harbour.example/',
      language: 'en-GB',
      ttlMinutes: 30,
    },
    broken: null,
    items: [
      {
        id: 'harbour-1001',
        url: 'https://harbour.example/news/ticket?from=rss&n=1',
        title: 'Ferries & buses to share one ticket',
        publishedAt: '2026-01-06T08:30:00.000Z',
        updatedAt: null,
        summary: 'One ticket will do from March.\nThe board voted on Monday.',
        contentHtml: '<p>One ticket will do from <b>March</b>.</p><p>The board voted on Monday, 7 to 2.</p>',
        author: 'Night desk',
      },
      {
        id: 'https://harbour.example/news/quay',
        url: 'https://harbour.example/news/quay',
        title: 'Quay ‘safe’, says inspector',
        publishedAt: '2026-01-05T18:00:00.000Z',
        author: 'City desk',
      },
    ],
  },
  'rss-0.91.xml': {
    title: 'Café Courier',
    items: [
      {
        ...{ id: 'http://courier.example/1', title: 'Déjà vu au marché' },
        ...{ summary: 'Prices < last year, says the market', contentHtml: 'Prices &lt; last year, says the market' },
      },
    ],
  },
  'rss-0.92-upper.xml': {
    title: 'Shouting Gazette',
    items: [{ url: 'http://gazette.example/lost', publishedAt: '2026-01-03T15:05:00.000Z' }],
  },
  'rdf-1.0.xml': {
    ...{ kind: 'rdf', title: 'Valley Wire', ttlMinutes: 15 },
    items: [
      {
        ...{ id: 'https://valley.example/a/1', url: 'https://valley.example/a/1?utm_source=rdf' },
        ...{ publishedAt: '2026-01-04T20:15:00.000Z', author: 'Roads desk, Picture desk' },
        summary: 'From Monday both lanes are shut.',
      },
    ],
  },
  'rss-0.90.rdf': {
    kind: 'rdf',
    title: 'Early Bird',
    items: [{ url: 'http://bird.example/light', title: 'First light' }],
  },
  'atom-1.0.xml': {
    ...{ kind: 'atom', title: 'North <i>Observer', siteUrl: 'https://north.example/', language: 'en' },
    items: [
      {
        id: 'tag:north.example,2026:1',
        url: 'https://north.example/news/1.html',
        title: 'Snow & ice ahead',
        publishedAt: '2026-01-03T08:00:00.250Z',
        updatedAt: '2026-01-03T09:30:00.000Z',
        summary: 'Roads < 300 m are clear.',
        contentHtml: '<div><p>Snow &amp; <a href="map">ice</a><br>ahead.</p></div>',
        baseUrl: 'https://north.example/news/1/',
        author: 'Weather desk',
      },
      {
        ...{ id: 'https://north.example/2', url: 'https://north.example/2', title: 'Use of salt < 2025' },
        ...{ publishedAt: null, updatedAt: '2026-01-02T10:00:00.000Z', author: null },
      },
    ],
  },
  'atom-prefixed.xml': {
    ...{ kind: 'atom', title: 'Prefix Press', siteUrl: 'https://prefix.example/' },
    items: [{ id: 'urn:x:1', url: 'https://prefix.example/1', updatedAt: '2026-01-01' }],
  },
  'atom-0.3.xml': {
    title: 'Old Mill Journal',
    items: [
      {
        ...{ id: 'mill-7', url: 'http://mill.example/7', title: 'Mill turns again', contentHtml: '<p>It turns.</p>' },
        ...{ publishedAt: '2026-01-02T03:04:05.000Z', updatedAt: '2026-01-03' },
      },
    ],
  },
  'json-feed.json': {
    ...{ kind: 'json', title: 'Signal Sheet', siteUrl: 'https://signal.example/' },
    items: [
      {
        ...{ id: '42', url: 'https://from.example/posts/42', title: 'Masts < 30 m need no permit' },
        ...{ publishedAt: '2026-01-02T08:04:05.000Z', updatedAt: '2026-01-02', author: 'Law desk' },
        ...{ summary: 'No permit.\nNone.', contentHtml: '<p>No <a href="x">permit</a>.</p>' },
      },
      { id: '43', url: 'https://elsewhere.example/43', title: null, contentHtml: 'a &lt; b', author: null },
    ],
  },
  'json-feed-bom.json': { title: 'Bom Bulletin', items: [{ id: '1', author: 'Desk' }] },
  'big5.xml': { title: '港口日報', items: [{ title: '渡輪春天復航' }] },
  'gb2312.xml': { title: '港口日报', items: [{ title: '轮渡春天复航' }] },
  'euc-kr.xml': { title: '항구 신문', items: [{ title: '여객선 봄에 다시 운항' }] },
  'shift-jis.xml': { title: '港新聞', items: [{ title: '春にフェリー再開' }] },
  'no-label-euc-jp.xml': { title: '海新聞', items: [{ title: '春にフェリー再開' }] },
  'windows-1251.xml': { title: 'Портовый вестник', items: [{ title: 'Паром вернётся весной' }] },
  'wrong-label.xml': { title: 'Café “Post”', items: [{ title: 'Été à la plage' }] },
  'windows-1252-unlabelled.xml': { title: 'Hafen-Kurier', items: [{ title: 'Fähre „Möwe“ fährt wieder' }] },
  'utf-16le.xml': { title: 'Sixteen Bits', items: [{ title: 'Ünïcode' }] },
  'utf-16be-no-mark.xml': { title: 'Sixteen Bits', items: [{ title: 'Ünïcode' }] },
  'broken-bare-signs.xml': {
    ...{ title: 'Bread & Butter', siteUrl: 'https://bread.example/?a=1&b=2' },
    items: [
      {
        ...{ title: 'Why I <3 rye & 5 < 6', url: 'https://bread.example/?id=1&copy=2' },
        ...{ summary: 'One\ntwo three', contentHtml: 'One<br>two <b>three</b>' },
      },
      { title: 'Second loaf', url: 'https://bread.example/2' },
      { title: 'Third', url: 'https://bread.example/3' },
    ],
  },
  'broken-cut.xml': {
    broken: 'it ends in the middle',
    items: [
      { id: '1', summary: 'All of it.' },
      { id: '2', url: 'https://cut.example/2', summary: null },
    ],
  },
  'broken-cut-in-link.xml': { broken: 'it ends in the middle', items: [{ title: 'Whole' }] },
  'broken-wrapped.xml': { title: 'Warned Weekly', items: [{ title: 'Still here' }] },
  'relative.xml': {
    siteUrl: 'https://from.example/',
    items: [
      { id: '/1', url: 'https://from.example/1' },
      { url: 'https://base.example/deep/two' },
      { id: 'https://relative.example/3', url: null },
    ],
  },
  'entities.xml': { title: '&own; and &outside;', items: [{ title: 'Café — — … \uFFFD' }] },
  'same-guid.xml': {
    items: [
      { id: 'https://same.example/a' },
      { id: 'https://same.example/b', title: 'B' },
      { id: expect.stringMatching(/^hash:[a-z2-7]{10}$/), url: null },
    ],
  },
  'day-first.xml': {
    items: [{ publishedAt: '2026-01-03T10:00:00.000Z' }, { publishedAt: '2025-12-31T10:00:00.000Z' }],
  },
};

describe('a feed', () => {
  it('stands here for every file of the folder', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(readdirSync(FOLDER).sort());
  });

  it.each(Object.entries(EXPECTED))('%s says what it says', (file, { items, ...head }) => {
    const feed = read(file);
    expect(feed).toMatchObject(head);
    expect(feed.items).toHaveLength(items.length);
    expect(feed.items).toMatchObject(items);
  });

  it.each(Object.keys(EXPECTED))('%s is the same feed from another thread', file => {
    const feed = read(file);
    expect(structuredClone(feed)).toEqual(feed);
  });

  it('cut off anywhere, gives a beginning of its items and never another address', () => {
    const whole = read('rss-2.0.xml').items;
    const bytes = bytesOf('rss-2.0.xml');
    for (let end = 0; end < bytes.length; end += 1) {
      const items = readOrNone(bytes.subarray(0, end));
      expect(items.map(({ url }) => url)).toEqual(whole.slice(0, items.length).map(({ url }) => url));
    }
  });

  it('is refused or read, whatever the bytes', () => {
    const files = readdirSync(FOLDER).map(bytesOf);
    const damaged = fc
      .tuple(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 30 }),
      )
      .map(([bytes, changes]) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, byte] of changes) copy[at % copy.length] = byte;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 500 }), damaged), bytes => {
        for (const { id, url, title } of readOrNone(bytes)) {
          expect(id).not.toBe('');
          expect(url === null || /^https?:\/\//i.test(url)).toBe(true);
          expect(title === null || (title.isWellFormed() && !/[\0\n]/.test(title))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Only the refusal that is promised counts as none. */
  function readOrNone(bytes: Uint8Array): FeedItem[] {
    try {
      return readFeed(bytes, { url: URL_OF_FEED }).items;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'unreadable-feed' });
      return [];
    }
  }
});

describe('what is no feed', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['blanks', ' \n', 'it is empty'],
    ['a web page', '<!doctype html><html><body><p>Hello</p></body></html>', 'it is a web page, not a feed'],
    ['other XML', '<catalog><book/></catalog>', 'it is no feed that is known'],
    ['text', 'Not found', 'it is no feed that is known'],
    ['other JSON', '{"items":[]}', 'it is JSON, but no feed'],
    ['JSON without a floor', `{"a":${'['.repeat(1000)}`, 'it nests deeper than 200'],
    ['broken JSON', '{"version":', 'it is not valid JSON'],
  ])('%s is refused, and it is said why', (_, text, why) => {
    expect(() => readText(text)).toThrow(expect.objectContaining({ code: 'unreadable-feed', message: why }));
  });
});

describe('a label', () => {
  const cafe = rss('<item><title>Café</title></item>');
  const titleOf = (bytes: Uint8Array, type: string) =>
    readFeed(bytes, { headers: { 'content-type': type } }).items[0]?.title;

  it('of the server is believed where the feed has none', () => {
    const cyrillic = Buffer.from(rss('<item><title>ðò</title></item>'), 'latin1');
    expect(titleOf(cyrillic, 'text/xml; charset=koi8-r')).toBe('ПР');
    expect(titleOf(cyrillic, 'text/xml; charset="windows-1251"')).toBe('рт');
  });

  it.each([
    ['latin-1 on UTF-8', Buffer.from(cafe), 'text/xml; charset=iso-8859-1'],
    ['UTF-8 on latin-1', Buffer.from(cafe, 'latin1'), 'text/xml; charset=utf-8'],
    [
      'Big5 on UTF-8',
      Buffer.from(rss('<item><title>Café</title><author>é é é</author></item>')),
      'text/xml; charset=big5',
    ],
    ['one that nobody knows', Buffer.from(cafe), 'text/xml; charset=klingon'],
    ['UTF-16 on UTF-8', Buffer.from(cafe), 'text/xml; charset=utf-16'],
  ])('that is wrong does no harm: %s', (_, bytes, type) => {
    expect(titleOf(bytes, type)).toBe('Café');
  });

  it('of UTF-8 holds for a feed with a few damaged letters', () => {
    const bytes = Buffer.from(rss('<item><title>Žluťoučký kůň ?</title></item>'));
    bytes[bytes.indexOf('?')] = 0xe9;
    expect(titleOf(bytes, 'text/xml; charset=utf-8')).toBe('Žluťoučký kůň \uFFFD');
  });
});

describe('an entity', () => {
  const titleOf = (title: string) => readText(rss(`<item><title>${title}</title></item>`)).items[0]?.title;

  it.each([
    ['&amp;amp; &lt;', '& <'],
    ['&#8217;&#x2019;&#146;', '’’’'],
    ['&Eacute;&eacute;', 'Éé'],
    ['&constructor; &toString; &nobody;', '&constructor; &toString; &nobody;'],
    ['A & B &', 'A & B &'],
  ])('%s reads as %s', (source, wanted) => {
    expect(titleOf(source)).toBe(wanted);
  });

  it('is none where only its beginning is', () => {
    expect(decodeEntities('&copyright; &notit; &copy;')).toBe('&copyright; &notit; ©');
  });

  it('that a document declares is not read, not even one of many steps', () => {
    const steps = Array.from({ length: 30 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const bomb = `<!DOCTYPE rss [<!ENTITY l0 "lol">${steps}]>${rss('<item><title>&l30;</title></item>')}`;
    expect(readText(bomb).items[0]?.title).toBe('&l30;');
  });
});

describe('an address', () => {
  it('is read against Content-Location, and without any base only where it is absolute', () => {
    const feed = Buffer.from(rss('<item><link>a</link></item><item><link>https://b.example</link></item>'));
    const headers = { 'content-location': 'https://c.example/d/' };
    expect(readFeed(feed, { headers }).items.map(({ url }) => url)).toEqual([
      'https://c.example/d/a',
      'https://b.example',
    ]);
    expect(readFeed(feed).items.map(({ url }) => url)).toEqual([null, 'https://b.example']);
  });
});
