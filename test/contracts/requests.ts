/** What every Store must do with requests: once an event, open until the first outcome, found again by place, person and time. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Request, RequestDraft, RequestOutcome } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { aRequest, asking } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const MINUTE_MS = 60_000;

/** @param open makes a new, empty store each time, which goes by this clock. */
export function requestContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`request contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set('2026-01-07T12:00:00Z');
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const taken = async (draft: RequestDraft): Promise<Request> => (await store.openRequest(draft)).request;

    describe('a request', () => {
      it('is given back as it came, open, with an id and an instant of its own', async () => {
        const draft = aRequest({
          before: 'Who sails?',
          target: { grant: { token: 't', until: '2026-01-07T12:15:00Z' } },
        });
        const { request, fresh } = await store.openRequest(draft);
        expect(fresh).toBe(true);
        expect(request).toEqual({
          ...draft,
          id: expect.stringMatching(/^r-[a-z2-7]{10}$/),
          askedAt: '2026-01-07T12:00:00.000Z',
          outcome: null,
          closedAt: null,
        });
        expect(await store.request(request.id)).toEqual(request);
        expect((await taken(aRequest())).id).not.toBe(request.id);
      });

      it.each<RequestDraft['call']>([
        { command: 'feed add', input: { kind: 'text', text: ' https://news.example ' } },
        { command: 'search', input: { kind: 'words', words: ['two', 'words'] } },
        { command: 'ask', input: { kind: 'options', options: { question: 'q', private: true, n: 3 } } },
      ])('keeps every kind of call: %o', async call => {
        expect((await taken(aRequest({ call }))).call).toEqual(call);
      });

      it('is unknown where it was never opened', async () => {
        expect(await store.request('r-nowhere')).toBeNull();
        await expect(store.closeRequest('r-nowhere', 'done')).resolves.toBeUndefined();
      });

      it('keeps what was typed unit for unit, and a name as a text that every platform can read', async () => {
        const anything = fc.string({ unit: 'binary', maxLength: 40 });
        const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map(codes => String.fromCharCode(...codes));
        await fc.assert(
          fc.asyncProperty(fc.oneof(anything, units), async said => {
            const { request } = await store.openRequest(
              aRequest({ call: asking(said), personName: said, before: said }),
            );
            const readable = said.toWellFormed().replaceAll('\0', '\uFFFD');
            expect(request.call).toEqual(asking(said));
            expect([request.personName, request.before]).toEqual([readable, readable]);
          }),
        );
      });
    });

    describe('an event', () => {
      it('that comes again is the request it was, whatever else has changed', async () => {
        const draft = aRequest();
        const request = await taken(draft);
        clock.advance(MINUTE_MS);
        const again = await store.openRequest({ ...draft, call: asking('Something else?') });
        expect(again).toEqual({ request, fresh: false });
      });

      it('is fresh once when it comes many times at once', async () => {
        const draft = aRequest();
        const all = await Promise.all(Array.from({ length: 8 }, () => store.openRequest(draft)));
        expect(all.filter(({ fresh }) => fresh)).toHaveLength(1);
        expect(new Set(all.map(({ request }) => request.id)).size).toBe(1);
      });

      it('is not fresh when its request is closed', async () => {
        const draft = aRequest();
        await store.closeRequest((await taken(draft)).id, 'answered');
        expect(await store.openRequest(draft)).toMatchObject({ fresh: false, request: { outcome: 'answered' } });
      });
    });

    describe('an outcome', () => {
      it.each<RequestOutcome>(['answered', 'not-in-corpus', 'done', 'failed', 'stopped'])(
        'may be %s',
        async outcome => {
          const { id } = await taken(aRequest());
          clock.advance(MINUTE_MS);
          await store.closeRequest(id, outcome);
          expect(await store.request(id)).toMatchObject({ outcome, closedAt: '2026-01-07T12:01:00.000Z' });
        },
      );

      it('stays what it was first', async () => {
        const { id } = await taken(aRequest());
        await store.closeRequest(id, 'answered');
        const first = await store.request(id);
        clock.advance(MINUTE_MS);
        await store.closeRequest(id, 'failed');
        expect(await store.request(id)).toEqual(first);
      });
    });

    describe('open requests', () => {
      it('are those of one platform without an outcome, the oldest first', async () => {
        const asked: string[] = [];
        for (const platform of ['wire', 'wire', 'other', 'wire', 'wire']) {
          asked.push((await taken(aRequest({ target: { platform } }))).id);
          if (asked.length === 3) clock.advance(1);
        }
        await store.closeRequest(asked[1]!, 'done');
        const ids = async (platform: string) => (await store.openRequests(platform)).map(({ id }) => id);
        expect(await ids('wire')).toEqual([asked[0], asked[3], asked[4]]);
        expect(await ids('other')).toEqual([asked[2]]);
        expect(await ids('nowhere')).toEqual([]);
      });
    });

    describe('the last request', () => {
      const inThread = { target: { thread: '1' } };

      it('for a command is the newest of a place, its threads apart', async () => {
        const [first, second] = [await taken(aRequest()), await taken(aRequest())];
        const threaded = await taken(aRequest(inThread));
        await taken(aRequest({ call: { command: 'search', input: { kind: 'text', text: 'x' } } }));
        await taken(aRequest({ target: { channel: 'quay' } }));
        await taken(aRequest({ target: { space: 'w2' } }));
        await taken(aRequest({ target: { platform: 'other' } }));
        expect(await store.lastRequest(first.target, 'ask')).toEqual(second);
        expect(await store.lastRequest(threaded.target, 'ask')).toEqual(threaded);
        expect(await store.lastRequest({ ...threaded.target, thread: '2' }, 'ask')).toBeNull();
        expect(await store.lastRequest(first.target, 'why')).toBeNull();
      });

      it('goes by the clock, and among those of one instant by their order', async () => {
        await taken(aRequest());
        const last = await taken(aRequest());
        clock.advance(-MINUTE_MS);
        await taken(aRequest());
        expect(await store.lastRequest(last.target, 'ask')).toEqual(last);
      });

      it('of a person is theirs, also what they asked for themselves alone', async () => {
        const theirs = await taken(aRequest(inThread));
        const secret = await taken(aRequest({ target: { thread: '1', only: 'wire:w1:ada' } }));
        await taken(aRequest({ ...inThread, person: 'wire:w1:ben' }));
        expect(await store.lastRequest(theirs.target, 'ask', 'wire:w1:ada')).toEqual(secret);
        expect(await store.lastRequest(theirs.target, 'ask', 'wire:w1:eve')).toBeNull();
      });

      it('of nobody in particular is never one that a person asked for themselves alone', async () => {
        const open = await taken(aRequest(inThread));
        await taken(aRequest({ target: { thread: '1', only: 'wire:w1:ada' } }));
        expect(await store.lastRequest(open.target, 'ask')).toEqual(open);
      });
    });

    describe('counting', () => {
      const PERSON = { person: 'wire:w1:ada' };
      const CHANNEL = { platform: 'wire', space: 'w1', channel: 'harbour' };
      const at = (minutes: number) => new Date(Date.UTC(2026, 0, 7, 12, minutes)).toISOString();

      it('takes all of a person, wherever they asked, from an instant until another', async () => {
        for (const target of [{}, { channel: 'quay' }, { thread: '1' }]) {
          await taken(aRequest({ target }));
          clock.advance(MINUTE_MS);
        }
        await taken(aRequest({ person: 'wire:w1:ben' }));
        expect(await store.countRequests(at(0), PERSON)).toBe(3);
        expect(await store.countRequests(at(1), PERSON)).toBe(2);
        expect(await store.countRequests(at(0), PERSON, at(1))).toBe(2);
        expect(await store.countRequests(at(3), PERSON)).toBe(0);
      });

      it('takes all of a channel, whoever asked, its threads with it', async () => {
        for (const target of [{}, { thread: '1' }, { thread: '2' }, { channel: 'quay' }, { space: 'w2' }])
          await taken(aRequest({ target, person: crypto.randomUUID() }));
        expect(await store.countRequests(at(0), CHANNEL)).toBe(3);
        expect(await store.countRequests(at(0), CHANNEL, at(-1))).toBe(0);
      });

      it('takes of one person in a channel as many as are said at most', async () => {
        for (const person of ['wire:w1:ada', 'wire:w1:ada', 'wire:w1:ada', 'wire:w1:ben'])
          await taken(aRequest({ person }));
        expect(await store.countRequests(at(0), CHANNEL)).toBe(4);
        expect(await store.countRequests(at(0), CHANNEL, undefined, 2)).toBe(3);
      });

      it('takes an instant in any of its forms', async () => {
        await taken(aRequest());
        expect(await store.countRequests('2026-01-07T12:00:00Z', PERSON)).toBe(1);
        expect(await store.countRequests('2026-01-07T14:00:00+02:00', PERSON, '2026-01-07T12:00:00Z')).toBe(1);
        expect(await store.countRequests('2026-01-07T12:00:00.001Z', PERSON)).toBe(0);
      });
    });
  });
}

/** What of it must outlive a process. */
export function keptRequestContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept request contract: ${name}`, () => {
    it('finds what was open still open and what was closed closed, and no event fresh again', async () => {
      const { store, reopen, close } = await open(fixedClock());
      const drafts = [aRequest(), aRequest()];
      const [first, second] = await Promise.all(drafts.map(draft => store.openRequest(draft)));
      await store.closeRequest(first!.request.id, 'answered');
      const again = await reopen();
      expect(await again.openRequests('wire')).toEqual([second!.request]);
      for (const draft of drafts) expect((await again.openRequest(draft)).fresh).toBe(false);
      await close();
    });
  });
}
