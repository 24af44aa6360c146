/** What people see of what was said before editors decided: answers made anew, passages marked, and all of it put back when it is undone. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post, PostDraft } from '../../src/core/chat.ts';
import type { Answer } from '../../src/core/model.ts';
import { passagesShown } from '../../src/core/quotations.ts';
import { type Reply, reply, text } from '../../src/core/reply.ts';
import { briefReply } from '../../src/newsroom/brief/reply.ts';
import { makeDigest } from '../../src/newsroom/digest/digest.ts';
import { digestReply } from '../../src/newsroom/digest/reply.ts';
import { evidenceIn } from '../adapters/parts.ts';
import { aPost } from '../support/chat.ts';
import { ADA, aCaseDesk, type CaseDesk, EDA, FAY } from './case-desk.ts';
import { EDITORS, HARBOUR, HOW_MANY } from './recall-desk.ts';

const LEAD = 'The pact on fishing was signed by 27 ports on 6 January 2026.';
const OTHER = 'On Friday it was confirmed that the pact on fishing was signed by 27 ports on 6 January 2026.\n';

let desk: CaseDesk;
beforeEach(async () => {
  desk = await aCaseDesk();
});
afterEach(() => desk.store.close());

const now = async ({ key }: Post): Promise<Reply> => (await desk.store.post(key))!.reply;
const standsOf = ({ refs }: Post) => desk.wall.messages.find(({ id }) => id === refs[0]!.message)!.reply;
const answerIn = async (post: Post) => (await now(post)).data as Answer;
const shows = async (post: Post) => [...new Set(passagesShown(await now(post)).map(({ article }) => article))];
const decidedIn = ({ fields }: Reply): string[] =>
  fields
    .filter(({ name }) => name === 'Decided')
    .map(({ value }) => value.map(span => ('text' in span ? span.text : '')).join(''));
const notesOn = ({ refs }: Post) => desk.standing({ thread: refs[0]!.message }).map(message => message.reply.fallback);

const retract = async () => {
  for (const editor of [EDA, FAY]) await desk.say(editor, 'verdict pact retracted it was invented');
};
const restore = () => desk.say(EDA, 'verdict pact stands it was checked again');

/** A post of another kind, which quotes the pact and another article. */
async function aList(target = {}): Promise<Post> {
  await desk.save({ id: 'mills', text: 'The old mill was sold to 12 owners.\n' });
  const quotes = [
    { evidence: await evidenceIn(desk.store, (await desk.store.article('pact'))!, LEAD), says: 'New' },
    {
      evidence: await evidenceIn(
        desk.store,
        (await desk.store.article('mills'))!,
        'The old mill was sold to 12 owners.',
      ),
      says: null,
    },
  ];
  return desk.post(aPost({ target, reply: reply({ body: [text('Found:')], quotes, fallback: 'Found' }) }));
}

