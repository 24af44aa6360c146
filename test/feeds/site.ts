/** A news site on this machine for tests of feeds: pages with stories, and RSS feeds that gain items as a test says. */
import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Story } from '../support/stories.ts';
import { openSite, type Pages, type Site } from '../support/web.ts';

export interface Item {
  guid: string;
  title: string;
  /** Of the page: a path of the site, or a whole address. */
  path: string;
}

export interface NewsSite extends Site {
  /** What is there, by its path; may be changed at any time. */
  pages: Pages;
  /** The items of each feed, by its path, the newest last; may be changed at any time. */
  feeds: Map<string, Item[]>;
  /** Puts a story up, and an item for it in a feed. */
  publish: (feed: string, story: Story, given?: Partial<Item>) => void;
}

/** A site with one empty feed, `/feed.xml`; closed when the test is done. */
export async function aNewsSite(): Promise<NewsSite> {
  const pages: Pages = {};
  const feeds: NewsSite['feeds'] = new Map();
  const site = await openSite(pages);
  onTestFinished(() => site.close());
  const addFeed = (path: string): Item[] => {
    const items: Item[] = [];
    feeds.set(path, items);
    pages[path] = (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(rssOf(`Feed ${path}`, site.origin, items));
    return items;
  };
  addFeed('/feed.xml');
  return {
    ...site,
    pages,
    feeds,
    publish(feed, story, { path = `/${feeds.size}/${slugOf(story.title)}`, guid = path, title = story.title } = {}) {
      const items = feeds.get(feed) ?? addFeed(feed);
      pages[path] = pageOf(story);
      items.push({ guid, title, path });
    },
  };
}

/** A page that holds a story and nothing that could be taken for it. */
export function pageOf({ title, byline, day, lines }: Story): string {
  const paragraphs = lines.map(line => (line.startsWith('# ') ? `<h2>${line.slice(2)}</h2>` : `<p>${line}</p>`));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta property="article:published_time" content="${day}T08:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>${title}</h1><p class="byline">By ${byline}</p>
${paragraphs.join('\n')}</article></main><footer>© The site</footer></body></html>`;
}

export function rssOf(title: string, origin: string, items: readonly Item[]): string {
  const entries = items.toReversed().map(item => {
    const link = URL.parse(item.path, origin)!.href;
    return `<item><guid isPermaLink="false">${item.guid}</guid><title>${item.title}</title><link>${link}</link></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>${origin}</link>${entries.join('')}</channel></rss>`;
}

/** Never answers, and says when somebody has come. */
export function silent(): { listener: RequestListener; came: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { listener: () => resolve(), came: promise };
}

function slugOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, '-');
}
