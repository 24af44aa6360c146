/** `feed export <path>`: writes every feed to a new OPML file, for its owner alone: addresses may carry tokens. It never overwrites. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';

export const feedExport = defineCommand({
  name: 'feed export',
  summary: 'writes every feed to a new OPML file',
  permission: 'editor',
  input: z.object({ path: stringField({ about: 'the new file', max: 4_096, rest: true }) }),
  async run({ path }, { store }) {
    const { writeOpml } = await import('../src/ingest/feed/opml.ts');
    const feeds = await store.feeds();
    const opml = writeOpml(
      'Feeds of Stet',
      feeds.map(({ url, title, shown }) => ({ url, title: title ?? shown, siteUrl: null })),
    );
    await writeFile(path, opml, { flag: 'wx', mode: 0o600 }).catch(cause => {
      throw new StetError('bad-usage', 'an OPML file cannot be written', {
        cause,
        userMessage: `${path} exists already, or cannot be written.`,
      });
    });
    const told = `${count(feeds.length, 'feed')} written to ${path}.`;
    return reply({ body: [text(told)], fallback: told, data: { feeds: feeds.length } });
  },
});
