/** A news site on this machine for tests of feeds: pages with stories, and RSS feeds that gain items as a test says. */
import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Item, pageOf, rssOf } from '../support/news-pages.ts';
import type { Story } from '../support/stories.ts';
import { openSite, type Pages, type Site } from '../support/web.ts';

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

/** Never answers, and says when somebody has come. */
export function silent(): { listener: RequestListener; came: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { listener: () => resolve(), came: promise };
}

function slugOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, '-');
}
