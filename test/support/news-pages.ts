/** What a news site sends: pages with stories, and RSS feeds. Pure. */
import type { Story } from './stories.ts';

export interface Item {
  guid: string;
  title: string;
  /** Of the page: a path of the site, or a whole address. */
  path: string;
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
