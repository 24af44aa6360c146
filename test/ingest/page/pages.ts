/**
 * Pages of many shapes around invented stories, as sites really build them: what is the article's and what is not is known because it was
 * put there. Outlets are invented, under .example.
 */
import { STORIES, type Story } from '../../support/stories.ts';

export interface ShapedPage {
  url: string;
  contentType: string | null;
  body: Uint8Array;
  story: Story;
}

const LINKS = ['World', 'Politics', 'Business', 'Sport', 'Culture', 'Weather', 'Opinion'];
const OTHERS = [
  'Council to vote on new tram line in spring',
  'Five walks for a cold Sunday morning',
  'Why the price of bread has stopped rising',
  'Goalkeeper signs for two more years',
  'Letters: on the felling of the old limes',
];

const nav = `<nav><ul>${LINKS.map(each => `<li><a href="/${each.toLowerCase()}">${each}</a></li>`).join('')}</ul></nav>`;
const related = OTHERS.map((each, n) => `<li><a href="/n/${n}">${each}</a></li>`).join('');
const footer = `<footer><p>© 2026 Harbour Media. All rights reserved.</p><ul><li><a href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy policy</a></li><li><a href="/contact">Contact us</a></li></ul></footer>`;
const cookies = `<div id="cookie-banner" role="dialog"><p>We use cookies to improve your visit. You can accept all or manage your settings.</p><button>Accept all</button></div>`;

const text = (page: string) => new TextEncoder().encode(page);

/** One byte a character, in the old encoding of the West. */
function windows1252(page: string): Uint8Array {
  const special: Record<string, number> = { '“': 0x93, '”': 0x94, '’': 0x92, '‘': 0x91, '–': 0x96, '…': 0x85 };
  return Uint8Array.from(page, character => special[character] ?? character.charCodeAt(0));
}

interface Marks {
  paragraph?: (line: string) => string;
  heading?: (line: string) => string;
  between?: (n: number) => string;
}

/** A story's lines as HTML; the rows of its table as a table. */
function htmlOf(
  { lines }: Story,
  { paragraph = line => `<p>${line}</p>`, heading = line => `<h2>${line}</h2>`, between = () => '' }: Marks = {},
): string {
  const parts = lines.map((line, n) => {
    if (line.startsWith('# ')) return heading(line.slice(2));
    if (line.startsWith('- ')) return `<li>${line.slice(2)}</li>`;
    if (line.includes(' | '))
      return `<tr>${line
        .split(' | ')
        .map(cell => `<td>${cell}</td>`)
        .join('')}</tr>`;
    return paragraph(line) + between(n);
  });
  return parts
    .join('\n')
    .replace(/(<li>.*<\/li>\n?)+/g, '<ul>$&</ul>')
    .replace(/(<tr>.*<\/tr>\n?)+/g, '<table class="data"><tbody>$&</tbody></table>');
}

