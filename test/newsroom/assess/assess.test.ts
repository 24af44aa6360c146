/** Doubt: on small invented corpora, and golden on the seeds and on the corpora the engine is fitted on. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { NameEntry, Point } from '../../../src/core/model.ts';
import { listArticleFiles, readArticleFile } from '../../../src/ingest/files.ts';
import { assess, isDoubtful } from '../../../src/newsroom/assess.ts';
import { aCorpus, type Corpus } from '../../support/corpus.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

interface Text {
  id: string;
  text: string;
  title?: string;
  publishedAt?: string;
}

function corpusOf(texts: Text[], entries: NameEntry[] = []): Corpus {
  const corpus = aCorpus(texts, entries);
  open.push(corpus);
  return corpus;
}

function pointsOn(id: string, { index }: Corpus): Point[] {
  return assess(index.passages(id), index, index.reportsOf);
}

function pointsOf(texts: string[], publishedAt = '2025-05-02'): Point[] {
  return pointsOn('a0', corpusOf(texts.map((text, n) => ({ id: `a${n}`, text, publishedAt }))));
}

const kinds = (points: Point[]) => points.map(({ kind, severity }) => `${severity} ${kind}`);

describe('a point', () => {
  test('is made where two other reports tell another number', () => {
    const points = pointsOf([
      'The storm in Velmar near Ostby killed 17 people, Radio Lindholm said.',
      'In Velmar near Ostby eleven people died, according to Radio Lindholm.',
      'Radio Lindholm said that the night in Velmar, not far from Ostby, killed eleven people.',
    ]);
    expect(kinds(points)).toEqual(['major contradicted']);
    expect(points[0]?.against.map(({ article }) => article)).toEqual(expect.arrayContaining(['a1', 'a2']));
  });

  test('is minor where one report stands against one, and absent where most agree', () => {
    const other = 'In Velmar near Ostby eleven people died, according to Radio Lindholm.';
    const own = 'The storm in Velmar near Ostby killed 17 people, Radio Lindholm said.';
    expect(kinds(pointsOf([own, other]))).toEqual(['minor contradicted']);
    expect(pointsOf([own, other, 'Near Ostby, in Velmar, 17 people died that night, Radio Lindholm said.'])).toEqual(
      [],
    );
  });

  test('is made of a past event dated after publication, and of none that lies ahead', () => {
    expect(kinds(pointsOf(['On 3 September 2025 the app warned residents of a storm.']))).toEqual([
      'major anachronism',
    ]);
    expect(
      pointsOf(['On 3 September 2025 the app will warn residents.', 'The ban was extended until 3 September 2025.']),
    ).toEqual([]);
    expect(pointsOf(['The council agreed to meet on 3 September 2025.'])).toEqual([]);
  });

  test('is made of a day the calendar does not have', () => {
    expect(kinds(pointsOf(['The bridge opened on 31 February in Velmar.']))).toEqual(['major anachronism']);
    expect(kinds(pointsOf(['The bridge opened on Tuesday, 1 January 2025.']))).toEqual(['major anachronism']);
    expect(pointsOf(['The bridge opened on Wednesday, 1 January 2025, in Velmar.'])).toEqual([]);
  });

  test('is made of an article that says yes and no, and of a part above its whole', () => {
    const both = 'The union signed the agreement on Friday.\n\nThere was no joy. The union did not sign the agreement.';
    expect(kinds(pointsOf([both]))).toEqual(['major internal-contradiction']);
    expect(kinds(pointsOf(['The report makes 22 proposals, of which 30 are urgent.']))).toEqual([
      'major internal-contradiction',
    ]);
    expect(pointsOf(['The report makes 30 proposals, of which 22 are urgent.'])).toEqual([]);
  });

  test('quotes its passage word for word', () => {
    const text = 'It rained. On 3 September 2025 the app warned residents of a storm. All slept.';
    for (const point of pointsOf([text])) expect(text.slice(point.start, point.end)).toBe(point.quote);
  });
});

describe('doubt', () => {
  const point = (kind: Point['kind'], severity: Point['severity']) => ({ kind, severity }) as Point;

  test('needs two major points of two kinds', () => {
    expect(isDoubtful([point('anachronism', 'major'), point('contradicted', 'major')])).toBe(true);
    expect(isDoubtful([point('anachronism', 'major'), point('anachronism', 'major')])).toBe(false);
    expect(isDoubtful([point('anachronism', 'major'), point('contradicted', 'minor')])).toBe(false);
  });

  test('falls on one article of the seeds and on one of each corpus', async () => {
    const doubtful: Record<string, string[]> = {};
    for (const where of [
      'seeds',
      'test/eval/corpora/dam-inquiry/articles.jsonl',
      'test/eval/corpora/port-strike/articles.jsonl',
    ]) {
      const { corpus, ids } = await recordOf(path.join(ROOT, where));
      doubtful[where] = ids.filter(id => isDoubtful(pointsOn(id, corpus)));
    }
    expect(Object.values(doubtful)).toEqual([['000'], ['f08'], ['p08']]);
  });

  test('says the same twice', async () => {
    const { corpus, ids } = await recordOf(path.join(ROOT, 'seeds'));
    for (const id of ids) expect(pointsOn(id, corpus)).toEqual(pointsOn(id, corpus));
  });
});

async function recordOf(where: string): Promise<{ corpus: Corpus; ids: string[] }> {
  const entries: NameEntry[] = JSON.parse(readFileSync(path.join(ROOT, 'seeds/names.json'), 'utf8'));
  const files = (await listArticleFiles(where)).filter(file => /\.md$|articles\.jsonl$/.test(file));
  const drafts = (await Promise.all(files.map(file => readArticleFile(file, 'file')))).flatMap(read => read.drafts);
  const texts = drafts.map(({ id, text, title, publishedAt }) => ({
    id,
    text,
    ...(title && { title }),
    ...(publishedAt && { publishedAt }),
  }));
  return { corpus: corpusOf(texts, entries), ids: drafts.map(({ id }) => id) };
}
