import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../../src/ingest/fetch/robots.ts';

const allows = (text: string, path: string) => parseRobots(text, 'stet').allows(path);

describe('robots.txt', () => {
  it.each([
    ['nothing', '', '/a', true],
    ['a rule for all', 'User-agent: *\nDisallow: /a', '/a/b', false],
    ['a rule for another', 'User-agent: Other\nDisallow: /', '/a', true],
    ['a rule for a longer name', 'User-agent: StetBot\nDisallow: /', '/a', true],
    ['a rule for us in any case, with a version', 'user-AGENT: sTeT/9.9\nDISALLOW: /a', '/a', false],
    [
      'a group of ours, which replaces the one for all',
      'User-agent: *\nDisallow: /\n\nUser-agent: stet\nDisallow: /b',
      '/a',
      true,
    ],
    ['an empty group of ours', 'User-agent: *\nDisallow: /\n\nUser-agent: stet\nDisallow:', '/a', true],
    [
      'two groups of ours, which are one',
      'User-agent: stet\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: stet\nDisallow: /b',
      '/b',
      false,
    ],
    ['a group for several', 'User-agent: x\nUser-agent: stet\nDisallow: /a', '/a', false],
    [
      'other records within a group',
      'User-agent: x\nCrawl-delay: 5\nUser-agent: stet\nSitemap: /s\nDisallow: /a',
      '/a',
      false,
    ],
    ['the longer rule first', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['the longer rule first, other way', 'User-agent: *\nAllow: /a\nDisallow: /a/b', '/a/b/c', false],
    ['two of one length', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a star', 'User-agent: *\nDisallow: /*/private', '/x/y/private/z', false],
    ['an end', 'User-agent: *\nDisallow: /*.pdf$', '/a.pdf', false],
    ['an end that is not', 'User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', true],
    ['an end that must not overlap', 'User-agent: *\nDisallow: /ab*bc$', '/abc', true],
    ['an exact path', 'User-agent: *\nDisallow: /a$', '/ab', true],
    ['a query', 'User-agent: *\nDisallow: /*?print=', '/a?print=1', false],
    ['escapes of letters that need none', 'User-agent: *\nDisallow: /%7Ejoe/', '/~joe/a', false],
    ['letters that need an escape', 'User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
    ['escapes in small letters', 'User-agent: *\nDisallow: /a%3cb', '/a%3Cb', false],
    ['an escaped star, which is a star', 'User-agent: *\nDisallow: /a%2Ab', '/axb', true],
    [
      'comments, spaces and a mark at the start',
      '\uFEFFUser-agent : * # all\r\n Disallow : /a # not this',
      '/a',
      false,
    ],
    ['its own path', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['a page of HTML', '<!doctype html><p>User-agent: no</p>', '/a', true],
  ] as const)('with %s', (_, text, path, allowed) => {
    expect(allows(text, path)).toBe(allowed);
  });

  it('is read and matched fast, however hostile', () => {
    const stars = `User-agent: *\n${`Disallow: /${'a*'.repeat(100)}b\n`.repeat(2_000)}`;
    const few = `User-agent: *\n${`Disallow: /${'a*'.repeat(9)}b\n`.repeat(20_000)}`;
    const lines = 'User-agent: *\n'.repeat(17_000) + 'Disallow: /x\n'.repeat(17_000);
    const started = performance.now();
    for (const text of [stars, few, lines]) expect(allows(text, `/${'a'.repeat(4_000)}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('never fails, whatever it holds', () => {
    const line = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('user-agent', 'allow', 'disallow'), fc.string()).map(([a, b]) => `${a}: ${b}`),
    );
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        expect(typeof allows(lines.join('\n'), path)).toBe('boolean');
      }),
    );
  });
});
