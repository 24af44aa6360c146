/**
 * A net of a few addresses, for jobs and commands: what each answers is told beforehand, and nothing else is there. Feeds and pages are
 * read by the readers themselves, in this thread.
 */
import { StetError } from '../../src/core/errors.ts';
import type { Clock, Fetched, Fetcher, FetchOptions, Reader } from '../../src/core/ports.ts';
import { findFeeds } from '../../src/ingest/feed/find.ts';
import { readFeed } from '../../src/ingest/feed/read.ts';
import { decodePage } from '../../src/ingest/page/encoding.ts';
import { readPage } from '../../src/ingest/page/read-page.ts';

export interface ScriptedNet {
  fetcher: Fetcher;
  reader: Reader;
  /** What an address answers from now on: a body, a whole answer, or a fault; a function is asked each time. */
  answers: Map<string, Script | ((options: FetchOptions) => Script)>;
  /** Every address that was asked, with what it was asked with. */
  asked: { url: string; options: FetchOptions }[];
}

type Script = string | Partial<Fetched> | StetError;

export function scriptedNet(clock: Clock): ScriptedNet {
  const answers: ScriptedNet['answers'] = new Map();
  const asked: ScriptedNet['asked'] = [];
  const fetcher: Fetcher = {
    async fetch(url, options) {
      asked.push({ url, options });
      const given = answers.get(url) ?? new StetError('not-found', 'nothing is there');
      const script = typeof given === 'function' ? given(options) : given;
      if (script instanceof StetError) throw script;
      return answerOf(url, typeof script === 'string' ? { body: new TextEncoder().encode(script) } : script, options);
    },
    close: async () => {},
  };
  const reader: Reader = {
    page: async (body, { url, contentType }) => readPage({ url, contentType, body, now: clock.now().toISOString() }),
    feed: async (body, { url }) => readFeed(body, { url }),
    site: async (body, { url, contentType }) => findFeeds(decodePage(body, contentType), url),
    close: async () => {},
  };
  return { fetcher, reader, answers, asked };
}

/** What was there, as the fetcher gives it: of a kind that was wanted. */
function answerOf(url: string, given: Partial<Fetched>, { accept }: FetchOptions): Fetched {
  const body = given.body ?? new Uint8Array();
  const media = new TextDecoder().decode(body.subarray(0, 100)).includes('<html') ? 'html' : 'feed';
  if (given.status !== 'unchanged' && !accept.includes(media === 'html' ? 'page' : 'feed'))
    throw new StetError('wrong-content', 'not what was wanted');
  return {
    ...{ url, movedTo: null, status: 'ok', media, contentType: null, etag: null, lastModified: null },
    ...{ freshForMs: null, body },
    ...given,
  };
}

export interface FeedItemGiven {
  id: string;
  url?: string;
  title?: string;
  date?: string;
}

/** An RSS feed of these items. */
export function anRss(items: readonly FeedItemGiven[], given: { title?: string; ttl?: number } = {}): string {
  const { title = 'Harbour news', ttl } = given;
  const asks = ttl === undefined ? '' : `<ttl>${ttl}</ttl>`;
  const entries = items.map(itemXml).join('');
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${asks}${entries}</channel></rss>`;
}

function itemXml(given: FeedItemGiven): string {
  const { id, date } = given;
  const link = given.url ?? `https://harbour.example/${id}`;
  const published = date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`;
  return `<item><guid isPermaLink="false">${id}</guid><link>${link}</link><title>${given.title ?? id}</title>${published}</item>`;
}

/** A page with an article of a few paragraphs, whose words are made of its name. */
export function aPage(name: string, { head = '', body }: { head?: string; body?: string } = {}): string {
  return `<!doctype html><html lang="en"><head><title>${name}</title><meta property="og:type" content="article">${head}</head>
    <body><main><article><h1>${name}</h1>${body ?? paragraphsOf(name)}</article></main></body></html>`;
}

function paragraphsOf(name: string): string {
  return `<p>The harbour board said on Tuesday that ${name} will be open to all ships again before the end of April, after a winter of repairs.</p>
    <p>Fourteen ferries are to sail each day, nine of them new, and the crews of the older ones are being trained for them now, the board said.</p>
    <p>Fishermen of the northern quay had asked for months when they could come back to ${name}, and were glad to hear of a day at last.</p>
    <p>The repairs cost some four million crowns, a fifth more than was planned, which the board explained by storms and by the price of steel.</p>`;
}
