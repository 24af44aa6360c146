/**
 * The connection to Redis as BullMQ uses it, on `ioredis`: opened, copied for each worker, ended, and what it may say of itself. The URL may hold a
 * password and must never reach an error or a log.
 */
import { createIORedisClient, isNotConnectionError } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { StetError } from '../core/errors.ts';
import { queueFault, reasonOf, type Warn } from './failures.ts';
import { settledWithin } from './runs.ts';

/** Milliseconds a Redis may take to answer at start. */
const CONNECT_MS = 5_000;

/** Longest wait between two tries to reach Redis again, milliseconds. */
export const RECONNECT_MAX_MS = 2_000;

export interface Broker {
  client: Redis;
  /** The client as BullMQ takes it. */
  connection: ReturnType<typeof createIORedisClient>;
  /** Whether Redis was lost and is not back yet. */
  isAway: () => boolean;
  /** Ends every connection at once. */
  disconnect: () => void;
  /** Where every error event goes: an error nobody listens to would end the process. */
  onError: (error: Error) => void;
}

/** Rejects with `bad-config` for a URL of another kind, `queue-failed` when Redis does not answer. */
export async function connect(url: string, warn: Warn): Promise<Broker> {
  checkUrl(url);
  const clients = new Set<Redis>();
  let open = false;
  let away = false;
  let lastError: unknown;
  // Until it was reached once a Redis that does not answer is a fault; after that it is waited for.
  const retryStrategy = (tries: number) => (open ? Math.min(50 * 2 ** tries, RECONNECT_MAX_MS) : null);
  const options = { lazyConnect: true, maxRetriesPerRequest: null, connectTimeout: CONNECT_MS, retryStrategy };
  const client = new Redis(url, options);

  const disconnect = () => {
    open = false;
    for (const each of clients) endConnection(each);
  };
  const onError = (error: Error) => {
    lastError = error;
    // That Redis is away is told once, not by every connection.
    const told = !isNotConnectionError(error) || 'syscall' in error;
    if (open && !told) warn('the queue met an error', { reason: reasonOf(error) });
  };
  client.on('error', onError);
  clients.add(client);
  const info = await firstAnswer(client).catch(thrown => {
    disconnect();
    throw queueFault('Redis cannot be reached', lastError ?? thrown);
  });
  open = true;
  client.on('close', () => {
    if (open && !away) warn('Redis is away; jobs wait until it is back', {});
    away = true;
  });
  client.on('ready', () => {
    if (away) warn('Redis is back', {});
    away = false;
  });
  warnOfEviction(info, warn);
  return { client, connection: forBull(client, clients), isAway: () => away, disconnect, onError };
}

/** Ends a connection and rejects what waits for it. */
function endConnection(client: Redis): void {
  const waiting = client.status === 'reconnecting';
  client.disconnect();
  if (!waiting) return;
  // Between two tries ioredis only drops the timer and forgets its waiting commands: a try that is ended rejects them.
  client.connect().catch(() => undefined);
  client.disconnect();
}

async function firstAnswer(client: Redis): Promise<string> {
  const answer = client.connect().then(() => client.info());
  if (await settledWithin([answer], CONNECT_MS)) return answer;
  throw new Error(`no answer within ${CONNECT_MS / 1000} s`);
}

function checkUrl(url: string): void {
  // Not as the cause: Node's own error would carry the URL along.
  if (URL.canParse(url) && /^rediss?:\/\//i.test(url)) return;
  throw new StetError('bad-config', 'the Redis URL must begin with redis:// or rediss:// and name a host');
}

function warnOfEviction(info: string, warn: Warn): void {
  const [, policy] = EVICTION.exec(info) ?? [];
  if (policy === undefined || policy === 'noeviction') return;
  warn('Redis may throw jobs away when its memory is full: set maxmemory-policy to noeviction', { policy });
}

const EVICTION = /^maxmemory_policy:(\S+)/m;

/**
 * BullMQ asks each of its connections for the eviction policy and writes to the console when it does not like it; we have
 * warned once and properly, so it is not told. It also copies the client for each worker; those copies are ours to end.
 */
function forBull(client: Redis, clients: Set<Redis>): Broker['connection'] {
  const duplicate = (override?: Partial<RedisOptions>) => {
    const copy = client.duplicate(override);
    clients.add(copy);
    copy.on('end', () => clients.delete(copy));
    return forBull(copy, clients);
  };
  const info = async () => (await client.info()).replace(EVICTION, '');
  const own: Record<PropertyKey, unknown> = { duplicate, info };
  return new Proxy(createIORedisClient(client), {
    get: (target, name) => own[name] ?? Reflect.get(target, name, target),
  });
}
