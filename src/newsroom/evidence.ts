/** Evidence: a passage as a verbatim quote with its place. */
import type { Evidence } from '../core/model.ts';
import type { IndexedPassage } from '../core/ports.ts';

export function evidenceOf({ article, passage }: IndexedPassage): Evidence {
  return {
    article: article.id,
    revision: article.revision,
    outlet: article.outlet,
    title: article.title,
    publishedAt: article.publishedAt,
    ...(article.url === null ? {} : { url: article.url }),
    quote: passage.text,
    start: passage.start,
    end: passage.end,
    ...(article.verdict === 'disputed' ? { disputed: true } : {}),
  };
}
