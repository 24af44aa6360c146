/** `articles`: what is in the record, a page at a time, in the order of ids. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { articleField } from '../src/core/fields.ts';
import type { Article } from '../src/core/model.ts';
import { code, emphasis, lineBreak, type ReplyField, reply, type Span, text, time } from '../src/core/reply.ts';

/** Articles a page: what fits a screen. */
const PAGE = 20;

export const articles = defineCommand({
  name: 'articles',
  summary: 'lists the articles of the record',
  surfaces: ['console', 'chat'],
  forAskerAlone: true,
  permission: 'everyone',
  input: z.object({ after: articleField({ about: 'the last id of the page before' }).optional() }),
  async run({ after }, { store, newsroom }) {
    const seeds = await newsroom.seedsBelong();
    const found = await store.articles({ ...(after === undefined ? {} : { after }), limit: PAGE + 1, seeds });
    const page = found.slice(0, PAGE);
    const { seed, file, feed } = await store.countArticles();
    const total = file + feed + (seeds ? seed : 0);
    const fallback = `${count(total, 'article')} in the record.`;
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return reply({
      body: [text(fallback), ...(last ? nextPage(last) : [])],
      fields: page.map(listed),
      fallback,
      data: page,
    });
  },
});

function nextPage({ id }: Article): Span[] {
  return [lineBreak, text('The next page: '), code(`/articles ${id}`)];
}

function listed({ id, title, outlet, publishedAt, verdict }: Article): ReplyField {
  const value: Span[] = [
    title === null ? emphasis('untitled') : text(title),
    text(' · '),
    outlet === null ? emphasis('outlet unknown') : text(outlet),
    text(' · '),
    publishedAt === null ? emphasis('undated') : time(publishedAt),
    ...(verdict === null ? [] : [text(' · '), emphasis(verdict)]),
  ];
  return { name: id, value };
}
