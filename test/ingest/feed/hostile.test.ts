/**
 * Feeds made to stall or fill a reader. Each is read or refused in a few times the processor time of an honest feed: the clock on the
 * wall also counts what else the machine does, and a second is not as long everywhere.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { findFeeds } from '../../../src/ingest/feed/find.ts';
import { readOpml } from '../../../src/ingest/feed/opml.ts';
import { htmlToText } from '../../../src/ingest/feed/plain-text.ts';
import { readFeed } from '../../../src/ingest/feed/read.ts';

/** An honest feed of 10 MB costs half a second of a slow processor, the worst of these two and a half times that. */
const TIMES = 6;
const MB = 1_000_000;

const many = (piece: string, characters: number) => piece.repeat(Math.ceil(characters / piece.length));
const rss = (inner: string) => `<rss version="2.0"><channel><title>T</title>${inner}</channel></rss>`;
const item = (inner: string) => rss(`<item><title>A</title><link>https://p.example/a</link>${inner}</item>`);
const described = (inner: string) => item(`<description>${inner}</description>`);
const inCdata = (inner: string) => described(`<![CDATA[${inner}]]>`);
const each = (count: number, piece: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => piece(at)).join('');

const HONEST = 'an honest feed of 10 MB';
const FEEDS: Record<string, () => string | Uint8Array> = {
  '160 KB of unclosed <a': () => described(many('<a', 160_000)),
  '160 KB of unclosed <a with spaces': () => described(many('<a ', 160_000)),
  '160 KB of <a href="': () => inCdata(many('<a href="', 160_000)),
  '5 MB of <a and nothing else': () => many('<a', 5 * MB),
  '5 MB of open elements': () => many('<a>', 5 * MB),
  '5 MB of empty elements': () => rss(many('<a/>', 5 * MB)),
  '5 MB of closing tags': () => rss(many('<b>', 540) + many('</a>', 5 * MB)),
  '5 MB of closing tags in HTML': () => inCdata(many('<b>', 540) + many('</a>', 5 * MB)),
  '5 MB of nested HTML': () => inCdata(many('<div>', 5 * MB)),
  '5,000 nested elements': () => described(`${'<div>'.repeat(5000)}x${'</div>'.repeat(5000)}`),
  '5 MB of <': () => described(many('<', 5 * MB)),
  '5 MB of < in CDATA': () => inCdata(many('<', 5 * MB)),
  '5 MB of &': () => described(many('&', 5 * MB)),
  '5 MB of names that nobody knows': () => described(each(600_000, at => `&q${at};`)),
  '5 MB of one element': () => rss(`<item><title>${many('word ', 5 * MB)}</title></item>`),
  '5 MB of spaces in a title': () => rss(`<item><title>a${many(' ', 5 * MB)}b</title></item>`),
  '5 MB of attributes': () => item(`<enclosure ${each(400_000, at => `a${at}=""`)}/>`),
  '5 MB of namespaces': () => rss(each(100, at => `<a xmlns:p${at}="u">`) + many('<b xmlns:q="v"/>', 5 * MB)),
  '5 MB of comments': () => rss(many('<!---->', 5 * MB)),
  'a comment without an end': () => rss(`<!--${many('x-', 5 * MB)}`),
  'CDATA without an end': () => rss(`<item><description><![CDATA[${many(']]', 5 * MB)}`),
  '5 MB of dates': () => item(many('<pubDate>foo bar a b c d e f g h i 12 13 14</pubDate>', 5 * MB)),
  '5 MB of titles': () => rss(`<item>${many('<title><![CDATA[<p>]]></title>', 5 * MB)}</item>`),
  '5 MB of items': () => rss(many('<item><title>x</title></item>', 5 * MB)),
  'items in items': () => rss(many('<item><title>x</title>', 5 * MB)),
  '5 MB of NUL': () => new Uint8Array(5 * MB),
  '5 MB of broken UTF-8': () => new Uint8Array(5 * MB).fill(0xc3),
  '5 MB of nested JSON': () =>
    `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(2.5 * MB)}${']'.repeat(2.5 * MB)}}`,
  [HONEST]: () =>
    rss(
      each(
        4900,
        at => `<item><title>Title ${at} &amp; more</title><link>https://p.example/${at}</link><guid>g${at}</guid>
        <pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><description><![CDATA[<p>Some text &eacute; here.</p>]]></description>
        <content:encoded><![CDATA[${'<p>Some text of a <a href="/x">paragraph</a> here &amp; there.</p>'.repeat(27)}]]></content:encoded></item>`,
      ),
    ),
};

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The items of a feed, or none where it is refused as it may be. */
function itemsOf(bytes: Uint8Array): number {
  try {
    return readFeed(bytes, { url: 'https://p.example/feed' }).items.length;
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'unreadable-feed' });
    return 0;
  }
}

