/**
 * `forget [person]`: removes what is kept of a person: their name, their questions, the private answers they got. Counts stay.
 * Everyone may forget themselves; editors anyone.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { personField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';

export const forget = defineCommand({
  name: 'forget',
  summary: 'removes what is kept of you, or for editors of anyone',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  usesRights: true,
  changesStore: true,
  input: z.object({ person: personField({ about: 'who; yourself when left out' }).optional() }),
  async run({ person }, { actor, store, editors }) {
    const whom = person ?? actor.id;
    if (whom !== actor.id && !actor.editor)
      throw new StetError('not-allowed', 'forgetting somebody else needs an editor', {
        userMessage: `Forgetting somebody else needs an editor: ${editors}.`,
      });
    const { requests, votes, flags } = await store.forget(whom);
    const counts = [count(requests, 'request'), count(votes, 'vote')].join(', ');
    const told = `Removed: ${counts} and ${count(flags, 'flag')} no longer name anyone.`;
    return reply({ body: [text(told)], fallback: told, data: { requests, votes, flags } });
  },
});
