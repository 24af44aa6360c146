import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { indexLag, status } from '../../commands/status.ts';
import type { CommandContext, PlatformSetup } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRequest, aTarget } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';
import { aDigestDraft, aDigestPlan } from '../support/digests.ts';
import { aFeed, aPoll } from '../support/feeds.ts';

const clock = fixedClock();
let store: Store;
beforeEach(async () => {
  clock.set('2026-01-09T12:00:00Z');
  store = await memoryStore(clock);
});
afterEach(() => store.close());

const wire = { name: 'wire' } as PlatformSetup;
const PRIVATE = 'What of the secret ferry?';

const shown = (given: Partial<CommandContext> = {}) =>
  status.run(
    {},
    aContext(store, { clock, platforms: [wire], newsroom: aNewsroom({ indexed: () => store.lastSeq() }), ...given }),
  );

const fieldsOf = ({ fields }: Reply) =>
  Object.fromEntries(
    fields.map(({ name, value }) => [name, value.map(span => ('text' in span ? span.text : '')).join('')]),
  );

/** One of each that should have been done by now. */
async function fallBehind(): Promise<void> {
  await store.queuePost(aPost());
  await store.openRequest(aRequest({ call: { command: 'ask', input: { kind: 'text', text: PRIVATE } } }));
  await store.addFeed(aFeed({ title: 'Overdue' }));
  await store.planDigest(aDigestPlan());
}

describe('status', () => {
  test('is good where there is nothing to do', async () => {
    const made = await shown();
    expect(made).toMatchObject({ tone: 'good', fallback: 'Nothing is late.' });
    expect(fieldsOf(made)).toEqual({
      'In the record': '0 articles, the seed corpus among them',
      Store: 'SQLite, :memory:',
      Feeds: '0 read',
      Jobs: 'none waits, runs or has failed',
      'Last digest': 'none is planned',
      Late: 'nothing',
      Index: 'holds everything',
    });
  });

  test('calls late what is over a minute late, and not before', async () => {
    clock.set('2026-01-09T06:30:00Z');
    await fallBehind();
    clock.set('2026-01-09T06:31:00Z');
    expect((await shown()).data).toMatchObject({ late: { posts: 0, questions: 0, polls: 0, digests: 0 } });
    clock.set('2026-01-09T06:31:01Z');
    const made = await shown();
    expect(made).toMatchObject({ tone: 'warning', fallback: 'Something is late.' });
    expect(made.data).toMatchObject({ late: { posts: 1, questions: 1, polls: 1, digests: 1 } });
    expect(fieldsOf(made).Late).toBe('1 post unsent, 1 question unanswered, 1 feed not asked, 1 digest due');
  });

  test('calls nothing late that nobody waits for', async () => {
    await fallBehind();
    const [feed, plan] = [(await store.feeds())[0]!, (await store.digestPlans())[0]!];
    await store.setFeedState(feed.id, 'paused');
    await store.keepDigest(aDigestDraft({ plan: plan.id, date: '2026-01-09' }));
    await store.pauseDigest(plan.id, 'gone');
    clock.set('2026-01-10T12:00:00Z');
    expect((await shown()).data).toMatchObject({ late: { polls: 0, digests: 0 } });
    expect(fieldsOf(await shown())).toMatchObject({
      Feeds: '0 read, 1 paused or gone',
      'Last digest': 'wire w1 harbour: 2026-01-09 (paused)',
    });
  });

  test('tells feeds in trouble, jobs by kind and how far the index is behind', async () => {
    const { feed } = await store.addFeed(aFeed());
    await store.keepPoll(feed.id, aPoll({ failures: 3, state: 'active', nextPollAt: '2026-01-09T13:00:00Z' }));
    await store.saveArticle(anArticle());
    const none = { waiting: 0, running: 0, delayed: 0, failed: 0 };
    const counts = async (name?: string) => (name === 'deliver' ? { ...none, waiting: 2, failed: 1 } : none);
    const queue = { ...openLocalQueue({ clock, warn: () => {} }), counts };
    const made = await shown({ queue, newsroom: aNewsroom({ indexed: async () => 0 }) });
    expect(made.tone).toBe('warning');
    expect(fieldsOf(made)).toMatchObject({
      Feeds: '1 read, 1 of them in trouble',
      Jobs: 'deliver: 2 waiting, 1 failed',
      Index: '1 change behind',
    });
    expect(made.data).toMatchObject({ jobs: [{ job: 'deliver', ...none, waiting: 2, failed: 1 }], indexLag: 1 });
  });

  test('says that the queue does not answer, and the rest', async () => {
    const counts = () => Promise.reject(new StetError('queue-failed', 'Redis is away'));
    const made = await shown({ queue: { ...openLocalQueue({ clock, warn: () => {} }), counts } });
    expect(made).toMatchObject({ tone: 'warning', fallback: 'The queue does not answer.' });
    expect(fieldsOf(made)).toMatchObject({ Jobs: 'the queue does not answer', Late: 'nothing' });
  });

  test('waits no longer than a moment for a queue that is away', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const counts = () => new Promise<never>(() => {});
    const made = shown({ queue: { ...openLocalQueue({ clock, warn: () => {} }), counts } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fieldsOf(await made)).toMatchObject({ Jobs: 'the queue does not answer' });
  });

  test('in a chat tells of the digest there alone, and nothing private', async () => {
    await fallBehind();
    await store.planDigest(aDigestPlan({ place: { channel: 'elsewhere' } }));
    clock.set('2026-01-09T13:00:00Z');
    const { platform, space, channel, thread } = aTarget();
    const here = await shown({ surface: 'chat', place: { platform, space, channel, thread } });
    expect(fieldsOf(here)['Last digest']).toBe('none yet');
    expect(here.data).toMatchObject({ digests: [{ lastDate: null }] });
    const nowhere = await shown({ surface: 'chat' });
    expect(fieldsOf(nowhere)['Last digest']).toBe('none is planned here');
    for (const made of [here, nowhere]) expect(JSON.stringify(made)).not.toMatch(/secret ferry|elsewhere|harbour|ada/i);
  });
});

test('an index of another time is never ahead', async () => {
  await store.saveArticle(anArticle());
  const lag = (indexed: number) => indexLag({ store, newsroom: aNewsroom({ indexed: async () => indexed }) });
  expect([await lag(0), await lag(1), await lag(9)]).toEqual([1, 0, 0]);
});
