/**
 * `corrections`: what was corrected lately, which articles change too often, and which messages could not be edited. For editors. Of what one
 * person alone saw it tells that there was something, and no more.
 */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import type { ListedCorrection, UnstableArticle } from '../src/core/recall.ts';
import { code, emphasis, type ReplyField, reply, type Span, text, time } from '../src/core/reply.ts';
import { stateOf, whereSpans } from '../src/newsroom/correction/editors.ts';
import { toldSpans } from '../src/newsroom/correction/reply.ts';

/** Corrections of each kind shown: together they fit a screen. */
const SHOWN = 10;

/** How long an article is told of that changed too often, milliseconds: a week, as long as a story runs. */
const UNSTABLE_MS = 7 * 86_400_000;

export const corrections = defineCommand({
  name: 'corrections',
  summary: 'shows what was corrected, what could not be, and which articles change too often',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  input: z.object({}),
  async run(_, { store, clock }) {
    const unreached = await store.corrections({ limit: SHOWN, states: ['noted', 'unreachable'] });
    const recent = await store.corrections({ limit: SHOWN, states: ['due', 'shown', 'removed'] });
    const unstable = await store.unstableArticles(new Date(clock.now().getTime() - UNSTABLE_MS).toISOString());
    const fallback = sumUp(recent, unreached, unstable);
    return reply({
      body: [text(fallback)],
      fields: [
        ...(await Promise.all(unstable.map(each => unstableField(each, { store })))),
        ...[...unreached, ...recent].map(correctionField),
      ],
      tone: unreached.length + unstable.length > 0 ? 'warning' : 'plain',
      fallback,
      data: { unstable, unreached: unreached.map(listed), recent: recent.map(listed) },
    });
  },
});

function sumUp(recent: ListedCorrection[], unreached: ListedCorrection[], unstable: UnstableArticle[]): string {
  if (recent.length + unreached.length + unstable.length === 0) return 'Nothing was corrected.';
  const parts = [
    ...(unstable.length > 0 ? [`${count(unstable.length, 'article')} changed three times in a day`] : []),
    ...(unreached.length > 0 ? [`${count(unreached.length, 'message')} could not be edited`] : []),
    ...(recent.length > 0 ? [`${count(recent.length, 'message')} corrected lately`] : []),
  ];
  return `${parts.join(', ')}.`;
}

async function unstableField(
  { article: id, at }: UnstableArticle,
  { store }: Pick<CommandContext, 'store'>,
): Promise<ReplyField> {
  const article = await store.article(id);
  const title: Span = article?.title ? text(article.title) : emphasis('untitled');
  return { name: 'Unstable', value: [time(at), text(' · '), title, text(' · '), code(id)] };
}

function correctionField(correction: ListedCorrection): ReplyField {
  const { article, at, facts } = correction;
  const value = [
    ...[time(at), ...(isPrivate(correction) ? [] : [text(' · '), ...toldSpans(facts)])],
    ...[text(' · '), code(article), text(' · '), ...whereSpans(correction)],
  ];
  return { name: stateOf(correction), value };
}

/** Without the key of its post, which names a request; of a private one without what it told. */
function listed({ post: _, ...correction }: ListedCorrection): Omit<ListedCorrection, 'post'> {
  return isPrivate(correction) ? { ...correction, facts: [] } : correction;
}

function isPrivate({ message }: Pick<ListedCorrection, 'message'>): boolean {
  return message === null;
}
