/** Names are data: none of the seed story stands in the code. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from './support/imports.ts';
import { leaks, namesOfSeeds } from './support/story-names.ts';

const ROOT = path.join(import.meta.dirname, '..');

/**
 * Single words of names that are ordinary English about text ("American spelling", "East Asian width"). Longer names that hold one are
 * still looked for.
 */
const ORDINARY: readonly string[] = ['American', 'Asian', 'British'];

const names = namesOfSeeds(readTree(ROOT, ['seeds'], file => /\.(json|md)$/.test(file)));

describe('the seeds', () => {
  test('name enough to look for', () => {
    expect(names.length).toBeGreaterThan(20);
  });
});

describe('the code', () => {
  test('says no name of the seed story', () => {
    // Word vectors are general English in a compressed file: there is no text in it to look through. Slack names every emoji there is.
    const general = (file: string) => file.endsWith('.bin') || file.endsWith('/emoji-names.json');
    const code = readTree(ROOT, ['src', 'commands', 'jobs'], file => !general(file));
    expect(
      leaks(
        code,
        names.filter(name => !ORDINARY.includes(name)),
      ),
    ).toEqual([]);
  });
});

describe('names', () => {
  const seeds = {
    'seeds/names.json': JSON.stringify([
      { name: 'Ada Lovelace', kind: 'person', aliases: ['Lovelace', 'AL', 'Ada L'] },
    ]),
    'seeds/000.md':
      '---\nid: "000"\noutlet: Daily Moon\nbyline: Grace Hopper - Night Editor\n---\n\nText by Somebody Else.\n',
  };

  test('of four letters and more are taken from names, aliases, outlets and bylines', () => {
    expect(namesOfSeeds(seeds)).toEqual([
      ...['Ada L', 'Ada Lovelace', 'Daily Moon'],
      ...['Grace Hopper', 'Grace Hopper - Night Editor', 'Lovelace', 'Night Editor'],
    ]);
  });
});

describe('a planted name is found', () => {
  const story = ['Ada Lovelace', 'Lovelace', 'Union', 'Kyiv', "L'Écho"];
  const found = (file: string, text: string) => leaks({ [file]: text }, story);

  test.for([
    ['in a comment', 'src/core/a.ts', '\n// as Lovelace said', 'src/core/a.ts:2 says "Lovelace"'],
    [
      'in a comment, several words in any case',
      'src/core/a.ts',
      '// ADA LOVELACE',
      'src/core/a.ts:1 says "ADA LOVELACE"',
    ],
    ['in a string in any case', 'jobs/a.ts', "\nconst a = 'the lovelace case';", 'jobs/a.ts:2 says "lovelace"'],
    ['in a template', 'jobs/a.ts', 'const a = `union $' + '{b}`;', 'jobs/a.ts:1 says "union"'],
    ['in a regular expression', 'jobs/a.ts', 'const a = /kyiv|x/;', 'jobs/a.ts:1 says "kyiv"'],
    ['in an identifier', 'commands/a.ts', 'const isLovelace = 1;', 'commands/a.ts:1 says "Lovelace"'],
    ['in a data file', 'src/newsroom/data/a.json', '{\n"kyiv": 0.5 }', 'src/newsroom/data/a.json:2 says "kyiv"'],
    ['in a file of any other type', 'src/index/a.sql', '-- lovelace', 'src/index/a.sql:1 says "lovelace"'],
    ['with signs in it', 'src/a.ts', "// from L'Écho", 'src/a.ts:1 says "L\'Écho"'],
    ['beside a zone', 'src/a.ts', "const a = ['Europe/Kyiv', 'Kyiv'];", 'src/a.ts:1 says "Kyiv"'],
    ['in what only looks like a zone', 'src/a.ts', '// Foo/Kyiv', 'src/a.ts:1 says "Kyiv"'],
  ] as const)('%s', ([, file, text, leak]) => {
    expect(found(file, text)).toEqual([leak]);
  });

  test.for([
    ['a zone', "const a = 'Europe/Kyiv';"],
    ['part of a longer word', '// Unions, Lovelaces'],
    ['an ordinary word that is written like one', 'type A = B; // a union of both'],
    ['an identifier that is written like a word', 'const a = z.union([]);'],
  ] as const)('but %s is not one', ([, text]) => {
    expect(found('src/a.ts', text)).toEqual([]);
  });
});
