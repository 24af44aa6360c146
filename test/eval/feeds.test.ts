import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportFeeds, scoreFeeds } from './feeds.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared/feeds/feedparser');

/** Of the checks, in percent; what the best kept library reaches. */
const FLOOR = 86;

describe('eval of feeds', () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const line = (file: string, checks: unknown[][]) => JSON.stringify({ file, checks, headers: {} });

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stet-feeds-'));
    const item = '<title>&lt;b&gt;A&lt;/b&gt;</title><link>/a</link><guid isPermaLink="false">1</guid>';
    write('a.xml', `<rss><channel><item>${item}<pubDate>2026-01-02T03:04:05Z</pubDate></item></channel></rss>`);
    write('b.xml', 'no feed');
    write(
      'expect.jsonl',
      [
        line('a.xml', [
          ['entries', 0, 'title_detail', 'value', '<b>A</b>'],
          ['entries', 0, 'title', 'only the first of a kind counts'],
          ['entries', 0, 'title_detail', 'type', 'text/html'],
          ['entries', 0, 'link', 'http://127.0.0.1:8097/a'],
          ['entries', 0, 'guid', '2'],
          ['entries', 0, 'updated_parsed', [2026, 1, 2, 3, 4, 5, 4, 2, 0]],
          ['entries', 0, 'published_parsed', [2026, 1, 2, 3, 4, 6, 4, 2, 0]],
          ['feed', 'title', 'not looked at'],
        ]),
        line('b.xml', [['entries', 0, 'title', 'A']]),
      ].join('\n'),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts the first check of each kind, and names what is wrong', () => {
    const score = scoreFeeds(folder);
    expect(score).toMatchObject({ files: 2, read: 1, refused: 1, crashed: [], checks: 6, right: 3 });
    expect(score.wrong.map(({ file, field }) => `${file} ${field}`)).toEqual([
      'a.xml guid',
      'a.xml published_parsed',
      'b.xml title',
    ]);
    expect(reportFeeds(folder)).toMatch(/right +3 \(50\.0%\)[\s\S]+a\.xml: guid "2", found "1"/);
  });

  it('names a folder without expectations', () => {
    expect(() => reportFeeds(path.join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
  });

  it.skipIf(!existsSync(SHARED))("is passed on a peer's test feeds (skipped where the shared folder is absent)", () => {
    const { crashed, stalled, checks, right } = scoreFeeds(SHARED);
    expect({ crashed, stalled }).toEqual({ crashed: [], stalled: [] });
    expect(checks).toBeGreaterThan(0);
    expect((100 * right) / checks).toBeGreaterThanOrEqual(FLOOR);
  });
});
