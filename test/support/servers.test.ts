/** The helper itself: a skip is counted and said, and can be forbidden. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { needsServer } from './servers.ts';

const NOWHERE = { PATH: '/nowhere' };

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a suite that needs a server', () => {
  test('skips with one line where there is none', () => {
    expect(needsServer('redis', { env: NOWHERE })).toEqual({ missing: true, url: null });
    expect(vi.mocked(console.info).mock.calls).toEqual([
      ['skipped, needs redis: no STET_TEST_REDIS_URL and no redis-server on PATH'],
    ]);
  });

  test('fails instead where servers are required', () => {
    const env = { ...NOWHERE, STET_TEST_SERVERS: 'required' };
    expect(() => needsServer('postgres', { env })).toThrow(
      'postgres is required for this suite: no STET_TEST_POSTGRES_URL and no postgres on PATH',
    );
  });

  test('runs with the server that is given, whether required or not', () => {
    const env = { ...NOWHERE, STET_TEST_REDIS_URL: 'redis://there' };
    expect(needsServer('redis', { env })).toEqual({ missing: false, url: 'redis://there' });
    expect(needsServer('redis', { env: { ...env, STET_TEST_SERVERS: 'required' } }).missing).toBe(false);
    expect(console.info).not.toHaveBeenCalled();
  });

  test('cannot kill a server that is given: then only one from PATH will do', () => {
    const env = { ...NOWHERE, STET_TEST_REDIS_URL: 'redis://there' };
    expect(needsServer('redis', { own: true, env })).toEqual({ missing: true, url: null });
    expect(() => needsServer('redis', { own: true, env: { ...env, STET_TEST_SERVERS: 'required' } })).toThrow(
      'required',
    );
  });
});
