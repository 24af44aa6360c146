/** Builders of articles as they arrive. Every text here is invented; nothing is taken from a corpus. */
import type { ArticleDraft } from '../../src/core/model.ts';

let made = 0;

/** A whole, ordinary draft with an id of its own (`t-1`, `t-2`, …); give only what the test is about. */
export function anArticle(given: Partial<ArticleDraft> = {}): ArticleDraft {
  made += 1;
  return {
    id: `t-${made}`,
    origin: 'file',
    url: null,
    outlet: 'The Harbour Post',
    byline: 'Ada Quill',
    title: 'Ferry line to reopen in spring',
    publishedAt: '2026-01-07',
    language: 'en',
    text: 'Ferry line to reopen in spring\n\nThe harbour board said on Tuesday that 14 ferries will sail again in April.',
    ...given,
  };
}