let limitMs: number;
beforeAll(() => {
  const honest = Buffer.from(FEEDS[HONEST]!() as string);
  limitMs = TIMES * cpuMs(() => itemsOf(honest));
});

describe('a hostile feed', () => {
  it.each(Object.entries(FEEDS).filter(([name]) => name !== HONEST))(
    'of %s costs no more than a few honest ones',
    (_, make) => {
      const given = make();
      const bytes = typeof given === 'string' ? Buffer.from(given) : given;
      expect(cpuMs(() => itemsOf(bytes))).toBeLessThan(limitMs);
    },
  );

  it('says why it was read only so far, and keeps what came before', () => {
    const read = (text: string) => readFeed(Buffer.from(text));
    const good = '<item><title>A</title><link>https://p.example/a</link></item>';
    expect(read(rss(good + '<b>'.repeat(300)))).toMatchObject({
      broken: 'it nests deeper than 200',
      items: [{ title: 'A' }],
    });
    expect(read(rss(good + '<b/>'.repeat(300_001)))).toMatchObject({
      broken: 'it has more than 300000 elements',
      items: [{ title: 'A' }],
    });
    expect(
      read(rss(`<item><title>A</title><description><![CDATA[${'<p>x'.repeat(600_000)}]]></description></item>`)),
    ).toMatchObject({
      items: [{ title: 'A', contentHtml: null }],
    });
    const items = each(5001, at => `<item><guid>${at}</guid></item>`);
    expect(read(rss(items))).toMatchObject({ broken: 'it has more than 5000 items', items: { length: 5000 } });
  });

  it('gives no text that could harm a store or a platform', () => {
    const text = `<item><guid>${'g'.repeat(5000)}</guid><title>a\0b&#0;&#xD800;&#55357;c\u0007\ufffe</title><link>https://p.example/${'x'.repeat(9000)}</link></item>`;
    const [found] = readFeed(Buffer.from(rss(text))).items;
    expect(found).toMatchObject({ id: expect.stringMatching(/^hash:/), title: 'ab\uFFFD\uFFFD\uFFFDc', url: null });
    const idOf = (guid: string) => readFeed(Buffer.from(rss(`<item><guid>${guid}</guid></item>`))).items[0]?.id;
    // As many characters, and three times as many bytes.
    expect([idOf('g'.repeat(900)), idOf('日'.repeat(900))]).toEqual(['g'.repeat(900), expect.stringMatching(/^hash:/)]);
    const json = '{"version":"https://jsonfeed.org/version/1","items":[{"id":"\\ud800","title":"\\u0000a\\udc00"}]}';
    expect(readFeed(Buffer.from(json)).items[0]).toMatchObject({ id: '\uFFFD', title: 'a\uFFFD' });
  });
});

describe('beside feeds', () => {
  it.each([
    ['5 MB of nested HTML', () => htmlToText(many('<div>', 5 * MB))],
    ['200 KB of <', () => htmlToText(many('<', 200_000))],
    ['a page of 160 KB of unclosed <a', () => findFeeds(many('<a href="/rss', 160_000), 'https://p.example/')],
    ['a page of 2 MB of links', () => findFeeds(many('<a href="/x">', 2 * MB), 'https://p.example/')],
    ['a list of 5 MB', () => readOpml(Buffer.from(`<opml><body>${many('<outline xmlUrl="x"/>', 5 * MB)}`))],
  ])('%s costs no more than a few honest ones', (_, work) => {
    expect(cpuMs(work)).toBeLessThan(limitMs);
  });
});
