/** Pages that would hang or starve whoever reads them, read in the real threads. */
import { afterAll, describe, expect, it } from 'vitest';
import { StetError } from '../../src/core/errors.ts';
import type { Reader } from '../../src/core/ports.ts';
import type { Page } from '../../src/ingest/page/read-page.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { fixedClock } from '../support/clock.ts';
import { PAGES } from './page/pages.ts';

const THREAD = new URL('../../src/page-thread.ts', import.meta.url);
const CLOCK = fixedClock('2026-01-08T00:00:00Z');
const reader = openReader({ thread: THREAD, clock: CLOCK });
afterAll(() => reader.close());

type Given = Omit<Page, 'now'>;

function page(html: string): Given {
  return { url: 'https://site.example/a', contentType: 'text/html', body: new TextEncoder().encode(html) };
}

const good = (): Given => PAGES['a blog with a sidebar and comments']!();

/** Reads a page as a job would. */
const readBy = (by: Reader, { body, ...source }: Given) => by.page(body, source);

describe('a page', () => {
  it('is read in a thread', async () => {
    expect((await readBy(reader, good())).kind).toBe('article');
  });

  it.each([
    ['5,000 nested elements', '<div>'.repeat(5_000)],
    ['5,000 nested inline elements', `<p>${'<b><i>'.repeat(2_500)}x`],
    ['160 KB of unclosed links', '<a href=x>'.repeat(16_000)],
    ['lists without end', `<ul>${'<li>a<ul>'.repeat(3_000)}`],
    ['200,000 elements', '<br>'.repeat(200_000)],
    ['an element with 200,000 attributes', `<p ${Array.from({ length: 200_000 }, (_, n) => `a${n}`).join(' ')}>`],
  ])('of %s is refused at once, and the next one is read', async (_, html) => {
    const fault = await readBy(reader, page(html)).catch(thrown => thrown);
    expect(fault).toMatchObject({ code: 'unreadable-page', retryable: false });
    // Refused by what it is, not killed for the time it took.
    expect(fault.message).not.toContain('took longer');
    expect((await readBy(reader, good())).kind).toBe('article');
  });

  it.each([
    ['160 KB of opening brackets and letters', '<a'.repeat(80_000)],
    ['200 KB of opening brackets', '<'.repeat(200_000)],
    ['comments never closed', '<!--'.repeat(50_000)],
    ['one long word', `<p>${'x'.repeat(2_000_000)}`],
    ['white space', `<p>${' \n'.repeat(1_000_000)}`],
    ['a long title', `<title>${'a | '.repeat(100_000)}</title>`],
    ['entities', `<p>${'&amp;'.repeat(200_000)}`],
    ['commas', `<p>${'a, '.repeat(500_000)}</p>`.repeat(2)],
    ['hostile JSON-LD', `<script type="application/ld+json">${'['.repeat(100_000)}</script>`],
    ['20,000 paragraphs', '<p>The ferry sailed on time, as it does. '.repeat(20_000)],
  ])('of %s is read or refused in time', async (_, html) => {
    // Read, refused, or killed at the limit: in each case it ends.
    await readBy(reader, page(html)).catch(fault => expect(fault).toMatchObject({ code: 'unreadable-page' }));
  });
});

describe('a feed', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const source = { url: 'https://site.example/feed', contentType: 'application/rss+xml' };

  it('is read in a thread', async () => {
    const rss =
      '<rss><channel><title>Harbour</title><item><title>One</title><link>https://site.example/1</link></item></channel></rss>';
    const { title, items } = await reader.feed(bytes(rss), source);
    expect([title, items.map(item => item.url)]).toEqual(['Harbour', ['https://site.example/1']]);
  });

  it('is read before the pages that wait', async () => {
    const done: string[] = [];
    const reading = ['a', 'b', 'c'].map(name => readBy(reader, good()).then(() => done.push(name)));
    const feed = reader
      .feed(bytes('<rss><channel><title>T</title></channel></rss>'), source)
      .then(() => done.push('feed'));
    await Promise.all([...reading, feed]);
    expect(done).toEqual(['a', 'feed', 'b', 'c']);
  });

  it('that is none is refused', async () => {
    await expect(reader.feed(bytes('<p>no feed'), source)).rejects.toMatchObject({ code: 'unreadable-feed' });
  });

  it('is found on a site', async () => {
    const html = '<head><link rel="alternate" type="application/rss+xml" title="News" href="/rss">';
    const [first] = await reader.site(bytes(html), { url: 'https://site.example/', contentType: 'text/html' });
    expect(first).toEqual({ url: 'https://site.example/rss', title: 'News', found: 'announced' });
  });
});

describe('a thread', () => {
  const slow = page('<p>The ferry sailed, as it does, on time. '.repeat(10_000));

  it('that takes too long is killed, and the next page is read in another', async () => {
    const hasty = openReader({ thread: THREAD, clock: CLOCK, timeLimitMs: 1 });
    const fault = await readBy(hasty, slow).catch(thrown => thrown);
    expect(fault).toBeInstanceOf(StetError);
    expect(fault).toMatchObject({ code: 'unreadable-page', message: 'the work took longer than 1 ms' });
    await hasty.close();
  });

  it('serves several pages in their turn, several threads at once', async () => {
    const two = openReader({ thread: THREAD, clock: CLOCK, workers: 2 });
    const readings = await Promise.all(Object.values(PAGES).map(make => readBy(two, make())));
    expect(readings.map(({ kind }) => kind)).toEqual(readings.map(() => 'article'));
    await two.close();
    await two.close();
  });

  it('that is closed reads no more', async () => {
    const closed = openReader({ thread: THREAD, clock: CLOCK });
    await readBy(closed, good());
    const [under, next] = [readBy(closed, slow), readBy(closed, slow)].map(each => each.catch(thrown => thrown));
    await new Promise(resolve => setImmediate(resolve));
    await closed.close();
    expect(await under).toMatchObject({ code: 'unreadable-page' });
    expect(await next).toMatchObject({ code: 'internal' });
    await expect(readBy(closed, good())).rejects.toMatchObject({ code: 'internal' });
  });
});
