/**
 * `verdict <article> <ruling> <reason>`: an editor's decision on an article, kept for ever. It changes what is answered from then on; a
 * retraction waits until enough editors have said so. It is overruled by another verdict, never taken back.
 */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { articleField, enumField, stringField } from '../src/core/fields.ts';
import { lineBreak, reply, text } from '../src/core/reply.ts';
import { RULINGS, type Ruled, type Ruling } from '../src/core/verdicts.ts';
import { articleInRecord, unknownArticle } from './article.ts';
import { count } from './ask.ts';

/** What each means from now on, told with the verdict. */
export const EFFECTS: Record<Ruling, string> = {
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
    const { store, newsroom, actor, place, retractEditors } = context;
    const { title } = await articleInRecord(id, context);
    const needed = ruling === 'retracted' ? retractEditors : 1;
    const given = { article: id, ruling, reason, by: actor.id, platform: place.platform, needed };
    const ruled = await store.rule(given);
    if (ruled === null) throw unknownArticle(id);
    await newsroom.catchUp();
    const told = `Article ${id}${title === null ? '' : ` (“${title}”)`}: ${ruledInWords(ruled, context)}`;
    const effect = ruled.missing === 0 ? [lineBreak, text(EFFECTS[ruling])] : [];
    return reply({
      body: [text(told), ...effect],
      fields: [{ name: 'Reason', value: [text(reason)] }],
      tone: ruled.missing > 0 ? 'warning' : 'good',
      fallback: told,
      data: ruled,
    });
  },
});

function ruledInWords({ verdict: { ruling }, before, missing }: Ruled, { retractEditors }: CommandContext): string {
  const word = ruling === 'stands' ? 'it stands' : `it is ${ruling}`;
  if (missing > 0) return `${count(missing, 'more editor')} must say so before ${word}.`;
  if (before === ruling) return `${word}, as before.`;
  const alone = ruling === 'retracted' && retractEditors === 1 ? ', by one editor alone' : '';
  return `${word} from now on${alone}.`;
}
