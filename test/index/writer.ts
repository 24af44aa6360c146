/** Run as a process of its own by `killed.test.ts`: adds articles without end, tidies in between, and prints each number it reached. */
import { writeSync } from 'node:fs';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { aReadArticle } from '../contracts/made-article.ts';

const index = openSqliteIndex({ file: process.argv[2]!, reader: 'r1' });
for (let seq = index.state().seq + 1; ; seq++) {
  // Every third replaces an earlier one.
  const id = seq % 3 === 0 ? seq - 2 : seq;
  index.add([aReadArticle(`a${id}`, Array<string>(40).fill(`port ${'q'.repeat((seq % 30) + 2)}`))], seq);
  index.tidy(1);
  // Written at once and by hand, so that a kill cannot take back what has been told.
  writeSync(1, `${seq}\n`);
}
