/** `ingest <path>`: queues the article files of a path, waits for them, and says what became of each. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { queueAssessments } from '../jobs/assess-article.ts';
import { ingestArticle } from '../jobs/ingest-article.ts';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { asStetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import type { Queue, Store } from '../src/core/ports.ts';
import { emphasis, lineBreak, type Reply, reply, text } from '../src/core/reply.ts';
import { listArticleFiles, readArticleFile } from '../src/ingest/files.ts';

/** Failed jobs looked at, newest first; a folder with more unreadable files than this tells the newest. */
const MAX_FAILED = 1_000;

export const ingest = defineCommand({
  name: 'ingest',
  summary: 'takes a file or a folder of articles into the record',
  permission: 'editor',
  changesStore: true,
  input: z.object({
    path: stringField({
      about: 'a .md, .txt or .jsonl file, or a folder of .md and .txt files',
      max: 4_096,
      rest: true,
    }),
  }),
  async run({ path }, { store, newsroom, queue, progress }) {
    const files = await listArticleFiles(resolve(path));
    const before = await tally(store, queue);
    for (const [at, file] of files.entries()) {
      await queue.add(ingestArticle, payloadOf(file));
      progress('queueing', at + 1, files.length);
    }
    await queue.idle();
    await newsroom.catchUp((done, total) => progress('reading', done, total));
    const after = await tally(store, queue);
    // Not waited for: a one-shot command ends before them, and the next start takes them up.
    await queueAssessments({ store, queue });
    const added = after.articles - before.articles;
    return ingestReply({
      files: files.length,
      added,
      // Every change of an article takes one sequence number; those that are not new articles changed old ones.
      changed: Math.max(0, after.seq - before.seq - added),
      later: Math.max(0, after.delayed - before.delayed),
      refused: await refusals(files, queue),
    });
  },
});

interface Outcome {
  files: number;
  /** Articles that are new, and articles with a new revision or changed metadata. */
  added: number;
  changed: number;
  /** Files whose articles could not be stored and will be tried again. */
  later: number;
  /** One line for each article or file that was not taken. */
  refused: string[];
}

function payloadOf(file: string): { path: string; origin: 'seed' | 'file' } {
  return { path: file, origin: 'file' };
}

async function tally(store: Store, queue: Queue): Promise<{ articles: number; seq: number; delayed: number }> {
  const { file } = await store.countArticles();
  const { delayed } = await queue.counts(ingestArticle.name);
  return { articles: file, seq: await store.lastSeq(), delayed };
}

/**
 * What is wrong with the files whose jobs failed. They are read once more, because a queue keeps one short line a job and a
 * corpus file may have a fault in many lines; a file that is right by now was refused some other time.
 */
async function refusals(files: string[], queue: Queue): Promise<string[]> {
  const failed = (await queue.failed(MAX_FAILED)).filter(each => each.job === ingestArticle.name);
  const keys = new Set(failed.map(each => each.key));
  const refused = files.filter(file => keys.has(ingestArticle.key(payloadOf(file))));
  const faults = await Promise.all(refused.map(faultsOf));
  return faults.flat();
}

async function faultsOf(file: string): Promise<string[]> {
  try {
    return (await readArticleFile(file, 'file')).faults;
  } catch (thrown) {
    return [asStetError(thrown).userMessage];
  }
}

function ingestReply({ files, added, changed, later, refused }: Outcome): Reply {
  const news = added + changed === 0 ? 'nothing new' : `${count(added, 'new article')}, ${changed} changed`;
  const fallback = `${count(files, 'file')} read: ${news}, ${refused.length} refused.`;
  const notes =
    later > 0 ? [...refused, `${count(later, 'file')} could not be stored yet and will be tried again.`] : refused;
  return reply({
    body: [text(fallback), ...notes.flatMap(note => [lineBreak, emphasis(note)])],
    tone: notes.length > 0 ? 'warning' : 'good',
    fallback,
    data: { files, new: added, changed, later, refused },
  });
}
