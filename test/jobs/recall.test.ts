/** Corrections as people see them: what is edited, what is noted beside it and where, how often, and what editors are told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../src/core/chat.ts';
import { type Reply, reply, text } from '../../src/core/reply.ts';
import { evidenceIn } from '../adapters/parts.ts';
import { aPost } from '../support/chat.ts';
import { aRecallDesk, EDITORS, type RecallDesk } from './recall-desk.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CORRECTED = 'Corrected: “27” is now “31” (The Harbour Post).';
const CORRECTED_HERE = CORRECTED.replace(':', ' in what was shown here:');
const CORRECTED_ALONE = CORRECTED.replace(':', ' in what was shown to you alone:');

let desk: RecallDesk;
beforeEach(async () => {
  desk = await aRecallDesk();
});
afterEach(() => desk.store.close());

/** What a reply says was corrected, without the time. */
function correctionOf({ fields }: Reply): string[] {
  const told = fields.filter(({ name }) => name === 'Corrected');
  return told.map(({ value }) => value.map(span => ('text' in span ? span.text : '')).join(''));
}

/** What stands of a post now. */
function standsOf({ refs }: Post) {
  return desk.wall.messages.find(({ id }) => id === refs[0]!.message);
}

const notesOn = (post: Post) => desk.standing({ thread: post.refs[0]!.message }).map(message => message.reply.fallback);
const toldEditors = () => desk.wall.messages.filter(({ place }) => place.channel === EDITORS.channel);
const statesOf = async () => (await desk.store.corrections({ limit: 100 })).map(({ state }) => state);

/** A post of another kind, which quotes two passages. */
async function aDigest(): Promise<Post> {
  const article = (await desk.store.article('pact'))!;
  const quotes = [
    {
      evidence: await evidenceIn(desk.store, article, 'The pact on fishing was signed by 27 ports on 6 January 2026.'),
      says: 'New',
    },
    {
      evidence: await evidenceIn(
        desk.store,
        article,
        'Nobody had expected so many of them to come to the old harbour.',
      ),
      says: null,
    },
  ];
  const made = reply({ body: [text('Since yesterday:')], quotes, fallback: 'Since yesterday' });
  return desk.post(aPost({ kind: 'notice', reply: made }));
}

