/** Which feeds a page offers. */
import { describe, expect, it } from 'vitest';
import { findFeeds } from '../../../src/ingest/feed/find.ts';

const PAGE = 'https://harbour.example/news/today.html';
const found = (html: string) => findFeeds(html, PAGE).filter(each => each.found !== 'usual');
const urls = (html: string) => found(html).map(({ url }) => url);

describe('the feeds of a page', () => {
  it('are those it announces, articles before comments, then those it links to, each once', () => {
    const html = `<html><head><title>Harbour</title>
      <link rel="alternate" type="application/rss+xml" title="Harbour &raquo; Comments" href="/comments/feed/">
      <LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE="Harbour &amp; quay" HREF="/feed/">
      <link rel="alternate" type="application/atom+xml" href="atom">
      <link rel="alternate" type="application/feed+json" href="//json.example/feed.json#top">
      </head><body><p><a href="/feed/">RSS</a> <a href="feeds/sport.xml"><img alt="">Sport <b>only</b></a></body></html>`;
    expect(found(html)).toEqual([
      { url: 'https://harbour.example/feed/', title: 'Harbour & quay', found: 'announced' },
      { url: 'https://harbour.example/news/atom', title: null, found: 'announced' },
      { url: 'https://json.example/feed.json', title: null, found: 'announced' },
      { url: 'https://harbour.example/comments/feed/', title: 'Harbour » Comments', found: 'announced' },
      { url: 'https://harbour.example/news/feeds/sport.xml', title: 'Sport only', found: 'linked' },
    ]);
  });

  it.each([
    ['another language', '<link rel="alternate" hreflang="fr" href="/fr/">'],
    ['oEmbed', '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">'],
    ["a program's own API", '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">'],
    ['a style sheet', '<link rel="stylesheet" type="text/css" href="/feed.css-x">'],
    ['feedback', '<a href="/feedback">Tell us</a>'],
    ['an address that is none of the web', '<a href="javascript:rss()">RSS</a>'],
    ['a link in a comment', '<!-- <a href="/rss.xml">RSS</a> -->'],
  ])('are not %s', (_, html) => {
    expect(found(html)).toEqual([]);
  });

  it('are read against the base of the page, with the scheme that some programs put before them', () => {
    expect(urls('<base href="https://cdn.example/x/"><a href="rss.xml">RSS</a>')).toEqual([
      'https://cdn.example/x/rss.xml',
    ]);
    expect(urls('<a href="feed:https://a.example/1/rss">1</a><a href="feed://b.example/rss">2</a>')).toEqual([
      'https://a.example/1/rss',
      'http://b.example/rss',
    ]);
  });

  it('may be of a wide type where the address says that it is a feed', () => {
    expect(urls('<link rel="alternate" type="text/xml" href="/index.php?feed=rss2">')).toEqual([
      'https://harbour.example/index.php?feed=rss2',
    ]);
  });

  it('are looked for in the usual places of the site last, though nothing is known of them', () => {
    const all = findFeeds('<a href="/rss.xml">RSS</a>', PAGE);
    expect(all[0]).toEqual({ url: 'https://harbour.example/rss.xml', title: 'RSS', found: 'linked' });
    expect(all.slice(1).every(each => each.found === 'usual')).toBe(true);
    expect(all.map(({ url }) => url)).toContain('https://harbour.example/feed');
    expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
  });

  it('are fifty at most, and what nests without end is not followed', () => {
    const many = Array.from({ length: 500 }, (_, at) => `<a href="/rss/${at}">${at}</a>`).join('');
    expect(findFeeds(many, PAGE)).toHaveLength(50);
    expect(urls(`<a href="/rss">1</a>${'<div>'.repeat(100_000)}<a href="/atom">2</a>`)).toEqual([
      'https://harbour.example/rss',
    ]);
  });
});
