/** What a language model may do to an answer: every test has a server that speaks the protocol, and the record behind it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../../src/core/language-model.ts';
import type { Newsroom, Store } from '../../../src/core/ports.ts';
import { verifyQuotes } from '../../../src/core/verify-quotes.ts';
import { openLanguageModel } from '../../../src/language-model/open.ts';
import { answerReply } from '../../../src/newsroom/answer-reply.ts';
import { whyReply } from '../../../src/newsroom/why-reply.ts';
import { memoryStore } from '../../adapters/parts.ts';
import { anArticle } from '../../support/articles.ts';
import { fixedClock } from '../../support/clock.ts';
import { type Asked, badly, CALL_TOKENS, type ModelServer, openModelServer } from '../../support/model-server.ts';
import { newsroomHere } from '../../support/newsroom.ts';

const ARTICLES = {
  gazette: 'A crane fell at noon on Monday. Harbour master Ada Brill shut the north quay at once, officials said.',
  post: 'The port reopened its northern berth after 31 hours. Some 14 ferries had waited outside, the board said.',
  echo: 'Some 19 ferries had waited outside the harbour, fishermen said. Nobody was hurt in 2025.',
};

/** Other words, by which the first article is found. */
const WIDER = { words: ['quay', 'harbour master'], questions: [] };

let store: Store;
let server: ModelServer;
let model: LanguageModel;
let newsroom: Newsroom;
beforeEach(async () => {
  store = await memoryStore();
  for (const [id, text] of Object.entries(ARTICLES))
    await store.saveArticle(anArticle({ id, outlet: id, title: null, text }));
  server = await openModelServer(() => ({ sides: [] }));
  const given = { url: server.url, name: 'test', key: null, isPrivate: true };
  model = openLanguageModel({
    ...{ server: given, timeoutMs: 4_000, budget: 100_000, recordFile: null, replayFile: null },
    ...{ store, clock: fixedClock(), warn: () => {} },
  });
  newsroom = newsroomHere(() => store, model);
  await newsroom.catchUp();
});
afterEach(async () => {
  await Promise.all([newsroom.close(), model.close(), server.close()]);
  await store.close();
});

const plainly = (question: string) => newsroom.ask(question);
const helped = (question: string) => newsroom.ask(question, null, { model: true });

/** Points at the passages that hold these words, each a side of its own, or all on one. */
function pointAt(...sides: (string | string[])[]) {
  server.script = ({ task, data }: Asked) => {
    if (task !== 'read') return WIDER;
    const at = (span: string) => ({ passage: numberOf(span, data.passages), span });
    return { sides: sides.map(side => [side].flat().map(at)) };
  };
}

function numberOf(span: string, passages: { passage: number; text: string }[]): number {
  return passages.find(({ text }) => text.includes(span))?.passage ?? 999;
}

describe('a reading', () => {
  const QUESTION = 'Who halted the loading of grain?';

  it('answers, in the record’s words, what was refused without it, and says so', async () => {
    expect((await plainly(QUESTION)).status).toBe('not-in-corpus');
    pointAt('Ada Brill');
    const answer = await helped(QUESTION);
    expect(answer).toMatchObject({ status: 'answered', answer: 'Ada Brill', evidence: [{ article: 'gazette' }] });
    expect(answer.confidence).toBeGreaterThanOrEqual(0.6);
    expect(answer.model).toMatchObject({ used: true, calls: 2, tokens: 2 * CALL_TOKENS, dropped: 0 });
    const reply = answerReply(answer);
    await verifyQuotes(reply, store);
    expect(JSON.stringify(reply.body)).toContain('with the help of a language model');
  });

  it('of which nothing holds changes nothing but what is told of it', async () => {
    pointAt('Ada Brolin');
    const { model: use, ms: _, ...answer } = await helped(QUESTION);
    const { ms: __, ...plain } = await plainly(QUESTION);
    expect(answer).toEqual(plain);
    expect(use).toMatchObject({ used: false, dropped: 1 });
  });

  it.each([
    ['words that do not stand there', 'Ada  Brill', 'do not stand'],
    ['words in another spelling', 'ada brill', 'do not stand'],
    ['half a word', 'Ada Bril', 'do not stand'],
    ['nothing but marks', ', ', 'do not stand'],
    ['a time where a person is asked for', 'on Monday', 'not of the kind'],
  ])('of %s is dropped', async (_, span, why) => {
    server.script = ({ task, data }) =>
      task === 'widen'
        ? WIDER
        : { sides: [[{ passage: numberOf(span === 'on Monday' ? span : 'Brill', data.passages), span }]] };
    expect((await helped(QUESTION)).model).toMatchObject({ used: false, dropped: 1 });
    expect(JSON.stringify((await helped(QUESTION)).model?.notes)).toContain(why);
  });

  it.each([
    ['the number of a passage that was not given', { sides: [[{ passage: 0, span: 'Ada Brill' }]] }],
    ['one number in the place of another', { sides: [[{ passage: 1.5, span: 'Ada Brill' }]] }],
    ['words of its own beside it', { sides: [], answer: 'It was the mayor.' }],
    ['no words', { sides: [[{ passage: 1, span: '' }]] }],
    ['something else', ['Ada Brill']],
    ['nothing', null],
    ['far too much', { sides: Array.from({ length: 4 }, () => [{ passage: 1, span: 'Ada' }]) }],
  ])('that is %s is dropped', async (_, given) => {
    server.script = ({ task }) => (task === 'read' ? given : WIDER);
    const answer = await helped(QUESTION);
    expect(answer).toMatchObject({ status: 'not-in-corpus', model: { used: false, dropped: 1 } });
  });

  it.each([
    ['a year', 'Who was hurt in 2019?', 'Nobody'],
    ['a number', 'Where had 25 ferries waited?', 'outside'],
    ['a name', 'When did Jon Lind shut the north quay?', 'at once'],
  ])('is dropped where the passage has another of %s than the question', async (_, question, span) => {
    pointAt(span);
    const answer = await helped(question);
    expect(answer.model).toMatchObject({ used: false, dropped: 1 });
    expect(JSON.stringify(answer.model?.notes)).toContain('takes for granted');
  });

  it('is held against the article as it is when it comes', async () => {
    server.script = async ({ task, data }: Asked) => {
      if (task !== 'read') return WIDER;
      await store.saveArticle(anArticle({ id: 'gazette', title: null, text: 'Ada Brill left.' }));
      await newsroom.catchUp();
      return { sides: [[{ passage: numberOf('Ada Brill', data.passages), span: 'Ada Brill' }]] };
    };
    expect((await helped(QUESTION)).model).toMatchObject({ used: false, dropped: 1 });
  });

  it('shows sides that differ, and drops one that says the same', async () => {
    const question = 'How many boats were stuck outside?';
    pointAt('14 ferries', '19 ferries');
    const answer = await helped(question);
    expect(answer).toMatchObject({ status: 'answered', disagreement: { kind: 'conflict' }, model: { used: true } });
    expect(answer.disagreement?.sides.map(({ says }) => says).sort()).toEqual(['14 ferries', '19 ferries']);
    await verifyQuotes(answerReply(answer), store);
    server.script = ({ task, data }) => {
      const passage = task === 'read' ? numberOf('14 ferries', data.passages) : 0;
      return task === 'read' ? { sides: [[{ passage, span: '14 ferries' }], [{ passage, span: '14' }]] } : WIDER;
    };
    const same = await helped(question);
    expect(same).toMatchObject({ answer: '14 ferries', model: { used: true, dropped: 1 } });
  });

  it('that finds nothing makes Stet careful, and hides nothing that is told plainly', async () => {
    server.script = () => ({ sides: [] });
    const sure = 'Who shut the north quay?';
    expect(await helped(sure)).toMatchObject({
      status: 'answered',
      answer: (await plainly(sure)).answer,
      model: { used: false },
    });
  });

  it('tells yes or no by the passage alone', async () => {
    pointAt('shut the north quay');
    expect((await helped('Did Ada Brill shut the north quay?')).answer).toBe('Yes');
  });
});

