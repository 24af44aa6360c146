/**
 * The Fetcher port over the open web: GET through the guard, redirects by hand with each hop judged anew, within limits of time, size and
 * visits to one host. Sends no cookie, no referrer and nothing of Stet's but its name and version; keeps nothing.
 */
import { StetError } from '../../core/errors.ts';
import type { Clock, Fetched, Fetcher, FetchKind } from '../../core/ports.ts';
import { shownUrl } from '../shown-url.ts';
import { ENCODINGS, letGo, readBody, tooLarge } from './body.ts';
import { Agent, request } from './client.ts';
import { guardedConnector, type Lookup, lookupAll } from './connector.ts';
import { makeGuard } from './guard.ts';
import { type HostLimit, makeHostLimit } from './host-limit.ts';
import { asFetchFault, freshForMs, type Headers, type Hop, headerOf, hopOf, statusFault } from './response.ts';
import { makeRobotsCache } from './robots-cache.ts';
import { headersFor, refuseOtherMedia, wantedMedia } from './wanted.ts';

export interface FetcherOptions {
  clock: Clock;
  /** Stet's own, for the user agent. */
  version: string;
  /** `host:port` places that may be private. */
  allow?: readonly string[];
  lookup?: Lookup;
  /** Milliseconds one fetch may take in all; waiting for its turn at a host, and reading robots.txt, are not counted. */
  timeoutMs?: number;
  hosts?: HostLimit;
}

/** What is wanted of an address and what is left of its time. */
interface Trip {
  headers: Record<string, string>;
  maxBytes: number;
  signal: AbortSignal;
  leftMs: number;
  /** What may come; null for anything. */
  accept: readonly FetchKind[] | null;
  /** Throws for what must not be requested, whatever the net says. */
  check: (url: URL) => Promise<void>;
}

type Arrived = Omit<Fetched, 'movedTo'>;

const PRODUCT = 'Stet';
const TIMEOUT_MS = 15_000;
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_ROBOTS_BYTES = 512_000;
const MAX_REDIRECTS = 5;

/** Two visits to one host at once, half a second between them: what a person who clicks fast does. */
const HOST_LIMIT = { atOnce: 2, gapMs: 500 };

/** Bytes of response headers; more is a mistake or an attack. */
const MAX_HEADER_BYTES = 64 * 1024;

export function openFetcher(options: FetcherOptions): Fetcher {
  const { clock, timeoutMs = TIMEOUT_MS, hosts = makeHostLimit(HOST_LIMIT) } = options;
  const guard = makeGuard(options.allow);
  const agent = new Agent({
    connect: guardedConnector(guard, options.lookup ?? lookupAll),
    connections: HOST_LIMIT.atOnce,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const closing = new AbortController();
  const common = { 'user-agent': `${PRODUCT}/${options.version}`, 'accept-encoding': ENCODINGS };

  /** One request: what has arrived, or where it leads on. */
  async function visit(url: URL, trip: Trip, signal: AbortSignal): Promise<Arrived | Hop> {
    const path = url.pathname + url.search;
    const response = await request(agent, { origin: url.origin, path, method: 'GET', headers: trip.headers, signal });
    const { statusCode, headers, body } = response;
    try {
      const hop = hopOf(statusCode, headers, url);
      if (hop !== null || statusCode === 304) letGo(body);
      if (hop !== null) return hop;
      if (statusCode === 304 && isConditional(trip)) return arrived(url, headers, trip);
      const fault = statusFault(statusCode, headers, url, clock.now());
      if (fault) throw fault;
      if (Number(headerOf(headers, 'content-length')) > trip.maxBytes) throw tooLarge(trip.maxBytes);
      if (trip.accept) refuseOtherMedia(trip.accept, url, headerOf(headers, 'content-type'));
      const bytes = await readBody(body, headerOf(headers, 'content-encoding') ?? '', trip.maxBytes);
      return arrived(url, headers, trip, bytes);
    } catch (thrown) {
      letGo(body);
      throw thrown;
    }
  }

  /** A visit in its turn and in what is left of the trip's time. */
  async function visitInTime(url: URL, trip: Trip): Promise<Arrived | Hop> {
    const leave = await hosts.enter(url.hostname, trip.signal).catch(thrown => {
      throw asFetchFault(thrown, url, false, 0);
    });
    const started = performance.now();
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(trip.leftMs)));
    try {
      return await visit(url, trip, AbortSignal.any([trip.signal, timeout]));
    } catch (thrown) {
      throw asFetchFault(thrown, url, timeout.aborted, timeoutMs / 1_000);
    } finally {
      trip.leftMs -= performance.now() - started;
      leave();
    }
  }

  async function travel(start: URL, trip: Trip): Promise<Fetched> {
    let [url, movedTo, forGood] = [start, null as string | null, true];
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      guard.checkUrl(url);
      await trip.check(url);
      const got = await visitInTime(url, trip);
      if ('status' in got) return { ...got, movedTo };
      url = got.to;
      forGood &&= got.forGood;
      if (forGood) movedTo = url.href;
    }
    const shown = shownUrl(start);
    const userMessage = `${shown} leads on and on.`;
    throw new StetError('fetch-failed', `${shown}: more than ${MAX_REDIRECTS} redirects`, { userMessage });
  }

  const robots = makeRobotsCache(
    async url => {
      const { body } = await travel(url, {
        headers: { ...common, accept: 'text/plain, */*;q=0.1' },
        maxBytes: MAX_ROBOTS_BYTES,
        signal: closing.signal,
        leftMs: timeoutMs,
        accept: null,
        check: async () => {},
      });
      return new TextDecoder().decode(body);
    },
    PRODUCT.toLowerCase(),
    () => clock.now().getTime(),
  );

  async function askRobots(url: URL): Promise<void> {
    const asked = await robots.of(url);
    if (asked.allows(url.pathname + url.search)) return;
    throw new StetError('robots-refused', `${shownUrl(url)}: robots.txt asks not to`);
  }

  return {
    async fetch(text, wanted) {
      const url = URL.parse(text);
      if (url === null)
        throw new StetError('fetch-refused', 'not an address', { userMessage: 'That is not a web address.' });
      url.hash = '';
      return travel(url, {
        headers: { ...common, ...headersFor(wanted) },
        maxBytes: Math.min(wanted.maxBytes ?? MAX_BYTES, MAX_BYTES),
        signal: wanted.signal ? AbortSignal.any([closing.signal, wanted.signal]) : closing.signal,
        leftMs: timeoutMs,
        accept: wanted.accept,
        check: wanted.accept.includes('page') ? askRobots : async () => {},
      });
    },
    async close() {
      closing.abort(new StetError('fetch-failed', 'Stet is closing'));
      await agent.destroy();
    },
  };
}

function isConditional({ headers }: Trip): boolean {
  return 'if-none-match' in headers || 'if-modified-since' in headers;
}

/** What has arrived; without a body where nothing has changed. */
function arrived(url: URL, headers: Headers, trip: Trip, body?: Uint8Array): Arrived {
  const contentType = headerOf(headers, 'content-type');
  return {
    url: url.href,
    status: body ? 'ok' : 'unchanged',
    media: body && trip.accept ? wantedMedia(trip.accept, url, contentType, body) : null,
    contentType,
    etag: headerOf(headers, 'etag'),
    lastModified: headerOf(headers, 'last-modified'),
    freshForMs: freshForMs(headers),
    body: body ?? new Uint8Array(),
  };
}
