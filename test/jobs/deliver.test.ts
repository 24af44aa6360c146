import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver, deliverPost } from '../../jobs/deliver.ts';
import type { PostDraft, Request, RequestOutcome } from '../../src/core/chat.ts';
import { ERRORS } from '../../src/core/errors.ts';
import type { Store } from '../../src/core/ports.ts';
import { type Reply, reply, text } from '../../src/core/reply.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aNewsroom, anAnswer, evidenceIn, someEvidence } from '../adapters/parts.ts';
import { temporaryFile } from '../storage/stores.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRequest } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';
import { aLife, mortal } from '../support/killing.ts';
import { NO_NET } from '../support/net.ts';
import { aWall, partsOf, publisherOn, type Wall, type WallFault } from '../support/publisher.ts';
import { aFeedDesk, type FeedDesk } from './feed-desk.ts';

/** Three messages on the wall. */
const LONG = 'Fourteen ferries will sail again in April, said the harbour board, and nine of them are new.';

const clock = fixedClock();
const newsroom = aNewsroom();
let file: string;
let store: Store;
let wall: Wall;
beforeEach(async () => {
  clock.set('2026-01-07T12:00:00Z');
  file = temporaryFile();
  store = await openStore();
  wall = aWall();
});
afterEach(() => store.close());

const openStore = () => openSqliteStore({ file, mode: 'owner', clock });

/** What a new process finds: the store as it was kept. */
async function restart(): Promise<void> {
  await store.close();
  store = await openStore();
}

const said = (words: string, given: Partial<Reply> = {}) => reply({ body: [text(words)], fallback: words, ...given });

/** A request, and its answer ready to be sent. */
async function anAnswerTo(made: Reply, given: Partial<PostDraft> = {}): Promise<{ request: Request; key: string }> {
  const { request } = await store.openRequest(aRequest());
  const { post } = await store.queuePost(
    aPost({ key: `answer:${request.id}`, reply: made, request: request.id, ...given }),
  );
  return { request, key: post.key };
}

/** Delivers with these faults, one a message; gives the fault it ended with. */
function run(key: string, ...faults: WallFault[]) {
  const publishers = new Map([['wire', publisherOn({ wall, clock, faults })]]);
  return deliverPost(key, { store, newsroom, publishers });
}

const outcomeOf = async ({ id }: Request) => (await store.request(id))?.outcome;

