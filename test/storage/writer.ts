/** Run as a process of its own by `killed.test.ts`: stores articles without end and prints each id once it is acknowledged. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { anArticle } from '../support/articles.ts';

const [file = '', prefix = ''] = process.argv.slice(2);
const store = await openSqliteStore({ file, mode: 'owner', clock: { now: () => new Date() } });
for (let i = 0; ; i++) {
  const id = `${prefix}-${i}`;
  await store.saveArticle(anArticle({ id, text: `Text of ${id}. `.repeat(300) }));
  // Written at once and by hand, so that a kill cannot take back what has been acknowledged.
  writeSync(1, `${id}\n`);
}
