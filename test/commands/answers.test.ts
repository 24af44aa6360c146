/** What can be done with an answer that was given: its sources, who else says so, a vote. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../commands/ask.ts';
import { others } from '../../commands/others.ts';
import { sources } from '../../commands/sources.ts';
import { vote } from '../../commands/vote.ts';
import type { Target } from '../../src/core/chat.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { aContext, aNewsroom, anAnswer, memoryStore, someEvidence } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';

const OPEN: Target = { platform: 'p', space: 's', channel: 'c', thread: null, only: null, direct: false, grant: null };
const ADA = { id: 'p:s:ada', name: 'Ada', editor: false };
const BEN = { id: 'p:s:ben', name: 'Ben', editor: false };

let store: Store;
beforeEach(async () => {
  store = await memoryStore();
});

/** An answer as it was posted to Ada, and its id. */
async function given(answer: Answer, target: Partial<Target> = {}): Promise<string> {
  const to = { ...OPEN, ...target };
  const call = { command: 'ask', input: { kind: 'text', text: answer.question } } as const;
  const draft = { event: crypto.randomUUID(), person: ADA.id, personName: 'Ada', target: to, call, before: null };
  const { request } = await store.openRequest(draft);
  const made = reply({ fallback: answer.answer, data: answer });
  await store.queuePost({
    key: `answer:${request.id}`,
    kind: 'answer',
    target: to,
    reply: made,
    asked: null,
    request: request.id,
  });
  return request.id;
}

const second = someEvidence({ article: 't-2', quote: 'Fourteen ferries are to sail.' });
const third = someEvidence({ article: 't-3', quote: 'Only nine ferries will sail.' });

describe('sources', () => {
  test('shows every passage once, and the address of each article', async () => {
    await store.saveArticle(anArticle({ id: 't-1', url: 'https://news.example/1' }));
    const answer = await given(anAnswer({ evidence: [someEvidence(), second], nearest: [second] }));
    const made = await sources.run({ answer }, aContext(store, { actor: BEN }));
    expect(made.quotes.map(quote => quote.evidence.article)).toEqual(['t-1', 't-2']);
    expect(made.fields[0]).toEqual({
      name: 't-1',
      value: [{ kind: 'link', text: 'https://news.example/1', url: 'https://news.example/1' }],
    });
    expect(made.body).toEqual([{ kind: 'text', text: '2 passages in 2 articles.' }]);
  });

  test.each([
    ['for one person', { only: ADA.id }],
    ['in a direct conversation', { direct: true }],
  ])('shows an answer %s to that person alone', async (_, target) => {
    const answer = await given(anAnswer(), target);
    await expect(sources.run({ answer }, aContext(store, { actor: BEN }))).rejects.toMatchObject({
      code: 'unknown-answer',
    });
    expect((await sources.run({ answer }, aContext(store, { actor: ADA }))).quotes).toHaveLength(1);
  });

  test('knows no answer that was never given', async () => {
    await expect(sources.run({ answer: 'r-nothing' }, aContext(store))).rejects.toMatchObject({
      code: 'unknown-answer',
    });
  });
});

describe('others', () => {
  test('shows who says the same beside the first, and who says otherwise', async () => {
    const sides = [
      { says: '14', evidence: [someEvidence()] },
      { says: '9', evidence: [third] },
    ];
    const evidence = [someEvidence(), second, third];
    const answer = await given(
      anAnswer({
        evidence,
        supporting: 2,
        agreement: { articles: 2, reports: 2, outlets: 1 },
        disagreement: { kind: 'conflict', sides },
      }),
    );
    const made = await others.run({ answer }, aContext(store, { actor: BEN }));
    expect(made.quotes.map(({ evidence: { article }, says }) => [article, says])).toEqual([
      ['t-2', null],
      ['t-3', '9'],
    ]);
    expect(made.fallback).toBe('Said in 2 reports in 2 articles, 1 outlet.');
  });

  test('says so when nobody does', async () => {
    const made = await others.run({ answer: await given(anAnswer()) }, aContext(store, { actor: BEN }));
    expect(made.fallback).toBe('No other article in the record says so.');
  });
});

describe('vote', () => {
  test('keeps the last vote of each person', async () => {
    const answer = await given(anAnswer());
    await vote.run({ answer, vote: 'good' }, aContext(store, { actor: ADA }));
    await vote.run({ answer, vote: 'bad' }, aContext(store, { actor: ADA }));
    const made = await vote.run({ answer, vote: 'good' }, aContext(store, { actor: BEN }));
    expect(made.data).toEqual({ answer, votes: { good: 1, bad: 1 } });
    expect(await store.votes(answer)).toEqual({ good: 1, bad: 1 });
  });

  test('is not taken for somebody else’s private answer', async () => {
    const answer = await given(anAnswer(), { only: ADA.id });
    await expect(vote.run({ answer, vote: 'bad' }, aContext(store, { actor: BEN }))).rejects.toMatchObject({
      code: 'unknown-answer',
    });
    expect(await store.votes(answer)).toEqual({ good: 0, bad: 0 });
  });
});

describe('the buttons of an answer', () => {
  const offered = async (answer: Answer) => {
    const made = await ask.run(
      { question: answer.question },
      aContext(store, {
        request: 'r-1',
        newsroom: aNewsroom({ ask: async () => answer }),
        offer: async buttons =>
          buttons.map(({ label, call }) => ({ label, style: 'plain', action: JSON.stringify(call) })),
      }),
    );
    return made.actions.map(({ label, action }) => [label, JSON.parse(action)]);
  };

  test('are sources, others, why, a watch and two votes, each a command', async () => {
    const call = (command: string, options: object) => ({ command, input: { kind: 'options', options } });
    expect(await offered(anAnswer({ question: 'and when?', readAs: 'when do ferries sail?' }))).toEqual([
      ['Sources', call('sources', { answer: 'r-1' })],
      ['Who else says so', call('others', { answer: 'r-1' })],
      ['Why', call('why', { question: 'answer:r-1' })],
      ['Watch this', call('watch', { what: 'r-1' })],
      ['👍', call('vote', { answer: 'r-1', vote: 'good' })],
      ['👎', call('vote', { answer: 'r-1', vote: 'bad' })],
    ]);
  });

  test('of a refusal explain it, have it watched and take a vote', async () => {
    const refusal = anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] });
    expect((await offered(refusal)).map(([label]) => label)).toEqual(['Why', 'Watch this', '👍', '👎']);
  });

  test('have nothing watched where no word of the question tells a topic', async () => {
    const labels = (await offered(anAnswer({ question: 'and when?' }))).map(([label]) => label);
    expect(labels).toEqual(['Sources', 'Who else says so', 'Why', '👍', '👎']);
  });

  test('are not there where answers are not kept', async () => {
    const made = await ask.run(
      { question: 'when?' },
      aContext(store, { newsroom: aNewsroom({ ask: async () => anAnswer() }) }),
    );
    expect(made.actions).toEqual([]);
  });
});
