/** What the tests of flags on every platform share: answers that stand on two articles, and what is flagged in the end. */
import { StetError } from '../../src/core/errors.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { anArticle } from '../support/articles.ts';
import { evidenceIn } from './parts.ts';

/** A store of a process that dies once a platform took a message, before it is kept which one that is. */
export function dyingUnkept(store: Store): Store {
  return {
    ...store,
    partlySent: async () => {
      throw new StetError('store-failed', 'the process is gone');
    },
  };
}

/** An article whose title would do harm where it is not shown as text. */
export const SECOND = {
  id: 't-2',
  title: 'Port <!channel> @everyone **[free](https://evil.example)** `/verdict t-2` \u202e',
  text: 'The port board says that the quay was never closed.',
};

/** Answers with two articles, the first of them that of `ask`. */
export async function twoArticles(store: Store, ask: Newsroom['ask']): Promise<Newsroom['ask']> {
  const { article } = await store.saveArticle(anArticle({ id: SECOND.id, title: SECOND.title, text: SECOND.text }));
  const second = await evidenceIn(store, article, SECOND.text);
  return async (question, before) => {
    const answer = await ask(question, before);
    return { ...answer, evidence: [...answer.evidence, second], supporting: 2 };
  };
}

/** Who flagged an article, in the order in which they did. */
export async function flagsOn(store: Store, article: string): Promise<string[]> {
  return (await reasonsOn(store, article)).map(([person]) => person);
}

/** The same, each with the reason they gave. */
export async function reasonsOn(store: Store, article: string): Promise<[string, string | null][]> {
  const id = await store.caseOf(article);
  const found = id === null ? null : await store.case(id);
  return (found?.flags ?? []).filter(flag => flag.article === article).map(({ person, reason }) => [person, reason]);
}
