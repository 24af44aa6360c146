import { describe, expect, it } from 'vitest';
import { type Page, readPage } from '../../../src/ingest/page/read-page.ts';
import { STORIES, textOfStory } from '../../support/stories.ts';
import { scoreText } from '../../support/text-score.ts';
import { PAGES } from './pages.ts';

const NOW = '2026-01-08T00:00:00Z';

function read(html: string, given: Partial<Page> = {}) {
  return readPage({
    url: 'https://site.example/a',
    contentType: 'text/html',
    body: new TextEncoder().encode(html),
    now: NOW,
    ...given,
  });
}

const shapes = Object.entries(PAGES).map(([name, make]) => ({ name, make }));

describe('the text of a page', () => {
  /** Reached 0.883 to 1, 0.988 on average. */
  const LEAST = 0.85;
  const LEAST_ON_AVERAGE = 0.97;

  it.each(shapes)('is found in $name', ({ make }) => {
    const { story, ...page } = make();
    const { kind, draft } = readPage({ ...page, now: NOW });
    expect(kind).toBe('article');
    expect(draft.title).toBe(story.title);
    expect(draft.text.startsWith(`${story.title}\n\n`)).toBe(true);
    expect(scoreText(draft.text, textOfStory(story)).f1).toBeGreaterThan(LEAST);
  });

  it('is found well on average', () => {
    const scores = shapes.map(({ make }) => {
      const { story, ...page } = make();
      return scoreText(readPage({ ...page, now: NOW }).draft.text, textOfStory(story)).f1;
    });
    expect(scores.reduce((sum, each) => sum + each, 0) / scores.length).toBeGreaterThan(LEAST_ON_AVERAGE);
  });

  it('keeps paragraphs, headings, lists and tables as lines of their own', () => {
    const listed = PAGES['a list of what is known, under headings']!();
    expect(readPage({ ...listed, now: NOW }).draft.text).toContain(
      [
        '\n\nThe damage\n\n- Some 48,000 households were without power at noon on Wednesday, down from 110,000 in the night.\n- The coastal',
      ].join(''),
    );
    const table = PAGES['a text with a table of figures']!();
    expect(readPage({ ...table, now: NOW }).draft.text).toContain(
      '\n\nPurpose | 2025 | 2026\nSchools | 610 million | 655 million\n',
    );
  });

  it('is well-formed, without invisible signs that break words', () => {
    const paragraph = `<p>${'The fer\u00adry sailed on\u200b time, with 14\u00a0passengers\ud800 aboard, and came back before dark. '.repeat(8)}</p>`;
    const { draft } = read(`<html lang="en"><h1>A ferry</h1>${paragraph}&#0;${paragraph}`);
    expect(draft.text.isWellFormed()).toBe(true);
    expect(draft.text).toContain('The ferry sailed on time, with 14 passengers');
    expect(draft.text).not.toMatch(/[\u00ad\u200b\0]/);
  });
});

