import { expect, test } from 'vitest';
import { evidenceOf } from '../../src/newsroom/evidence.ts';
import { aCorpus } from '../support/corpus.ts';

test('evidence bears the address of its article, where it has one', () => {
  const { index } = aCorpus([{ id: 'ferries', text: 'Ferries sail again.' }]);
  const [found] = index.passages('ferries');
  index.close();
  expect(evidenceOf(found!)).not.toHaveProperty('url');
  const article = { ...found!.article, url: 'https://example.org/ferries' };
  expect(evidenceOf({ ...found!, article })).toMatchObject({ quote: 'Ferries sail again.', url: article.url });
});
