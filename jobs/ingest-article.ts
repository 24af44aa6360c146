/**
 * Takes the articles of one file into the store: new ones, changed texts as revisions, nothing twice.
 * Queued by: start-up for the seed corpus, `ingest` for files of one's own.
 */
import { z } from 'zod';
import { StetError } from '../src/core/errors.ts';
import { defineJob } from '../src/core/job.ts';
import { readArticleFile } from '../src/ingest/files.ts';

export const ingestArticle = defineJob({
  name: 'ingest-article',
  payload: z.object({ path: z.string().min(1), origin: z.enum(['seed', 'file']) }),
  key: ({ path, origin }) => `${origin} ${path}`,
  retry: { attempts: 3, backoffMs: 500, maxBackoffMs: 5_000 },
  // Reading from disk and storing are quick; one at a time keeps sequence numbers in the order of the files.
  concurrency: 1,
  async run({ path, origin }, { store, signal }) {
    const { drafts, faults } = await readArticleFile(path, origin);
    for (const draft of drafts) {
      signal.throwIfAborted();
      await store.saveArticle(draft);
    }
    if (faults.length === 0) return;
    // What could be read is stored; the rest is told, and trying again would not help.
    throw new StetError('unreadable-file', faults.join('; '));
  },
});
