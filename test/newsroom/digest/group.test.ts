import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { groupStories } from '../../../src/newsroom/digest/group.ts';
import { outlinesOf } from '../../../src/newsroom/digest/outline.ts';
import { articleOf } from '../../bench/corpus.ts';
import { aCorpus } from '../../support/corpus.ts';

const EVAL = path.join(import.meta.dirname, '../../eval');

interface Known {
  /** By the first letter of their ids: the corpora and the briefs tell of four events. */
  event: string;
  text: string;
}

function eventsOf(file: string): Known[] {
  const lines = readFileSync(path.join(EVAL, file), 'utf8').trim().split('\n');
  return lines.map(line => {
    const { id, article, text } = JSON.parse(line) as { id: string; article?: string; text?: string };
    return { event: id[0]!, text: article ?? text ?? '' };
  });
}

/** The events of each story, as the groups have them. */
function stories(articles: readonly Known[]): string[][] {
  const { index } = aCorpus(articles.map(({ text }, n) => ({ id: `${n}`, text })));
  const ids = articles.map((_, n) => `${n}`);
  const groups = groupStories(outlinesOf(ids, index));
  index.close();
  expect(groups.flat().toSorted()).toEqual(ids.toSorted());
  return groups.map(group => group.map(id => articles[Number(id)]!.event));
}

test('reports of one event are few stories, and no two events are one', () => {
  const articles = [
    ...['corpora/dam-inquiry/articles.jsonl', 'corpora/port-strike/articles.jsonl'].flatMap(eventsOf),
    ...['briefs/developing.jsonl', 'briefs/measuring.jsonl'].flatMap(eventsOf),
  ];
  const found = stories(articles);
  for (const events of found) expect(new Set(events).size, events.join()).toBe(1);
  expect(articles.length).toBeGreaterThan(40);
  expect(found.length).toBeLessThanOrEqual(12);
});

test('articles that only share a stock of names stay apart', () => {
  const articles = Array.from({ length: 200 }, (_, n) => ({ event: `${n}`, text: articleOf(6, n).text }));
  expect(stories(articles).length).toBeGreaterThanOrEqual(195);
});

test('copies of one text are one story, also where they name nobody', () => {
  const text = 'the port closed at noon after a storm had torn the old crane from its rails and thrown it on the quay.';
  const events = stories([
    { event: 'a', text },
    { event: 'a', text },
    { event: 'b', text: 'rain fell over the hills all night and nobody thought of the harvest until the river rose.' },
  ]);
  expect(events).toEqual([['a', 'a'], ['b']]);
});