describe('a post whose fact is told otherwise', () => {
  it('is edited once, and says in one line what changed and when', async () => {
    const post = await desk.answer();
    const text = standsOf(post)!.text;
    await desk.revise();
    const now = standsOf(post)!;
    expect(now.reply.quotes[0]!.evidence).toMatchObject({ revision: 2, quote: expect.stringContaining('31 ports') });
    expect(now.reply.body).toEqual([
      { kind: 'strong', text: expect.stringContaining('31') },
      ...now.reply.body.slice(1),
    ]);
    expect(now.text).not.toBe(text);
    expect(correctionOf(now.reply)).toEqual([': “27” is now “31” · pact']);
    expect(now.reply.fields[0]!.value[0]).toEqual({ kind: 'time', at: '2026-01-07T12:00:00.000Z' });
    expect(desk.wall.edits).toEqual([post.refs[0]!.message]);
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });

  it('has a note in its thread, once, however often it is done', async () => {
    const post = await desk.answer();
    await desk.revise();
    await desk.takeUp();
    await desk.later(HOUR_MS);
    expect(notesOn(post)).toEqual([CORRECTED]);
    expect(desk.wall.edits).toHaveLength(1);
  });

  it('in a thread has its note in that thread', async () => {
    await desk.answer({ thread: '17' });
    await desk.revise();
    expect(desk.standing({ thread: '17' }).map(message => message.reply.fallback)).toEqual([
      expect.stringContaining('31'),
      CORRECTED,
    ]);
  });

  it('keeps its buttons', async () => {
    const { request } = await desk.store.openRequest({
      ...{ event: 'e', person: 'wire:w1:ada', personName: 'Ada', before: null },
      ...{ target: aPost().target, call: { command: 'ask', input: { kind: 'text', text: 'x' } } },
    });
    const post = await desk.answer();
    const actions = [{ label: 'Why', style: 'plain' as const, action: 'b-1' }];
    const other = await desk.post(aPost({ reply: { ...post.reply, actions }, request: request.id }));
    await desk.revise();
    expect(standsOf(other)!.reply.actions).toEqual(actions);
  });

  it('is a brief that is made again, for a channel that knew what it knew then', async () => {
    const post = await desk.brief();
    await desk.save({ id: 'later', text: PACT_COPY });
    await desk.post(aPost({ reply: await laterShown() }));
    await desk.revise();
    const now = standsOf(post)!.reply;
    expect(now.data).toMatchObject({ told: null, article: 'pact' });
    expect(now.quotes.map(({ evidence }) => evidence.revision)).not.toContain(1);
    expect(correctionOf(now)).toEqual([': “27” is now “31” · pact']);
  });

  it('is of another kind: it stays as it was, with the correction beside the quote', async () => {
    const post = await aDigest();
    await desk.revise();
    const now = standsOf(post)!.reply;
    expect(now.body).toEqual(post.reply.body);
    expect(now.quotes.map(({ says }) => says)).toEqual(['New · Corrected: “27” is now “31”', null]);
    expect(now.quotes.map(({ evidence }) => evidence)).toEqual(post.reply.quotes.map(({ evidence }) => evidence));
    expect(correctionOf(now)).toEqual([': “27” is now “31” · pact']);
  });

  it('has the correction beside the quote also where that stands below it', async () => {
    const { reply: made } = await aDigest();
    const post = await desk.post(aPost({ reply: reply({ fallback: 'Since yesterday', rest: made }) }));
    await desk.revise();
    const now = (await desk.store.post(post.key))!.reply;
    expect(now.rest!.quotes.map(({ says }) => says)).toEqual(['New · Corrected: “27” is now “31”', null]);
    expect(correctionOf(now)).toEqual([': “27” is now “31” · pact']);
  });

  it('tells that a sentence is no longer there', async () => {
    const post = await aDigest();
    await desk.revise('', 'Nobody had expected so many of them to come to the old harbour.\n');
    expect(standsOf(post)!.reply.quotes[1]!.says).toMatch(
      /^Corrected: “Nobody had expected .*” is no longer in the article$/,
    );
  });

  it('answers what can still be answered where its question was forgotten', async () => {
    const post = await desk.answer();
    await desk.store.forget('wire:w1:ada');
    await desk.revise();
    const now = (await desk.store.post(post.key))!.reply;
    expect(JSON.stringify(now)).not.toContain('how many ports');
    expect(now.quotes[0]).toMatchObject({ evidence: { revision: 1 }, says: 'Corrected: “27” is now “31”' });
  });
});

const PACT_COPY = 'The pact on fishing was signed by 27 ports on 6 January 2026.\n';

async function laterShown(): Promise<Reply> {
  const article = (await desk.store.article('later'))!;
  const evidence = await evidenceIn(desk.store, article, PACT_COPY.trim());
  return reply({ fallback: 'Later', quotes: [{ evidence, says: null }] });
}

describe('a post stays as it is', () => {
  it.each([
    ['a comma was mended', 'signed, by 27 ports,', 'signed by 27 ports'],
    ['another sentence was changed', 'in autumn, said', 'in spring, said'],
    ['a sentence was added', 'harbour.\n\nThe market was full all day.', 'harbour.'],
  ])('where %s', async (_, words, others) => {
    const post = await desk.answer();
    await desk.revise(words, others);
    expect((await desk.store.article('pact'))!.revision).toBe(2);
    expect(standsOf(post)!.reply).toEqual(post.reply);
    expect(desk.wall.edits).toEqual([]);
    expect(notesOn(post)).toEqual([]);
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });

  it('where it was deleted by hand: nothing comes back, and nothing is noted', async () => {
    await desk.answer();
    desk.wall.messages.splice(0);
    await desk.revise();
    expect(desk.wall.messages).toEqual([]);
    expect(await statesOf()).toEqual(['removed']);
  });

  it('where no other process serves its platform, until one does', async () => {
    const post = await desk.answer();
    const { publishers } = desk.context;
    desk.context.publishers = new Map();
    await desk.revise();
    expect(await statesOf()).toEqual([]);
    desk.context.publishers = publishers;
    await desk.takeUp();
    expect(notesOn(post)).toEqual([CORRECTED]);
  });
});

