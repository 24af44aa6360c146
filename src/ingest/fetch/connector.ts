/**
 * Opens sockets for the fetcher, and none that the guard refuses. Looking an address up and connecting to it are one step here, so that a
 * name cannot change its mind in between: literals are checked before, looked-up addresses while, and the peer after connecting.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { buildConnector as Connecting } from 'undici';
import { StetError } from '../../core/errors.ts';
import { buildConnector } from './client.ts';
import { type Guard, notPublic, type Permits, portOf, withoutBrackets } from './guard.ts';

export interface LookedUp {
  address: string;
  family: number;
}

/** All addresses of a name. Rejects where there are none. */
export type Lookup = (hostname: string) => Promise<LookedUp[]>;

export const lookupAll: Lookup = hostname => systemLookup(hostname, { all: true });

/** Milliseconds until a connection that does not come about is given up; less than a whole fetch may take. */
const CONNECT_MS = 10_000;

/** A connector for an undici Agent. Its faults are `fetch-refused`, or those of the net. */
export function guardedConnector(guard: Guard, lookup: Lookup): Connecting.connector {
  const connectors = new Map<Permits, Connecting.connector>();
  const connectorFor = (permits: Permits) => {
    const known = connectors.get(permits);
    if (known) return known;
    const made = buildConnector({ timeout: CONNECT_MS, allowH2: false, lookup: checked(lookup, permits) });
    connectors.set(permits, made);
    return made;
  };

  return (options, done) => {
    const hostname = withoutBrackets(options.hostname);
    const permits = guard.permitsFor(hostname, portOf(options));
    if (isIP(hostname) !== 0 && !permits(hostname)) {
      done(refusal(options), null);
      return;
    }
    connectorFor(permits)(options, (...[fault, socket]) => {
      if (fault) return done(fault, null);
      if (permits(peerOf(socket))) return done(null, socket);
      socket.destroy();
      return done(refusal(options), null);
    });
  };
}

/** One address that is not allowed spoils the name: an honest one has none. */
function checked(lookup: Lookup, permits: Permits): LookupFunction {
  return (hostname, { all }, done) => {
    lookup(hostname).then(
      found => {
        const [first] = found;
        if (first === undefined) return done(new StetError('fetch-failed', 'a name without an address'), '');
        if (!found.every(({ address }) => permits(address))) return done(notPublic(`http://${hostname}/`), '');
        return all ? done(null, found) : done(null, first.address, first.family);
      },
      (fault: NodeJS.ErrnoException) => done(fault, ''),
    );
  };
}

function peerOf(socket: Socket): string {
  return socket.remoteAddress ?? '';
}

function refusal({ protocol, hostname }: Connecting.Options): StetError {
  return notPublic(`${protocol}//${hostname.includes(':') ? `[${withoutBrackets(hostname)}]` : hostname}/`);
}
