/**
 * What docker-compose.yml and the Dockerfile run exists. There is no Docker here to ask, so their words are compared with the files,
 * settings and programs they name: Redis itself is started with the very flags, npm reads the very options.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { openHttp } from '../src/adapters/http/server.ts';
import { databaseOf, readConfig } from '../src/config.ts';
import { SETTINGS } from '../src/settings.ts';
import { needsServer, privatePostgres, privateRedis } from './support/servers.ts';

interface Service {
  image?: string;
  build?: string;
  command: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  volumes: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, null>;
}

const ROOT = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const dockerfile = read('Dockerfile');
const own = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const { bot, worker, postgres, redis } = compose.services as Record<'bot' | 'worker' | 'postgres' | 'redis', Service>;
const stets = [bot, worker];

/** The words after an instruction, one entry a line of the Dockerfile. */
function instructions(name: string): string[] {
  return [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(hit => hit[1] ?? '');
}

function unknownSettings(names: string[]): string[] {
  const known = new Set<string>(Object.values(SETTINGS).map(setting => setting.name));
  return names.filter(
    name => /^(STET|SLACK|DISCORD)_/.test(name) && !known.has(name) && !known.has(name.replace(/_FILE$/, '')),
  );
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stet-compose-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the image', () => {
  test('copies only what exists, and only what the build may see', () => {
    const copied = instructions('COPY')
      .filter(words => !words.startsWith('--from'))
      .flatMap(words => words.split(' ').slice(0, -1));
    const seen = read('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    expect(copied.filter(file => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(copied.filter(file => !seen.includes(file))).toEqual([]);
    expect(seen.filter(file => !copied.includes(file))).toEqual([]);
  });

  test('starts as `npm start` does', () => {
    const entry = JSON.parse(instructions('ENTRYPOINT')[0] ?? '') as string[];
    const words = JSON.parse(instructions('CMD')[0] ?? '') as string[];
    expect(own.scripts.start).toBe([...entry, ...words].join(' '));
    expect(entry.filter(word => word.includes('/') && !existsSync(path.join(ROOT, word)))).toEqual([]);
    for (const { command } of stets) expect(command).toEqual(words);
  });

  test('runs as a plain user who owns the volume', () => {
    expect(instructions('USER')).toEqual(['node']);
    expect(instructions('VOLUME')).toEqual(['/data']);
    expect(dockerfile).toMatch(/chown node:node \/data/);
  });

  test('sets only settings that exist', () => {
    const names = instructions('ENV').flatMap(words => words.split(' ').map(word => word.split('=')[0] ?? ''));
    expect(names).toContain('STET_DATA');
    expect(unknownSettings(names)).toEqual([]);
  });

  test('is healthy while Stet answers at the port it is given, and not otherwise', async () => {
    const [program = '', ...words] = JSON.parse(/^HEALTHCHECK .*CMD (.+)$/m.exec(dockerfile)?.[1] ?? '') as string[];
    expect(program).toBe('node');
    const told = {
      readiness: async () => [],
      metrics: () => Promise.reject(new Error()),
      board: null,
      onFault: () => {},
    };
    const http = await openHttp({ host: '127.0.0.1', port: 0, token: null }, told);
    onTestFinished(http.close);
    const codeAt = async () => {
      const env = { ...process.env, STET_HTTP_PORT: `${http.port}` };
      const [code] = (await once(spawn(process.execPath, words, { env }), 'close')) as [number];
      return code;
    };
    expect(await codeAt()).toBe(0);
    await http.close();
    expect(await codeAt()).toBe(1);
  });

  test('is compiled ahead: what it starts finds all code in the cache', { timeout: 60_000 }, () => {
    const entry = JSON.parse(instructions('ENTRYPOINT')[0] ?? '') as string[];
    const command = /^RUN (flags=.*\\\n.*)$/m.exec(dockerfile)?.[1]?.replace('\\\n', '') ?? '';
    expect(`node ${/flags="(.+?)"/.exec(command)?.[1]} src/main.ts`).toBe(entry.join(' '));
    const folder = temporaryFolder();
    const env = {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      NODE_COMPILE_CACHE: folder,
    };
    const run = (words: string) => {
      const { status, stderr } = spawnSync(words, { cwd: ROOT, env, shell: true, encoding: 'utf8' });
      expect({ status, stderr }).toMatchObject({ status: 0 });
    };
    const kept = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    run(command.replaceAll('/tmp/ahead', path.join(folder, 'ahead')));
    const ahead = kept();
    expect(ahead.length).toBeGreaterThan(1000);
    run(`STET_DATA=${path.join(temporaryFolder(), 'data')} ${entry.join(' ')} ask "Who said so?"`);
    expect(kept()).toEqual(ahead);
  });

  test('is installed with options npm knows', () => {
    const command = instructions('RUN').find(words => words.startsWith('npm ')) ?? '';
    const folder = temporaryFolder();
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(path.join(ROOT, file), path.join(folder, file));
    const { status, stderr } = spawnSync(`${command} --dry-run --offline`, {
      cwd: folder,
      shell: true,
      encoding: 'utf8',
    });
    expect({ status, unknown: /Unknown cli config.*/.exec(stderr)?.[0] ?? null }).toEqual({ status: 0, unknown: null });
  });
});

describe('docker-compose.yml', () => {
  test('builds Stet from here, for a bot and a worker', () => {
    expect(stets.map(({ build, environment }) => [build, environment?.STET_ROLE])).toEqual([
      ['.', 'bot'],
      ['.', 'worker'],
    ]);
  });

  test('would be caught setting what does not exist', () => {
    expect(unknownSettings(['STET_REDIS_URI', 'STET_REDIS_URL', 'STET_REDIS_URL_FILE'])).toEqual(['STET_REDIS_URI']);
  });

  test.for(['bot', 'worker'])('gives the %s an environment that Stet takes', role => {
    const { environment } = compose.services[role]!;
    const secret = path.join(temporaryFolder(), 'secret');
    writeFileSync(secret, 's3cret\n');
    const env = Object.entries(environment!).map(([name, value]) => [name, name.endsWith('_FILE') ? secret : value]);
    const config = readConfig(Object.fromEntries(env));
    expect(config).toMatchObject({ role, redisUrl: 'redis://redis:6379' });
    expect(databaseOf(config)).toBe('postgres://stet:s3cret@postgres:5432/stet');
  });

  test('points at services that are started and healthy first', () => {
    for (const { environment, depends_on } of stets) {
      const hosts = [environment!.STET_DATABASE_URL, environment!.STET_REDIS_URL].map(url => new URL(url!).hostname);
      expect(depends_on).toEqual(Object.fromEntries(hosts.map(host => [host, { condition: 'service_healthy' }])));
      for (const host of hosts) expect(compose.services[host]?.healthcheck).toBeDefined();
    }
  });

  test('has a file for each secret, which git never takes, and names files of secrets alone', () => {
    const named = Object.values(compose.services).flatMap(({ secrets = [] }) => secrets);
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.secrets).sort());
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`secrets/${name}`);
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['secrets/', 'stet.env']));
    for (const { environment = {}, secrets = [] } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment))
        if (name.endsWith('_FILE')) expect(secrets).toContain(value.replace('/run/secrets/', ''));
  });

  test('makes the database that Stet looks for', () => {
    const { POSTGRES_USER: user, POSTGRES_DB: name } = postgres.environment!;
    const { username, pathname } = new URL(bot.environment!.STET_DATABASE_URL!);
    expect([user, `/${name}`]).toEqual([username, pathname]);
    expect(postgres.healthcheck!.test).toEqual(expect.arrayContaining([`--username=${user}`, `--dbname=${name}`]));
  });

  test('declares every volume it mounts, and keeps what Stet writes', () => {
    const mounts = Object.values(compose.services).flatMap(service => service.volumes.map(volume => volume.split(':')));
    const named = mounts.filter(([, place]) => place !== undefined).map(([name]) => name);
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const { volumes } of stets) expect(volumes.map(volume => volume.split(':').at(-1))).toEqual(['/data']);
  });

  test.for(Object.entries(compose.services))('limits and restarts %s', ([, service]) => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      read_only: true,
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      cpus: expect.any(Number),
      pids_limit: expect.any(Number),
      cap_drop: ['ALL'],
    });
  });

  const [program, ...flags] = redis.command;
  const kept = pairs(flags);

  test('lets Redis lose nothing', () => {
    expect(program).toBe('redis-server');
    expect(kept).toMatchObject({ appendonly: 'yes', 'maxmemory-policy': 'noeviction' });
  });

  test.skipIf(needsServer('redis', { own: true }).missing)('gives Redis flags it takes and keeps', async () => {
    const server = await privateRedis(flags);
    onTestFinished(server.stop);
    const client = new Redis(server.url);
    onTestFinished(() => client.disconnect());
    const answers = await Promise.all(Object.keys(kept).map(flag => client.config('GET', flag)));
    expect(answers.map(answer => pairs(answer as string[]))).toEqual(
      Object.entries(kept).map(([flag, value]) => ({ [flag]: inBytes(value) })),
    );
  });

  test.skipIf(needsServer('postgres', { own: true }).missing)(
    'gives PostgreSQL settings it takes and keeps',
    async () => {
      const [program, ...flags] = postgres.command;
      expect(program).toBe('postgres');
      const server = await privatePostgres(flags);
      onTestFinished(server.stop);
      const client = new pg.Client(server.url);
      await client.connect();
      for (const [name, value] of flags.filter(flag => flag !== '-c').map(flag => flag.split('=')))
        expect([name, (await client.query(`SHOW ${name}`)).rows[0][name!]]).toEqual([name, value]);
      await client.end();
    },
  );
});

/** `--flag value --flag value` as an object. */
function pairs(words: string[]): Record<string, string> {
  const entries = words.flatMap((word, i) => (i % 2 === 0 ? [[word.replace(/^--/, ''), words[i + 1] ?? '']] : []));
  return Object.fromEntries(entries);
}

/** Redis keeps sizes in bytes: `192mb` as it gives it back. */
function inBytes(value: string): string {
  const megabytes = /^(\d+)mb$/.exec(value)?.[1];
  return megabytes ? `${Number(megabytes) * 2 ** 20}` : value;
}
