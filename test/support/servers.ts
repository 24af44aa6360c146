/**
 * Servers for tests. A suite that needs one uses the server of `STET_TEST_<NAME>_URL`, or starts its own from PATH, or skips
 * with one line that says why. `STET_TEST_SERVERS=required` turns that skip into a failure.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

export type ServerName = 'redis' | 'postgres';

const SERVERS: Record<ServerName, { program: string; variable: string }> = {
  redis: { program: 'redis-server', variable: 'STET_TEST_REDIS_URL' },
  postgres: { program: 'postgres', variable: 'STET_TEST_POSTGRES_URL' },
};

export interface Need {
  /** For `describe.skipIf`. */
  missing: boolean;
  /** The server that was given, or null: start your own. */
  url: string | null;
}

/**
 * Whether the server a suite needs is there. Prints one line when it is not, and throws instead when it is required.
 * @param own the suite kills and restarts it, so that only one from PATH will do.
 */
export function needsServer(name: ServerName, { own = false, env = process.env } = {}): Need {
  const { program, variable } = SERVERS[name];
  const url = own ? null : env[variable] || null;
  const missing = url === null && !isOnPath(program, env.PATH ?? '');
  if (!missing) return { missing, url };
  const why = own ? `no ${program} on PATH` : `no ${variable} and no ${program} on PATH`;
  if (env.STET_TEST_SERVERS === 'required') throw new Error(`${name} is required for this suite: ${why}`);
  console.info(`skipped, needs ${name}: ${why}`);
  return { missing, url };
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface PrivateServer {
  url: string;
  port: number;
  /** As a power cut would. */
  kill: () => Promise<void>;
  /** On the same port, with what it had; call after `kill`. */
  restart: () => Promise<void>;
  /** Ends it and removes its files. */
  stop: () => Promise<void>;
}

/**
 * Starts a redis-server of one's own on a free port of the loopback address.
 * @param flags more of its command line, such as `['--maxmemory-policy', 'allkeys-lru']`.
 */
export async function privateRedis(flags: string[] = []): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), 'stet-redis-'));
  const port = await freePort();
  // Written at once but not synced: what it accepted survives the end of its process, which is all that tests do to it.
  const lasting = ['--appendonly', 'yes', '--appendfsync', 'no', '--save', ''];
  const place = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--maxmemory-policy', 'noeviction'];
  const flagged = [...place, ...lasting, ...flags];
  const start = () => startServer('redis-server', flagged, port);
  return privateServer({ url: `redis://127.0.0.1:${port}`, port, folder, start, end: 'SIGKILL' });
}

/** The user that has no rights, on Linux. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * Starts a PostgreSQL of one's own with an empty database, as `privateRedis` does. It refuses to run as root, and then runs as nobody.
 * @param flags more of its command line, such as `['-c', 'max_connections=20']`.
 */
export async function privatePostgres(flags: string[] = []): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), 'stet-postgres-'));
  const port = await freePort();
  const asNobody = process.getuid?.() === 0 ? NOBODY : {};
  if (asNobody === NOBODY) await chown(folder, NOBODY.uid, NOBODY.gid);
  const data = join(folder, 'data');
  const made = spawn(
    'initdb',
    ['-D', data, '-U', 'stet', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    asNobody,
  );
  const [code] = await once(made, 'exit');
  if (code !== 0) throw new Error(`initdb ended with ${code}`);
  const place = ['-D', data, '-h', '127.0.0.1', '-p', `${port}`, '-k', folder];
  // Not synced: what it accepted survives the end of its processes, which is all that tests do to it.
  const url = `postgres://stet@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const server = await startServer('postgres', [...place, '-c', 'fsync=off', ...flags], port, asNobody);
    // It listens a little before it is ready.
    while (server.exitCode === null && !(await canQuery(url))) await new Promise(resolve => setTimeout(resolve, 10));
    return server;
  };
  // All its processes end at once and nothing is put in order, as after a power cut; SIGKILL would leave them behind.
  return privateServer({ url, port, folder, start, end: 'SIGQUIT' });
}

interface Start {
  url: string;
  port: number;
  folder: string;
  start: () => Promise<ChildProcess>;
  /** The signal that ends it without another word. */
  end: NodeJS.Signals;
}

async function privateServer({ url, port, folder, start, end }: Start): Promise<PrivateServer> {
  let server = await start();

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(end);
    await gone;
  }

  return {
    url,
    port,
    kill,
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the port answers; rejects with what the program said when it ends before. */
async function startServer(
  program: string,
  flags: string[],
  port: number,
  as: { uid?: number; gid?: number } = {},
): Promise<ChildProcess> {
  const server = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'], ...as });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
  }
  const ended = new Promise<never>((_, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`${program} ended: ${said}`)));
  });
  // Also when a test run is broken off: nobody would end it otherwise.
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  server.once('exit', () => process.off('exit', end));
  try {
    await Promise.race([ended, answers(port, server)]);
  } catch (thrown) {
    end();
    throw thrown;
  }
  ended.catch(() => undefined);
  return server;
}

async function answers(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null && !(await canConnect(port))) await new Promise(resolve => setTimeout(resolve, 5));
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function canQuery(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}
