import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { article } from '../../commands/article.ts';
import { ask } from '../../commands/ask.ts';
import { brief } from '../../commands/brief.ts';
import { verdict } from '../../commands/verdict.ts';
import type { CommandContext } from '../../src/core/command.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import type { Ruled, Ruling } from '../../src/core/verdicts.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';
import { aRealNewsroom } from '../feeds/house.ts';
import { anArticle } from '../support/articles.ts';

const QUESTION = 'How many ferries will sail from Aldport?';
const SOLE = anArticle({
  id: 'sole',
  title: null,
  text: 'In April 14 ferries will sail from Aldport, the harbour board said.',
});
const OTHER = anArticle({
  id: 'other',
  title: null,
  text: 'In April 9 ferries will sail from Aldport, the ministry said.',
});

let store: Store;
let newsroom: Newsroom;
let context: CommandContext;
beforeEach(async () => {
  store = await memoryStore();
  newsroom = aRealNewsroom(store);
  context = aContext(store, { newsroom });
  await store.saveArticle(SOLE);
  await newsroom.catchUp();
});
afterEach(() => store.close());

const rule = async (ruling: Ruling, given: Partial<CommandContext> = {}) =>
  (await verdict.run({ article: 'sole', ruling, reason: 'The board denies it.' }, { ...context, ...given }))
    .data as Ruled;
const answer = async () => (await ask.run({ question: QUESTION }, context)).data as Answer;
const codes = async () => (await answer()).caveats.map(({ code }) => code);
const bela = { id: 'console:bela', name: 'Bela', editor: true };

describe('a verdict', () => {
  test('that an article is disputed has every answer that rests on it say so', async () => {
    expect(await codes()).not.toContain('disputed-source');
    await rule('disputed');
    expect(await codes()).toContain('disputed-source');
    await rule('stands');
    expect(await codes()).not.toContain('disputed-source');
  });

  test('whose request is answered again, for a process died, is the same one', async () => {
    const first = await rule('disputed', { request: 'r-1' });
    expect(await rule('disputed', { request: 'r-1' })).toEqual(first);
    expect(await store.verdicts('sole')).toHaveLength(1);
  });

  test('of one editor retracts nothing where two are needed, and says how many are missing', async () => {
    const made = await verdict.run({ article: 'sole', ruling: 'retracted', reason: 'Invented.' }, context);
    expect(made.fallback).toContain('1 more editor must say so before it is retracted.');
    expect((await answer()).status).toBe('answered');
  });

  test('that an article is retracted takes it out of every answer, and back when it is undone', async () => {
    await rule('retracted');
    await rule('retracted', { actor: bela });
    expect(await answer()).toMatchObject({ status: 'not-in-corpus', nearest: [] });
    await rule('stands');
    expect(await answer()).toMatchObject({ status: 'answered', evidence: [{ article: 'sole' }] });
  });

  test('leaves an answer to the articles that still stand', async () => {
    await store.saveArticle(OTHER);
    await newsroom.catchUp();
    await rule('retracted', { retractEditors: 1 });
    expect(await answer()).toMatchObject({
      evidence: [{ article: 'other' }],
      agreement: { articles: 1 },
      disagreement: null,
    });
  });

  test('counts the accounts of one person once, and those of two people on two platforms together', async () => {
    const editorMap = [['console:local', 'tube:t1:ada'], ['tube:t1:bela']];
    const tube = { ...context.place, platform: 'tube' };
    const by = async (id: string) => {
      const actor = { id, name: '', editor: true };
      return (await rule('retracted', { actor, editorMap, place: id.startsWith('tube') ? tube : context.place }))
        .missing;
    };
    expect([await by('console:local'), await by('tube:t1:ada'), await by('tube:t1:cleo')]).toEqual([1, 1, 0]);
    await rule('stands');
    expect([await by('console:local'), await by('tube:t1:bela')]).toEqual([1, 0]);
  });

  test('by one editor alone says so', async () => {
    const one = { ...context, retractEditors: 1 };
    const made = await verdict.run({ article: 'sole', ruling: 'retracted', reason: 'Invented.' }, one);
    expect(made.fallback).toContain('it is retracted from now on, by one editor alone.');
  });

  test('on an unknown article is refused', async () => {
    const unknown = verdict.run({ article: 'nobody', ruling: 'stands', reason: 'x' }, context);
    await expect(unknown).rejects.toMatchObject({ code: 'unknown-article' });
  });

  test('is shown with its article, its reason as it was given, and not who gave it', async () => {
    await rule('disputed');
    const shown = await article.run({ id: 'sole' }, context);
    expect(shown.data).toMatchObject({
      verdict: 'disputed',
      verdicts: [{ ruling: 'disputed', reason: 'The board denies it.' }],
    });
    expect(JSON.stringify(shown)).not.toContain(context.actor.id);
  });

  test('leaves no brief of what is retracted', async () => {
    await rule('retracted', { retractEditors: 1 });
    await expect(brief.run({ article: 'sole' }, context)).rejects.toMatchObject({ code: 'retracted' });
  });

  test('needs an editor, and a reason', () => {
    expect(verdict.permission).toBe('editor');
    expect(verdict.input.safeParse({ article: 'sole', ruling: 'stands', reason: ' ' }).success).toBe(false);
    expect(verdict.input.safeParse({ article: 'sole', ruling: 'false', reason: 'x' }).success).toBe(false);
  });
});
