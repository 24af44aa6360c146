/** `unflag <article>`: takes back what the asker flagged, however it was flagged. */
import { z } from 'zod';
import { queueCase } from '../jobs/show-case.ts';
import { defineCommand } from '../src/core/command.ts';
import { articleField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';

export const unflag = defineCommand({
  name: 'unflag',
  summary: 'takes back your flag on an article',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ article: articleField({ about: 'its id, as quotes and articles show it' }) }),
  async run({ article }, { actor, store, queue }) {
    const cases = await store.withdrawFlag(actor.id, { article });
    for (const id of cases) await queueCase(id, { store, queue });
    const told =
      cases.length === 0 ? `You have no flag on article ${article}.` : `Your flag on article ${article} is taken back.`;
    return reply({ body: [text(told)], fallback: told, data: { article, cases } });
  },
});
