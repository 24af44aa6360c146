import { expect, it } from 'vitest';
import type { ItemMark } from '../../../src/core/feeds.ts';
import { readFeed } from '../../../src/ingest/feed/read.ts';
import { toRevisit } from '../../../src/ingest/feed/revisit.ts';

const NOON = '2026-01-07T12:00:00.000Z';
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

const aMark = (given: Partial<ItemMark> = {}): ItemMark => ({
  ...{ feed: 'f', item: 'x', mark: '1', seenAt: NOON, readAt: NOON, fruitless: 0, wanted: null },
  ...given,
});
const after = (ms: number) => new Date(Date.parse(NOON) + ms);
const isRevisited = (kept: ItemMark, mark: string, ms: number) =>
  toRevisit([kept], new Map([[kept.item, mark]]), after(ms)).due.length === 1;
const isLater = (kept: ItemMark, mark: string, ms: number) =>
  toRevisit([kept], new Map([[kept.item, mark]]), after(ms)).later;

it('reads a page again when its feed says something else, half an hour after the last reading', () => {
  expect(isRevisited(aMark(), '2', 30 * MINUTE_MS)).toBe(true);
  expect(isRevisited(aMark(), '2', 30 * MINUTE_MS - 1)).toBe(false);
  expect(isRevisited(aMark(), '1', DAY_MS)).toBe(false);
  expect(isRevisited(aMark({ wanted: '2' }), '2', DAY_MS)).toBe(false);
});

it('waits twice as long after each reading that found nothing new', () => {
  for (const [fruitless, minutes] of [
    [1, 60],
    [2, 120],
    [5, 960],
  ] as const) {
    expect(isRevisited(aMark({ fruitless }), '2', minutes * MINUTE_MS)).toBe(true);
    expect(isRevisited(aMark({ fruitless }), '2', minutes * MINUTE_MS - 1)).toBe(false);
  }
});

it('reads no page again that was first seen a week ago', () => {
  expect(isRevisited(aMark(), '2', 7 * DAY_MS - 1)).toBe(true);
  expect(isRevisited(aMark(), '2', 7 * DAY_MS)).toBe(false);
});

it('takes twenty at once, and leaves the others to the next poll', () => {
  const kept = Array.from({ length: 30 }, (_, n) => aMark({ item: `x${n}` }));
  const said = new Map(kept.map(({ item }) => [item, '2']));
  const { due, later } = toRevisit(kept, said, after(DAY_MS));
  expect(due).toEqual(kept.slice(0, 20));
  expect(later).toBe(true);
});

it('knows of pages that have to wait', () => {
  expect(isLater(aMark(), '2', MINUTE_MS)).toBe(true);
  expect(isLater(aMark({ wanted: '2' }), '3', DAY_MS)).toBe(true);
  for (const [kept, mark, ms] of [
    [aMark(), '1', MINUTE_MS],
    [aMark(), '2', DAY_MS],
    [aMark(), '2', 7 * DAY_MS],
    [aMark({ wanted: '2' }), '2', MINUTE_MS],
  ] as const)
    expect(isLater(kept, mark, ms)).toBe(false);
});

const rss = (item: string) =>
  readFeed(
    Buffer.from(`<rss version="2.0"><channel><title>x</title><item><guid>1</guid>${item}</item></channel></rss>`),
    {},
  ).items[0]!.mark;
const TITLE = '<title>Ferries sail</title>';

it.each([
  ['its title', '<title>Ferries will sail</title><description>Soon.</description>'],
  ['its summary', `${TITLE}<description>Late.</description>`],
  [
    'when it was updated',
    `${TITLE}<description>Soon.</description><atom:updated xmlns:atom="http://www.w3.org/2005/Atom">2026-01-07T12:00:00Z</atom:updated>`,
  ],
])('an item has another mark when %s is another', (_, item) => {
  expect(rss(item)).not.toBe(rss(`${TITLE}<description>Soon.</description>`));
});

it('an item has the same mark though its markup bears other addresses', () => {
  const content = (token: string) =>
    rss(`${TITLE}<description>&lt;p&gt;Soon.&lt;img src="https://t.example/${token}"&gt;&lt;/p&gt;</description>`);
  expect(content('1')).toBe(content('2'));
});
