/** What the log writes, where, and what it never does. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asStetError, StetError } from '../src/core/errors.ts';
import type { Happening } from '../src/core/observe.ts';
import { type LogOptions, openLog } from '../src/log.ts';

async function aLog(options: Partial<LogOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'stet-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'stet.log');
  const shown = new PassThrough();
  const isAskers = ({ code }: StetError) => code === 'bad-question';
  const log = await openLog({ file, level: 'info', isAskers, shown, ...options });
  const linesOf = (words: string) => words.split('\n').filter(Boolean);
  return {
    log,
    kept: () => linesOf(readFileSync(file, 'utf8')).map(line => JSON.parse(line) as Record<string, unknown>),
    written: () => String(shown.read() ?? ''),
  };
}

const JOB: Happening = {
  what: 'job',
  job: 'deliver',
  key: 'answer:r-abcdefghij',
  outcome: 'done',
  attempt: 1,
  waitedMs: 3,
  ms: 12.4,
};

// Only Linux has a file on a disk that is always full.
test.skipIf(process.platform !== 'linux')('a full disk costs lines and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'stet.log');
  symlinkSync('/dev/full', file);
  const { log, written } = await aLog({ file });
  for (const n of [1, 2]) expect(() => log.warn('the disk is full', { n })).not.toThrow();
  expect(written().trim().split('\n')).toHaveLength(2);
  log.close();
});

describe('a job', () => {
  test('is one line with its key, outcome, try and time', async () => {
    const { log, written, kept } = await aLog();
    log.observe(JOB);
    expect(JSON.parse(written())).toEqual({
      ...{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), msg: 'job' },
      ...{ job: 'deliver', key: 'answer:r-abcdefghij', outcome: 'done', attempt: 1, waitedMs: 3, ms: 12 },
    });
    // The file keeps what went wrong.
    expect(kept()).toEqual([]);
  });

  test('is in the file too where that is asked for', async () => {
    const { log, kept } = await aLog({ level: 'debug', shown: null });
    log.observe(JOB);
    expect(kept()).toMatchObject([{ level: 'debug', msg: 'job', job: 'deliver' }]);
  });

  test.for<Happening>([
    { what: 'answer', status: 'answered', ms: 1 },
    { what: 'fetch', outcome: 'ok' },
    { what: 'acknowledged', platform: 'slack', ms: 1 },
  ])('is all that is written of what happens: not $what', async happening => {
    const { log, written } = await aLog();
    log.observe(happening);
    expect(written()).toBe('');
  });
});

test('a terminal is written to for the eye, a line each', async () => {
  const { log, written } = await aLog({ forTheEye: true });
  log.observe(JOB);
  log.warn('Redis is back', {});
  const lines = written().trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/INFO.*job.*answer:r-abcdefghij/);
  expect(() => JSON.parse(lines[0]!)).toThrow();
});

describe('no line', () => {
  const everything = (lines: unknown) => JSON.stringify(lines);

  test('holds a secret of the settings, however it came there', async () => {
    const { log, kept, written } = await aLog({ secrets: ['xoxb-1-s3cret', 'with "quotes" and \\'] });
    log.warn('slack: no answer', {
      reason: 'token xoxb-1-s3cret of with "quotes" and \\ failed',
      deep: ['xoxb-1-s3cret'],
    });
    log.fault({ id: 'e1', command: 'ask', error: new StetError('internal', 'xoxb-1-s3cret') });
    for (const lines of [everything(kept()), written()]) {
      expect(lines).toContain('***');
      expect(lines).not.toMatch(/s3cret|quotes/);
    }
  });

  test('loses its fields to a secret of a few characters', async () => {
    const { log, kept } = await aLog({ secrets: ['":', 'e', '{'] });
    log.warn('Redis is back', {});
    expect(kept()).toMatchObject([{ level: 'warn', msg: 'Redis is back' }]);
  });

  test.for([
    ['https://hooks.slack.com/services/T1/B1/s3cret', 'https://hooks.slack.com/…'],
    ['https://discord.com/api/webhooks/1/s3cret?wait=true', 'https://discord.com/…'],
    ['https://user:s3cret@news.example/feed', 'https://news.example/…'],
    ['https://news.example/feed?key=s3cret#s3cret', 'https://news.example/…'],
    ['redis://:s3cret@cache.example:6379/0', 'redis://cache.example:6379/…'],
    ['postgres://stet:s3cret@db.example/stet', 'postgres://db.example/…'],
    ['wss://wss.slack.com/link/?ticket=s3cret', 'wss://wss.slack.com/…'],
  ])('holds more of an address than its host: %s', async ([address, left]) => {
    const { log, kept } = await aLog();
    log.warn('no answer', { reason: `fetch of ${address} failed`, key: address });
    expect(everything(kept())).toContain(`fetch of ${left} failed`);
    expect(everything(kept())).not.toContain('s3cret');
  });

  test('shows in a key who it is about, or where', async () => {
    const { log, kept } = await aLog({ level: 'debug' });
    log.observe({ ...JOB, key: 'outcome:12:slack:T0NEWSROOM1:U0ASKER0001' });
    log.warn('a job failed for good', { job: 'ingest-article', key: 'f-abcdefghij https://a.example/?key=s3cret' });
    expect(everything(kept())).not.toMatch(/U0ASKER|T0NEWSROOM|s3cret/);
    expect(kept()[0]?.key).toMatch(/^outcome:12:slack:#[\w-]{8}:#[\w-]{8}$/);
    expect(kept()[1]?.key).toMatch(/^f-abcdefghij https:#[\w-]{8}$/);
  });

  test('holds the words of a fault that is not our own: they may quote what was asked', async () => {
    const { log, kept } = await aLog();
    const tried = () => JSON.parse('who leads the private matter') as unknown;
    const thrown = await Promise.resolve()
      .then(tried)
      .catch((error: unknown) => error);
    log.fault({ id: 'e1', command: 'ask', error: asStetError(thrown) });
    expect(kept()).toMatchObject([{ id: 'e1', code: 'internal', reason: 'SyntaxError' }]);
    expect(kept()[0]?.stack).toMatch(/^at .*log\.test/s);
    expect(everything(kept())).not.toMatch(/who leads|private matter/);
  });

  test('is written after it is closed, nor fails', async () => {
    const { log, kept } = await aLog();
    log.close();
    log.warn('late', {});
    expect(kept()).toEqual([]);
  });
});

test('a fault of our own says what it is, and one of the asker only its code', async () => {
  const { log, kept } = await aLog();
  log.fault({ id: 'e1', command: 'ask', error: new StetError('store-failed', 'the store hung up') });
  log.fault({
    id: 'e2',
    command: 'ask',
    error: new StetError('internal', 'x', { cause: new TypeError('a is not a function') }),
  });
  log.fault({ id: 'e3', command: 'ask', error: new StetError('bad-question', 'nothing to ask') });
  expect(kept()).toMatchObject([
    { level: 'error', code: 'store-failed', reason: 'the store hung up', stack: expect.stringMatching(/^at /) },
    { level: 'error', code: 'internal', reason: 'a is not a function' },
    { level: 'info', msg: 'a command was refused', code: 'bad-question' },
  ]);
});
