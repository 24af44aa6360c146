/**
 * `tell-verdict`: tells everyone whose flag stood when a case was decided what came of it, each alone and once. Queued by the decision, and at
 * start for decisions that were not told. Safe to run twice: each post has a key of its own, and the decision is closed with them.
 */
import { z } from 'zod';
import { type CaseEntry, hearersOf } from '../src/core/cases.ts';
import type { PostDraft, Target } from '../src/core/chat.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Store } from '../src/core/ports.ts';
import type { Reply } from '../src/core/reply.ts';
import { outcomeReply } from '../src/newsroom/cases/reply.ts';
import { deliver } from './deliver.ts';

export const tellVerdict = defineJob({
  name: 'tell-verdict',
  payload: z.object({ case: z.string().min(1), entry: z.number().int().min(1) }),
  key: ({ entry }) => String(entry),
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 300_000 },
  concurrency: 1,
  async run({ case: id, entry }, { store, queue }) {
    const log = await store.caseLog(id);
    const decision = log.find(each => each.id === entry);
    if (decision?.kind !== 'ruled') return;
    const reply = await outcomeOf(decision, store);
    const drafts = reply === null ? [] : [...hearersOf(log, entry)].map(each => draftFor(each, entry, reply));
    await store.tellDecision(entry, drafts);
    for (const { key } of drafts) await queue.add(deliver, { key });
  },
});

export async function queueTellings({
  store,
  queue,
}: {
  store: Pick<Store, 'untoldDecisions'>;
  queue: JobContext['queue'];
}): Promise<void> {
  for (const each of await store.untoldDecisions()) await queue.add(tellVerdict, each);
}

async function outcomeOf(decision: Extract<CaseEntry, { kind: 'ruled' }>, store: Store): Promise<Reply | null> {
  const { article, verdict: number } = decision;
  const verdict = (await store.verdicts(article)).find(each => each.number === number);
  return verdict === undefined ? null : outcomeReply(await store.article(article), article, verdict);
}

/** For them alone, by the place where they flagged last. */
function draftFor([person, place]: [string, PlaceOfFlag], entry: number, reply: Reply): PostDraft {
  const target: Target = { ...place, only: person, direct: false, beckons: true, grant: null };
  return { key: `outcome:${entry}:${person}`, kind: 'notice', target, reply, asked: null, request: null };
}

type PlaceOfFlag = Extract<CaseEntry, { kind: 'flagged' }>['place'];
