/** `migrate`: moves the store from its file to PostgreSQL, once and for all; may be broken off and run again. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { reply, text } from '../src/core/reply.ts';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'moves the store from its file to PostgreSQL',
  permission: 'editor',
  // It opens both itself: while it runs nobody else may.
  standalone: true,
  input: z.object({}),
  async run(_, { moveStore, progress }) {
    if (moveStore === null)
      throw new StetError('bad-usage', 'no database to move to', {
        userMessage: 'Set STET_DATABASE_URL to the database that the store is to be moved to.',
      });
    const { id, place, rows } = await moveStore((done, total) => progress('moving', done, total));
    const fallback = `The store is on ${place} now: ${count(rows, 'row')}, each compared with what stood in the file.`;
    return reply({ body: [text(fallback)], tone: 'good', fallback, data: { id, place, rows } });
  },
});
