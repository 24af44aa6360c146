/**
 * `assess-article`: puts together what speaks against an article and for it, and keeps that with its revision. Queued for what came by a
 * feed, by hand or in files, and at start for the newest articles that have no dossier yet. Safe to run twice: the later dossier takes the place of
 * the earlier one, for it was held against more.
 */
import { z } from 'zod';
import { defineJob } from '../src/core/job.ts';
import type { Queue, Store } from '../src/core/ports.ts';

/** Articles without a dossier that are assessed at once, the newest first; the others when somebody asks for one, or doubts one. */
const AT_ONCE = 1_000;

export const assessArticle = defineJob({
  name: 'assess-article',
  payload: z.object({ article: z.string().min(1) }),
  key: ({ article }) => article,
  retry: { attempts: 5, backoffMs: 5_000, maxBackoffMs: 300_000 },
  // It shares a thread with the questions: one at a time keeps them waiting for one article at most.
  concurrency: 1,
  run: async ({ article }, { store, newsroom }) => {
    // By the text as it is now.
    await newsroom.catchUp();
    const dossier = await newsroom.assess(article);
    if (dossier !== null) await store.keepDossier(dossier);
  },
});

/** Queues the newest articles that have no dossier. */
export async function queueAssessments({ store, queue }: { store: Pick<Store, 'unassessed'>; queue: Queue }) {
  for (const article of await store.unassessed(AT_ONCE)) await queue.add(assessArticle, { article });
}