describe('an article that is retracted', () => {
  it('leaves an answer that rests on it alone: the message says so, with one note', async () => {
    const post = await desk.answer();
    await retract();
    expect(await answerIn(post)).toMatchObject({ status: 'not-in-corpus', nearest: [] });
    expect(standsOf(post)).toEqual(await now(post));
    expect(decidedIn(standsOf(post))).toEqual([
      ': editors retracted the article; without it the record does not say · pact',
    ]);
    expect(notesOn(post)).toEqual([
      'Decided: editors retracted the article; without it the record does not say (The Harbour Post).',
    ]);
  });

  it('leaves an answer that holds without it, which says that it does', async () => {
    await desk.save({ id: 'other', text: OTHER });
    const post = await desk.answer();
    const before = await answerIn(post);
    expect(await shows(post)).toContain('pact');
    await retract();
    expect((await answerIn(post)).answer).toBe(before.answer);
    expect(await shows(post)).toEqual(['other']);
    expect(decidedIn(standsOf(post))).toEqual([': editors retracted the article; the answer holds without it · pact']);
  });

  it('leaves what comes nearest in a refusal', async () => {
    const post = await desk.answer({}, 'how much did the pact on fishing cost the old harbour?');
    expect([(await answerIn(post)).status, await shows(post)]).toEqual(['not-in-corpus', ['pact']]);
    await retract();
    expect(await shows(post)).toEqual([]);
  });

  it('is marked wherever its passages were put together in another way; others are left as they are', async () => {
    const [list, brief] = [await aList(), await desk.brief({ channel: 'quay' })];
    await retract();
    expect(standsOf(list).quotes.map(({ says }) => says)).toEqual(['Retracted by editors · New', null]);
    expect(decidedIn(standsOf(list))).toEqual([': editors retracted the article · pact']);
    expect(standsOf(brief).quotes.every(({ says }) => says?.startsWith('Retracted by editors'))).toBe(true);
  });

  it('is recalled at once, also where the message was corrected a moment ago', async () => {
    const post = await desk.answer();
    await desk.revise();
    await retract();
    expect((await answerIn(post)).status).toBe('not-in-corpus');
  });

  it('is noted for the one person who saw it for a moment, and for nobody else', async () => {
    const post = await desk.answer({ only: 'wire:w1:ada' });
    await retract();
    const notes = desk.wall.messages.filter(({ key }) => key.startsWith(`correction:${post.key}:verdict`));
    expect(notes.map(({ only }) => only)).toEqual(['wire:w1:ada', ...notes.slice(1).map(() => 'wire:w1:ada')]);
    expect(notes.length).toBeGreaterThan(0);
    const told = desk.standing({ channel: EDITORS.channel }).map(({ reply: made }) => made.fallback);
    expect(told.join()).toContain('1 message could not be edited');
  });

  it('that is said by one editor of two changes nothing that was said', async () => {
    const post = await desk.answer();
    const before = await now(post);
    await desk.say(EDA, 'verdict pact retracted it was invented');
    expect([await now(post), notesOn(post)]).toEqual([before, []]);
  });
});

