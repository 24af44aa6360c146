import fc from 'fast-check';
import { expect, test } from 'vitest';
import { articleChoices, zoneChoices } from '../../../src/adapters/discord/completions.ts';
import { zones } from '../../../src/core/zones.ts';
import { anArticle } from '../../support/articles.ts';
import { choiceFaults } from '../../support/discord/limits.ts';

const articles = [
  anArticle({ id: '001', title: 'Ferry line to reopen', outlet: 'The Harbour Post' }),
  anArticle({ id: '002', title: null, outlet: null }),
  anArticle({ id: 'ferry', title: 'Something else', outlet: 'Quay Weekly' }),
];
const values = (typed: string) => articleChoices(articles, typed).map(choice => choice.value);

test('articles are offered by id, title and outlet, ids that begin so first', () => {
  expect(values('')).toEqual(['001', '002', 'ferry']);
  expect(values('FERRY')).toEqual(['ferry', '001']);
  expect(values('harbour')).toEqual(['001']);
  expect(values('nothing')).toEqual([]);
});

test('an article is named by what is known of it', () => {
  expect(articleChoices(articles, '00')).toEqual([
    { name: '001 · Ferry line to reopen · The Harbour Post', value: '001' },
    { name: '002 · untitled · outlet unknown', value: '002' },
  ]);
});

test('whatever articles there are, Discord takes the choices', () => {
  const text = fc.string({ unit: 'binary', maxLength: 150 });
  const some = fc.array(fc.record({ id: text, title: fc.option(text), outlet: fc.option(text) }), { maxLength: 40 });
  fc.assert(
    fc.property(some, all => {
      expect(choiceFaults({ choices: articleChoices(all, '') })).toEqual([]);
    }),
  );
});

test('zones are offered by any part of their name, those that begin so first', () => {
  const offered = (typed: string) => zoneChoices(zones(), typed).map(choice => choice.value);
  expect(offered('berl')).toEqual(['Europe/Berlin']);
  expect(offered('new yo')).toEqual(['America/New_York']);
  expect(offered('york')[0]).toBe('America/New_York');
  expect(offered('ho')[0]).toMatch(/\/Ho/);
  expect(offered('')).toHaveLength(25);
  expect(offered('nowhere')).toEqual([]);
  for (const typed of ['', 'a', 'america']) expect(choiceFaults(zoneChoices(zones(), typed))).toEqual([]);
});
