/**
 * `follow <what>`: this channel or thread is told of new articles as they come: of everything (`all`), of one feed by its id, of one outlet
 * (`outlet` and its name), or of those that carry some words. `with` and words, names of people too, lets through only what carries one.
 */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import type { Followed } from '../src/core/feeds.ts';
import { stringField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { saysSomething } from '../src/newsroom/carries.ts';
import { knownFeed } from '../src/newsroom/known-feed.ts';
import { filterInWords, followedInWords } from './following.ts';

/** Subscriptions of one place: more than anyone can tell apart are a mistake. */
const MOST = 25;

/** Words of one filter, each of which may be several, as names are. */
const MOST_WORDS = 10;

export const follow = defineCommand({
  name: 'follow',
  summary: 'tells this channel of new articles: all, a feed, an outlet, or those that carry some words',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({
    what: stringField({
      about: 'all, a feed’s id, outlet and its name, or words; then, if you like: with word, word',
      max: 200,
      rest: true,
    }),
  }),
  async run({ what }, { store, place, direct, actor, typed }) {
    const { name, words } = partsOf(what);
    const followed = await followedBy(name, { store, typed });
    const here = await store.subscriptions(place);
    const before = here.find(each => JSON.stringify(each.followed) === JSON.stringify(followed));
    if (!before && here.length >= MOST) throw tooMany(`A channel follows at most ${MOST} things; unfollow one first.`);
    const { subscription } = await store.subscribe({ place, direct, followed, words, setBy: actor.id });
    const same = before?.paused === null && before.words.join() === words.join();
    const told = `${same ? 'Already followed here' : 'Followed here'}: ${await followedInWords(followed, store)}${filterInWords(words)}.`;
    return reply({ body: [text(told)], fallback: told, data: subscription });
  },
});

/** What is followed, and the words behind its last `with`, apart by commas. */
function partsOf(what: string): { name: string; words: string[] } {
  const [, name, filter] = /^(.*\S)\s+with\s+(\S.*)$/is.exec(what.trim()) ?? [null, what.trim(), ''];
  const words = [...new Set(filter!.split(',').map(word => word.trim().replace(/\s+/g, ' ')))].filter(Boolean);
  if (words.length > MOST_WORDS) throw tooMany(`A filter has at most ${MOST_WORDS} words.`);
  return { name: name!, words };
}

/** `all`, a feed that is known, an outlet, or words. */
async function followedBy(name: string, { store, typed }: Pick<CommandContext, 'store' | 'typed'>): Promise<Followed> {
  if (name.toLowerCase() === 'all') return { kind: 'all' };
  const outlet = /^outlet\s+(.+)$/is.exec(name)?.[1];
  if (outlet !== undefined) return { kind: 'outlet', outlet };
  if (!/^f-[a-z2-7]{10}$/.test(name)) {
    if (!saysSomething(name)) throw noTopic(name);
    return { kind: 'topic', words: name };
  }
  return { kind: 'feed', feed: (await knownFeed(name, { store, typed })).id };
}

function noTopic(name: string): StetError {
  const userMessage = `Every article would carry "${name}"; follow all, or words that tell a topic.`;
  return new StetError('bad-usage', 'a topic of words that say nothing', { userMessage });
}

function tooMany(userMessage: string): StetError {
  return new StetError('too-many', 'a limit on subscriptions is reached', { userMessage });
}
