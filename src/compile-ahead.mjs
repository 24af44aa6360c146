/**
 * Run once where an image is built: loads every module, so that Node's compile cache holds them. An image starts with an empty /tmp each
 * time, where all types would be stripped and all code compiled anew: three times as long to the first answer, and 40 MB more.
 */
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
// It would begin; a run of Stet keeps it.
const files = globSync('{src,commands,jobs}/**/*.ts', { cwd: root }).filter(file => file !== 'src/main.ts');
const loaded = await Promise.allSettled(files.map(file => import(path.join(root, file))));

// What is loaded when it is first used.
const require = createRequire(import.meta.url);
require('cron-parser');
require('tldts');

// The entry points of threads are loaded when they find that there is no thread to serve.
const faults = loaded.flatMap((result, at) =>
  result.status === 'rejected' && !files[at].endsWith('thread.ts') ? [`${files[at]}: ${result.reason}`] : [],
);
if (faults.length > 0) throw new Error(faults.join('\n'));
