import { describe, expect, it } from 'vitest';
import { articleIdOf, fileUrlOf } from '../../src/ingest/identify.ts';

describe('identity', () => {
  it('is a- and ten base32 characters of the SHA-256 of the URL', () => {
    // printf 'https://example.org/' | sha256sum | xxd -r -p | base32 | cut -c1-10
    expect(articleIdOf('https://example.org/')).toMatch(/^a-[a-z2-7]{10}$/);
    expect(articleIdOf('https://example.org/')).toBe('a-qgmndowebi');
  });

  it('differs between URLs and never between readings', () => {
    expect(articleIdOf('https://example.org/a')).not.toBe(articleIdOf('https://example.org/b'));
    expect(articleIdOf(fileUrlOf('/texts/one.md'))).toBe(articleIdOf('file:///texts/one.md'));
  });
});
