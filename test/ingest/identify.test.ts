import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleIdOf, canonicalUrl, cleanUrl, domainOf, fileUrlOf, ownCanonical } from '../../src/ingest/identify.ts';

describe('identity', () => {
  it('is a- and ten base32 characters of the SHA-256 of the URL', () => {
    // printf 'https://example.org/' | sha256sum | xxd -r -p | base32 | cut -c1-10
    expect(articleIdOf('https://example.org/')).toMatch(/^a-[a-z2-7]{10}$/);
    expect(articleIdOf('https://example.org/')).toBe('a-qgmndowebi');
  });

  it('differs between URLs and never between readings', () => {
    expect(articleIdOf('https://example.org/a')).not.toBe(articleIdOf('https://example.org/b'));
    expect(articleIdOf(fileUrlOf('/texts/one.md'))).toBe(articleIdOf('file:///texts/one.md'));
  });
});

const STORY = 'https://site.example/2026/01/ferries';

describe('one article has one canonical URL', () => {
  it.each([
    'http://site.example/2026/01/ferries',
    'https://www.site.example/2026/01/ferries',
    'HTTPS://SITE.Example:443/2026/01/ferries',
    'http://site.example:80/2026/01/ferries',
    'https://site.example./2026/01/ferries',
    'https://name:pass@site.example/2026/01/ferries',
    `${STORY}/`,
    `${STORY}#comments`,
    `${STORY}#:~:text=ferries`,
    `${STORY}?`,
    `${STORY}?&`,
    `${STORY}/index.html`,
    `${STORY}/index.php`,
    `${STORY}/amp`,
    `${STORY}/amp/`,
    `${STORY}?amp=1`,
    `${STORY}?amp`,
    `${STORY}?outputType=amp`,
    'https://amp.site.example/2026/01/ferries',
    'https://site.example//2026/01//ferries',
    'https://site.example/2026/x/../01/ferries',
    'https://site.example/2026/01/f%65rries',
    `${STORY};jsessionid=0A1B`,
    `${STORY}?utm_source=rss&utm_medium=feed&utm_campaign=x`,
    `${STORY}?UTM_Source=x`,
    `${STORY}?fbclid=abc`,
    `${STORY}?gclid=abc&gclsrc=x`,
    `${STORY}?mc_cid=a&mc_eid=b`,
    `${STORY}?at_medium=RSS&at_campaign=KARANGA`,
    `${STORY}?ns_mchannel=a&ns_source=b&ns_campaign=c&ns_linkname=d&ns_fee=0`,
    `${STORY}?cmpid=rss&CMP=share_btn`,
    `${STORY}?ref=rss`,
    `${STORY}?source=twitter`,
    `${STORY}?from=homepage`,
    `${STORY}?share=whatsapp`,
    `${STORY}?rss=1&app=true`,
    `${STORY}?xtor=RSS-3208`,
    `${STORY}?_ga=1.2&_gl=3`,
    `${STORY}?igshid=1`,
    `${STORY}?ref_src=twsrc%5Etfw`,
    `${STORY}?PHPSESSID=1`,
    `${STORY}?mkt_tok=a&_hsenc=b&_hsmi=c`,
  ])('%s', url => {
    expect(canonicalUrl(url)).toBe(STORY);
  });

  it.each([
    ['https://site.example', 'http://www.site.example/index.html'],
    ['https://site.example/a?b=1&c=2', 'https://site.example/a?c=2&b=1'],
    ['https://site.example/a?b=1', 'https://site.example/a?b=1&utm_id=5'],
    ['https://site.example/caf%C3%A9', 'https://site.example/café'],
    ['https://site.example/a%2fb', 'https://site.example/a%2Fb'],
    ['https://bücher.example/a', 'https://xn--bcher-kva.example/a'],
    ['https://site.example/a.html', 'https://site.example/a.amp.html'],
  ])('%s and %s', (one, other) => {
    expect(canonicalUrl(one)).toBe(canonicalUrl(other));
  });
});

