/**
 * `assess <article>`: the dossier of an article: what speaks against it and for it, passage by passage. Made anew from the record as it is
 * now, and kept with the revision; of an earlier revision the one that was kept then is shown. It decides nothing.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { articleField, integerField } from '../src/core/fields.ts';
import type { Article, ArticleId, Dossier } from '../src/core/model.ts';
import type { Newsroom, Store } from '../src/core/ports.ts';
import { dossierReply } from '../src/newsroom/assess/reply.ts';
import { articleInRecord } from './article.ts';

/** No article has had so many. */
const MOST_REVISIONS = 1_000_000;

export const assess = defineCommand({
  name: 'assess',
  summary: 'shows what speaks against an article and for it, with the passages',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  input: z.object({
    article: articleField({ about: 'its id, as quotes and articles show it' }),
    revision: integerField({ about: 'an earlier revision of it', min: 1, max: MOST_REVISIONS }).optional(),
  }),
  async run({ article: id, revision }, { store, newsroom, typed }) {
    const found = await articleInRecord(id, { store, newsroom, typed });
    if (revision !== undefined && revision !== found.revision) return earlier(found, revision, store);
    return dossierReply(found, await made(id, { store, newsroom }));
  },
});

async function earlier(article: Article, revision: number, store: Pick<Store, 'dossier'>) {
  const kept = await store.dossier(article.id, revision);
  if (kept === null) {
    const userMessage = `No dossier of revision ${revision} of ${article.id} is kept.`;
    throw new StetError('unknown-article', 'no dossier of that revision', { userMessage });
  }
  return dossierReply(article, kept.dossier, kept.madeAt);
}

/** Another process may own the store: what it cannot keep is shown all the same. */
async function made(
  id: ArticleId,
  { store, newsroom }: { store: Pick<Store, 'keepDossier' | 'writable'>; newsroom: Pick<Newsroom, 'assess'> },
): Promise<Dossier> {
  const dossier = await newsroom.assess(id);
  if (dossier === null) {
    const userMessage = `Article ${id} holds nothing that could be assessed.`;
    throw new StetError('unknown-article', 'an article without passages', { userMessage });
  }
  if (store.writable) await store.keepDossier(dossier);
  return dossier;
}
