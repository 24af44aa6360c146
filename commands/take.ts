/** `take <id>`: says who looks after a case, so that two do not do the same work. The last one who says so does. */
import { z } from 'zod';
import { queueCase } from '../jobs/show-case.ts';
import { defineCommand } from '../src/core/command.ts';
import { reply, text } from '../src/core/reply.ts';
import { caseField, caseNamed } from './case.ts';

export const take = defineCommand({
  name: 'take',
  summary: 'says that you look after a case',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ case: caseField() }),
  async run({ case: given }, context) {
    const { store, queue, actor } = context;
    const id = await caseNamed(given, context);
    await store.takeCase(id, { person: actor.id, name: actor.name });
    await queueCase(id, { store, queue });
    const told = `You look after case ${id}.`;
    return reply({ body: [text(told)], fallback: told, data: { case: id } });
  },
});