describe('what is known of an article', () => {
  const known = (name: string) => readPage({ ...PAGES[name]!(), now: NOW });

  it('comes from JSON-LD first', () => {
    expect(known('a large site with nameless boxes and JSON-LD')).toMatchObject({
      siteName: 'Valley Courier',
      draft: {
        origin: 'feed',
        url: 'https://www.courier.example/valley/dam-letters',
        outlet: 'courier.example',
        byline: 'Ivo Marsten',
        title: STORIES.dam.title,
        publishedAt: '2026-01-05T17:05:00Z',
        language: 'en',
      },
    });
  });

  it.each([
    ['a blog with a sidebar and comments', 'Ada Quill', '2026-01-06T08:30:00Z', 'en'],
    ['lines broken by br, in windows-1252 without saying so', 'Lena Voss and Piet Arnold', '2026-01-04', 'en'],
    ['a page laid out by tables', 'Rosa Fenn', '2025-12-30', 'en'],
    ['a text with a table of figures', 'Karl Odden', '2025-12-18', 'en'],
    ['another language than it says', 'Jana Holt', null, 'de'],
    ['preformatted text in UTF-16', null, null, 'en'],
  ])('comes from what else the page says: %s', (name, byline, publishedAt, language) => {
    expect(known(name).draft).toMatchObject({ byline, publishedAt, language });
  });

  it('is one identity for the page and its reduced form', () => {
    const { draft } = known('a reduced page for phones');
    expect(draft.url).toBe('https://quay.example/ferries');
    const other = read('', { url: 'http://www.quay.example/ferries/?utm_source=x' });
    expect(draft.id).toBe(other.draft.id);
  });

  it.each([
    ['<link rel="canonical" href="https://elsewhere.example/b">', 'https://site.example/a'],
    ['<meta property="og:url" content="https://elsewhere.example/b">', 'https://site.example/a'],
    ['<link rel="canonical" href="https://site.example/">', 'https://site.example/a'],
    ['<link rel="canonical" href="https://www.site.example/b?utm_source=x">', 'https://www.site.example/b'],
    ['<meta property="og:url" content="/b">', 'https://site.example/b'],
  ])('has the address that counts: %s', (tag, url) => {
    expect(read(`<html><head>${tag}</head>`).draft.url).toBe(url);
  });

  it.each([
    ['<title>Ferries sail again in April | The Observer</title>', 'Ferries sail again in April'],
    ['<meta property="og:site_name" content="The Observer"><title>Ferries sail - The Observer</title>', 'Ferries sail'],
    ['<title>Ferries - a short history</title>', 'Ferries - a short history'],
    [
      '<meta property="og:title" content="Ferries sail again in…"><h1>Ferries sail again in April</h1>',
      'Ferries sail again in April',
    ],
    ['<h1>One</h1><h1>Two</h1>', null],
    ['', null],
  ])('has the title that is the article’s: %s', (html, title) => {
    expect(read(`<html>${html}`).draft.title).toBe(title);
  });

  it.each([
    ['{"@type":"NewsArticle","headline":"A","author":{"name":"Ada Quill"}}', 'Ada Quill'],
    [
      '[{"@type":["Thing","Article"],"headline":"A","author":["Ada Quill",{"@type":"Person","name":"Ivo Marsten"}]}]',
      'Ada Quill, Ivo Marsten',
    ],
    [
      '{"@graph":[{"@id":"#a","name":"Ada Quill"},{"@type":"BlogPosting","headline":"A","author":{"@id":"#a"}}]}',
      'Ada Quill',
    ],
    ['{"@type":"NewsArticle","headline":"A","author":"By Ada Quill"}', 'Ada Quill'],
    ['{"@type":"NewsArticle","headline":"A\nB","author":{"name":["Ada Quill"]}}', 'Ada Quill'],
    ['{"@type":"NewsArticle","headline":"A","author":{"name":"https://site.example/ada"}}', null],
    ['{"@type":"NewsArticle","headline":"A","author":null,}', null],
    ['{"@type":"NewsArticle","author":{"author":{}}}', null],
    ['[[[{"@type":7}]]]', null],
    ['null', null],
  ])('is read from JSON-LD of any form: %s', (json, byline) => {
    expect(read(`<html><script type="application/ld+json">${json}</script>`).draft.byline).toBe(byline);
  });

  it('is taken from the article that is the page’s own, of several', () => {
    const told = [
      { '@type': 'NewsArticle', headline: 'Another', url: 'https://site.example/b' },
      { '@type': 'NewsArticle', headline: 'This one', mainEntityOfPage: { '@id': 'https://www.site.example/a/' } },
    ];
    const html = (list: unknown) => `<html><script type="application/ld+json">${JSON.stringify(list)}</script>`;
    expect(read(html(told)).draft.title).toBe('This one');
    expect(read(html([told[0], { ...told[1], mainEntityOfPage: undefined }])).draft.title).toBeNull();
  });
});

describe('an encoding', () => {
  const words = 'Füße, café, naïve';
  const page = (head: string) => `<html><head>${head}</head><body><h1>${words}</h1></body></html>`;
  const latin = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));

  it.each([
    ['the header', 'text/html; charset=ISO-8859-1', latin(page(''))],
    [
      'the header before the page',
      'text/html; charset="utf-8"',
      new TextEncoder().encode(page('<meta charset="iso-8859-1">')),
    ],
    [
      'a mark before both',
      'text/html; charset=iso-8859-1',
      new TextEncoder().encode(`\uFEFF${page('<meta charset="latin1">')}`),
    ],
    ['a mark of UTF-16', null, Buffer.from(`\uFEFF${page('')}`, 'utf16le')],
    ['the page', 'text/html', latin(page('<meta charset=windows-1252>'))],
    [
      'the page, the old way',
      'text/html',
      latin(page('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">')),
    ],
    [
      'the page, not its comments',
      'text/html',
      latin(page('<!-- <meta charset="utf-8"> --><script>"<meta charset=utf-8>"</script><meta charset="latin1">')),
    ],
    ['an XML declaration', null, latin(`<?xml version="1.0" encoding="iso-8859-1"?>${page('')}`)],
    ['the bytes: UTF-8', 'text/html', new TextEncoder().encode(page(''))],
    ['the bytes: not UTF-8', 'text/html', latin(page(''))],
    ['a page that says UTF-16 and is not', 'text/html', new TextEncoder().encode(page('<meta charset="utf-16">'))],
    [
      'a page that says nonsense',
      'text/html; charset=klingon',
      new TextEncoder().encode(page('<meta charset="x-user-defined">')),
    ],
  ])('is found by %s', (_, contentType, body) => {
    expect(read('', { contentType, body }).draft.title).toBe(words);
  });

  it('of another script is read too', () => {
    const body = Uint8Array.from([...Buffer.from('<h1>'), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, ...Buffer.from('</h1>')]);
    expect(read('', { contentType: 'text/html; charset=windows-1251', body }).draft.title).toBe('Привет');
  });
});
