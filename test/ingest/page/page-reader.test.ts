/** Pages that would hang or starve whoever reads them, read in the real threads. */
import { afterAll, describe, expect, it } from 'vitest';
import { StetError } from '../../../src/core/errors.ts';
import { openPageReader } from '../../../src/ingest/page/page-reader.ts';
import type { Page } from '../../../src/ingest/page/read-page.ts';
import { PAGES } from './pages.ts';

const THREAD = new URL('../../../src/page-thread.ts', import.meta.url);
const reader = openPageReader({ thread: THREAD });
afterAll(() => reader.close());

const now = '2026-01-08T00:00:00Z';

function page(html: string): Page {
  return { url: 'https://site.example/a', contentType: 'text/html', body: new TextEncoder().encode(html), now };
}

const good = (): Page => ({ ...PAGES['a blog with a sidebar and comments']!(), now });

describe('a page', () => {
  it('is read in a thread', async () => {
    expect((await reader.read(good())).kind).toBe('article');
  });

  it.each([
    ['5,000 nested elements', '<div>'.repeat(5_000)],
    ['5,000 nested inline elements', `<p>${'<b><i>'.repeat(2_500)}x`],
    ['160 KB of unclosed links', '<a href=x>'.repeat(16_000)],
    ['lists without end', `<ul>${'<li>a<ul>'.repeat(3_000)}`],
    ['200,000 elements', '<br>'.repeat(200_000)],
    ['an element with 200,000 attributes', `<p ${Array.from({ length: 200_000 }, (_, n) => `a${n}`).join(' ')}>`],
  ])('of %s is refused at once, and the next one is read', async (_, html) => {
    const started = performance.now();
    await expect(reader.read(page(html))).rejects.toMatchObject({ code: 'unreadable-page', retryable: false });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect((await reader.read(good())).kind).toBe('article');
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
    const started = performance.now();
    await reader.read(page(html)).catch(fault => expect(fault).toMatchObject({ code: 'unreadable-page' }));
    expect(performance.now() - started).toBeLessThan(7_000);
  });
});

describe('a thread', () => {
  const slow = page('<p>The ferry sailed, as it does, on time. '.repeat(10_000));

  it('that takes too long is killed, and the next page is read in another', async () => {
    const hasty = openPageReader({ thread: THREAD, timeLimitMs: 1 });
    const fault = await hasty.read(slow).catch(thrown => thrown);
    expect(fault).toBeInstanceOf(StetError);
    expect(fault).toMatchObject({ code: 'unreadable-page', message: 'the work took longer than 1 ms' });
    await hasty.close();
  });

  it('serves several pages in their turn, several threads at once', async () => {
    const two = openPageReader({ thread: THREAD, workers: 2 });
    const readings = await Promise.all(Object.values(PAGES).map(make => two.read({ ...make(), now })));
    expect(readings.map(({ kind }) => kind)).toEqual(readings.map(() => 'article'));
    await two.close();
    await two.close();
  });

  it('that is closed reads no more', async () => {
    const closed = openPageReader({ thread: THREAD });
    await closed.read(good());
    const [under, next] = [closed.read(slow), closed.read(slow)].map(each => each.catch(thrown => thrown));
    await new Promise(resolve => setImmediate(resolve));
    await closed.close();
    expect(await under).toMatchObject({ code: 'unreadable-page' });
    expect(await next).toMatchObject({ code: 'internal' });
    await expect(closed.read(good())).rejects.toMatchObject({ code: 'internal' });
  });
});