describe('a post is delivered', () => {
  it('as the messages it takes, which are kept in their order, and its request is closed', async () => {
    const { request, key } = await anAnswerTo(said(LONG));
    const refs = await run(key);
    expect(wall.texts()).toEqual(partsOf(said(LONG)));
    expect(wall.texts()).toHaveLength(3);
    expect(await store.post(key)).toMatchObject({ state: 'sent', refs, fault: null });
    expect(refs.map(({ message }) => message)).toEqual(['1', '2', '3']);
    expect(await outcomeOf(request)).toBe('done');
  });

  it.each<[Reply, RequestOutcome]>([
    [said('14', { data: anAnswer({ evidence: [] }) }), 'answered'],
    [said('?', { data: anAnswer({ status: 'not-in-corpus', evidence: [] }) }), 'not-in-corpus'],
    [said('Oh.', { tone: 'error', data: anAnswer({ evidence: [] }) }), 'failed'],
    [said('Help.', { data: { status: 'of another kind' } }), 'done'],
    [said('Help.', { data: 'words' }), 'done'],
    [said('Help.'), 'done'],
  ])('and its request ends as the reply says: %#', async (made, outcome) => {
    const { request, key } = await anAnswerTo(made);
    await run(key);
    expect(await outcomeOf(request)).toBe(outcome);
  });

  it('once, however often it is delivered, one after the other or at once', async () => {
    const { key } = await anAnswerTo(said(LONG));
    const refs = await run(key);
    expect(await run(key)).toEqual(refs);
    const other = await anAnswerTo(said('Again.'));
    await Promise.all([run(other.key), run(other.key), run(other.key)]);
    expect(wall.texts()).toEqual([...partsOf(said(LONG)), 'Again.']);
  });

  it('not where it rests on what was retracted after it was made, and whoever asked is told', async () => {
    const { article } = await store.saveArticle(anArticle());
    const evidence = await evidenceIn(store, article, '14 ferries');
    const { request, key } = await anAnswerTo(said('14', { quotes: [{ evidence, says: null }] }));
    const verdict = { article: article.id, reason: 'Invented.', by: 'wire:w1:ada', platform: 'wire', needed: 1 };
    await store.rule({ ...verdict, ruling: 'retracted' });
    await expect(run(key)).rejects.toMatchObject({ code: 'retracted' });
    expect(wall.texts().join(' ')).toBe(ERRORS.retracted.userMessage);
    expect(await outcomeOf(request)).toBe('failed');
  });

  it('though nobody asked for it', async () => {
    const { post } = await store.queuePost(aPost({ key: 'notice:1', kind: 'notice', reply: said('New.') }));
    await run(post.key);
    expect(wall.texts()).toEqual(['New.']);
  });

  it('with its quotations, when each stands word for word in its revision', async () => {
    const { article } = await store.saveArticle(anArticle());
    const evidence = await evidenceIn(store, article, '14 ferries');
    await run((await anAnswerTo(said('14', { quotes: [{ evidence, says: null }] }))).key);
    expect(wall.texts()).toEqual(['14']);
  });

  it('by the job of its name', async () => {
    const { key } = await anAnswerTo(said('14'));
    const publishers = new Map([['wire', publisherOn({ wall, clock })]]);
    const context = {
      store,
      publishers,
      clock,
      newsroom: null as never,
      queue: null as never,
      ...NO_NET,
      attempt: 1,
      signal: new AbortController().signal,
    };
    await deliver.run(deliver.payload.parse({ key }), context);
    expect(wall.texts()).toEqual(['14']);
    expect([deliver.key({ key: 'a' }), deliver.key({ key: 'b' })]).toEqual(['a', 'b']);
    expect(() => deliver.payload.parse({ key: '' })).toThrow();
  });

  it('not at all when it is unknown', async () => {
    expect(await run('answer:nowhere')).toEqual([]);
  });
});

describe('a fault that passes', () => {
  it('puts it back, with its request open, to go on where it stopped', async () => {
    const { request, key } = await anAnswerTo(said(LONG));
    await expect(run(key, null, 'not-delivered')).rejects.toMatchObject({ code: 'not-delivered' });
    expect(await store.post(key)).toMatchObject({ state: 'queued', refs: [{ message: '1' }] });
    expect(await outcomeOf(request)).toBeNull();
    await run(key);
    expect(wall.texts()).toEqual(partsOf(said(LONG)));
    expect(await outcomeOf(request)).toBe('done');
  });

  it('after the message had arrived sends nothing twice', async () => {
    const { key } = await anAnswerTo(said(LONG));
    for (const fault of ['lost', 'lost'] as const)
      await expect(run(key, fault)).rejects.toMatchObject({ code: 'not-delivered' });
    await run(key);
    expect(wall.texts()).toEqual(partsOf(said(LONG)));
  });

  it('sends nothing again that we were told of, though it is not found any more', async () => {
    const { key } = await anAnswerTo(said(LONG));
    await expect(run(key, null, 'not-delivered')).rejects.toMatchObject({ code: 'not-delivered' });
    const blind = { ...publisherOn({ wall, clock }), find: async () => [] };
    await deliverPost(key, { store, newsroom, publishers: new Map([['wire', blind]]) });
    expect(wall.texts()).toEqual(partsOf(said(LONG)));
  });

  it('takes no message for its own that another post became', async () => {
    const [one, other] = [await anAnswerTo(said('14')), await anAnswerTo(said('14'))];
    const refs = await run(one.key);
    await expect(run(other.key, 'not-delivered')).rejects.toMatchObject({ code: 'not-delivered' });
    const byWords = { ...publisherOn({ wall, clock }), find: async () => refs };
    await deliverPost(other.key, { store, newsroom, publishers: new Map([['wire', byWords]]) });
    expect(wall.texts()).toEqual(['14', '14']);
    expect((await store.post(one.key))?.refs).toEqual(refs);
  });

  it('keeps nothing of an error that is not ours but that there was one', async () => {
    const { key } = await anAnswerTo(said('14'));
    const publisher = publisherOn({ wall, clock });
    const post = () => Promise.reject(new Error('https://hooks.example/secret did not answer'));
    await deliverPost(key, { store, newsroom, publishers: new Map([['wire', { ...publisher, post }]]) }).catch(
      () => {},
    );
    expect((await store.post(key))?.fault).toBe('internal');
  });

  it('of a process that does not serve the platform waits for one that does, in no doubt', async () => {
    const { key } = await anAnswerTo(said('14'));
    expect(await deliverPost(key, { store, newsroom, publishers: new Map() })).toEqual([]);
    expect(await store.claimPost(key)).toMatchObject({ doubtSince: null, post: { attempts: 1 } });
  });

  it('whatever faults come, in whatever order, nothing is sent twice and nothing is lost', async () => {
    const fault = fc.constantFrom<WallFault[]>(null, 'lost', 'not-delivered');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fault, fc.boolean()), { maxLength: 8 }), async tries => {
        const { request, key } = await anAnswerTo(said(LONG), {
          target: { ...aPost().target, channel: crypto.randomUUID() },
        });
        for (const [each, restarts] of tries) {
          await run(key, null, each).catch(() => {});
          if (restarts) await restart();
        }
        await run(key);
        const { channel } = (await store.post(key))!.target;
        expect(wall.texts(channel)).toEqual(partsOf(said(LONG)));
        expect((await store.post(key))?.refs).toHaveLength(3);
        expect(await outcomeOf(request)).toBe('done');
      }),
      { numRuns: 25 },
    );
  });
});

