/** How Stet stands, in a few lines: for the page of its own that a platform gives it. */

import type { CommandContext } from '../core/command.ts';
import { count } from '../core/count.ts';
import { type ReplyField, text } from '../core/reply.ts';

/** What the record holds. */
export async function statusFields({
  store,
  newsroom,
}: Pick<CommandContext, 'store' | 'newsroom'>): Promise<ReplyField[]> {
  const { seed, file, feed } = await store.countArticles();
  const own = file + feed;
  const record = (await newsroom.seedsBelong())
    ? `${count(own + seed, 'article')}, the seed corpus among them`
    : count(own, 'article');
  return [{ name: 'In the record', value: [text(record)] }];
}
