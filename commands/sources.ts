/** `sources <answer>`: every passage an answer that was given stands on, with where each was published. Decides nothing anew. */
import { z } from 'zod';
import type { Post } from '../src/core/chat.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import type { Answer, Evidence } from '../src/core/model.ts';
import { postOfAnswer, readerOf } from '../src/core/post-keys.ts';
import { emphasis, type ReplyField, reply, type Span, text } from '../src/core/reply.ts';

export const sources = defineCommand({
  name: 'sources',
  summary: 'shows every passage that an answer stands on',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({ answer: answerField() }),
  async run({ answer: id }, context) {
    const answer = await keptAnswer(id, context);
    const quotes = shownIn(answer);
    const told = `${count(quotes.length, 'passage')} in ${count(articlesOf(quotes).length, 'article')}.`;
    return reply({
      body: [text(told)],
      quotes: quotes.map(evidence => ({ evidence, says: null })),
      fields: await Promise.all(articlesOf(quotes).map(article => addressField(article, context))),
      fallback: told,
      data: { answer: id, evidence: quotes },
    });
  },
});

/** The id of an answer, as its buttons know it. */
export function answerField() {
  return stringField({ about: 'the answer, as its buttons name it', max: 40 });
}

/** An answer as it was given, and the post that gave it. */
interface KeptAnswer {
  answer: Answer;
  post: Post;
}

/** `unknown-answer` when it is no longer kept, or was private and another's. */
export async function keptPost(
  id: string,
  { store, actor }: Pick<CommandContext, 'store' | 'actor'>,
): Promise<KeptAnswer> {
  const post = await postOfAnswer(id, store);
  const answer = post?.reply.data as Partial<Answer> | null | undefined;
  const reader = post === null ? null : await readerOf(post, store);
  if (post === null || !answer?.evidence || (reader !== null && reader !== actor.id))
    throw new StetError('unknown-answer', 'an answer that is not kept, or not for this person');
  return { answer: answer as Answer, post };
}

/** The answer alone. */
export async function keptAnswer(id: string, context: Pick<CommandContext, 'store' | 'actor'>): Promise<Answer> {
  return (await keptPost(id, context)).answer;
}

/** Everything the answer showed, each passage once: what gives it, both sides where sources differ, what came closest. */
function shownIn({ evidence, disagreement, nearest }: Answer): Evidence[] {
  const all = [...evidence, ...(disagreement?.sides ?? []).flatMap(side => side.evidence), ...nearest];
  return [...new Map(all.map(each => [`${each.article} ${each.revision} ${each.start}`, each])).values()];
}

function articlesOf(quotes: Evidence[]): string[] {
  return [...new Set(quotes.map(quote => quote.article))];
}

async function addressField(id: string, { store }: Pick<CommandContext, 'store'>): Promise<ReplyField> {
  const url = (await store.article(id))?.url ?? null;
  const value: Span = url === null ? emphasis('no address') : { kind: 'link', text: url, url };
  return { name: id, value: [value] };
}
