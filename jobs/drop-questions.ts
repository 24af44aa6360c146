/**
 * `drop-questions`: ends questions to flaggers ("which article?") that nobody answered within a day, and says so to the one who was asked, alone.
 * Scheduled at start. Safe to run twice: a question is ended once, together with the post that says so.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FlagQuestion, QUESTION_MS } from '../src/core/cases.ts';
import type { PostDraft } from '../src/core/chat.ts';
import { shortId } from '../src/core/ids.ts';
import { defineJob } from '../src/core/job.ts';
import { reply, text } from '../src/core/reply.ts';
import { deliver } from './deliver.ts';

/** Ended in one run; the next takes more. */
const MOST = 100;

const TOLD = 'Nothing was flagged: it was not said which of several articles was meant. React again';

export const dropQuestions = defineJob({
  name: 'drop-questions',
  payload: z.object({}),
  key: () => 'all',
  retry: { attempts: 5, backoffMs: 5_000, maxBackoffMs: 300_000 },
  concurrency: 1,
  async run(_, { store, queue, clock, publishers }) {
    const before = new Date(clock.now().getTime() - QUESTION_MS).toISOString();
    for (const question of await store.oldFlagQuestions(before, MOST)) {
      const typed = publishers.get(question.place.platform)?.typed('flag');
      const said = dropped(question, typed);
      if (await store.settleFlagQuestion(question, said)) await queue.add(deliver, { key: said.key });
    }
  },
});

/** @param typed how `flag` is typed there; not known where another process serves the platform */
function dropped({ source, person, place, askedAt }: FlagQuestion, typed: string | undefined): PostDraft {
  const told = typed === undefined ? `${TOLD}.` : `${TOLD}, or use ${typed} with its id.`;
  const target = { ...place, only: person, direct: false, beckons: true, grant: null };
  const made = reply({ body: [text(told)], fallback: told });
  // Short enough for a button: it waits behind one for whoever cannot be reached.
  const id = shortId(createHash('sha256').update(`${source} ${person} ${askedAt}`).digest());
  const key = `flag-dropped:${id}`;
  return { key, kind: 'notice', target, reply: made, asked: null, request: null };
}