describe('a fault that would come again', () => {
  it.each([
    ['the platform takes no such message', 'not-accepted', said('14')],
    ['a quotation does not stand in its article', 'quote-mismatch', said('14', { data: someEvidence() })],
  ] as const)('(%s) is told to whoever asked, once, and ends the request', async (_, kind, made) => {
    const { request, key } = await anAnswerTo(made);
    const fault = kind === 'not-accepted' ? kind : null;
    await expect(run(key, fault)).rejects.toMatchObject({ code: kind });
    await run(key);
    expect(wall.texts().join(' ')).toBe(ERRORS[kind].userMessage);
    expect(new Set(wall.messages.map(({ only }) => only))).toEqual(new Set([request.person]));
    expect(await store.post(key)).toMatchObject({ state: 'failed', fault: expect.stringMatching(kind) });
    expect(await outcomeOf(request)).toBe('failed');
    expect(await store.unsentPosts()).toEqual([]);
  });

  it('names the request, by which it is found', async () => {
    const { request, key } = await anAnswerTo(said('14'));
    await run(key, 'not-accepted').catch(() => {});
    expect((await store.post(`fault:${key}`))?.reply).toMatchObject({
      tone: 'error',
      fields: [{ name: 'Error', value: [{ kind: 'code', text: `not-accepted ${request.id}` }] }],
    });
  });

  it('of a channel that is gone stops the request: nobody is there to be told', async () => {
    const { request, key } = await anAnswerTo(said('14'));
    wall.gone.add('harbour');
    await expect(run(key)).rejects.toMatchObject({ code: 'channel-gone' });
    expect(await outcomeOf(request)).toBe('stopped');
    expect(wall.messages).toEqual([]);
  });

  it('that cannot be told either ends the request', async () => {
    const { request, key } = await anAnswerTo(said('14'));
    await run(key, 'not-accepted', 'not-accepted').catch(() => {});
    expect(await outcomeOf(request)).toBe('failed');
    expect(await store.unsentPosts()).toEqual([]);
  });

  it('that cannot be told now is told later', async () => {
    const { request, key } = await anAnswerTo(said('14'));
    await run(key, 'not-accepted', 'not-delivered').catch(() => {});
    expect(await outcomeOf(request)).toBeNull();
    await run(key);
    expect(wall.texts()).toHaveLength(1);
    expect(await outcomeOf(request)).toBe('failed');
  });

  it('in a direct conversation is told there', async () => {
    const { key } = await anAnswerTo(said('14'), { target: { ...aPost().target, direct: true } });
    await run(key, 'not-accepted').catch(() => {});
    expect(wall.messages).toMatchObject([{ only: null }]);
  });

  it('of a post that nobody asked for is kept with it', async () => {
    const { post } = await store.queuePost(aPost({ reply: said('New.') }));
    await expect(run(post.key, 'not-accepted')).rejects.toMatchObject({ code: 'not-accepted' });
    expect(await run(post.key)).toEqual([]);
    expect(wall.messages).toEqual([]);
  });
});

