/** What a language model finds beyond an answer takes its place: once, as it is by then, and with nothing lost where a process ends. */
import { afterEach, describe, expect, it } from 'vitest';
import { sources } from '../../commands/sources.ts';
import { vote } from '../../commands/vote.ts';
import { why } from '../../commands/why.ts';
import { improve, improveAnswer } from '../../jobs/improve-answer.ts';
import type { Post } from '../../src/core/chat.ts';
import type { JobContext } from '../../src/core/job.ts';
import type { Answer } from '../../src/core/model.ts';
import { aContext } from '../adapters/parts.ts';
import { aLife, mortal, mortalPublisher } from '../support/killing.ts';
import { aLanguageModel, type LanguageModelHere, TOKENS_HERE } from '../support/language-model.ts';
import { aRecallDesk, type RecallDesk } from './recall-desk.ts';

/** Refused by the words alone. */
const WHO = 'who heads the panel of the harbours?';

/** Points at the passage that holds these words, and at nothing where none does; `first` is done before. */
function aModel(span: string, first: () => void | Promise<void> = () => {}): LanguageModelHere & { span: string } {
  const model = aLanguageModel(async (task, { passages }) => {
    if (task === 'widen') return { words: ['board', 'ports'], questions: [] };
    await first();
    const found = passages.find(({ text }) => text.includes(pointing.span));
    return { sides: found ? [[{ passage: found.passage, span: pointing.span }]] : [] };
  });
  const pointing = Object.assign(model, { span });
  return pointing;
}

let desk: RecallDesk;
afterEach(() => desk.store.close());

const improved = (post: Post, context: JobContext = desk.context) => improve(post.key, 90, context);
const rowOf = async ({ key }: Post) => (await desk.store.post(key))!;
const answerOf = async (post: Post) => (await rowOf(post)).reply.data as Answer;
const shown = () => desk.wall.texts().join(' ');

describe('an answer that stands there', () => {
  it('gives way to what a model finds, in the same message, marked as such, with the buttons it then has', async () => {
    desk = await aRecallDesk(aModel('Hanna Orvik'));
    const post = await desk.answer({}, WHO);
    expect(shown()).toContain('The record does not say.');
    await improved(post);
    expect(shown()).toMatch(/^Hanna Orvik/);
    expect(shown()).toContain('with the help of a language model');
    expect(desk.standing()).toMatchObject([{ id: post.refs[0]!.message }]);
    expect((await rowOf(post)).reply.actions.map(({ label }) => label)).toContain('Sources');
    expect(await answerOf(post)).toMatchObject({
      answer: 'Hanna Orvik',
      model: { used: true, calls: 2, tokens: 2 * TOKENS_HERE },
    });
    expect(await desk.store.unshownImprovements(9)).toEqual([]);
    // Closed by the answer that came first, and by nothing else.
    expect(await desk.store.request(post.request!)).toMatchObject({ outcome: 'not-in-corpus' });
  });

  it('stays untouched where a model finds the same, or nothing that holds; why tells what it did', async () => {
    for (const span of ['27 ports', 'Ports that nobody named']) {
      desk = await aRecallDesk(aModel(span));
      const post = await desk.answer();
      const before = shown();
      await improved(post);
      expect([shown(), desk.wall.edits, await desk.store.unshownImprovements(9)]).toEqual([before, [], []]);
      const { place, newsroom, store } = {
        ...desk,
        place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: null },
      };
      const told = await why.run({ question: post.key }, aContext(store, { newsroom, place, surface: 'chat' }));
      expect(JSON.stringify(told.fields)).toMatch(/Language model.*not used: 1 call/);
      expect((await answerOf(post)).model).toMatchObject({ used: false, calls: 1 });
    }
  });

  it('is improved once, and voted on as before', async () => {
    desk = await aRecallDesk(aModel('Hanna Orvik'));
    const post = await desk.answer({}, WHO);
    await improved(post);
    const { edits } = desk.wall;
    const count = edits.length;
    await improved(post);
    expect(edits).toHaveLength(count);
    const told = await sources.run({ answer: post.request! }, aContext(desk.store, { newsroom: desk.newsroom }));
    expect(JSON.stringify(told)).toContain('Hanna Orvik, who leads the board');
    await vote.run({ answer: post.request!, vote: 'good' }, aContext(desk.store, { newsroom: desk.newsroom }));
    expect(await desk.store.votes(post.request!)).toEqual({ good: 1, bad: 0 });
  });

  it('is left alone where it cannot be edited, or there is no model', async () => {
    desk = await aRecallDesk(aModel('Hanna Orvik'));
    const fleeting = await desk.answer({ only: 'wire:w1:ada' }, WHO);
    await improved(fleeting);
    const post = await desk.answer({}, WHO);
    const alone = { ...desk.newsroom, hasModel: false };
    await improved(post, { ...desk.context, newsroom: alone });
    expect(desk.wall.edits).toEqual([]);
    for (const each of [fleeting, post]) expect(await answerOf(each)).not.toHaveProperty('model');
  });

  it.each([
    ['changed', () => desk.revise()],
    ['retracted', retract],
  ])('is left to its correction where its article was %s while the model was asked', async (_, meanwhile) => {
    let once = meanwhile as (() => Promise<void>) | null;
    desk = await aRecallDesk(
      aModel('Hanna Orvik', async () => {
        const change = once;
        once = null;
        await change?.();
      }),
    );
    const post = await desk.answer({}, WHO);
    await improved(post);
    expect(once).toBeNull();
    expect(await answerOf(post)).not.toHaveProperty('model');
    expect(shown()).not.toContain('Hanna Orvik');
  });
});

