/** What every Store must forget, and what it must not: by age (`tidy`) and by person (`forget`). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post, PostDraft, RequestDraft, Target } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { emphasis, type Reply, type ReplyAction, reply, strong } from '../../src/core/reply.ts';
import { anAnswer, someEvidence } from '../adapters/parts.ts';
import { aPost, aRef, aRequest, asking } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { offerOne } from '../support/offers.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const ADA = 'wire:w1:ada';

/** What tells of Ada or of what she asked; nothing that a random id could hold by chance. */
const TELLS = /Ada|:ada|of-ada|ferries sank|q-7/;

const BEN = 'wire:w1:ben';
const DAY_MS = 86_400_000;
const NOON = '2026-01-07T12:00:00.000Z';
const QUESTION = 'Which of Ada’s ferries sank?';
const READ_AS = 'Which of Ada’s ferries sank in April?';

/** An answer that repeats its question wherever one can, and quotes it: what an article says stays, whoever asked it. */
function telling(actions: ReplyAction[] = []): Reply {
  const evidence = someEvidence({ quote: `“${QUESTION}” asked the board.` });
  return reply({
    headline: QUESTION,
    body: [strong('14 ferries'), emphasis(READ_AS)],
    quotes: [{ evidence, says: null }],
    fields: [{ name: 'Asked', value: [emphasis(`You asked: ${QUESTION}`)] }],
    fallback: `${QUESTION} 14 ferries`,
    actions,
    data: {
      ...anAnswer({ id: 'q-7', question: QUESTION, readAs: READ_AS, evidence: [evidence] }),
      more: [{ question: QUESTION }],
    },
  });
}

/** What is left of it: the same, without the question. */
const SILENT = {
  headline: '…',
  body: [strong('14 ferries'), emphasis('…')],
  quotes: telling().quotes,
  fields: [{ name: 'Asked', value: [emphasis('You asked: …')] }],
  fallback: '… 14 ferries',
};

