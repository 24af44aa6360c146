/** `feed import <path>`: adds every feed of an OPML file. Adding is quick; each is asked in its turn. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { queuePoll } from '../jobs/poll-feed.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import type { OpmlFeed } from '../src/ingest/feed/opml.ts';
import { domainOf, feedIdOf } from '../src/ingest/identify.ts';
import { shownUrl } from '../src/ingest/shown-url.ts';
import { MOST_FEEDS } from './feed-add.ts';

export const feedImport = defineCommand({
  name: 'feed import',
  summary: 'adds every feed of an OPML file',
  permission: 'editor',
  changesStore: true,
  input: z.object({ path: stringField({ about: 'the file', max: 4_096, rest: true }) }),
  async run({ path }, context) {
    // What reads it is loaded where it is used: every start would wait for it.
    const { readOpml } = await import('../src/ingest/feed/opml.ts');
    const { feeds, faults } = readOpml(await bytesOf(path));
    const room = Math.max(0, MOST_FEEDS - (await context.store.feeds()).length);
    let added = 0;
    for (const [at, feed] of feeds.slice(0, room).entries()) {
      context.signal.throwIfAborted();
      if (await addFeed(feed, context)) added += 1;
      context.progress('adding', at + 1, feeds.length);
    }
    const left = feeds.length - Math.min(feeds.length, room);
    const told = `${count(added, 'feed')} added, ${feeds.length - left - added} known already.`;
    const says = [...faults, ...(left > 0 ? [`${count(left, 'feed')} left out: ${MOST_FEEDS} are read at most`] : [])];
    return reply({
      body: [text(told)],
      fields: says.map(each => ({ name: 'Left out', value: [text(each)] })),
      fallback: told,
      data: { added, faults: says },
    });
  },
});

async function addFeed({ url, title }: OpmlFeed, context: CommandContext): Promise<boolean> {
  const draft = {
    id: feedIdOf(url),
    url,
    shown: shownUrl(url),
    title,
    outlet: domainOf(url),
    addedBy: context.actor.id,
  };
  const { feed, fresh } = await context.store.addFeed(draft);
  if (fresh) await queuePoll(feed, context);
  return fresh;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StetError('unreadable-file', 'an OPML file cannot be read', {
      cause,
      userMessage: `${path} cannot be read.`,
    });
  }
}
