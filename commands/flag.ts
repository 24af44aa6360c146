/**
 * `flag <article> [reason]`: says that an article is doubted. All flags on one report make one case, which editors decide on; a flag alone
 * changes no answer. What the reason says is shown to editors as text, and does nothing.
 */
import { z } from 'zod';
import { assessArticle } from '../jobs/assess-article.ts';
import { queueCase } from '../jobs/show-case.ts';
import { COMMAND, FLAG_LIMITS, type FlagDraft, type Flagged } from '../src/core/cases.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { articleField, stringField } from '../src/core/fields.ts';
import type { Article, ArticleId } from '../src/core/model.ts';
import type { Store } from '../src/core/ports.ts';
import { reply, text } from '../src/core/reply.ts';
import { articleIdOf, canonicalUrl } from '../src/ingest/identify.ts';
import { articleInRecord } from './article.ts';

/** Characters: a reason is a sentence. */
export const MAX_REASON = 500;

export const flag = defineCommand({
  name: 'flag',
  summary: 'says that you doubt an article; editors decide',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({
    article: articleField({ about: 'its id, as quotes and articles show it' }),
    reason: stringField({ about: 'why, for the editors', max: MAX_REASON, rest: true }).optional(),
  }),
  async run({ article: id, reason = null }, context) {
    const { actor, place, store } = context;
    const { title } = await articleInRecord(id, context);
    // Whoever was asked which of several articles they meant has said it now.
    const question = await store.flagQuestion(actor.id, id);
    const source = question?.source ?? COMMAND;
    const made = await flagArticle({ article: id, person: actor.id, place, source, reason }, context);
    if (question !== null) await store.settleFlagQuestion(question);
    const told = `${title === null ? `Article ${id}` : `“${title}”`} ${made.fresh ? 'is flagged' : 'was flagged by you before'}. Editors decide; you will hear what comes of it.`;
    return reply({ body: [text(told)], fallback: told, data: { article: id, case: made.case } });
  },
});

type Tools = Pick<CommandContext, 'store' | 'newsroom' | 'queue'>;

/** Keeps a flag, and has its article assessed anew and its case shown. Rejects with `too-many` where a limit would be passed. */
export async function flagArticle(
  draft: Omit<FlagDraft, 'report'>,
  { store, newsroom, queue }: Tools,
): Promise<Exclude<Flagged, { refused: unknown }>> {
  // What has just come may be a copy of it.
  await newsroom.catchUp();
  const made = await store.flag({ ...draft, report: await newsroom.copies(draft.article) });
  if ('refused' in made) throw tooMany(made.refused);
  await queue.add(assessArticle, { article: draft.article });
  await queueCase(made.case, { store, queue });
  return made;
}

const REFUSALS: Record<keyof typeof FLAG_LIMITS, string> = {
  person: `You have flagged ${FLAG_LIMITS.person.count} times in an hour`,
  opened: `You have opened ${FLAG_LIMITS.opened.count} cases in a day`,
  cases: `${FLAG_LIMITS.cases.count} cases are open`,
};

function tooMany(limit: keyof typeof FLAG_LIMITS): StetError {
  const userMessage = `${REFUSALS[limit]}, which is as many as Stet takes. Nothing was flagged; please try again later.`;
  return new StetError('too-many', 'a limit on flags is reached', { userMessage });
}

/** An address in words; what closes a sentence or a bracket behind it is no part of it. */
const ADDRESS = /https?:\/\/[^\s<>|"”]+/giu;

/** Addresses looked at in one message. */
const MOST_ADDRESSES = 20;

/** The articles of the record that a message links to, each once, as they come. */
export async function articlesLinkedIn(words: string, store: Pick<Store, 'article'>): Promise<Article[]> {
  const addresses = words.match(ADDRESS)?.slice(0, MOST_ADDRESSES) ?? [];
  const ids = new Set(addresses.map(address => idOf(address.replace(/[.,;:!?)\]}'*_~]+$/u, ''))));
  const found: Article[] = [];
  for (const id of ids) {
    const article = await store.article(id);
    if (article !== null) found.push(article);
  }
  return found;
}

function idOf(address: string): ArticleId {
  return articleIdOf(canonicalUrl(address));
}
