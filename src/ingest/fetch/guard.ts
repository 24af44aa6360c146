/**
 * Which addresses Stet may open: those of the open web, and those an operator has named. Decides alone; `connector.ts` asks for every
 * literal, every looked-up address and every connected peer, `fetcher.ts` for every URL before it is requested.
 * Nothing here may be switched off: the list of allowed places is the only door, and metadata services stand behind none.
 */
import ipaddr from 'ipaddr.js';
import { StetError } from '../../core/errors.ts';
import { shownUrl } from '../shown-url.ts';

/** Says whether a connection to an address (as text) is allowed. */
export type Permits = (address: string) => boolean;

export interface Guard {
  /** Throws `fetch-refused` for a URL that may not be opened, whatever its host resolves to. */
  checkUrl: (url: URL) => void;
  /** The addresses that a host may have; `hostname` without brackets. */
  permitsFor: (hostname: string, port: number) => Permits;
}

/**
 * Where clouds answer with credentials, besides the link-local range, which is refused as a whole: some of these are ordinary or private
 * addresses by their number.
 */
const METADATA = new Set(['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254']);

/** Ranges that an allowed place may be in; all others mean something else than a machine (a net, a group, a translator). */
const PRIVATE_RANGES = new Set(['unicast', 'loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** The only IPv6 addresses that are given out on the open net. Beyond it are old ways of writing an IPv4 address. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** @param allow places as `host:port`, an IPv6 address in brackets, that may be private and on any port. */
export function makeGuard(allow: readonly string[] = []): Guard {
  const allowed = new Set(allow.map(place => place.toLowerCase()));
  const isAllowed = (hostname: string, port: number) =>
    allowed.has(`${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`);
  const permitsFor = (hostname: string, port: number): Permits =>
    isAllowed(hostname, port) ? isReachable : isOnOpenNet;

  return {
    permitsFor,
    checkUrl(url) {
      const hostname = withoutBrackets(url.hostname);
      const port = portOf(url);
      if (!/^https?:$/.test(url.protocol)) throw refusal(url, 'only http and https addresses are opened');
      if (url.username !== '' || url.password !== '')
        throw refusal(url, 'an address with a name or password is not opened');
      if (url.port !== '' && !isAllowed(hostname, port)) throw refusal(url, 'only the usual ports are opened');
      if (ipaddr.isValid(hostname) && !permitsFor(hostname, port)(hostname)) throw notPublic(url);
    },
  };
}

/** The fault of an address that is not on the open net. */
export function notPublic(url: URL | string): StetError {
  return refusal(url, 'it is not on the open web');
}

/** `[::1]` as `::1`. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** The port a URL names, or the usual one of its scheme. */
export function portOf({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

function isOnOpenNet(address: string): boolean {
  const parsed = parse(address);
  if (parsed === null || isMetadata(parsed) || parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}

function isReachable(address: string): boolean {
  const parsed = parse(address);
  return parsed !== null && !isMetadata(parsed) && PRIVATE_RANGES.has(parsed.range());
}

function isMetadata(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return METADATA.has(address.toString());
}

/** An IPv4 address in IPv6 dress as the IPv4 address it is; null for what is no address. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function refusal(url: URL | string, why: string): StetError {
  const shown = shownUrl(url);
  return new StetError('fetch-refused', `${shown}: ${why}`, { userMessage: `${shown} is not opened: ${why}.` });
}