describe('a process that is killed', () => {
  /** Delivers in a process that ends after so many steps; says whether it came to an end before. */
  async function runFor(steps: number, key: string, faults: WallFault[]): Promise<boolean> {
    const life = aLife(steps);
    const publisher = publisherOn({ wall, clock, faults, step: life.step });
    await deliverPost(key, {
      ...{ store: mortal(store, life), newsroom },
      publishers: new Map([['wire', mortal(publisher, life)]]),
    }).catch(() => {});
    return !life.over();
  }

  it.each([
    ['sending', [], 'done'],
    ['looking for what a lost answer left', ['lost'], 'done'],
    ['telling of a fault', ['not-accepted'], 'failed'],
  ] as const)(
    'between any two steps of %s leaves one outcome and a closed request to the next',
    async (_, faults, outcome) => {
      let steps = 0;
      for (let done = false; !done; steps++) {
        wall = aWall(wall.last);
        const { request, key } = await anAnswerTo(said(LONG));
        // What a lost answer left is looked for by the second process, which is the one that is killed.
        const before = faults[0] === 'lost' ? ['lost' as const] : [];
        if (before.length > 0) await run(key, ...before).catch(() => {});
        done = await runFor(steps, key, before.length > 0 ? [] : [...faults]);
        await restart();
        // The fault may have been met, and forgotten with the process: it then comes again.
        const again = (await store.post(key))?.state === 'failed' ? [] : before.length > 0 ? [] : [...faults];
        await run(key, ...again).catch(() => {});
        const told = outcome === 'failed' ? ['The platform did not take the message.'] : partsOf(said(LONG));
        expect(wall.texts().join(' '), `killed at step ${steps}`).toBe(told.join(' '));
        expect(await outcomeOf(request), `killed at step ${steps}`).toBe(outcome);
        expect((await store.openRequests('wire')).length + (await store.unsentPosts()).length).toBe(0);
      }
      // Claim, quotations, search, three messages, their refs, the row, the request: each is two moments at least.
      expect(steps).toBeGreaterThan(15);
    },
  );

  it('again and again ends with one outcome', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(25), { maxLength: 5 }), async lives => {
        wall = aWall(wall.last);
        const { request, key } = await anAnswerTo(said(LONG));
        for (const steps of lives) {
          await runFor(steps, key, []);
          await restart();
        }
        await run(key);
        expect(wall.texts()).toEqual(partsOf(said(LONG)));
        expect(await outcomeOf(request)).toBe('done');
      }),
      { numRuns: 25 },
    );
  });
});