async function retract(): Promise<void> {
  const said = { reason: 'invented', by: 'wire:w1:ben', platform: 'wire', needed: 1 };
  await desk.store.rule({ article: 'pact', ruling: 'retracted', ...said });
}

describe('an improved answer', () => {
  it('is corrected with the model’s help when its article changes, and without where there is none any more', async () => {
    const model = aModel('Hanna Orvik');
    desk = await aRecallDesk(model);
    const post = await desk.answer({}, WHO);
    await improved(post);
    model.span = 'Jon Lind';
    await desk.revise('Jon Lind', 'Hanna Orvik');
    expect(desk.standing()[0]?.text).toMatch(/^Jon Lind/);
    expect(await answerOf(post)).toMatchObject({ answer: 'Jon Lind', model: { used: true } });
    model.span = 'nobody at all';
    await desk.later(6 * 3_600_000);
    await desk.revise('Eva Holm', 'Hanna Orvik');
    expect(desk.standing()[0]?.text).not.toContain('Lind');
  });
});

describe('an improvement that cannot be shown', () => {
  it('now is shown by the job', async () => {
    desk = await aRecallDesk(aModel('Hanna Orvik'));
    const post = await desk.answer({}, WHO);
    desk.faults.push('not-delivered');
    await expect(improved(post)).rejects.toMatchObject({ code: 'not-delivered' });
    expect(await desk.store.unshownImprovements(9)).toEqual([post.key]);
    await improveAnswer.run({ key: post.key }, desk.context);
    expect(shown()).toMatch(/^Hanna Orvik/);
    expect(await desk.store.unshownImprovements(9)).toEqual([]);
  });

  it('any more is not tried for ever', async () => {
    desk = await aRecallDesk(aModel('Hanna Orvik'));
    const post = await desk.answer({}, WHO);
    desk.faults.push('not-accepted');
    await improved(post);
    expect(await desk.store.unshownImprovements(9)).toEqual([]);
    expect(shown()).toContain('The record does not say.');
  });

  it('because its process ended, between any two steps, is shown by the next one, in one message', async () => {
    let steps = 0;
    for (let done = false; !done; steps++) {
      desk = await aRecallDesk(aModel('Hanna Orvik'));
      const post = await desk.answer({}, WHO);
      const life = aLife(steps);
      const [publisher] = desk.context.publishers.values();
      const publishers = new Map([['wire', mortalPublisher(publisher!, life)]]);
      await improved(post, { ...desk.context, store: mortal(desk.store, life), publishers }).catch(() => {});
      done = !life.over();
      await desk.takeUp();
      const row = await answerOf(post);
      expect(desk.standing(), `killed at step ${steps}`).toHaveLength(1);
      expect(shown().startsWith(row.answer || 'The record'), `killed at step ${steps}`).toBe(true);
      expect(await desk.store.unshownImprovements(9)).toEqual([]);
      if (done) expect(row.answer).toBe('Hanna Orvik');
      await desk.store.close();
    }
    expect(steps).toBeGreaterThan(8);
    desk = await aRecallDesk();
  });
});