describe('what was still to be sent when an article was retracted', () => {
  const MILLS = 'The old mill was sold to 12 owners.\n';
  const TWELVE =
    'A pact on fishing\n\nThe pact on fishing was signed by 12 ports on 6 January 2026, the board said.\n\nHanna Orvik leads it.\n';
  const { platform, space, channel, thread } = HARBOUR;
  const there = { platform, space, channel, thread };
  const sent = ({ key }: Pick<Post, 'key'>) => desk.wall.messages.filter(each => each.key === key && each.part === 0);
  const quoted = (made: Reply) => [...new Set(passagesShown(made).map(({ article }) => article))];

  /** Queues a post, and sends it after the retraction. */
  async function late(draft: PostDraft): Promise<Post> {
    await desk.store.queuePost(draft);
    await retract();
    return desk.post(draft);
  }

  it('is a digest: it comes without it, once, and the next one begins where it should', async () => {
    const since = await desk.store.digestMark();
    desk.clock.advance(1_000);
    await desk.save({ id: 'mills', text: MILLS });
    await desk.revise();
    const { digest } = await makeDigest({ place: there, since, feeds: [] }, desk);
    expect(quoted(digestReply(digest))).toEqual(expect.arrayContaining(['mills', 'pact']));
    desk.clock.advance(1_000);
    await desk.save({ id: 'later', text: 'The tide rose by 4 metres in the old harbour.\n' });
    const dated = { ...digest, date: '2026-01-07' };
    const { key, state } = await late(aPost({ kind: 'digest', reply: digestReply(dated) }));
    expect([state, sent({ key }).map(({ reply: made }) => quoted(made))]).toEqual(['sent', [['mills']]]);
    expect(sent({ key })[0]!.reply.data).toMatchObject({ date: '2026-01-07', until: digest.until, changes: [] });
    await desk.takeUp();
    expect(sent({ key })).toHaveLength(1);
  });

  it('is its brief: nobody is told', async () => {
    const made = briefReply(await desk.newsroom.brief('pact', []));
    const post = await late(aPost({ kind: 'brief', reply: made }));
    expect([post.state, sent(post)]).toEqual(['failed', []]);
  });

  it('is the brief of another article, which quotes it: it is made again', async () => {
    await desk.save({ id: 'mills', text: TWELVE });
    const brief = await desk.newsroom.brief('mills', []);
    expect(quoted(briefReply(brief))).toEqual(['mills', 'pact']);
    const post = await late(aPost({ kind: 'brief', reply: briefReply(brief) }));
    expect([post.state, sent(post).map(({ reply: made }) => quoted(made))]).toEqual(['sent', [['mills']]]);
  });

  it('was put together otherwise: it is said that there was something', async () => {
    const { quotes } = (await aList()).reply;
    const post = await late(aPost({ reply: reply({ quotes, fallback: 'Late' }) }));
    expect(sent(post).map(({ reply: made }) => [made.fallback, made.quotes])).toEqual([
      ['An article it rests on was retracted meanwhile; please ask again.', []],
    ]);
  });

  it('and of which part stands is sent no further, and mended', async () => {
    const post = await desk.answer();
    const draft = aPost({ reply: post.reply, kind: 'notice' });
    const { post: queued } = await desk.store.queuePost(draft);
    await desk.store.claimPost(queued.key);
    await desk.store.partlySent(queued.key, post.refs.slice(0, 1));
    await desk.store.markUnsent(queued.key, 'not-delivered: no answer', 'queued');
    await retract();
    const before = desk.wall.messages.length;
    expect((await desk.post(draft)).refs).toEqual(post.refs.slice(0, 1));
    expect(desk.wall.messages).toHaveLength(before);
    await desk.later(3 * 60_000);
    expect((await answerIn(queued)).status).toBe('not-in-corpus');
  });
});

describe('a retraction that is undone', () => {
  it('puts back what was recalled, and says so once', async () => {
    const list = await aList({ channel: 'quay' });
    const post = await desk.answer();
    const before = await answerIn(post);
    await retract();
    await restore();
    const { confidence, evidence, answer } = await answerIn(post);
    expect({ confidence, evidence, answer }).toEqual({
      ...{ confidence: before.confidence, evidence: before.evidence, answer: before.answer },
    });
    expect(decidedIn(standsOf(post))).toEqual([': editors say that the article stands · pact']);
    expect(standsOf(list).quotes.map(({ says }) => says)).toEqual(['New', null]);
    expect(notesOn(post)).toHaveLength(2);
  });

  it('with its copies puts them back as well', async () => {
    const { text: words } = (await desk.store.revision('pact'))!;
    await desk.save({ id: 'copy', text: words });
    const post = await desk.answer();
    await retract();
    expect((await answerIn(post)).status).toBe('not-in-corpus');
    await restore();
    expect((await answerIn(post)).agreement.articles).toBe(2);
  });
});

describe('an article that is disputed', () => {
  it('has the caveat in answers that rest on it alone, and loses it when it stands', async () => {
    const post = await desk.answer();
    const codes = async () => (await answerIn(post)).caveats.map(({ code }) => code);
    await desk.say(EDA, 'verdict pact disputed the ports deny it');
    expect(await codes()).toContain('disputed-source');
    expect(decidedIn(standsOf(post))).toEqual([': editors dispute the article · pact']);
    await restore();
    expect(await codes()).not.toContain('disputed-source');
  });
});

