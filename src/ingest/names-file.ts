/** Names as data: `names.json` of a corpus's folder, else the one of the seeds. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StetError } from '../core/errors.ts';
import type { NameEntry } from '../core/model.ts';

const nameEntry = z.object({
  name: z.string().min(1),
  kind: z.enum(['person', 'place', 'organisation', 'thing']),
  aliases: z.array(z.string().min(1)),
  adjectives: z.array(z.string().min(1)).exactOptional(),
});

/** Throws `unreadable-file` when the file is not a list of names. */
export async function readNames(corpus: string | null, seeds: string): Promise<NameEntry[]> {
  const own = corpus === null ? null : join(corpus, 'names.json');
  const file = own !== null && existsSync(own) ? own : join(seeds, 'names.json');
  try {
    return z.array(nameEntry).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new StetError('unreadable-file', 'the names cannot be read', {
      cause,
      userMessage: `${file}: not a list of names.`,
    });
  }
}
