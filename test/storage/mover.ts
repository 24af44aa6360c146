/** Run as a process of its own by `move.test.ts`: moves a store and prints how many rows are there after each step. */
import { writeSync } from 'node:fs';
import { moveToPostgres } from '../../src/storage/move.ts';

const [file = '', url = ''] = process.argv.slice(2);
await moveToPostgres({ file, url, onRows: done => void writeSync(1, `${done}\n`) });
