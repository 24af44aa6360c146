/** The web of the benchmark of feeds: many hosts of this machine, each with a feed and the pages it names, made as they are asked for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { articleOf } from '../corpus.ts';

/** Links beside an article: with them a page is as large as the smaller ones of the web, some 30 KB. */
const LINKS = 200;

export interface FeedWeb {
  port: number;
  /** The items that every feed has from now on. */
  setItems: (items: number) => void;
  close: () => Promise<void>;
}

/** Each feed has a host, and so its own turn to be visited, as on the web. */
export const hostOf = (feed: number) => `127.${1 + (feed >> 16)}.${(feed >> 8) & 255}.${feed & 255}`;

/** Every host of this machine answers, for as many feeds as are asked for. */
export async function openFeedWeb(seed: number): Promise<FeedWeb> {
  let items = 0;
  const server = createServer((request, response) => {
    const [feed, item] = (request.url ?? '').slice(1).split('/').map(Number);
    if (!Number.isInteger(feed)) return void response.writeHead(404).end();
    const host = `http://${request.headers.host}`;
    if (item === undefined) {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      return void response.end(rssOf(feed!, items, host));
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(pageOf(seed, item * 10_000 + feed!));
  });
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    setItems: to => {
      items = to;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => void server.close(() => resolve()));
    },
  };
}

function rssOf(feed: number, items: number, host: string): string {
  const entry = (item: number) =>
    `<item><guid>${feed}-${item}</guid><title>${feed} ${item}</title><link>${host}/${feed}/${item}</link></item>`;
  const entries = Array.from({ length: items }, (_, n) => entry(items - 1 - n)).join('');
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${feed}</title>${entries}</channel></rss>`;
}

function pageOf(seed: number, number: number): string {
  const { title, text, publishedAt } = articleOf(seed, number);
  const paragraphs = text
    .split('\n\n')
    .slice(1)
    .map(each => `<p>${each}</p>`);
  const links = Array.from(
    { length: LINKS },
    (_, n) => `<li class="teaser"><a href="/${n}">${title.slice(0, 40)} ${n}</a></li>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta property="article:published_time" content="${publishedAt}T08:00:00Z"></head><body><nav><ul>${links.slice(0, 40).join('')}</ul></nav>
<main><article><h1>${title}</h1>${paragraphs.join('\n')}</article></main><aside><ul>${links.join('\n')}</ul></aside></body></html>`;
}