function blog(): ShapedPage {
  const story = STORIES.ferries;
  const page = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8"><title>${story.title} &#8211; The Sound Observer</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="The Sound Observer"><meta property="article:published_time" content="2026-01-06T09:30:00+01:00">
<meta name="author" content="${story.byline}"><link rel="canonical" href="https://observer.example/2026/01/ferries/"></head><body class="post single">
${cookies}<header class="site-header"><a class="logo" href="/">The Sound Observer</a>${nav}</header>
<main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">${story.title}</h1>
<div class="entry-meta">By <a rel="author" href="/author/ada">${story.byline}</a> <time class="entry-date" datetime="2026-01-06T09:30:00+01:00">January 6, 2026</time> <span>3 min read</span></div></header>
<figure class="wp-block-image"><img src="a.jpg" alt="Boats"><figcaption>The old pier. Photo: Harbour Media</figcaption></figure>
<div class="entry-content">${htmlOf(story, { between: n => (n === 2 ? '<div class="wp-block-newsletter"><p>Sign up for our morning newsletter</p><form><input type="email"><button>Subscribe</button></form></div>' : '') })}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">Email</a></li></ul></div>
<p class="tags">Tags: <a href="/t/1">ferries</a>, <a href="/t/2">islands</a></p></div>
<footer class="entry-footer"><div class="author-bio"><h3>About the author</h3><p>Ada Quill covers the islands.</p></div></footer></article>
<section id="related"><h2>Related stories</h2><ul>${related}</ul></section>
<section id="comments"><h2>2 comments</h2><ol><li><p>About time! My mother has not seen us since autumn, and the supply boat is no place for a pram.</p></li><li><p>I will believe it when I stand on the deck.</p></li></ol><h3>Leave a reply</h3><form><textarea></textarea></form></section></main>
<aside class="sidebar"><h2>Most read</h2><ol>${related}</ol></aside>${footer}</body></html>`;
  return {
    url: 'https://observer.example/2026/01/ferries/?utm_source=rss',
    contentType: 'text/html; charset=UTF-8',
    body: text(page),
    story,
  };
}

function bigSite(): ShapedPage {
  const story = STORIES.dam;
  const graph = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'Organization', '@id': '#org', name: 'Valley Courier' },
      { '@type': 'Person', '@id': '#ivo', name: story.byline },
      {
        '@type': 'NewsArticle',
        headline: story.title,
        datePublished: '2026-01-05T17:05:00Z',
        author: [{ '@id': '#ivo' }],
        publisher: { '@id': '#org' },
        isAccessibleForFree: true,
        wordCount: 230,
        inLanguage: 'en',
      },
      { '@type': 'BreadcrumbList', itemListElement: [] },
    ],
  };
  const ad = '<div class="css-9x1 ad-slot" data-ad="mpu"><span>Advertisement</span></div>';
  const chunk = (n: number) =>
    n === 3 ? `${ad}<div class="css-7ab"><span>Read more: </span><a href="/n/9">${OTHERS[0]}</a></div>` : '';
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${story.title} | Valley Courier</title>
<script type="application/ld+json">${JSON.stringify(graph)}</script><style>.css-1{color:red}</style></head>
<body><div id="root"><div class="css-1"><div class="css-2">${nav}</div><div class="css-3"><div class="css-4">
<h1 class="css-5">${story.title}</h1><div class="css-6"><div>By ${story.byline}</div><div>Published 5 January 2026</div><div><button>Share</button><button>Save</button></div></div>
<div class="css-8" data-component="text-block">${htmlOf(story, { paragraph: line => `<div class="css-p1" data-component="text-block"><p class="css-p2"><span>${line}</span></p></div>`, between: chunk })}</div>
<div class="css-tags"><a href="/t/1">Velm valley</a><a href="/t/2">Dams</a></div>
<div class="css-promo"><h2>More on this story</h2><ul>${related}</ul></div></div>
<div class="css-rail"><h2>Top stories</h2><ul>${related}</ul></div></div>${footer}</div></div><script>window.__STATE__={"a":"<p>not text</p>"}</script></body></html>`;
  return {
    url: 'https://www.courier.example/valley/dam-letters',
    contentType: 'text/html;charset=utf-8',
    body: text(page),
    story,
  };
}

function brokenLines(): ShapedPage {
  const story = STORIES.strike;
  const page = `<html><head><title>${story.title}</title></head><body bgcolor="#ffffff"><div id="top"><a href="/">Home</a> | <a href="/news">News</a> | <a href="/archive">Archive</a></div>
<div id="content"><h1>${story.title}</h1><i>By ${story.byline}</i><br><i>January 4, 2026</i><br><br>${story.lines.join('<br><br>\n')}<br><br><a href="/">Back to home</a></div>
<div id="bottom">Copyright 2026 The Eastern Port Paper. All rights reserved.</div></body></html>`;
  return { url: 'http://portpaper.example/2026/strike.htm', contentType: 'text/html', body: windows1252(page), story };
}

function tables(): ShapedPage {
  const story = STORIES.museum;
  const cell = story.lines.map(line => `<p><font face="Arial" size="2">${line}</font></p>`).join('\n');
  const page = `<HTML><HEAD><TITLE>Aldery Weekly: ${story.title}</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"></HEAD><BODY>
<TABLE width="780" border="0"><TR><TD colspan="2"><A href="/"><IMG src="logo.gif" alt="Aldery Weekly"></A></TD></TR>
<TR><TD width="160" valign="top"><A href="/1">Front page</A><BR><A href="/2">Town</A><BR><A href="/3">Farms</A><BR><A href="/4">Small ads</A></TD>
<TD valign="top"><TABLE><TR><TD><H2>${story.title}</H2><FONT size="1">by ${story.byline}, 30 December 2025</FONT>${cell}</TD></TR></TABLE></TD></TR>
<TR><TD colspan="2" align="center"><FONT size="1">&copy; Aldery Weekly</FONT></TD></TR></TABLE></BODY></HTML>`;
  return { url: 'https://weekly.example/show.asp?id=8812', contentType: 'text/html', body: windows1252(page), story };
}