/** @param open makes a new, empty store each time, which goes by this clock. */
export function privacyContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`privacy contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const at = (days: number) => new Date(Date.parse(NOON) + days * DAY_MS).toISOString();
    const asked = async (draft: Partial<Omit<RequestDraft, 'target'>> & { target?: Partial<Target> } = {}) =>
      (await store.openRequest(aRequest({ call: asking(QUESTION), ...draft }))).request;

    async function sent(draft: PostDraft): Promise<Post> {
      const { post } = await store.queuePost(draft);
      await store.claimPost(post.key);
      await store.markSent(post.key, [aRef(post, `m-${post.key}`)]);
      return (await store.post(post.key))!;
    }

    /** A question of a person and the answer that was sent to it. */
    async function answered(person: string, target: Partial<Target> = {}, actions: ReplyAction[] = []) {
      const request = await asked({ person, target });
      const by = { question: QUESTION, by: person };
      const post = await sent(aPost({ target, asked: by, request: request.id, reply: telling(actions) }));
      await store.closeRequest(request.id, 'answered');
      return { request, post };
    }

    describe('tidying', () => {
      it('removes closed requests that are older, and says how many', async () => {
        const old = [await asked(), await asked()];
        for (const { id } of old) await store.closeRequest(id, 'done');
        clock.set(at(1));
        const young = await asked();
        await store.closeRequest(young.id, 'done');
        expect(await store.tidy(at(1))).toBe(2);
        for (const { id } of old) expect(await store.request(id)).toBeNull();
        expect((await store.request(young.id))?.outcome).toBe('done');
        expect(await store.tidy(at(1))).toBe(0);
      });

      it('never removes an open request, however old', async () => {
        const request = await asked();
        clock.set(at(3_000));
        expect(await store.tidy(at(2_999))).toBe(0);
        expect(await store.openRequests('wire')).toEqual([request]);
      });

      it('keeps an old post and what it shows, but not what was asked', async () => {
        const { post } = await answered(ADA);
        clock.set(at(100));
        await store.tidy(at(10));
        const kept = await store.post(post.key);
        expect(kept).toMatchObject({ key: post.key, state: 'sent', refs: post.refs, asked: null, reply: SILENT });
        expect(JSON.stringify({ ...kept, reply: { ...kept!.reply, quotes: [] } }).replaceAll(/“.*?”/g, '')).not.toMatch(
          TELLS,
        );
        expect(kept!.reply.data).toMatchObject({ status: 'answered', answer: '14 ferries', question: '' });
        expect(await store.postOfMessage(post.refs[0]!)).toEqual(kept);
        expect(await store.postsShowing('t-1', { limit: 9 })).toEqual([kept]);
      });

      it('leaves younger posts, and those not sent yet, as they are', async () => {
        const { post } = await store.queuePost(aPost({ asked: { question: QUESTION, by: ADA }, reply: telling() }));
        clock.set(at(50));
        const { post: young } = await answered(ADA);
        await store.tidy(at(10));
        expect(await store.post(post.key)).toEqual(post);
        expect(await store.post(young.key)).toEqual(young);
      });

      it('removes old answers that one person saw for a moment, and keeps those in a direct conversation', async () => {
        const fleeting = await answered(ADA, { only: ADA });
        const direct = await answered(ADA, { channel: 'd1', direct: true });
        await store.tidy(at(10));
        expect(await store.post(fleeting.post.key)).toBeNull();
        expect(await store.post(direct.post.key)).toMatchObject({ reply: SILENT, asked: null });
      });

      it('takes away every leave to answer', async () => {
        const grant = { token: 'secret', until: at(0) };
        const { post } = await store.queuePost(aPost({ target: { grant } }));
        await store.claimPost(post.key);
        await store.markSent(post.key, [{ ...aRef(post, '1'), grant }]);
        await store.tidy(at(10));
        const kept = await store.post(post.key);
        expect(kept).toMatchObject({ target: { grant: null }, refs: [{ message: '1', grant: null }] });
      });

      it('removes old votes and buttons that have run out', async () => {
        await store.vote('r-1', ADA, 'good');
        const dead = await offerOne(store, { call: asking(QUESTION), audience: null, expiresAt: at(2) });
        const alive = await offerOne(store, { call: asking(QUESTION), audience: null, expiresAt: at(4) });
        clock.set(at(3));
        await store.vote('r-1', BEN, 'good');
        await store.tidy(at(1));
        expect(await store.votes('r-1')).toEqual({ good: 1, bad: 0 });
        expect(await store.action(alive)).not.toBeNull();
        clock.set(at(1));
        expect(await store.action(dead)).toBeNull();
      });

      it('takes an instant in any of its forms', async () => {
        await store.closeRequest((await asked()).id, 'done');
        expect(await store.tidy('2026-01-07T13:00:00+01:00')).toBe(0);
        expect(await store.tidy('2026-01-07T13:00:01+01:00')).toBe(1);
      });

      it('of many lets others have their turn', async () => {
        await Promise.all(Array.from({ length: 250 }, (_, i) => answered(ADA, i % 3 === 0 ? { only: ADA } : {})));
        let turns = 0;
        const count = () => {
          turns += 1;
          // No more than is asked for: a store that waits for its database would have its turns taken by this.
          if (turns < 4) next = setImmediate(count);
        };
        let next = setImmediate(count);
        expect(await store.tidy(at(1))).toBe(250);
        clearImmediate(next);
        expect(turns).toBe(4);
      });
    });

    describe('forgetting a person', () => {
      /** All that the store tells of these, as one text. */
      async function told(requests: string[], posts: string[], places: Target[]): Promise<string> {
        const last = places.map(place => store.lastRequest(place, 'ask', ADA));
        return JSON.stringify([
          ...(await Promise.all([...requests.map(store.request), ...posts.map(store.post), ...last])),
          await store.postsShowing('t-1', { limit: 99 }),
          await store.openRequests('wire'),
        ]).replaceAll(/“.*?”/g, '');
      }

      it('leaves nothing of their name, their questions and the private answers they got', async () => {
        const open = await answered(ADA);
        const fleeting = await answered(ADA, { only: ADA });
        const direct = await answered(ADA, { channel: 'place-of-ada', direct: true, thread: 'thread-of-ada' });
        const all = [open, fleeting, direct];
        const tell = () =>
          told(
            all.map(({ request }) => request.id),
            all.map(({ post }) => post.key),
            all.map(({ request }) => request.target),
          );
        expect(await tell()).toMatch(TELLS);
        expect(await store.forget(ADA)).toEqual({ requests: 3, votes: 0, flags: 0 });
        expect(await tell()).not.toMatch(TELLS);
        expect(await store.post(open.post.key)).toMatchObject({ refs: open.post.refs, reply: SILENT, asked: null });
        expect(await store.post(fleeting.post.key)).toBeNull();
        expect(await store.post(direct.post.key)).toBeNull();
        expect(await store.postOfMessage(direct.post.refs[0]!)).toBeNull();
      });

      it('finds their private answers also when the requests are gone by age', async () => {
        const direct = await answered(ADA, { direct: true });
        await store.tidy(at(10));
        expect(await store.request(direct.request.id)).toBeNull();
        expect(await store.forget(ADA)).toEqual({ requests: 0, votes: 0, flags: 0 });
        expect(await store.post(direct.post.key)).toBeNull();
      });

      it('keeps the counts', async () => {
        const { request } = await answered(ADA);
        await store.vote(request.id, ADA, 'good');
        await store.vote(request.id, BEN, 'bad');
        expect(await store.forget(ADA)).toEqual({ requests: 1, votes: 1, flags: 0 });
        expect(await store.votes(request.id)).toEqual({ good: 1, bad: 1 });
        expect(await store.countRequests(NOON, request.target)).toBe(1);
        expect(await store.countRequests(NOON, { person: ADA })).toBe(0);
        expect(await store.request(request.id)).toMatchObject({ outcome: 'answered', askedAt: NOON });
      });

      it('touches nothing of others', async () => {
        const bens = [await answered(BEN), await answered(BEN, { only: BEN }), await answered(BEN, { direct: true })];
        const requests = await Promise.all(bens.map(({ request }) => store.request(request.id)));
        await answered(ADA);
        await store.vote(bens[0]!.request.id, BEN, 'good');
        const button = await offerOne(store, { call: asking(QUESTION), audience: BEN, expiresAt: at(1) });
        await store.forget(ADA);
        for (const { post } of bens) expect(await store.post(post.key)).toEqual(post);
        expect(await Promise.all(bens.map(({ request }) => store.request(request.id)))).toEqual(requests);
        expect(await store.votes(bens[0]!.request.id)).toEqual({ good: 1, bad: 0 });
        expect(await store.action(button)).not.toBeNull();
      });

      it('takes their question out of what leant on it, once that is answered', async () => {
        await answered(ADA, { thread: '1' });
        const open = await asked({ person: BEN, call: asking('And when?'), before: QUESTION, target: { thread: '1' } });
        const closed = await asked({
          person: BEN,
          call: asking('And who?'),
          before: QUESTION,
          target: { thread: '1' },
        });
        await store.closeRequest(closed.id, 'answered');
        await store.forget(ADA);
        expect(await store.request(closed.id)).toMatchObject({ person: BEN, call: asking('And who?'), before: null });
        expect((await store.request(open.id))?.before).toBe(QUESTION);
      });

      it('takes away the buttons that would ask their question again, and those for them alone, but no others', async () => {
        const expiresAt = at(1);
        const offer = async (call: RequestDraft['call'], audience: string | null = null) =>
          offerOne(store, { call, audience, expiresAt });
        const why = await offer({ command: 'why', input: { kind: 'options', options: { question: READ_AS } } });
        const sources = await offer({ command: 'sources', input: { kind: 'options', options: { answer: 'r-1' } } });
        const alone = await offer(asking('Anything?'), ADA);
        await answered(
          ADA,
          {},
          [why, sources].map(action => ({ label: 'x', style: 'plain', action })),
        );
        await store.forget(ADA);
        expect(await store.action(why)).toBeNull();
        expect(await store.action(alone)).toBeNull();
        expect(await store.action(sources)).not.toBeNull();
      });

      it('closes what was still open as stopped, and never answers it', async () => {
        const request = await asked();
        await store.forget(ADA);
        expect(await store.openRequests('wire')).toEqual([]);
        expect(await store.request(request.id)).toMatchObject({ outcome: 'stopped', closedAt: expect.any(String) });
        await store.closeRequest(request.id, 'answered');
        expect((await store.request(request.id))?.outcome).toBe('stopped');
      });

      it('leaves what is told of them after that to the next tidying', async () => {
        const [open, alone] = [await asked(), await asked({ target: { only: ADA } })];
        await store.forget(ADA);
        const late = await sent(aPost({ asked: { question: QUESTION, by: ADA }, request: open.id, reply: telling() }));
        const lateAlone = await sent(aPost({ target: { only: ADA }, request: alone.id, reply: telling() }));
        await store.tidy(at(-1));
        expect(await store.post(late.key)).toMatchObject({ asked: null, reply: SILENT });
        expect(await store.post(lateAlone.key)).toBeNull();
      });

      it('lets a public answer that is on its way be sent, without the question, by the leave it has', async () => {
        const request = await asked();
        const grant = { token: 'secret', until: at(1) };
        const by = { question: QUESTION, by: ADA };
        const { post } = await store.queuePost(
          aPost({ target: { grant }, asked: by, request: request.id, reply: telling() }),
        );
        await store.forget(ADA);
        const claim = await store.claimPost(post.key);
        expect(claim?.post).toMatchObject({ asked: null, reply: SILENT, target: { grant } });
        await store.markSent(post.key, [aRef(post, '1')]);
        await store.tidy(at(10));
        expect(await store.post(post.key)).toMatchObject({ state: 'sent', target: { grant: null } });
      });

      it('may come while a private answer is being sent', async () => {
        const request = await asked({ target: { only: ADA } });
        const { post } = await store.queuePost(aPost({ target: { only: ADA }, request: request.id }));
        await store.claimPost(post.key);
        await store.forget(ADA);
        await store.partlySent(post.key, [aRef(post, '1')]);
        await store.markSent(post.key, [aRef(post, '1')]);
        expect(await store.post(post.key)).toBeNull();
      });

      it('lets an event that comes again be as new, for nothing says that it came', async () => {
        const draft = aRequest();
        await store.openRequest(draft);
        await store.forget(ADA);
        expect((await store.openRequest(draft)).fresh).toBe(true);
      });

      it('counts two who were forgotten as two', async () => {
        const [ada, ben] = [await asked({ person: ADA }), await asked({ person: BEN })];
        await store.forget(ADA);
        await store.forget(BEN);
        const people = await Promise.all([ada, ben].map(async ({ id }) => (await store.request(id))?.person));
        expect(new Set(people).size).toBe(2);
      });

      it('is refused by a store that is closed, and so is tidying', async () => {
        await store.close();
        await expect(store.forget(ADA)).rejects.toMatchObject({ name: 'StetError', code: 'store-failed' });
        await expect(store.tidy(NOON)).rejects.toMatchObject({ name: 'StetError', code: 'store-failed' });
      });

      it('who is unknown does nothing', async () => {
        expect(await store.forget("' OR 1=1 --")).toEqual({ requests: 0, votes: 0, flags: 0 });
      });
    });
  });
}

/** What of it must outlive a process. */
export function keptPrivacyContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept privacy contract: ${name}`, () => {
    it('has forgotten what it was told to forget', async () => {
      const { store, reopen, close } = await open(fixedClock());
      const { request } = await store.openRequest(aRequest({ call: asking(QUESTION) }));
      await store.queuePost(aPost({ request: request.id, asked: { question: QUESTION, by: ADA } }));
      await store.forget(ADA);
      const again = await reopen();
      expect(JSON.stringify(await again.request(request.id))).not.toMatch(TELLS);
      expect(JSON.stringify(await again.postOfRequest(request.id))).not.toMatch(TELLS);
      await close();
    });
  });
}