describe('a channel that is gone', () => {
  const TOLD = /Nothing is posted any more in a channel/;
  let desk: FeedDesk;
  beforeEach(async () => {
    desk = await aFeedDesk();
    desk.wall.gone.add('harbour');
  });
  afterEach(() => desk.store.close());

  /** Queues a post, delivers it and what that queues; gives the faults. */
  async function post(given: Parameters<typeof aPost>[0] = {}): Promise<unknown[]> {
    const { post: queued } = await desk.store.queuePost(aPost({ kind: 'brief', reply: said('New.'), ...given }));
    await desk.context.queue.add(deliver, { key: queued.key });
    return desk.work();
  }
  const paused = async () => (await desk.store.subscriptions()).map(each => each.paused !== null);
  const notices = async () => {
    const keys = (await desk.store.subscriptions()).map(({ setBy }) => `left:wire:w1:harbour::${setBy}:2026-01-07`);
    return (await Promise.all([...new Set(keys)].map(key => desk.store.post(key)))).flatMap(each => each ?? []);
  };

  it('is followed no more, with the reason, and whoever set that up is told, once', async () => {
    await desk.subscribe();
    await desk.subscribe({ followed: { kind: 'topic', words: 'ferries' } });
    await desk.subscribe({ followed: { kind: 'topic', words: 'quays' }, setBy: 'wire:w1:nils' });
    await desk.subscribe({ place: { channel: 'quay' } });
    for (let i = 0; i < 2; i++) expect((await post())[0]).toMatchObject({ code: 'channel-gone' });
    expect(await paused()).toEqual([true, true, true, false]);
    expect((await desk.store.subscriptions())[0]?.paused).toBe(ERRORS['channel-gone'].userMessage);
    expect(await notices()).toMatchObject([
      {
        kind: 'notice',
        target: { only: 'wire:w1:ada', thread: null, direct: false },
        reply: { fallback: expect.stringMatching(TOLD) },
      },
      { kind: 'notice', target: { only: 'wire:w1:nils' } },
    ]);
  });

  it('tells them where they can be reached, and nobody else', async () => {
    await desk.subscribe();
    const publisher = publisherOn({ wall: desk.wall, clock });
    const reachable = {
      ...publisher,
      post: (...given: Parameters<typeof publisher.post>) => {
        if (given[0].target.only === null) return publisher.post(...given);
        return publisher.post({ ...given[0], target: { ...given[0].target, channel: 'ada' } }, given[1], given[2]);
      },
    };
    desk.context.publishers = new Map([['wire', reachable]]);
    await post();
    expect(desk.wall.texts('ada').join(' ')).toMatch(TOLD);
    expect(new Set(desk.wall.messages.map(({ only }) => only))).toEqual(new Set(['wire:w1:ada']));
    expect(await desk.store.unsentPosts()).toEqual([]);
  });

  it('that comes back and is followed again is posted to again', async () => {
    await desk.subscribe();
    await post();
    desk.wall.gone.clear();
    await desk.subscribe();
    expect(await paused()).toEqual([false]);
    expect(await post()).toEqual([]);
    expect(desk.wall.texts()).toEqual(['New.']);
  });

  it('is found gone again by the next post where the process was killed before it was left', async () => {
    await desk.subscribe();
    const spy = vi.spyOn(desk.store, 'pauseSubscription').mockRejectedValueOnce(new Error('killed'));
    await post();
    expect([await paused(), (await notices()).length]).toEqual([[false], 1]);
    spy.mockRestore();
    await post();
    expect([await paused(), (await notices()).length]).toEqual([[true], 1]);
  });

  it.each([
    ['an answer', { kind: 'answer', request: 'r-1' }],
    ['what is for one person', { kind: 'notice', target: { only: 'wire:w1:ada' } }],
    ['another thread', { target: { thread: '1' } }],
  ] as const)('by %s says nothing of what the channel follows', async (_, given) => {
    await desk.subscribe();
    await post(given);
    expect([await paused(), await notices()]).toEqual([[false], []]);
  });

  it.each(['not-delivered', 'not-accepted'] as const)('is not one that answers %s', async code => {
    desk.wall.gone.clear();
    desk.context.publishers = new Map([['wire', publisherOn({ wall: desk.wall, clock, faults: [code] })]]);
    await desk.subscribe();
    expect(await post()).toMatchObject([{ code }]);
    expect([await paused(), await notices()]).toEqual([[false], []]);
  });

  it('tells nobody where whoever set it up was forgotten, or where it is their own conversation', async () => {
    await desk.subscribe();
    await desk.store.forget('wire:w1:ada');
    await post();
    expect([await paused(), await desk.store.unsentPosts()]).toEqual([[true], []]);
    await desk.subscribe({ place: { channel: 'd1' }, direct: true });
    desk.wall.gone.add('d1');
    await post({ target: { channel: 'd1', direct: true, only: 'wire:w1:ada' } });
    expect([await paused(), desk.queued]).toEqual([[true, true], []]);
  });
});