it('is marked beside each of its passages, also where others say the same, until it stands', async () => {
  await desk.save({ id: 'other', text: OTHER });
  const [post, brief] = [await desk.answer(), await desk.brief({ channel: 'quay' })];
  const labels = async (of: Post) =>
    (await now(of)).quotes.map(({ evidence, says }) => [
      evidence.article,
      says?.startsWith('Disputed by editors') === true,
    ]);
  await desk.say(EDA, 'verdict pact disputed the ports deny it');
  expect((await labels(post)).toSorted()).toEqual([
    ['other', false],
    ['pact', true],
  ]);
  expect((await labels(brief)).every(([article, isMarked]) => isMarked === (article === 'pact'))).toBe(true);
  expect(decidedIn(standsOf(post))).toEqual([': editors dispute the article · pact']);
  expect((await answerIn(post)).caveats.map(({ code }) => code)).not.toContain('disputed-source');
  await restore();
  for (const of of [post, brief]) expect((await labels(of)).some(([, isMarked]) => isMarked)).toBe(false);
});

describe('a question that is watched', () => {
  const told = () => desk.wall.messages.filter(({ key, part }) => key.startsWith('watch:') && part === 0);
  const saidOf = ({ reply: { data } }: { reply: Reply }) => (data as Answer).status;

  it('by whoever was answered is told when the article it shows is retracted, and again when it stands', async () => {
    await desk.say(ADA, `watch ${HOW_MANY}`);
    await retract();
    expect(told().map(saidOf)).toEqual(['not-in-corpus']);
    desk.clock.advance(1_000);
    await restore();
    expect(told().map(saidOf)).toEqual(['not-in-corpus', 'answered']);
  });

  it('because the record did not say is answered when what was retracted stands', async () => {
    await retract();
    await desk.say(ADA, `watch ${HOW_MANY}`);
    expect(told()).toEqual([]);
    await restore();
    expect(told().map(saidOf)).toEqual(['answered']);
  });

  it('is not asked again while a retraction waits, nor when the same is said again', async () => {
    await desk.say(ADA, `watch ${HOW_MANY}`);
    const asked = vi.spyOn(desk.newsroom, 'ask');
    await desk.say(EDA, 'verdict pact retracted it was invented');
    await desk.say(EDA, 'verdict pact stands it was checked again');
    const before = asked.mock.calls.length;
    await desk.say(EDA, 'verdict pact stands as was said');
    expect([told(), asked.mock.calls.length]).toEqual([[], before]);
  });
});

