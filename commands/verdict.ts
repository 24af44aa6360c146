/**
 * `verdict <article> <ruling> <reason>`: an editor's decision on an article and its copies, kept for ever. It changes what is answered from
 * then on and corrects what was said; a retraction waits until enough editors have said so who did not flag it. It is overruled by another
 * verdict, never taken back.
 */
import { z } from 'zod';
import { queueVerdictRecall } from '../jobs/recall.ts';
import { retryWatches } from '../jobs/retry-watches.ts';
import { queueCaseOf } from '../jobs/show-case.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { StetError } from '../src/core/errors.ts';
import { articleField, enumField, stringField } from '../src/core/fields.ts';
import type { ArticleId } from '../src/core/model.ts';
import { lineBreak, type ReplyField, reply, text } from '../src/core/reply.ts';
import { FLAGGED_IT, RULINGS, type Ruled, type Ruling } from '../src/core/verdicts.ts';
import { articleInRecord, unknownArticle } from './article.ts';

/** What each means from now on, told with the verdict. */
const EFFECTS: Record<Ruling, string> = {
  stands: 'It is told without reservation, whatever was found against it.',
  disputed: 'It is told only with its source and a caveat.',
  retracted: 'It is out of the record: no answer, brief or count rests on it.',
};

export const verdict = defineCommand({
  name: 'verdict',
  summary: 'decides on an article: it stands, is disputed or is retracted',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({
    article: articleField({ about: 'its id, as quotes and articles show it' }),
    ruling: enumField(RULINGS, { about: 'what is decided' }),
    reason: stringField({ about: 'why, in a sentence', max: 500, rest: true }),
  }),
  async run({ article: id, ruling, reason }, context) {
    const { store, newsroom, actor, place, request, retractEditors, editorMap: people } = context;
    const { title } = await articleInRecord(id, context);
    const needed = ruling === 'retracted' ? retractEditors : 1;
    await newsroom.catchUp();
    const copies = (await newsroom.copies(id)).filter(each => each !== id);
    const given = { article: id, copies, ruling, reason, by: actor.id, platform: place.platform, needed };
    const ruled = await store.rule({ ...given, people, request });
    if (ruled === null) throw unknownArticle(id, context.typed);
    if (ruled === FLAGGED_IT) throw flaggedIt();
    await newsroom.catchUp();
    await followUp(ruled, context);
    const told = `Article ${id}${title === null ? '' : ` (“${title}”)`}: ${ruledInWords(ruled, context)}`;
    const effect = ruled.missing === 0 ? [lineBreak, text(EFFECTS[ruling])] : [];
    return reply({
      body: [text(told), ...effect],
      fields: [{ name: 'Reason', value: [text(reason)] }, ...copiesField(ruled.articles.slice(1))],
      tone: ruled.missing > 0 ? 'warning' : 'good',
      fallback: told,
      data: ruled,
    });
  },
});

/** What the store keeps already is made known; a process that dies before is made up for at the next start. */
async function followUp({ verdict: { article: id }, changed }: Ruled, context: CommandContext): Promise<void> {
  const { store, queue } = context;
  for (const { article, number } of changed) await queueVerdictRecall(article, number, queue);
  for (const article of [id, ...changed.map(each => each.article)]) await queueCaseOf(article, { store, queue });
  // Another verdict is a change of the article, which watches are looked through for: those that show it, and those that it answers again.
  if (changed.length > 0) await queue.add(retryWatches, { seq: await store.lastSeq() });
}

/** Whoever doubts an article does not judge it alone: a retraction is for others. */
function flaggedIt(): StetError {
  const userMessage = 'You flagged it, or a copy of it: its retraction is for editors who did not.';
  return new StetError('not-allowed', 'a retraction by somebody who flagged the article', { userMessage });
}

function copiesField(copies: readonly ArticleId[]): ReplyField[] {
  return copies.length === 0 ? [] : [{ name: 'Copies of it', value: [text(copies.join(', '))] }];
}

function ruledInWords(
  { verdict: { ruling }, before, missing, changed }: Ruled,
  { retractEditors }: CommandContext,
): string {
  const word = ruling === 'stands' ? 'it stands' : `it is ${ruling}`;
  if (missing > 0) return `${count(missing, 'more editor')} must say so before ${word}.`;
  if (before === ruling) return `${word}, ${changed.length === 0 ? 'as before' : 'as before, and its copies with it'}.`;
  const alone = ruling === 'retracted' && retractEditors === 1 ? ', by one editor alone' : '';
  return `${word} from now on${alone}.`;
}