describe('other words for a question', () => {
  it('find passages, and are asked for only where the question’s own do not', async () => {
    const tasks = () => server.asked.splice(0).map(({ task }) => task);
    server.script = ({ task }) =>
      task === 'widen' ? { words: ['berth'], questions: ['When did the port reopen?'] } : { sides: [] };
    await helped('What became of Neptune’s docking place?');
    const [, { data }] = server.asked as [Asked, Asked];
    expect(data.passages[0].text).toContain('reopened its northern berth');
    expect(tasks()).toEqual(['widen', 'read']);
    await helped('Who shut the north quay?');
    expect(tasks()).toEqual(['read']);
  });

  it('are not shown, whatever they say', async () => {
    const lie = 'The mayor did it';
    server.script = ({ task }) => (task === 'widen' ? { words: [lie], questions: [lie] } : { sides: [] });
    const answer = await helped('Who halted the loading of grain?');
    expect(JSON.stringify(answerReply(answer))).not.toContain(lie);
  });
});

describe('a model that fails', () => {
  it.each([
    ['refuses', badly(response => response.writeHead(503).end()), 'its server refused'],
    ['talks', 'I think it was Ada Brill.', 'not the JSON'],
    ['hangs up', badly(response => response.destroy()), 'could not be reached'],
  ])('and %s costs nobody an answer, and why says so', async (_, behaviour, why) => {
    server.script = () => behaviour;
    const question = 'Who shut the north quay?';
    const { model: use, ms: _ms, ...answer } = await helped(question);
    const { ms: _plain, ...plain } = await plainly(question);
    expect(answer).toEqual(plain);
    expect(use).toMatchObject({ used: false, calls: 1 });
    const told = whyReply(await newsroom.why(question, { model: true }));
    expect(JSON.stringify(told.fields)).toContain(why);
  });

  it('is waited for no longer than it may take', async () => {
    const late = newsroomHere(() => store, { ...model, timeoutMs: 50 });
    await late.catchUp();
    server.script = () => badly(() => {});
    const answer = await late.ask('Who shut the north quay?', null, { model: true });
    expect(answer).toMatchObject({ status: 'answered', model: { used: false } });
    expect(answer.ms).toBeLessThan(1_000);
    expect(JSON.stringify(answer.model?.notes)).toContain('the time was over');
    await late.close();
  });
});

describe('trying a model', () => {
  it('says why it gives nothing back that could be used', async () => {
    server.script = () => WIDER;
    expect(await newsroom.tryModel()).toBeNull();
    server.script = () => ({ sides: [] });
    expect(await newsroom.tryModel()).toBe('not-json');
    await server.close();
    expect(await newsroom.tryModel()).toBe('unreachable');
  });
});

describe('without a model', () => {
  it('nothing is asked and nothing is told of one', async () => {
    const alone = newsroomHere(() => store);
    await alone.catchUp();
    const question = 'Who shut the north quay?';
    const answers = await Promise.all([
      alone.ask(question, null, { model: true }),
      alone.ask(question),
      plainly(question),
    ]);
    for (const answer of answers) expect(answer).not.toHaveProperty('model');
    expect([alone.hasModel, newsroom.hasModel]).toEqual([false, true]);
    expect(server.asked).toEqual([]);
    await alone.close();
  });
});