describe('what a watch told', () => {
  const LAMPS = 'how many lamps does the new tower have?';
  const first = 'The new tower has 14 lamps.\n';
  const told = () => desk.wall.messages.filter(({ key, part }) => key.startsWith('watch:') && part === 0);
  const wordsOf = ({ body }: Reply) => body.map(span => ('text' in span ? span.text : '')).join('');
  const decide = async (article: string, ruling: string) => {
    for (const editor of [EDA, FAY]) await desk.say(editor, `verdict ${article} ${ruling} because`);
  };

  /** News that the record answers now, in an article of its own; and in another one, where `held`. */
  async function aWatchTold({ held = false } = {}) {
    await desk.say(ADA, `watch ${LAMPS}`);
    await desk.save({ id: 'quay', text: first });
    await desk.work();
    if (held) await desk.save({ id: 'other', text: 'Fog came.\n\nThe new tower has 14 lamps, said Hanna Orvik.\n' });
    const [news] = told();
    expect(wordsOf(news!.reply)).toContain('The record says it now:');
    const [watch] = await desk.store.openWatches({ person: ADA.id });
    return { post: (await desk.store.post(news!.key))!, watch };
  }

  it('is asked again where its article is retracted, and says what became of it; the watch goes on', async () => {
    const { post, watch } = await aWatchTold();
    expect(watch).toBeUndefined();
    await decide('quay', 'retracted');
    expect(wordsOf(standsOf(post))).toBe('The record does not say.');
    expect([await shows(post), standsOf(post)]).toEqual([[], await now(post)]);
    expect(decidedIn(standsOf(post))).toEqual([
      ': editors retracted the article; without it the record does not say · quay',
    ]);
    expect(await desk.store.openWatches({ person: ADA.id })).toHaveLength(1);
    await desk.save({ id: 'later', text: 'The new tower has 15 lamps.\n' });
    await desk.work();
    expect(told().map(({ reply: made }) => (made.data as Answer).answer)).toEqual(['', '15 lamps']);
  });

  it('says that it holds without the article where it does, and is put back when that stands', async () => {
    const { post } = await aWatchTold({ held: true });
    await decide('quay', 'retracted');
    expect(wordsOf(standsOf(post))).toContain('The record says it now:');
    expect(await shows(post)).toEqual(['other']);
    expect(decidedIn(standsOf(post))).toEqual([': editors retracted the article; the answer holds without it · quay']);
    await decide('quay', 'stands');
    expect(wordsOf(standsOf(post))).toBe('The record says it now:\n14 lamps');
    expect([(await shows(post)).toSorted(), told().length]).toEqual([['other', 'quay'], 1]);
  });

  it('and not yet sent is not told where nothing of it is new any more; the watch goes on', async () => {
    await desk.say(ADA, `watch ${LAMPS}`);
    desk.faults.push('not-delivered');
    await desk.save({ id: 'quay', text: first });
    await desk.work();
    expect(told()).toEqual([]);
    await decide('quay', 'retracted');
    await desk.takeUp();
    expect([told(), await desk.store.unsentPosts()]).toEqual([[], []]);
    await decide('quay', 'stands');
    expect(told().map(({ reply: made }) => (made.data as Answer).answer)).toEqual(['14 lamps']);
  });

  it('is what is said below an answer that is watched, which is asked again like any other', async () => {
    const made = await desk.say(ADA, `watch ${HOW_MANY}`);
    const post = await desk.post(aPost({ kind: 'answer', reply: made.reply }));
    await retract();
    expect([await shows(post), (await answerIn(post)).status]).toEqual([[], 'not-in-corpus']);
    expect(wordsOf(standsOf(post))).toMatch(/^The record does not say\.\nWatched until /);
    await restore();
    expect(wordsOf(standsOf(post))).toBe(wordsOf(made.reply));
  });
});

describe('what was said stays as it is', () => {
  it('where an article stands of which nothing else was told', async () => {
    const posts = [await desk.answer(), await aList({ channel: 'quay' }), await desk.brief({ channel: 'pier' })];
    const before = await Promise.all(posts.map(now));
    await restore();
    expect(await Promise.all(posts.map(now))).toEqual(before);
    expect(desk.wall.edits).toEqual([]);
  });

  it('where it was said after the verdict, by it', async () => {
    await desk.say(EDA, 'verdict pact disputed the ports deny it');
    desk.clock.advance(1);
    const [post, list] = [await desk.answer(), await aList({ channel: 'quay' })];
    await desk.takeUp();
    await desk.later(3 * 60_000);
    expect([decidedIn(standsOf(post)), decidedIn(standsOf(list)), desk.wall.edits]).toEqual([[], [], []]);
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });

  it('when the same is said again', async () => {
    const post = await desk.answer();
    await retract();
    const edits = desk.wall.edits.length;
    await desk.say(EDA, 'verdict pact retracted as was said');
    await desk.takeUp();
    expect([desk.wall.edits.length, notesOn(post).length]).toEqual([edits, 1]);
  });
});

it('an answer whose question was forgotten keeps its words, with the verdict beside them', async () => {
  const post = await desk.answer();
  await desk.store.forget('wire:w1:ada');
  await retract();
  expect(decidedIn(standsOf(post))).toEqual([': editors retracted the article · pact']);
  expect(standsOf(post).quotes.map(({ says }) => says)).toEqual(['Retracted by editors']);
});

it('asks as before once all is undone', async () => {
  const before = await desk.newsroom.ask(HOW_MANY);
  await retract();
  await restore();
  const { answer, evidence } = await desk.newsroom.ask(HOW_MANY);
  expect([answer, evidence]).toEqual([before.answer, before.evidence]);
});
