import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '../src/newsroom/names.ts';
import { SEED_IDS, seed, seedEntries } from './newsroom/read/seed.ts';

const SHARED = new URL('../../shared/seeds/', import.meta.url);

const HASHES: Record<string, string> = {
  '000': '3fa2b92268fadf5aa1d86d6dfddc8d8b985a05d95b4603b10a81bde3d2887e27',
  '001': 'd8e3f3bb5bde8b106b2bfa18b2f4a2cbb91de4d64b704fec49ff4c03d6f68961',
  '002': '293f3405fc557093fd4676b8e44e2df3f61fabcca14d944d9311ce3cbdd6cb3d',
  '003': 'aa5aa41b81ec971ab8ee3bf71cca92e551277479c83d65f4f74b370e98b28026',
  '004': '678900ad375f9635fefcbc9eb14f1ef376fa1957b19bce2fe72eec7ffa253a74',
};

describe('the seed corpus', () => {
  it.each(SEED_IDS)('%s keeps its text byte for byte', id => {
    expect(createHash('sha256').update(seed(id).text).digest('hex')).toBe(HASHES[id]);
  });

  it.skipIf(!existsSync(SHARED))('is the shared texts unchanged (skipped where the shared folder is absent)', () => {
    for (const file of readdirSync(SHARED)) {
      expect(seed(file.slice(0, 3)).text).toBe(readFileSync(new URL(file, SHARED), 'utf8'));
    }
  });

  it.each(SEED_IDS)('%s says of itself only what its text says', id => {
    const { text, ...meta } = seed(id);
    expect(meta.id).toBe(id);
    expect(Object.keys(meta)).toEqual(['id', 'url', 'outlet', 'byline', 'title', 'publishedAt', 'language']);
    for (const told of [meta.byline, meta.title]) if (told !== null) expect(text).toContain(told);
    const digits = text.replaceAll('\u2011', '-');
    if (meta.publishedAt !== null) expect(digits).toContain(meta.publishedAt);
  });
});

describe('the seed names', () => {
  it('name each thing once', () => {
    const names = seedEntries.map(entry => entry.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('give no spelling to two names', () => {
    const claims = new Map<string, string>();
    for (const { name, aliases, adjectives = [] } of seedEntries) {
      for (const spelling of [name, ...aliases, ...adjectives]) {
        expect(claims.get(fold(spelling)) ?? name, spelling).toBe(name);
        claims.set(fold(spelling), name);
      }
    }
  });
});
