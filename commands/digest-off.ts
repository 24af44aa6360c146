/** `digest off`: this channel or thread gets no digest any more. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { reply, text } from '../src/core/reply.ts';

export const digestOff = defineCommand({
  name: 'digest off',
  summary: 'ends the digest of this channel',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({}),
  async run(_, { store, place }) {
    const ended = await store.endDigest(place);
    const told = ended ? 'No digest comes here any more.' : 'No digest came here.';
    return reply({ body: [text(told)], fallback: told, data: { ended } });
  },
});
