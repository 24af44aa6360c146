/** What every index must do, whatever it is made of. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Passage } from '../../src/core/model.ts';
import type { Index } from '../../src/core/ports.ts';
import { passageTerms } from '../../src/newsroom/terms.ts';
import { aReadArticle } from './made-article.ts';

/** A text of so many words, all different, that no other name's text has; the first are the same for any count. */
export function wordsOf(name: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${name}q${lettersOf(at)}q`).join(' ');
}

/** Digits as letters that no stemmer takes for an ending. */
function lettersOf(number: number): string {
  return [...String(number)].map(digit => 'bcfghjkmpz'[Number(digit)]).join('');
}

export function indexContract(name: string, open: () => Index): void {
  describe(`${name} as an index`, () => {
    let index: Index;
    beforeEach(() => {
      index = open();
    });
    afterEach(() => index.close());

    const found = (...terms: string[]) =>
      index.search(terms, 10).map(({ article, passage }) => `${article.id}/${passage.n}`);

    it('is empty at first', () => {
      expect(index.state()).toEqual({ seq: 0, seeds: true, store: null });
      expect(index.counts()).toEqual({ articles: 0, passages: 0 });
      expect(found('port')).toEqual([]);
    });

    it('keeps what was worked out of it until it changes', () => {
      index.add([aReadArticle('a', ['The port closed.'])], 1);
      index.keep('sum', 1, 'one');
      expect(index.kept('sum')).toBe('one');
      expect(index.kept('product')).toBeNull();
      index.add([aReadArticle('b', ['The port opened.'])], 2);
      expect(index.kept('sum')).toBeNull();
      index.keep('sum', 2, 'two');
      index.clear(true, 'store-1');
      expect(index.kept('sum')).toBeNull();
    });

    it('does not take for its own what was worked out before it changed', () => {
      index.add([aReadArticle('a', ['The port closed.'])], 2);
      index.keep('sum', 1, 'one');
      expect(index.kept('sum')).toBeNull();
    });

    it('finds a passage by any of the terms, the one with more of them first', () => {
      index.add([aReadArticle('a', ['The port closed.', 'The port closed at noon.', 'Rain fell.'])], 1);
      expect(found('noon', 'port')).toEqual(['a/1', 'a/0']);
    });

    it('counts the words around a passage, but less than its own', () => {
      index.add(
        [aReadArticle('far', ['Ships waited.'], { around: ['port'] }), aReadArticle('near', ['Port opened.'])],
        1,
      );
      expect(found('port')).toEqual(['near/0', 'far/0']);
    });

    it('gives passages and terms back as they were', () => {
      const article = aReadArticle('a', ['The port closed.'], { around: ['harbor'] });
      index.add([article], 1);
      const [candidate] = index.search(['port'], 1);
      expect(candidate).toMatchObject({
        article: article.article,
        passage: article.passages[0],
        terms: { own: ['the', 'port', 'close'], around: ['harbor'] },
      });
      expect(candidate!.score).toBeGreaterThan(0);
      expect(index.passages('a')).toEqual([{ article: article.article, passage: article.passages[0] }]);
      expect(index.passages('unknown')).toEqual([]);
    });

    it('replaces an article that has changed', () => {
      index.add([aReadArticle('a', ['The port closed.', 'Ships waited.'])], 1);
      index.add([aReadArticle('a', ['The harbour opened.'])], 2);
      expect(found('port')).toEqual([]);
      expect(found('harbor')).toEqual(['a/0']);
      expect(index.counts()).toEqual({ articles: 1, passages: 1 });
      expect(index.frequencies(['port', 'open'])).toEqual(
        new Map([
          ['port', 0],
          ['open', 1],
        ]),
      );
    });

    it('takes nothing in twice when two processes follow the same store', () => {
      index.add([aReadArticle('a', ['The port closed.'])], 5);
      index.add([aReadArticle('a', ['An older text.'])], 5);
      expect(found('port')).toEqual(['a/0']);
      expect(index.state().seq).toBe(5);
    });

    it('keeps furniture with its article and never finds it', () => {
      index.add([aReadArticle('a', ['Leave a comment.'], { part: 'furniture' })], 1);
      expect(found('comment')).toEqual([]);
      expect(index.passages('a')).toHaveLength(1);
    });

    it('takes in all of a batch or none of it', () => {
      const broken = { ...aReadArticle('b', ['One.']), terms: { lists: [], around: [] } };
      expect(() => index.add([aReadArticle('a', ['The port closed.']), broken], 3)).toThrow();
      expect(index.counts().articles).toBe(0);
      expect(index.state().seq).toBe(0);
    });

    it('is emptied to be filled anew, with or without the seeds', () => {
      index.add([aReadArticle('a', ['The port closed.'])], 4);
      index.clear(false, 'store-1');
      expect(index.state()).toEqual({ seq: 0, seeds: false, store: 'store-1' });
      expect(found('port')).toEqual([]);
      index.add([aReadArticle('a', ['The port closed.'])], 4);
      expect(found('port')).toEqual(['a/0']);
    });

    it('lists its vocabulary by first letters and length', () => {
      index.add([aReadArticle('a', ['port pilot', 'port quay'])], 1);
      index.add([aReadArticle('b', ['port pier'])], 2);
      const listed = (prefix: string, least = 1, most = 99) =>
        [...new Set(index.vocabulary(prefix, least, most))].sort();
      expect(listed('p')).toEqual(['pier', 'pilot', 'port']);
      expect(listed('pi')).toEqual(['pier', 'pilot']);
      expect(listed('p', 5, 5)).toEqual(['pilot']);
      expect(listed('z')).toEqual([]);
    });

    it('counts anew after every change', () => {
      const figures = () => [index.frequencies(['port']).get('port'), index.counts().passages];
      expect(figures()).toEqual([0, 0]);
      index.add([aReadArticle('a', ['port pilot', 'port quay'])], 1);
      expect(figures()).toEqual([2, 2]);
      index.add([aReadArticle('a', ['port'])], 2);
      expect(figures()).toEqual([1, 1]);
      index.clear(true, 'store-1');
      expect(figures()).toEqual([0, 0]);
    });

    describe('reports', () => {
      const flood = wordsOf('flood', 200);
      const strike = wordsOf('strike', 200);
      const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
      const add = (id: string, text: string, day = 1) => {
        index.add([aReadArticle(id, [text], { storedAt: at(day) })], index.state().seq + 1);
      };
      const reports = (...ids: string[]) => [...index.reportsOf(ids).values()];

      it('are of one article each when no two share their text', () => {
        add('a', flood);
        add('b', strike);
        expect(index.reportsOf(['b', 'a', 'unknown'])).toEqual(
          new Map([
            ['a', 'a'],
            ['b', 'b'],
          ]),
        );
        expect(index.report('b')).toEqual(['b']);
        expect(index.report('unknown')).toEqual([]);
      });

      it('hold every copy, and bear the id of the one stored first', () => {
        add('b', `Head of an agency ${flood}`, 2);
        add('a', flood, 3);
        add('c', flood.slice(0, flood.length / 2), 1);
        expect(reports('a', 'b', 'c')).toEqual(['c', 'c', 'c']);
        expect(index.report('c')).toEqual(['c', 'b', 'a']);
        expect(index.report('a')).toEqual([]);
      });

      it('become one when an article copies both, and part when it leaves them', () => {
        add('a', flood);
        add('b', strike);
        add('link', `${flood} ${strike}`);
        expect(new Set(reports('a', 'b', 'link'))).toEqual(new Set(['a']));
        add('link', wordsOf('fire', 200));
        expect(index.reportsOf(['a', 'b', 'link'])).toEqual(
          new Map([
            ['a', 'a'],
            ['b', 'b'],
            ['link', 'link'],
          ]),
        );
      });

      it('keep their id when the first article is stored anew, and lose it when that one turns to other things', () => {
        add('a', flood, 1);
        add('b', flood, 2);
        add('a', `${flood} And an addition.`, 1);
        expect(index.report('a')).toEqual(['a', 'b']);
        add('a', strike, 1);
        expect(index.report('a')).toEqual(['a']);
        expect(index.report('b')).toEqual(['b']);
      });

      it('are made of body text alone', () => {
        const page = (id: string, part: Passage['part']) => aReadArticle(id, [flood], { part });
        index.add(
          [page('a', 'furniture'), page('b', 'furniture'), page('c', 'byline'), page('d', 'embed'), page('e', 'title')],
          1,
        );
        expect(new Set(reports('a', 'b', 'c', 'd', 'e')).size).toBe(5);
      });

      it('join short texts that are the same, and not two uses of one template', () => {
        add('a', 'The port closed.');
        add('b', 'THE PORT CLOSED');
        add(
          'c',
          'A quake of magnitude 4.2 was felt in Aldport on Monday at 5 a.m. Nobody was hurt, officials said. No damage has been reported so far.',
        );
        add(
          'd',
          'A quake of magnitude 5.1 was felt in Marby on Friday at 9 a.m. Nobody was hurt, officials said. No damage has been reported so far.',
        );
        add('e', '');
        add('f', '');
        expect(reports('a', 'b', 'c', 'd', 'e', 'f')).toEqual(['a', 'a', 'c', 'd', 'e', 'f']);
      });

      it('are gone when the index is emptied', () => {
        add('a', flood);
        index.clear(true, 'store-1');
        expect(index.reportsOf(['a'])).toEqual(new Map());
        add('b', flood);
        expect(reports('b')).toEqual(['b']);
      });
    });

    it('takes query syntax for words', () => {
      index.add([aReadArticle('a', ['The port closed.'])], 1);
      for (const term of ['"', 'NEAR(port', 'own:port', 'port*', '', ' ', '-', 'NOT', "'; DROP TABLE terms"]) {
        expect(() => index.search([term], 10)).not.toThrow();
      }
      expect(found('"', 'port')).toEqual(['a/0']);
    });

    it('finds terms with names, points and letters of any script', () => {
      index.add(
        [aReadArticle('a', ['Пристань 1.2 закрыта']), aReadArticle('b', ['x'], { around: ['@port_of_sel'] })],
        1,
      );
      expect(found('1.2')).toEqual(['a/0']);
      expect(found('@port_of_sel')).toEqual(['b/0']);
      expect(found(passageTerms({ text: 'Пристань', entities: [] })[0]!)).toEqual(['a/0']);
    });
  });
}
