/** What a case is told from, brought together: the case, its articles, and what the record has against the first of them. Changes nothing. */
import type { CaseId } from '../../core/cases.ts';
import type { Article, ArticleId, Dossier } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import type { CaseFile } from './reply.ts';

interface Tools {
  store: Pick<Store, 'case' | 'article' | 'dossier'>;
  newsroom: Pick<Newsroom, 'assess'>;
}

/** Null where there is no such case. */
export async function caseFile(id: CaseId, { store, newsroom }: Tools): Promise<CaseFile | null> {
  const known = await store.case(id);
  if (known === null) return null;
  const found: (Article | null)[] = [];
  for (const article of known.articles) found.push(await store.article(article));
  const articles = found.filter(article => article !== null);
  const [first] = articles;
  return { known, articles, dossier: first === undefined ? null : await dossierOf(first.id, { store, newsroom }) };
}

/** Held against the record as it is now. Of what left the record only what was kept with its text is left. */
async function dossierOf(id: ArticleId, { store, newsroom }: Tools): Promise<Dossier | null> {
  return (await newsroom.assess(id)) ?? (await store.dossier(id))?.dossier ?? null;
}