describe('a private post', () => {
  it('in a direct conversation is edited there, and its note is for that person', async () => {
    const post = await desk.answer({ channel: 'dm-ada', direct: true });
    await desk.revise();
    expect(desk.wall.edits).toEqual([post.refs[0]!.message]);
    const notes = desk.wall.messages.filter(({ place }) => place.thread === post.refs[0]!.message);
    expect(notes.map(({ only, place }) => [only, place.channel])[0]).toEqual(['wire:w1:ada', 'dm-ada']);
    await desk.store.forget('wire:w1:ada');
    expect(await desk.store.postOfMessage({ ...post.target, message: notes[0]!.id })).toBeNull();
  });

  it('that one person saw for a moment is noted for that person alone, and editors learn no more than that', async () => {
    const post = await desk.answer({ only: 'wire:w1:ada' });
    await desk.revise();
    expect(desk.wall.edits).toEqual([]);
    const others = desk.wall.messages.filter(({ key, place }) => key !== post.key && place.channel === 'harbour');
    expect(new Set(others.map(({ only }) => only))).toEqual(new Set(['wire:w1:ada']));
    expect(new Set(others.map(({ reply: made }) => made.fallback))).toEqual(new Set([CORRECTED_ALONE]));
    expect(others.map(({ key }) => key)).toContain(`correction:${post.key}:revision:pact:2`);
    expect((await desk.store.post(others[0]!.key))!.target).toMatchObject({
      ...{ only: 'wire:w1:ada', lasting: true, replyTo: null },
    });
    const [told] = toldEditors();
    expect(told!.reply.fields).toEqual([
      { name: 'Private', value: [{ kind: 'text', text: '1 message that one person alone saw' }] },
    ]);
    expect(JSON.stringify(told!.reply)).not.toMatch(/\bada\b|harbour:/);
  });

  it('whose reader cannot be told either is told to editors as such, once, and they learn no more', async () => {
    await desk.answer({ only: 'wire:w1:ada' });
    // The note is what is sent first.
    desk.faults.push('not-accepted');
    await desk.revise();
    expect(await statesOf()).toEqual(['noted']);
    for (let n = 0; n < 2; n++) await desk.later(3 * MINUTE_MS);
    await desk.takeUp();
    expect(await statesOf()).toEqual(['unreachable']);
    const notices = new Map(toldEditors().map(({ key, reply: made }) => [key, made]));
    expect([...notices.values()].map(({ fields }) => fields)).toEqual([
      [{ name: 'Private', value: [text('1 message that one person alone saw')] }],
      [{ name: 'Private', value: [text('1 message that one person alone saw, who could not be told')] }],
    ]);
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });
});

describe('a message that cannot be edited', () => {
  it('because its channel is gone is told to editors, with where it stands', async () => {
    const post = await desk.answer({ channel: 'old' });
    desk.wall.gone.add('old');
    await desk.revise();
    expect(await statesOf()).toEqual(['unreachable']);
    const told = new Set(toldEditors().map(({ reply: made }) => made));
    expect([...told]).toMatchObject([
      {
        fallback: '1 message could not be edited: pact',
        fields: [{ name: 'Not reached', value: [{ text: `wire:w1:old:${post.refs[0]!.message}` }] }],
      },
    ]);
    await desk.takeUp();
    expect(new Set(toldEditors().map(({ reply: made }) => made)).size).toBe(1);
  });

  it('because the platform takes no edit any more is noted, and told to editors', async () => {
    const post = await desk.answer();
    desk.faults.push('not-accepted');
    await desk.revise();
    expect(await desk.store.corrections({ limit: 9 })).toMatchObject([
      { state: 'noted', fault: 'not-accepted: the wall said not-accepted' },
    ]);
    expect(notesOn(post)).toEqual([CORRECTED_HERE]);
    expect(toldEditors()[0]!.reply.fields).toMatchObject([{ name: 'Noted beside it' }]);
  });

  it('now is edited by a later run', async () => {
    const post = await desk.answer();
    desk.faults.push('not-delivered');
    await desk.revise();
    expect(notesOn(post)).toEqual([]);
    expect(await statesOf()).toEqual(['due']);
    await desk.takeUp();
    expect(notesOn(post)).toEqual([CORRECTED]);
    expect(await statesOf()).toEqual(['shown']);
  });

  it('now leaves the rest of its run to the next try, and only the last try looks again by itself', async () => {
    await desk.answer();
    desk.faults.push('not-delivered');
    await desk.revise();
    expect(desk.nextLook()).toBeUndefined();
    desk.context.attempt = 20;
    desk.faults.push('not-delivered');
    await desk.takeUp();
    expect(desk.nextLook()).toBe('2026-01-07T12:02:00.000Z');
    await desk.later(2 * MINUTE_MS);
    expect(await statesOf()).toEqual(['shown']);
  });

  it('for good is no reason to try again', async () => {
    await desk.answer({ channel: 'old' });
    await desk.answer();
    desk.wall.gone.add('old');
    expect(await desk.later(0)).toEqual([]);
    await desk.revise();
    expect(await statesOf()).toEqual(expect.arrayContaining(['unreachable', 'shown']));
    expect(desk.nextLook()).toBe('2026-01-07T12:02:00.000Z');
  });

  it('is told to editors also where others were told of before', async () => {
    for (const channel of ['old', 'older']) {
      const post = await desk.answer({ channel });
      desk.wall.gone.add(channel);
      await desk.revise(channel === 'old' ? '31 ports' : '33 ports', '27 ports');
      await desk.later(7 * HOUR_MS);
      const named = toldEditors().filter(({ reply: made }) =>
        JSON.stringify(made).includes(`${channel}:${post.refs[0]!.message}`),
      );
      expect(named.length, channel).toBeGreaterThan(0);
    }
  });

  it('is told to nobody where there are no editors to tell, and kept', async () => {
    delete desk.context.reviewPlaces;
    await desk.answer({ only: 'wire:w1:ada' });
    await desk.revise();
    expect(toldEditors()).toEqual([]);
    expect(await statesOf()).toEqual(['noted']);
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });
});

