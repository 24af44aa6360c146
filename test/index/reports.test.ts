/** Groups of copies are what the rule says, whatever the history of the index was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Index, ReadArticle } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { wordsOf } from '../contracts/index.ts';
import { aReadArticle } from '../contracts/made-article.ts';

/** An article made of numbered pieces of 25 words: up to three make a short text. Stored in another order than ids have. */
function made(id: number, pieces: readonly number[]): ReadArticle {
  const text = pieces.map(piece => wordsOf(`piece${'abcdefghij'[piece]}`, 25)).join(' ');
  return aReadArticle(`a${id}`, [text], {
    storedAt: `2026-01-06T00:00:${String((id * 7) % 10).padStart(2, '0')}.000Z`,
  });
}

/** The rule, told plainly. */
function areCopies({ shingles: one }: ReadArticle, { shingles: other }: ReadArticle): boolean {
  const short = one.short || other.short;
  const sought = [one, other].map(text => (text.short ? [...text.sample, ...text.rest] : text.sample));
  if (shared(sought[0]!, sought[1]!) < Math.min(toBeCompared(one), toBeCompared(other))) return false;
  const [a, b] = [one, other].map(({ sample, rest }) => [...sample, ...rest]) as [number[], number[]];
  const hits = shared(a, b);
  const [smaller, larger] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (hits > 0 && hits === larger) return true;
  return hits >= 24 && hits >= (short ? 0.9 : 0.45) * smaller && smaller >= 0.2 * larger;
}

function toBeCompared({ sample, rest, short }: ReadArticle['shingles']): number {
  if (!short) return Math.max(3, 0.3 * sample.length);
  return Math.min(Math.max(3, 0.6 * sample.length), 0.9 * (sample.length + rest.length));
}

function shared(one: number[], other: number[]): number {
  const there = new Set(other);
  return one.filter(shingle => there.has(shingle)).length;
}

/** Which article stands in whose report, by pairs of articles alone. */
function expected(articles: ReadArticle[]): Map<string, string> {
  const first = articles.toSorted((a, b) => key(a).localeCompare(key(b)));
  const reports = new Map<string, string>();
  for (const start of first) {
    const group = reports.has(start.article.id) ? [] : [start];
    for (const member of group) {
      reports.set(member.article.id, start.article.id);
      group.push(
        ...first.filter(other => !reports.has(other.article.id) && !group.includes(other) && areCopies(member, other)),
      );
    }
  }
  return reports;
}

const key = ({ article }: ReadArticle) => `${article.storedAt} ${article.id}`;

function reportsAfter(batches: ReadArticle[][], tidies = true): Map<string, string> {
  const index: Index = openSqliteIndex({ file: ':memory:', reader: 'r1' });
  batches.forEach((batch, at) => {
    index.add(batch, at + 1);
    while (tidies && index.tidy(5));
  });
  const reports = index.reportsOf(batches.flat().map(({ article }) => article.id));
  const members = [...new Set(reports.values())].flatMap(id => index.report(id).map(member => [member, id] as const));
  index.close();
  expect(new Map(members)).toEqual(reports);
  return reports;
}

describe('reports of an index', () => {
  const version = fc.record({ id: fc.nat(9), pieces: fc.uniqueArray(fc.nat(9), { maxLength: 8 }) });

  it('are the same after any history of additions and revisions as after a rebuild in any order', () => {
    const history = fc.array(version, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat()), (versions, size, dice) => {
        const articles = versions.map(({ id, pieces }) => made(id, pieces));
        const last = [...new Map(articles.map(article => [article.article.id, article])).values()];
        const drawn = new Map(last.map(article => [article, dice.next().value as number]));
        const shuffled = last.toSorted((a, b) => drawn.get(a)! - drawn.get(b)!);
        const batches = articles.flatMap((_, at) => (at % size === 0 ? [articles.slice(at, at + size)] : []));
        const rule = expected(last);
        expect(reportsAfter(batches)).toEqual(rule);
        expect(reportsAfter(batches, false)).toEqual(rule);
        expect(reportsAfter([shuffled])).toEqual(rule);
      }),
      { numRuns: 60 },
    );
  });

  it('are what the rule says where very many articles share a foot', () => {
    const foot = wordsOf('foot', 40);
    const own = (id: number) => [...String(id)].map(digit => 'bcfghjkmpz'[Number(digit)]).join('');
    const text = (id: number, words: string) => aReadArticle(`a${id}`, [`${words} ${foot}`]);
    const articles = [
      ...Array.from({ length: 130 }, (_, id) => text(id, wordsOf(own(id), 80 + 3 * id))),
      text(130, wordsOf(own(120), 350)),
      text(131, wordsOf(own(5), 90)),
      text(133, wordsOf('stub', 2)),
      text(132, ''),
    ];
    const rule = expected(articles);
    expect(reportsAfter(articles.map(article => [article]))).toEqual(rule);
    expect(
      reportsAfter(
        articles.map(article => [article]),
        false,
      ),
    ).toEqual(rule);
    expect(reportsAfter([articles.toReversed()])).toEqual(rule);
    expect(rule.get('a130')).toBe(rule.get('a120'));
    expect(new Set(rule.values()).size).toBeGreaterThan(50);
  });
});
