/** What is told of what happens at a port, and that the port does what it did. */
import { describe, expect, test } from 'vitest';
import type { Post } from '../../src/core/chat.ts';
import { StetError } from '../../src/core/errors.ts';
import {
  type Happening,
  observedFetcher,
  observedModel,
  observedNewsroom,
  observedPublisher,
} from '../../src/core/observe.ts';
import type { Fetched, Fetcher, Publisher } from '../../src/core/ports.ts';
import { shownKey } from '../../src/core/shown-key.ts';
import { aNewsroom, anAnswer } from '../adapters/parts.ts';
import { aLanguageModel, failing, TOKENS_HERE } from '../support/language-model.ts';

const POST = { kind: 'brief' } as Post;

function watch() {
  const told: Happening[] = [];
  return { told, observe: (happening: Happening) => void told.push(happening) };
}

const rejecting = (thrown: Error) => () => Promise.reject(thrown);

describe('a publisher', () => {
  test.for([
    [async () => [], 'sent'],
    [rejecting(new StetError('not-delivered', 'later')), 'again'],
    [rejecting(new StetError('channel-gone', 'never')), 'failed'],
    [rejecting(new TypeError('who knows')), 'again'],
  ] as const)('tells of each post what came of it: %s', async ([post, outcome]) => {
    const { told, observe } = watch();
    const publisher = observedPublisher({ platform: 'pigeon', post } as unknown as Publisher, observe);
    const sent = await publisher.post(POST, [], async () => {}).catch((thrown: unknown) => thrown);
    expect(sent).toEqual(await post().catch((thrown: unknown) => thrown));
    expect(told).toEqual([{ what: 'post', platform: 'pigeon', kind: 'brief', outcome }]);
  });
});

describe('a fetcher', () => {
  test.for([
    [async () => ({ status: 'ok' }) as Fetched, 'ok'],
    [async () => ({ status: 'unchanged' }) as Fetched, 'unchanged'],
    [rejecting(new StetError('robots-refused', 'no')), 'robots-refused'],
    [rejecting(new TypeError('who knows')), 'internal'],
  ] as const)('tells of each fetch what came of it: %s', async ([fetch, outcome]) => {
    const { told, observe } = watch();
    const fetcher = observedFetcher({ fetch } as unknown as Fetcher, observe);
    await fetcher.fetch('https://news.example/?key=s3cret', { accept: ['page'] }).catch(() => {});
    expect(told).toEqual([{ what: 'fetch', outcome }]);
  });
});

describe('a language model', () => {
  test('tells of each call what came of it and what it cost, and nothing of what was asked', async () => {
    const { told, observe } = watch();
    const model = observedModel(
      aLanguageModel(task => (task === 'read' ? failing('refused') : {})),
      observe,
    );
    for (const task of ['widen', 'read'] as const)
      await model.ask(
        { task, instructions: '', data: { question: 'private?' }, maxTokens: 1 },
        new AbortController().signal,
      );
    expect(told).toEqual([
      { what: 'model', task: 'widen', outcome: 'ok', tokens: TOKENS_HERE },
      { what: 'model', task: 'read', outcome: 'refused', tokens: 0 },
    ]);
  });
});

describe('a newsroom', () => {
  test.for([
    [async () => anAnswer(), 'answered'],
    [async () => anAnswer({ status: 'not-in-corpus' }), 'not-in-corpus'],
    [rejecting(new StetError('internal', 'the thread stopped')), 'failed'],
  ] as const)('tells of each answer what it was, and how long it took: %s', async ([ask, status]) => {
    const { told, observe } = watch();
    const newsroom = observedNewsroom(aNewsroom({ ask }), observe);
    await newsroom.ask('who asked the private question?').catch(() => {});
    expect(told).toEqual([{ what: 'answer', status, ms: expect.any(Number) }]);
  });
});

describe('a key is shown', () => {
  test.for([
    'all',
    'answer:r-abcdefghij',
    'watch:w-abcdefghij:2',
    'f-abcdefghij 2026-01-08T06:30:00.000Z',
    'd-abcdefghij-2026-01-08',
    'revision 003 2 now',
  ])('as it stands where its parts are ids, words, numbers and instants of ours: %s', key => {
    expect(shownKey(key)).toBe(key);
  });

  test.for([
    ['outcome:3:slack:T0NEWSROOM1:U0ASKER0001', /^outcome:3:slack:#.{8}:#.{8}$/],
    ['left:discord:123456789012345678:1234567890123456:x', /^left:discord:#.{8}:#.{8}:x$/],
    ['seed /srv/stet/seeds/000.md', /^seed #.{8}$/],
    ['f-abcdefghij https://news.example/a?key=s3cret', /^f-abcdefghij https:#.{8}$/],
    ['f-abcdefghij s3cret', /^f-abcdefghij #.{8}$/],
  ] as const)('without what may be a person, a place or an address: %s', ([key, shown]) => {
    expect(shownKey(key)).toMatch(shown);
    // So that lines about one job are found.
    expect(shownKey(key)).toBe(shownKey(key));
  });
});