describe('a message is corrected once in six hours', () => {
  it('and then tells what is so by then, once', async () => {
    const post = await desk.answer();
    await desk.revise('31 ports');
    await desk.later(HOUR_MS);
    await desk.revise('33 ports');
    await desk.revise('35 ports');
    expect(correctionOf(standsOf(post)!.reply)).toEqual([': “27” is now “31” · pact']);
    expect(desk.nextLook()).toBeDefined();
    await desk.later(5 * HOUR_MS - MINUTE_MS);
    expect(desk.wall.edits).toHaveLength(1);
    expect(desk.nextLook()).toBe('2026-01-07T18:00:00.000Z');
    await desk.later(MINUTE_MS);
    expect(desk.wall.edits).toHaveLength(2);
    expect(correctionOf(standsOf(post)!.reply)).toEqual([': “31” is now “35” · pact']);
    expect(notesOn(post)).toHaveLength(2);
  });

  it('also where the process was started again meanwhile', async () => {
    const post = await desk.answer();
    await desk.revise('31 ports');
    await desk.later(HOUR_MS);
    await desk.revise('33 ports');
    await desk.takeUp();
    expect(desk.wall.edits).toHaveLength(1);
    await desk.later(5 * HOUR_MS);
    expect(correctionOf(standsOf(post)!.reply)).toEqual([': “31” is now “33” · pact']);
  });

  it('and not again where the text went back before they were over', async () => {
    const post = await desk.answer();
    await desk.revise('31 ports');
    await desk.later(HOUR_MS);
    await desk.revise('33 ports');
    await desk.revise('31 ports');
    await desk.later(6 * HOUR_MS);
    expect(desk.wall.edits).toHaveLength(1);
    expect(notesOn(post)).toHaveLength(1);
    expect(desk.nextLook()).toBeUndefined();
    expect(await desk.store.unrecalled(9)).toEqual([]);
  });

  it('and takes back what it told of a quote that is as it was', async () => {
    const post = await aDigest();
    await desk.revise('31 ports');
    await desk.later(7 * HOUR_MS);
    await desk.revise('27 ports');
    const now = standsOf(post)!.reply;
    expect(now.quotes.map(({ says }) => says)).toEqual(['New', null]);
    expect(correctionOf(now)).toEqual([': “31” is now “27” · pact']);
    await desk.later(7 * HOUR_MS);
    await desk.revise('27 ports, they say,');
    expect(standsOf(post)!.reply).toEqual(now);
  });

  it('and no more where a text changes in other places, whether or not the post could be made anew', async () => {
    const posts = [await desk.answer(), await aDigest()];
    await desk.revise('31 ports');
    const edits = desk.wall.edits.length;
    for (const words of ['31 ports, they say,', '31 ports']) {
      await desk.later(7 * HOUR_MS);
      await desk.revise(words);
    }
    expect((await desk.store.article('pact'))!.revision).toBe(4);
    expect(desk.wall.edits).toHaveLength(edits);
    for (const post of posts) expect(notesOn(post)).toEqual([CORRECTED]);
  });

  it('while another message that shows the article is not held up', async () => {
    await desk.answer();
    await desk.revise('31 ports');
    await desk.later(HOUR_MS);
    const other = await desk.answer({ channel: 'quay' });
    await desk.revise('33 ports');
    expect(correctionOf(standsOf(other)!.reply)).toEqual([': “31” is now “33” · pact']);
    expect(desk.wall.edits).toHaveLength(2);
  });
});

