import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/ingest/page/read-page.ts';
import { STORIES, type Story } from '../../support/stories.ts';

function kindOf(html: string, url = 'https://site.example/2026/story') {
  const body = new TextEncoder().encode(`<!doctype html><html lang="en">${html}</html>`);
  const { kind, why } = readPage({ url, contentType: 'text/html; charset=utf-8', body, now: '2026-01-08T00:00:00Z' });
  expect(why === null).toBe(kind === 'article');
  return kind;
}

const paragraphs = ({ lines }: Story, from = 0, to = 99) =>
  lines
    .slice(from, to)
    .map(line => `<p>${line.replace(/^[#-] /, '')}</p>`)
    .join('');

const ld = (given: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ferry line to reopen', ...given })}</script>`;

const STORY = paragraphs(STORIES.ferries);
const BEGINNING = paragraphs(STORIES.ferries, 0, 2);
const head = '<h1>Ferry line to reopen</h1>';

describe('an article', () => {
  it.each([
    ['in full', `${head}<article>${STORY}</article>`],
    ['that is told of', `${ld({ wordCount: 200 })}${head}<article>${STORY}</article>`],
    [
      'for subscribers, whose whole text is there',
      `${ld({ isAccessibleForFree: false })}${head}<article>${STORY}${paragraphs(STORIES.strike)}${paragraphs(STORIES.museum)}</article>`,
    ],
    [
      'beside an offer to subscribe',
      `${head}<article>${STORY}</article><aside><p>Subscribe to the Observer for 2 crowns.</p></aside>`,
    ],
    [
      'under a banner about cookies',
      `<div class="banner"><p>We use cookies and similar technologies with our partners. Accept all or manage your privacy settings. Read our cookie policy and privacy policy.</p></div>${head}<article>${STORY}</article>`,
    ],
    [
      'about cookies',
      `<h1>Court rules on cookies</h1><article>${STORY.replaceAll('ferries', 'cookies')}<p>The court said that consent to cookies must be given freely.</p></article>`,
    ],
    ['that is short', `${ld({})}${head}<article>${paragraphs(STORIES.ferries, 0, 3)}</article>`],
    [
      'that ends in a link to more',
      `${head}<article>${STORY}<p><a href="/b">Read more about the ferries</a></p></article>`,
    ],
    [
      'without scripts',
      `<noscript>Please enable JavaScript to use this site fully.</noscript>${head}<article>${STORY}</article>`,
    ],
  ])('%s is one', (_, html) => {
    expect(kindOf(html)).toBe('article');
  });
});

describe('a paywall', () => {
  it.each([
    ['said by JSON-LD', `${ld({ isAccessibleForFree: 'False' })}${head}<article>${BEGINNING}</article>`],
    [
      'said by JSON-LD as an address',
      `${ld({ isAccessibleForFree: 'http://schema.org/False' })}${head}<article>${BEGINNING}</article>`,
    ],
    ['in the text', `${head}<article>${BEGINNING}<p>Subscribe to continue reading this article.</p></article>`],
    [
      'in a box beside it',
      `${head}<article>${BEGINNING}</article><div class="wall"><h2>Already a subscriber? Log in</h2><p>Subscribe now to unlock this article.</p></div>`,
    ],
    [
      'after a long beginning',
      `${head}<article>${STORY}${paragraphs(STORIES.strike)}<p>This article is reserved for our subscribers.</p></article>`,
    ],
    [
      'of counted articles',
      `${head}<article>${BEGINNING}<p>You have reached your monthly limit of free articles.</p></article>`,
    ],
    ['of members', `${head}<article>${BEGINNING}<p>Become a member to read the whole story.</p></article>`],
  ])('%s is seen', (_, html) => {
    expect(kindOf(html)).toBe('paywall');
  });
});

describe('a teaser', () => {
  it.each([
    [
      'that ends in a link',
      `${head}<article>${BEGINNING}<p><a href="https://other.example/">Read the full story at The Other Paper</a></p></article>`,
    ],
    [
      'that ends in dots',
      `${head}<article>${BEGINNING}<p>The line was closed in March 2024 after cracks were found in the hulls of three of […]</p></article>`,
    ],
    ['of an article that is longer', `${ld({ wordCount: 900 })}${head}<article>${BEGINNING}<p>It sails.</p></article>`],
    [
      'that says no more than its description',
      `<meta property="og:type" content="article"><meta name="description" content="${STORIES.ferries.lines[0]} ${STORIES.ferries.lines[1]}">${head}<article>${BEGINNING}</article>`,
    ],
  ])('%s is seen', (_, html) => {
    expect(kindOf(html)).toBe('teaser');
  });
});

describe('a question about consent', () => {
  const question =
    '<h1>Before you continue</h1><p>We and our 842 partners store and access personal data, such as cookies, on your device. With your consent, we may use precise location data.</p><p>Some partners rely on legitimate interest. You can manage options or withdraw consent in our privacy policy.</p><button>Accept all</button><button>Reject all</button>';

  it('in place of the text is seen', () => {
    expect(kindOf(question)).toBe('consent');
  });

  it('on a page of its own is seen', () => {
    expect(kindOf('<h1>Welcome</h1><p>Please choose.</p>', 'https://consent.site.example/?url=x')).toBe('consent');
    expect(kindOf('<h1>Welcome</h1><p>Please choose.</p>', 'https://site.example/privacy-gate/?url=x')).toBe('consent');
  });
});

describe('what is not an article', () => {
  const links = Array.from(
    { length: 30 },
    (_, n) => `<li><a href="/${n}">The council will meet again on day ${n} to vote on it</a></li>`,
  ).join('');

  it.each([
    ['nothing', ''],
    ['a front page', `<h1>The Observer</h1><ul>${links}</ul>`],
    ['a page of a section', `<main><h1>Politics</h1><div><ul>${links}</ul></div></main>`],
    [
      'a fault told with a friendly status',
      '<title>Page not found - The Observer</title><h1>404</h1><p>We are sorry. The page that you are looking for has moved, or never was. Try the search, or begin at the front page of the site.</p>',
    ],
    [
      'a check for robots',
      '<title>Just a moment...</title><h1>site.example</h1><p>Checking your browser before you go on. This takes a few seconds, and you need not do anything.</p>',
    ],
    [
      'a page for browsers with scripts',
      '<title>The Observer</title><div id="app"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
    ],
    [
      'a page to log in',
      '<title>Log in</title><form><label>Name</label><input><label>Password</label><input></form><p>Forgot your password? We send you a new one by mail within a few minutes of asking.</p>',
    ],
    [
      'a picture',
      '<h1>The bell</h1><figure><img src="a.jpg"><figcaption>Villagers carry the bell.</figcaption></figure>',
    ],
    ['a film', '<h1>Watch: the bell</h1><video src="a.mp4"></video><p>Villagers carry the bell to a lorry.</p>'],
  ])('is seen: %s', (_, html) => {
    expect(kindOf(html)).toBe('not-an-article');
  });

  it('is seen: the front page of a site, however much it says', () => {
    expect(kindOf(`${head}<article>${STORY}</article>`, 'https://site.example/')).toBe('not-an-article');
  });
});
