/** `add <url>`: takes one article into the record by hand. Tells plainly when the page is none. */
import { z } from 'zod';
import { assessArticle } from '../jobs/assess-article.ts';
import { briefArticle } from '../jobs/brief-article.ts';
import { queueArrivals } from '../jobs/join-cases.ts';
import { queueRecall } from '../jobs/recall.ts';
import { queueCaseOf } from '../jobs/show-case.ts';
import { defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { reply, strong, text } from '../src/core/reply.ts';
import { NO_ARTICLE } from '../src/ingest/page/kind.ts';
import { webUrl } from './feed-add.ts';

export const add = defineCommand({
  name: 'add',
  summary: 'takes the article at an address into the record',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({ url: stringField({ about: 'the address of the article', max: 2_000 }) }),
  async run({ url }, { store, newsroom, queue, fetcher, reader, signal }) {
    const fetched = await fetcher.fetch(webUrl(url), { accept: ['page'], signal });
    const { kind, draft } = await reader.page(fetched.body, fetched);
    if (kind !== 'article')
      throw new StetError('unreadable-page', `a page that is no article: ${kind}`, { userMessage: NO_ARTICLE[kind] });
    const { article, outcome } = await store.saveArticle(draft);
    await newsroom.catchUp();
    // Whatever came of it: a place is told of an article once, and an earlier run may have been cut short.
    if (outcome === 'revised') {
      await queueRecall(article, queue);
      await queueCaseOf(article.id, { store, queue });
    } else await queue.add(briefArticle, { article: article.id });
    await queueArrivals(article.seq, { queue });
    if (outcome !== 'unchanged') await queue.add(assessArticle, { article: article.id });
    const says = {
      new: 'is in the record now',
      revised: 'was in the record and has changed',
      unchanged: 'is in the record already',
    };
    const title = article.title ?? 'The article';
    return reply({
      body: [strong(title), text(` ${says[outcome]}, as ${article.id}.`)],
      fallback: `${title} ${says[outcome]}.`,
      data: { article: article.id, outcome },
    });
  },
});