function amp(): ShapedPage {
  const story = STORIES.ferries;
  const ld = {
    '@context': 'http://schema.org',
    '@type': 'NewsArticle',
    headline: story.title,
    datePublished: '2026-01-06',
    author: story.byline,
    mainEntityOfPage: 'https://quay.example/ferries',
  };
  const page = `<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><link rel="canonical" href="https://quay.example/ferries"><script type="application/ld+json">${JSON.stringify(ld)}</script><title>${story.title}</title></head>
<body><amp-sidebar id="s">${nav}</amp-sidebar><header><a href="/">The Quay</a></header><article><h1>${story.title}</h1><p class="by">By ${story.byline}</p><amp-img src="a.jpg" width="1" height="1"></amp-img>
${htmlOf(story, { between: n => (n % 2 ? '<amp-ad width="300" height="250"></amp-ad>' : '') })}<amp-social-share type="email"></amp-social-share></article><h4>Also in The Quay</h4><ul>${related}</ul>${footer}</body></html>`;
  return { url: 'https://quay.example/ferries/amp', contentType: 'text/html', body: text(page), story };
}

function liveList(): ShapedPage {
  const story = STORIES.storm;
  const page = `<!doctype html><html lang="en"><head><meta charset=utf-8><meta property="og:title" content="${story.title}"><meta property="og:type" content="article"><title>Storm</title></head><body>
<div class="masthead">${nav}</div><div class="layout"><div class="story"><div class="kicker"><a href="/weather">Weather</a></div><h1>${story.title}</h1><div class="byline">${story.byline}</div><time datetime="2026-01-07T11:10:00Z">12 minutes ago</time>
<div class="story-body">${htmlOf(story, { heading: line => `<h3><strong>${line}</strong></h3>` })}</div><div class="follow">Follow us on <a href="#">Mastodon</a></div></div>
<div class="side"><h3>Most popular</h3><ol>${related}</ol></div></div>${footer}</body></html>`;
  return {
    url: 'https://coast.example/storm-what-we-know',
    contentType: 'text/html; charset=utf-8',
    body: text(page),
    story,
  };
}

