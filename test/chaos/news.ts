/** The news of a run: three sites with a feed each, which gain articles and copies and mend what they said; and which may fail for a while. */
import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { articleIdOf, canonicalUrl } from '../../src/ingest/identify.ts';
import { articleOf } from '../bench/corpus.ts';
import { type Item, pageOf, rssOf } from '../support/news-pages.ts';
import { openSite, type Pages, type Site } from '../support/web.ts';

/** Each has a host, and so its own turn to be visited. */
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

export const FEED = '/feed.xml';

/** What meets whoever asks a site for anything. */
export type SiteTrouble = 'none' | 'answers 500' | 'cuts what it sends';

export interface Published {
  number: number;
  site: number;
  url: string;
  /** The id that Stet makes of its address. */
  article: string;
  /** How often its text was mended. */
  mended: number;
}

export interface News {
  sites: readonly Site[];
  published: readonly Published[];
  /** A new article on a site, or one with the text of another. */
  publish: (site: number, copyOf?: Published) => void;
  /** Another number in the text, and another title in the feed, which is how readers notice. */
  mend: (which: Published) => void;
  /** What the text says that can be asked for. */
  says: (which: Published) => string;
  trouble: SiteTrouble;
  /** Called whenever anything is asked for. */
  onAsked: () => void;
  close: () => Promise<void>;
}

interface Text {
  number: number;
  boats: number;
}

export async function openNews(seed: number): Promise<News> {
  const published: Published[] = [];
  const texts = new Map<Published, Text>();
  const items = HOSTS.map((): Item[] => []);
  const pages = HOSTS.map((): Pages => ({}));
  const guarded =
    (send: (response: ServerResponse) => void): RequestListener =>
    (_, response) => {
      news.onAsked();
      if (news.trouble === 'answers 500') return void response.writeHead(500).end();
      if (news.trouble === 'cuts what it sends')
        return void response.writeHead(200).write('<', () => response.destroy());
      send(response);
    };
  const sites = await Promise.all(HOSTS.map((host, n) => openSite(pages[n]!, host)));
  for (const [n, { origin }] of sites.entries())
    pages[n]![FEED] = guarded(response =>
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(`Site ${n}`, origin, items[n]!)),
    );
  const htmlOf = (which: Published) => pageOf(storyOf(seed, which, texts.get(which)!));
  const news: News = {
    sites,
    published,
    trouble: 'none',
    onAsked: () => {},
    publish(site, copyOf) {
      const number = published.length;
      const path = `/${number}`;
      const url = sites[site]!.origin + path;
      const which = { number, site, url, article: articleIdOf(canonicalUrl(url)), mended: 0 };
      texts.set(which, copyOf === undefined ? { number, boats: 20 + number } : { ...texts.get(copyOf)! });
      pages[site]![path] = guarded(response =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(htmlOf(which)),
      );
      items[site]!.push({ guid: path, title: titleOf(number), path });
      published.push(which);
    },
    mend(which) {
      which.mended += 1;
      texts.get(which)!.boats += 1_000;
      const item = items[which.site]!.find(({ path }) => path === `/${which.number}`)!;
      item.title = `${titleOf(which.number)}, mended ${which.mended}`;
    },
    says: which => factOf(texts.get(which)!),
    close: async () => {
      await pause(0);
      await Promise.all(sites.map(site => site.close()));
    },
  };
  return news;
}

/** What is asked of an article, published or not. */
export function questionAbout(number: number): string {
  return `How many boats did crews count in the harbour of ${portOf(number)}?`;
}

function storyOf(seed: number, { number }: Published, text: Text) {
  const { text: made, publishedAt } = articleOf(seed, text.number);
  const lines = made.split('\n\n').slice(1);
  lines.splice(1, 0, factOf(text));
  return { title: titleOf(number), byline: 'Ada Quill', day: publishedAt, lines };
}

function factOf({ number, boats }: Text): string {
  return `Crews counted ${boats} boats in the harbour of ${portOf(number)} on Tuesday.`;
}

function titleOf(number: number): string {
  return `Boats are counted at ${portOf(number)}`;
}

const SYLLABLES = ['ba', 'del', 'fo', 'gar', 'hul', 'ki', 'lor', 'mer', 'nas', 'ost', 'pel', 'ru', 'sil', 'tor', 'vel'];

/** A name for each number. */
function portOf(number: number): string {
  const base = SYLLABLES.length;
  const name = [number, number / base, number / base ** 2].map(part => SYLLABLES[Math.floor(part) % base]!).join('');
  return `Port ${name[0]!.toUpperCase()}${name.slice(1)}`;
}
