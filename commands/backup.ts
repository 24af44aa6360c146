/** `backup <file>`: a consistent copy of the store while it is used. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { stringField } from '../src/core/fields.ts';
import { code, reply, text } from '../src/core/reply.ts';

export const backup = defineCommand({
  name: 'backup',
  summary: 'copies the store to a new file, while it is used',
  permission: 'editor',
  input: z.object({ file: stringField({ about: 'the file to write; it must not exist yet', max: 4_096, rest: true }) }),
  async run({ file }, { store }) {
    const target = resolve(file);
    await store.backup(target);
    return reply({
      body: [text('The store was copied to '), code(target)],
      tone: 'good',
      fallback: 'The store was copied.',
      data: { file: target },
    });
  },
});