describe('two articles have two', () => {
  it.each([
    ['https://site.example/a', 'https://site.example/b'],
    ['https://site.example/a', 'https://site.example/A'],
    ['https://site.example/a?id=1', 'https://site.example/a?id=2'],
    ['https://site.example/a?ref=8812', 'https://site.example/a?ref=8813'],
    ['https://site.example/a?source=reuse', 'https://site.example/a'],
    ['https://site.example/a?cid=77', 'https://site.example/a?cid=78'],
    ['https://site.example/a?src=1', 'https://site.example/a?src=2'],
    ['https://site.example/a?page=2', 'https://site.example/a'],
    ['https://site.example/a?output=x', 'https://site.example/a'],
    ['https://site.example/a?tag=1&tag=2', 'https://site.example/a?tag=2&tag=1'],
    ['https://site.example/#!/a', 'https://site.example/#!/b'],
    ['https://site.example/#/a', 'https://site.example/'],
    ['https://one.site.example/a', 'https://two.site.example/a'],
    ['https://m.example/a', 'https://example/a'],
    ['https://www.example/a', 'https://example/a'],
    ['https://site.example:8443/a', 'https://site.example/a'],
    ['http://site.example:8080/a', 'https://site.example:8080/a'],
    ['https://site.example/a%2Fb', 'https://site.example/a/b'],
    ['https://site.example/lamp', 'https://site.example/l'],
    ['https://site.example/amp', 'https://site.example/'],
    ['https://site.example/campaign', 'https://site.example/'],
  ])('%s and %s', (one, other) => {
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other));
  });
});

describe('a canonical URL', () => {
  it('is its own canonical URL', () => {
    const parameter = fc
      .tuple(fc.constantFrom('utm_x', 'ref', 'id', 'b', 'amp'), fc.constantFrom('rss', '1', 'ä', ''))
      .map(pair => pair.join('='));
    const url = fc
      .tuple(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.array(parameter))
      .map(([base, more]) => (more.length > 0 ? `${base.split(/[?#]/)[0]}?${more.join('&')}` : base));
    expect(canonicalUrl(canonicalUrl('http://a.example??'))).toBe(canonicalUrl('http://a.example??'));
    fc.assert(
      fc.property(url, given => void expect(canonicalUrl(canonicalUrl(given))).toBe(canonicalUrl(given))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(url, given => void expect(cleanUrl(cleanUrl(given))).toBe(cleanUrl(given))),
      { numRuns: 500 },
    );
  });

  it.each(['', 'no address', 'file:///a/b', 'urn:x'])('of %j is itself', text => {
    expect(canonicalUrl(text)).toBe(text);
    expect(cleanUrl(text)).toBe(text);
  });
});

describe('a clean URL', () => {
  it.each([
    ['http://www.site.example/A/?utm_source=x', 'http://www.site.example/A/'],
    ['https://site.example/a/?b=%7e&fbclid=1&a=+x', 'https://site.example/a/?b=%7e&a=+x'],
    ['https://n:p@site.example/a#top', 'https://site.example/a'],
    ['https://site.example/a?b', 'https://site.example/a?b'],
    ['https://site.example/#!/a', 'https://site.example/#!/a'],
  ])('of %s is %s', (url, clean) => {
    expect(cleanUrl(url)).toBe(clean);
  });
});

describe('the domain of a site', () => {
  it.each([
    ['https://news.site.co.uk/a', 'site.co.uk'],
    ['https://www.site.example/', 'site.example'],
    ['https://one.github.io/', 'one.github.io'],
    ['https://one.blogspot.com/', 'one.blogspot.com'],
    ['http://127.0.0.1:8080/', '127.0.0.1'],
    ['http://localhost/', 'localhost'],
    ['no address', ''],
  ])('%s is of %s', (url, domain) => {
    expect(domainOf(url)).toBe(domain);
  });
});

describe('what a page calls its own address', () => {
  const from = 'https://news.site.example/a?b=1';

  it.each([
    ['https://www.site.example/story', 'https://www.site.example/story'],
    ['/story?utm_source=x', 'https://news.site.example/story'],
    ['//site.example/story', 'https://site.example/story'],
  ])('counts on its own domain: %s', (said, counted) => {
    expect(ownCanonical(said, from)).toBe(counted);
  });

  it.each([
    null,
    '',
    'https://other.example/story',
    'https://site.example.other.example/story',
    'https://site.example/',
    'https://www.site.example',
    'http://',
    'javascript:0',
    'mailto:a@site.example',
  ])('counts for nothing elsewhere: %s', said => {
    expect([null, cleanUrl(from)]).toContain(ownCanonical(said, from));
  });

  it('does not count between the sites of one host', () => {
    expect(ownCanonical('https://two.github.io/a', 'https://one.github.io/a')).toBeNull();
  });

  it('may be the front page for the front page', () => {
    expect(ownCanonical('https://site.example/', 'https://www.site.example/?utm_source=x')).toBeNull();
    expect(ownCanonical('https://site.example/', 'https://www.site.example/')).toBe('https://site.example/');
  });
});
