/** `unfollow <what>`: this channel is told no more of something it follows, named as `follow` or `following` name it. */
import { z } from 'zod';
import { defineCommand, type Typed } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import type { Followed } from '../src/core/feeds.ts';
import { stringField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { followedInWords } from './following.ts';

export const unfollow = defineCommand({
  name: 'unfollow',
  summary: 'ends what this channel follows',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({
    what: stringField({
      about: 'all, a feed’s id, outlet and its name, its words, or the id that following shows',
      max: 200,
      rest: true,
    }),
  }),
  async run({ what }, { store, place, typed }) {
    const wanted = what.trim().toLowerCase();
    const found = (await store.subscriptions(place)).find(({ id, followed }) =>
      [id, nameOf(followed).toLowerCase()].includes(wanted),
    );
    if (!found) throw notFollowed(what, typed);
    await store.unsubscribe(found.id);
    const told = `No longer followed here: ${await followedInWords(found.followed, store)}.`;
    return reply({ body: [text(told)], fallback: told, data: { unfollowed: found.id } });
  },
});

/** As `follow` was given it. */
function nameOf(followed: Followed): string {
  if (followed.kind === 'all') return 'all';
  if (followed.kind === 'feed') return followed.feed;
  return followed.kind === 'outlet' ? `outlet ${followed.outlet}` : followed.words;
}

function notFollowed(what: string, typed: Typed): StetError {
  const userMessage = `"${what}" is not followed here; ${typed('following')} shows what is.`;
  return new StetError('bad-usage', 'unfollow of what is not followed', { userMessage });
}
