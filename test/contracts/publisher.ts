/** What every Publisher must do, whatever platform it sends to. Each version's own test file runs this suite. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRef, Post, Target } from '../../src/core/chat.ts';
import type { Publisher } from '../../src/core/ports.ts';
import { type Reply, reply, text } from '../../src/core/reply.ts';
import { aPost } from '../support/chat.ts';

export interface PublisherForTest {
  publisher: Publisher;
  /** Where it may write and everyone reads. */
  target: Target;
  /** Where it may not write, because there is nothing. */
  gone: Target;
  /** An instant before anything was sent. */
  since: string;
  /** A reply whose words take at least three messages there. */
  long: (words: string[]) => Reply;
  /** The words of the messages that stand in a place, in their order, without what the platform adds. */
  shown: (target: Target) => Promise<string[]>;
  /**
   * What the platform does with the next message: answers that it cannot now, that it takes no such thing, or takes it and does not
   * answer. Further ones are taken as usual.
   */
  next: (fault: 'unavailable' | 'refused' | 'lost') => void;
  close: () => Promise<void>;
}

const said = (words: string): Reply => reply({ body: [text(words)], fallback: words });

/** Distinct and plain, so that nothing is escaped and each is found again. */
const WORDS = Array.from({ length: 30 }, (_, i) => `word${String(i).padStart(3, '0')}`);

