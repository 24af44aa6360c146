/** What the record is filled with as a run begins: a corpus that was named, the seeds, and whatever came since. */
import { fileURLToPath } from 'node:url';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { progressOn } from '../adapters/console/progress.ts';
import { type ConsoleStreams, note } from '../adapters/console/streams.ts';
import { asStetError } from '../core/errors.ts';
import type { Newsroom, Queue, Store } from '../core/ports.ts';
import { listArticleFiles, readArticleFile } from '../ingest/files.ts';
import type { Run } from './line.ts';

export const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));

/** Articles; fewer are read in less than half a second. */
const SHOWN_FROM = 200;

/** Brings the corpus that was named, or the seeds where they belong, into the store; both may be done again and again. */
export async function fill(
  { corpus }: Run,
  { store, newsroom, queue }: { store: Store; newsroom: Newsroom; queue: Queue },
  { stderr }: ConsoleStreams,
  stop: AbortSignal,
): Promise<void> {
  if (corpus !== null) return fillFrom(corpus, store, stderr, stop);
  if (!store.writable || !(await newsroom.seedsBelong())) return;
  for (const path of await listArticleFiles(SEEDS)) await queue.add(ingestArticle, { path, origin: 'seed' });
  await queue.idle();
}

/** Without the queue: a corpus is here for one run, and whoever named it wants to hear of every line that cannot be read. */
async function fillFrom(
  corpus: string,
  store: Store,
  stderr: ConsoleStreams['stderr'],
  stop: AbortSignal,
): Promise<void> {
  const files = await listArticleFiles(corpus);
  for (const path of files) {
    const { drafts, faults } = await readArticleFile(path, 'file').catch(thrown => {
      const { code, userMessage } = asStetError(thrown);
      // A bad file among others is told and left out; a corpus that is nothing else is a fault.
      if (code !== 'unreadable-file' || files.length === 1) throw thrown;
      return { drafts: [], faults: [userMessage] };
    });
    for (const draft of drafts) {
      stop.throwIfAborted();
      await store.saveArticle(draft);
    }
    for (const fault of faults) await note(stderr, fault);
  }
}

/** Reads what is new; shows progress for corpora that take longer than anyone could look. */
export async function catchUp(
  newsroom: Newsroom,
  { stderr, stderrIsTerminal }: ConsoleStreams,
  stop: AbortSignal,
): Promise<void> {
  const progress = progressOn(stderr, stderrIsTerminal);
  await newsroom.catchUp((done, total) => {
    stop.throwIfAborted();
    if (total > SHOWN_FROM) progress.show('reading', done, total);
  });
  progress.clear();
}
