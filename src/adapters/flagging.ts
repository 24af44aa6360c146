/**
 * Flags that come by a reaction: which article a message shows, and what is done about it. The same for every platform; an adapter brings
 * what was done to which message, and shows the flagger alone what comes of it. It must never decide anything by the words of a message but
 * which articles it links to.
 */
import { articlesLinkedIn, flagArticle } from '../../commands/flag.ts';
import { queueCase } from '../../jobs/show-case.ts';
import { type CaseId, QUESTION_MS } from '../core/cases.ts';
import type { Place, Post } from '../core/chat.ts';
import type { Services } from '../core/command.ts';
import { asStetError } from '../core/errors.ts';
import type { Article } from '../core/model.ts';
import type { Store } from '../core/ports.ts';
import { passagesShown } from '../core/quotations.ts';
import type { Reaction } from '../core/reactions.ts';
import type { ReplyAction } from '../core/reply.ts';

export interface FlaggingDeps {
  services: Pick<Services, 'store' | 'newsroom' | 'queue' | 'clock'>;
  /** The words of the message, where it is none of ours and may be read; null where it may not. */
  wordsOf?: () => Promise<string | null>;
  /** That the post of a message of ours will not be waited for: it has been, for long enough. */
  isLate?: boolean;
}

/** An article that a message shows. */
export type FlaggedArticle = Pick<Article, 'id' | 'title' | 'outlet'>;

/**
 * What came of a reaction: nothing, for the message shows no article; nothing yet, for it is ours and its post is not known; a flag made or
 * taken back; a question to the flagger, who alone may press its buttons, one for each article, for 24 hours; or a refusal, in words for the
 * flagger alone.
 */
export type FlagOutcome =
  | { kind: 'none' | 'waits' }
  | { kind: 'flagged' | 'withdrawn'; case: CaseId }
  | { kind: 'ask'; articles: FlaggedArticle[]; actions: ReplyAction[] }
  | { kind: 'refused'; reason: string };

/** Articles among which a flagger is asked to choose: more is a list nobody flags as such. */
const MOST_ASKED = 5;

/** Said to whoever flagged a message of ours that has no post after all: one of another store's, or of one that is no longer there. */
const UNKNOWN = 'Nothing was flagged: Stet does not know what that message shows. You can flag an article by its id.';

/** Safe to do twice: a person's reaction to a message is one flag, however often it is told of. */
export async function flagByReaction(reaction: Reaction, deps: FlaggingDeps): Promise<FlagOutcome> {
  if (!reaction.added) return takeBack(reaction, deps);
  const isUnknown = reaction.ours && (await deps.services.store.postOfMessage(reaction.message)) === null;
  if (isUnknown && deps.isLate !== true) return { kind: 'waits' };
  const articles = await articlesOf(reaction.message, deps);
  const [article, ...others] = articles;
  if (article === undefined) return isUnknown ? { kind: 'refused', reason: UNKNOWN } : { kind: 'none' };
  return others.length === 0 ? flagOne(article, reaction, deps) : ask(articles, reaction, deps);
}

/** The articles a message shows, each once, as they come; of a message that is none of ours, those it links to. */
export async function articlesOf(
  message: Reaction['message'],
  { services: { store }, wordsOf = async () => null }: Pick<FlaggingDeps, 'services' | 'wordsOf'>,
): Promise<Article[]> {
  const post = await store.postOfMessage(message);
  if (post !== null) return articlesShown(post, store);
  const words = await wordsOf();
  return words === null ? [] : articlesLinkedIn(words, store);
}

async function articlesShown({ reply }: Post, store: Pick<Store, 'article'>): Promise<Article[]> {
  const ids = new Set(passagesShown(reply).map(({ article }) => article));
  const found: Article[] = [];
  for (const id of ids) {
    const article = await store.article(id);
    if (article !== null) found.push(article);
  }
  return found;
}

async function flagOne({ id }: Article, reaction: Reaction, { services }: FlaggingDeps): Promise<FlagOutcome> {
  const { person, message } = reaction;
  const draft = { article: id, person, place: placeOf(reaction), source: sourceOf(message), reason: null };
  try {
    const made = await flagArticle(draft, services);
    return { kind: 'flagged', case: made.case };
  } catch (thrown) {
    const fault = asStetError(thrown);
    if (fault.code !== 'too-many') throw thrown;
    return { kind: 'refused', reason: fault.userMessage };
  }
}

async function takeBack({ person, message }: Reaction, { services }: FlaggingDeps): Promise<FlagOutcome> {
  const { store, queue } = services;
  const source = sourceOf(message);
  await store.settleFlagQuestion({ source, person });
  await store.dropReaction({ person, message });
  const cases = await store.withdrawFlag(person, { source });
  for (const id of cases) await queueCase(id, { store, queue });
  const [first] = cases;
  return first === undefined ? { kind: 'none' } : { kind: 'withdrawn', case: first };
}

async function ask(all: readonly Article[], reaction: Reaction, { services }: FlaggingDeps): Promise<FlagOutcome> {
  const { store, clock } = services;
  const { person, message } = reaction;
  const asked = all.slice(0, MOST_ASKED);
  const articles = asked.map(({ id }) => id);
  await store.askFlagger({ source: sourceOf(message), person, place: placeOf(reaction), articles });
  const expiresAt = new Date(clock.now().getTime() + QUESTION_MS).toISOString();
  const call = (article: string) => ({ command: 'flag', input: { kind: 'options' as const, options: { article } } });
  const ids = await store.offerActions(articles.map(id => ({ call: call(id), audience: person, expiresAt })));
  return {
    kind: 'ask',
    articles: asked.map(({ id, title, outlet }) => ({ id, title, outlet })),
    actions: asked.map(({ id, title, outlet }, at) => ({
      label: title ?? outlet ?? id,
      style: 'plain',
      action: ids[at]!,
    })),
  };
}

function placeOf({ message: { platform, space, channel }, thread }: Reaction): Place {
  return { platform, space, channel, thread };
}

/** What tells a flag by this reaction from all others of its person. */
function sourceOf({ platform, space, channel, message }: Reaction['message']): string {
  return [platform, space, channel, message].join(':');
}