/** @param open makes a new, empty place each time. */
export function publisherContract(name: string, open: () => Promise<PublisherForTest>): void {
  describe(`publisher contract: ${name}`, () => {
    let opened: PublisherForTest;
    let publisher: Publisher;
    beforeEach(async () => {
      opened = await open();
      publisher = opened.publisher;
    });
    afterEach(() => opened.close());

    const postOf = (made: Reply, target: Target = opened.target, refs: MessageRef[] = []): Post => ({
      ...aPost({ reply: made, target }),
      ...{
        state: 'sending',
        queuedAt: opened.since,
        attempts: 1,
        attemptedAt: opened.since,
        sentAt: null,
        fault: null,
      },
      refs,
    });
    const longPost = () => postOf(opened.long(WORDS));
    const ignored = async () => {};

    /** The words that stand there, in their order. */
    const words = async (target = opened.target) =>
      (await opened.shown(target)).flatMap(message => message.match(/word\d{3}/g) ?? []);

    /** Sends until so many messages stand, and then is cut off. */
    async function cutOff(post: Post, after: number): Promise<MessageRef[]> {
      let kept: MessageRef[] = [];
      const cut = new Error('cut off');
      const sending = publisher.post(post, [], async refs => {
        kept = [...refs];
        if (refs.length === after) throw cut;
      });
      await expect(sending).rejects.toBe(cut);
      return kept;
    }

    describe('sending', () => {
      it('makes one message of a short reply, and says where it stands', async () => {
        const post = postOf(said('word001'));
        const refs = await publisher.post(post, [], ignored);
        const { platform, space, channel } = opened.target;
        expect(refs).toEqual([expect.objectContaining({ platform, space, channel, message: expect.any(String) })]);
        expect(platform).toBe(publisher.platform);
        expect(await words()).toEqual(['word001']);
      });

      it('makes several of a long one, in order, nothing twice and nothing lost, and tells of each before the next', async () => {
        const told: number[] = [];
        const refs = await publisher.post(longPost(), [], async sofar => {
          told.push(sofar.length);
          expect(await opened.shown(opened.target)).toHaveLength(sofar.length);
        });
        expect(refs.length).toBeGreaterThanOrEqual(3);
        expect(told).toEqual(refs.map((_, n) => n + 1));
        expect(new Set(refs.map(({ message }) => message)).size).toBe(refs.length);
        expect(await words()).toEqual(WORDS);
      });

      it('goes on behind what stands already', async () => {
        const post = longPost();
        const kept = await cutOff(post, 1);
        const refs = await publisher.post(post, kept, ignored);
        expect(refs[0]).toEqual(kept[0]);
        expect(await words()).toEqual(WORDS);
      });

      it('adds nothing to what stands whole', async () => {
        const post = longPost();
        const refs = await publisher.post(post, [], ignored);
        expect(await publisher.post(post, refs, ignored)).toEqual(refs);
        expect(await words()).toEqual(WORDS);
      });

      it('keeps no leave to answer in what it gives back', async () => {
        const grant = { token: 'top-secret', until: '2000-01-01T00:00:00Z' };
        const refs = await publisher.post(postOf(said('word001'), { ...opened.target, grant }), [], ignored);
        expect(JSON.stringify(refs)).not.toContain('top-secret');
      });
    });

    describe('finding', () => {
      it('gives the messages of a post in their order, and no others', async () => {
        const [post, other] = [longPost(), longPost()];
        const refs = await publisher.post(post, [], ignored);
        await publisher.post(other, [], ignored);
        const ids = (all: MessageRef[]) => all.map(({ message }) => message);
        expect(ids(await publisher.find(post, opened.since))).toEqual(ids(refs));
      });

      it('gives nothing where nothing arrived', async () => {
        expect(await publisher.find(postOf(said('word001')), opened.since)).toEqual([]);
      });

      it('gives what stands of a post that was cut off, to go on behind', async () => {
        const post = longPost();
        await cutOff(post, 2);
        const found = await publisher.find(post, opened.since);
        expect(found).toHaveLength(2);
        await publisher.post(post, found, ignored);
        expect(await words()).toEqual(WORDS);
      });

      it('gives what arrived though nobody said so', async () => {
        const post = postOf(said('word001'));
        opened.next('lost');
        await expect(publisher.post(post, [], ignored)).rejects.toMatchObject({ code: 'not-delivered' });
        const found = await publisher.find(post, opened.since);
        expect(found).toHaveLength(1);
        await publisher.post(post, found, ignored);
        expect(await words()).toEqual(['word001']);
      });
    });

    describe('editing', () => {
      it('shows the reply as it is now, in the message that stands', async () => {
        const post = postOf(said('word001'));
        const refs = await publisher.post(post, [], ignored);
        expect(await publisher.edit({ ...post, reply: said('word002'), refs })).toEqual(refs);
        expect(await words()).toEqual(['word002']);
      });

      it('leaves nothing of a longer reply, and adds what a longer one needs', async () => {
        const post = longPost();
        const many = await publisher.post(post, [], ignored);
        const one = await publisher.edit({ ...post, reply: said('word777'), refs: many });
        expect(one).toEqual([many[0]]);
        expect(await words()).toEqual(['word777']);
        expect(await publisher.edit({ ...post, refs: one })).toHaveLength(many.length);
        expect(await words()).toEqual(WORDS);
      });
    });

    describe('what is below a reply', () => {
      const ABOVE = 'word900';
      const withRest = () => postOf({ ...said(ABOVE), rest: opened.long(WORDS) });

      it('follows it in messages of its own, told of one by one', async () => {
        const told: number[] = [];
        const refs = await publisher.post(withRest(), [], async sofar => void told.push(sofar.length));
        expect(refs.length).toBeGreaterThanOrEqual(4);
        expect(told).toEqual(refs.map((_, n) => n + 1));
        expect(await words()).toEqual([ABOVE, ...WORDS]);
      });

      it.each([1, 2, 3])('goes on behind what stands, and is found where it stands (cut off after %i)', async after => {
        const post = withRest();
        const kept = await cutOff(post, after);
        const found = await publisher.find(post, opened.since);
        expect(found.map(({ message }) => message)).toEqual(kept.map(({ message }) => message));
        const refs = await publisher.post(post, found, ignored);
        expect(await words()).toEqual([ABOVE, ...WORDS]);
        const all = await publisher.find(post, opened.since);
        expect(all.map(({ message }) => message)).toEqual(refs.map(({ message }) => message));
      });

      it('changes with it, goes with it, and comes back', async () => {
        const post = withRest();
        const refs = await publisher.post(post, [], ignored);
        const one = await publisher.edit({ ...post, reply: said('word777'), refs });
        expect(await words()).toEqual(['word777']);
        expect(await publisher.edit({ ...post, refs: one })).toHaveLength(refs.length);
        expect(await words()).toEqual([ABOVE, ...WORDS]);
      });
    });

    describe('editing after an earlier try', () => {
      it('takes what that try added for its own, and adds the rest', async () => {
        const post = longPost();
        const [first] = await publisher.post({ ...post, reply: said('word000') }, [], ignored);
        const grown = await publisher.edit({ ...post, refs: [first!] });
        const again = await publisher.edit({ ...post, refs: [first!] }, opened.since);
        expect(again.map(({ message }) => message)).toEqual(grown.map(({ message }) => message));
        expect(await words()).toEqual(WORDS);
      });
    });

    describe('speaking of a message', () => {
      it('is done where whoever sees it looks', async () => {
        const [ref] = await publisher.post(postOf(said('word001')), [], ignored);
        const under = publisher.under(ref!);
        expect(under).not.toHaveProperty('message');
        await publisher.post(postOf(said('word002'), under), [], ignored);
        expect(await words(under)).toContain('word002');
      });

      it('is done for those alone who see it', async () => {
        const [ref] = await publisher.post(postOf(said('word001')), [], ignored);
        for (const given of [
          { only: 'ada', direct: false },
          { only: 'ada', direct: true },
        ])
          expect(publisher.under({ ...ref!, ...given })).toMatchObject({ ...given, grant: null });
      });

      it('says which can be edited', async () => {
        const [ref] = await publisher.post(postOf(said('word001')), [], ignored);
        expect(publisher.canEdit(ref!)).toBe(true);
        expect(publisher.canEdit({ ...ref!, only: 'ada', direct: true })).toBe(true);
        expect(publisher.canEdit({ ...ref!, only: 'ada' })).toBe(false);
      });
    });

    describe('refusing', () => {
      it.each([
        ['unavailable', 'not-delivered', true],
        ['refused', 'not-accepted', false],
      ] as const)('says of a platform that is/has %s: %s', async (fault, code, retryable) => {
        opened.next(fault);
        const sending = publisher.post(postOf(said('word001')), [], ignored);
        await expect(sending).rejects.toMatchObject({ name: 'StetError', code, retryable });
        expect(await words()).toEqual([]);
      });

      it('says of a channel that is not there that it is gone', async () => {
        const sending = publisher.post(postOf(said('word001'), opened.gone), [], ignored);
        await expect(sending).rejects.toMatchObject({ name: 'StetError', code: 'channel-gone', retryable: false });
      });

      it('passes on the fault of whoever is told of a message', async () => {
        await cutOff(postOf(said('word001')), 1);
        expect(await words()).toEqual(['word001']);
      });
    });
  });
}
