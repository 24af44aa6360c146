/** Why a message of Stet's is as it is: by its link, its key or what a shortcut gives; and what has changed since. */
import { beforeEach, describe, expect, test } from 'vitest';
import { why } from '../../commands/why.ts';
import { renderReply } from '../../src/adapters/console/render.ts';
import type { Post, PostDraft, Target } from '../../src/core/chat.ts';
import type { CommandContext } from '../../src/core/command.ts';
import type { Answer, Brief, Explanation } from '../../src/core/model.ts';
import { messageReference } from '../../src/core/places.ts';
import type { Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { answerReply } from '../../src/newsroom/answer-reply.ts';
import { briefReply } from '../../src/newsroom/brief/reply.ts';
import { makeDesk } from '../../src/newsroom/desk.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aContext, aNewsroom, anAnswer, evidenceIn } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRef, aRequest } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';
import { aCorpus } from '../support/corpus.ts';

const ADA = { id: 'wire:w1:ada', name: 'Ada', editor: false };
const BEN = { id: 'wire:w1:ben', name: 'Ben', editor: false };
const TEXT = 'The board said on Tuesday that 14 ferries will sail in April.';
const LINK = 'https://wire.example/harbour/m-1';

const clock = fixedClock();
let store: Store;
let now: Answer;
beforeEach(async () => {
  clock.set('2026-01-07T12:00:00Z');
  store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
});

const explained = (answer: Answer): Explanation => ({
  answer,
  understood: { kind: 'how-many', form: 'how many', type: 'number', names: [], terms: [] },
  passages: [],
  ranked: 3,
  confidence: [],
  threshold: 0.6,
  doubt: [],
});

function here(given: Partial<CommandContext> = {}): CommandContext {
  const newsroom = aNewsroom({
    why: async () => explained(now),
    changeOf: async (before, after) => (before.answer === after.answer ? null : 'value'),
  });
  const message = { platform: 'wire', space: 'w1', channel: 'harbour', message: 'm-1' };
  return aContext(store, {
    ...{ actor: BEN, surface: 'chat', newsroom },
    place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: '17.5' },
    messageAt: async link => (link === LINK ? message : null),
    ...given,
  });
}

async function sent(draft: PostDraft): Promise<Post> {
  const { post } = await store.queuePost(draft);
  await store.claimPost(post.key);
  await store.markSent(post.key, [aRef(post, 'm-1'), aRef(post, 'm-2')]);
  return (await store.post(post.key))!;
}

/** The answer that Ada got, of one article. */
async function answered(target: Partial<Target> = {}, given: Partial<Answer> = {}): Promise<Post> {
  const { article } = await store.saveArticle(anArticle({ id: 'a', text: TEXT }));
  const evidence = [await evidenceIn(store, article, TEXT)];
  const answer = anAnswer({ evidence, answer: '14 ferries', ...given });
  now = answer;
  const { request } = await store.openRequest(aRequest({ target }));
  const key = `answer:${request.id}`;
  return sent(aPost({ key, target, request: request.id, reply: answerReply(answer) }));
}

const words = async (question: string, context = here()) =>
  renderReply(await why.run({ question }, context), { width: 100, colour: false, links: false }).replace(/\s+/g, ' ');