function dataTable(): ShapedPage {
  const story = STORIES.budget;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${story.title} - Merrow Times</title><meta property="og:site_name" content="Merrow Times"></head><body>${nav}
<article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">${story.title}</h1><span itemprop="author" itemscope><span itemprop="name">${story.byline}</span></span><meta itemprop="datePublished" content="2025-12-18">
<div itemprop="articleBody">${htmlOf(story)}</div><div class="box"><h4>Newsletter</h4><p>The week in Merrow, sent to your inbox every Friday.</p></div></article>${footer}</body></html>`;
  return {
    url: 'https://times.example/council/budget-2026',
    contentType: 'text/html; charset=utf-8',
    body: text(page),
    story,
  };
}

function appState(): ShapedPage {
  const story = STORIES.strike;
  const state = JSON.stringify({
    props: { article: { body: story.lines, other: OTHERS } },
    padding: 'x'.repeat(20_000),
  });
  const page = `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>${story.title}</title><meta name="parsely-pub-date" content="2026-01-04T18:00:00Z"/><meta name="parsely-author" content="${story.byline}"/><meta property="og:type" content="article"/></head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="__next"><div class="Layout_wrap__1"><header>${nav}</header><section class="Article_main__2"><h1>${story.title}</h1>
<div class="Article_body__3">${htmlOf(story, { paragraph: line => `<div class="Text_para__4">${line}</div>` })}</div><div class="Share_bar__5"><span>Share</span><span>Copy link</span></div></section>
<section class="Recirc_list__6"><h2>You may also like</h2>${OTHERS.map(each => `<a href="#"><h3>${each}</h3></a>`).join('')}</section></div></div><script id="__NEXT_DATA__" type="application/json">${state}</script></body></html>`;
  return { url: 'https://dock.example/a/strike-ends', contentType: 'text/html', body: text(page), story };
}

function careless(): ShapedPage {
  const story = STORIES.museum;
  const page = `<title>${story.title}</title><meta name=author content="${story.byline}"><center><b>ALDERY HERALD</b></center><hr>
<h1>${story.title}</h1><p><b>By ${story.byline}</b>${story.lines.map(line => `<p>${line}`).join('\n')}<hr><p><a href=/>Home</a> <a href=/old>Older`;
  return { url: 'https://herald.example/bell', contentType: null, body: text(page), story };
}

function xhtml(): ShapedPage {
  const story = STORIES.dam;
  const page = `<?xml version="1.0" encoding="windows-1252"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>${story.title}</title><meta name="dc.date" content="2026-01-05" /><meta name="dc.creator" content="${story.byline}" /></head><body>
<div id="navigation">${nav}</div><div id="main"><h1>${story.title}</h1><p class="date">Monday, 5 January 2026</p>${htmlOf(story)}<p class="more"><a href="/x">Read more about the valley</a></p></div><div id="sidebar"><ul>${related}</ul></div></body></html>`;
  return {
    url: 'https://record.example/2026/dam.xhtml',
    contentType: 'application/xhtml+xml',
    body: windows1252(page),
    story,
  };
}

function wrongLanguage(): ShapedPage {
  const story = STORIES.german;
  const page = `<!doctype html><html lang="en"><head><title>${story.title} | Velmbote</title><meta property="og:site_name" content="Velmbote"></head><body>${nav}<main><h1>${story.title}</h1><p class="autor">Von ${story.byline}</p>
<p class="datum">3. Januar 2026</p>${htmlOf(story)}</main>${footer}</body></html>`;
  return { url: 'https://velmbote.example/bruecke', contentType: 'text/html', body: text(page), story };
}

function pictures(): ShapedPage {
  const story = STORIES.museum;
  const figure = (n: number) =>
    `<figure><picture><source srcset="${n}.webp"><img src="${n}.jpg" alt="A bell"></picture><figcaption>Picture ${n}: villagers with the bell. Photograph: Aldery Picture Desk</figcaption></figure><aside class="pullquote"><p>A picture of a bell</p></aside>`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${story.title}</title><meta property="og:type" content="article"></head><body>${nav}<article><h1>${story.title}</h1><address>By ${story.byline}</address>
<div class="body">${htmlOf(story, { between: figure })}</div></article><section class="gallery"><h2>Gallery</h2>${figure(90)}${figure(91)}</section>${footer}</body></html>`;
  return { url: 'https://lens.example/bell-in-pictures', contentType: 'text/html', body: text(page), story };
}

function inPieces(): ShapedPage {
  const story = STORIES.budget;
  const piece = (from: number, to: number) =>
    `<div class="article__chunk">${htmlOf({ ...story, lines: story.lines.slice(from, to) })}</div>`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${story.title}</title><meta property="article:published_time" content="2025-12-18T22:40:00+0100"></head><body><header>${nav}</header>
<main class="article"><div class="article__head"><h1>${story.title}</h1><p class="article__byline">By ${story.byline} in Merrow</p></div>${piece(0, 2)}<div class="ad">Advertisement</div>${piece(2, 6)}<div class="inline-related"><h3>Read next</h3><ul>${related}</ul></div>${piece(6, 8)}
<div class="article__support"><p>Support our journalism from 2 crowns a month.</p></div></main>${footer}</body></html>`;
  return {
    url: 'https://merrow.example/politics/budget',
    contentType: 'text/html; charset=utf-8',
    body: text(page),
    story,
  };
}

function plainWire(): ShapedPage {
  const story = STORIES.storm;
  const lines = story.lines.map(line => line.replace(/^# /, ''));
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${story.title}</title></head><body><h1>${story.title}</h1><pre>\n${lines.join('\n\n')}\n</pre></body></html>`;
  return {
    url: 'https://wire.example/item/4471',
    contentType: 'text/html; charset=utf-8',
    body: Buffer.from(`\uFEFF${page}`, 'utf16le'),
    story,
  };
}

/** By their shape. */
export const PAGES: Record<string, () => ShapedPage> = {
  'a blog with a sidebar and comments': blog,
  'a large site with nameless boxes and JSON-LD': bigSite,
  'lines broken by br, in windows-1252 without saying so': brokenLines,
  'a page laid out by tables': tables,
  'a reduced page for phones': amp,
  'a list of what is known, under headings': liveList,
  'a text with a table of figures': dataTable,
  'an app with its state in a script': appState,
  'tags that are never closed': careless,
  'strict XHTML': xhtml,
  'another language than it says': wrongLanguage,
  'more pictures than text': pictures,
  'a text in pieces between advertisements': inPieces,
  'preformatted text in UTF-16': plainWire,
};