describe('an article that was corrected three times in a day', () => {
  const NUMBERS = [31, 33, 35, 37];

  it('is marked, and editors are told once', async () => {
    await desk.answer();
    for (const [n, number] of NUMBERS.entries()) {
      await desk.revise(`${number} ports`);
      expect((await desk.store.unstableArticles('2026-01-01T00:00:00Z')).length, `${number}`).toBe(n < 2 ? 0 : 1);
      await desk.later(6 * HOUR_MS - 1);
      await desk.later(1);
    }
    const told = [...new Set(toldEditors().map(({ key }) => key))];
    expect(told).toEqual(['unstable:pact:2026-01-08:wire:w1:editors:']);
    expect(toldEditors()[0]!.reply.fallback).toContain('corrected 3 times within a day');
  });

  it('but not over more than a day', async () => {
    await desk.answer();
    for (const number of NUMBERS) {
      await desk.revise(`${number} ports`);
      await desk.later(13 * HOUR_MS);
    }
    expect(await desk.store.unstableArticles('2026-01-01T00:00:00Z')).toEqual([]);
    expect(toldEditors()).toEqual([]);
  });
});

describe('a post that was on its way when the text changed', () => {
  it('is corrected soon after it was sent', async () => {
    const article = (await desk.store.article('pact'))!;
    const evidence = await evidenceIn(
      desk.store,
      article,
      'The pact on fishing was signed by 27 ports on 6 January 2026.',
    );
    const draft = aPost({ reply: reply({ fallback: '27', quotes: [{ evidence, says: null }] }) });
    await desk.store.queuePost(draft);
    await desk.revise();
    const post = await desk.post(draft);
    expect(standsOf(post)!.reply.quotes[0]!.says).toBeNull();
    await desk.later(2 * MINUTE_MS);
    expect(standsOf(post)!.reply.quotes[0]!.says).toBe('Corrected: “27” is now “31”');
    await desk.later(HOUR_MS);
    expect(desk.nextLook()).toBeUndefined();
  });
});

describe('a digest that tells a change', () => {
  it('keeps what it quotes as told before', async () => {
    const article = (await desk.store.article('pact'))!;
    const before = await evidenceIn(
      desk.store,
      article,
      'The pact on fishing was signed by 27 ports on 6 January 2026.',
    );
    const made = reply({
      quotes: [{ evidence: before, says: 'It said before' }],
      data: { changes: [{ article: 'pact', pairs: [{ now: null, before }] }] },
      fallback: 'Since yesterday',
    });
    const post = await desk.post(aPost({ kind: 'digest', reply: made }));
    await desk.revise();
    expect(standsOf(post)!.reply).toEqual(made);
  });
});

describe('posts that show several articles', () => {
  it('keep what was told of the others', async () => {
    await desk.save({ id: 'tide', text: 'The tide rose by 4 metres in the old harbour on Monday.\n' });
    const evidence = await evidenceIn(desk.store, (await desk.store.article('tide'))!, 'The tide rose by 4 metres');
    const digest = await aDigest();
    const made = { ...digest.reply, quotes: [...digest.reply.quotes, { evidence, says: null }] };
    const post = await desk.post(aPost({ reply: made }));
    await desk.revise();
    await desk.later(6 * HOUR_MS);
    await desk.save({ id: 'tide', text: 'The tide rose by 5 metres in the old harbour on Monday.\n' });
    await desk.work();
    const now = standsOf(post)!.reply;
    expect(correctionOf(now)).toEqual([': “4” is now “5” · tide', ': “27” is now “31” · pact']);
    expect(now.quotes.map(({ says }) => says)).toEqual([
      'New · Corrected: “27” is now “31”',
      null,
      'Corrected: “4” is now “5”',
    ]);
  });
});