describe('a message is explained', () => {
  test('by its link, by its key, and by what a shortcut gives, whichever of its parts that is', async () => {
    const { key } = await answered();
    const made = await why.run({ question: LINK }, here());
    expect(made.fallback).toBe('Answered with confidence 0.9; 0.6 is needed.');
    expect(made.data).toMatchObject({ post: key, kind: 'answer', articles: [{ id: 'a', shown: 1, stands: true }] });
    const part = messageReference({ platform: 'wire', space: 'w1', channel: 'harbour', message: 'm-2' });
    for (const question of [key, part]) expect((await why.run({ question }, here())).data).toEqual(made.data);
  });

  test('with what was understood and weighed, and what it was made of', async () => {
    await answered();
    const shown = await words(LINK);
    for (const each of ['Asked for', 'how many, number', '3 passages', 'Made of', 'a (The Harbour Post)'])
      expect(shown).toContain(each);
    expect(shown).toContain('Asked again now, the record says the same.');
  });

  test('with what has changed since: a newer text, and articles that came', async () => {
    await answered();
    clock.advance(60_000);
    await store.saveArticle(anArticle({ id: 'a', text: `${TEXT} Nobody objected.` }));
    expect(await words(LINK)).toContain('a has a newer text, revision 2: what is shown still stands there.');
    await store.saveArticle(anArticle({ id: 'a', text: 'The board said nothing.' }));
    const { article } = await store.saveArticle(anArticle({ id: 'b', text: 'Now 15 ferries sail.' }));
    now = anAnswer({ answer: '15 ferries', evidence: [await evidenceIn(store, article, '15 ferries')] });
    const shown = await words(LINK);
    expect(shown).toContain('a has a newer text, revision 3: what is shown does not stand there any more.');
    expect(shown).toContain('Asked again now, the record says: 15 ferries');
    expect(shown).toContain('Come since, and part of today’s answer: b (The Harbour Post).');
  });

  test.each([
    ['silent', 'Asked again now, the record does not say.'],
    ['disagreement', 'Asked again now, sources say otherwise: 14 ferries'],
    ['answered', 'Asked again now, the record says: 14 ferries'],
  ] as const)('that would be %s now', async (change, told) => {
    await answered();
    const newsroom = aNewsroom({ why: async () => explained(now), changeOf: async () => change });
    expect(await words(LINK, here({ newsroom }))).toContain(told);
  });

  test('a refusal too', async () => {
    await answered({}, { status: 'not-in-corpus', answer: '', confidence: 0.2 });
    expect(await words(LINK)).toContain('Refused with confidence 0.2; 0.6 is needed');
  });

  test('though its question is no longer kept, as far as that goes', async () => {
    await answered({}, { question: '' });
    const shown = await words(LINK);
    expect(shown).toContain('What was asked is no longer kept');
    expect(shown).toContain('Made of');
  });

  test('that shows no article: as what it is', async () => {
    await sent(aPost({ kind: 'notice', reply: reply({ fallback: 'The feed is back.' }) }));
    expect(await words(LINK)).toContain('A message that answers no question');
  });
});

describe('a brief is explained', () => {
  const brief = async (given: Partial<Brief> = {}) => {
    const { article } = await store.saveArticle(anArticle({ id: 'a', text: `${TEXT} Nobody was asked before.` }));
    const evidence = await evidenceIn(store, article, TEXT);
    const made: Brief = {
      ...{ article: 'a', url: null, headline: evidence, told: null, differences: [], doubtful: false, alsoIn: [] },
      sentences: [{ evidence, fresh: true, speaker: null }],
      ...given,
    };
    return sent(aPost({ kind: 'brief', reply: briefReply(made) }));
  };

  test('by what its sentences weigh, and what it was compared with', async () => {
    await brief();
    const { index, names } = aCorpus([{ id: 'a', text: `${TEXT} Nobody was asked before.` }]);
    const desk = makeDesk(index, names);
    const newsroom = aNewsroom({ weighSentences: async id => desk.weighSentences(id) });
    const shown = await words(LINK, here({ newsroom }));
    expect(shown).toContain('Of its 1 sentence 1 told what was new beside the articles that this channel');
    expect(shown).toMatch(/Sentence 1\s+new; by its other figures 1 of 1: \w+ [\d.]+ × /);
    index.close();
  });

  test.each([
    ['copy', 'the article is a copy'],
    ['nothing-new', 'no sentence of it was new'],
  ] as const)('that is one line: %s', async (told, says) => {
    await brief({ told, sentences: [] });
    expect(await words(LINK)).toContain(says);
  });
});

describe('a message is not explained', () => {
  const refused = (question: string, context: CommandContext) =>
    expect(why.run({ question }, context)).rejects.toMatchObject({ code: 'unknown-answer' });

  test.each([
    ['for one person', { only: ADA.id }],
    ['of a direct conversation', { direct: true }],
  ])('%s to anyone else, whatever names it', async (_, target) => {
    const { key } = await answered(target);
    for (const question of [LINK, key]) await refused(question, here());
    const made = await why.run({ question: LINK }, here({ actor: ADA }));
    expect(made.data).toMatchObject({ post: key });
  });

  test('in another channel, but to whoever asked', async () => {
    const { key } = await answered();
    const place = { platform: 'wire', space: 'w1', channel: 'quay', thread: null };
    await refused(LINK, here({ place }));
    expect((await why.run({ question: LINK }, here({ place, actor: ADA }))).data).toMatchObject({ post: key });
  });

  test('where it is none of Stet’s, or of nowhere', async () => {
    await refused(LINK, here());
    await refused('https://news.example/1', here());
    await refused('answer:r-nothing', here());
  });
});
